"""What would change a plan, in sentences: other beliefs, and votes that move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from hustings.election.nouns import Election
from hustings.election.wording import about, counted, listed
from hustings.forecast.beliefs import ALPHABETICAL
from hustings.narrative.clear import ERRORS
from hustings.narrative.plan_words import difference, following_name, way
from hustings.planning.objective import Objective
from hustings.planning.plan import NO_ADVICE
from hustings.planning.recommendation import Recommendation
from hustings.planning.sensitivity import AS_BELIEVED, FORGOTTEN, Variant

# How wrong each belief is when it is asked how much of the gain rests on it.
WRONG = {
    "recognition": FORGOTTEN,
    "ballot order": FORGOTTEN,
    "adherence": 0.5,
    "support": 0.9,
    "leak": 1.5,
    "leaving": 1.5,
}
# So many cases are named in a heading.
MOST_NAMED = 2

BELIEFS = {
    "recognition": ("Recognition", "how well each of the slate’s names is known"),
    "ballot order": ("Ballot order", "that names higher on the ballot paper are better known"),
    "support": ("Support", "the slate’s share of first preferences, in every area"),
    "adherence": ("Adherence", "how many of the slate’s supporters follow the order you recommend"),
    "leak": ("Leak", "how many leave the slate, or stop, after each of its names"),
    "leaving": ("Leaving", "how many of those who go on leave the slate after each of its names"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What a changed belief does. clear: whether another plan is then ahead by more than chance explains."""

    belief: str
    meaning: str
    sentences: tuple[str, ...]


def believed(each: Variant) -> str:
    """What is believed in a variant: «As believed», «Support 20 % lower»."""
    return "As believed" if each.belief == AS_BELIEVED else f"{BELIEFS[each.belief][0]} {changed(each)}"


def clearly_behind(each: Variant) -> bool:
    """Whether another plan is ahead of the recommended one by more than chance explains."""
    return each.behind > 0 and each.behind > ERRORS * each.behind_error


def rests_on(found: Recommendation) -> str:
    """How much of the gain over no advice is left where each belief is wrong, the most telling first; "" where there is
    no gain, or it was not asked."""
    believed_gain = next((_gain(found, each) for each in found.variants if each.belief == AS_BELIEVED), None)
    wrong = [each for each in found.variants if WRONG.get(each.belief) == each.factor]
    if not wrong or believed_gain is None or found.name == NO_ADVICE:
        return _nobody_said(found)
    left = sorted((_gain(found, each), i) for i, each in enumerate(wrong))
    parts = [f"{gain:+.2f} if {wrong[i].belief} is {changed(wrong[i])}" for gain, i in left]
    said = f"What the gain rests on: {believed_gain:+.2f} places as believed, {listed(parts)}."
    return f"{said} {_nobody_said(found)}".strip()


def _gain(found: Recommendation, each: Variant) -> float:
    return each.figures[found.name].more


def _nobody_said(found: Recommendation) -> str:
    """That nobody has said who of the slate is known, and what that means for the plan; "" where somebody has."""
    mine = found.forecast.followings[found.forecast.planning]
    if any(mine.said):
        return ""
    if found.forecast.ballot_order == ALPHABETICAL:
        return (
            "Nobody has said how well your names are known; the plan knows only that the ballot paper is alphabetical, "
            "and that earlier names are better known, though by no means always."
        )
    evened = "" if found.name == NO_ADVICE else ", so it helps all of them as evenly as it can"
    return (
        f"Nobody has said how well your names are known: the plan treats them alike{evened}. Say who is known in "
        "forecast.toml (recognition, or ballot_order), and it can do more."
    )


def variants_finding(found: Recommendation) -> str:
    """When another plan would be better, as a heading."""
    cases = [f"{each.belief} were {changed(each)}" for each in _changed(found) if clearly_behind(each)]
    if not cases:
        return "Whichever of these beliefs is wrong, no other plan compared is clearly better"
    named = cases[:MOST_NAMED] + (
        [f"in {counted(len(cases) - MOST_NAMED, 'other case', 'other cases')}"] if len(cases) > MOST_NAMED else []
    )
    return f"Another plan would be better if {listed(named).replace(' and ', ' or ')}"


