"""Which results the lots can give: every choice at every lot is tried."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from hustings.ballots.ballots import Ballots
from hustings.counting.count import count
from hustings.record.facts import Facts
from hustings.rules.lot import LotNeeded
from hustings.rules.question import Decision, Question


@dataclass(frozen=True)
class Drawn:
    """One way for the lots to fall, and what it gives."""

    decisions: tuple[Decision, ...]
    facts: Facts


def drawn(ballots: Ballots, question: Question, most: int) -> Iterator[Drawn | None]:
    """Each way for the lots to fall; None at the end where there are more than `most` counts to be made.

    A rule book that draws its own lots has one way.
    """
    question = replace(question, lot_seed=None, tie_order=(), decisions=())
    todo: list[tuple[Decision, ...]] = [()]
    for _ in range(most):
        if not todo:
            return
        decisions = todo.pop()
        try:
            yield Drawn(decisions, count(ballots, replace(question, decisions=decisions)))
        except LotNeeded as tie:
            todo += [(*decisions, Decision(tie.stage, tie.purpose, chosen)) for chosen in reversed(tie.among)]
    if todo:
        yield None
