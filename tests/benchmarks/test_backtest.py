"""The backtest changes what advice may change on real papers, and nothing else."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path

import advice
import numpy as np
import party_wards
import pytest
from numpy.typing import NDArray

from hustings.ballots.ballots import Ballots
from hustings.ballots.views import with_papers
from hustings.counting.count import count
from hustings.rules.books import scottish
from hustings.rules.question import Question

NAMES = ("Ash", "Birch", "Cedar", "Dogwood")
ASH, BIRCH, CEDAR, DOGWOOD = 1, 2, 3, 4
WARDS = ("aberdeen_2017_ward1", "edinburgh_2017_ward7", "stirling_2017_ward3", "fife_2017_ward9", "dundee_2017_ward1")


def made(rankings: dict[tuple[int, ...], int], *names: int) -> party_wards.PartyWard:
    """A ward of Ash, Birch, Cedar and Dogwood, in which the party has these names."""
    return party_wards.PartyWard("made", 2017, "P", names, Ballots.of(NAMES, rankings, seats=2))


def rows(ballots: Ballots, papers: NDArray[np.int64]) -> dict[tuple[int, ...], int]:
    """Ranking → papers, where there are any."""
    return {ranking: n for (ranking, _), n in zip(ballots, papers.tolist(), strict=True) if n}


def everybody(case: party_wards.PartyWard) -> advice.Followers:
    return advice.followers(case, 1, 1.0)


def test_a_list_moves_the_party_s_names_within_the_places_that_they_hold() -> None:
    """The list is Dogwood, Cedar, Ash. Who begins with Birch, or ranks one name only, is not spoken to."""
    cast = {
        (ASH, BIRCH, CEDAR): 5, (CEDAR, ASH, DOGWOOD): 3, (DOGWOOD, BIRCH, ASH): 2,
        (ASH, BIRCH): 7, (BIRCH, ASH, CEDAR): 11, (CEDAR,): 13,
    }  # fmt: skip
    case = made(cast, ASH, CEDAR, DOGWOOD)
    moved = advice.listed(case, everybody(case), [(2, 1, 0)] * advice.AREAS)
    assert rows(case.papers.ballots, moved) == {
        (CEDAR, BIRCH, ASH): 5, (DOGWOOD, CEDAR, ASH): 3, (DOGWOOD, BIRCH, ASH): 2,
        (ASH, BIRCH): 7, (BIRCH, ASH, CEDAR): 11, (CEDAR,): 13,
    }  # fmt: skip


def test_only_so_many_follow_and_a_seed_gives_the_same_ones() -> None:
    case = made({(ASH, CEDAR): 100, (ASH,): 50, (BIRCH, ASH): 30}, ASH, CEDAR)
    who = advice.followers(case, 7)
    moved = advice.listed(case, who, [(1, 0)] * advice.AREAS)
    assert rows(case.papers.ballots, moved) == {(ASH, CEDAR): 70, (CEDAR, ASH): 30, (ASH,): 50, (BIRCH, ASH): 30}
    again, other = advice.followers(case, 7), advice.followers(case, 8)
    assert (who.adherents == again.adherents).all()
    assert (who.area == again.area).all()
    assert (who.adherents != other.adherents).any()
    assert set(advice.followers(case, 7, 0.1).adherents) < set(who.adherents)


def test_perfect_equalising_moves_no_more_than_it_must() -> None:
    """Ash has 20, Cedar 8: six papers move, of twelve that rank both and could. With one paper in twelve movable it is
    one. Of three names the highest gives to the lowest that its papers rank: 12, 6 and 3 become 7 each, as long as
    Ash's five papers can go: four to Dogwood, one to Cedar."""
    case = made({(ASH, CEDAR): 12, (ASH,): 8, (CEDAR, BIRCH): 8}, ASH, CEDAR)
    assert rows(case.papers.ballots, advice.equalised(case, everybody(case))) == {
        (ASH, CEDAR): 6, (CEDAR, ASH): 6, (ASH,): 8, (CEDAR, BIRCH): 8,
    }  # fmt: skip
    one = advice.equalised(case, advice.followers(case, 1, 1 / 12))
    assert rows(case.papers.ballots, one)[(CEDAR, ASH)] == 1
    three = made({(ASH, DOGWOOD, CEDAR): 12, (CEDAR,): 6, (DOGWOOD,): 3}, ASH, CEDAR, DOGWOOD)
    assert rows(three.papers.ballots, advice.equalised(three, everybody(three))) == {
        (ASH, DOGWOOD, CEDAR): 7, (CEDAR, ASH, DOGWOOD): 1, (DOGWOOD, ASH, CEDAR): 4, (CEDAR,): 6, (DOGWOOD,): 3,
    }  # fmt: skip