def variants_told(found: Recommendation) -> Iterator[Told]:
    """For each belief, sentences on what happens when it is changed."""
    for belief, group in groupby(_changed(found), key=lambda each: each.belief):
        why = too_many_follow(found) if belief == "adherence" else []
        yield Told(*BELIEFS[belief], (*_sentences(found, list(group)), *why))


def _changed(found: Recommendation) -> list[Variant]:
    return [each for each in found.variants if each.belief != AS_BELIEVED]


def _sentences(found: Recommendation, group: list[Variant]) -> Iterator[str]:
    clear = [each for each in group if clearly_behind(each)]
    level = [each for each in group if each.behind > 0 and not clearly_behind(each)]
    stays = [each for each in group if not each.behind > 0]
    for each in clear:
        yield (
            f"Were it {changed(each)}, “{way(each.best)}” would be ahead of the recommended plan by "
            f"{behind_said(found.settings.objective, each)}."
        )
    if level:
        yield f"Were it {_any_of(level)}, another plan would be ahead, but not clearly."
    if stays:
        plan = "it" if clear or level else "the recommended plan"
        yield f"Were it {_any_of(stays)}, {plan} would stay the best of those compared."


def too_many_follow(found: Recommendation) -> list[str]:
    """Why places are lost where more follow the advice than is believed; empty where they are not.

    Only falls that chance does not explain are explained.
    """
    worse = [
        each
        for each in found.variants
        if each.belief == "adherence" and each.factor > 1 and each.change < -ERRORS * each.change_error
    ]
    return [
        f"With adherence {changed(each)} this plan wins {difference(each.change, each.change_error)} as believed: it "
        "evens out first preferences for as many followers as you expect. With more of them the names it puts first "
        "get more than they need, and the others too few. If so many may follow, raise adherence or its spread in "
        "forecast.toml and plan again."
        for each in worse[-1:]
    ]


def _any_of(group: list[Variant]) -> str:
    return listed([changed(each) for each in group]).replace(" and ", " or ")


def changed(variant: Variant) -> str:
    """How a belief was changed: «20 % lower», «half as high»."""
    simple = {FORGOTTEN: "unknown", 0.25: "a quarter as high", 0.5: "half as high", 2.0: "twice as high"}
    if variant.factor in simple:
        return simple[variant.factor]
    return f"{abs(variant.factor - 1):.0%} {'lower' if variant.factor < 1 else 'higher'}".replace("%", " %")


def behind_said(objective: Objective, each: Variant) -> str:
    """By how much the recommended plan is behind, with its standard error; "" where it is the best."""
    if not each.behind > 0:
        return ""
    if objective.kind == "at least":
        return f"{100 * each.behind:.1f} ± {100 * each.behind_error:.1f} percentage points"
    return f"{each.behind:.2f} ± {each.behind_error:.2f} places"


def moved_finding(found: Recommendation) -> str:
    """How close the next place and the loss of one are."""
    moved = found.moved
    assert moved is not None
    near = [f"{about(moved.gain[0])} votes from one place more"] if moved.gain else []
    near += [f"{about(moved.lose[0])} votes from one fewer"] if moved.lose else []
    return listed(near) or "No number of votes, moved to or from one other slate, changes a place"


def moved_told(found: Recommendation, election: Election, slate: str) -> list[str]:
    """Were all as expected: the places, and the votes that would change them. slate: its name, marked."""
    moved = found.moved
    assert moved is not None
    said = [f"Were everything exactly as expected, {slate} would win {counted(moved.seats, 'place', 'places')}."]
    if moved.gain:
        votes, origin = moved.gain
        said.append(
            f"For one more, {about(votes)} voters who begin with {following_name(origin, election)} would have to "
            f"begin with {slate} instead."
        )
    if moved.lose:
        votes, to = moved.lose
        said.append(
            f"One would be lost if {about(votes)} voters who begin with {slate} began with "
            f"{following_name(to, election)} instead."
        )
    return said
