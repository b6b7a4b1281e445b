"""Constraints: guarded and doomed candidates, decided exactly and by the procedure of Hill's article."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections import assert_conserved, at_least, at_most, election, question
from hustings.counting.constraints import Feasibility
from hustings.counting.count import count
from hustings.rules.library import names
from hustings.rules.question import Constraint, Impossible

WITH_EXCLUSIONS = [name for name in names() if name not in ("plurality", "irv")]

# Hill's example as Otten reworks it (Voting matters 13, 2001): 14 places; 7 English, 6 Scottish, 1 Welsh; 7 men,
# 7 women. Candidates by group, as many as can matter: EM 5, EW 7, SM 6, SW 3, WM 1, WW 1.
GROUPS = ["EM"] * 5 + ["EW"] * 7 + ["SM"] * 6 + ["SW"] * 3 + ["WM", "WW"]
NUMBERED = dict(enumerate(GROUPS, 1))
WANTED = {"English": ("E", 7), "Scottish": ("S", 6), "Welsh": ("W", 1)}
HILL = tuple(
    bound(number, [n for n, group in NUMBERED.items() if group.startswith(letter)], name)
    for name, (letter, number) in WANTED.items()
    for bound in (at_least, at_most)
) + tuple(bound(7, [n for n, group in NUMBERED.items() if group.endswith("M")], "men") for bound in (at_least, at_most))


def test_the_eight_possibilities_of_hills_example() -> None:
    """The table of Otten's article: the only ways of meeting every constraint, as numbers of EM EW SM SW WM WW."""
    possible = {(0, 7, 6, 0, 1, 0), (1, 6, 5, 1, 1, 0), (1, 6, 6, 0, 0, 1), (2, 5, 4, 2, 1, 0)}
    possible |= {(2, 5, 5, 1, 0, 1), (3, 4, 3, 3, 1, 0), (3, 4, 4, 2, 0, 1), (4, 3, 3, 3, 0, 1)}
    feasibility = Feasibility(HILL, NUMBERED)
    kinds = ("EM", "EW", "SM", "SW", "WM", "WW")
    available = [GROUPS.count(kind) for kind in kinds]
    for numbers in itertools.product(*(range(n + 1) for n in available)):
        if sum(numbers) == 14:
            chosen = [
                number
                for kind, taken in zip(kinds, numbers, strict=True)
                for number in [n for n, group in NUMBERED.items() if group == kind][:taken]
            ]
            assert feasibility.feasible(chosen, [], 0) == (numbers in possible), numbers


def test_the_crucial_point_of_hills_example() -> None:
    """Two Scottish women remain, six Scots are wanted and none is elected: at least four Scottish men. Three of seven
    men are elected already: exactly four. So both Scottish women are guarded, and the other English men doomed."""
    feasibility = Feasibility(HILL, NUMBERED)
    elected = [1, 2, 3]
    assert [NUMBERED[n] for n in (19, 20, 21)] == ["SW", "SW", "SW"]
    continuing = [n for n in NUMBERED if n not in elected and n != 21]
    guarded, doomed = (
        feasibility.guarded(elected, continuing, 11),
        feasibility.doomed(elected, continuing, 11),
    )
    assert {19, 20} <= guarded
    assert {4, 5} <= doomed


def test_women_who_are_needed_at_the_end_are_guarded_and_elected_below_the_quota() -> None:
    """100 papers, 3 seats, quota 26 (scottish). D 8 and E 6 are women, A 40, B 26 and C 20 men. Without the constraint
    A, B and C are elected. With «at least 1 woman», A and B fill two places; one is left, so C is doomed and goes
    although he has more votes; then E goes, and D is elected as the last."""
    ballots = election({"A": 40, "B": 26, "C": 20, "D": 8, "E": 6})
    assert count(ballots, question("scottish", 3)).elected == (1, 2, 3)
    facts = count(ballots, question("scottish", 3, constraints=(at_least(1, {4, 5}),)))
    assert facts.elected == (1, 2, 4)
    assert facts.stages[0].doomed == (3,)
    excluded = [stage.of for stage in facts.stages if stage.kind == "exclusion"]
    assert excluded == [(3,), (5,)]


