"""Small elections for tests, and what every count must satisfy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from string import ascii_uppercase

from hustings.ballots.ballots import Ballots
from hustings.record.facts import Facts
from hustings.rules.library import rule_book
from hustings.rules.question import Constraint, Question


def election(papers: Mapping[str, int] | Iterable[tuple[str, int]], candidates: int | None = None) -> Ballots:
    """Ballots from «ABC» → number of papers; A is candidate 1. «A-B» skips a preference, «A=B» equals two."""
    pairs = list(papers.items() if isinstance(papers, Mapping) else papers)
    size = candidates or max(ascii_uppercase.index(c) + 1 for text, _ in pairs for c in text if c.isalpha())
    return Ballots.of(ascii_uppercase[:size], ((_ranking(text), number) for text, number in pairs))


def _ranking(text: str) -> tuple[int, ...]:
    tokens: list[int] = []
    sign = 1
    for mark in text:
        if mark == "=":
            sign = -1
        else:
            tokens.append(0 if mark == "-" else sign * (ascii_uppercase.index(mark) + 1))
            sign = 1
    return tuple(tokens)


def question(rules: str, seats: int, **more: object) -> Question:
    """A question under a rule book by name, with the lot seed «test» unless another (or None) is given."""
    more.setdefault("lot_seed", "test")
    return Question(rule_book(rules), seats, **more)  # type: ignore[arg-type]


def at_least(number: int, members: Iterable[int], group: str = "women") -> Constraint:
    return Constraint("at least", number, group, frozenset(members))


def at_most(number: int, members: Iterable[int], group: str = "women") -> Constraint:
    return Constraint("at most", number, group, frozenset(members))


def assert_conserved(facts: Facts, ask: Question, decimals: int) -> None:
    """At every stage sum(votes) + non-transferable + loss by fraction = valid papers, × seats under plurality."""
    rules = ask.rules
    whole = facts.valid * (10**rules.decimals if rules.decimals is not None else Fraction(1, 10**decimals))
    whole *= ask.seats if rules.procedure == "plurality" else 1
    for stage in facts.stages:
        assert sum(stage.votes) + stage.non_transferable + stage.loss_by_fraction == whole, stage
        assert min(stage.votes) >= 0
        assert stage.non_transferable >= 0
        assert stage.loss_by_fraction >= 0
