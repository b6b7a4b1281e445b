"""The search below for Meek's and Warren's rules: docs/margins.md, B3.

Here the order of elections does not matter: where the keep values have converged, votes depend on who is elected and
who is excluded alone.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from hustings.margins.contest import Candidates, Contest
from hustings.margins.flow import NOBODY, UNIT, Pile
from hustings.margins.search import Move
from hustings.margins.steps import Bounds, Slack, fewest, looked, lowest_possible

# Keep values are tried in floating point, this often at most; what they come to is then found in whole numbers.
ROUNDS = 200


@dataclass(frozen=True, eq=False)
class Settled:
    """Votes under keep values close to the converged ones.

    votes: by candidate. quota: that of these votes. off: how far, in all, the elected's votes are from the quota, and
    what rounding can have changed: so far can any of the votes be from the converged ones. All in 1/UNIT.
    """

    elected: Candidates
    continuing: Candidates
    votes: tuple[int, ...]
    quota: int
    off: int

    @property
    def key(self) -> Hashable:
        """Equal where the same are elected and excluded."""
        return self.elected, self.continuing


def shares(order: NDArray[np.int16], keep: NDArray[np.int64], warren: bool) -> NDArray[np.int64]:
    """What each place of each ranking gives to its candidate, for a paper of value UNIT.

    keep: by candidate, in 1/UNIT, with a last entry for the end of a paper.
    """
    rest = np.full(len(order), UNIT, np.int64)
    given = np.zeros(order.shape, np.int64)
    for place in range(order.shape[1]):
        kept = keep[order[:, place]]
        gives = np.minimum(rest, kept) if warren else (rest * kept + UNIT - 1) >> 30
        given[:, place] = gives
        rest = rest - gives
    return given


def totals(pile: Pile, given: NDArray[np.int64]) -> tuple[int, ...]:
    """Votes by candidate, in 1/UNIT."""
    held = np.zeros(pile.candidates + 1, np.int64)
    np.add.at(held, pile.order, given * pile.number[:, None])
    return tuple(held[:NOBODY].tolist())


class Keeping:
    """The decisions that these rule books allow. limit: as in `search.Game`."""

    def __init__(self, contest: Contest, limit: int) -> None:
        self.contest, self.limit = contest, limit
        rules = contest.rules
        self.warren = rules.procedure == "warren"
        unit = -(-UNIT // 10 ** (rules.decimals or 0))
        places = contest.pile.order.shape[1]
        # What the rule book rounds up, on each paper at each preference; when it calls the keep values converged.
        self.rounding = (contest.pile.valid + limit) * places * unit + 2 * contest.seats * unit
        self.converged = -(-UNIT // 10 ** (rules.convergence or 0))

    def start(self) -> Settled:
        """First preferences."""
        return self.settled(frozenset(), self.contest.standing)

    def after(self, before: Settled, move: Move) -> Settled:
        """Votes after a decision, converged again."""
        elected, continuing = before.elected.union(move.now), before.continuing.difference(move.now)
        if move.kind == "exclusion":
            return self.settled(elected, continuing - {move.candidate})
        return self.settled(elected | {move.candidate}, continuing - {move.candidate})

    def settled(self, elected: Candidates, continuing: Candidates) -> Settled:
        """The votes once the keep values have converged."""
        pile, seats = self.contest.pile, self.contest.seats
        keep = np.zeros(pile.candidates + 1, np.int64)
        keep[list(elected | continuing)] = UNIT
        chosen = sorted(elected)
        for _ in range(ROUNDS):
            votes = totals(pile, shares(pile.order, keep, self.warren))
            quota = sum(votes) // (seats + 1)
            off = sum(abs(votes[c] - quota) for c in chosen)
            if off < UNIT >> 12:
                break
            for c in chosen:
                keep[c] = min(UNIT, -(-int(keep[c]) * quota // max(1, votes[c])))
        rounding = pile.valid * pile.order.shape[1]
        return Settled(elected, continuing, votes, quota, off + 2 * rounding)

    def slack(self, here: Settled) -> Slack:
        """How far votes can be from those of `here`, besides the papers altered."""
        off = here.off + self.rounding + (len(here.elected) + 1) * self.converged
        return Slack(off, off)

    def moves(self, here: Settled, cost: int) -> Iterator[Move]:
        """Every decision that fewer papers than the limit allow."""
        contest, votes, slack = self.contest, here.votes, self.slack(here)
        doomed = contest.doomed(here.elected, here.continuing)
        for candidate in sorted(here.continuing - doomed):
            bounds = Bounds({candidate: here.quota - slack.down}, {})
            needs = fewest(partial(looked, votes, bounds, slack), cost, self.limit)
            if needs < self.limit:
                other = candidate not in contest.winners
                if other or not contest.over(here.elected | {candidate}, here.continuing - {candidate}):
                    yield Move("election", candidate, (), needs, other)
        if not contest.over(here.elected, here.continuing):
            yield from self._exclusions(here, cost, slack)

    def _exclusions(self, here: Settled, cost: int, slack: Slack) -> Iterator[Move]:
        contest, votes = self.contest, here.votes
        below = here.continuing - contest.doomed(here.elected, here.continuing)
        apart = contest.seats + 1 - len(here.elected)
        among = contest.excludable(here.elected, here.continuing)
        for chosen in among:
            others = [c for c in among if c != chosen]

            def possible(k: int, chosen: int = chosen, others: list[int] = others) -> bool:
                # The quota moves with papers that end: by no more than this (B3).
                most = here.quota + -(-k * UNIT // apart) + slack.up
                return lowest_possible(votes, Bounds({}, dict.fromkeys(below, most)), slack, chosen, others, k)

            needs = fewest(possible, cost, self.limit)
            if needs < self.limit:
                yield Move("exclusion", chosen, (), needs, chosen in contest.winners)
