"""What the plan's report says of those who are recommended below the slate."""

from __future__ import annotations

from hustings.election.wording import percent, printable
from hustings.narrative.catalogue import Words
from hustings.narrative.clear import ERRORS
from hustings.narrative.plan_words import IN_ENGLISH
from hustings.planning.recommendation import Recommendation


def later_preferences(found: Recommendation, say: Words = IN_ENGLISH) -> str:
    """What being named is worth to each; "" where nobody is."""
    names = found.forecast.names
    parts = [
        say(
            "later.more" if abs(each.more) > ERRORS * each.error else "later.same",
            name=printable(names[each.number - 1]),
            chance=percent(each.chance),
            more=f"{100 * each.more:+.1f}",
        )
        for each in found.beyond
    ]
    return say("later.named", names=say.listed(parts)) if parts else ""
