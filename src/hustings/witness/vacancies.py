"""Filling a place that has fallen vacant from the ballots of the election: by countback, or by the runner-up."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from hustings.ballots.ballots import Ballots
from hustings.counting.state import Progress
from hustings.election.problems import BadInput, Problem
from hustings.record.record import CountRecord
from hustings.rules.lot import Lot
from hustings.rules.question import Decision
from hustings.witness.asking import check
from hustings.witness.declaring import Witnessed, declare


@dataclasses.dataclass(frozen=True, slots=True)
class Filling:
    """Who fills the vacant place (None: nobody is there), why, and the countback where there was one."""

    newcomer: int | None
    why: str
    countback: Witnessed | None = None


def countback(
    record: CountRecord,
    ballots: Ballots,
    leaver: int,
    *,
    declining: Iterable[int] = (),
    protect_sitting: bool = False,
    lot_seed: str | None = None,
    decisions: tuple[Decision, ...] = (),
    one_witness: bool = False,
    progress: Progress | None = None,
) -> Filling:
    """All the original papers counted again without the leaver and those who now decline (ers97 7.1).

    The newcomer is the first person elected who does not already sit. protect_sitting: no sitting member is excluded.
    The record's own seed is used where no other is given. Raises BadInput, LotNeeded and Dispute as a count does.
    """
    sitting = _sitting(record, leaver)
    question = dataclasses.replace(
        record.question,
        withdrawn=record.question.withdrawn | {leaver, *declining},
        guarded=sitting - set(declining) if protect_sitting else frozenset(),
        lot_seed=lot_seed or record.question.lot_seed,
        decisions=decisions,
    )
    check(ballots, question)
    again = declare(ballots, question, one_witness=one_witness, progress=progress)
    facts = again.record.facts
    newcomer = next((number for number in facts.elected if number not in sitting), None)
    if newcomer is None:
        return Filling(None, "nobody but sitting members is elected when the papers are counted again", again)
    stage = next(stage.number for stage in facts.stages if newcomer in stage.elected)
    without = " and ".join(record.names[number - 1] for number in (leaver, *sorted(declining)))
    lost = [record.names[number - 1] for number in sorted(sitting - set(facts.elected) - set(declining))]
    aside = f" ({', '.join(lost)}, who sits, is not elected again; that changes nothing)" if lost else ""
    return Filling(
        newcomer,
        f"first of those who do not sit to be elected, at stage {stage}, when all papers are counted without {without}"
        + aside,
        again,
    )


def runner_up(
    record: CountRecord, ballots: Ballots, leaver: int, *, declining: Iterable[int] = (), lot_seed: str | None = None
) -> Filling:
    """The candidate excluded last; if several remained when the last place was filled, the one with most votes (7.2).

    Candidates excluded together are taken by their votes before that. Equals are settled by lot (purpose election, at
    the stage after the last). Raises LotNeeded.
    """
    _sitting(record, leaver)
    stages, out = record.facts.stages, {leaver, *declining}
    remaining = set(record.continuing_after(len(stages))) - out
    votes, when = stages[-1].votes, "still stood when the last place was filled, with most votes"
    for k in range(len(stages) - 1, -1, -1):
        if remaining:
            break
        remaining = set(stages[k].excluded) - out
        votes, when = stages[max(k - 1, 0)].votes, f"the last to be excluded, at stage {stages[k].number}"
    if not remaining:
        return Filling(None, "there is no candidate who was not elected")
    most = max(votes[number - 1] for number in remaining)
    tied = tuple(sorted(number for number in remaining if votes[number - 1] == most))
    if len(tied) == 1:
        return Filling(tied[0], when)
    question = dataclasses.replace(record.question, lot_seed=lot_seed or record.question.lot_seed)
    lot = Lot(question, record.names, record.facts.valid // 10**ballots.decimals)
    chosen, by = lot.choose(len(stages) + 1, "election", tied)
    return Filling(chosen, f"{when}, chosen by {by} among {len(tied)} who are equal")


def same_ballots(record: CountRecord, ballots: Ballots, file: str) -> None:
    """Raises BadInput unless these are the record's ballots."""
    if ballots.sha256 != record.ballots.sha256:
        raise BadInput(Problem(file, f"these are not the record's ballots: their digest is {ballots.sha256}"))


def _sitting(record: CountRecord, leaver: int) -> frozenset[int]:
    if leaver not in record.facts.elected:
        name, elected = record.names[leaver - 1], ", ".join(record.names[n - 1] for n in record.facts.elected)
        raise BadInput(Problem("--leaver", f"{name} was not elected; those who were are {elected}"))
    return frozenset(record.facts.elected) - {leaver}
