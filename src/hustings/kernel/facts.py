"""From a tape to the facts of a count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hustings.kernel import tape as tapes
from hustings.record.facts import Kind, Stage, Step, Tie
from hustings.rules.book import PURPOSES

_KINDS: tuple[Kind, ...] = ("first preferences", "surplus", "exclusion", "election")


def stages(tape: Sequence[int], candidates: int, meek: bool) -> tuple[Stage, ...]:
    """The stages that a tape tells of. tape: its used part, without the first two entries."""
    found: list[Stage] = []
    events: list[tuple[int, list[int]]] = []
    at = 0
    while at < len(tape):
        code, length = tape[at], tape[at + 1]
        entries = list(tape[at + 2 : at + 2 + length])
        at += 2 + length
        if code == tapes.STAGE:
            found.append(_stage(len(found) + 1, events, entries, candidates, meek))
            events = []
        else:
            events.append((code, entries))
    return tuple(found)


def _stage(number: int, events: list[tuple[int, list[int]]], end: list[int], candidates: int, meek: bool) -> Stage:
    kind, quota, required, transfer_value, iterations, waits, gone, lost = end[: tapes.STAGE_HEAD]
    votes, guarded, doomed, keep = (tuple(end[tapes.STAGE_HEAD + k :: 4]) for k in range(4))
    ties, steps, elected = [], [], []
    lists: dict[int, tuple[int, ...]] = {}
    for code, entries in events:
        if code == tapes.TIE:
            ties.append(_tie(entries))
        elif code == tapes.STEP:
            value, papers, step_gone, step_lost = entries[:4]
            steps.append(Step(value, papers, tuple(entries[4:]), step_gone, step_lost))
        elif code == tapes.ELECTED:
            elected.append(entries[0])
            if entries[1]:
                steps[-1] = replace(steps[-1], elected=(*steps[-1].elected, entries[0]))
        else:
            lists[code] = tuple(entries)
    return Stage(
        number=number,
        kind=_KINDS[kind],
        of=lists.get(tapes.OF, ()),
        quota=_number(quota),
        votes=votes,
        non_transferable=gone,
        loss_by_fraction=lost,
        elected=tuple(elected),
        excluded=lists.get(tapes.EXCLUDED, ()),
        steps=tuple(steps),
        ties=tuple(ties),
        guarded=tuple(c for c in range(1, candidates + 1) if guarded[c - 1]),
        doomed=tuple(c for c in range(1, candidates + 1) if doomed[c - 1]),
        required=_number(required),
        transfer_value=_number(transfer_value),
        keep=keep if meek else (),
        iterations=_number(iterations),
        before=lists.get(tapes.BEFORE, ()),
        waits=_number(waits),
    )


def _tie(entries: list[int]) -> Tie:
    purpose, by, stage, step, chosen, tied = entries[:6]
    return Tie(
        purpose=PURPOSES[purpose],
        among=tuple(entries[6 : 6 + tied]),
        by=("look-back", "lot", "decision")[by],
        chosen=chosen,
        stage=stage,
        step=step,
        narrowed=tuple(entries[6 + tied :]),
    )


def _number(value: int) -> int | None:
    return None if value == tapes.NOTHING else value
