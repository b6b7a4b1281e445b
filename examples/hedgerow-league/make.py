"""Write branches.csv and nominations.csv of this fictional example, the same from the same seed.

Run: python examples/hedgerow-league/make.py
Only `random()` is drawn, whose numbers are the same in every version of Python.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from hustings.election.files import csv_text, write_atomically
from hustings.election.nouns import Candidate
from hustings.election.reading import read_election

HERE = Path(__file__).parent
SEED, BRANCHES = 2027, 454
OPENS, CLOSES = date(2027, 1, 12), date(2027, 6, 25)
FIRST = """
Nettle Bramble Foxley Thistle Ashen Crab Sloe Haw Bracken Rushy Owl Badger Wren Larks Teasel Clover Mallow Sedge Spindle
Hornbeam Linden Elder Dock Fern Gorse Heath Marl Quick Ramson Yarrow
"""
LAST = "wick combe ley thorpe stead hurst bourne holt by ford mere worth shaw field den bridge"

# What share of the branches leans to each slate; how much more than others some names are known.
LEANS = {"green-lanes": 0.40, "open-gate": 0.28, "old-boundary": 0.17, "common-ground": 0.15}
FAME = {
    "Bryony Hawthorn": 1.9,
    "Campion Larkspur": 1.5,
    "Elder Nuthatch": 6.0,
    "Bracken Yaffle": 1.3,
    "Fennel Kestrel": 0.6,
}
WITH_NINE = 0.8


def main() -> None:
    """Write both files."""
    chance = random.Random(SEED)
    branches = make_branches(chance)
    write_atomically(HERE / "branches.csv", csv_text(("code", "name", "area"), branches))
    rows = make_nominations(chance, branches)
    write_atomically(HERE / "nominations.csv", csv_text(("date", "branch", "candidate"), rows))


def make_branches(chance: random.Random) -> list[tuple[str, str, str]]:
    """Code, name and area: one overseas branch, the others among the areas in proportion to their voters."""
    areas = {area.code: area.voters or 0 for area in read_election(HERE).leaves() if area.code != "overseas"}
    total, taken, branches = sum(areas.values()), 0, list[tuple[str, str, str]]()
    names = shuffled(chance, [first + last for first in FIRST.split() for last in LAST.split()])
    so_far = 0
    for area, voters in areas.items():
        so_far += voters
        upto = round((BRANCHES - 1) * so_far / total)
        branches += [(f"{number + 1:03}", names[number], area) for number in range(taken, upto)]
        taken = upto
    return [*branches, (f"{BRANCHES:03}", "Overseas members", "overseas")]


def make_nominations(chance: random.Random, branches: Sequence[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Date, branch and candidate, by date; then the rows that are wrong on purpose."""
    council = read_election(HERE).standing("council")
    slates = {slate.id: slate.candidates["council"] for slate in read_election(HERE).slates}
    rows: list[tuple[str, str, str]] = []
    for code, _, area in branches:
        day = OPENS + timedelta(days=int((CLOSES - OPENS).days * chance.random() ** 0.7))
        lean = pick(chance, list(LEANS), list(LEANS.values()))
        names = council_names(chance, council, slates, area, lean)
        treasurer = pick(chance, ["Cowslip Heron", "Maple Grebe", "Ling Dotterel"], [0.55, 0.35, 0.10])
        young = pick(chance, ["Bluebell Martin", "Cornel Whinchat", "Speedwell Merlin"], [0.5, 0.3, 0.2])
        rows += [(day.isoformat(), code, name) for name in [*names, treasurer, young]]
    rows.sort(key=lambda row: (row[0], row[1]))
    made: dict[str, list[str]] = {}
    for _, branch, name in rows:
        made.setdefault(branch, []).append(name)
    full = [branch for branch, names in made.items() if len(names) == 11]
    wrong = [("2027-01-05", "001", "Burdock Jay"), ("2027-01-08", "002", "Zinnia Bittern")]
    wrong += [("2027-06-25 12:30", "003", "Oak Capercaillie"), ("2027-06-30", "004", "Oak Capercaillie")]
    wrong += [("2027-06-24", "010", made["010"][0]), ("2027-06-24", "011", made["011"][0])]
    spare = [next(each.name for each in council if each.name not in made[branch]) for branch in full[:2]]
    wrong += [("2027-06-24", branch, name) for branch, name in zip(full[:2], spare, strict=True)]
    return [*rows, *wrong, ("2027-06-24", "012", "Tamarisk Crossbill")]


def council_names(
    chance: random.Random,
    council: Sequence[Candidate],
    slates: Mapping[str, Sequence[str]],
    area: str,
    lean: str,
) -> list[str]:
    """Up to nine names: most of the slate that the branch leans to, then others by how well they are known."""
    chosen = [name for name in slates[lean] if chance.random() < 0.86]
    room = 9 if chance.random() < WITH_NINE else 3 + int(6 * chance.random())
    others = {each.name: FAME.get(each.name, 1.0) * (3.0 if each.area == area else 1.0) for each in council}
    for slate, names in slates.items():
        for name in names:
            others[name] *= 2.2 if slate != lean else 0.0
    while len(chosen) < room:
        name = pick(chance, list(others), list(others.values()))
        chosen += [name] if name not in chosen else []
    return chosen[:room]


def pick(chance: random.Random, things: Sequence[str], weights: Sequence[float]) -> str:
    """One of the things, with a chance in proportion to its weight."""
    point = chance.random() * sum(weights)
    for thing, weight in zip(things, weights, strict=True):
        point -= weight
        if point < 0:
            return thing
    return things[-1]


def shuffled(chance: random.Random, things: Sequence[str]) -> list[str]:
    """The things in a random order."""
    return [thing for _, thing in sorted((chance.random(), thing) for thing in things)]


if __name__ == "__main__":
    main()
