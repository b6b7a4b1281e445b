"""A count in plain words: what was done at each stage, under which paragraph, and why, with the figures.

Every sentence is made from the facts and the rule book's answers alone. `quoted` is done to each piece of text that
comes from outside (names, groups, the seed), so that a view can mark or escape it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hustings.narrative.catalogue import ENGLISH
from hustings.narrative.count_words import CountWords, Quoted, as_it_is, finished
from hustings.narrative.moves import exclusion_sentences, surplus_sentences, votes_before, waiting_sentence
from hustings.narrative.ties import constraint_sentences, tie_sentences
from hustings.record.facts import Stage
from hustings.record.record import CountRecord

__all__ = ["action", "chances", "paragraphs", "reason"]


def action(record: CountRecord, stage: Stage, quoted: Quoted = as_it_is, language: str = ENGLISH) -> str:
    """What was done, as a heading: «Surplus of Yasmine Dar», «Exclusion of A and B», «Last places»."""
    return finished(_heading(CountWords(record, language), stage), quoted)


def reason(record: CountRecord, stage: Stage, quoted: Quoted = as_it_is, language: str = ENGLISH) -> str:
    """What was done, under which paragraph and why, in a few plain sentences."""
    return finished(" ".join(_sentences(CountWords(record, language), stage)), quoted)


def chances(record: CountRecord, quoted: Quoted = as_it_is, language: str = ENGLISH) -> list[tuple[int, str]]:
    """Each tie that a lot or a recorded decision settled: the number of the stage, and how it fell."""
    words = CountWords(record, language)
    return [
        (stage.number, finished(tie_sentences(words, stage, tie), quoted))
        for stage in record.facts.stages
        for tie in stage.ties
        if tie.by != "look-back"
    ]


def paragraphs(record: CountRecord, stage: Stage) -> tuple[str, ...]:
    """The paragraphs of the rule book that the stage's sentences name, in order."""
    words = CountWords(record)
    _sentences(words, stage)
    return tuple(one for cited in words.cited for one in re.split(", (?=[0-9A-Z])", cited))


def _heading(words: CountWords, stage: Stage) -> str:
    if stage.kind == "first preferences":
        return words.part("heading.votes" if words.rules.procedure == "plurality" else "heading.first_preferences")
    if stage.kind == "election" and words.rules.procedure == "transfers":
        return words.part("heading.last_places", n=len(stage.elected))
    return words.part(f"heading.{stage.kind}", names=words.names(stage.of))


def _sentences(words: CountWords, stage: Stage) -> list[str]:
    deciding = [tie for tie in stage.ties if tie.purpose != "election"]
    arising = [tie for tie in stage.ties if tie.purpose == "election"]
    opening = {
        "first preferences": _first_preferences,
        "surplus": surplus_sentences,
        "exclusion": exclusion_sentences,
        "election": _election,
    }[stage.kind]
    said = [
        *(tie_sentences(words, stage, tie) for tie in deciding),
        *opening(words, stage),
        _quota_again(words, stage),
        *_elections(words, stage),
        *_reopened(words, stage),
        *(tie_sentences(words, stage, tie) for tie in arising),
        *constraint_sentences(words, stage),
        *_end(words, stage),
    ]
    return [text for text in said if text]


# First preferences


def _first_preferences(words: CountWords, stage: Stage) -> list[str]:
    record, rules = words.record, words.rules
    papers = words.papers(record.facts.valid)
    if not record.contested:
        return [words.sentence("first.no_contest", n=len(record.electable), places=words.seats)]
    if rules.procedure == "plurality":
        return [words.sentence("first.plurality", papers=papers, n=words.seats)]
    said = [words.sentence("first.counted", papers=papers), _quota(words, stage), _undeclared(words)]
    if not stage.elected and rules.one_place_waits_for_exclusion and words.seats == 1:
        said.append(words.sentence("first.one_place_waits", "election"))
    elif not stage.elected and stage.quota is not None:
        said.append(words.sentence("first.nobody"))
    return said


def _undeclared(words: CountWords) -> str:
    numbers = sorted(words.record.question.undeclared - words.record.question.withdrawn)
    return words.sentence("first.undeclared", names=words.names(numbers), n=len(numbers)) if numbers else ""


