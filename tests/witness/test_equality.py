"""The two witnesses find the same facts, bit for bit; and when one of them has a bug, that is caught."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections import at_least, election, question
from hustings.ballots.ballots import Ballots
from hustings.ballots.reading import read_ballots
from hustings.ballots.views import views, with_papers
from hustings.counting import constraints, meek, state, transfers
from hustings.counting.arithmetic import Arithmetic
from hustings.counting.count import count as by_statute
from hustings.rules.library import names
from hustings.rules.lot import LotNeeded
from hustings.rules.question import Decision, Impossible, Question
from hustings.witness.declaring import Dispute, declare
from strategies import any_rules, bound_counts, counts, level_counts

pytestmark = pytest.mark.kernel
pytest.importorskip("hustings.kernel._kernel", reason="the compiled counter is not built here")

from hustings.kernel import _kernel, asking, counter  # noqa: E402
from hustings.kernel.counter import count as by_kernel  # noqa: E402


def outcome(counter: Callable[[Ballots, Question], Any], ballots: Ballots, ask: Question) -> object:
    """The facts, or why there are none."""
    try:
        return counter(ballots, ask)
    except LotNeeded as needed:
        return ("lot needed", needed.stage, needed.purpose, needed.among)
    except Impossible:
        return "impossible"


def assert_same(ballots: Ballots, ask: Question) -> None:
    assert outcome(by_kernel, ballots, ask) == outcome(by_statute, ballots, ask)


@pytest.mark.data
@pytest.mark.parametrize("rules", names())
def test_on_every_ward_and_the_model_election(rules: str, data: Path) -> None:
    files = [*sorted(data.glob("scotland/20*/*.blt")), data / "oracles/ers97_model_election.blt"]
    assert len(files) == 530
    for file in files:
        ballots = read_ballots(file)
        assert ballots.seats is not None
        assert_same(ballots, question(rules, 1 if rules == "irv" else ballots.seats))


@pytest.mark.data
@pytest.mark.parametrize("rules", [name for name in names() if name not in ("irv", "plurality")])
def test_on_wards_with_every_second_candidate_a_woman_and_half_the_places_theirs(rules: str, data: Path) -> None:
    for file in sorted(data.glob("scotland/2017/*.blt"))[:: 1 if rules == "scottish" else 8]:
        ballots = read_ballots(file)
        assert ballots.seats is not None
        women = at_least(ballots.seats // 2, range(2, len(ballots.names) + 1, 2))
        assert_same(ballots, question(rules, ballots.seats, constraints=(women,)))


@given(counts())
def test_on_small_elections_rich_in_ties_truncation_equal_preferences_withdrawals_and_constraints(
    case: tuple[Ballots, Question],
) -> None:
    assert_same(*case)


@given(bound_counts())
def test_on_contests_in_which_candidates_are_guarded_and_doomed(case: tuple[Ballots, Question]) -> None:
    assert_same(*case)


@given(level_counts())
def test_on_contests_in_which_look_back_settles_ties(case: tuple[Ballots, Question]) -> None:
    assert_same(*case)


@given(st.one_of(bound_counts(), level_counts()), st.data())
def test_on_such_contests_under_rules_that_no_rule_book_has(
    case: tuple[Ballots, Question], data: st.DataObject
) -> None:
    ballots, ask = case
    assert_same(ballots, dataclasses.replace(ask, rules=data.draw(any_rules(ask.rules))))


@given(counts(), st.data())
def test_under_rules_that_no_rule_book_has(case: tuple[Ballots, Question], data: st.DataObject) -> None:
    ballots, ask = case
    rules = data.draw(any_rules(ask.rules))
    assert_same(ballots, dataclasses.replace(ask, rules=rules))


@given(counts())
def test_on_ties_that_need_a_lot_and_have_none(case: tuple[Ballots, Question]) -> None:
    ballots, ask = case
    assert_same(ballots, dataclasses.replace(ask, lot_seed=None))


@given(
    counts(),
    st.lists(st.builds(Decision, st.integers(1, 6), st.sampled_from(["surplus", "exclusion"]), st.integers(1, 7))),
)
def test_with_recorded_decisions(case: tuple[Ballots, Question], decisions: list[Decision]) -> None:
    ballots, ask = case
    known = tuple(d for d in decisions if d.chosen <= len(ballots.names))
    assert_same(ballots, dataclasses.replace(ask, decisions=known))


@given(counts(), st.frozensets(st.integers(1, 7), max_size=3))
def test_with_protected_members(case: tuple[Ballots, Question], guarded: frozenset[int]) -> None:
    ballots, ask = case
    if ask.rules.procedure != "plurality":
        standing = {n for n in guarded if n <= len(ballots.names)} - ask.withdrawn
        assert_same(ballots, dataclasses.replace(ask, guarded=frozenset(standing)))


@given(counts(), st.integers(1, 2))
def test_with_weighted_papers(case: tuple[Ballots, Question], decimals: int) -> None:
    ballots, ask = case
    assert_same(with_papers(ballots, views(ballots).papers * 7, decimals=decimals), ask)


# Six planted bugs: five in the statute counter, one in what the compiled one is asked. Each must make the witnesses
# dispute. Those in the compiled counter's own code are in tests/kernel/test_planted.py.

WARD = election({"ABC": 41, "BAC": 30, "CBD": 13, "DC": 11, "DEC": 8, "EFA": 7, "FED": 6, "F": 5, "GFE": 4, "GA": 3}, 8)


def papers_keep_their_value(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every paper is worth a whole vote wherever it goes."""
    monkeypatch.setattr(transfers.Piles, "votes_of", lambda self, papers, _: self.number_of(papers) * 10**5)


