"""A count in plain words: what was done at each stage, under which paragraph, and why, with the figures.

Every sentence is made from the facts and the rule book's answers alone. `quoted` is done to each piece of text that
comes from outside (names, groups, the seed), so that a view can mark or escape it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import assert_never

from hustings.election.wording import counted, sentence, verb
from hustings.narrative.moves import exclusion_sentences, surplus_sentences, votes_before, waiting_sentence
from hustings.narrative.telling import Quoted, Telling, as_it_is, finished
from hustings.narrative.ties import constraint_sentences, tie_sentences
from hustings.record.facts import Stage
from hustings.record.record import CountRecord

__all__ = ["action", "chances", "paragraphs", "reason"]


def action(record: CountRecord, stage: Stage, quoted: Quoted = as_it_is) -> str:
    """What was done, as a heading: «Surplus of Yasmine Dar», «Exclusion of A and B», «Last places»."""
    return finished(_heading(Telling(record), stage), quoted)


def reason(record: CountRecord, stage: Stage, quoted: Quoted = as_it_is) -> str:
    """What was done, under which paragraph and why, in a few plain sentences."""
    return finished(" ".join(_told(Telling(record), stage)), quoted)


def chances(record: CountRecord, quoted: Quoted = as_it_is) -> list[tuple[int, str]]:
    """Each tie that a lot or a recorded decision settled: the number of the stage, and how it fell."""
    tell = Telling(record)
    return [
        (stage.number, finished(tie_sentences(tell, stage, tie), quoted))
        for stage in record.facts.stages
        for tie in stage.ties
        if tie.by != "look-back"
    ]


def paragraphs(record: CountRecord, stage: Stage) -> tuple[str, ...]:
    """The paragraphs of the rule book that the stage's sentences name, in order."""
    tell = Telling(record)
    _told(tell, stage)
    return tuple(one for cited in tell.cited for one in re.split(", (?=[0-9A-Z])", cited))


def _heading(tell: Telling, stage: Stage) -> str:
    if stage.kind == "surplus":
        return f"Surplus of {tell.names(stage.of)}"
    if stage.kind == "exclusion":
        return f"Exclusion of {tell.names(stage.of)}"
    if stage.kind == "election":
        if tell.rules.procedure == "transfers":
            return "Last place" if len(stage.elected) == 1 else "Last places"
        return f"Election of {tell.names(stage.of)}"
    return "Votes" if tell.rules.procedure == "plurality" else "First preferences"


def _told(tell: Telling, stage: Stage) -> list[str]:
    deciding = [tie for tie in stage.ties if tie.purpose != "election"]
    arising = [tie for tie in stage.ties if tie.purpose == "election"]
    opening = {
        "first preferences": _first_preferences,
        "surplus": surplus_sentences,
        "exclusion": exclusion_sentences,
        "election": _election,
    }[stage.kind]
    told = [
        *(tie_sentences(tell, stage, tie) for tie in deciding),
        *opening(tell, stage),
        _quota_again(tell, stage),
        *_elections(tell, stage),
        *_reopened(tell, stage),
        *(tie_sentences(tell, stage, tie) for tie in arising),
        *constraint_sentences(tell, stage),
        *_end(tell, stage),
    ]
    return [text for text in told if text]


# First preferences


def _first_preferences(tell: Telling, stage: Stage) -> list[str]:
    valid = tell.record.facts.valid
    if not tell.record.contested:
        places = counted(tell.seats, "place", "places")
        standing = counted(len(tell.record.electable), "candidate", "candidates")
        return [sentence("there is no contest:", standing, "for", places)]
    if tell.rules.procedure == "plurality":
        first = "its first preference" if tell.seats == 1 else f"each of its first {tell.seats} preferences"
        return [sentence(f"each of the {tell.papers(valid)} gives a vote to {first}")]
    told = [sentence(f"the first preferences of {tell.papers(valid)} are counted"), _quota(tell, stage)]
    told += _undeclared(tell)
    if not stage.elected:
        if tell.rules.one_place_waits_for_exclusion and tell.seats == 1:
            told.append(sentence("with one place, nobody is elected before an exclusion", tell.cite("election")))
        elif stage.quota is not None:
            told.append("Nobody has reached it yet.")
    return told


def _undeclared(tell: Telling) -> list[str]:
    numbers = sorted(tell.record.question.undeclared - tell.record.question.withdrawn)
    if not numbers:
        return []
    stands = verb(len(numbers), "stands", "stand")
    return [sentence(tell.names(numbers), f"{stands} for write-ins whom nobody declared, and cannot be elected")]


def _quota(tell: Telling, stage: Stage) -> str:
    if stage.quota is None:
        return ""
    quota = tell.figures.said(stage.quota)
    papers = tell.papers(tell.record.facts.valid)
    rounded = f", rounded up to {tell.rules.decimals} decimal places" if tell.rules.decimals else ""
    shares = f"{papers} divided by {tell.seats + 1}, one more than the places"
    match tell.rules.quota:
        case "whole":
            how = f"{shares}, rounded down, and one vote more"
        case "fractional":
            how = f"{shares}{rounded}"
        case "least":
            how = f"{shares}, cut to {tell.rules.decimals} decimal places, and one more in the last of them"
        case "hare":
            how = f"{papers} divided by {tell.seats}, the places{rounded}"
        case "majority":
            how = "more than half of the votes of the continuing candidates"
        case "none":
            return ""
        case unknown:
            assert_never(unknown)
    return sentence(f"the quota is {quota}: {how}", tell.cite("quota"))


