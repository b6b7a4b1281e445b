"""What advice would have won on real papers, by how much was known: every party with two or more candidates in the
Scottish wards of 2012 and 2017.

    python benchmarks/backtest.py --data ../shared/data --out seats.csv [--minutes 60] [--workers 2] [--part advice]
    python benchmarks/backtest.py --tables seats.csv [--write]

For each party-ward (a *case*) a campaign that knows more or less of it plans once for each row (knowing.py) with the
planner's default objective. The plan is applied to the real papers of a random 30 % of those who could follow it, once
a draw; everything is counted under `scottish`. What would have been recommended at another bound on the chance of a
loss is read off the same scenarios.

Where neither equalising nor any one order given to all followers moves a seat in any draw no plan can either, and none
is made; such a case counts as neither gained nor lost. The file of seats grows by whole rows: the same command goes on
where it was stopped. Cases are taken in random order, so that a part of them is a random sample; --write puts the
tables into docs/evidence.md. The same seed gives the same figures for any number of processes.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import cache, partial
from itertools import combinations_with_replacement, permutations
from pathlib import Path

import numpy as np
from advice import (
    AREAS,
    FOLLOWING,
    area_codes,
    equalised,
    first_preferences,
    followers,
    listed,
    planned,
    rotated,
    water_filled,
)
from believing import past_of
from contests import DATA
from earlier import totals_of
from evidence import EQUALISED, REFERENCE, Row, read_rows, write
from knowing import ANSWERS, BASES, FITTED, UNKNOWN, YEARS, Known, Record, canvassed, forecast_with
from party_wards import PartyWard, party_wards
from trial import question, seats_by_statute, seats_cast, seats_of

from hustings import each
from hustings.ballots.reading import read_ballots
from hustings.forecast.scenario import CHOOSE
from hustings.planning.choosing import COMPENSATED, Choice, plainest
from hustings.planning.objective import BOUND, GUARDED, Objective
from hustings.planning.plan import NO_ADVICE, Plan
from hustings.planning.recommend import choose
from hustings.planning.recommendation import Settings
from hustings.planning.stream import Draws, Stream

SETTINGS = Settings(GUARDED, scenarios=200, papers=600, rounds=1)
DRAWS = 10
BOUNDS = {"2 %": 0.02, "5 %": 0.05, "none": 1.0}
EXACTLY = {"default": BOUND, **{f"bound {words}": bound for words, bound in BOUNDS.items()}}
# With more names plans are too many to try.
MOST_NAMES = 3
ROTATED, FILLED, BEST = "plain rotation", "water-filling, true first preferences", "best single plan, knowing all"
# A planner that tries every plan does so on so many scenarios, and takes what it sees there for the truth.
SCENARIOS = 2000
# What is made of each case, and of those where advice can move a seat, in this order.
MAIN = [Known(base) for base in BASES]
ASKED = [Known(UNKNOWN, answers) for answers in (20, 100)]
ASKED_MORE = [Known(UNKNOWN, answers) for answers in ANSWERS if answers not in (20, 100)]
BIASED = [Known(UNKNOWN, answers, biased=True) for answers in ANSWERS]
OTHERS = [
    Known(base, answers, biased) for base in BASES if base != UNKNOWN for biased in (False, True) for answers in ANSWERS
]
LIMITS = [Known(FITTED, exhausted=True), *(Known(UNKNOWN, answers, exhausted=True) for answers in (20, 100))]
PARTS = {
    "fitted": MAIN[:1],
    "advice": MAIN[1:],
    "canvass": ASKED,
    "answers": ASKED_MORE,
    "biased": BIASED,
    "limits": LIMITS,
    "both": OTHERS,
}
Task = tuple[int, Known | None]


def reference(case: PartyWard) -> list[Row]:
    """What needs no planner. The papers as cast and one draw of each way are counted by the statute counter, too."""
    who = [followers(case, draw) for draw in range(1, DRAWS + 1)]
    tried = {
        EQUALISED: [equalised(case, each) for each in who],
        ROTATED: [listed(case, each, rotated(case)) for each in who],
        FILLED: [listed(case, each, water_filled(case)) for each in who],
    }
    cast = seats_cast(case)
    won = {way: seats_of(case, rows) for way, rows in tried.items()}
    for way, rows in tried.items():
        if seats_by_statute(case, rows[0]) != won[way][0]:
            raise ValueError(f"{case.ward}: the counters differ under {way}")
    return [Row.of(case, REFERENCE, way, cast, seats) for way, seats in won.items()]


def movable(case: PartyWard, cast: int) -> bool:
    """Whether equalising, or one order for all followers, moves a seat in any draw."""
    who = [followers(case, draw) for draw in range(1, DRAWS + 1)]
    rows = [listed(case, each, [order] * AREAS) for order in permutations(range(len(case.names))) for each in who]
    rows += [equalised(case, followers(case, draw, part)) for draw in range(1, DRAWS + 1) for part in (FOLLOWING, 1.0)]
    return bool((seats_of(case, rows) != cast).any())


def best_single(case: PartyWard, cast: int) -> Row:
    """The plan that wins most over all draws. Of two names every number of areas is tried for each order; of three,
    every even number."""
    who = [followers(case, draw) for draw in range(1, DRAWS + 1)]
    best = np.full(DRAWS, cast)
    for plan in every_plan(case, 2):
        won = seats_of(case, [listed(case, draw, plan) for draw in who])
        best = max(best, won, key=lambda seats: int(seats.sum()))
    return Row.of(case, REFERENCE, BEST, cast, best)


def every_plan(case: PartyWard, each: int) -> Iterator[list[tuple[int, ...]]]:
    """The order of each area in every plan, since all areas are alike; with more than two names, `each` areas have one
    order together."""
    each = 1 if len(case.names) == 2 else each
    for dealt in combinations_with_replacement(permutations(range(len(case.names))), AREAS // each):
        yield [order for order in dealt for _ in range(each)]


def exhausted(case: PartyWard, known: Known, record: Record) -> list[Row]:
    """What a planner with the same beliefs would recommend that tries every plan, judges all of them on the same many
    scenarios, and takes the chance of a loss for what it is there: no search and no doubt are in its way."""
    if len(case.names) > MOST_NAMES:
        return []
    forecast = forecast_with(case, known, record)
    stream = Stream(forecast, question(case), Draws(SETTINGS.seed, CHOOSE, SCENARIOS, SETTINGS.papers), threads=1)
    who = [followers(case, draw) for draw in range(1, DRAWS + 1)]
    cast = seats_cast(case)
    without = float(stream.worth(Plan({})).seats.mean())
    best = {way: (without, np.full(DRAWS, cast)) for way in EXACTLY}
    for orders in every_plan(case, 4):
        numbers = [tuple(case.names[place] for place in order) for order in orders]
        worth = stream.worth(Plan(dict(zip(area_codes(), numbers, strict=True))))
        expected, losing = float(worth.seats.mean()), float(worth.fewer.mean())
        better = [way for way, bound in EXACTLY.items() if losing <= bound and expected > best[way][0]]
        if better:
            won = seats_of(case, [listed(case, draw, orders) for draw in who])
            best |= dict.fromkeys(better, (expected, won))
    return [Row.of(case, str(known), way, cast, won) for way, (_, won) in best.items()]


def advised(case: PartyWard, known: Known, record: Record) -> list[Row]:
    """What the planner would have recommended, and the plain water-filling on the same knowledge."""
    who = [followers(case, draw) for draw in range(1, DRAWS + 1)]
    plans, choice = choose(forecast_with(case, known, record), question(case), SETTINGS, threads=1)
    picked = {"default": choice.name, **{f"bound {words}": pick(choice, bound) for words, bound in BOUNDS.items()}}
    picked["water-filling"] = COMPENSATED
    rows = {name: [planned(case, each, plans[name].orders) for each in who] for name in {*picked.values()}}
    if known.answers and known.base == UNKNOWN:
        rows["naive"] = [listed(case, each, _naive(case, known)) for each in who]
        picked["water-filling by the answers alone"] = "naive"
    cast = seats_cast(case)
    won = {name: seats_of(case, each) for name, each in rows.items()}
    return [Row.of(case, str(known), way, cast, won[name]) for way, name in picked.items()]


def pick(choice: Choice, bound: float) -> str:
    """What would have been recommended at this bound, on the scenarios that the choice was made on."""
    objective = Objective("guarded", bound=bound) if bound < 1 else Objective("seats")
    looked = min(map(len, choice.worths.values()))
    worths = {name: each.first(looked) for name, each in choice.worths.items()}
    admitted = {name: each for name, each in worths.items() if name == NO_ADVICE or objective.admits(each)}
    return plainest(max(admitted, key=lambda name: objective.preference(admitted[name])), admitted, objective)


def _naive(case: PartyWard, known: Known) -> Sequence[Sequence[int]]:
    """Water-filling that takes the answers for the party's first preferences."""
    counts = np.array(canvassed(case, known.answers, biased=known.biased), float)
    return water_filled(case, firsts=counts / counts.sum() * first_preferences(case).sum())


