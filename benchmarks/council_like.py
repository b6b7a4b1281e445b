"""Twelve made-up contests like that of a large organisation's council: what advice from nominations and a canvass wins,
beside no advice, one order, rotation and the alphabet.

    python benchmarks/council_like.py [--contests 12] [--calls 300] [--out council.csv] [--minutes 9]

With --out a contest that the file has already is not made again, so that the twelve can be made in parts.

Each contest is drawn from broad beliefs: nine places, a slate of six names, another of six, one of three, five
independents; twelve areas of different sizes. Drawn are support in the country and in each area, how well each name is
known, how many follow, how many stay. The campaign sees none of it: it sees nominations by 120 branches, which differ
from voters by an error for each slate and each name, and then the answers of people asked in four areas, who are
likelier to answer for some names (the bias that an update assumes). It plans with the planner's default objective, once
from nominations and once after the canvass; what a plan wins is counted in the contest as it was drawn.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from measuring import table

import hustings
from hustings.forecast.beliefs import AreaBelief, Belief, Following, Forecast, Onward, default_onward
from hustings.forecast.scenario import draw, means_of, together
from hustings.planning.asking import task_of
from hustings.planning.information import answers_of, chances_of_answers
from hustings.planning.objective import GUARDED
from hustings.planning.plan import Plan, dealt, one_order, rotation, shape_of
from hustings.planning.recommend import choose
from hustings.planning.recommendation import Settings
from hustings.planning.stream import Draws, Stream
from hustings.rules.library import rule_book
from hustings.rules.question import Question

SEATS, AREAS, BRANCHES, MOST_NAMED = 9, 12, 10, 9
SLATES = {"ours": 6, "rivals": 6, "third": 3, "independents": 5}
SHARES = (0.38, 0.36, 0.14, 0.12)
# Standard deviations of logs: by how much nominations of a slate, and of a name, differ from votes.
SLATE_NOISE, NAME_NOISE = 0.4, 0.5
ASKED_IN = 4
PAPERS = 20_000
SETTINGS = Settings(GUARDED, scenarios=400, papers=1500, rounds=2)
WAYS = ("no advice", "one order", "rotation", "alphabet", "nominations", "nominations and canvass")


def drawn_contest(random: np.random.Generator) -> Forecast:
    """The contest as it is: a draw from broad beliefs, held with certainty."""
    numbers = iter(range(1, sum(SLATES.values()) + 1))
    followings = tuple(_following(slate, [next(numbers) for _ in range(size)]) for slate, size in SLATES.items())
    names = tuple(f"{letter} {random.integers(10**6):06}" for letter in "ABCDEFGHIJKLMNOPQRST")
    sizes = random.lognormal(8.3, 0.5, AREAS).round().astype(int).tolist()
    broad = Forecast(
        contest="council",
        slate="ours",
        names=tuple(random.permutation(names).tolist()),
        followings=followings,
        areas=tuple(AreaBelief(f"area-{n}", size, SHARES, Belief(0.3, 0.5)) for n, size in enumerate(sizes, 1)),
        national_shock=0.2,
        area_shock=0.2,
        recognition_shock=0.8,
    )
    scenario = draw(broad, random)
    true = tuple(
        replace(
            each,
            recognition=tuple(scenario.recognition[0, [n - 1 for n in each.names]].tolist()),
            onward=Onward(Belief(float(scenario.stay[f, 0])), float(scenario.stop[f, 0])),
        )
        for f, each in enumerate(followings)
    )
    areas = tuple(
        replace(area, shares=tuple(scenario.shares[a].tolist()), adherence=Belief(float(scenario.adherence[a])))
        for a, area in enumerate(broad.areas)
    )
    return replace(broad, followings=true, areas=areas).without_spread()


def _following(slate: str, numbers: Sequence[int]) -> Following:
    usual = default_onward(len(numbers), slate)
    onward = Onward(Belief(usual.stay.mean, 0.3), usual.stop)
    return Following(slate, tuple(numbers), (1.0,) * len(numbers), onward)


def folder_of(true: Forecast, random: np.random.Generator, folder: Path) -> None:
    """What the campaign has: who stands, which areas vote, and what branches nominate."""
    (folder / "election.toml").write_text(
        f'title = "Council"\n[[contest]]\nid = "council"\ntitle = "Council"\nseats = {SEATS}\nrules = "scottish"\n'
    )
    slates = []
    for each in true.followings[:-1]:
        names = ", ".join(f'"{true.names[n - 1]}"' for n in each.names)
        slates.append(
            f'[[slate]]\nid = "{each.slate}"\nname = "{each.slate}"\n[slate.candidates]\ncouncil = [{names}]\n'
        )
    (folder / "slates.toml").write_text("\n".join(slates))
    _write(folder / "candidates.csv", [("name", "contest"), *((name, "council") for name in true.names)])
    _write(folder / "areas.csv", [("code", "name", "voters"), *((a.code, a.code, a.voters) for a in true.areas)])
    branches = [(f"{a.code}-{n}", f"Branch {a.code} {n}", a.code) for a in true.areas for n in range(BRANCHES)]
    _write(folder / "branches.csv", [("code", "name", "area"), *branches])
    noise = np.exp(NAME_NOISE * random.standard_normal(len(true.names)))
    for each in true.followings:
        noise[[n - 1 for n in each.names]] *= np.exp(SLATE_NOISE * random.standard_normal())
    rows = []
    for area in true.areas:
        likely = np.zeros(len(true.names))
        for share, each in zip(area.shares, true.followings, strict=True):
            known = np.array(each.recognition)
            likely[[n - 1 for n in each.names]] = share * known / known.sum()
        likely = likely * noise / (likely * noise).sum()
        for code, _, where in branches:
            if where == area.code:
                named = random.choice(len(true.names), MOST_NAMED, replace=False, p=likely)
                rows += [("2027-01-16", code, true.names[n]) for n in named.tolist()]
    _write(folder / "nominations.csv", [("date", "branch", "candidate"), *rows])


def canvass(true: Forecast, random: np.random.Generator, calls: int, path: Path) -> None:
    """Answers of so many people in four areas, as many in each."""
    chances = chances_of_answers(true, together([means_of(true)]), random)[0]
    rows: list[tuple[object, ...]] = [("area", "date", "asked", "answer", "count")]
    for place in random.choice(AREAS, ASKED_IN, replace=False).tolist():
        counts = random.multinomial(calls // ASKED_IN, chances[place]).tolist()
        said = zip(answers_of(true), counts, strict=True)
        rows += [(true.areas[place].code, "2027-02-01", "phone", answer, n) for answer, n in said if n]
    _write(path, rows)


def _write(path: Path, rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)


def contest(seed: int, calls: int) -> dict[str, int]:
    """The slate's seats in one contest, by way of advising."""
    random = np.random.default_rng(seed)
    true = drawn_contest(random)
    with tempfile.TemporaryDirectory() as at:
        folder = Path(at)
        folder_of(true, random, folder)
        first = hustings.forecast_from_nominations(folder, "council", "ours")
        (folder / "forecast.toml").write_text(first.text)
        canvass(true, random, calls, folder / "returns.csv")
        believed = hustings.read_forecast(folder)
        moved = hustings.update_forecast(folder, folder / "returns.csv")
        question = task_of(believed.election, believed.forecast).question
        plans = [choose(each.forecast, question, SETTINGS) for each in (believed, moved)]
    shape = shape_of(true)
    own = true.followings[true.planning].names
    alphabet = tuple(sorted(own, key=lambda n: true.names[n - 1]))
    ways = [Plan({}), one_order(true, shape), rotation(true, shape), dealt(true, shape, [alphabet] * len(shape.units))]
    ways += [found[choice.name] for found, choice in plans]
    asked = Question(rule_book("scottish"), SEATS, lot_seed="council")
    stream = Stream(true, asked, Draws(seed, 0, 1, PAPERS))
    return {way: int(stream.worth(plan).seats[0]) for way, plan in zip(WAYS, ways, strict=True)}


