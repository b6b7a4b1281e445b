"""What advice would have won on real papers: every party with two or more candidates in the Scottish wards.

    python benchmarks/backtest.py --data ../shared/data [--seeds 10] [--wards N] [--only NAME,NAME] [--write]

For every party-ward a forecast is fitted, a plan for twelve equal areas made once for each belief, and applied to the
real papers of a random 30 % of those who could follow, once a seed; then everything is counted under `scottish` by the
compiled counter, and one election a plan by the statute counter, too. --write puts the tables and the picture into
docs/evidence.md.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from advice import equalised, followers, listed, planned, rotated, water_filled
from believing import Past, View, fitted_in, forecast_of, past_of
from contests import DATA
from evidence import write
from party_wards import PartyWard, Whole, party_wards

from hustings.ballots.reading import read_ballots
from hustings.ballots.views import views, with_papers
from hustings.counting.count import count
from hustings.election.files import csv_text
from hustings.kernel import batch
from hustings.planning.objective import Objective
from hustings.planning.recommend import recommend
from hustings.planning.recommendation import Settings
from hustings.rules.library import rule_book
from hustings.rules.question import Question

SETTINGS = Settings(Objective("seats"), scenarios=50, rounds=1, evidence=False)
EARLIER = 2012
FITTED = View()
BELIEFS = {
    "plan": FITTED,
    "plan, share believed 10 % too low": replace(FITTED, share=0.9),
    "plan, share believed 10 % too high": replace(FITTED, share=1.1),
    "plan, leak believed half as large": replace(FITTED, leak=0.5),
    "plan, leak believed half as large again": replace(FITTED, leak=1.5),
}
# Tried when asked for with --only.
OTHER_BELIEFS = {
    "plan, certain of everything": FITTED.times(0),
    "plan, half as unsure": FITTED.times(0.5),
    "plan, twice as unsure": FITTED.times(2),
}
PAST = "plan, behaviour of 2012 alone"
PARTS = {"perfect equalising, 10 %": 0.1, "perfect equalising": 0.3, "perfect equalising, 100 %": 1.0}


@dataclass(frozen=True)
class Outcome:
    """Of one party-ward. cast: the party's seats as it was. seats: way → one number a seed. promised: way → how many
    more the plan's own figures expect."""

    ward: str
    year: int
    party: str
    cast: int
    seats: dict[str, Whole]
    promised: dict[str, float]


def question(case: PartyWard) -> Question:
    return Question(rule_book("scottish"), case.seats, lot_seed="backtest")


def outcome(case: PartyWard, seeds: int, ways: Sequence[str], past: Past) -> Outcome:
    """Everything that is tried on a party-ward, counted in one batch."""
    asked, papers = question(case), case.papers
    plans = {way: plan_of(case, way, past) for way in ways if _applies(way, case)}
    rows: dict[str, list[Whole]] = {}
    for seed in range(1, seeds + 1):
        tried = {way: equalised(case, followers(case, seed, part)) for way, part in PARTS.items()}
        who = followers(case, seed)
        tried["plain rotation"] = listed(case, who, rotated(case))
        tried["water-filling"] = listed(case, who, water_filled(case))
        tried |= {way: planned(case, who, orders) for way, (orders, _) in plans.items()}
        for way, weights in tried.items():
            rows.setdefault(way, []).append(weights)
    weights = np.stack([views(papers.ballots).papers, *(row for each in rows.values() for row in each)])
    counted = batch.count_batch(batch.plant(papers.ballots, asked), weights, asked, threads=1)
    if (counted.status != batch.DECIDED).any():
        raise ValueError(f"{case.ward} has no result")
    for number in [0, *(1 + i * seeds for i in range(len(rows)))]:
        _same_by_statute(case, asked, weights[number], counted.elected[number])
    seats = np.isin(counted.elected, case.names).sum(axis=1)
    return Outcome(
        case.ward,
        case.year,
        case.party,
        int(seats[0]),
        dict(zip(rows, seats[1:].reshape(len(rows), seeds), strict=True)),
        {way: promised for way, (_, promised) in plans.items()},
    )