@cache
def material(data: Path) -> tuple[list[PartyWard], Record]:
    """All cases, in random order, and what earlier votes tell."""
    files = sorted((data / "scotland").glob("20*/*.blt"))
    wards = {file: read_ballots(file) for file in files}
    past = {year: past_of([each for file, each in wards.items() if file.parent.name == str(year)]) for year in YEARS}
    cases = list(party_wards(files))
    order = np.random.default_rng(1).permutation(len(cases))
    return [cases[place] for place in order.tolist()], Record(past, totals_of(wards))


def done(data: Path, task: Task) -> list[Row]:
    """The rows of one task: a place among the cases, and what is known, or None for what needs no planner."""
    cases, record = material(data)
    case, known = cases[task[0]], task[1]
    if known is not None and known.exhausted:
        return exhausted(case, known, record)
    if known is not None:
        return advised(case, known, record)
    rows = reference(case)
    cast = rows[0].cast
    return [*rows, best_single(case, cast)] if movable(case, cast) else rows


def run(data: Path, out: Path, parts: Sequence[str], minutes: float, workers: str) -> None:
    """Go through the tasks until the time is over, and write the rows of each as it is done."""
    cases, _ = material(data)
    rows = read_rows(out) if out.exists() else []
    begun = time.monotonic()
    with out.open("a", newline="") as file:
        writer = csv.writer(file)
        if not rows:
            writer.writerow(Row.HEADER)
        for tasks in _stages(cases, rows, parts):
            with closing(each(partial(done, data.resolve()), tasks, workers=workers)) as outcomes:
                for number, outcome in enumerate(outcomes, 1):
                    if outcome.result is None:
                        print(f"\n{cases[outcome.item[0]].ward}: {outcome.error}", file=sys.stderr)
                        continue
                    rows += outcome.result
                    writer.writerows(row.cells for row in outcome.result)
                    file.flush()
                    spent = time.monotonic() - begun
                    print(f"\r{number} of {len(tasks)}, {spent:.0f} s", end="", file=sys.stderr, flush=True)
                    if spent > 60 * minutes:
                        print(file=sys.stderr)
                        return
    print(file=sys.stderr)


