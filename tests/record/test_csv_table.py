"""The count as CSV."""

from __future__ import annotations

import csv
import dataclasses
import io

from elections import election, question
from hustings.counting.count import count
from hustings.narrative.record_files import record_csv
from hustings.record.figures import FigureStyle
from hustings.record.record import record_of

THREE = election({"ABC": 30, "B": 16, "CB": 14})


def rows(rules: str, **change: object) -> list[dict[str, str]]:
    ballots = dataclasses.replace(THREE, **change)  # type: ignore[arg-type]
    ask = question(rules, 2)
    text = record_csv(record_of(ballots, ask, count(ballots, ask), ["statute counter"]))
    return list(csv.DictReader(io.StringIO(text)))


def test_there_is_one_row_a_stage_and_candidate() -> None:
    """A's surplus of 10 over the quota of 20: 30 papers at 0.33, 9.90 to B, 0.10 lost."""
    found = rows("ers97")
    assert [(row["stage"], row["candidate"]) for row in found] == [(s, c) for s in "12" for c in "123"]
    assert len(found[4].pop("record")) == 64
    assert found[4] == {
        "stage": "2",
        "kind": "surplus",
        "action": "Surplus of A",
        "candidate": "2",
        "name": "B",
        "votes": "25.90",
        "change": "9.90",
        "status": "elected",
        "quota": "20.00",
        "non_transferable": "0.00",
        "loss_by_fraction": "0.10",
    }
    assert found[3]["change"] == "-10.00"
    assert found[5]["status"] == "continuing"


def test_fractions_are_decimal_numbers_that_no_spreadsheet_takes_for_dates() -> None:
    """Under wigm 30 papers carry 9 votes: B has 16 + 9."""
    assert rows("wigm")[4]["votes"] == "25.000000000"


def test_no_cell_can_be_taken_for_a_formula() -> None:
    found = rows("ers97", names=("=HYPERLINK(1)", "@B", "-C"))
    assert [row["name"] for row in found[:3]] == ["'=HYPERLINK(1)", "'@B", "'-C"]
    assert found[3]["action"] == "Surplus of =HYPERLINK(1)"


def test_votes_are_shown_with_the_decimals_of_the_rule_book_up_to_five() -> None:
    """Whole papers are shown whole; nine places and fractions are shown with two."""
    assert [FigureStyle(decimals).places_shown for decimals in (0, 2, 5, 9, None)] == [0, 2, 5, 2, 2]
