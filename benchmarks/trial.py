"""An election under advice, counted: a party's seats with each of several rows of papers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from party_wards import PartyWard, Whole

from hustings.ballots.views import views, with_papers
from hustings.counting.count import count
from hustings.kernel import batch
from hustings.rules.library import rule_book
from hustings.rules.question import Question

# So many rows are counted at a time.
AT_A_TIME = 500


def question(case: PartyWard) -> Question:
    return Question(rule_book("scottish"), case.seats, lot_seed="backtest")


def seats_of(case: PartyWard, weights: Sequence[Whole]) -> Whole:
    """The party's seats with each of these rows of papers, by the compiled counter."""
    papers, asked = case.papers.ballots, question(case)
    planted = batch.plant(papers, asked)
    found = []
    for begun in range(0, len(weights), AT_A_TIME):
        counted = batch.count_batch(planted, np.stack(weights[begun : begun + AT_A_TIME]), asked, threads=1)
        if (counted.status != batch.DECIDED).any():
            raise ValueError(f"{case.ward} has no result")
        found.append(np.isin(counted.elected, case.names).sum(axis=1))
    return np.concatenate(found)


def seats_cast(case: PartyWard) -> int:
    """The party's seats from the papers as cast."""
    return int(seats_of(case, [views(case.papers.ballots).papers])[0])


def seats_by_statute(case: PartyWard, weights: Whole) -> int:
    """The same from one row, by the statute counter."""
    elected = count(with_papers(case.papers.ballots, weights), question(case)).elected
    return len(set(elected) & set(case.names))
