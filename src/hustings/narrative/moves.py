"""What moved at a stage and why: surpluses, exclusions, and surpluses that wait, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from hustings.election.wording import counted, listed, sentence, verb
from hustings.narrative.telling import Telling
from hustings.record.facts import Number, Stage, Step


def votes_before(tell: Telling, stage: Stage) -> tuple[Number, ...]:
    """The votes on which the stage was decided."""
    return stage.before or tell.record.facts.stages[stage.number - 2].votes


# Surpluses


def surplus_sentences(tell: Telling, stage: Stage) -> list[str]:
    (number,) = stage.of
    before = votes_before(tell, stage)
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
        if step.value < _valuevotes_before(tell, stage):
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
    moved = {number for done in [*stages, stage] if done.kind == "surplus" for number in done.of}
    elected = tell.record.elected_by(stage.number - 1)
    return [n for n in elected if n not in moved and before[n - 1] > (stage.quota or 0)]


def _last_parcel(tell: Telling, stage: Stage) -> Step | None:
    """The last papers that the candidate received before the stage; None: only first preferences."""
    earlier = tell.record.facts.stages[: stage.number - 1]
    received = [step for done in earlier for step in done.steps if step.votes[stage.of[0] - 1]]
    return received[-1] if received else None


def _valuevotes_before(tell: Telling, stage: Stage) -> Number:
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


def exclusion_sentences(tell: Telling, stage: Stage) -> list[str]:
    before = votes_before(tell, stage)
    told = [waiting_sentence(tell, stage, before)]
    first = _undeclared_first(tell, stage)
    if first:
        told.append(_undeclared_excluded(tell, first, before))
        if len(stage.of) > len(first):
            told.append(_excluded_with_them(tell, stage, first, before))
    elif len(stage.of) > 1:
        told.append(_excluded_together(tell, stage, before))
    else:
        told.extend(_excluded_alone(tell, stage, before))
    if tell.rules.procedure == "transfers":
        told.append(_papers_of_excluded(tell, stage))
    else:
        told.append("The papers are distributed anew among those who remain.")
    return told


def _undeclared_first(tell: Telling, stage: Stage) -> list[int]:
    """Undeclared write-ins who are excluded at this stage whatever their votes."""
    going = tell.rules.undeclared_first and stage.number == 2
    return [n for n in stage.of if n in tell.record.question.undeclared] if going else []


def _undeclared_excluded(tell: Telling, first: Sequence[int], before: Sequence[Number]) -> str:
    are = verb(len(first), "is", "are")
    return sentence(
        f"{tell.with_votes(first, before)} {are} excluded now whatever the votes, as undeclared write-ins are",
        tell.cite("exclusion together"),
    )


def _excluded_with_them(tell: Telling, stage: Stage, first: Sequence[int], before: Sequence[Number]) -> str:
    others = [n for n in stage.of if n not in first]
    above = next(n for n in _able(tell, stage, before) if n not in stage.of)
    total = sum(before[n - 1] for n in stage.of) + (stage.waits or 0)
    surpluses = " and all surpluses" if stage.waits is not None else ""
    fewer = "fewer" if tell.rules.exclude_together == "less than" else "no more"
    return sentence(
        f"{tell.with_votes(others, before)} {verb(len(others), 'is', 'are')} excluded with them: all these votes"
        f"{surpluses} together are {tell.figures.said(total, before[above - 1])}, {fewer} than the "
        f"{tell.figures.said(before[above - 1], total)} of {tell.name(above)} next above",
        tell.cite("exclusion together"),
    )


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


def waiting_sentence(tell: Telling, stage: Stage, before: Sequence[Number]) -> str:
    """Why surpluses wait: even together they could not change who goes out."""
    if stage.waits is None:
        return ""
    if _undeclared_first(tell, stage):
        return sentence(_who_waits(tell, stage, before), tell.cite("exclusion together"))
    total, able = stage.waits, _able(tell, stage, before)
    sizes = [len(stage.of), *range(1, len(able))] if stage.kind == "exclusion" else range(1, len(able))
    waits = tell.rules.surplus_waits if tell.rules.surplus_waits != "never" else tell.rules.exclude_together
    strict = waits == "less than"
    one = len(_other_surpluses(tell, stage, before)) == 1
    for size in sizes:
        if not 0 < size < len(able):
            continue
        low, above = sorted(able[:size]), before[able[size] - 1]
        together = total + sum(before[n - 1] for n in low)
        if together < above or (together == above and not strict):
            names = tell.names(low)
            return sentence(
                f"{_who_waits(tell, stage, before)}, because {'it' if one else 'they'} cannot save {names}: with "
                f"{'it' if one else 'them'} {names}",
                verb(size, "has", "have"),
                f"{tell.figures.said(together, above)}, {'fewer' if strict else 'no more'} than the "
                f"{tell.figures.said(above, together)} of {tell.name(able[size])}",
                tell.cite("surplus waits" if tell.rules.surplus_waits != "never" else "exclusion together"),
            )
    return sentence(_who_waits(tell, stage, before), tell.cite("surplus waits"))


def _who_waits(tell: Telling, stage: Stage, before: Sequence[Number]) -> str:
    """«the surplus of Ash, 1.66 votes, waits» or «the surpluses of Ash and Birch, 3.10 votes together, wait»."""
    assert stage.waits is not None
    waiting = _other_surpluses(tell, stage, before)
    if len(waiting) == 1:
        return f"the surplus of {tell.names(waiting)}, {tell.votes(stage.waits)}, waits"
    return f"the surpluses of {tell.names(waiting)}, {tell.votes(stage.waits)} together, wait"


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
        opening = f"after {rounds} the keep values have converged;" if stage.iterations else ""
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
