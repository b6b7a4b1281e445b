"""What the compiled counter found, as the facts of a count."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from hustings.record.facts import Facts, Number, Stage, Step, Tie


def facts(found: tuple[Any, ...], seats: int, exact: int | None) -> Facts:
    """The facts. exact: where votes are fractions, how many units of papers are one (10**decimals); else None."""
    valid, invalid, elected, stages = found
    return Facts(valid, invalid, tuple(_stage(stage, exact) for stage in stages), elected, seats - len(elected))


def _stage(stage: tuple[Any, ...], exact: int | None) -> Stage:
    (
        number, kind, of, quota, votes, non_transferable, loss, elected, excluded, steps, ties, guarded, doomed,
        required, transfer_value, keep, iterations, before, waits, one,
    ) = stage  # fmt: skip
    values, amounts = (_Whole(), _Whole()) if exact is None else (_Exact(one), _Exact(one * exact))
    return Stage(
        number=number,
        kind=kind,
        of=of,
        quota=amounts.maybe(quota),
        votes=amounts.all(votes),
        non_transferable=amounts.one(non_transferable),
        loss_by_fraction=amounts.one(loss),
        elected=elected,
        excluded=excluded,
        steps=tuple(_step(step, values, amounts) for step in steps),
        ties=tuple(Tie(*tie) for tie in ties),
        guarded=guarded,
        doomed=doomed,
        required=amounts.maybe(required),
        transfer_value=values.maybe(transfer_value),
        keep=keep,
        iterations=iterations,
        before=before,
        waits=amounts.maybe(waits),
    )


def _step(step: tuple[Any, ...], values: _Whole, amounts: _Whole) -> Step:
    value, papers, votes, non_transferable, loss, elected = step
    return Step(
        values.one(value), papers, amounts.all(votes), amounts.one(non_transferable), amounts.one(loss), elected
    )


class _Whole:
    """Numbers that stay as they are."""

    def one(self, number: int) -> Number:
        return number

    def maybe(self, number: int | None) -> Number | None:
        return None if number is None else self.one(number)

    def all(self, numbers: Iterable[int]) -> tuple[Number, ...]:
        return tuple(numbers)


class _Exact(_Whole):
    """Numbers of a unit that is a fraction of a vote. Most occur again and again, so each is reduced once."""

    def __init__(self, units: int) -> None:
        self._units = units
        self._known: dict[int, Fraction] = {}

    def one(self, number: int) -> Fraction:
        if number not in self._known:
            self._known[number] = Fraction(number, self._units)
        return self._known[number]

    def all(self, numbers: Iterable[int]) -> tuple[Number, ...]:
        return tuple(map(self.one, numbers))
