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


def place_names(
    election: Election,
    branches: Sequence[Branch],
    areas: Areas,
    languages: Iterable[str] = (),
    own: Iterable[tuple[str, str]] = (),
) -> tuple[PlaceNames, ...]:
    """All names that an election's members could type: of its areas and branches; where its areas cover the United
    Kingdom, of constituencies, regions, nations and other countries.

    languages: codes of those that people may type in besides English. own: names of areas in them, by their codes.
    """
    within: dict[str, list[str]] = {area.code: [] for area in election.areas}
    parents = {area.code: area.parent for area in election.areas}
    for leaf in election.leaves():
        code = leaf.code
        # A parent that is not there, or an area that lies in itself, is told by others.
        while code in within and within[code][-1:] != [leaf.code]:
            within[code].append(leaf.code)
            code = parents[code]
    under = {code: tuple(leaves) for code, leaves in within.items()}
    found = [("area", under[area.code], area.name) for area in election.areas]
    found += [("area", under[code], name) for code, name in own]
    found += [("branch", under[branch.area], branch.name) for branch in branches if branch.area in under]
    others = [each for language in languages for each in _in_language(areas, language)]
    return tuple(_grouped([*found, *_of_the_country(areas), *others]))


def _of_the_country(areas: Areas) -> Iterator[tuple[str, tuple[str, ...], str]]:
    routes = areas.routes
    for code, (name, region) in constituencies().items():
        if code in routes or region in routes:
            yield "constituency", areas.at(code, region), name
    for code, name in REGIONS.items():
        if code in routes:
            yield "region", routes[code], name
    if english := _at(areas, ENGLAND):
        yield "region", english, NATIONS[ENGLAND]
    if everywhere := _at(areas, "UK"):
        for name in ("United Kingdom", "UK", "Great Britain", "Britain"):
            yield "region", everywhere, name
    if "@crown" in routes:
        for name in (*DEPENDENCIES.values(), "Jersey", "Guernsey"):
            yield "region", routes["@crown"], name
    if "@overseas" in routes:
        for name in countries():
            yield "country", routes["@overseas"], name


def _at(areas: Areas, code: str) -> tuple[str, ...]:
    """The areas in a region, nation or dependency, or with "UK" in all of the United Kingdom."""
    if code in DEPENDENCIES:
        return areas.routes.get("@crown", ())
    within = [each for each in REGIONS if code in (each, "UK") or (code == ENGLAND and nation_of(each) == ENGLAND)]
    return tuple(dict.fromkeys(area for each in within for area in areas.routes.get(each, ())))


def _in_language(areas: Areas, language: str) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """The names of `names-LANGUAGE.txt` that lead somewhere: a code and a name a line, or the name of a country."""
    file = resources.files("hustings.places") / f"names-{language}.txt"
    for line in file.read_text("utf-8").splitlines() if file.is_file() else ():
        code, colon, name = line.partition(": ")
        if line.startswith("#"):
            continue
        there = _at(areas, code) if colon else areas.routes.get("@overseas", ())
        if there:
            yield "region" if colon else "country", there, name or line


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
