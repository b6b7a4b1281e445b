"""A newcomer who types in a terminal: from an empty folder to printed leaflets, by the commands of how-to-plan.md."""

from __future__ import annotations

import csv
import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from journeys.program import ROOT
from waiting import LONGEST

HOW_TO = (ROOT / "docs" / "how-to-plan.md").read_text("utf-8")
# What is asked, in part, and what somebody types who knows a little: two answers are mistyped at first.
TYPED = [
    ("What is elected?", "Council 2027"),
    ("How many places", "three"),
    ("How many places", "3"),
    ("Which rule book (", ""),
    ("Your slate: its name", "Together"),
    ("Candidates of Together", "Ann Ash, Ben Birch, Dee Dogwood"),
    ("other slate", "Onward"),
    ("Candidates of Onward", "Cy Cedar, Ann Ash"),
    ("Candidates of Onward", "Cy Cedar, Eve Elm"),
    ("other slate", ""),
    ("Independents", "Flo Fir"),
    ("Area 1", "North 1200"),
    ("Area 2", "South side: 900"),
    ("Area 3", "East 800"),
    ("Area 4", "West 700"),
    ("Area 5", ""),
    ("Of 100 first preferences", "52, 36"),
    ("How sure", "fairly sure"),
    ("Of 100 people who vote for your slate", "45"),
    ("Ann Ash", "5"),
    ("Ben Birch", "3"),
    ("Dee Dogwood", "2"),
    ("ballot paper", ""),
    ("Who publishes", "Published by A. Ash for Together, 1 High Street, Ashford"),
]
PROGRAM = [sys.executable, "-c", "from hustings.cli.main import main; main()"]


def in_terminal(folder: Path, *words: str, typed: list[tuple[str, str]] | None = None) -> str:
    """What a command shows in a terminal of its own, where answers are typed as they are asked for; it ends well."""
    mine, its = pty.openpty()
    run = subprocess.Popen([*PROGRAM, *words], cwd=folder, stdin=its, stdout=its, stderr=its)
    os.close(its)
    shown, asked, left, ends = "", 0, [*(typed or [])], time.monotonic() + LONGEST
    while time.monotonic() < ends:
        if not select.select([mine], [], [], 0.1)[0]:
            continue
        try:
            more = os.read(mine, 65536)
        except OSError:  # Linux says so where the other end has gone
            break
        if not more:
            break
        shown += more.decode("utf-8", "replace")
        if left and shown.endswith(": ") and len(shown) > asked:
            question, answer = left.pop(0)
            assert question in shown[asked:], (question, shown[asked:])
            asked = len(shown)
            os.write(mine, f"{answer}\n".encode())
    os.close(mine)
    assert run.wait(LONGEST) == 0, shown
    assert not left, left
    return shown


@pytest.mark.long
def test_from_an_empty_folder_to_leaflets(tmp_path: Path) -> None:
    pytest.importorskip("hustings.kernel._kernel", reason="the compiled counter is not built here")
    pytest.importorskip("typst", reason="leaflets need the extra that makes them")
    leaflets = "--slate green-lanes --plan plan.csv --leaflets --out site"
    for command in ("new spring --wizard", "plan examples/hedgerow-league --lists 6", leaflets):
        assert command in HOW_TO
    shown = in_terminal(tmp_path, "new", "spring", "--wizard", typed=TYPED)
    assert "a whole number" in shown or "whole number" in shown
    assert "Ann Ash stands there twice" in shown
    assert "Now run: hustings plan" in shown
    words = ("--lists", "3", "--draws", "50", "--rounds", "1", "--out", "plan.csv", "--html", "plan.html")
    shown = in_terminal(tmp_path, "plan", "spring", *words)
    assert "What the gain rests on" in shown
    with (tmp_path / "plan.csv").open() as file:
        assert {row["area"] for row in csv.DictReader(file)} == {"north", "south-side", "east", "west"}
    assert 'type="range"' in (tmp_path / "plan.html").read_text("utf-8")
    in_terminal(tmp_path, "publish", "spring", *leaflets.replace("green-lanes", "together").split())
    printed = sorted((tmp_path / "site").rglob("*.pdf"))
    assert len([each for each in printed if each.read_bytes().startswith(b"%PDF")]) >= 4