def main(told: Callable[[str], None] = print) -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--contests", type=int, default=12, help="how many")
    parser.add_argument("--calls", type=int, default=300, help="people who answer")
    parser.add_argument("--out", type=Path, help="a file of what each contest comes to; goes on where it stopped")
    parser.add_argument("--minutes", type=float, default=600, help="begin no contest after so many")
    asked = parser.parse_args()
    made = _made(asked.out) if asked.out and asked.out.exists() else {}
    begun = time.monotonic()
    for seed in range(1, asked.contests + 1):
        if seed not in made and time.monotonic() - begun < 60 * asked.minutes:
            made[seed] = contest(seed, asked.calls)
            told(f"{seed}: " + ", ".join(f"{way} {seats}" for way, seats in made[seed].items()))
            if asked.out:
                rows = [[number, *(won[way] for way in WAYS)] for number, won in sorted(made.items())]
                _write(asked.out, [("contest", *WAYS), *rows])
    none = np.array([each["no advice"] for each in made.values()])
    table_of = []
    for way in WAYS:
        more = np.array([each[way] for each in made.values()]) - none
        won, lost = more[more > 0].sum(), -more[more < 0].sum()
        table_of.append([way, str(sum(each[way] for each in made.values())), f"{won}", f"{lost}"])
    told(f"{len(made)} contests")
    told(table(["way of advising", "places", "won", "lost"], table_of))


def _made(path: Path) -> dict[int, dict[str, int]]:
    """What contests in a file came to."""
    with path.open(newline="") as file:
        return {int(row["contest"]): {way: int(row[way]) for way in WAYS} for row in csv.DictReader(file)}


if __name__ == "__main__":
    main()
