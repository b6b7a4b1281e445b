"""The margin under plurality: one number decides it (docs/margins.md, B5)."""

from __future__ import annotations

import numpy as np

from hustings.margins.contest import MarginQuestion
from hustings.margins.steps import Window


def least_difference(contest: MarginQuestion) -> int:
    """The fewest papers that bring one of the others level with one of the elected.

    That is their difference, or half of it (rounded up) where one paper can take from the one and give to the other.
    """
    pile, who = contest.pile, contest.candidate
    votes = [0] * pile.candidates
    for place in range(min(contest.seats, pile.order.shape[1])):
        for candidate in contest.standing:
            votes[candidate] += int(pile.number[np.asarray(pile.order[:, place] == candidate)].sum())
    if who is not None:
        return _for_one(contest, votes, who)
    apart = max(0, min(votes[c] for c in contest.winners) - max(votes[c] for c in contest.standing - contest.winners))
    return -(-apart // 2) if contest.kind == "change" else apart


def _for_one(contest: MarginQuestion, votes: list[int], who: int) -> int:
    """The fewest papers with which one candidate is level with all but the best ones; or as many others are with it.

    A paper counts for as many candidates as there are places.
    """
    kind, places = contest.kind, contest.seats
    others = sorted((votes[c] for c in contest.standing - {who}), reverse=True)
    safe = who in contest.winners

    def possible(k: int) -> bool:
        own = 0 if kind == ("add" if safe else "remove") else k
        of_others = 0 if kind == ("remove" if safe else "add") else k * places
        if safe:
            return sum(max(0, votes[who] - own - other) for other in others[:places]) <= of_others
        return sum(max(0, other - votes[who] - own) for other in others[places - 1 :]) <= of_others

    most = contest.pile.valid + 1
    return Window(0, 0, most).fewest(possible) or (0 if possible(0) else most)
