"""Everything a forecast assumes, listed for its report and marked: what the campaign has said, and what is a default.

A number that equals the default is marked as the default, whether or not it was also written down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hustings.election.nouns import Election
from hustings.election.wording import marked, percent, printable
from hustings.forecast.beliefs import (
    ALPHABETICAL,
    INDEPENDENTS,
    OFF,
    Following,
    Forecast,
    Onward,
    default_onward,
)
from hustings.narrative.catalogue import Words
from hustings.narrative.plan_words import IN_ENGLISH, following_name

# The source of a number: forecast.toml; or a default, measured elsewhere or not at all.
STATED, MEASURED, ASSUMED = "stated", "measured", "assumed"
# Beyond so many names (of independents one more) what voters do after each is not measured but taken over.
MOST_MEASURED = 3


@dataclass(frozen=True, slots=True)
class Assumed:
    """One parameter. source: STATED, MEASURED or ASSUMED."""

    name: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Onwards:
    """What voters of a following do after each name: the parts that go on within it, stop, leave, and the source
    of these; the uncertainty of the first; where those who leave go."""

    name: str
    parts: tuple[str, str, str]
    spread: str
    source: str
    to: str
    to_source: str


@dataclass(frozen=True, slots=True)
class Weight:
    """How well a candidate is known, relative to the others of its slate; home: areas where it counts for more."""

    name: str
    weight: str
    source: str
    home: str


@dataclass(frozen=True, slots=True)
class Assumptions:
    """spreads: how wrong the numbers can be. followings: the heads of the shares. areas: area, voters, shares by
    following, adherence. onwards: of each following. recognition: of each following."""

    spreads: tuple[Assumed, ...]
    followings: tuple[str, ...]
    areas: tuple[tuple[str, str, tuple[str, ...], str], ...]
    onwards: tuple[Onwards, ...]
    recognition: tuple[tuple[str, tuple[Weight, ...]], ...]


def assumptions(forecast: Forecast, election: Election, say: Words = IN_ENGLISH) -> Assumptions:
    """All parameters of the forecast."""
    titled = [(_title(each, election, say), each) for each in forecast.followings]
    return Assumptions(
        spreads=(*_spreads(forecast, say), *_own(titled, say)),
        followings=tuple(title for title, _ in titled),
        areas=tuple(
            (
                marked(printable(election.area(area.code).name)),
                f"{area.voters:,}",
                tuple(_share(share) for share in area.shares),
                _share(area.adherence.mean),
            )
            for area in forecast.areas
        ),
        onwards=tuple(_onwards(each, title, election, say) for title, each in titled),
        recognition=tuple((title, tuple(_weights(forecast, each, election, say))) for title, each in titled),
    )


def _title(following: Following, election: Election, say: Words) -> str:
    name = following_name(following.slate, election, say)
    return say("following.independents_title") if name == following_name(INDEPENDENTS, election, say) else name


def _spreads(forecast: Forecast, say: Words) -> list[Assumed]:
    """How wrong the numbers can be, and how much a home area counts."""
    spreads = {
        "support_everywhere": forecast.national_shock,
        "support_by_area": forecast.area_shock,
        "adherence": max(area.adherence.spread for area in forecast.areas),
        "recognition": forecast.recognition_shock,
        "turnout": forecast.turnout_shock,
        "home": forecast.home_shock,
        "transfers": forecast.transfers_shock,
    }
    if forecast.lengths:
        spreads["lengths_spread"] = forecast.lengths_shock
    found = [
        Assumed(say(f"assumed.{name}"), _spread_or_none(spread, say), STATED if spread else ASSUMED)
        for name, spread in spreads.items()
    ]
    found.append(Assumed(say("assumed.unstated"), f"{OFF[forecast.ballot_order]:g}", MEASURED))
    said = STATED if forecast.ballot_order == ALPHABETICAL else ASSUMED
    found.append(Assumed(say("assumed.ballot_order"), say(f"assumed.{forecast.ballot_order}"), said))
    stated = forecast.home != 1
    weight = say("assumed.times", times=f"{forecast.home:g}") if stated else say("assumed.as_elsewhere")
    found.append(Assumed(say("assumed.at_home"), weight, STATED if stated else ASSUMED))
    if on := forecast.adhering:
        found.append(Assumed(say("assumed.adhering"), f"{_share(on.stay.mean)}, {_share(on.stop)}", STATED))
    if forecast.lengths:
        given = [
            say("assumed.or_more", number=number, share=_share(part))
            for number, part in enumerate(forecast.lengths[1:], 2)
        ]
        found.append(Assumed(say("assumed.lengths"), ", ".join(given), STATED))
    return found


def _own(titled: Sequence[tuple[str, Following]], say: Words) -> list[Assumed]:
    """What is said of a slate alone: how surely its candidates are known, and how many follow an order of its own."""
    surely = [
        Assumed(say("assumed.recognition_of", slate=title), _spread_or_none(each.off, say), STATED)
        for title, each in titled
        if each.off is not None
    ]
    managed = [
        Assumed(
            say("assumed.managed_plan" if each.orders else "assumed.managed", slate=title), _share(each.managed), STATED
        )
        for title, each in titled
        if each.managed
    ]
    return surely + managed


def _managing(each: Following) -> str:
    return "assumed.managed_plan" if each.orders else "assumed.managed"


def _spread_or_none(spread: float, say: Words) -> str:
    return f"{spread:g}" if spread else say("assumed.none")


def _onwards(following: Following, title: str, election: Election, say: Words) -> Onwards:
    names = len(following.names)
    onward, usual = following.onward, default_onward(names, following.slate)
    default = MEASURED if names <= MOST_MEASURED + (following.slate == INDEPENDENTS) else ASSUMED
    to = [f"{following_name(slate, election, say)} {weight:g}" for slate, weight in following.transfers.items()]
    return Onwards(
        title,
        (_share(onward.stay.mean), _share(onward.stop), _share(1 - onward.stay.mean - onward.stop)),
        _spread(onward, say),
        default if onward == usual else STATED,
        say.listed(to) or say("assumed.others"),
        STATED if to else ASSUMED,
    )


def _spread(onward: Onward, say: Words) -> str:
    """«0.2», «0.2; of stopping 0.3»."""
    stay = _spread_or_none(onward.stay.spread, say)
    return say("assumed.stopping", spread=stay, stop=f"{onward.stop_spread:g}") if onward.stop_spread else stay


def _weights(forecast: Forecast, following: Following, election: Election, say: Words) -> list[Weight]:
    names = tuple(forecast.names[n - 1] for n in following.names)
    default = MEASURED if len(names) == 2 else ASSUMED
    return [
        Weight(
            marked(printable(name)),
            f"{weight:.2f}",
            STATED if said else default,
            _areas(sorted(forecast.homes.get(number, ())), election, say),
        )
        for number, name, weight, said in zip(
            following.names, names, following.recognition, following.said, strict=True
        )
    ]


def _areas(codes: Sequence[str], election: Election, say: Words) -> str:
    return say.listed([marked(printable(election.area(code).name)) for code in codes])


def _share(share: float) -> str:
    """A share as a percentage, without rounding away what was said: «35 %», «0.5 %»."""
    return f"{100 * share:.1f}".removesuffix(".0") + " %" if share else percent(share)
