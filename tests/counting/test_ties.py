"""Ties: look-back as each rule book has it, then the lot or a recorded decision."""

from __future__ import annotations

import dataclasses
import hashlib

import pytest

from elections import election, question
from hustings.counting.count import count
from hustings.record.facts import Tie
from hustings.rules.lot import LotNeeded, schedule_1a
from hustings.rules.question import Decision
from hustings.rules.table.ties import LookBack


def all_ties(papers: dict[str, int], rules: str, seats: int, **more: object) -> list[Tie]:
    facts = count(election(papers), question(rules, seats, **more))
    return [tie for stage in facts.stages for tie in stage.ties]


def by_hash(seed: str, stage: int, purpose: str, among: str) -> int:
    """The lot drawn by hand: the smallest SHA-256 of «seed|stage|purpose|name»."""
    chosen = min(among, key=lambda name: hashlib.sha256(f"{seed}|{stage}|{purpose}|{name}".encode()).hexdigest())
    return "ABCDEFGH".index(chosen) + 1


# A 40, B 30; C 10, D 10, E 9. Quota 34 (99 / 3 + 1). A's surplus of 6 goes to nobody. E's 9 papers: D 4, C 4, 1 to
# nobody. So C and D are equal at every stage.
ALWAYS_EQUAL = {"A": 40, "B": 30, "C": 10, "D": 10, "ED": 4, "EC": 4, "E": 1}


def test_a_tie_that_was_always_equal_is_settled_by_the_published_lot() -> None:
    tie = all_ties(ALWAYS_EQUAL, "scottish", 2)[-1]
    assert (tie.purpose, tie.among, tie.by) == ("exclusion", (3, 4), "lot")
    assert tie.chosen == by_hash("test", 4, "exclusion", "CD")


def test_without_seed_or_decision_a_lot_declares_nothing() -> None:
    with pytest.raises(LotNeeded) as needed:
        all_ties(ALWAYS_EQUAL, "scottish", 2, lot_seed=None)
    assert (needed.value.stage, needed.value.purpose, needed.value.among) == (4, "exclusion", (3, 4))
    # Each has its own 10 and 4 of E's.
    assert needed.value.votes == ("14.00000", "14.00000")


@pytest.mark.parametrize("chosen", [3, 4])
def test_a_recorded_decision_goes_before_the_seed(chosen: int) -> None:
    tie = all_ties(ALWAYS_EQUAL, "scottish", 2, decisions=(Decision(4, "exclusion", chosen),))[-1]
    assert (tie.by, tie.chosen) == ("decision", chosen)


def test_a_decision_for_another_stage_does_not_speak() -> None:
    with pytest.raises(LotNeeded):
        all_ties(ALWAYS_EQUAL, "scottish", 2, lot_seed=None, decisions=(Decision(3, "exclusion", 3),))


# 72 papers, two seats, quota 25. A's surplus of 15 goes to nobody (stage 2). E is excluded, 4 to C: 15 (stage 3). D is
# excluded, 3 to B: 15, 2 to nobody (stage 4). B and C are equal with 15. At stage 3 B had 12 and C 15; at stages 1 and
# 2 B had 12 and C 11.
CROSSED = {"A": 40, "B": 12, "C": 11, "DB": 3, "D": 2, "EC": 4}


@pytest.mark.parametrize(("look_back", "chosen", "stage"), [("most recent", 2, 3), ("earliest", 3, 1)])
def test_the_most_recent_and_the_earliest_difference_can_choose_differently(
    look_back: LookBack, chosen: int, stage: int
) -> None:
    ask = question("scottish", 2)
    ask = dataclasses.replace(ask, rules=dataclasses.replace(ask.rules, look_back=look_back))
    ties = [tie for stage in count(election(CROSSED), ask).stages for tie in stage.ties]
    assert ties == [Tie("exclusion", (2, 3), "look-back", chosen, stage)]


def test_minneapolis_knows_no_look_back() -> None:
    """E and D (9 together, fewer than C's 11) are defeated together at stage 3; B and C are equal with 15 after it."""
    assert all_ties(CROSSED, "minneapolis", 2) == [
        Tie("exclusion", (2, 3), "lot", by_hash("test", 4, "exclusion", "BC"))
    ]


