"""What a forecast believes, in sentences: how sure, from what, and what nobody knows."""

from __future__ import annotations

from collections.abc import Sequence

from hustings.election.nouns import Election
from hustings.election.wording import printable
from hustings.forecast.beliefs import INDEPENDENTS, Forecast
from hustings.forecast.believed import Believed, Interval
from hustings.forecast.resulted import Untold
from hustings.narrative.catalogue import ENGLISH, Words, words
from hustings.narrative.clear import ERRORS
from hustings.planning.information import Calls, Worthwhile

IN_ENGLISH = words(ENGLISH, file="forecast")
# Intervals as wide as this, of the odds of their ends, say little.
WIDE = 4.0


def part(value: Interval, say: Words = IN_ENGLISH) -> str:
    """As in «40 % (33 to 47 %)»."""
    middle, low, high = (f"{100 * each:.0f}" for each in (value.middle, value.low, value.high))
    middle, most = (say("believed.per_cent", value=each) for each in (middle, high))
    return middle if low == high else say("believed.part", middle=middle, low=low, high=most)


def lead(found: Believed, forecast: Forecast, say: Words = IN_ENGLISH) -> str:
    own, following = found.shares[forecast.slate], found.adherence
    figures = {
        "own": own.middle,
        "low": own.low,
        "high": own.high,
        "following": following.middle,
        "least": following.low,
        "most": following.high,
    }
    return say("believed.lead", **{name: f"{100 * value:.0f}" for name, value in figures.items()})


def source(found: Believed, *keys: str, say: Words = IN_ENGLISH) -> str:
    """Where numbers come from; "" where forecast.toml does not say."""
    written = found.source(*keys)
    return say("believed.source", source=written) if written else ""


def name_of(slate: str, election: Election, say: Words = IN_ENGLISH) -> str:
    """A slate, or the independents, as a row's name."""
    return say("believed.independents") if slate == INDEPENDENTS else printable(election.slate(slate).name)


def not_known(found: Believed, forecast: Forecast, say: Words = IN_ENGLISH) -> list[str]:
    """What is open, the widest first."""
    said = []
    if unknown := [name for name, stated in found.stated.items() if not stated]:
        said.append(say("unknown.unstated", names=say.listed(unknown), n=len(unknown)))
    elif doubtful := [name for name, value in found.known.items() if _odds(value) > WIDE]:
        said.append(say("unknown.doubtful", names=say.listed(doubtful), n=len(doubtful)))
    if not forecast.national_shock and not forecast.area_shock:
        said.append(say("unknown.support"))
    if not any(area.adherence.spread for area in forecast.areas):
        said.append(say("unknown.following"))
    if len({area.shares for area in forecast.areas}) == 1 and len(forecast.areas) > 1:
        said.append(say("unknown.alike"))
    if not found.sources:
        said.append(say("unknown.sources"))
    return said


def not_told(untold: Sequence[Untold], election: Election, say: Words = IN_ENGLISH) -> list[str]:
    """What an earlier result does not tell, a sentence each."""
    return [
        say(
            f"untold.{each.what}",
            slate=name_of(each.slate, election, say) if each.slate else "",
            names=say.listed(list(map(printable, each.who))),
            n=len(each.who),
            share=f"{100 * each.share:.0f}",
            votes=f"{each.votes:,.0f}",
        )
        for each in untold
    ]


def _odds(value: Interval) -> float:
    return value.high * (1 - value.low) / max(value.low * (1 - value.high), 1e-12)


def worth_of_calls(calls: Calls, election: Election, say: Words = IN_ENGLISH) -> list[str]:
    """What more answers would be worth: asked everywhere, then where they are worth most, if anywhere clearly more."""
    number, scenarios = f"{calls.number:,}", f"{calls.scenarios:,}"
    said = [say("calls.in_all", number=number, gained=gained(calls.everywhere, say), scenarios=scenarios)]
    best, most = max(calls.areas.items(), key=lambda each: each[1].seats)
    if not clear(calls.everywhere) and not clear(most):
        said.append(say("calls.chance"))
    elif most.seats - calls.everywhere.seats > ERRORS * most.error:
        said.append(say("calls.in_one", area=printable(election.area(best).name), gained=gained(most, say)))
    else:
        said.append(say("calls.anywhere"))
    return said


def gained(worth: Worthwhile, say: Words = IN_ENGLISH) -> str:
    """«0.12 ± 0.03 places»."""
    return say("calls.gained", seats=f"{worth.seats:.2f}", error=f"{worth.error:.2f}")


def clear(worth: Worthwhile) -> bool:
    return worth.seats > ERRORS * worth.error
