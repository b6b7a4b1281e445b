"""Counts in the terminal."""

from __future__ import annotations

import io
import random

import pytest
from rich.console import Console

from elections import at_least, election, question
from hustings.ballots.ballots import Ballots
from hustings.cli.tables import print_comparison, print_record
from hustings.counting.count import count
from hustings.election.wording import printable
from hustings.record.record import CountRecord, record_of
from hustings.rules.library import rule_book
from hustings.rules.question import Question
from hustings.witness.comparing import Compared

THREE = election({"ABC": 30, "B": 16, "CB": 14})


def record(ballots: Ballots, ask: Question) -> CountRecord:
    without = count(ballots, question(ask.rules.name, ask.seats)).elected if ask.constraints else None
    facts = count(ballots, ask)
    return record_of(ballots, ask, facts, ["statute counter", "compiled counter"], without_constraints=without)


def printed(made: CountRecord, width: int = 100, *, brief: bool = False) -> list[str]:
    out = Console(file=io.StringIO(), width=width, highlight=False)
    print_record(made, out, brief=brief)
    return [line.rstrip() for line in out.file.getvalue().splitlines()]  # type: ignore[attr-defined]


def large() -> CountRecord:
    """42 candidates with long names, 9 places."""
    chance = random.Random(1)
    names = [f"Candidate with quite a long name, number {n}" for n in range(1, 43)]
    papers = {tuple(chance.sample(range(1, 43), 8)): chance.randint(100, 900) for _ in range(400)}
    return record(Ballots.of(names, papers), question("scottish", 9))


def test_the_result_comes_first_in_order_of_election() -> None:
    lines = printed(record(THREE, question("ers97", 2)))
    assert lines[2] == "2 places, 60 valid papers, quota 20"
    start = lines.index("Elected, in this order:")
    assert lines[start + 1 : start + 3] == ["1  A  stage 1", "2  B  stage 2"]


def test_a_brief_account_is_the_whole_ones_beginning_and_ends_before_the_stages() -> None:
    made = record(THREE, question("ers97", 2))
    whole = printed(made)
    assert printed(made, brief=True) == whole[: whole.index("Stages:")]


def test_figures_stand_in_columns_by_stage_aligned_to_the_right() -> None:
    """A's 10 over the quota: 30 papers at 0.33 go to B; ers97 shows what is lost as non-transferable (5.3.10)."""
    lines = printed(record(THREE, question("ers97", 2)))
    table = lines[next(i for i, line in enumerate(lines) if "Votes at stage" in line) :]
    assert [line.split() for line in table if line and "─" not in line] == [
        ["Votes", "at", "stage", "1", "2"],
        ["1", "A", "30.00", "20.00"],
        ["2", "B", "16.00", "25.90"],
        ["C", "14.00", "14.00"],
        ["Non-transferable", "0.00", "0.10"],
        ["Quota", "20.00", "20.00"],
    ]
    assert len({len(line) for line in table if line}) == 1


@pytest.mark.parametrize("width", [100, 80, 60])
def test_forty_two_candidates_and_thirty_stages_fit_the_width_with_no_figure_cut(width: int) -> None:
    made = large()
    assert len(made.facts.stages) >= 30
    lines = printed(made, width)
    assert max(map(len, lines)) <= width
    assert not any("…" in line.split("  ")[-1] for line in lines)
    assert f"{made.figures.cell(made.facts.stages[-1].non_transferable)}" in "\n".join(lines)


def test_piped_output_has_no_colours() -> None:
    assert "\x1b" not in "\n".join(printed(record(THREE, question("scottish", 2))))


def test_a_constraint_says_what_would_have_been_without_it() -> None:
    ballots = election({"A": 20, "B": 18, "C": 7})
    lines = printed(record(ballots, question("scottish", 2, constraints=(at_least(1, [3]),))))
    assert "Constraint at least 1 of women: 1 elected." in lines
    assert "Without it elected would have been: A and B." in lines


def test_unfilled_places_are_said() -> None:
    assert "Unfilled: one place." in printed(record(election({"A": 3, "B": 2}), question("ers97", 3)))


def test_names_cannot_move_the_cursor_or_turn_the_line_around() -> None:
    assert printable("A\x1b[2J\u202eB\nC\u200d") == "A [2JB C\u200d"


def test_a_comparison_shows_every_rule_book_and_says_where_they_differ() -> None:
    """One place, A 8, B 7, C 5 → B: plurality elects A; without C, B has 12 of 20."""
    ballots = election({"A": 8, "B": 7, "CB": 5})
    results = [
        Compared(rule_book(name), record(ballots, question(name, 1))) for name in ("plurality", "irv", "scottish")
    ]
    out = Console(file=io.StringIO(), width=100)
    print_comparison(ballots, [*results, Compared(rule_book("meek"), None, "a lot is needed")], out)
    text = out.file.getvalue()  # type: ignore[attr-defined]
    lines = [line.split() for line in text.splitlines()]
    assert ["A", "1"] in lines
    assert ["B", "1", "1"] in lines
    assert "They differ: A under plurality; B under irv and scottish." in text
    assert "meek: no result, because a lot is needed" in text