def test_a_doomed_candidate_with_a_quota_is_not_elected_and_goes_first() -> None:
    """60 papers, 2 seats, quota 21. A 25 and B 22 are men, C 13 the only woman: at least one woman. A is elected; then
    B, with a quota, would leave no place for C: B is doomed, and goes although C has fewer votes."""
    ballots = election({"A": 25, "BA": 22, "C": 13})
    facts = count(ballots, question("scottish", 2, constraints=(at_least(1, {3}),)))
    assert facts.stages[0].elected == (1,)
    assert (facts.stages[0].doomed, facts.stages[0].guarded) == ((2,), (3,))
    assert [stage.of for stage in facts.stages if stage.kind == "exclusion"] == [(2,)]
    assert facts.elected == (1, 3)


def test_a_constraint_that_bites_early_guards_the_lowest() -> None:
    """Two women of five, both wanted: guarded from the start, so the lowest man goes at the first exclusion."""
    ballots = election({"A": 30, "B": 25, "C": 20, "D": 3, "E": 2})
    facts = count(ballots, question("scottish", 3, constraints=(at_least(2, {4, 5}),)))
    assert facts.stages[0].guarded == (4, 5)
    assert set(facts.elected) == {1, 4, 5}


def test_as_many_guarded_as_places_are_all_elected() -> None:
    ballots = election({"A": 50, "B": 30, "C": 3, "D": 2})
    facts = count(ballots, question("ers97", 2, constraints=(at_least(2, {3, 4}),)))
    assert set(facts.elected) == {3, 4}
    assert facts.stages[0].doomed == (1, 2)


def test_candidates_who_may_go_one_by_one_but_not_together() -> None:
    """ers97: 102 papers, three places, quota 25.50: nobody has it. B 1 and C 2 have 3 together, not more than G's 17;
    with G they would have 20, more than D's 19. But two of B, C and D are wanted: only one can be spared, and B goes
    alone."""
    ballots = election({"A": 22, "B": 1, "C": 2, "D": 19, "E": 21, "F": 20, "G": 17})
    free = count(ballots, question("ers97", 3))
    assert free.stages[1].of == (2, 3)
    facts = count(ballots, question("ers97", 3, constraints=(at_least(2, {2, 3, 4}),)))
    assert facts.stages[1].of == (2,)
    assert len({2, 3, 4} & set(facts.elected)) == 2


def test_two_overlapping_groups() -> None:
    """Women B and C, young C and D; one of each wanted for two places; A and E are neither. 100 papers, quota 34: A 40
    is elected; then only C meets both: C is guarded, all others are doomed."""
    ballots = election({"A": 40, "B": 25, "C": 5, "D": 20, "E": 10})
    both = (at_least(1, {2, 3}), at_least(1, {3, 4}, "young"))
    facts = count(ballots, question("scottish", 2, constraints=both))
    assert facts.elected == (1, 3)
    assert (facts.stages[0].guarded, facts.stages[0].doomed) == ((3,), (2, 4, 5))


def test_at_most_stops_the_next_of_the_group() -> None:
    """At most one of A and B: A 40 of 100 is elected with a quota of 34, and B, who has 36, is doomed."""
    ballots = election({"A": 40, "BC": 36, "C": 14, "D": 10})
    facts = count(ballots, question("scottish", 2, constraints=(at_most(1, {1, 2}),)))
    assert facts.elected == (1, 3)


def test_what_cannot_be_met_is_refused_before_counting() -> None:
    with pytest.raises(Impossible, match="cannot be met"):
        count(election({"A": 2, "B": 1, "C": 1}), question("scottish", 2, constraints=(at_least(2, {1}),)))


groups = st.frozensets(st.integers(1, 6), max_size=6)
constraint = st.builds(at_least, st.integers(0, 3), groups) | st.builds(at_most, st.integers(0, 3), groups)