# Elections


def _election(tell: Telling, stage: Stage) -> list[str]:
    if tell.rules.procedure != "transfers":
        times = "once" if stage.iterations == 1 else f"{stage.iterations} times"
        found = (
            f"what the elected keep of each paper is found anew {times}, so that no more than a quota stays with each"
        )
        return [sentence(found, tell.cite("surplus"))]
    left = tell.record.continuing_after(stage.number)
    before = votes_before(tell, stage)
    lowest = f"the exclusion of {tell.with_votes(left, before)}" if left else "an exclusion"
    as_many = "only as many candidates as places" if len(stage.of) > 1 else "only one candidate for the one place"
    return [
        waiting_sentence(tell, stage, before),
        sentence(
            f"{lowest} would leave {as_many}, so {tell.names(stage.of)}",
            verb(len(stage.of), "is", "are"),
            "elected without it",
            tell.cite("last places"),
        ),
    ]


def _quota_again(tell: Telling, stage: Stage) -> str:
    if stage.number == 1 or stage.quota is None:
        return ""
    earlier = tell.record.facts.stages[stage.number - 2].quota
    if earlier is None or earlier == stage.quota:
        return ""
    way = "falls" if stage.quota < earlier else "rises"
    why = (
        "because the continuing candidates have fewer votes between them"
        if tell.rules.quota == "majority"
        else "because of the votes that have become non-transferable"
    )
    said = tell.figures.said
    return sentence(
        f"the quota {way} from {said(earlier, stage.quota)} to {said(stage.quota, earlier)}, {why}",
        tell.cite("quota again"),
    )


def _elections(tell: Telling, stage: Stage) -> list[str]:
    """Who is elected at the stage, and by what vote."""
    if not stage.elected or (stage.kind == "election" and tell.rules.procedure == "transfers"):
        return []
    if not tell.record.contested:
        return [sentence(tell.names(stage.elected), verb(len(stage.elected), "is", "are"), "elected unopposed")]
    if tell.rules.procedure == "plurality":
        most = sentence(
            tell.with_votes(stage.elected, stage.votes),
            verb(len(stage.elected), "has", "have"),
            "most votes and",
            verb(len(stage.elected), "is", "are"),
            "elected",
            tell.cite("election"),
        )
        return [most]
    quota = stage.quota
    assert quota is not None
    over = [n for n in stage.elected if stage.votes[n - 1] >= quota]
    under = [n for n in stage.elected if stage.votes[n - 1] < quota]
    told = []
    if over:
        told.append(
            sentence(
                tell.with_votes(over, stage.votes, quota),
                verb(len(over), "has", "have"),
                "reached the quota and",
                verb(len(over), "is", "are"),
                "elected" + (", in this order" if len(over) > 1 else ""),
                tell.cite("election"),
            )
        )
    if under:
        told.append(_elected_below(tell, stage, under))
    return told


def _reopened(tell: Telling, stage: Stage) -> list[str]:
    """What the election of «re-open nominations» means, and the further one that then stands."""
    chain = tell.record.question.ron_chain
    elected = [number for number in stage.elected if number in chain]
    if not elected:
        return []
    told = [
        sentence(
            f"the {verb(len(elected), 'place', 'places')} of {tell.names(elected)}",
            verb(len(elected), "stays", "stay"),
            "empty, and nominations are opened again",
        )
    ]
    before, after = tell.record.waiting_after(stage.number - 1), tell.record.waiting_after(stage.number)
    begun = sorted(before - after)
    going_on = len(tell.record.elected_by(stage.number)) < tell.seats
    if begun and going_on:
        told.append(sentence(f"{tell.names(begun)} {verb(len(begun), 'stands', 'stand')} from here on"))
    return told


def _elected_below(tell: Telling, stage: Stage, under: Sequence[int]) -> str:
    """Why candidates are elected with fewer votes than the quota."""
    assert stage.quota is not None
    who = tell.with_votes(under, stage.votes, stage.quota)
    are = verb(len(under), "is", "are")
    if tell.rules.elected_by_active_vote:
        assert stage.required is not None
        needed = tell.figures.said(stage.required, *(stage.votes[n - 1] for n in under))
        return sentence(
            f"{who} {are} elected below the quota, having reached {needed}, the votes still active divided by one more "
            "than the places left",
            tell.cite("election by active vote"),
        )
    if set(tell.record.continuing_after(stage.number)) & set(tell.record.electable):
        return sentence(
            f"{who} {are} elected to the last place, having at least as many votes as all the others and all "
            "surpluses together",
            tell.cite("last place by comparison"),
        )
    as_many = "one candidate is left for the one place" if len(under) == 1 else "as many candidates are left as places"
    return sentence(f"{as_many}, so {who} {are} elected without the quota", tell.cite("last places"))


def _end(tell: Telling, stage: Stage) -> list[str]:
    """What the end of the count leaves."""
    if stage.number < len(tell.record.facts.stages):
        return []
    unfilled = tell.record.facts.unfilled
    if unfilled:
        return [sentence(counted(unfilled, "place remains", "places remain"), "unfilled")]
    left = tell.record.continuing_after(stage.number)
    filled = "the place is filled" if tell.seats == 1 else f"all {tell.seats} places are filled"
    if left and tell.rules.procedure != "plurality":
        filled += f"; {tell.names(left)} {verb(len(left), 'is', 'are')} not elected"
    return [sentence(filled, tell.cite("completion"))]
