"""What advice wins on real papers, by how much is known beforehand of who is known.

    python benchmarks/backtest_knowing.py --data ../shared/data --out seats.csv [--seeds 10] [--minutes 25]
    python benchmarks/backtest_knowing.py --tables seats.csv

The cases and the followers are those of backtest.py. A planner that knows more or less of each case plans once for each
row of KNOWN; every plan that it compares is then applied to the real papers of ten draws of followers. What it would
have recommended at each bound on the chance of a loss is read off the scenarios that it chose on. Constants are those
of the other year: nothing is tried on papers that they come from.

Where neither equalising nor any one order given to all followers moves a seat in any draw, no plan is made: those cases
count as neither gained nor lost.
Cases are taken in random order, and written as they are done, so that a part of them is a random sample.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from pathlib import Path

import numpy as np
from advice import AREAS, equalised, followers, listed, planned, rotated, water_filled
from backtest import question
from believing import Past, View, fitted_in, forecast_of, past_of
from contests import DATA
from measuring import table
from party_wards import PartyWard, Whole, party_wards

from hustings.ballots.reading import read_ballots
from hustings.ballots.views import views
from hustings.forecast.beliefs import Following, Forecast
from hustings.forecast.fitting import Fitted
from hustings.kernel import batch
from hustings.planning.choosing import COMPENSATED, FOUND, plainest
from hustings.planning.objective import GUARDED, Objective
from hustings.planning.plan import NO_ADVICE
from hustings.planning.recommend import recommend
from hustings.planning.recommendation import Recommendation, Settings
from hustings.planning.stream import Worth

SETTINGS = Settings(GUARDED, scenarios=200, papers=600, rounds=1, evidence=False, choices=1000)
# By how much the earlier name is better known, and the standard deviation of the log of each name's recognition, with
# that and without: counted in pairs and threes of one year, used in the other.
EARLIER = {2012: 1.68, 2017: 1.69}
OFF = {2012: (0.48, 0.60), 2017: (0.38, 0.54)}
YEARS = (2012, 2017)
WRONG = 0.5
FITTED, OTHER_YEAR, ORDER, UNKNOWN, MISTAKEN = KNOWN = (
    "fitted in the ward", "behaviour of the other year", "ballot order alone", "nothing",
    f"wrong by {WRONG}, and said so",
)  # fmt: skip
BOUNDS = {"0.5 %": 0.005, "1 %": 0.01, "2 %": 0.02, "5 %": 0.05, "none": 1.0}
EQUALISED, ROTATED, FILLED = "perfect equalising", "plain rotation", "water-filling, ward’s own first preferences"
HEADER = ["ward", "year", "party", "way", "cast", "seats"]


@dataclass(frozen=True)
class Row:
    """Of one case and way: the party's seats as cast, and with each draw of followers."""

    ward: str
    party: str
    way: str
    cast: int
    seats: tuple[int, ...]


def forecast_with(case: PartyWard, known: str, past: Mapping[int, Past]) -> Forecast:
    """What the planner believes of a case. past: behaviour in each year."""
    fitted, other = fitted_in(case.ballots), YEARS[case.year == YEARS[0]]
    if known == OTHER_YEAR:
        behaviour = past[other]
        return forecast_of(
            case, behaviour.as_fitted(case, fitted), replace(View(), recognition_shock=behaviour.recognition_shock)
        )
    if known == MISTAKEN:
        return forecast_of(case, _mistaken(case, fitted), replace(View(), recognition_shock=WRONG))
    forecast = forecast_of(case, fitted, View())
    if known == FITTED:
        return forecast
    return replace(forecast, followings=tuple(_alike(each, other, known) for each in forecast.followings))


def _alike(following: Following, year: int, known: str) -> Following:
    """The following when at most the order on the ballot paper says how well its names are known."""
    places = np.arange(len(following.names))
    weights = 1 / (1 + places * (EARLIER[year] - 1)) if known == ORDER else np.ones(len(places))
    off = OFF[year][known != ORDER]
    return replace(following, recognition=tuple(weights.tolist()), unsure=(off,) * len(places))


def _mistaken(case: PartyWard, fitted: Fitted) -> Fitted:
    """How well each name is known, with an error in its log; the same for a case whenever it is tried."""
    random = case.random(0)
    wrong = np.exp(WRONG * random.standard_normal(len(case.ballots.names)))
    known = zip(case.ballots.names, wrong, strict=True)
    return replace(fitted, recognition={name: fitted.recognition[name] * factor for name, factor in known})


def rows_of(case: PartyWard, seeds: int, past: Mapping[int, Past]) -> Iterator[Row]:
    """Everything that is tried on a case."""
    who = [followers(case, seed) for seed in range(1, seeds + 1)]
    tried = {
        EQUALISED: [equalised(case, each) for each in who],
        ROTATED: [listed(case, each, rotated(case)) for each in who],
        FILLED: [listed(case, each, water_filled(case)) for each in who],
    }
    screened = [
        listed(case, each, [order] * AREAS) for order in permutations(range(len(case.names))) for each in who
    ] + [equalised(case, followers(case, seed, 1.0)) for seed in range(1, seeds + 1)]
    every = [*(row for rows in tried.values() for row in rows), *screened]
    cast, seats = _seats(case, every)
    movable = bool((seats != cast).any())
    yield from _rows(case, cast, dict(zip(tried, seats[: len(tried) * seeds].reshape(-1, seeds), strict=True)))
    for known in KNOWN if movable else ():
        found = recommend(forecast_with(case, known, past), question(case), SETTINGS, threads=1)
        plans = {name: [planned(case, each, plan.orders) for each in who] for name, plan in found.plans.items()}
        _, counted = _seats(case, [row for rows in plans.values() for row in rows])
        won = dict(zip(plans, counted.reshape(-1, seeds), strict=True))
        picked = {f"{known}: bound {words}": won[pick(found, bound)] for words, bound in BOUNDS.items()}
        yield from _rows(case, cast, picked)
        best = max(won.values(), key=lambda each: each.sum())
        others = {"water-filling": won[COMPENSATED], "found": won[FOUND], "best plan compared, in hindsight": best}
        yield from _rows(case, cast, {f"{known}: {way}": seats for way, seats in others.items()})


