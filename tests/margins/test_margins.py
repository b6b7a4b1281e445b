"""The margin of a contest: shown above, proved below, and never on the wrong side of the truth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from functools import partial
from random import Random

import numpy as np
import pytest
from numpy.typing import NDArray

from brute_force import true_margin
from hustings.ballots.ballots import Ballots, Ranking
from hustings.election.problems import BadInput
from hustings.margins.aim import KINDS, Aim, Kind
from hustings.margins.answer import Margin
from hustings.margins.contest import MarginQuestion
from hustings.margins.finding import NODES, below, find_margin
from hustings.margins.flow import UNIT
from hustings.margins.inclusive import Inclusive
from hustings.margins.last_parcel import LastParcel
from hustings.margins.one_paper import Numbers, Weights
from hustings.margins.parcels import Parcels, Rows
from hustings.margins.steps import Slack
from hustings.rules.library import rule_book
from hustings.rules.question import Question
from hustings.witness.declaring import declare
from tiny_contests import on_the_edge, tiny, with_surplus, with_two_surpluses

PROVED = ("scottish", "wigm", "northern-ireland", "ers97", "labour-nec", "meek", "irv", "plurality")


def margin(ballots: Ballots, question: Question) -> Margin:
    return find_margin(ballots, question, declare(ballots, question).record)


def cast(papers: dict[str, int], seats: int = 1, rules: str = "scottish") -> tuple[Ballots, Question]:
    """Papers such as {"AB": 3}."""
    names = tuple(sorted({letter for ranking in papers for letter in ranking}))
    rankings: list[tuple[Ranking, int]] = [(tuple(ord(c) - 64 for c in text), n) for text, n in papers.items()]
    return Ballots.of(names, rankings), Question(rule_book(rules), seats)


def test_half_the_lead_must_change_sides() -> None:
    # A leads B by 60 to 50. Five papers that put A first would have had to put B first: 55 each, and a lot decides.
    # With four, A has at least 56 of 110, which is the quota of 110 / 2 + 1.
    found = margin(*cast({"A": 60, "B": 50}))
    assert (found.at_least, found.at_most, found.exact) == (5, 5, True)
    assert found.exhibit is not None
    assert [(c.papers, c.before, c.after) for c in found.exhibit.changes] == [(5, (1,), (2,))]
    assert found.exhibit.record.facts.elected == (2,)
    assert [decision.chosen for decision in found.exhibit.decisions] == [1]


def test_the_closest_decision_may_be_an_exclusion_on_the_way() -> None:
    # A 40, B 31, C 29: C goes, its papers go to B, and B wins 60 to 40. If one paper BA had been C, then B and C are
    # tied at 30. If the lot excludes B, its 30 papers go to A, who has 70. In the end 20 votes lie between A and B.
    found = margin(*cast({"A": 40, "BA": 31, "CB": 29}))
    assert (found.at_least, found.at_most) == (1, 1)


def test_the_lots_alone_may_change_the_result() -> None:
    ballots, question = cast({"A": 5, "B": 5})
    found = margin(ballots, Question(question.rules, 1, lot_seed="seed"))
    assert (found.at_least, found.at_most) == (0, 0)
    assert found.exhibit is not None
    assert found.exhibit.changes == ()


def test_without_a_contest_no_paper_matters() -> None:
    found = margin(*cast({"A": 5, "B": 4}, seats=2))
    assert found.certain
    assert found.at_most is None


def test_weighted_papers_have_no_margin() -> None:
    ballots = Ballots.of("AB", [((1,), 25), ((2,), 12)], decimals=1)
    question = Question(rule_book("scottish"), 1)
    with pytest.raises(BadInput, match="the papers are weighted"):
        margin(ballots, question)


def disagreements(
    rules: str,
    contests: int,
    seed: int,
    most: int = 2,
    *,
    constrained: bool = False,
    kind: Kind = "change",
    asked: bool = False,
    share: float = 0.9,
    contest: Callable[..., tuple[Counter[Ranking], Ballots, Question]] | None = None,
) -> list[str]:
    """Tiny contests whose true margin is outside of what was shown and proved, and whether too few are exact.

    most: how many changes are tried in every way. asked: whether one candidate's election is asked about. share: how
    many should be exact. contest: what makes one.
    """
    random, wrong, known, exact = Random(seed), [], 0, 0
    for _ in range(contests):
        papers, ballots, question = (contest or partial(tiny, constrained=constrained))(random, rules)
        record = declare(ballots, question).record
        who = random.randint(1, len(ballots.names)) if asked else None
        found = find_margin(ballots, question, record, draws=0, kind=kind, candidate=who)
        declared = frozenset(record.facts.elected)
        true = true_margin(papers, len(ballots.names), question, declared, most, kind=kind, candidate=who)
        if true is None:
            wrong += ["too small above"] * (found.at_most is not None and found.at_most <= most)
            continue
        known, exact = known + 1, exact + (found.exact and found.at_least == true)
        # What is proved is cut to what is shown. Without knowing that, it has to stay below the truth as well.
        aim = Aim(declared, kind, who)
        _, proof = below(ballots, question, aim, None, NODES, lambda: 0.0)
        least = max(found.at_least, 0 if found.certain else proof.at_least)
        if least > true or (found.at_most is not None and found.at_most < true):
            wrong.append(f"{dict(papers)}, {question.seats}, {who}: {true}, not {least} to {found.at_most}")
    if exact < share * known:
        wrong.append(f"only {exact} of {known} exact")
    return wrong


def tried(rules: str) -> int:
    """How many changes are tried in every way: fewer where each has to be counted in fractions."""
    return 2 if rule_book(rules).decimals is not None else 1


@pytest.mark.parametrize("rules", PROVED)
def test_tiny_contests_by_brute_force(rules: str) -> None:
    assert disagreements(rules, 300, 1, tried(rules)) == []


@pytest.mark.parametrize("asked", [False, True])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rules", ["scottish", "ers97", "meek", "irv", "plurality"])
def test_one_candidate_and_papers_added_or_removed_by_brute_force(rules: str, kind: Kind, asked: bool) -> None:
    assert disagreements(rules, 40, 4, tried(rules), kind=kind, asked=asked, share=0.7) == []


@pytest.mark.long
@pytest.mark.parametrize("rules", PROVED)
def test_many_tiny_contests_by_brute_force(rules: str) -> None:
    assert disagreements(rules, 3000, 2, tried(rules) + 1) == []


@pytest.mark.long
@pytest.mark.parametrize("asked", [False, True])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rules", PROVED)
def test_many_alterations_by_brute_force(rules: str, kind: Kind, asked: bool) -> None:
    for constrained in (False, rules not in ("plurality", "irv", "northern-ireland")):
        found = disagreements(rules, 300, 5, tried(rules), constrained=constrained, kind=kind, asked=asked, share=0.7)
        assert found == []


@pytest.mark.parametrize("rules", ["scottish", "labour-nec", "meek"])
def test_tiny_contests_with_a_constraint_by_brute_force(rules: str) -> None:
    assert disagreements(rules, 60, 3, constrained=True, share=0.8) == []


def half(reach: tuple[int, int]) -> tuple[int, int]:
    return reach[0] // 2, reach[1] // 2


def no_additions(reach: tuple[int, int]) -> tuple[int, int]:
    return reach[0], 0


def vote_too_little(reach: tuple[int, int]) -> tuple[int, int]:
    return reach[0] - UNIT, reach[1] - UNIT


def wrong_sign(surplus: tuple[int, int]) -> tuple[int, int]:
    """The least surplus that papers can make, and the greatest, changed over."""
    return surplus[1], surplus[0]


PLANTED: list[tuple[str, Kind, type[object], Callable[[tuple[int, int]], tuple[int, int]]]] = [
    ("scottish", "change", Inclusive, half),
    ("scottish", "change", Inclusive, no_additions),
    ("scottish", "change", Inclusive, vote_too_little),
    ("ers97", "change", Slack, vote_too_little),
    ("ers97", "remove", Slack, half),
    ("meek", "change", Slack, half),
]


@pytest.mark.parametrize(("rules", "kind", "where", "error"), PLANTED)
def test_brute_force_catches_an_error_in_the_bound(
    monkeypatch: pytest.MonkeyPatch,
    rules: str,
    kind: Kind,
    where: type[Inclusive | Slack],
    error: Callable[[tuple[int, int]], tuple[int, int]],
) -> None:
    honest = where.reach
    monkeypatch.setattr(where, "reach", lambda *given: error(honest(*given)))
    assert disagreements(rules, 100, 1, kind=kind, share=0) != []


@pytest.mark.parametrize("rules", ["scottish", "ers97", "northern-ireland"])
def test_contests_in_which_a_hundredth_decides_by_brute_force(rules: str) -> None:
    assert disagreements(rules, 20, 3, 1, contest=on_the_edge) == []


@pytest.mark.parametrize("error", [1, -1])
@pytest.mark.parametrize("rules", ["ers97", "northern-ireland"])
def test_brute_force_catches_a_value_rounded_wrongly(monkeypatch: pytest.MonkeyPatch, rules: str, error: int) -> None:
    honest = Parcels.surplus_moved

    def rounded(self: Parcels, who: int, rows: Rows, value: int, receives: NDArray[np.bool_]) -> Parcels:
        return honest(self, who, rows, value + error * UNIT // 100, receives)

    monkeypatch.setattr(Parcels, "surplus_moved", rounded)
    assert disagreements(rules, 20, 3, 1, share=0, contest=on_the_edge) != []


def test_brute_force_catches_a_rounding_loss_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = Inclusive.__init__

    def without_loss(self: Inclusive, contest: MarginQuestion, limit: int) -> None:
        honest(self, contest, limit)
        self.cut = 0

    monkeypatch.setattr(Inclusive, "__init__", without_loss)
    assert disagreements("scottish", 5, 3, 1, share=0, contest=on_the_edge) != []


@pytest.mark.parametrize("rules", ["ers97", "northern-ireland"])
def test_one_paper_followed_through_two_surpluses_by_brute_force(rules: str) -> None:
    assert disagreements(rules, 25, 1, 1, contest=with_two_surpluses) == []


def test_brute_force_catches_a_paper_put_in_place_that_weighs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = Weights.gain

    def weightless(self: Weights, plus: Collection[int], minus: Collection[int] = ()) -> tuple[Numbers, Numbers]:
        rows, states = honest(self, plus, minus)
        return rows, 0 * states

    monkeypatch.setattr(Weights, "gain", weightless)
    assert disagreements("ers97", 25, 1, 1, share=0, contest=with_two_surpluses) != []


@pytest.mark.long
@pytest.mark.parametrize("asked", [False, True])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rules", ["ers97", "labour-nec", "northern-ireland"])
def test_one_paper_followed_in_many_contests_by_brute_force(rules: str, kind: Kind, asked: bool) -> None:
    assert disagreements(rules, 200, 8, 1, kind=kind, asked=asked, contest=with_two_surpluses) == []


@pytest.mark.long
def test_brute_force_catches_a_wrong_sign_in_the_values_of_surpluses(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = LastParcel.surplus
    monkeypatch.setattr(LastParcel, "surplus", lambda *given: wrong_sign(honest(*given)))
    assert disagreements("ers97", 800, 7, kind="remove", share=0) != []


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rules", ["scottish", "ers97", "northern-ireland"])
def test_larger_surpluses_by_brute_force(rules: str, kind: Kind) -> None:
    assert disagreements(rules, 150, 3, kind=kind, share=0.65, contest=with_surplus) == []
