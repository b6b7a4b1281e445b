"""What the chart of a count shows: as a heading, and as one sentence for those who do not see it."""

from __future__ import annotations

from hustings.election.wording import listed, sentence
from hustings.narrative.telling import Telling
from hustings.record.facts import Number
from hustings.record.record import CountRecord, in_order_of_result, outcomes


def finding(record: CountRecord) -> str:
    """What the chart shows, as a heading with marked names: who took the last place, and how closely."""
    tell = Telling(record)
    elected = record.facts.elected
    if not elected:
        return "Nobody is elected"
    if not record.contested:
        return "There was no contest: all are elected"
    last_stage = max(stage.number for stage in record.facts.stages if stage.elected)
    final = record.facts.stages[last_stage - 1]
    last = min(final.elected, key=lambda n: (final.votes[n - 1], -elected.index(n)))
    runner_up = in_order_of_result(record)[len(elected)]
    decided = outcomes(record.facts, record.question, len(record.names))[runner_up - 1].stage or last_stage
    at = record.facts.stages[decided - 1]
    excluded_before = at.before or record.facts.stages[max(decided - 2, 0)].votes
    votes = excluded_before if runner_up in at.excluded else final.votes
    gap = votes[last - 1] - votes[runner_up - 1]
    # In a heading, whole votes are enough where they are many.
    size: Number = gap if gap > 0 else -gap
    votes_apart = record.figures.of_votes(size)
    ahead = f"{round(votes_apart):,} votes" if votes_apart >= 10 else tell.votes(size)
    took = "won" if len(elected) == 1 else "took the last place"
    if gap > 0:
        return " ".join((tell.name(last), f"{took}, {ahead} ahead of", tell.name(runner_up)))
    if gap == 0:
        return " ".join((tell.name(last), f"{took}, level with", tell.name(runner_up)))
    under = " under the constraints of the contest" if record.question.constraints else ""
    return " ".join((tell.name(last), f"{took}{under}, {ahead} behind", tell.name(runner_up)))


def chart_in_words(record: CountRecord) -> str:
    """The chart as one sentence with marked names, for those who do not see it."""
    tell = Telling(record)
    first, last = record.facts.stages[0], record.facts.stages[-1]
    leader = max(record.standing, key=lambda n: (first.votes[n - 1], -n))
    said = f"{tell.name(leader)} leads at stage 1 with {tell.votes(first.votes[leader - 1])}"
    if record.contested and first.quota is not None:
        said += f"; the quota is {tell.figures.said(first.quota)}"
        if last.quota is not None and last.quota != first.quota:
            said += f" and ends at {tell.figures.said(last.quota)}"
    found = outcomes(record.facts, record.question, len(record.names))
    by_stage = [f"{tell.name(n)} at stage {found[n - 1].stage}" for n in record.facts.elected]
    return sentence(f"{said}. Elected are {listed(by_stage)}" if by_stage else said)
