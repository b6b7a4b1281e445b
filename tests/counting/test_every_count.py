"""What must hold of every count, under every rule book."""

from __future__ import annotations

import dataclasses
from array import array
from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from elections import assert_conserved, election, question
from hustings.ballots.ballots import Ballots
from hustings.ballots.views import views, with_papers
from hustings.counting.count import count
from hustings.record.facts import Facts, Number
from hustings.rules.library import names
from hustings.rules.lot import LotNeeded
from hustings.rules.question import Impossible, Question
from strategies import counts

# Under Meek, Warren and Minneapolis the rule book itself lets the elected receive papers.
ELECTED_RECEIVE_NOTHING = [n for n in names() if n not in ("meek", "meek-nz", "warren", "minneapolis", "plurality")]
PILES = [n for n in names() if n not in ("meek", "meek-nz", "warren")]


def counted(ballots: Ballots, ask: Question) -> Facts:
    try:
        return count(ballots, ask)
    except Impossible:  # constraints that cannot be met
        assume(False)
        raise


def without_lot(ballots: Ballots, ask: Question) -> Facts:
    try:
        facts = counted(ballots, dataclasses.replace(ask, lot_seed=None))
    except LotNeeded:
        assume(False)
        raise
    assume(all(tie.by != "lot" for stage in facts.stages for tie in stage.ties))  # Schedule 1A needs no seed
    return facts


@given(counts())
def test_no_vote_is_lost_or_made(case: tuple[Ballots, Question]) -> None:
    ballots, ask = case
    facts = counted(ballots, ask)
    assert_conserved(facts, ask, 0)
    electable = len(ballots.names) - len(ask.withdrawn | ask.undeclared)
    assert len(facts.elected) == len(set(facts.elected)) == min(ask.seats, electable)
    assert facts.unfilled == ask.seats - len(facts.elected)
    assert not set(facts.elected) & (ask.withdrawn | ask.undeclared)
    assert facts.elected == tuple(c for stage in facts.stages for c in stage.elected)


@given(counts(ELECTED_RECEIVE_NOTHING))
def test_no_paper_ever_goes_to_a_candidate_already_elected_or_excluded(case: tuple[Ballots, Question]) -> None:
    ballots, ask = case
    settled: set[int] = set(ask.withdrawn)
    for stage in counted(ballots, ask).stages:
        settled |= set(stage.excluded)
        for step in stage.steps:
            assert all(not step.votes[c - 1] for c in settled), stage
            settled |= set(step.elected)
        settled |= set(stage.elected)


@given(counts(PILES))
def test_what_the_steps_of_a_stage_move_is_what_changed(case: tuple[Ballots, Question]) -> None:
    ballots, ask = case
    facts = counted(ballots, ask)
    for before, stage in zip(facts.stages, facts.stages[1:], strict=False):
        for c in range(len(ballots.names)):
            change = stage.votes[c] - before.votes[c]
            assert change == sum(s.votes[c] for s in stage.steps) or c + 1 in stage.of
        ended = stage.non_transferable - before.non_transferable
        lost = stage.loss_by_fraction - before.loss_by_fraction
        assert (ended, lost) == (
            sum(s.non_transferable for s in stage.steps),
            sum(s.loss_by_fraction for s in stage.steps),
        )


def renumbered(ballots: Ballots, new: Sequence[int]) -> Ballots:
    """Candidate n becomes new[n - 1]."""
    changed = [0, *new]
    tokens = array("h", [changed[token] if token >= 0 else -changed[-token] for token in ballots.tokens])
    listed = [""] * len(new)
    for number, name in zip(new, ballots.names, strict=True):
        listed[number - 1] = name
    return dataclasses.replace(ballots, tokens=tokens, names=tuple(listed))


@given(counts(plain=True), st.data())
def test_where_no_lot_falls_the_order_of_candidates_changes_nothing(
    case: tuple[Ballots, Question], data: st.DataObject
) -> None:
    ballots, ask = case
    new = data.draw(st.permutations(range(1, len(ballots.names) + 1)))
    facts, moved = without_lot(ballots, ask), without_lot(renumbered(ballots, new), ask)
    assert {new[c - 1] for c in facts.elected} == set(moved.elected)
    for stage, other in zip(facts.stages, moved.stages, strict=True):
        assert [other.votes[n - 1] for n in new] == list(stage.votes)
        assert {new[c - 1] for c in stage.elected} == set(other.elected)
        assert {new[c - 1] for c in stage.excluded} == set(other.excluded)


@given(counts(), st.randoms())
def test_splitting_and_shuffling_papers_changes_nothing(case: tuple[Ballots, Question], random: st.RandomType) -> None:  # type: ignore[name-defined]
    ballots, ask = case
    single = [(ranking, 1) for ranking, number in ballots for _ in range(number)]
    random.shuffle(single)
    lengths = [len(ranking) for ranking, _ in single]
    split = dataclasses.replace(
        ballots,
        tokens=array("h", [t for ranking, _ in single for t in ranking]),
        starts=array("q", accumulate(lengths, initial=0)),
        papers=array("q", [1] * len(single)),
    )
    assert counted(split, ask) == counted(ballots, ask)


