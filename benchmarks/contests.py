"""The contests that benchmarks count: real wards, and made ones like the NEC's."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from hustings.ballots.ballots import Ballots
from hustings.ballots.views import Arrays, ballots_from, merged

ROOT = Path(__file__).parent.parent
DATA = Path(os.environ.get("HUSTINGS_DATA", ROOT.parent / "shared" / "data"))
LARGEST_WARD = DATA / "scotland/2017/edinburgh_2017_ward1.blt"


def wards() -> list[Path]:
    """The 529 Scottish wards of the reference data."""
    return sorted(DATA.glob("scotland/20*/*.blt"))


def made(papers: int, *, candidates: int = 42, seats: int = 9, most: int = 12, seed: int = 1) -> Ballots:
    """A synthetic contest: support falls with rank as 1 / (rank + 3); a paper has 1 to `most` preferences, all alike
    likely.

    Orders are drawn without replacement by exponential races, so a name's chance is proportional to its support.
    """
    random = np.random.default_rng(seed)
    support = 1 / (np.arange(candidates) + 3)
    tokens, lengths = [], []
    for start in range(0, papers, 100_000):
        size = min(100_000, papers - start)
        races = random.exponential(size=(size, candidates)) / support
        order = np.argsort(races, axis=1)[:, :most].astype(np.int16) + 1
        length = random.integers(1, most + 1, size)
        tokens.append(order[np.arange(most) < length[:, None]])
        lengths.append(length)
    starts = np.concatenate([[0], np.cumsum(np.concatenate(lengths))]).astype(np.int64)
    rows = merged(Arrays(np.concatenate(tokens), starts, np.ones(papers, np.int64)))
    names = tuple(f"Candidate {number}" for number in range(1, candidates + 1))
    return ballots_from(names, rows, seats=seats, title=f"A made contest of {papers:,} papers")


def nec(papers: int, candidates: int = 42, preferences: int = 12, seed: int = 1) -> Ballots:
    """So many distinct papers in a contest like the NEC's, every order alike likely (which is the hardest case: nothing
    in common to gain from), each cast 1 to 49 times."""
    random = np.random.default_rng(seed)
    tokens = np.empty((papers, preferences), np.int16)
    for a in range(0, papers, 100_000):
        size = min(100_000, papers - a)
        order = np.argsort(random.random((size, candidates), np.float32), axis=1)
        tokens[a : a + size] = order[:, :preferences] + 1
    names = tuple(f"Candidate {number}" for number in range(1, candidates + 1))
    starts = np.arange(papers + 1, dtype=np.int64) * preferences
    return ballots_from(names, Arrays(tokens.ravel(), starts, random.integers(1, 50, papers)), seats=9)
