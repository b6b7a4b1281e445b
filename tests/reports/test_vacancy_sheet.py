"""The count sheet of a vacancy tells who fills the place and why, above the count on which that rests."""

from __future__ import annotations

import re

import pytest

import hustings

# One place. Ash is elected with six of eleven papers, the quota; without her, her papers are Birch's, who has ten.
PAPERS = [["Ash", "Birch"]] * 6 + [["Birch"]] * 4 + [["Cedar", "Ash"]]


def plain(html: str) -> str:
    """The words of a page."""
    body = re.sub("</?bdi>", "", html.partition("</head>")[2])
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_a_countback_is_told_above_its_own_count() -> None:
    ballots = hustings.from_rankings(PAPERS)
    count = hustings.count(ballots, "scottish", seats=1)
    body = hustings.fill_vacancy(count, ballots, "Ash", "countback", because="moved abroad")
    page = body.to_html()
    assert "<title>Birch fills the vacant place" in page
    assert "Birch fills the place of Ash (moved abroad)" in plain(page)
    assert "Birch sits now. Ash has left." in plain(page)
    assert plain(page).index("Ash has left") < plain(page).index("The countback Elected, in this order Birch")
    # The count below is the countback: ten votes, and Ash has none.
    assert "at stage 1, with 10 votes" in plain(page)
    assert body.record.vacancies[0].countback is not None


def test_a_runner_up_is_told_above_the_election_and_after_the_vacancies_before() -> None:
    ballots = hustings.from_rankings(PAPERS)
    body = hustings.fill_vacancy(hustings.count(ballots, "scottish", seats=1), ballots, "Ash", "countback")
    again = hustings.fill_vacancy(body, ballots, "Birch", "runner-up").to_html()
    assert "<title>Cedar fills the vacant place" in again
    assert "Vacancies before this one Birch fills the place of Ash" in plain(again)
    assert "The election Elected, in this order Ash" in plain(again)


def test_a_body_without_vacancies_has_no_such_sheet() -> None:
    ballots = hustings.from_rankings(PAPERS)
    body = hustings.fill_vacancy(hustings.count(ballots, "scottish", seats=1), ballots, "Ash", "countback")
    with pytest.raises(hustings.BadInput, match="no place has fallen vacant"):
        type(body)(type(body.record)(body.record.election)).to_html()
