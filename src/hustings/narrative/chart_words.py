"""What the chart of a count shows: as a heading, and as one sentence for those who do not see it."""

from __future__ import annotations

from hustings.narrative.catalogue import ENGLISH, Words
from hustings.narrative.count_words import CountWords
from hustings.record.facts import Number
from hustings.record.record import CandidateOutcome, CountRecord, in_order_of_result, outcomes


def finding(record: CountRecord, language: str = ENGLISH) -> str:
    """What the chart shows, as a heading with marked names: who took the last place, and how closely."""
    words = CountWords(record, language)
    elected = record.facts.elected
    if not elected:
        return words.part("chart.nobody")
    if not record.contested:
        return words.part("chart.no_contest")
    last_stage = max(stage.number for stage in record.facts.stages if stage.elected)
    final = record.facts.stages[last_stage - 1]
    last = min(final.elected, key=lambda n: (final.votes[n - 1], -elected.index(n)))
    runner_up = in_order_of_result(record)[len(elected)]
    decided = outcomes(record.facts, record.question, len(record.names))[runner_up - 1].stage or last_stage
    at = record.facts.stages[decided - 1]
    excluded_before = at.before or record.facts.stages[max(decided - 2, 0)].votes
    votes = excluded_before if runner_up in at.excluded else final.votes
    gap = votes[last - 1] - votes[runner_up - 1]
    key = "chart.ahead" if gap > 0 else "chart.level"
    if gap < 0:
        key = "chart.behind_by_constraints" if record.question.constraints else "chart.behind"
    # In a heading, whole votes are enough where they are many.
    distance: Number = gap if gap > 0 else -gap
    apart = record.figures.of_votes(distance)
    size = words.part("noun.votes", votes=f"{round(apart):,}", n=2) if apart >= 10 else words.votes(distance)
    return words.part(key, winner=words.name(last), n=len(elected), votes=size, next=words.name(runner_up))


def chart_in_words(record: CountRecord, language: str = ENGLISH) -> str:
    """The chart as one sentence with marked names, for those who do not see it."""
    words = CountWords(record, language)
    first, last = record.facts.stages[0], record.facts.stages[-1]
    leader = max(record.standing, key=lambda n: (first.votes[n - 1], -n))
    said, key, quotas = words.figures.said, "chart.leads", {}
    if record.contested and first.quota is not None:
        key, quotas = "chart.leads_quota", {"quota": said(first.quota)}
        if last.quota is not None and last.quota != first.quota:
            key, quotas = "chart.leads_quotas", {**quotas, "last": said(last.quota)}
    leads = words.sentence(key, name=words.name(leader), votes=words.votes(first.votes[leader - 1]), **quotas)
    found = outcomes(record.facts, record.question, len(record.names))
    by_stage = [
        words.part("chart.elected_at", name=words.name(n), stage=found[n - 1].stage) for n in record.facts.elected
    ]
    if not by_stage:
        return leads
    elected = words.sentence("chart.elected", each=words.part.listed(by_stage))
    return f"{leads} {elected}"


def outcome_in_table(outcome: CandidateOutcome, say: Words) -> str:
    """What became of a candidate, as a cell: «Elected, stage 3», «Not elected»."""
    return say(f"fate.{_key(outcome)}", stage=outcome.stage)


def outcome_in_words(outcome: CandidateOutcome, say: Words) -> str:
    """The same within a sentence: «elected at stage 3», «not elected»."""
    return say(f"fate.{_key(outcome)}_at", stage=outcome.stage)


def _key(outcome: CandidateOutcome) -> str:
    return outcome.fate.replace(" ", "_")
