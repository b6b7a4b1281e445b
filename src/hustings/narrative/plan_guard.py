"""What the plan's report says of harm: the chance of fewer seats than with no advice, and which plans that rules out.
And what there was no time for."""

from __future__ import annotations

from hustings.election.wording import listed
from hustings.narrative.plan_words import way
from hustings.planning.objective import CONFIDENCE
from hustings.planning.plan import NO_ADVICE
from hustings.planning.recommendation import LeftOut, Recommendation


def small_percent(chance: float) -> str:
    """A small chance as a percentage, with as many places as tell it from none: «0.3 %», «12 %»."""
    return f"{100 * chance:.0f} %" if chance >= 0.1 else f"{100 * chance:.1f} %"


def harm(found: Recommendation) -> str:
    """The chance of fewer seats than with no advice, and its bound; "" with no advice."""
    if found.name == NO_ADVICE:
        return ""
    objective = found.settings.objective
    said = f"Chance of fewer places than with no advice: {small_percent(found.best.fewer)}"
    limit = small_percent(found.choice.limits[found.name])
    surely = f"at most {limit} with {100 * CONFIDENCE:.0f} % confidence, on the scenarios it was chosen on"
    bound = f"; the bound is {small_percent(objective.bound)}" if objective.guarded else ""
    return f"{said} ({surely}{bound})."


def refused(found: Recommendation) -> str:
    """Which plans the bound rules out though they may win more, and why; "" where there is none."""
    bound, choice = found.settings.objective.bound, found.choice
    better = [
        name for name in choice.refused if choice.worths[name].seats.mean() > choice.worths[choice.name].seats.mean()
    ]
    if not better:
        return ""
    parts = [
        f"“{way(name)}” (in {small_percent(float(choice.worths[name].fewer.mean()))} of "
        f"{len(choice.worths[name]):,} scenarios)"
        for name in better
    ]
    return (
        f"More places were expected, but with too high a chance of fewer than with no advice, from {listed(parts)}. "
        f"To allow more than {small_percent(bound)}, use --objective guarded:5% or --objective seats."
    )


def left_out(found: Recommendation) -> list[str]:
    """What there was no time for, in sentences."""
    why = {
        LeftOut.SCENARIOS: f"There was time for {found.scenarios:,} scenarios in the report.",
        LeftOut.ROUNDS: f"The search was ended after {found.rounds:,} whole rounds.",
        LeftOut.CHOICE: f"There was time to choose on {found.choice.scenarios:,} scenarios; on more, a plan that wins "
        "more might have met the bound.",
        LeftOut.HINDSIGHT: "Left out for want of time: the best with hindsight.",
        LeftOut.CHANGED: "Left out for want of time: what some other beliefs would change.",
        LeftOut.MOVED: "Left out for want of time: the votes that would have to move.",
    }
    return [why[what] for what in found.left_out]
