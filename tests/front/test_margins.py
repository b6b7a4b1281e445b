"""`hustings.margin` and what is made of it."""

from __future__ import annotations

import pytest

import hustings

BALLOTS = {("Ann", "Bob"): 60, ("Bob", "Ann"): 50}


def test_a_count_sheet_tells_how_close_it_was() -> None:
    ballots = hustings.from_rankings(BALLOTS, seats=1)
    counted = hustings.count(ballots, "scottish")
    # 60 to 50: five papers moved from Ann to Bob bring them level.
    assert "if 5 papers of 110 had been different; no smaller number is enough." in counted.to_html(
        hustings.margin(ballots, of=counted)
    )
    assert "had been different" not in counted.to_html()


def test_a_program_asks_about_late_papers_and_one_candidate() -> None:
    ballots = hustings.from_rankings(BALLOTS, seats=1)
    found = hustings.margin(ballots, "scottish", papers="add", candidate="Bob")
    assert (found.at_least, found.at_most, found.kind) == (10, 10, "add")
    with pytest.raises(hustings.BadInput, match="there is no candidate “Cy”"):
        hustings.margin(ballots, "scottish", candidate="Cy")
    with pytest.raises(hustings.BadInput, match="“burn” should be change or add or remove"):
        hustings.margin(ballots, "scottish", papers="burn")  # type: ignore[arg-type]
