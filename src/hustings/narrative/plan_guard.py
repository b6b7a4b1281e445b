"""What the plan's report says of harm: the chance of fewer seats than with no advice, and which plans that rules out.
And what there was no time for."""

from __future__ import annotations

from hustings.narrative.catalogue import Words
from hustings.narrative.plan_words import IN_ENGLISH, way
from hustings.planning.objective import CONFIDENCE
from hustings.planning.plan import NO_ADVICE
from hustings.planning.recommendation import Recommendation


def small_percent(chance: float) -> str:
    """A small chance as a percentage, with as many places as tell it from none: «0.3 %», «12 %»."""
    return f"{100 * chance:.0f} %" if chance >= 0.1 else f"{100 * chance:.1f} %"


def harm(found: Recommendation, say: Words = IN_ENGLISH) -> str:
    """The chance of fewer seats than with no advice, and its bound; "" with no advice."""
    if found.name == NO_ADVICE:
        return ""
    objective = found.settings.objective
    return say(
        "harm.chance_and_bound" if objective.guarded else "harm.chance",
        chance=small_percent(found.best.fewer),
        limit=small_percent(found.choice.limits[found.name]),
        confidence=f"{100 * CONFIDENCE:.0f}",
        bound=small_percent(objective.bound),
    )


def refused(found: Recommendation, say: Words = IN_ENGLISH) -> str:
    """Which plans the bound rules out though they may win more, and why; "" where there is none."""
    bound, choice = found.settings.objective.bound, found.choice
    chosen = choice.worths[choice.name].seats.mean()
    better = [(name, choice.worths[name]) for name in choice.refused if choice.worths[name].seats.mean() > chosen]
    if not better:
        return ""
    parts = [
        say(
            "harm.refused_way",
            way=way(name, say),
            chance=small_percent(float(worth.fewer.mean())),
            scenarios=f"{len(worth):,}",
        )
        for name, worth in better
    ]
    return say("harm.refused", ways=say.listed(parts), bound=small_percent(bound))


def left_out(found: Recommendation, say: Words = IN_ENGLISH) -> list[str]:
    """What there was no time for, in sentences."""
    shown = {"scenarios": f"{found.scenarios:,}", "choices": f"{found.choice.scenarios:,}"}
    return [say(f"left_out.{what.name.lower()}", n=found.rounds, **shown) for what in found.left_out]


def with_bound(way: str, name: str, found: Recommendation, say: Words = IN_ENGLISH) -> str:
    """What a way of advising is called, with a word where its plan does not surely meet the bound."""
    return say("harm.beyond", way=way) if name in found.choice.refused else way