@given(counts(plain=True))
def test_a_candidate_whom_nobody_ranks_at_most_adds_exclusions(case: tuple[Ballots, Question]) -> None:
    ballots, ask = case
    assume(len(ballots.names) > ask.seats)
    facts = without_lot(ballots, ask)
    more = without_lot(dataclasses.replace(ballots, names=(*ballots.names, "Nobody's choice")), ask)
    assert set(more.elected) == set(facts.elected)
    if ask.rules.procedure == "transfers" and ask.rules.name != "northern-ireland":
        votes = [stage.votes[:-1] for stage in more.stages]
        assert [stage.votes for stage in facts.stages if stage.votes not in votes] == []
        assert len(more.stages) <= len(facts.stages) + 1


@given(counts(PILES))
def test_weights_in_tenths_count_as_tenths(case: tuple[Ballots, Question]) -> None:
    """A contest whose papers weigh 0.1 each and are ten times as many is the same contest, to the last place."""
    ballots, ask = case
    tenths = with_papers(ballots, views(ballots).papers * 10, decimals=1)
    facts, weighted = counted(ballots, ask), counted(tenths, ask)
    scale = 1 if ask.rules.decimals is None else 10

    def scaled(votes: tuple[Number, ...]) -> list[Number]:
        return [vote * scale for vote in votes]

    assert weighted.elected == facts.elected
    assert [list(s.votes) for s in weighted.stages] == [scaled(s.votes) for s in facts.stages]


def test_a_paper_counts_up_to_its_first_equal_preference() -> None:
    """A has 3 papers, with B and C equal next: they stop after A. C has none and goes first, then A."""
    facts = count(election({"AB=C": 3, "D": 4, "B": 5}), question("scottish", 1))
    assert [stage.of for stage in facts.stages[1:3]] == [(3,), (1,)]
    assert facts.stages[2].non_transferable == 3 * 10**5


@pytest.mark.parametrize(("rules", "goes_on"), [("scottish", 0), ("irv", 3)])
def test_a_skipped_preference_stops_a_paper_or_is_passed_over(rules: str, goes_on: int) -> None:
    facts = count(election({"A-B": 3, "B": 4, "C": 5}), question(rules, 1))
    scale = 10 ** ((facts.stages[0].quota is not None and question(rules, 1).rules.decimals) or 0)
    assert facts.stages[1].votes[1] - facts.stages[0].votes[1] == goes_on * scale


def test_a_paper_without_a_clear_first_preference_is_invalid() -> None:
    facts = count(election({"A=B": 2, "-A": 3, "": 1, "A": 5, "B": 4}), question("scottish", 1))
    assert (facts.valid, facts.invalid) == (9, 6)


def test_the_withdrawn_are_passed_over_and_papers_for_nobody_else_are_invalid() -> None:
    ballots = election({"AB": 5, "A": 2, "B": 1, "C": 4})
    facts = count(ballots, question("scottish", 1, withdrawn=frozenset({1})))
    assert facts.stages[0].votes == (0, 6 * 10**5, 4 * 10**5)
    assert (facts.valid, facts.invalid, facts.elected) == (10, 2, (2,))


@pytest.mark.parametrize("rules", names())
def test_candidates_no_more_than_places_are_elected_unopposed(rules: str) -> None:
    seats = 1 if rules == "irv" else 3
    facts = count(election({"A": 3} if rules == "irv" else {"A": 3, "B": 1}), question(rules, seats))
    assert len(facts.stages) == 1
    assert facts.unfilled == seats - len(facts.elected)


def test_wigm_is_exact() -> None:
    """12 papers, two seats, quota 5. A 7: surplus 2, each paper 2/7. Five of them go to B: 10/7; two to C: 4/7."""
    facts = count(election({"AB": 5, "AC": 2, "B": 2, "C": 3}), question("wigm", 2))
    assert facts.stages[1].votes == (5, 2 + Fraction(10, 7), 3 + Fraction(4, 7))


def test_northern_ireland_elects_to_one_vacancy_only_after_an_exclusion() -> None:
    """48(3): A has the quota of 6 at once, but first the lowest is excluded."""
    facts = count(election({"A": 6, "B": 3, "C": 1}), question("northern-ireland", 1))
    assert [(s.kind, s.elected) for s in facts.stages] == [("first preferences", ()), ("exclusion", (1,))]


def test_plurality_gives_as_many_votes_as_places() -> None:
    """Two places: three papers for A and B, two for C and B, one for D alone, which leaves a vote unused."""
    facts = count(election({"ABC": 3, "CBA": 2, "D": 1}), question("plurality", 2))
    assert facts.stages[0].votes == (3, 5, 2, 1)
    assert facts.stages[0].non_transferable == 1
    assert facts.elected == (2, 1)


def test_warren_takes_a_price_where_meek_takes_a_share() -> None:
    """9 papers, two seats. Stage 1: quota 3 + 10^-9; A 6 and so elected. First iteration: A keeps 3.000000001 / 6 =
    0.500000001 (rounded up) of each paper under either; B gets 4 × 0.499999999 under either: they part only where a
    paper meets two of the elected: then Meek keeps a share of the rest and Warren the lesser of price and rest."""
    ballots = election({"AB": 4, "A": 2, "B": 2, "C": 1})
    meek, warren = (count(ballots, question(rules, 2)) for rules in ("meek", "warren"))
    assert meek.elected == warren.elected == (1, 2)
    assert meek.stages[1].keep[0] == 500000001
    assert meek.stages[1].votes[:2] == (6 * 500000001, 2 * 10**9 + 4 * 499999999)
