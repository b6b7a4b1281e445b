"""The search below for Meek's and Warren's rules: docs/margins.md, B3.

Here the order of elections does not matter: where the keep values have converged, votes depend on who is elected and
who is excluded alone.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hustings.margins.contest import Candidates, MarginQuestion
from hustings.margins.flow import NOBODY, UNIT, Pile
from hustings.margins.search import Move
from hustings.margins.steps import Bounds, Slack, Window, extreme_possible, least_papers, looked

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
        gives = np.minimum(rest, kept) if warren else (rest * kept + UNIT - 1) // UNIT
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

    def __init__(self, contest: MarginQuestion, limit: int) -> None:
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
            if off < UNIT // 4096:
                break
            for c in chosen:
                keep[c] = min(UNIT, -(-int(keep[c]) * quota // max(1, votes[c])))
        rounding = pile.valid * pile.order.shape[1]
        return Settled(elected, continuing, votes, quota, off + 2 * rounding)

    def slack(self, here: Settled) -> Slack:
        """How far votes can be from those of `here`: by the papers altered, and the quota that moves with them (B3)."""
        off = here.off + self.rounding + (len(here.elected) + 1) * self.converged
        moves = -(-UNIT * len(here.elected) // (self.contest.seats + 1))
        less, more = {"change": (UNIT, UNIT), "add": (moves, UNIT), "remove": (UNIT, moves)}[self.contest.kind]
        return Slack(off, off, less, more)

    def least(self, here: Settled, k: int) -> int:
        """The least votes that elect, where additions are counted in full (B3)."""
        rises = {"change": 0, "add": 1, "remove": -1}[self.contest.kind]
        return here.quota + rises * k * UNIT // (self.contest.seats + 1)

    def most(self, here: Settled, k: int) -> int:
        """The most votes with which somebody is not elected (B3)."""
        if self.contest.kind == "remove":
            return here.quota
        return here.quota - -k * UNIT // (self.contest.seats + 1 - len(here.elected))

    def needs(self, here: Settled, cost: int) -> int:
        """As in `search.Game`."""
        mass = self.contest.pile.number * UNIT
        gap = self.contest.apart(here.elected, here.continuing, here.votes, mass)
        return least_papers(self.slack(here).reach, gap, cost, self.limit)

    def moves(self, here: Settled, window: Window) -> Iterator[Move]:
        """Every decision that the window's numbers of papers allow."""
        contest, votes, slack = self.contest, here.votes, self.slack(here)
        for candidate in sorted(here.continuing - contest.doomed(here.elected, here.continuing)):
            other = contest.other_result(here.elected | {candidate}, here.continuing - {candidate})
            if other is False:
                continue

            def possible(k: int, candidate: int = candidate) -> bool:
                bounds = Bounds({candidate: self.least(here, k) - slack.down}, {})
                return looked(votes, bounds, slack.reach(k))

            needs = window.fewest(possible)
            if needs is not None:
                yield Move("election", candidate, (), needs, bool(other))
        yield from self._exclusions(here, window, slack)

    def _exclusions(self, here: Settled, window: Window, slack: Slack) -> Iterator[Move]:
        contest, votes = self.contest, here.votes
        below = here.continuing - contest.doomed(here.elected, here.continuing)
        among = contest.excludable(here.elected, here.continuing)
        for chosen in among:
            other = contest.other_result(here.elected, here.continuing - {chosen})
            if other is False:
                continue
            others = [c for c in among if c != chosen]

            def possible(k: int, chosen: int = chosen, others: list[int] = others) -> bool:
                bounds = Bounds({}, dict.fromkeys(below, self.most(here, k) + slack.up))
                return extreme_possible(votes, bounds, slack.reach(k), chosen, others, highest=False)

            needs = window.fewest(possible)
            if needs is not None:
                yield Move("exclusion", chosen, (), needs, bool(other))
