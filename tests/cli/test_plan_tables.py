"""Plans in the terminal."""

from __future__ import annotations

import dataclasses
import io
from typing import Any

import pytest
from rich.console import Console

from hustings.cli.plan_tables import print_recommendation
from hustings.planning.plan import Plan
from small_plan import planned

pytest.importorskip("numba", reason="planning counts with the compiled counter, and numba is not installed here")


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return planned(tmp_path_factory.mktemp("committee") / "orchard", sizes=(3,))


def printed(plan: Any, width: int = 100) -> list[str]:
    out = Console(file=io.StringIO(), width=width, highlight=False)
    print_recommendation(*plan, out)
    return [line.rstrip() for line in out.file.getvalue().splitlines()]  # type: ignore[attr-defined]


def test_lists_stand_side_by_side_as_on_a_ballot_paper_with_their_areas_below(plan: Any) -> None:
    found, sizes, election = plan
    orders = {"north": (1, 2), "south": (2, 1), "abroad": (2, 1)}
    two = dataclasses.replace(found, plan=Plan(orders), name="rotation")
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
    changed = dataclasses.replace(found, name="rotation", figures=found.figures | {"rotation": best, "no advice": none})
    lines = [line.split() for line in printed((changed, sizes, election))]
    assert ["Ann", "Ash", ">", "99", "%", "100", "%"] in lines
    assert ["Ben", "Birch", "25", "%", "0", "%"] in lines
    assert ["1", "seat", "75", "%", "100", "%"] in lines
    assert ["2", "seats", "25", "%", "0", "%"] in lines
