"""The Minneapolis rule book against what the city published."""

from __future__ import annotations

from pathlib import Path

import pytest

from elections import election, question
from hustings.ballots.reading import read_ballots
from hustings.counting.count import count


@pytest.mark.data
def test_the_park_board_of_2013_as_the_city_published_it(data: Path) -> None:
    ballots = read_ballots(data / "minneapolis/park_board_2013.csv")
    assert ballots.undeclared == (len(ballots.names),)
    facts = count(ballots, question("minneapolis", 3, undeclared=frozenset({len(ballots.names)})))
    last = facts.stages[-1]
    assert (facts.valid, facts.valid + facts.invalid) == (59463, 80101)
    assert last.quota == 14866 * 10**4
    assert last.votes[ballots.names.index("ANNIE YOUNG")] == 139056980
    assert [ballots.names[n - 1] for n in facts.elected] == ["JOHN ERWIN", "ANNIE YOUNG", "MEG FORNEY"]


# The park board at large of 2009: what each who was defeated gave to whom, counted from the papers of 2009 in data set
# 00018, file 2, of PrefLib. E Erwin, F Fine, A Anderson, Y Young, N Nordyke, W Wahlstedt, B Bernard, U Butler,
# I write-ins.
FIRST = {"B": 2024, "U": 1114, "E": 6376, "F": 8089, "A": 5394, "N": 3716, "W": 2807, "Y": 6941, "I": 194}
MOVES = {
    "UI": {"B": 101, "E": 138, "F": 104, "A": 76, "N": 71, "W": 81, "Y": 121},
    "B": {"E": 121, "F": 170, "A": 443, "N": 98, "W": 103, "Y": 428},
    "W": {"E": 206, "F": 345, "A": 183, "N": 233, "Y": 251},
    "N": {"E": 892, "F": 621, "A": 714, "Y": 630},
}


def papers_with_those_moves() -> dict[str, int]:
    """Papers that give each of these numbers: every pile is its papers so far, the first of them moved first."""
    piles = {name: {name: number} for name, number in FIRST.items()}
    ended: dict[str, int] = {}
    for gone, moves in MOVES.items():
        pile = [one for name in gone for one in piles.pop(name).items()]
        for to, number in moves.items():
            while number:
                paper, there = pile.pop(0)
                moved = min(there, number)
                number -= moved
                piles[to][paper + to] = piles[to].get(paper + to, 0) + moved
                if there > moved:
                    pile.insert(0, (paper, there - moved))
        for paper, there in pile:
            ended[paper] = ended.get(paper, 0) + there
    for pile_left in piles.values():
        for paper, there in pile_left.items():
            ended[paper] = ended.get(paper, 0) + there
    return ended


def test_the_last_round_of_the_park_board_of_2009_as_the_city_published_it() -> None:
    """The city: Fine 9,329, elected at the threshold; Anderson, defeated at the very end, keeps 6,810. The threshold
    for 36,655 valid papers is ⌊36,655 / 4⌋ + 1 = 9,164."""
    order = "EFAYNWBUI"
    named = {name: "ABCDEFGHI"[i] for i, name in enumerate(order)}
    papers = {"".join(named[c] for c in paper): number for paper, number in papers_with_those_moves().items()}
    facts = count(election(papers, 9), question("minneapolis", 3, undeclared=frozenset({9})))
    last = facts.stages[-1]
    assert (facts.valid, last.quota) == (36655, 9164 * 10**4)
    assert (last.votes[1], last.votes[2]) == (9329 * 10**4, 6810 * 10**4)
    assert [order[n - 1] for n in facts.elected] == ["F", "Y", "E"]
    assert [stage.of for stage in facts.stages[1:5]] == [(8, 9), (7,), (6,), (5,)]


def test_undeclared_write_ins_go_in_the_second_round_with_all_who_could_not_catch_up_with_their_votes() -> None:
    """167.70(c)(1)c. and 167.20. One place: A 14, B 12, C 3. With 5 write-ins C could have 3 + 5, fewer than B's 12: it
    goes with them. With 9 it could draw level, and stays."""
    second = []
    for write_ins in (5, 9):
        ballots = election({"A": 14, "B": 12, "C": 3, "DB": write_ins}, 4)
        second.append(count(ballots, question("minneapolis", 1, undeclared=frozenset({4}))).stages[1].of)
    assert second == [(3, 4), (4,)]


def test_no_surplus_moves_before_undeclared_write_ins_have_gone() -> None:
    facts = count(
        election({"AB": 20, "B": 6, "C": 5, "DC": 2}, 4), question("minneapolis", 2, undeclared=frozenset({4}))
    )
    assert [(stage.kind, stage.of) for stage in facts.stages[1:3]] == [("exclusion", (4,)), ("surplus", (1,))]