def pick(found: Recommendation, bound: float) -> str:
    """What would have been recommended at this bound, on the scenarios that the choice was made on."""
    objective = Objective("guarded", bound=bound) if bound < 1 else Objective("seats")
    worths: Mapping[str, Worth] = found.choice.worths
    admitted = {name: each for name, each in worths.items() if name == NO_ADVICE or objective.admits(each)}
    return plainest(max(admitted, key=lambda name: objective.preference(admitted[name])), admitted, objective)


def _rows(case: PartyWard, cast: int, won: Mapping[str, Whole]) -> Iterator[Row]:
    for way, seats in won.items():
        yield Row(case.ward, case.party, way, cast, tuple(int(each) for each in seats))


def _seats(case: PartyWard, weights: Sequence[Whole]) -> tuple[int, Whole]:
    """The party's seats as cast, and with each of these rows of papers."""
    papers, asked = case.papers.ballots, question(case)
    counted = batch.count_batch(
        batch.plant(papers, asked), np.stack([views(papers).papers, *weights]), asked, threads=1
    )
    if (counted.status != batch.DECIDED).any():
        raise ValueError(f"{case.ward} has no result")
    seats = np.isin(counted.elected, case.names).sum(axis=1)
    return int(seats[0]), seats[1:]


def tables(rows: Sequence[Row], cases: int) -> str:
    """Seats gained and lost by way, scaled from the cases done to all cases."""
    done = {(row.ward, row.party) for row in rows}
    scale = cases / len(done)
    seeds = len(rows[0].seats)
    by_way: dict[str, list[Row]] = {}
    for row in rows:
        by_way.setdefault(row.way, []).append(row)

    def line(way: str) -> list[str]:
        more = np.array([[seats - row.cast for seats in row.seats] for row in by_way[way]])
        gained, lost = np.maximum(more, 0).sum() / seeds, np.maximum(-more, 0).sum() / seeds
        losing = (more < 0).sum() / (len(done) * seeds)
        part = gained / equal
        return [way, f"{scale * gained:.1f}", f"{100 * part:.0f} %", f"{scale * lost:.1f}", f"{100 * losing:.2f} %",
                f"{scale * (gained - lost):.1f}"]  # fmt: skip

    equal = sum(max(seats - row.cast, 0) for row in by_way[EQUALISED] for seats in row.seats) / seeds
    header = [f"{len(done)} of {cases} cases", "gained", "of equalising", "lost", "losing draws", "net"]
    return table(header, [line(way) for way in by_way])


def read_rows(path: Path) -> list[Row]:
    with path.open(newline="") as file:
        lines = list(csv.DictReader(file))
    return [
        Row(each["ward"], each["party"], each["way"], int(each["cast"]), tuple(map(int, each["seats"].split())))
        for each in lines
    ]


def run(data: Path, out: Path, seeds: int, minutes: float) -> None:
    """Go through the cases in random order until the time is over."""
    files = sorted((data / "scotland").glob("20*/*.blt"))
    past = {year: past_of([read_ballots(file) for file in files if file.parent.name == str(year)]) for year in YEARS}
    cases = list(party_wards(files))
    order = np.random.default_rng(1).permutation(len(cases))
    done = {(row.ward, row.party) for row in read_rows(out)} if out.exists() else set()
    begun = time.process_time()
    with out.open("a", newline="") as file:
        writer = csv.writer(file)
        if not done:
            writer.writerow(HEADER)
        for number, index in enumerate(order.tolist(), 1):
            case = cases[index]
            if (case.ward, case.party) in done:
                continue
            for row in rows_of(case, seeds, past):
                writer.writerow([row.ward, case.year, row.party, row.way, row.cast, " ".join(map(str, row.seats))])
            file.flush()
            spent = time.process_time() - begun
            print(f"\r{number} of {len(cases)} cases, {spent:.0f} s of CPU", end="", file=sys.stderr, flush=True)
            if spent > 60 * minutes:
                break
    print(file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the reference data")
    parser.add_argument("--seeds", type=int, default=10, help="how often who follows is drawn again")
    parser.add_argument("--out", type=Path, help="the file of seats; what it has already is not done again")
    parser.add_argument("--minutes", type=float, default=25, help="no further case begins after so much CPU time")
    parser.add_argument("--tables", type=Path, help="print the tables of a file of seats")
    asked = parser.parse_args()
    if asked.out:
        run(asked.data, asked.out, asked.seeds, asked.minutes)
    if asked.tables or asked.out:
        files = sorted((asked.data / "scotland").glob("20*/*.blt"))
        print(tables(read_rows(asked.tables or asked.out), len(list(party_wards(files)))))


if __name__ == "__main__":
    main()
