"""What would change a plan, in sentences: other beliefs, and votes that move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from hustings.election.nouns import Election
from hustings.forecast.beliefs import ALPHABETICAL
from hustings.narrative.catalogue import Words
from hustings.narrative.clear import ERRORS
from hustings.narrative.plan_words import IN_ENGLISH, about, difference, following_name, key, way
from hustings.planning.objective import Objective
from hustings.planning.plan import NO_ADVICE
from hustings.planning.recommendation import Recommendation
from hustings.planning.sensitivity import AS_BELIEVED, EVENED, FORGOTTEN, Variant

# How wrong each belief is when it is asked how much of the gain rests on it; the words are in `rests_if`.
WRONG = {
    "recognition": FORGOTTEN,
    "ballot order": FORGOTTEN,
    "adherence": 0.5,
    "support": 0.9,
    "leak": 1.5,
    "leaving": 1.5,
    "rival vote": EVENED,
}
# So many cases are named in a heading.
MOST_NAMED = 2
# Changes that have words of their own.
CHANGED = {FORGOTTEN: "unknown", EVENED: "evened", 0.25: "quarter", 0.5: "half", 2.0: "twice"}


@dataclass(frozen=True, slots=True)
class ChangedBelief:
    """What a changed belief does: its name, what it means, and sentences."""

    belief: str
    meaning: str
    sentences: tuple[str, ...]


def believed(each: Variant, say: Words = IN_ENGLISH) -> str:
    """What is believed in a variant: «As believed», «Support 20 % lower»."""
    if each.belief == AS_BELIEVED:
        return say("belief.as_believed")
    return say("belief.with_change", belief=say(f"belief.{key(each.belief)}"), changed=changed(each, say))


def clearly_behind(each: Variant) -> bool:
    """Whether another plan is ahead of the recommended one by more than chance explains."""
    return each.behind > 0 and each.behind > ERRORS * each.behind_error


def gains_left(found: Recommendation, say: Words = IN_ENGLISH) -> list[str]:
    """The gain over no advice as believed, and how much of it is left where each belief is wrong, the most telling
    first; nothing where there is no gain, or it was not asked."""
    believed_gain = next((_gain(found, each) for each in found.variants if each.belief == AS_BELIEVED), None)
    wrong = [each for each in found.variants if WRONG.get(each.belief) == each.factor]
    if not wrong or believed_gain is None or found.name == NO_ADVICE:
        return []
    left = [
        say("rests.part", gain=f"{_gain(found, each):+.2f}", case=say(f"rests_if.{key(each.belief)}"))
        for each in sorted(wrong, key=lambda each: _gain(found, each))
    ]
    return [say("rests.believed", gain=f"{believed_gain:+.2f}"), *left]


def rests_on(found: Recommendation, say: Words = IN_ENGLISH) -> str:
    """The same as sentences, and that nobody has said who is known; "" where there is nothing to say."""
    parts = gains_left(found, say)
    said = say("rests.on", parts=say.listed(parts)) if parts else ""
    return f"{said} {nobody_said(found, say)}".strip()


def _gain(found: Recommendation, each: Variant) -> float:
    return each.figures[found.name].more


def nobody_said(found: Recommendation, say: Words) -> str:
    """That nobody has said who of the slate is known, and what that means for the plan; "" where somebody has."""
    mine = found.forecast.followings[found.forecast.planning]
    if any(mine.said):
        return ""
    if found.forecast.ballot_order == ALPHABETICAL:
        return say("rests.alphabet")
    return say("rests.alike" if found.name == NO_ADVICE else "rests.alike_evenly")


def variants_finding(found: Recommendation, say: Words = IN_ENGLISH) -> str:
    """When another plan would be better, as a heading."""
    clear = [each for each in _changed(found) if clearly_behind(each)]
    if not clear:
        return say("variant.none_better")
    cases = [
        say("variant.case", belief=say(f"belief_named.{key(each.belief)}"), changed=changed(each, say))
        for each in clear[:MOST_NAMED]
    ]
    more = len(clear) - MOST_NAMED
    cases += [say("variant.other_cases", n=more)] if more > 0 else []
    return say("variant.better_if", cases=say.either(cases))


def changed_beliefs(found: Recommendation, say: Words = IN_ENGLISH) -> Iterator[ChangedBelief]:
    """For each belief, sentences on what happens when it is changed."""
    for belief, group in groupby(_changed(found), key=lambda each: each.belief):
        why = too_many_follow(found, say) if belief == "adherence" else []
        name, meant = say(f"belief.{key(belief)}"), say(f"belief_means.{key(belief)}")
        yield ChangedBelief(name, meant, (*_sentences(found, list(group), say), *why))


def _changed(found: Recommendation) -> list[Variant]:
    return [each for each in found.variants if each.belief != AS_BELIEVED]


def _sentences(found: Recommendation, group: list[Variant], say: Words) -> Iterator[str]:
    clear = [each for each in group if clearly_behind(each)]
    level = [each for each in group if each.behind > 0 and not clearly_behind(each)]
    stays = [each for each in group if not each.behind > 0]
    for each in clear:
        behind = behind_said(found.settings.objective, each, say)
        yield say("variant.ahead", changed=changed(each, say), way=way(each.best, say), behind=behind)
    if level:
        yield say("variant.not_clearly", changed=_any_of(level, say))
    if stays:
        yield say("variant.it_stays" if clear or level else "variant.stays", changed=_any_of(stays, say))


def too_many_follow(found: Recommendation, say: Words = IN_ENGLISH) -> list[str]:
    """Why places are lost where more follow the advice than is believed; empty where they are not.

    Only falls that chance does not explain are explained.
    """
    worse = [
        each
        for each in found.variants
        if each.belief == "adherence" and each.factor > 1 and each.change < -ERRORS * each.change_error
    ]
    return [
        say("variant.too_many", changed=changed(each, say), fewer=difference(each.change, each.change_error, say))
        for each in worse[-1:]
    ]


def _any_of(group: list[Variant], say: Words) -> str:
    return say.either([changed(each, say) for each in group])


def changed(variant: Variant, say: Words = IN_ENGLISH) -> str:
    """How a belief was changed: «20 % lower», «half as high»."""
    if variant.factor in CHANGED:
        return say(f"changed.{CHANGED[variant.factor]}")
    by = f"{100 * abs(variant.factor - 1):.0f}"
    return say("changed.lower" if variant.factor < 1 else "changed.higher", percent=by)


def behind_said(objective: Objective, each: Variant, say: Words = IN_ENGLISH) -> str:
    """By how much the recommended plan is behind, with its standard error; "" where it is the best."""
    figure = behind_figure(objective, each)
    return say("unit.points" if objective.kind == "at least" else "unit.places", value=figure) if figure else ""


def behind_figure(objective: Objective, each: Variant) -> str:
    """The same without its unit."""
    if not each.behind > 0:
        return ""
    if objective.kind == "at least":
        return f"{100 * each.behind:.1f} ± {100 * each.behind_error:.1f}"
    return f"{each.behind:.2f} ± {each.behind_error:.2f}"


def moved_finding(found: Recommendation, say: Words = IN_ENGLISH) -> str:
    """How close the next place and the loss of one are."""
    moved = found.moved
    assert moved is not None
    near = [say("to_move.one_more", votes=about(moved.gain[0], say))] if moved.gain else []
    near += [say("to_move.one_fewer", votes=about(moved.lose[0], say))] if moved.lose else []
    return say.listed(near) or say("to_move.nothing")


def moved_told(found: Recommendation, election: Election, slate: str, say: Words = IN_ENGLISH) -> list[str]:
    """Were all as expected: the places, and the votes that would change them. slate: its name, marked."""
    moved = found.moved
    assert moved is not None
    said = [say("to_move.expected", slate=slate, n=moved.seats)]
    for which, change in (("to_move.gain", moved.gain), ("to_move.lose", moved.lose)):
        if change:
            votes, other = about(change[0], say), following_name(change[1], election, say)
            said.append(say(which, votes=votes, other=other, slate=slate))
    return said
