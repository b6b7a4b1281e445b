"""What moved at a stage and why: surpluses, exclusions, and surpluses that wait, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from hustings.narrative.count_words import CountWords
from hustings.record.facts import Number, Stage, Step


def votes_before(words: CountWords, stage: Stage) -> tuple[Number, ...]:
    """The votes on which the stage was decided."""
    return stage.before or words.record.facts.stages[stage.number - 2].votes


# Surpluses


def surplus_sentences(words: CountWords, stage: Stage) -> list[str]:
    (number,) = stage.of
    before = votes_before(words, stage)
    votes, quota = before[number - 1], stage.quota or 0
    others = _other_surpluses(words, stage, before)
    rank = "surplus.largest" if others else "surplus.only"
    if any(before[other - 1] == votes for other in others):
        rank = "surplus.among_largest"
    said = words.figures.said
    has = words.sentence(
        rank,
        "surplus",
        name=words.name(number),
        votes=words.votes(votes, quota),
        surplus=said(votes - quota),
        quota=said(quota, votes),
    )
    examined = sum(step.papers for step in stage.steps)
    papers = words.papers(examined)
    last_parcel = words.rules.surplus_papers == "last parcel" and _last_parcel(words, stage) is not None
    order = words.sentence(
        "surplus.last_parcel" if last_parcel else "surplus.papers",
        papers=papers,
        n=1 if words.figures.said_papers(examined) == "1" else 2,
        value=_surplus_value(words, stage, votes, votes - quota),
    )
    return [has, order, _where_to(words, stage)]


def _surplus_value(words: CountWords, stage: Stage, votes: Number, surplus: Number) -> str:
    figures = words.figures
    if words.rules.transfer_value != "divided":
        share = figures.said_value(stage.transfer_value or 0)
        return words.part("surplus.share", value=share, surplus=figures.said(surplus), votes=figures.said(votes))
    (step,) = stage.steps
    if sum(step.votes) == 0:
        return words.part("surplus.none_moves")
    falls = step.value < _value_before(words, stage)
    return words.part("surplus.divided" if falls else "surplus.value_kept", value=figures.said_value(step.value))


def _other_surpluses(words: CountWords, stage: Stage, before: Sequence[Number]) -> list[int]:
    """The others whose surplus waits its turn."""
    stages = words.record.facts.stages[: stage.number - 1]
    moved = {number for done in [*stages, stage] if done.kind == "surplus" for number in done.of}
    elected = words.record.elected_by(stage.number - 1)
    return [n for n in elected if n not in moved and before[n - 1] > (stage.quota or 0)]


def _last_parcel(words: CountWords, stage: Stage) -> Step | None:
    """The last papers that the candidate received before the stage; None: only first preferences."""
    earlier = words.record.facts.stages[: stage.number - 1]
    received = [step for done in earlier for step in done.steps if step.votes[stage.of[0] - 1]]
    return received[-1] if received else None


def _value_before(words: CountWords, stage: Stage) -> Number:
    """The value of the papers of a surplus before they move."""
    parcel = _last_parcel(words, stage)
    return parcel.value if parcel else 10 ** (words.rules.decimals or 0)


def _where_to(words: CountWords, stage: Stage) -> str:
    """Who received most of what moved, and what was left."""
    received = [sum(step.votes[i] for step in stage.steps) for i in range(len(stage.votes))]
    order = sorted((n for n, votes in enumerate(received, 1) if votes), key=lambda n: (-received[n - 1], n))
    stopped = sum(step.non_transferable for step in stage.steps)
    lost = sum(step.loss_by_fraction for step in stage.steps)
    rest = []
    if stopped:
        rest.append(words.part("moved.stopped", votes=words.votes(stopped), n=words.one_or_more(stopped)))
    if lost:
        rest.append(words.part("moved.lost", votes=words.figures.said(lost), n=words.one_or_more(lost)))
    left = words.part.listed(rest)
    few = len(order) <= 3
    names = words.with_votes(order if few else order[:2], received)
    most = words.part("moved.receive" if few else "moved.receive_most", names=names, n=len(order))
    if order and left:
        return words.sentence("moved.both", received=most, left=left)
    return words.whole(most if order else left)


# Exclusions


def exclusion_sentences(words: CountWords, stage: Stage) -> list[str]:
    before = votes_before(words, stage)
    said = [waiting_sentence(words, stage, before)]
    first = _undeclared_first(words, stage)
    if first:
        names = words.with_votes(first, before)
        said.append(words.sentence("excluded.undeclared", "exclusion together", names=names, n=len(first)))
        if len(stage.of) > len(first):
            said.append(_excluded_with_them(words, stage, first, before))
    elif len(stage.of) > 1:
        said.append(_excluded_together(words, stage, before))
    else:
        said += _excluded_alone(words, stage, before)
    transfers = words.rules.procedure == "transfers"
    said.append(_papers_of_excluded(words, stage) if transfers else words.sentence("excluded.anew"))
    return said


def _undeclared_first(words: CountWords, stage: Stage) -> list[int]:
    """Undeclared write-ins who are excluded at this stage whatever their votes."""
    going = words.rules.undeclared_first and stage.number == 2
    return [n for n in stage.of if n in words.record.question.undeclared] if going else []


def _excluded_with_them(words: CountWords, stage: Stage, first: Sequence[int], before: Sequence[Number]) -> str:
    others = [n for n in stage.of if n not in first]
    above = next(n for n in _able(words, stage, before) if n not in stage.of)
    total = sum(before[n - 1] for n in stage.of) + (stage.waits or 0)
    return words.sentence(
        "excluded.with_them" if stage.waits is None else "excluded.with_them_and_surpluses",
        "exclusion together",
        names=words.with_votes(others, before),
        n=len(others),
        total=words.figures.said(total, before[above - 1]),
        than=_than(words, words.rules.exclude_together == "less than"),
        votes=words.figures.said(before[above - 1], total),
        above=words.name(above),
    )


def _than(words: CountWords, strict: bool) -> str:
    return words.part("compare.fewer" if strict else "compare.no_more")


def _able(words: CountWords, stage: Stage, before: Sequence[Number]) -> list[int]:
    """Continuing candidates who may be excluded, fewest votes first."""
    guarded = _guarded(words, stage.number - 1)
    able = [n for n in words.record.continuing_after(stage.number - 1) if n not in guarded]
    return sorted(able, key=lambda n: (before[n - 1], n))


def _guarded(words: CountWords, stage: int) -> set[int]:
    earlier = set(words.record.facts.stages[stage - 1].guarded) if stage else set()
    return earlier | set(words.record.question.guarded)


def _doomed(words: CountWords, stage: int) -> set[int]:
    return set(words.record.facts.stages[stage - 1].doomed) if stage else set()


def waiting_sentence(words: CountWords, stage: Stage, before: Sequence[Number]) -> str:
    """Why surpluses wait: even together they could not change who goes out."""
    if stage.waits is None:
        return ""
    waiting = _other_surpluses(words, stage, before)
    several = "surplus.waits" if len(waiting) == 1 else "surplus.several_wait"
    who = {"names": words.names(waiting), "votes": words.votes(stage.waits)}
    if _undeclared_first(words, stage):
        return words.sentence(several, "exclusion together", **who)
    able = _able(words, stage, before)
    size = _size_that_cannot_be_saved(words, stage, before, able)
    if size is None:
        return words.sentence(several, "surplus waits", **who)
    low, votes = sorted(able[:size]), before[able[size] - 1]
    together = stage.waits + sum(before[n - 1] for n in low)
    return words.sentence(
        "surplus.waits_because",
        "surplus waits" if words.rules.surplus_waits != "never" else "exclusion together",
        waits=words.part(several, **who),
        surpluses=len(waiting),
        low=words.names(low),
        n=size,
        together=words.figures.said(together, votes),
        than=_than(words, _waits(words) == "less than"),
        votes=words.figures.said(votes, together),
        above=words.name(able[size]),
    )


def _waits(words: CountWords) -> str:
    """What must hold for surpluses to wait: "less than" or "at most"."""
    return words.rules.surplus_waits if words.rules.surplus_waits != "never" else words.rules.exclude_together


def _size_that_cannot_be_saved(
    words: CountWords, stage: Stage, before: Sequence[Number], able: Sequence[int]
) -> int | None:
    """How many of the lowest stay below the next even with every surplus: of those excluded first; None: of nobody."""
    assert stage.waits is not None
    for size in [len(stage.of), *range(1, len(able))] if stage.kind == "exclusion" else range(1, len(able)):
        if 0 < size < len(able):
            together, above = stage.waits + sum(before[n - 1] for n in able[:size]), before[able[size] - 1]
            if together < above or (together == above and _waits(words) != "less than"):
                return size
    return None


def _excluded_together(words: CountWords, stage: Stage, before: Sequence[Number]) -> str:
    names = words.with_votes(stage.of, before)
    who = words.sentence("excluded.together", "exclusion together", names=names)
    above = [n for n in _able(words, stage, before) if n not in stage.of]
    if not above or stage.waits is not None:
        return who
    total, votes = sum(before[n - 1] for n in stage.of), before[above[0] - 1]
    have = words.sentence(
        "excluded.together_have",
        total=words.votes(total, votes),
        than=_than(words, words.rules.exclude_together == "less than"),
        votes=words.figures.said(votes, total),
        above=words.name(above[0]),
    )
    return f"{who} {have}"


def _excluded_alone(words: CountWords, stage: Stage, before: Sequence[Number]) -> list[str]:
    (number,) = stage.of
    votes, part = before[number - 1], words.part
    lower = [n for n in words.record.continuing_after(stage.number - 1) if before[n - 1] < votes and n != number]
    guarded = [n for n in lower if n in _guarded(words, stage.number - 1)]
    if number in _doomed(words, stage.number - 1):
        key = "excluded.doomed"
    elif any(tie.purpose == "exclusion" for tie in stage.ties):
        key = "excluded.tied"
    else:
        key = "excluded.fewest_of_able" if guarded else "excluded.fewest"
    figure = words.figures.said(votes, *(before[n - 1] for n in _able(words, stage, before)[:2] if n != number))
    why = part(key, name=words.name(number), votes=words.votes(votes), figure=figure)
    if words.rules.procedure in ("meek", "warren") and stage.iterations:
        why = part("excluded.converged", n=stage.iterations, why=why)
    elif _no_surplus_is_left(words, stage):
        why = part("excluded.no_surplus", why=why)
    said = [words.whole(why, "exclusion")]
    if guarded:
        names = words.with_votes(guarded, before)
        said.append(words.sentence("excluded.guarded", names=names, n=len(guarded)))
    return said


def _no_surplus_is_left(words: CountWords, stage: Stage) -> bool:
    """Whether that is worth saying: somebody is elected, and none of their votes waits to move."""
    rules = words.rules
    moves = rules.procedure == "transfers" and rules.surplus_papers != "none"
    return moves and stage.waits is None and bool(words.record.elected_by(stage.number - 1))


def _papers_of_excluded(words: CountWords, stage: Stage) -> str:
    kept = sum(stage.votes[n - 1] for n in stage.of)
    if not stage.steps:
        return "" if kept else words.sentence("excluded.no_papers")
    batches = words.rules.elect_after_each_batch and len(stage.steps) > 1
    said = [
        words.sentence("excluded.batches" if batches else "excluded.papers", "batches", n=len(stage.steps)),
        _where_to(words, stage),
        words.sentence("excluded.papers_stay", votes=words.votes(kept)) if kept else "",
    ]
    return " ".join(text for text in said if text)
