"""The margin under plurality: one number decides it (docs/margins.md, B5)."""

from __future__ import annotations

import numpy as np

from hustings.margins.contest import Contest


def least_difference(contest: Contest) -> int:
    """The fewest papers that bring one of the others level with one of the elected: half the difference, rounded up."""
    pile = contest.pile
    votes = [0] * pile.candidates
    for place in range(min(contest.seats, pile.order.shape[1])):
        for candidate in contest.standing:
            votes[candidate] += int(pile.number[np.asarray(pile.order[:, place] == candidate)].sum())
    least = min(votes[c] for c in contest.winners)
    most = max(votes[c] for c in contest.standing - contest.winners)
    return max(0, -(-(least - most) // 2))
