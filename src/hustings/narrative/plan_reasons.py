"""Why each area's order, in one sentence: whom the first preference helps most, and whom what is left helps then;
and the plan as JSON with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hustings.forecast.advised import Order
from hustings.narrative.catalogue import Words
from hustings.narrative.plan_words import IN_ENGLISH
from hustings.planning.plan import Plan, adherents_of, first_preferences_under, own_piles
from hustings.planning.plan_files import as_json
from hustings.planning.recommendation import Recommendation


def plan_json(found: Recommendation, sizes: Mapping[int, Recommendation] | None = None) -> str:
    """Everything that was found as JSON text, format «hustings-plan/1»."""
    return as_json(found, reasons(found), sizes)


def reasons(found: Recommendation, say: Words = IN_ENGLISH) -> dict[str, str]:
    """One sentence an area, by its code. No chance of a candidate is in it, since sites can show it."""
    forecast, plan = found.forecast, found.plan or Plan({})
    own, adherents = own_piles(forecast), adherents_of(forecast)
    piles = first_preferences_under(forecast, plan)
    said = {}
    for area in forecast.areas:
        order = plan.orders.get(area.code)
        if not order:
            continue
        first = order[0]
        said[area.code] = say(
            "reason.first",
            name=forecast.names[first - 1],
            own=f"{own[first]:,.0f}",
            adherents=f"{adherents[area.code]:,.0f}",
            pile=f"{piles[first]:,.0f}",
            beside=_beside([pile for number, pile in piles.items() if number != first], say),
            after=_after(forecast.names, order, say),
        )
    return said


def _beside(piles: Sequence[float], say: Words) -> str:
    """What the other names of the slate come to."""
    if len(piles) < 2:
        return say("reason.one_beside", pile=f"{piles[0]:,.0f}") if piles else ""
    return say("reason.beside", least=f"{min(piles):,.0f}", most=f"{max(piles):,.0f}")


def _after(names: Sequence[str], order: Order, say: Words) -> str:
    """Whom these votes help once the first is elected or out, in turn."""
    further = [names[number - 1] for number in order[1:]]
    return say("reason.after", names=say.listed(further)) if further else ""
