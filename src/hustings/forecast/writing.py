"""A forecast as forecast.toml, with the source of every number beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hustings.election.nouns import Election
from hustings.forecast.beliefs import SHOCKS, UNKNOWN, Following, Forecast

# What nobody has said anything new about.
BEFORE = "as before"


def forecast_toml(forecast: Forecast, election: Election, sources: Mapping[str, str], heading: str) -> str:
    """The text. sources: where numbers come from, by key of the file; others are as before. heading: a comment."""
    lines = [
        f"# {heading}",
        "[[forecast]]",
        f"contest = {text(forecast.contest)}",
        f"slate = {text(forecast.slate)}",
        f"note = {text(forecast.note)}",
        *_said(forecast, sources),
        *_shares(forecast, sources),
    ]
    if voters := _voters(forecast, election):
        lines += _table("voters", voters, sources)
    known = {forecast.names[n - 1]: w for n, w in _recognised(forecast)}
    if known:
        lines += _table("recognition", known, sources, quoted=True)
    for each in forecast.followings:
        onward = each.onward
        behaviour = {"stay": onward.stay.mean, "stop": onward.stop, "spread": onward.stay.spread}
        lines += _table(f"onward.{each.slate}", {**behaviour, "stop_spread": onward.stop_spread}, sources)
        if each.transfers:
            lines += _table(f"transfers.{each.slate}", each.transfers, sources)
    return "\n".join(lines) + "\n"


def _said(forecast: Forecast, sources: Mapping[str, str]) -> Iterator[str]:
    for key in SHOCKS:
        if value := getattr(forecast, key):
            yield f"{key} = {number(value)}  # source: {sources.get(key, BEFORE)}"
    if own := {each.slate: each.off for each in forecast.followings if each.off is not None}:
        of = ", ".join(f"{slate} = {number(off)}" for slate, off in own.items())
        yield f"recognition_shock_of = {{ {of} }}  # source: {sources.get('recognition_shock_of', BEFORE)}"
    if managed := {each.slate: each.managed for each in forecast.followings if each.managed}:
        of = ", ".join(f"{slate} = {number(part)}" for slate, part in managed.items())
        yield f"managed = {{ {of} }}  # source: {sources.get('managed', BEFORE)}"
    if plans := {each.slate: each.orders_from for each in forecast.followings if each.orders}:
        of = ", ".join(f"{slate} = {text(file)}" for slate, file in plans.items())
        yield f"managed_plan = {{ {of} }}  # source: {sources.get('managed_plan', BEFORE)}"
    if forecast.home != 1:
        yield f"home = {number(forecast.home)}  # source: {sources.get('home', BEFORE)}"
    if forecast.ballot_order != UNKNOWN:
        yield f"ballot_order = {text(forecast.ballot_order)}  # source: {sources.get('ballot_order', BEFORE)}"
    if forecast.lengths:
        yield f"lengths = [{', '.join(map(number, forecast.lengths))}]  # source: {sources.get('lengths', BEFORE)}"
    usual = forecast.areas[0].adherence
    others = {a.code: a.adherence.mean for a in forecast.areas if a.adherence.mean != usual.mean}
    in_ = f", in = {{ {', '.join(f'{code} = {number(mean)}' for code, mean in others.items())} }}" if others else ""
    on = forecast.adhering
    going_on = f", stay = {number(on.stay.mean)}, stop = {number(on.stop)}" if on else ""
    said = f"mean = {number(usual.mean)}, spread = {number(usual.spread)}{in_}{going_on}"
    yield f"adherence = {{ {said} }}  # source: {sources.get('adherence', BEFORE)}"


def _shares(forecast: Forecast, sources: Mapping[str, str]) -> Iterator[str]:
    """The shares of the whole contest, and of each area where they differ."""
    slates = [each.slate for each in forecast.followings]
    voters = [area.voters for area in forecast.areas]
    mean = [
        sum(n * area.shares[f] for n, area in zip(voters, forecast.areas, strict=True)) / sum(voters)
        for f in range(len(slates))
    ]
    yield from _table("shares", dict(zip(slates, summing_to_one(mean), strict=True)), sources)
    if len({area.shares for area in forecast.areas}) > 1:
        for area in forecast.areas:
            shares = dict(zip(slates, summing_to_one(area.shares), strict=True))
            yield from _table(f"shares_in.{area.code}", shares, sources)


def _voters(forecast: Forecast, election: Election) -> dict[str, int]:
    """The voters of areas of which areas.csv says another number."""
    listed = {area.code: area.voters for area in election.areas}
    return {area.code: area.voters for area in forecast.areas if listed[area.code] != area.voters}


def _recognised(forecast: Forecast) -> Iterator[tuple[int, float]]:
    """The candidates of whom it is said how well they are known, and how well."""
    for each in forecast.followings:
        if len(each.names) > 1:
            yield from _said_of(each)


def _said_of(following: Following) -> Iterator[tuple[int, float]]:
    for name, weight, said in zip(following.names, following.recognition, following.said, strict=True):
        if said:
            yield name, weight


def _table(
    name: str, values: Mapping[str, float], sources: Mapping[str, str], *, quoted: bool = False
) -> Iterator[str]:
    yield ""
    yield f"[forecast.{name}]  # source: {sources.get(name.partition('.')[0], BEFORE)}"
    for key, value in values.items():
        yield f"{text(key) if quoted else key} = {number(value)}"


def summing_to_one(shares: list[float] | tuple[float, ...]) -> list[float]:
    """Shares to six places that still sum to 1: what rounding leaves goes to the largest."""
    rounded = [round(share, 6) for share in shares]
    largest = max(range(len(rounded)), key=lambda place: rounded[place])
    rounded[largest] = round(rounded[largest] + 1 - sum(rounded), 6)
    return rounded


def number(value: float) -> str:
    """A number as TOML has it: whole numbers as they are, others to six significant figures."""
    if isinstance(value, int):
        return str(value)
    said = f"{value:.6g}"
    return said if any(mark in said for mark in ".e") else f"{said}.0"


def text(said: str) -> str:
    """Words as TOML has them."""
    for plain, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t")):
        said = said.replace(plain, escaped)
    return f'"{said}"'