def elected_receive(monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers go to candidates already elected."""

    def receivers(self: transfers.Piles) -> list[bool]:
        gone = (state.Status.EXCLUDED, state.Status.WITHDRAWN)
        return [number == 0 or status not in gone for number, status in enumerate(self.count.status)]

    monkeypatch.setattr(transfers.Piles, "_receivers", receivers)


def quota_is_hare(monkeypatch: pytest.MonkeyPatch) -> None:
    """The quota is found with the places instead of one more."""
    real = Arithmetic.whole
    monkeypatch.setattr(Arithmetic, "whole", lambda self, votes, by: real(self, votes, max(1, by - 1)))


def nobody_is_guarded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constraints.Feasibility, "guarded", lambda *_: set())


def meek_rounds_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meek, "_share", lambda rest, keep, one: rest * keep // one)


def kernel_reads_another_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The compiled counter takes «most recent» for «earliest»."""

    def turned(*asked: Any) -> _kernel.Asked:
        passed = asking.named(*asked)
        return _kernel.ask({**passed, "answers": {**passed["answers"], "look_back": "earliest"}})

    monkeypatch.setattr(counter, "asked", turned)


CROSSED = election({"A": 40, "B": 12, "C": 11, "DB": 3, "D": 2, "EC": 4})
WOMEN = (at_least(2, {4, 5}),)
PLANTED = [
    (papers_keep_their_value, WARD, question("scottish", 3)),
    (elected_receive, WARD, question("ers97", 3)),
    (quota_is_hare, WARD, question("northern-ireland", 3)),
    (nobody_is_guarded, WARD, question("scottish", 3, constraints=WOMEN)),
    (meek_rounds_down, WARD, question("meek", 3)),
    (kernel_reads_another_answer, CROSSED, question("scottish", 2)),
]


@pytest.mark.parametrize("halt", [LotNeeded(2, "exclusion", (2, 3)), Impossible("it is not")])
def test_a_witness_that_finds_no_result_where_the_other_does_is_a_dispute(
    halt: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counter, "count_and_moves", lambda *_: (_ for _ in ()).throw(halt))
    with pytest.raises(Dispute, match="the compiled counter does not"):
        declare(WARD, question("scottish", 3))


@pytest.mark.parametrize(("bug", "ballots", "ask"), PLANTED, ids=[bug.__name__ for bug, _, _ in PLANTED])
def test_a_bug_planted_in_either_witness_is_a_dispute(
    bug: Callable[[pytest.MonkeyPatch], None], ballots: Ballots, ask: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert declare(ballots, ask).record.witnesses[1:]
    bug(monkeypatch)
    with pytest.raises(Dispute, match=r"Stage \d|elected"):
        declare(ballots, ask)