def _quota(words: CountWords, stage: Stage) -> str:
    if stage.quota is None:
        return ""
    decimals = words.rules.decimals
    how = words.part(
        f"quota.{words.rules.quota}",
        papers=words.papers(words.record.facts.valid),
        seats=words.seats,
        shares=words.seats + 1,
        decimals=decimals,
        rounded=words.part("quota.rounded", decimals=decimals) if decimals else "",
    )
    return words.sentence("quota.is", "quota", quota=words.figures.said(stage.quota), how=how)


def _quota_again(words: CountWords, stage: Stage) -> str:
    if stage.number == 1 or stage.quota is None:
        return ""
    before = words.record.facts.stages[stage.number - 2].quota
    if before is None or before == stage.quota:
        return ""
    said = words.figures.said
    return words.sentence(
        "quota.falls" if stage.quota < before else "quota.rises",
        "quota again",
        before=said(before, stage.quota),
        now=said(stage.quota, before),
        why=words.part("quota.why_majority" if words.rules.quota == "majority" else "quota.why"),
    )


# Elections


def _election(words: CountWords, stage: Stage) -> list[str]:
    if words.rules.procedure != "transfers":
        return [words.sentence("elected.by_keep_values", "surplus", n=stage.iterations or 0)]
    left = words.record.continuing_after(stage.number)
    before = votes_before(words, stage)
    waiting = waiting_sentence(words, stage, before)
    last = words.sentence(
        "elected.without_exclusion_of" if left else "elected.without_exclusion",
        "last places",
        lowest=words.with_votes(left, before),
        names=words.names(stage.of),
        n=len(stage.of),
    )
    return [waiting, last]


def _elections(words: CountWords, stage: Stage) -> list[str]:
    """Who is elected at the stage, and by what vote."""
    if not stage.elected or (stage.kind == "election" and words.rules.procedure == "transfers"):
        return []
    number = len(stage.elected)
    if not words.record.contested:
        return [words.sentence("elected.unopposed", names=words.names(stage.elected), n=number)]
    if words.rules.procedure == "plurality":
        names = words.with_votes(stage.elected, stage.votes)
        return [words.sentence("elected.most_votes", "election", names=names, n=number)]
    quota = stage.quota
    assert quota is not None
    over = [n for n in stage.elected if stage.votes[n - 1] >= quota]
    under = [n for n in stage.elected if stage.votes[n - 1] < quota]
    said = []
    if over:
        names = words.with_votes(over, stage.votes, quota)
        said.append(words.sentence("elected.quota", "election", names=names, n=len(over)))
    if under:
        said.append(_elected_below(words, stage, under))
    return said


def _elected_below(words: CountWords, stage: Stage, under: Sequence[int]) -> str:
    """Why candidates are elected with fewer votes than the quota."""
    assert stage.quota is not None
    names, number = words.with_votes(under, stage.votes, stage.quota), len(under)
    if words.rules.elected_by_active_vote:
        assert stage.required is not None
        needed = words.figures.said(stage.required, *(stage.votes[n - 1] for n in under))
        event = "election by active vote"
        return words.sentence("elected.active_vote", event, names=names, n=number, needed=needed)
    if set(words.record.continuing_after(stage.number)) & set(words.record.electable):
        return words.sentence("elected.comparison", "last place by comparison", names=names, n=number)
    return words.sentence("elected.last_left", "last places", names=names, n=number)


def _reopened(words: CountWords, stage: Stage) -> list[str]:
    """What the election of «re-open nominations» means, and the further one that then stands."""
    chain = words.record.question.ron_chain
    elected = [number for number in stage.elected if number in chain]
    if not elected:
        return []
    said = [words.sentence("elected.reopened", names=words.names(elected), n=len(elected))]
    before, after = words.record.waiting_after(stage.number - 1), words.record.waiting_after(stage.number)
    begun = sorted(before - after)
    if begun and len(words.record.elected_by(stage.number)) < words.seats:
        said.append(words.sentence("elected.stands_now", names=words.names(begun), n=len(begun)))
    return said


def _end(words: CountWords, stage: Stage) -> list[str]:
    """What the end of the count leaves."""
    facts = words.record.facts
    if stage.number < len(facts.stages):
        return []
    if facts.unfilled:
        return [words.sentence("end.unfilled", n=facts.unfilled)]
    left = words.record.continuing_after(stage.number)
    if not left or words.rules.procedure == "plurality":
        return [words.sentence("end.filled", "completion", seats=words.seats)]
    names = words.names(left)
    return [words.sentence("end.filled_without", "completion", seats=words.seats, names=names, n=len(left))]
