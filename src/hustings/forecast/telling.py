"""Where the numbers of a forecast come from, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hustings.election.problems import BadInput, Problem
from hustings.forecast.beliefs import Forecast
from hustings.forecast.canvass import Updated
from hustings.forecast.returns import Return
from hustings.forecast.writing import BEFORE


def canvassed(returns: Sequence[Return], file: str) -> str:
    """As in «210 answers (2027-02-01 to 2027-02-09, returns.csv)»: how many, when, and where they are."""
    days = sorted({each.day for each in returns})
    when = f"{days[0]}" if len(days) == 1 else f"{days[0]} to {days[-1]}"
    number = sum(each.count for each in returns)
    return f"{number:,} {'answer' if number == 1 else 'answers'} ({when}, {file})"


def check_new(forecast: Forecast, source: str) -> None:
    """Raise BadInput where these answers have moved the forecast already: twice, they would count double."""
    if source in forecast.note:
        said = f"the forecast was moved by {source} already, its note says; start from the forecast before that"
        raise BadInput(Problem("--canvass", said))


def sources_of(found: Updated, source: str, before: Mapping[str, str]) -> dict[str, str]:
    """Where each key of forecast.toml comes from. before: where it came from before these answers."""
    moved = {
        ("shares", "shares_in", "national_shock", "area_shock"): found.supporters,
        ("recognition", "recognition_shock_of"): found.preferences,
        ("adherence",): found.followers,
    }
    now = {
        key: f"{before.get(key, BEFORE)}, moved by {source}" for keys, number in moved.items() if number for key in keys
    }
    return {**before, **now}