def _applies(way: str, case: PartyWard) -> bool:
    return way != PAST or case.year > EARLIER


def plan_of(case: PartyWard, way: str, past: Past) -> tuple[dict[str, tuple[int, ...]], float]:
    """The recommended order of every area, and how many seats more it promises."""
    fitted = fitted_in(case.ballots)
    if way == PAST:
        view = replace(FITTED, recognition_shock=past.recognition_shock)
        forecast = forecast_of(case, past.as_fitted(case, fitted), view)
    else:
        forecast = forecast_of(case, fitted, (BELIEFS | OTHER_BELIEFS)[way])
    made = recommend(forecast, question(case), SETTINGS, threads=1)
    return dict(made.plan.orders) if made.plan else {}, made.best.more


def _same_by_statute(case: PartyWard, asked: Question, weights: Whole, elected: np.ndarray) -> None:
    """The statute counter elects the same from these papers."""
    cast = with_papers(case.papers.ballots, weights)
    found = count(cast, asked).elected
    if sorted(found) != sorted(elected[elected > 0].tolist()):
        raise ValueError(f"{case.ward}: the counters differ: {found} and {elected.tolist()}")


def outcomes(files: list[Path], seeds: int, ways: Sequence[str], earlier: list[Path], jobs: int) -> Iterator[Outcome]:
    """Of all party-wards of these files, in their order; on so many processes. What comes out is the same for any."""
    cases = list(party_wards(files))
    past = past_of([read_ballots(file) for file in earlier])
    work = partial(outcome, seeds=seeds, ways=ways, past=past)
    begun = time.perf_counter()
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        for done, found in enumerate(pool.imap(work, cases, chunksize=2), 1):
            spent = time.perf_counter() - begun
            print(f"\r{done} of {len(cases)} party-wards, {spent:.0f} s", end="", file=sys.stderr, flush=True)
            yield found
    print(file=sys.stderr)


def csv_of(found: Sequence[Outcome]) -> str:
    """One line a case and way: seats as cast, what the plan promised, and seats with each seed."""
    seeds = len(next(iter(found[0].seats.values())))
    header = ["ward", "party", "way", "as cast", "promised", *(f"seed {seed}" for seed in range(1, seeds + 1))]
    rows = [
        [each.ward, each.party, way, each.cast, f"{each.promised[way]:.4f}" if way in each.promised else "", *seats]
        for each in found
        for way, seats in each.seats.items()
    ]
    return csv_text(header, rows)


def main() -> None:
    known = [*BELIEFS, PAST, *OTHER_BELIEFS]
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the reference data")
    parser.add_argument("--seeds", type=int, default=10, help="how often who follows is drawn again")
    parser.add_argument("--wards", type=int, help="only so many wards, evenly from all")
    parser.add_argument("--only", help="only these plans: " + "; ".join(known).replace("%", "%%"))
    parser.add_argument("--csv", type=Path, help="where to write the seats of every case and seed")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--write", action="store_true", help="put tables and picture into docs/evidence.md")
    asked = parser.parse_args()
    every = sorted((asked.data / "scotland").glob("20*/*.blt"))
    if not every:
        parser.error(f"no wards in {asked.data / 'scotland'}")
    files = every[:: max(1, len(every) // asked.wards)][: asked.wards] if asked.wards else every
    ways = [way.strip() for way in asked.only.split(";")] if asked.only else [*BELIEFS, PAST]
    if unknown := set(ways) - set(known):
        parser.error(f"no such plan: {', '.join(unknown)}; there are {'; '.join(known)}")
    earlier = [file for file in every if file.parent.name == str(EARLIER)]
    found = list(outcomes(files, asked.seeds, ways, earlier, asked.jobs))
    if asked.csv:
        asked.csv.write_text(csv_of(found))
    write(found, into_page=asked.write)


if __name__ == "__main__":
    main()
