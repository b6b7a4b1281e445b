"""What becomes of a party-ward's papers under advice: who follows it, and to which row each of their papers goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from party_wards import Papers, PartyWard, Whole

from hustings.ballots.views import views

AREAS = 12
# The part of the entitled papers that follows advice.
FOLLOWING = 0.30
Orders = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Followers:
    """One draw of who follows: `adherents`, entitled papers (positions in Papers.kind) in random order; the area of
    each entitled paper."""

    adherents: Whole
    area: Whole


def followers(case: PartyWard, seed: int, part: float = FOLLOWING) -> Followers:
    """A random part of the entitled papers (to the nearest whole paper), and an area for each paper, dealt at random:
    equal areas have as many of them, to one.

    With one seed those of a smaller part are among those of a larger one.
    """
    random, entitled = case.random(seed), len(case.papers.kind)
    order = random.permutation(entitled)
    return Followers(order[: round(part * entitled)], random.permutation(entitled) % AREAS)


def listed(case: PartyWard, who: Followers, orders: Orders) -> Whole:
    """Papers of each row when adherents follow the list of their area. orders: for each area, positions of names.

    On a paper the party's names keep the places that they held together; those it ranks stand there in the order of the
    list. Nothing else changes: no name is added, none leaves, nobody of another party moves.
    """
    papers = case.papers
    kinds = papers.kind[who.adherents]
    number = np.array([papers.number(order) for order in orders])
    return papers.moved(kinds, papers.row[kinds, number[who.area[who.adherents]]])


def planned(case: PartyWard, who: Followers, orders: Mapping[str, Sequence[int]]) -> Whole:
    """The same for a plan: area code → candidate numbers. Without any order nothing changes."""
    if not orders:
        return views(case.papers.ballots).papers
    position = {number: i for i, number in enumerate(case.names)}
    return listed(case, who, [[position[n] for n in orders[code]] for code in area_codes()])


def area_codes() -> list[str]:
    return [f"area {number}" for number in range(1, AREAS + 1)]


def rotated(case: PartyWard) -> Orders:
    """Plain rotation: the cyclic shifts of the names as the ballot paper has them, dealt to the areas in turn."""
    size = len(case.names)
    return [[(first + area) % size for first in range(size)] for area in range(AREAS)]


def water_filled(case: PartyWard, part: float = FOLLOWING, firsts: np.ndarray | None = None) -> Orders:
    """Naive water-filling: each area's adherents go to the name with the smallest pile so far.

    firsts: what each name's first preferences are taken to be; the ward's own, if None. Piles begin with these less the
    adherents'; who follows is not known, only how many. The
    rest of a list goes by the same piles, the smallest first.
    """
    papers, size = case.papers, len(case.names)
    piles = first_preferences(case) if firsts is None else firsts.astype(float)
    if firsts is None:
        piles -= part * np.bincount(papers.first[papers.kind], minlength=size)
    else:
        piles *= 1 - part * len(papers.kind) / piles.sum()
    orders = []
    for _ in range(AREAS):
        order = np.argsort(piles, kind="stable").tolist()
        piles[order[0]] += part * len(papers.kind) / AREAS
        orders.append(order)
    return orders


def equalised(case: PartyWard, who: Followers) -> Whole:
    """Papers of each row after perfect equalising: with full knowledge, adherents' papers move one by one.

    Each time a paper of the largest pile that has one to give goes to the smallest pile whose name it ranks, as long as
    that brings the two piles closer. The wanted name goes before the party's others on that paper, which keep their
    order.
    """
    papers = case.papers
    piles = first_preferences(case)
    ranked = papers.lifted != papers.cast[:, None]
    # own pile → wanted pile → adherents' papers that could make that move.
    pools = _pools(papers, papers.kind[who.adherents], ranked)
    gone = np.zeros(len(who.adherents), bool)
    kinds, rows = [], []
    while (move := _best_move(piles, pools, gone)) is not None:
        own, wanted, paper = move
        gone[paper] = True
        kind = papers.kind[who.adherents[paper]]
        kinds.append(kind)
        rows.append(papers.lifted[kind, wanted])
        piles[own] -= 1
        piles[wanted] += 1
    return papers.moved(np.array(kinds, np.int64), np.array(rows, np.int64))


def first_preferences(case: PartyWard) -> np.ndarray:
    """Of each name of the party, as cast."""
    piles = np.zeros(len(case.names))
    position = {number: i for i, number in enumerate(case.names)}
    for ranking, papers in case.ballots:
        if ranking and ranking[0] in position:
            piles[position[ranking[0]]] += papers
    return piles


Pools = dict[tuple[int, int], list[int]]


def _pools(papers: Papers, kinds: Whole, ranked: np.ndarray) -> Pools:
    """(own pile, wanted pile) → the papers, by place in `kinds`, that begin with the one and rank the other."""
    names = range(papers.lifted.shape[1])
    return {
        (own, wanted): np.flatnonzero((papers.first[kinds] == own) & ranked[kinds, wanted])[::-1].tolist()
        for own in names
        for wanted in names
        if own != wanted
    }


def _best_move(piles: np.ndarray, pools: Pools, gone: np.ndarray) -> tuple[int, int, int] | None:
    """The next paper to move, from which pile to which; None where no move brings two piles closer."""
    for own in np.argsort(-piles, kind="stable").tolist():
        for wanted in np.argsort(piles, kind="stable").tolist():
            if piles[own] - piles[wanted] < 2:
                break
            pool = pools[own, wanted]
            while pool and gone[pool[-1]]:
                pool.pop()
            if pool:
                return own, wanted, pool.pop()
    return None
