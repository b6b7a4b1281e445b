"""Which of an organisation's areas a postcode is in. `route.js` decides the same in the browser."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from hustings.election.problems import BadInput, Problem, nearest, shown
from hustings.places.finder import Answer
from hustings.places.regions import NATIONS, NORTHERN_IRELAND, REGIONS, constituencies, name_of, nation_of

# What an area may cover besides nations, regions and constituencies.
WORDS = ("@overseas", "@ni", "@crown", "@forces")

Outcome = Literal[
    "found",  # in `area`
    "boundary",  # in `area`, but other areas begin within 100 m: the person should look which is theirs
    "straddle",  # in one of `choices`, and the postcode does not tell which
    "special",  # Northern Ireland, Crown dependency or forces; in `area` if the organisation has one for them
    "terminated",  # no longer in use; was in one of `choices`
    "nobody",  # the organisation has no members there
    "unknown",  # the answer's state says why
]


class Routing(NamedTuple):
    """Where an answer leads. area: the one area to show, or None.

    choices: areas to choose among, the likeliest first; where there is one area, it is the first. () means all.
    """

    outcome: Outcome
    area: str | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Areas:
    """The areas that cover a country. routes: what a code or word of WORDS can mean, the largest area first.

    A constituency or word leads to one area; a region to as many as its constituencies are in. () where the
    organisation has no members.
    """

    routes: Mapping[str, tuple[str, ...]]

    @property
    def compact(self) -> dict[str, tuple[str, ...]]:
        """The routes without what follows from the rest: of constituencies, only those in divided regions."""
        table = constituencies()
        return {
            code: areas
            for code, areas in self.routes.items()
            if code not in table or len(self.routes[table[code][1]]) > 1 or (not areas and self.routes[table[code][1]])
        }

    def at(self, constituency: str, region: str) -> tuple[str, ...]:
        """The areas that the place can be in. A constituency of other boundaries than 2024's counts by its region."""
        return self.routes[constituency] if constituency in self.routes else self.routes.get(region, ())

    def empty(self, constituency: str, region: str) -> bool:
        """Whether the organisation says that it has no members there."""
        return (constituency in self.routes or region in self.routes) and not self.at(constituency, region)


def areas_from(
    rows: Iterable[tuple[str, Sequence[str]]],
    file: str = "areas.csv",
    lines: Mapping[str, int] | None = None,
    nobody: Collection[str] = (),
) -> Areas:
    """Areas from (code of the area, codes and words that it covers); of several, the most specific wins.

    Raises BadInput with every problem: an unknown code, a code covered twice, an area left with nothing, and the
    constituencies of 2024 that no area covers. lines: where in `file` an area stands. nobody: codes of places where
    there are no members, which no area needs to cover.
    """
    lines = lines or {}
    table = constituencies()
    known = [*table, *REGIONS, *NATIONS, *WORDS]
    problems: list[Problem] = []
    owner: dict[str, str] = {}
    covering: list[str] = []
    for area, covers in rows:
        covering += [area] if covers else []
        for said in covers:
            code = NORTHERN_IRELAND if said == "@ni" else said
            if said not in known:
                right = "nations, regions and constituencies of 2024 have codes like E92000001, E12000007, E14001063"
                told = f"{shown(said)} is not a code that an area can cover{nearest(said, known)}; {right}"
                problems.append(Problem(file, f"{told}; besides there are {' '.join(WORDS)}", lines.get(area)))
            elif owner.setdefault(code, area) != area:
                told = f"{said} {name_of(code)} is covered by {shown(owner[code])} and again by {shown(area)}"
                problems.append(Problem(file, f"{told}; leave it in one of them", lines.get(area)))

    problems += _wrongly_nobody(nobody, known, owner)
    routes: dict[str, tuple[str, ...]] = {word: (owner[word],) for word in WORDS if word in owner}
    routes |= {word: () for word in WORDS if word in nobody and word not in routes}
    for region in REGIONS:
        inherited = owner.get(region) or owner.get(nation_of(region))
        inside = {code: owner.get(code) or inherited for code, (_, of) in table.items() if of == region}
        empty = {code for code in inside if {code, region, nation_of(region)} & {*nobody} and code not in owner}
        inside |= dict.fromkeys(empty)
        missing = [code for code, area in inside.items() if area is None and code not in empty]
        if missing:
            problems.append(Problem(file, _uncovered(region, missing, len(inside))))
        found = [area for area in inside.values() if area]
        routes |= {code: (area,) if area else () for code, area in inside.items()}
        routes[region] = tuple(sorted(set(found), key=lambda area: (-found.count(area), covering.index(area))))
    used = {area for areas in routes.values() for area in areas}
    for area in covering:
        if area not in used:
            told = f"{shown(area)} is left without a place: all that it covers is covered more specifically by others"
            problems.append(Problem(file, told, lines.get(area)))
    if problems:
        raise BadInput(problems)
    return Areas(routes)


def _wrongly_nobody(nobody: Collection[str], known: Sequence[str], owner: Mapping[str, str]) -> Iterator[Problem]:
    """What is wrong with the places where there are said to be no members."""
    for said in nobody:
        code = NORTHERN_IRELAND if said == "@ni" else said
        if code not in known:
            right = f"nobody takes codes and words as the column covers of areas.csv does{nearest(code, known)}"
            yield Problem("election.toml", f"{shown(said)} is no code of a place; {right}")
        elif code in owner:
            told = f"nobody has {code} {name_of(code)}, which {shown(owner[code])} covers; it should be in one of them"
            yield Problem("election.toml", told)


def _uncovered(region: str, missing: Sequence[str], of: int) -> str:
    if len(missing) == of:
        return f"no area covers {REGIONS[region]}; add {region} to one, or to nobody in election.toml"
    most = 5
    named = ", ".join(f"{code} {name_of(code)}" for code in missing[:most])
    more = f" and {len(missing) - most} more" if len(missing) > most else ""
    return f"no area covers {named}{more}; add them, or {region} ({REGIONS[region]}), to one"


def route(answer: Answer, areas: Areas) -> Routing:
    """Where the answer leads, given the areas."""
    match answer.state:
        case "found":
            own = areas.at(answer.constituency, answer.region)
            if len(own) != 1:
                empty = areas.empty(answer.constituency, answer.region)
                return Routing("straddle" if own else "nobody" if empty else "unknown", None, own)
            near = (area for place in answer.near for area in areas.at(*place) if area != own[0])
            choices = tuple(dict.fromkeys([own[0], *near]))
            return Routing("boundary" if len(choices) > 1 else "found", own[0], choices)
        case "terminated":
            return Routing("terminated", None, areas.at(answer.constituency, answer.region))
        case "district":
            choices = tuple(dict.fromkeys(area for region, _ in answer.regions for area in areas.at("", region)))
            return _one_of("found", choices)
        case "northern ireland":
            return _special(areas, NORTHERN_IRELAND)
        case "crown dependency":
            return _special(areas, "@crown")
        case "forces":
            return _special(areas, "@forces")
    return Routing("unknown")


def _special(areas: Areas, code: str) -> Routing:
    return Routing("nobody") if areas.empty("", code) else _one_of("special", areas.at("", code))


def _one_of(outcome: Outcome, choices: tuple[str, ...]) -> Routing:
    if len(choices) > 1:
        return Routing("straddle", None, choices)
    return Routing(outcome, choices[0] if choices else None, choices)
