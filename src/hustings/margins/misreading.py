"""How often papers that are misread at random change the result: what a margin does not say (docs/margins.md, M)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hustings.ballots.ballots import Ballots, Ranking
from hustings.kernel.batch import DECIDED, NEEDS_LOT, count_batch, plant
from hustings.margins.aim import Aim
from hustings.rules.question import Question

# In thousandths: 0.1, 0.5, 1, 2 and 5 % of the papers.
SHARES, DRAWS, SEED = (1, 5, 10, 20, 50), 500, 1
NUMBERS = 4_000_000
# With more distinct rankings than this nothing is drawn: each has many neighbours, and a count of all takes long.
MOST_RANKINGS = 20_000


@dataclass(frozen=True)
class Misread:
    """What came of so many draws in which so many papers were misread. thousandths: of all papers.

    other: in how many others were elected. lot: in how many a lot would have been needed, so that they might be.
    """

    thousandths: int
    papers: int
    draws: int
    other: int
    lot: int


def swapped(ranking: Ranking) -> list[Ranking]:
    """Each way to swap two neighbouring preferences of different candidates, each named alone."""
    found = []
    for place in range(len(ranking) - 1):
        one, two = ranking[place : place + 2]
        tied = place + 2 < len(ranking) and ranking[place + 2] < 0
        if one > 0 and two > 0 and one != two and not tied:
            found.append((*ranking[:place], two, one, *ranking[place + 2 :]))
    return found


def misread(
    ballots: Ballots,
    question: Question,
    aim: Aim,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    stop: Callable[[], bool] = lambda: False,
) -> tuple[Misread, ...]:
    """How often others are elected, for each share of papers misread; without the draws that `stop` leaves out.

    A paper is misread as another of the same count, drawn at random, or (as often) with two neighbouring preferences
    swapped, where it has any. Nothing is drawn for more than MOST_RANKINGS distinct rankings.
    """
    if len(ballots) > MOST_RANKINGS:
        return ()
    rankings = [ranking for ranking, _ in ballots]
    index = {ranking: i for i, ranking in enumerate(rankings)}
    ways: list[list[int]] = []
    for ranking in list(rankings):
        ways.append([])
        for way in swapped(ranking):
            if way not in index:
                index[way] = len(rankings)
                rankings.append(way)
            ways[-1].append(index[way])
    cast = dict(ballots)
    planted = Ballots.of(ballots.names, [(ranking, cast.get(ranking, 0)) for ranking in rankings])
    assert len(planted) == len(rankings)
    # Lots fall as declared where a seed or decisions say how; what still needs one is told apart.
    rules = question.rules if question.rules.decimals is not None else replace(question.rules, decimals=9)
    asked = replace(question, rules=rules)
    table, papers = plant(planted, asked), np.array(planted.papers, np.int64)
    random = np.random.default_rng(seed)
    found = []
    for thousandths in SHARES:
        number = max(1, int(papers.sum()) * thousandths // 1000)
        other = lot = done = 0
        at_once = max(1, min(draws, NUMBERS // len(rankings)))
        while done < draws and not stop():
            rows = np.array([draw(papers, ways, number, random) for _ in range(min(at_once, draws - done))])
            batch = count_batch(table, rows, asked)
            elected = [frozenset(row) - {0} for row in batch.elected.tolist()]
            sure = (batch.status == DECIDED).tolist()
            other += sum(one and aim.reached(who) for one, who in zip(sure, elected, strict=True))
            lot += int((batch.status == NEEDS_LOT).sum())
            done += len(rows)
        if done:
            found.append(Misread(thousandths, number, done, other, lot))
    return tuple(found)


def draw(
    papers: NDArray[np.int64], ways: list[list[int]], number: int, random: np.random.Generator
) -> NDArray[np.int64]:
    """The papers once so many of them, chosen at random, were misread."""
    row = papers.copy()
    ends = np.cumsum(papers)
    chosen = np.searchsorted(ends, random.choice(int(ends[-1]), number, replace=False), side="right")
    read_as = np.searchsorted(ends, random.integers(0, int(ends[-1]), number), side="right")
    swap = random.random(number) < 0.5
    for place, paper in enumerate(chosen.tolist()):
        to = int(read_as[place])
        if swap[place] and ways[paper]:
            to = ways[paper][int(random.integers(len(ways[paper])))]
        row[paper] -= 1
        row[to] += 1
    return row