def _stages(cases: Sequence[PartyWard], rows: list[Row], parts: Sequence[str]) -> Iterator[list[Task]]:
    """What is still to do: first what needs no planner, which tells where advice moves a seat."""
    have = {(row.ward, row.party, row.known) for row in rows}
    yield [(place, None) for place, case in enumerate(cases) if (case.ward, case.party, REFERENCE) not in have]
    moving = {(row.ward, row.party) for row in rows if row.way == BEST}
    places = [place for place, case in enumerate(cases) if (case.ward, case.party) in moving]
    for part in parts:
        yield [
            (place, known)
            for place in places
            for known in PARTS[part]
            if (cases[place].ward, cases[place].party, str(known)) not in have
        ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the reference data")
    parser.add_argument("--out", type=Path, help="the file of seats; what it has already is not done again")
    parser.add_argument("--part", action="append", choices=list(PARTS), help="only these; else one after the other")
    parser.add_argument("--minutes", type=float, default=600, help="no longer than this")
    parser.add_argument("--workers", default="2", help="processes, or dask://HOST:PORT")
    parser.add_argument("--tables", type=Path, help="show the tables of a file of seats")
    parser.add_argument("--write", action="store_true", help="put tables and picture into docs/evidence.md")
    asked = parser.parse_args()
    if asked.out:
        if not any((asked.data / "scotland").glob("20*/*.blt")):
            parser.error(f"no wards in {asked.data / 'scotland'}")
        run(asked.data, asked.out, asked.part or list(PARTS), asked.minutes, asked.workers)
    if asked.tables or asked.out:
        write(read_rows(asked.tables or asked.out), into_page=asked.write)


if __name__ == "__main__":
    import backtest  # by its name, since workers can import it by that

    backtest.main()