@given(
    constraints=st.lists(constraint, min_size=1, max_size=3).map(tuple),
    elected=st.lists(st.integers(1, 6), unique=True, max_size=3),
    places=st.integers(0, 4),
)
def test_feasible_guarded_and_doomed_are_what_trying_all_completions_finds(
    constraints: tuple[Constraint, ...], elected: list[int], places: int
) -> None:
    feasibility = Feasibility(constraints, range(1, 7))
    continuing = [c for c in range(1, 7) if c not in elected]

    def met(chosen: set[int]) -> bool:
        return all(
            (len(chosen & c.members) >= c.number) if c.sense == "at least" else (len(chosen & c.members) <= c.number)
            for c in constraints
        )

    def completions(of: list[int], taken: list[int], free: int) -> bool:
        return any(met({*taken, *rest}) for rest in itertools.combinations(of, min(free, len(of))))

    assert feasibility.feasible(elected, continuing, places) == completions(continuing, elected, places)
    if places and feasibility.feasible(elected, continuing, places):
        guarded, doomed = (
            feasibility.guarded(elected, continuing, places),
            feasibility.doomed(elected, continuing, places),
        )
        for c in continuing:
            others = [o for o in continuing if o != c]
            assert (c in guarded) == (not completions(others, elected, places))
            assert (c in doomed) == (not completions(others, [*elected, c], places - 1))


@given(
    rules=st.sampled_from(WITH_EXCLUSIONS),
    papers=st.lists(
        st.tuples(st.permutations("ABCDEF").map("".join), st.integers(1, 6), st.integers(1, 9)), min_size=1, max_size=8
    ),
    seats=st.integers(1, 4),
    constraints=st.lists(constraint, min_size=1, max_size=3).map(tuple),
)
def test_whenever_the_constraints_can_be_met_they_are(
    rules: str, papers: list[tuple[str, int, int]], seats: int, constraints: tuple[Constraint, ...]
) -> None:
    ballots = election([(ranking[:length], number) for ranking, length, number in papers], 6)
    ask = question(rules, seats, constraints=constraints)
    try:
        facts = count(ballots, ask)
    except Impossible:
        free = Feasibility(constraints, range(1, 7))
        assert not free.feasible([], range(1, 7), seats)
        return
    assert_conserved(facts, ask, 0)
    chosen = set(facts.elected)
    assert len(chosen) == seats
    for c in constraints:
        held = len(chosen & c.members)
        assert held >= c.number if c.sense == "at least" else held <= c.number


def test_protected_members_are_never_excluded_while_anybody_else_is_there() -> None:
    ballots = election({"A": 30, "B": 20, "C": 10, "D": 1})
    facts = count(ballots, question("scottish", 2, guarded=frozenset({4})))
    assert 4 in facts.elected
    assert facts.stages[0].guarded == (4,)


# Nine places, as on the NEC: women A to F (1 to 6), men G to R (7 to 18). 1,000 papers, quota 101 (scottish): men G to
# O have 105 each and would all nine be elected at once; the women have 10, 9, 9, 9, 9 and 9.
NINE = {**dict.fromkeys("GHIJKLMNO", 105), "A": 10, **dict.fromkeys("BCDEF", 9)}


def test_four_women_of_nine_when_it_bites_at_once() -> None:
    """All nine men have a quota at the first stage. Five are elected; then every other man is doomed, and goes."""
    ballots = election(NINE)
    free = count(ballots, question("scottish", 9))
    assert set(free.elected) == set(range(7, 16))
    facts = count(ballots, question("scottish", 9, constraints=(at_least(4, range(1, 7)),)))
    assert len(facts.stages[0].elected) == 5
    assert set(facts.stages[0].doomed) == set(range(7, 16)) - set(facts.elected)
    assert len(set(facts.elected) & set(range(1, 7))) == 4
    doomed_go_first = [stage.of[0] for stage in facts.stages if stage.kind == "exclusion"][:4]
    assert set(doomed_go_first) == set(facts.stages[0].doomed)


def test_four_women_of_nine_when_it_bites_at_the_end() -> None:
    """997 papers, quota 100. Five men (G 120 to K 116) and three women (A 110 to C 108) fill eight places. For the
    ninth L, a man, has 50 and D, a woman, 30; no paper names anybody else. Without the constraint D is excluded and L
    elected; with it L is doomed as soon as the eight are elected."""
    papers = dict(zip("GHIJKABCLD", (120, 119, 118, 117, 116, 110, 109, 108, 50, 30), strict=True))
    ballots = election(papers)
    assert 12 in count(ballots, question("scottish", 9)).elected
    facts = count(ballots, question("scottish", 9, constraints=(at_least(4, range(1, 7)),)))
    assert facts.elected[-1] == 4
    assert len(set(facts.elected) & set(range(1, 7))) == 4
    assert [stage.guarded for stage in facts.stages][-1] == ()
    assert 12 in facts.stages[0].doomed