def test_rotation_and_water_filling_share_out_the_areas() -> None:
    """Rotation of two names: six areas each. Water-filling: 120 papers rank both, 36 will follow, three an area. Ash
    has 110 less 33 of her own, Cedar 30 less 3: 36 more leave Cedar the smaller, so every list begins with Cedar."""
    case = made({(ASH, CEDAR): 110, (CEDAR, ASH): 10, (CEDAR,): 20}, ASH, CEDAR)
    assert Counter(order[0] for order in advice.rotated(case)) == {0: 6, 1: 6}
    assert advice.water_filled(case) == [[1, 0]] * advice.AREAS
    # Ash 60 - 18 = 42, Cedar 50 - 15 = 35; 33 in twelve parts of 2.75 bring both to 55: five parts and seven.
    even = made({(ASH, CEDAR): 60, (CEDAR, ASH): 50}, ASH, CEDAR)
    assert Counter(order[0] for order in advice.water_filled(even)) == {0: 5, 1: 7}


@pytest.fixture(scope="module")
def real(data: Path) -> list[party_wards.PartyWard]:
    return list(party_wards.party_wards([data / "scotland" / "2017" / f"{ward}.blt" for ward in WARDS]))


@pytest.mark.data
def test_on_real_papers_nothing_but_the_party_s_names_moves(real: list[party_wards.PartyWard]) -> None:
    """Hiding which of the party's names stands where, the papers are those that were cast, whoever follows what; who is
    not entitled is there unchanged; first preferences of the party stay its own; and no more than 30 % differ."""
    assert {case.ward for case in real} == set(WARDS)
    for case in real:
        mine, who = set(case.names), advice.followers(case, 3)
        entitled = {r: n for r, n in case.ballots if r and r[0] in mine and len(mine & set(r)) > 1}
        assert len(case.papers.kind) == sum(entitled.values())
        orders = [list(reversed(range(len(mine))))] * advice.AREAS
        for papers in (advice.listed(case, who, orders), advice.equalised(case, who)):
            now = rows(case.papers.ballots, papers)
            assert masked(now, mine) == masked(dict(case.ballots), mine)
            assert all(now[r] >= n for r, n in case.ballots if r not in entitled)
            gone = sum(max(0, n - now.get(r, 0)) for r, n in case.ballots)
            assert 0 < gone <= round(0.3 * sum(entitled.values()))


def masked(papers: dict[tuple[int, ...], int], mine: set[int]) -> Counter[tuple[object, ...]]:
    """Papers by ranking with the party's names hidden, and by which of them there are."""
    found: Counter[tuple[object, ...]] = Counter()
    for ranking, number in papers.items():
        found[(*(0 if token in mine else token for token in ranking), frozenset(mine & set(ranking)))] += number
    return found


@pytest.mark.data
def test_without_advice_those_win_whom_the_councils_published(real: list[party_wards.PartyWard], data: Path) -> None:
    published: dict[str, set[int]] = defaultdict(set)
    with (data / "scotland" / "published_counts_2017.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["elected_at_stage"]:
                published[row["ballots"]].add(int(row["candidate"]))
    for case in real:
        found = count(case.papers.ballots, Question(scottish.RULES, case.seats, lot_seed="1"))
        assert set(found.elected) == published[case.ward]


@pytest.mark.data
def test_equalised_piles_are_level_where_enough_can_move(real: list[party_wards.PartyWard]) -> None:
    """First preferences counted anew from the papers: with everybody following, piles of two names end within one."""
    for case in (case for case in real if len(case.names) == 2):
        papers = advice.equalised(case, everybody(case))
        level = Counter[int]()
        for ranking, number in rows(case.papers.ballots, papers).items():
            level[ranking[0]] += number
        cast = with_papers(case.papers.ballots, papers)
        assert cast.total == case.ballots.total
        assert abs(level[case.names[0]] - level[case.names[1]]) <= 1
