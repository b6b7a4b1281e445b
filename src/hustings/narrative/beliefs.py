"""What a forecast believes, in sentences: how sure, from what, and what nobody knows."""

from __future__ import annotations

from hustings.election.nouns import Election
from hustings.election.wording import listed, printable
from hustings.forecast.beliefs import INDEPENDENTS, Forecast
from hustings.forecast.believed import Believed, Interval
from hustings.narrative.clear import ERRORS
from hustings.planning.information import Calls, Worthwhile

# Intervals as wide as this, of the odds of their ends, say little.
WIDE = 4.0


def part(value: Interval) -> str:
    """As in «40 % (33 to 47 %)»."""
    if f"{value.low:.0%}" == f"{value.high:.0%}":
        return _per_cent(value.middle)
    return f"{_per_cent(value.middle)} ({100 * value.low:.0f} to {_per_cent(value.high)})"


def _per_cent(value: float) -> str:
    return f"{100 * value:.0f} %"


def lead(found: Believed, forecast: Forecast) -> str:
    own = found.shares[forecast.slate]
    return (
        f"Of 100 first preferences the slate has about {100 * own.middle:.0f}, and in 80 of 100 cases from "
        f"{100 * own.low:.0f} to {100 * own.high:.0f}. Of 100 supporters about {100 * found.adherence.middle:.0f} "
        f"follow its order ({100 * found.adherence.low:.0f} to {100 * found.adherence.high:.0f})."
    )


def source(found: Believed, *keys: str) -> str:
    """Where numbers come from; "" where forecast.toml does not say."""
    written = found.source(*keys)
    return f"Source: {written}." if written else ""


def name_of(slate: str, election: Election) -> str:
    """A slate, or the independents, as a row's name."""
    return "Independents" if slate == INDEPENDENTS else printable(election.slate(slate).name)


def not_known(found: Believed, forecast: Forecast) -> list[str]:
    """What is open, the widest first."""
    said = []
    if unknown := [name for name, stated in found.stated.items() if not stated]:
        said.append(
            f"Nothing is stated of how well {listed(unknown)} {'are' if len(unknown) > 1 else 'is'} known. This is "
            "usually worth most: ask supporters whom they will put first."
        )
    elif doubtful := [name for name, value in found.known.items() if _odds(value) > WIDE]:
        said.append(f"How well {listed(doubtful)} {'are' if len(doubtful) > 1 else 'is'} known is very uncertain.")
    if not forecast.national_shock and not forecast.area_shock:
        said.append("Support is believed for certain. No vote is certain: set national_shock and area_shock.")
    if not any(area.adherence.spread for area in forecast.areas):
        said.append("How many follow is believed for certain. Nobody knows it: give adherence a spread.")
    if len({area.shares for area in forecast.areas}) == 1 and len(forecast.areas) > 1:
        said.append("Every area is believed to be alike.")
    if not found.sources:
        said.append("No source is written beside the numbers in forecast.toml.")
    return said


def _odds(value: Interval) -> float:
    return value.high * (1 - value.low) / max(value.low * (1 - value.high), 1e-12)


def worth_of_calls(calls: Calls, election: Election) -> list[str]:
    """What more answers would be worth: asked everywhere, then where they are worth most, if anywhere clearly more."""
    said = [
        f"{calls.number:,} more people who answer, in all areas, would be worth {gained(calls.everywhere)} "
        f"({calls.scenarios:,} scenarios; ± is one standard error)."
    ]
    best, most = max(calls.areas.items(), key=lambda each: each[1].seats)
    if not clear(calls.everywhere) and not clear(most):
        said.append("That is no more than chance explains in so many scenarios.")
    elif most.seats - calls.everywhere.seats > ERRORS * most.error:
        said.append(f"All of them in {printable(election.area(best).name)} would be worth {gained(most)}.")
    else:
        said.append("In no single area would they be worth clearly more: ask wherever people answer.")
    return said


def gained(worth: Worthwhile) -> str:
    """«0.12 ± 0.03 places»."""
    return f"{worth.seats:.2f} ± {worth.error:.2f} places"


def clear(worth: Worthwhile) -> bool:
    return worth.seats > ERRORS * worth.error
