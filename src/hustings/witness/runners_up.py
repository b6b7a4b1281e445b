"""Runners-up of a count: the candidate excluded last, then the one before, and so on (ers97 7.2)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from hustings.record.facts import Number, Tie
from hustings.record.record import CountRecord
from hustings.rules.lot import Lot

# Whether the body could still meet its constraints with these newcomers so far, and this one.
Fits = Callable[[Sequence[int], int], bool]


def runners_up(
    record: CountRecord, out: Collection[int], places: int, fits: Fits, lot: Lot
) -> tuple[tuple[int, ...], tuple[Tie, ...], tuple[int, ...]]:
    """The newcomers in order, how equals among them were settled, and who was passed over because they do not fit.

    out: who is not to be taken. Equals are settled by lot or decision, for the purpose election at the stage after the
    last. Raises LotNeeded.
    """
    chosen: list[int] = []
    ties: list[Tie] = []
    passed_over: list[int] = []
    stage = len(record.facts.stages) + 1
    for group, votes in _last_to_leave(record):
        left = [number for number in group if number not in out]
        while left and len(chosen) < places:
            able = [number for number in left if fits(chosen, number)]
            if not able:
                passed_over += left
                break
            most = max(votes[number - 1] for number in able)
            tied = tuple(sorted(number for number in able if votes[number - 1] == most))
            first = tied[0]
            if len(tied) > 1:
                first, by = lot.choose(stage, "election", tied, [record.figures.votes(most)] * len(tied))
                ties.append(Tie("election", tied, by, first))
            ahead = [number for number in left if number not in able and votes[number - 1] >= most]
            passed_over += ahead
            chosen.append(first)
            left = [number for number in left if number != first and number not in ahead]
    return tuple(chosen), tuple(ties), tuple(passed_over)


def _last_to_leave(record: CountRecord) -> Iterator[tuple[tuple[int, ...], tuple[Number, ...]]]:
    """Those not elected, last first, in groups that left together, each with the votes that order it.

    Those who still stood when the last place was filled are ordered by their votes then; those excluded together by
    their votes before that.
    """
    stages = record.facts.stages
    yield _electable(record, record.continuing_after(len(stages))), stages[-1].votes
    for stage, before in zip(reversed(stages[1:]), reversed(stages[:-1]), strict=True):
        yield _electable(record, stage.excluded), stage.before or before.votes


def _electable(record: CountRecord, numbers: Sequence[int]) -> tuple[int, ...]:
    people = set(record.electable) - set(record.question.ron_chain)
    return tuple(number for number in numbers if number in people)
