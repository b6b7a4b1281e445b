"""Plans in the terminal."""

from __future__ import annotations

import dataclasses
import io
from typing import Any

import pytest
from rich.console import Console

from hustings.cli.plan_tables import print_recommendation
from hustings.narrative.plan_changes import WRONG, gains_left
from hustings.planning.plan import Plan
from small_plan import planned, recommending

pytest.importorskip("hustings.kernel._kernel", reason="the compiled counter is not built here")


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return planned(tmp_path_factory.mktemp("committee") / "orchard", sizes=(3,))


def printed(plan: Any, width: int = 100) -> list[str]:
    out = Console(file=io.StringIO(), width=width, highlight=False)
    found, sizes, election = plan
    print_recommendation(found, sizes, election, out)
    return [line.rstrip() for line in out.file.getvalue().splitlines()]  # type: ignore[attr-defined]


def test_lists_stand_side_by_side_as_on_a_ballot_paper_with_their_areas_below(plan: Any) -> None:
    found, sizes, election = plan
    orders = {"north": (1, 2), "south": (2, 1), "abroad": (2, 1)}
    two = recommending(found, "rotation", plan=Plan(orders))
    lines = printed((two, sizes, election))
    begun = next(i for i, line in enumerate(lines) if "List A" in line)
    assert lines[begun].split() == ["List", "A", "List", "B"]
    assert lines[begun + 2].split() == ["1", "Ann", "Ash", "Ben", "Birch"]
    assert lines[begun + 3].split() == ["2", "Ben", "Birch", "Ann", "Ash"]
    assert "List A  North" in lines
    assert "List B  South, Abroad" in lines


@pytest.mark.parametrize("width", [60, 100])
def test_no_line_is_wider_than_the_terminal_and_no_name_breaks_over_lines(plan: Any, width: int) -> None:
    found, sizes, election = plan
    names = tuple(f"Candidate with a rather long name {n}" for n in range(1, 6))
    long = dataclasses.replace(found, forecast=dataclasses.replace(found.forecast, names=names))
    lines = printed((long, sizes, election), width)
    assert max(map(len, lines)) <= width
    assert all("Candidate with a rather lon" in line for line in lines if "Candidate" in line)


def test_brackets_in_a_note_are_words(plan: Any) -> None:
    found, sizes, election = plan
    noted = dataclasses.replace(found, forecast=dataclasses.replace(found.forecast, note="guessed [/b] [red]twice"))
    assert "Assumptions: guessed [/b] [red]twice" in printed((noted, sizes, election))


def test_chances_and_seats_are_the_recommendations_beside_no_advice(plan: Any) -> None:
    found, sizes, election = plan
    best = dataclasses.replace(found.best, chances=(0.999, 0.25), distribution=(0.0, 0.75, 0.25))
    none = dataclasses.replace(found.figures["no advice"], chances=(1.0, 0.0), distribution=(0.0, 1.0, 0.0))
    changed = recommending(found, "rotation", figures=found.figures | {"rotation": best, "no advice": none})
    lines = [line.split() for line in printed((changed, sizes, election))]
    assert ["Ann", "Ash", ">", "99", "%", "100", "%"] in lines
    assert ["Ben", "Birch", "25", "%", "0", "%"] in lines
    assert ["1", "place", "75", "%", "100", "%"] in lines
    assert ["2", "places", "25", "%", "0", "%"] in lines


def test_a_list_of_one_letter_names_keeps_its_heading(plan: Any) -> None:
    found, sizes, election = plan
    short = dataclasses.replace(found, forecast=dataclasses.replace(found.forecast, names=("A", "B", "C", "D", "E")))
    lines = printed((short, sizes, election))
    assert any("List A" in line for line in lines)
    assert not any("…" in line for line in lines)


def changed(found: Any, **fields: Any) -> Any:
    """The plan, with these fields in the variant in which twice as many adhere, and no other plan better elsewhere."""
    variants = [dataclasses.replace(each, behind=0.0, change=0.0, change_error=0.1) for each in found.variants]
    (twice,) = [i for i, each in enumerate(variants) if (each.belief, each.factor) == ("adherence", 2.0)]
    variants[twice] = dataclasses.replace(variants[twice], **fields)
    return dataclasses.replace(found, variants=tuple(variants))


def test_what_the_gain_rests_on_begins_with_what_is_believed_and_then_the_worst(plan: Any) -> None:
    found, _, _ = plan
    believed, *wrong = gains_left(found)
    more = {(each.belief, each.factor): each.figures[found.name].more for each in found.variants}
    assert believed == f"{more['as believed', 1.0]:+.2f} places if all is as you believe"
    assert f"{more['adherence', 0.5]:+.2f} if half as many follow the advice" in wrong
    assert f"{more['support', 0.9]:+.2f} if your support is 10 % lower" in wrong
    left = [float(each.split()[0]) for each in wrong]
    assert left == sorted(left)


def test_no_column_for_a_better_plan_stays_blank(plan: Any) -> None:
    found, sizes, election = plan
    lines = printed((changed(found), sizes, election))
    assert not any("clearly better  " in line for line in lines)
    assert any("no other plan compared is clearly better." in line for line in lines)
    better = changed(found, best="rotation", behind=0.5, behind_error=0.1)
    beliefs = (*WRONG, "as believed")
    # A row of the table has columns; a sentence that is wrapped may begin with a belief, too.
    rows = [line for line in printed((better, sizes, election)) if line.startswith(beliefs) and "  " in line.strip()]
    assert len(rows) == len(found.variants)
    assert all(("rotation" in row) == row.startswith("adherence × 2") for row in rows)
    assert all("none" in row for row in rows if not row.startswith("adherence × 2"))


def test_why_more_followers_cost_seats_is_explained(plan: Any) -> None:
    """0.30 fewer with a standard error of 0.10 is clear, with one of 0.20 it is not."""
    found, sizes, election = plan
    fewer = changed(found, change=-0.30, change_error=0.10)
    words = " ".join(printed((fewer, sizes, election)))
    assert "With adherence twice as high this plan wins 0.30 ± 0.10 places fewer than as believed" in words
    assert "raise adherence or its spread" in words
    unclear = changed(found, change=-0.30, change_error=0.20)
    assert "With adherence twice" not in " ".join(printed((unclear, sizes, election)))
