"""What the finder's script is given: the routes of postcodes, the areas with their orders, and its sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from hustings.narrative.catalogue import catalogue
from hustings.narrative.dates import month_of, when
from hustings.places.states import STATES
from hustings.site.content import AreaAdvice, Site
from hustings.site.phases import PHASES
from hustings.site.place_names import PlaceNames
from hustings.site.sharing import services

T = TypeVar("T")

# Words that the box needs before anything has been loaded; the others come with the areas.
AT_ONCE = ("label", "hint", "submit", "submit_past", "overseas", "elsewhere", "loading", "failed", "see_list")
# Words that the answer shares with the areas' pages.
FROM_AREAS = (
    "do",
    "do_ahead",
    "do_crosses",
    "do_crosses_ahead",
    "do_unknown",
    "do_by",
    "was",
    "was_crosses",
    "others",
    "others_past",
    "others_if",
    "others_all",
    "awaited",
    "awaited_on",
    "awaited_neutral",
    "never",
    "share_done",
)


@dataclass(frozen=True, slots=True)
class Postcodes:
    """What the finder looks postcodes up in: an index with its companion, or the table of districts.

    cover: code or word → areas, as `Areas.compact`. edition: of the index, as in «2025-11».
    constituencies: code → code of its area, for the map; none where the areas are not the United Kingdom's.
    names: what else can be typed.
    """

    cover: Mapping[str, tuple[str, ...]]
    live: bytes = b""
    terminated: bytes = b""
    districts: str = ""
    edition: str = ""
    constituencies: Mapping[str, str] = field(default_factory=dict)
    names: tuple[PlaceNames, ...] = ()


def answers(site: Site, postcodes: Postcodes) -> dict[str, Any]:
    """What the finder needs to answer in place: routes, areas, what is advised in them, and the slate's words."""
    nominated, closes = site.told("nominations-close"), site.told("voting-closes")
    areas = {}
    shared: list[dict[str, Any]] = []
    packs: list[list[dict[str, Any]]] = []
    for area in site.areas:
        advice = {**_advice(site, area), "others": _place_in(packs, _others(area))}
        areas[area.code] = {"name": area.name, "slug": area.slug, "advice": _place_in(shared, advice)}
    return {
        "cover": postcodes.cover,
        "areas": areas,
        "advice": shared,
        "packs": packs,
        "slate": site.slate,
        "system": site.system,
        "after": site.after,
        "orders_on": site.orders_on,
        "nominate": site.nominate,
        "nominations_until": when(nominated, site.language) if nominated else "",
        "month": _month(site, postcodes.edition),
        "base": site.base_url,
        "contest": site.contest,
        "services": services(site.say) if site.slate else {},
        "deadline": bool(site.deadline),
        "closes": when(closes, site.language) if closes else "",
        "groups": {phase.name: phase.group for phase in PHASES},
        "words": {key: text for key, text in finder_words(site).items() if key not in AT_ONCE},
        "states": {state.name: state.kind for state in STATES},
    }


def _month(site: Site, edition: str) -> str:
    """«2025-11» → «November 2025»; what the list is of, where its edition is not known."""
    year, _, month = edition.partition("-")
    return f"{month_of(int(month), site.language)} {year}" if edition else site.say("finder.undated")


def places(postcodes: Postcodes) -> str:
    """The names for the finder's script, one a line; before those that lead to the same areas, a line that begins with
    a tab: their kind and the codes of the areas."""
    lines = []
    for each in postcodes.names:
        lines.append("".join(f"\t{word}" for word in (each.kind, *each.areas)))
        lines += [" ".join(name.split()) for name in each.names]
    return "".join(f"{line}\n" for line in lines)


def _advice(site: Site, area: AreaAdvice) -> dict[str, Any]:
    """What is said of an area; many areas share it."""
    changed = [f"{site.say('changes.order_on', on=each.on)} {each.words}" for each in area.changes[-1:]]
    return {
        "order": [person.name for person in area.order],
        "origin": area.origin,
        "changed": changed,
    }


def _others(area: AreaAdvice) -> list[dict[str, Any]]:
    """What is said of the pack's other contests."""
    return [
        {"contest": o.contest, "electorate": o.electorate, "system": o.system, "names": o.names, "after": o.after}
        for o in area.others
    ]


def _place_in(known: list[T], thing: T) -> int:
    """The place of a thing in a list, where it is put if it is new."""
    if thing not in known:
        known.append(thing)
    return known.index(thing)


def box_words(site: Site) -> dict[str, str]:
    """The strings that the finder's box says before the others are there."""
    said = finder_words(site)
    return {key: said[key] for key in AT_ONCE}


def finder_words(site: Site) -> dict[str, str]:
    """The strings that the finder's script says; on the neutral site, the neutral ones under the same keys."""
    found = {key: site.say(f"finder.{key}") for key in catalogue(site.language)["finder"]}
    if not site.slate:
        found |= {key.removesuffix("_neutral"): text for key, text in found.items() if key.endswith("_neutral")}
    found |= {f"share_{key}": site.say(f"share.{key}") for key in ("title", "sheet", "copy_text", "deadline", "order")}
    return found | {key: site.say(f"area.{key}") for key in FROM_AREAS}
