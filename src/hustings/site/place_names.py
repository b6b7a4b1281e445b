"""The names that the finder's box takes besides postcodes, and the areas they lead to; `names.js` searches them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from hustings.election.nouns import Branch, Election
from hustings.places.areas import Areas
from hustings.places.regions import DEPENDENCIES, ENGLAND, NATIONS, REGIONS, constituencies, nation_of


class PlaceNames(NamedTuple):
    """Names of one kind that lead to the same areas: none where there are no members, several where one must be chosen.

    kind: "area", "branch", "constituency", "region" or "country".
    """

    kind: str
    areas: tuple[str, ...]
    names: tuple[str, ...]


def place_names(election: Election, branches: Sequence[Branch], areas: Areas) -> tuple[PlaceNames, ...]:
    """All names that an election's members could type: of its areas and branches; where its areas cover the United
    Kingdom, of constituencies, regions, nations and other countries."""
    leaves = [area.code for area in election.leaves()]
    under = {
        area.code: tuple(leaf for leaf in leaves if area.code in election.lineage(leaf)) for area in election.areas
    }
    found = [("area", under[area.code], area.name) for area in election.areas]
    found += [("branch", under[branch.area], branch.name) for branch in branches if branch.area in under]
    return tuple(_grouped([*found, *_of_the_country(areas)]))


def _of_the_country(areas: Areas) -> Iterator[tuple[str, tuple[str, ...], str]]:
    routes = areas.routes
    for code, (name, region) in constituencies().items():
        if code in routes or region in routes:
            yield "constituency", areas.at(code, region), name
    for code, name in REGIONS.items():
        if code in routes:
            yield "region", routes[code], name
    english = [routes[code] for code in REGIONS if nation_of(code) == ENGLAND and code in routes]
    if english:
        yield "region", tuple(dict.fromkeys(code for each in english for code in each)), NATIONS[ENGLAND]
    everywhere = tuple(dict.fromkeys(code for region in REGIONS for code in routes.get(region, ())))
    if everywhere:
        for name in ("United Kingdom", "UK", "Great Britain", "Britain"):
            yield "region", everywhere, name
    if "@crown" in routes:
        for name in (*DEPENDENCIES.values(), "Jersey", "Guernsey"):
            yield "region", routes["@crown"], name
    if "@overseas" in routes:
        for name in countries():
            yield "country", routes["@overseas"], name


@cache
def countries() -> tuple[str, ...]:
    """Countries outside the United Kingdom and the Crown dependencies, by all names that `countries.txt` has."""
    text = resources.files("hustings.places").joinpath("countries.txt").read_text("utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


def _grouped(found: Iterable[tuple[str, tuple[str, ...], str]]) -> Iterator[PlaceNames]:
    groups: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for kind, areas, name in found:
        groups.setdefault((kind, areas), []).append(name)
    for (kind, areas), names in groups.items():
        yield PlaceNames(kind, areas, tuple(dict.fromkeys(names)))
