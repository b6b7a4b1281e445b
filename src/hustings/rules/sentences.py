"""A count in plain words: what was done at each stage, under which paragraph, and why, with the figures.

Every sentence is made from the facts and the rule book's answers alone. `quoted` is done to each piece of text that
comes from outside (names, groups, the seed), so that a view can mark or escape it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hustings.rules.because import constraint_sentences, tie_sentences
from hustings.rules.facts import Number, Stage, Step
from hustings.rules.record import CountRecord
from hustings.rules.wording import Quoted, Telling, as_it_is, counted, finished, listed, sentence, verb

__all__ = ["action", "paragraphs", "reason"]


def action(record: CountRecord, stage: Stage, quoted: Quoted = as_it_is) -> str:
    """What was done, as a heading: «Surplus of Yasmine Dar», «Exclusion of A and B», «Last places»."""
    return finished(_heading(Telling(record), stage), quoted)


def reason(record: CountRecord, stage: Stage, quoted: Quoted = as_it_is) -> str:
    """What was done, under which paragraph and why, in a few plain sentences."""
    return finished(" ".join(_told(Telling(record), stage)), quoted)


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
        "surplus": _surplus,
        "exclusion": _exclusion,
        "election": _election,
    }[stage.kind]
    told = [
        *(tie_sentences(tell, stage, tie) for tie in deciding),
        *opening(tell, stage),
        _quota_again(tell, stage),
        *_elections(tell, stage),
        *(tie_sentences(tell, stage, tie) for tie in arising),
        *constraint_sentences(tell, stage),
        *_end(tell, stage),
    ]
    return [text for text in told if text]


def _before(tell: Telling, stage: Stage) -> tuple[Number, ...]:
    """The votes on which the stage was decided."""
    return stage.before or tell.record.facts.stages[stage.number - 2].votes


# First preferences


def _first_preferences(tell: Telling, stage: Stage) -> list[str]:
    valid = tell.record.facts.valid
    if not tell.record.contested:
        places = counted(tell.seats, "place", "places")
        standing = counted(len(tell.record.standing), "candidate", "candidates")
        return [sentence("there is no contest:", standing, "for", places)]
    if tell.rules.procedure == "plurality":
        first = "its first preference" if tell.seats == 1 else f"each of its first {tell.seats} preferences"
        return [sentence(f"each of the {tell.papers(valid)} gives a vote to {first}")]
    told = [sentence(f"the first preferences of {tell.papers(valid)} are counted"), _quota(tell, stage)]
    if not stage.elected:
        if tell.rules.one_place_waits_for_exclusion and tell.seats == 1:
            told.append(sentence("with one place, nobody is elected before an exclusion", tell.cite("election")))
        elif stage.quota is not None:
            told.append("Nobody has reached it yet.")
    return told


def _quota(tell: Telling, stage: Stage) -> str:
    if stage.quota is None:
        return ""
    quota = tell.figures.said(stage.quota)
    papers = tell.papers(tell.record.facts.valid)
    shares = f"{papers} divided by {tell.seats + 1}, one more than the places"
    places = tell.rules.decimals
    how = {
        "whole": f"{shares}, rounded down, and one vote more",
        "fractional": f"{shares}" + (f", rounded up to {places} decimal places" if places else ""),
        "least": f"{shares}, cut to {places} decimal places, and one more in the last of them",
        "majority": "more than half of the votes of the continuing candidates",
        "none": "",
    }[tell.rules.quota]
    return sentence(f"the quota is {quota}: {how}", tell.cite("quota"))


# Surpluses


def _surplus(tell: Telling, stage: Stage) -> list[str]:
    (number,) = stage.of
    before = _before(tell, stage)
    votes, quota = before[number - 1], stage.quota or 0
    surplus = votes - quota
    others = _other_surpluses(tell, stage, before)
    rank = "the only surplus" if not others else "the largest surplus"
    if any(before[other - 1] == votes for other in others):
        rank = "among the largest surpluses"
    told = [
        sentence(
            tell.name(number),
            f"has {tell.votes(votes, quota)}, {tell.figures.said(surplus)} over the quota of "
            f"{tell.figures.said(quota, votes)}, {rank}",
            tell.cite("surplus"),
        )
    ]
    examined = sum(step.papers for step in stage.steps)
    last_parcel = tell.rules.surplus_papers == "last parcel" and _last_parcel(tell, stage) is not None
    which = f"the last parcel received, {tell.papers(examined)}," if last_parcel else f"all {tell.papers(examined)}"
    one = last_parcel or tell.papers(examined) == "1 paper"
    told.append(
        sentence(
            f"{which} {'is' if one else 'are'} sorted by next preference;",
            _surplus_value(tell, stage, votes, surplus),
        )
    )
    told.append(_where_to(tell, stage))
    return told


def _surplus_value(tell: Telling, stage: Stage, votes: Number, surplus: Number) -> str:
    figures = tell.figures
    if tell.rules.transfer_value == "divided":
        (step,) = stage.steps
        moved = sum(step.votes)
        if moved == 0:
            return "none of them can be transferred"
        value = figures.said_value(step.value)
        if step.value < _value_before(tell, stage):
            return f"each that can be transferred moves on at {value} of a vote, the surplus divided by their number"
        return f"those that can be transferred are worth no more than the surplus, so each keeps its value of {value}"
    share = figures.said_value(stage.transfer_value or 0)
    return (
        f"each moves on at {share} of its value, the surplus of {figures.said(surplus)} divided by "
        f"{figures.said(votes)}"
    )


def _other_surpluses(tell: Telling, stage: Stage, before: Sequence[Number]) -> list[int]:
    """The others whose surplus waits its turn."""
    stages = tell.record.facts.stages[: stage.number - 1]
    moved = {number for done in stages if done.kind == "surplus" for number in done.of} | set(stage.of)
    elected = tell.record.elected_by(stage.number - 1)
    return [n for n in elected if n not in moved and before[n - 1] > (stage.quota or 0)]


def _last_parcel(tell: Telling, stage: Stage) -> Step | None:
    """The last papers that the candidate received before the stage; None: only first preferences."""
    earlier = tell.record.facts.stages[: stage.number - 1]
    received = [step for done in earlier for step in done.steps if step.votes[stage.of[0] - 1]]
    return received[-1] if received else None


def _value_before(tell: Telling, stage: Stage) -> Number:
    """The value of the papers of a surplus before they move."""
    parcel = _last_parcel(tell, stage)
    return parcel.value if parcel else 10 ** (tell.rules.decimals or 0)


def _where_to(tell: Telling, stage: Stage) -> str:
    """Who received most of what moved, and what was left."""
    received = [sum(step.votes[i] for step in stage.steps) for i in range(len(stage.votes))]
    order = sorted((n for n, votes in enumerate(received, 1) if votes), key=lambda n: (-received[n - 1], n))
    stopped = sum(step.non_transferable for step in stage.steps)
    lost = sum(step.loss_by_fraction for step in stage.steps)
    rest = listed(
        [
            *([f"{tell.votes(stopped)} {_is(tell, stopped)} non-transferable"] if stopped else []),
            *([f"{tell.figures.said(lost)} {_is(tell, lost)} lost by fraction"] if lost else []),
        ]
    )
    if not order:
        return sentence(rest)
    if len(order) <= 3:
        most = f"{tell.with_votes(order, received)} {verb(len(order), 'receives', 'receive')} votes"
    else:
        most = f"{tell.with_votes(order[:2], received)} receive most"
    return sentence(most + (";" if rest else ""), rest)


def _is(tell: Telling, votes: Number) -> str:
    return verb(1 if tell.figures.said(votes) == "1" else 2, "is", "are")


# Exclusions


def _exclusion(tell: Telling, stage: Stage) -> list[str]:
    before = _before(tell, stage)
    told = [_waiting(tell, stage, before)]
    if len(stage.of) > 1:
        told.append(_excluded_together(tell, stage, before))
    else:
        told.extend(_excluded_alone(tell, stage, before))
    if tell.rules.procedure == "transfers":
        told.append(_papers_of_excluded(tell, stage))
    else:
        told.append("The papers are distributed anew among those who remain.")
    return told


def _able(tell: Telling, stage: Stage, before: Sequence[Number]) -> list[int]:
    """Continuing candidates who may be excluded, fewest votes first."""
    guarded = _guarded(tell, stage.number - 1)
    able = [n for n in tell.record.continuing_after(stage.number - 1) if n not in guarded]
    return sorted(able, key=lambda n: (before[n - 1], n))


def _guarded(tell: Telling, stage: int) -> set[int]:
    earlier = set(tell.record.facts.stages[stage - 1].guarded) if stage else set()
    return earlier | set(tell.record.question.guarded)


def _doomed(tell: Telling, stage: int) -> set[int]:
    return set(tell.record.facts.stages[stage - 1].doomed) if stage else set()


def _waiting(tell: Telling, stage: Stage, before: Sequence[Number]) -> str:
    """Why surpluses wait: even together they could not change who goes out."""
    if stage.waits is None:
        return ""
    total, able = stage.waits, _able(tell, stage, before)
    sizes = [len(stage.of), *range(1, len(able))] if stage.kind == "exclusion" else range(1, len(able))
    waits = tell.rules.surplus_waits if tell.rules.surplus_waits != "never" else tell.rules.exclude_together
    strict = waits == "less than"
    for size in sizes:
        if not 0 < size < len(able):
            continue
        low, above = sorted(able[:size]), before[able[size] - 1]
        together = total + sum(before[n - 1] for n in low)
        if together < above or (together == above and not strict):
            names = tell.names(low)
            return sentence(
                f"surpluses of {tell.votes(total)} in all wait, because they cannot save {names}: with them {names}",
                verb(size, "has", "have"),
                f"{tell.figures.said(together, above)}, {'fewer' if strict else 'no more'} than the "
                f"{tell.figures.said(above, together)} of {tell.name(able[size])}",
                tell.cite("surplus waits" if tell.rules.surplus_waits != "never" else "exclusion together"),
            )
    return sentence(f"surpluses of {tell.votes(total)} wait", tell.cite("surplus waits"))


def _excluded_together(tell: Telling, stage: Stage, before: Sequence[Number]) -> str:
    held = sum(before[n - 1] for n in stage.of)
    above = [n for n in _able(tell, stage, before) if n not in stage.of]
    strict = tell.rules.exclude_together == "less than"
    who = sentence(tell.with_votes(stage.of, before), "are excluded together", tell.cite("exclusion together"))
    if not above or stage.waits is not None:
        return who
    next_votes = before[above[0] - 1]
    return f"{who} " + sentence(
        f"together they have {tell.votes(held, next_votes)}, "
        f"{'fewer' if strict else 'no more'} than the {tell.figures.said(next_votes, held)} of "
        f"{tell.name(above[0])} next above"
    )


def _excluded_alone(tell: Telling, stage: Stage, before: Sequence[Number]) -> list[str]:
    (number,) = stage.of
    votes = before[number - 1]
    lower = [n for n in tell.record.continuing_after(stage.number - 1) if before[n - 1] < votes and n != number]
    guarded = [n for n in lower if n in _guarded(tell, stage.number - 1)]
    tied = any(tie.purpose == "exclusion" for tie in stage.ties)
    opening = ""
    if stage.waits is None and tell.rules.procedure == "transfers" and tell.record.elected_by(stage.number - 1):
        opening = "no surplus is left to transfer;" if tell.rules.surplus_papers != "none" else ""
    elif tell.rules.procedure in ("meek", "warren"):
        rounds = counted(stage.iterations or 0, "iteration", "iterations")
        opening = f"after {rounds} the surpluses are spread as far as they go;" if stage.iterations else ""
    has = tell.figures.said(votes, *(before[n - 1] for n in _able(tell, stage, before)[:2] if n != number))
    if number in _doomed(tell, stage.number - 1):
        why = f"{tell.name(number)}, who can no longer be elected, is excluded first, with {tell.votes(votes)}"
    elif tied:
        why = f"{tell.name(number)}, with {tell.votes(votes)}, is excluded"
    elif guarded:
        why = f"{tell.name(number)} has the fewest votes of those who may be excluded, {has}, and is excluded"
    else:
        why = f"{tell.name(number)} has the fewest votes, {has}, and is excluded"
    told = [sentence(opening, why, tell.cite("exclusion"))]
    if guarded:
        told.append(
            sentence(
                tell.with_votes(guarded, before),
                verb(len(guarded), "has fewer but is", "have fewer but are"),
                "guarded and passed over",
            )
        )
    return told


def _papers_of_excluded(tell: Telling, stage: Stage) -> str:
    if not stage.steps:
        return "There are no papers to move." if not any(stage.votes[n - 1] for n in stage.of) else ""
    how = "the papers move on at the value at which they were received"
    if tell.rules.elect_after_each_batch and len(stage.steps) > 1:
        how = f"the papers move on in {len(stage.steps)} batches, each at the value at which it was received"
    kept = sum(stage.votes[n - 1] for n in stage.of)
    rest = ""
    if kept:
        rest = sentence(f"the places are then filled, so papers worth {tell.votes(kept)} stay where they are")
    return " ".join(text for text in (sentence(how, tell.cite("batches")), _where_to(tell, stage), rest) if text)


# Elections


def _election(tell: Telling, stage: Stage) -> list[str]:
    if tell.rules.procedure != "transfers":
        times = "once" if stage.iterations == 1 else f"{stage.iterations} times"
        found = (
            f"what the elected keep of each paper is found anew {times}, so that no more than a quota stays with each"
        )
        return [sentence(found, tell.cite("surplus"))]
    left = tell.record.continuing_after(stage.number)
    before = _before(tell, stage)
    lowest = f"the exclusion of {tell.with_votes(left, before)}" if left else "an exclusion"
    as_many = "only as many candidates as places" if len(stage.of) > 1 else "only one candidate for the one place"
    return [
        _waiting(tell, stage, before),
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
    if tell.record.continuing_after(stage.number):
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
