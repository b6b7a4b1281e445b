"""Where two counts of one question differ: the first figure, in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hustings.record.facts import Facts, Number, Stage, Step, Tie
from hustings.record.figures import FigureStyle


class Figure(NamedTuple):
    """One figure of a count. key: where it stands, the same in either count. value: what is compared."""

    key: tuple[object, ...]
    label: str
    value: object
    said: str


def first_difference(
    a: Facts,
    b: Facts,
    names: Sequence[str],
    figures: FigureStyle | None = None,
    called: tuple[str, str] = ("the first count", "the second"),
) -> str | None:
    """The first stage and figure in which two counts differ, as one plain sentence; None if all their facts agree.

    figures: how votes are written; without it they are written in units of the last place.
    called: what the two counts are called after "in".
    """
    if a == b:
        return None
    teller = _Teller(names, figures or FigureStyle(0))
    first, second = ({figure.key: figure for figure in teller.of_facts(facts)} for facts in (a, b))
    for key in {**first, **second}:
        one, other = first.get(key), second.get(key)
        if one is None or other is None or one.value != other.value:
            label = (one or other).label  # type: ignore[union-attr]
            missing = "missing"
            return (
                f"{label[0].upper()}{label[1:]}: {one.said if one else missing} in {called[0]}, "
                f"{other.said if other else missing} in {called[1]}."
            )
    raise AssertionError("the facts differ, but none of their figures does")


class _Teller:
    """Lists the figures of a count in the order in which a reader would meet them."""

    def __init__(self, names: Sequence[str], figures: FigureStyle) -> None:
        self.names, self.figures = names, figures

    def of_facts(self, facts: Facts) -> Iterator[Figure]:
        yield Figure(("valid",), "valid papers", facts.valid, self.figures.papers(facts.valid))
        yield Figure(("invalid",), "invalid papers", facts.invalid, self.figures.papers(facts.invalid))
        for stage in facts.stages:
            for figure in self.of_stage(stage):
                label = f"stage {stage.number}, {figure.label}"
                yield Figure((stage.number, *figure.key), label, figure.value, figure.said)
        yield Figure(("stages",), "number of stages", len(facts.stages), str(len(facts.stages)))
        yield self._who("elected", "the elected in order", facts.elected)
        yield Figure(("unfilled",), "unfilled places", facts.unfilled, str(facts.unfilled))

    def of_stage(self, stage: Stage) -> Iterator[Figure]:
        yield Figure(("number",), "its number", stage.number, str(stage.number))
        yield Figure(("kind",), "what was done", stage.kind, stage.kind)
        yield self._who("of", "to whom it was done", stage.of)
        for index, tie in enumerate(stage.ties, 1):
            yield Figure(("tie", index), f"tie {index}", tie, self._tie(tie))
        yield self._votes("waits", "surpluses that wait", stage.waits)
        yield self._value("transfer_value", "the transfer value", stage.transfer_value)
        yield from self._of_each("before", "votes before the exclusion of", stage.before)
        for index, step in enumerate(stage.steps, 1):
            yield from self._of_step(step, f"batch {index}")
        yield from self._of_each("votes", "votes of", stage.votes)
        yield self._votes("non_transferable", "non-transferable votes", stage.non_transferable)
        yield self._votes("loss_by_fraction", "loss by fraction", stage.loss_by_fraction)
        yield self._votes("quota", "the quota", stage.quota)
        yield self._votes("required", "the vote required", stage.required)
        yield Figure(("iterations",), "iterations", stage.iterations, str(stage.iterations))
        for number, keep in enumerate(stage.keep, 1):
            yield self._value(f"keep {number}", f"keep value of {self._name(number)}", keep)
        yield self._who("elected", "the elected", stage.elected)
        yield self._who("excluded", "the excluded", stage.excluded)
        yield self._who("guarded", "the guarded", stage.guarded)
        yield self._who("doomed", "the doomed", stage.doomed)

    def _of_step(self, step: Step, where: str) -> Iterator[Figure]:
        def placed(figure: Figure) -> Figure:
            return Figure((where, *figure.key), f"{where}, {figure.label}", figure.value, figure.said)

        yield placed(self._value("value", "value of the papers", step.value))
        yield placed(Figure(("papers",), "papers", step.papers, self.figures.papers(step.papers)))
        yield from map(placed, self._of_each("votes", "votes received by", step.votes))
        yield placed(self._votes("non_transferable", "non-transferable votes", step.non_transferable))
        yield placed(self._votes("loss_by_fraction", "loss by fraction", step.loss_by_fraction))
        yield placed(self._who("elected", "the elected", step.elected))

    def _name(self, number: int) -> str:
        return self.names[number - 1] if 0 < number <= len(self.names) else f"candidate {number}"

    def _who(self, key: str, label: str, numbers: tuple[int, ...]) -> Figure:
        return Figure((key,), label, numbers, ", ".join(map(self._name, numbers)) or "nobody")

    def _votes(self, key: str, label: str, votes: Number | None) -> Figure:
        return Figure((key,), label, votes, "none" if votes is None else self.figures.votes(votes))

    def _value(self, key: str, label: str, value: Number | None) -> Figure:
        return Figure((key,), label, value, "none" if value is None else self.figures.value(value))

    def _of_each(self, key: str, label: str, votes: tuple[Number, ...]) -> Iterator[Figure]:
        for number, held in enumerate(votes, 1):
            yield Figure((key, number), f"{label} {self._name(number)}", held, self.figures.votes(held))

    def _tie(self, tie: Tie) -> str:
        among = ", ".join(map(self._name, tie.among))
        point = f" to stage {tie.stage}" + (f", batch {tie.step}" if tie.step else "") if tie.by == "look-back" else ""
        narrowed = f", narrowed to {', '.join(map(self._name, tie.narrowed))}" if tie.narrowed else ""
        return f"{self._name(tie.chosen)} chosen for {tie.purpose} from {among} by {tie.by}{point}{narrowed}"