def test_three_tied_are_narrowed_to_two_and_then_looked_at_further_back() -> None:
    """scottish 51. 153 papers, two seats, quota 52; A's surplus goes to nobody. E (5) goes: C and D 18 each. F (6)
    goes: B, C and D 20 each. At stage 3 C and D were behind B; at stage 2 D (15) was behind C (17): D goes. Then C,
    behind B at stage 3."""
    papers = {"A": 90, "B": 20, "C": 17, "D": 15, "ED": 3, "EC": 1, "E": 1, "FC": 2, "FD": 2, "F": 2}
    assert all_ties(papers, "scottish", 2) == [
        Tie("exclusion", (2, 3, 4), "look-back", 4, 2),
        Tie("exclusion", (2, 3), "look-back", 3, 3),
    ]


def test_three_tied_of_whom_two_were_always_equal_are_narrowed_before_the_lot() -> None:
    """152 papers, two seats, quota 51. F (6) goes at stage 3: B, C, D have 20 each; before, C and D had 18."""
    papers = {"A": 90, "B": 20, "C": 18, "D": 18, "FC": 2, "FD": 2, "F": 2}
    tie = all_ties(papers, "scottish", 2)[0]
    assert (tie.among, tie.narrowed, tie.by) == ((2, 3, 4), (3, 4), "lot")
    assert tie.chosen == by_hash("test", 4, "exclusion", "CD")


def test_equal_surpluses_at_the_first_stage_go_by_lot() -> None:
    papers = {"AC": 30, "BC": 30, "C": 8, "D": 9, "E": 3}
    # 80 papers, three seats, quota 21: A and B have 30 each, at the first stage: no earlier point.
    tie = all_ties(papers, "scottish", 3)[0]
    assert (tie.purpose, tie.among, tie.by) == ("surplus", (1, 2), "lot")
    assert tie.chosen == by_hash("test", 2, "surplus", "AB")


def test_equal_surpluses_go_in_the_order_of_an_earlier_stage() -> None:
    """scottish 49. 41 papers, three seats, quota 11. D (5) goes: A 12, B 12, surpluses of 1 each; A had more at
    first."""
    papers = {"A": 10, "B": 9, "C": 9, "DA": 2, "DB": 3, "E": 8}
    assert all_ties(papers, "scottish", 3)[0] == Tie("surplus", (1, 2), "look-back", 1, 1)


def test_all_equal_is_settled_by_lots_alone() -> None:
    ties = all_ties({"A": 5, "B": 5, "C": 5, "D": 5}, "scottish", 1)
    assert [tie.by for tie in ties] == ["lot", "lot", "lot"]
    assert [len(tie.among) for tie in ties] == [4, 3, 2]


def test_ers97_elects_none_of_equals_who_are_too_many() -> None:
    """5.6.2: A and B both have exactly the quota of 10 / 2 = 5.00 for one place: neither is elected; a lot excludes
    one, and the other is elected by 5.5.1."""
    facts = count(election({"A": 5, "B": 5}), question("ers97", 1))
    assert facts.stages[0].elected == ()
    assert facts.stages[1].kind == "election"
    assert facts.stages[1].ties[0].purpose == "exclusion"
    assert facts.elected == ({1: 2, 2: 1}[facts.stages[1].ties[0].chosen],)


def test_plurality_draws_the_last_place() -> None:
    facts = count(election({"AB": 3, "CD": 3}), question("plurality", 3))
    (tie,) = facts.stages[0].ties[:1]
    assert (tie.purpose, tie.among) == ("election", (1, 2, 3, 4))
    assert len(facts.elected) == 3


def test_the_new_zealand_schedule_needs_no_seed() -> None:
    facts = count(election({"A": 5, "B": 5, "C": 5}), question("meek-nz", 1, lot_seed=None))
    assert len(facts.elected) == 1


def test_the_generator_of_the_new_zealand_schedule() -> None:
    """By hand for 3 candidates, 2 vacancies, 100 votes: x 8, y 2, z 100 (100 mod 10 = 0). Each step x ← 171x mod 30269,
    y ← 172y mod 30307, z ← 170z mod 30323; the fifth number is the first used:
    x 1368, 22045, 16339, 9221, 2803; y 344, 28861, 24051, 15020, 7345; z 17000, 9315, 6754, 26229, 1449:
    926 + 2423 + 477 = 3826."""
    assert schedule_1a(3, 2, 100)[0] == 3826
