"""Ballots by name: what a person sees at a prompt, and takes into a table."""

from decimal import Decimal

import hustings
from hustings.ballots.ballots import OVERVOTE, Ballots

PAPERS = {(("Ann", "Bob"), None, "Cyd"): 3, ("Cyd",): 2, (): 1}


def test_what_is_made_from_names_is_given_back_by_name() -> None:
    ballots = hustings.from_rankings(PAPERS, candidates=["Ann", "Bob", "Cyd"])
    assert ballots.candidates == ("Ann", "Bob", "Cyd")
    assert dict(ballots.rankings()) == PAPERS


def test_a_weighted_paper_keeps_its_weight_and_an_overvote_without_names_is_no_candidate() -> None:
    ballots = Ballots.of(["Ann", "Bob"], [((1, OVERVOTE), 25)], decimals=1)
    assert list(ballots.rankings()) == [(("Ann", ("", "")), Decimal("2.5"))]


def test_a_frame_has_a_row_for_each_candidate_on_each_ranking_and_no_number_is_a_float() -> None:
    ballots = hustings.from_rankings(PAPERS, candidates=["Ann", "Bob", "Cyd"])
    rows = [(1, 3, 1, "Ann"), (1, 3, 1, "Bob"), (1, 3, 3, "Cyd"), (2, 2, 1, "Cyd")]
    assert list(ballots.to_pandas().itertuples(index=False, name=None)) == rows
    assert ballots.to_polars().rows() == rows
    weighted = Ballots.of(["Ann"], [((1,), 25)], decimals=1)
    assert weighted.to_polars().rows() == [(1, Decimal("2.5"), 1, "Ann")]


def test_at_a_prompt_ballots_are_one_line() -> None:
    ballots = hustings.from_rankings([("Ann", "Bob")] * 1200, seats=1, title="Chair")
    assert repr(ballots) == "<Ballots “Chair”: 1,200 papers, 1 distinct, 2 candidates, 1 place>"
