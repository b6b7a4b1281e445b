"""What overvoted, repeated and skipped preferences do to a paper: every answer that a rule book may give."""

from __future__ import annotations

import dataclasses

import pytest

from elections import election, question
from hustings.counting.count import count
from hustings.counting.papers import as_far_as_it_counts
from hustings.record.facts import Facts
from hustings.rules.library import rule_book
from hustings.rules.question import Question


def reads(text: str, **answers: str) -> list[int | str]:
    """The candidates that a paper of A to E may support, as letters; several whom the count decides about together."""
    rules = dataclasses.replace(rule_book("scottish"), **answers)  # type: ignore[arg-type]
    (ranking, _), *_ = election({text: 1}, 5)
    counts = as_far_as_it_counts(ranking, rules, frozenset({5}))
    return [" ABCDE"[c] if isinstance(c, int) else "".join(" ABCDE"[n] for n in sorted(c)) for c in counts]


@pytest.mark.parametrize(
    ("text", "answers", "counts"),
    [
        ("AB=CD", {"overvoted": "stops"}, ["A"]),
        ("AB=CD", {"overvoted": "passed over"}, ["A", "D"]),
        ("B=CAD", {"overvoted": "passed over"}, ["A", "D"]),
        ("AB=CD", {"overvoted": "stops if several continue"}, ["A", "BC", "D"]),
        ("AB=CD", {"overvoted": "stops if any continues"}, ["A", "BC", "D"]),
        # E has withdrawn: with one other it is that one who is chosen, or who stops the paper.
        ("AB=ED", {"overvoted": "stops if several continue"}, ["A", "B", "D"]),
        ("AB=ED", {"overvoted": "stops if any continues"}, ["A", "B", "D"]),
        ("AB=ED", {"overvoted": "stops"}, ["A"]),
        # At the first reading everybody may receive.
        ("B=CAD", {"overvoted": "stops if several continue"}, []),
        ("B=EAD", {"overvoted": "stops if several continue"}, ["B", "A", "D"]),
        ("B=EAD", {"overvoted": "stops if any continues"}, []),
        ("ABAC", {"repeated": "ignored"}, ["A", "B", "C"]),
        ("ABAC", {"repeated": "stops"}, ["A", "B"]),
        ("ABAC", {"repeated": "invalid"}, []),
        ("EBEC", {"repeated": "stops"}, ["B"]),
        # The paper stops before the second naming: that is not reached.
        ("AB=CA", {"repeated": "invalid", "overvoted": "stops"}, ["A"]),
        ("A-A", {"repeated": "invalid", "skipped": "stops"}, ["A"]),
        # Places in an overvoted preference are no naming.
        ("A=BAC", {"repeated": "invalid", "overvoted": "passed over"}, ["A", "C"]),
        ("AB=AC", {"repeated": "invalid", "overvoted": "passed over"}, ["A", "C"]),
        ("A-B", {"skipped": "stops"}, ["A"]),
        ("A-B--C", {"skipped": "passed over"}, ["A", "B", "C"]),
        ("A-B--C", {"skipped": "stops after two"}, ["A", "B"]),
        ("--A", {"skipped": "stops after two"}, []),
        ("A-E-B", {"skipped": "stops after two"}, ["A", "B"]),
        ("A-B=C-D", {"skipped": "stops after two", "overvoted": "passed over"}, ["A", "D"]),
        ("A-A-D", {"skipped": "stops after two", "repeated": "ignored"}, ["A", "D"]),
        # The same candidate twice at one preference is one candidate there.
        ("A=AB", {"overvoted": "stops"}, ["A", "B"]),
    ],
)
def test_how_far_a_paper_counts(text: str, answers: dict[str, str], counts: list[str]) -> None:
    if text == "AB=ED" and answers["overvoted"] == "stops if any continues":
        (ranking, _), *_ = election({text: 1}, 5)
        rules = dataclasses.replace(rule_book("scottish"), overvoted="stops if any continues")
        assert as_far_as_it_counts(ranking, rules, frozenset({5})) == [1, frozenset({2}), 4]
    else:
        assert reads(text, **answers) == counts


def counted(papers: dict[str, int], seats: int, rules: str = "scottish", **answers: str) -> Facts:
    asked = question(rules, seats)
    return count(election(papers), dataclasses.replace(asked, rules=dataclasses.replace(asked.rules, **answers)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("overvoted", "to_b", "to_d", "ended"),
    [("stops if several continue", 0, 0, 3), ("stops if any continues", 0, 0, 3), ("passed over", 0, 3, 0)],
)
def test_an_overvoted_preference_reached_while_both_continue(overvoted: str, to_b: int, to_d: int, ended: int) -> None:
    """A, with 3 papers, goes out first; B (5) and C (6) both continue, D has 4."""
    stage = counted({"AB=CD": 3, "B": 5, "C": 6, "D": 4}, 1, overvoted=overvoted).stages[1]
    assert stage.votes == (0, (5 + to_b) * 10**5, 6 * 10**5, (4 + to_d) * 10**5)
    assert stage.non_transferable == ended * 10**5


@pytest.mark.parametrize(
    ("overvoted", "to_c", "ended"), [("stops if several continue", 3, 0), ("stops if any continues", 0, 3)]
)
def test_an_overvoted_preference_reached_when_one_of_the_two_has_gone(overvoted: str, to_c: int, ended: int) -> None:
    """B (2 papers) goes out first, then A (3): of B and C only C may still receive A's papers."""
    stage = counted({"AB=CD": 3, "B": 2, "C": 6, "D": 5}, 1, overvoted=overvoted).stages[2]
    assert stage.of == (1,)
    assert stage.votes == (0, 0, (6 + to_c) * 10**5, 5 * 10**5)
    assert stage.non_transferable == (2 + ended) * 10**5


@pytest.mark.parametrize("overvoted", ["stops if several continue", "stops if any continues"])
def test_an_overvoted_preference_reached_when_both_have_gone_is_passed_over(overvoted: str) -> None:
    """B (1) goes out, then C (2), then A (3), whose papers go on to D."""
    stage = counted({"AB=CD": 3, "B": 1, "C": 2, "D": 4, "E": 5}, 1, overvoted=overvoted).stages[3]
    assert stage.of == (1,)
    assert stage.votes[3] == 7 * 10**5


def test_under_meek_an_overvoted_preference_is_looked_at_afresh() -> None:
    """19 papers for 2 places. A has 8 votes, over the quota of 19/3. Once A keeps just the quota q, what the
    three others hold is 11: q = (q + 11) / 3 = 5.5, for what five papers have left of A's 8 meets B=C while
    both continue, and ends there. Nobody else has 5.5, so B (3) is excluded. Then the same rest goes to C:
    5 × (1 - 5.5/8) = 1.5625."""
    facts = counted({"AB=C": 5, "A": 3, "B": 3, "C": 4, "D": 4}, 2, "meek", overvoted="stops if several continue")
    excluded = next(stage for stage in facts.stages if stage.kind == "exclusion")
    assert excluded.of == (2,)
    assert excluded.before[1:] == (3 * 10**9, 4 * 10**9, 4 * 10**9)
    votes = excluded.votes[2]
    assert isinstance(votes, int)
    assert abs(votes - 5_562_500_000) < 10_000


def test_a_repeated_candidate_under_scottish_is_passed_over() -> None:
    """dup.blt: A B A twice, B A once; 1 place, quota 2: A has it."""
    facts = counted({"ABA": 2, "BA": 1}, 1)
    assert (facts.valid, facts.elected) == (3, (1,))


def test_no_candidate_has_two_votes_of_one_paper_under_plurality() -> None:
    """Two places: A, named twice, has one vote of each paper; the other votes are B's."""
    assert counted({"AAB": 3, "B": 1}, 2, "plurality").stages[0].votes == (3, 4)


def test_an_overvote_is_passed_over_under_minneapolis_and_stops_the_paper_elsewhere() -> None:
    """mpls_over.blt: three papers A=B then C, two for B. Passed over, C has 3 of 5; stopped, B alone has papers."""
    papers = {"A=BC": 3, "BA": 2}
    assert counted(papers, 1, "minneapolis").elected == (3,)
    facts = counted(papers, 1)
    assert (facts.valid, facts.invalid, facts.elected) == (2, 3, (2,))


def asked(rules: str, seats: int, **more: object) -> Question:
    return question(rules, seats, **more)


def test_undeclared_write_ins_are_never_elected_and_papers_go_on() -> None:
    """[undeclared 4], one place, 10 papers: D has 6, more than the quota, and is not elected. C (1) goes to A, B (1) to
    A, A then being the only one who can be: elected at once, without D's papers."""
    ballots = election({"DA": 6, "A": 2, "BA": 1, "CA": 1})
    facts = count(ballots, asked("scottish", 1, undeclared=frozenset({4})))
    assert facts.elected == (1,)
    assert all(4 not in stage.elected for stage in facts.stages)
    assert count(ballots, asked("scottish", 1)).elected == (4,)


def test_undeclared_write_ins_are_excluded_as_the_lowest_and_their_papers_go_on() -> None:
    """One place: A 5, B 4, write-ins 2, both for B: B has 6 of 11, the quota."""
    facts = count(election({"A": 5, "B": 4, "CB": 2}), asked("scottish", 1, undeclared=frozenset({3})))
    assert [(stage.kind, stage.of, stage.elected) for stage in facts.stages] == [
        ("first preferences", (), ()),
        ("exclusion", (3,), (2,)),
    ]


def test_no_contest_where_only_write_ins_are_more_than_the_places() -> None:
    facts = count(election({"A": 1, "C": 9}, 3), asked("scottish", 2, undeclared=frozenset({3})))
    assert (len(facts.stages), facts.elected, facts.unfilled) == (1, (1, 2), 0)


def test_a_hare_quota() -> None:
    """10 papers, 3 places: 10/3 = 3.33334, rounded up to five places."""
    facts = counted({"A": 5, "B": 3, "C": 1, "D": 1}, 3, quota="hare")
    assert facts.stages[0].quota == 333334
    assert facts.elected[0] == 1


def test_undeclared_write_ins_go_before_anybody_who_would_have_their_papers() -> None:
    """Seven papers, two places: D is undeclared and has five, which name A next. D goes at stage 2; A has five."""
    facts = count(election({"DAB": 5, "C": 2}), question("scottish", 2, undeclared=frozenset({4})))
    assert facts.stages[1].of == (4,)
    assert facts.elected[0] == 1
    assert 4 not in facts.elected
