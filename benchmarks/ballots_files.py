"""How fast ballots files are read: the largest ward, and what form programs export, beside the bare parsers."""

from __future__ import annotations

import csv
import io
import random
import sys
from collections.abc import Callable
from pathlib import Path

from contests import LARGEST_WARD, ROOT
from measuring import best, table

from hustings.ballots.reading import read_ballots, read_source
from hustings.ballots.source import Source

sys.path.insert(0, str(ROOT / "tests"))

NAMES = ("Ann Archer", "Bob Baker", "Cyd Cooper", "Dee Dyer", "Eve Ellis", "Flo Field", "Gus Green", "Hal Hunt")
RANKS = ("1st choice", "2nd choice", "3rd choice", "4th choice", "5th choice", "6th choice", "7th choice", "8th choice")
ROWS = 10_000


def google_form() -> list[list[str]]:
    """An export of Google Forms with a grid of eight candidates: each voter ranks one to eight, all alike likely."""
    drawn = random.Random(1)
    rows = [["Timestamp", *(f"Rank the candidates [{name}]" for name in NAMES)]]
    for number in range(ROWS):
        cells = [""] * len(NAMES)
        for rank, candidate in enumerate(drawn.sample(range(len(NAMES)), drawn.randint(1, len(NAMES)))):
            cells[candidate] = RANKS[rank]
        rows.append([f"2026/11/03 9:{number // 60 % 60:02}:{number % 60:02} am GMT", *cells])
    return rows


def report() -> str:
    """The section of docs/benchmarks.md about ballots files."""
    from python_calamine import CalamineWorkbook

    from spreadsheets import xlsx

    rows = google_form()
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    comma, book = text.getvalue(), xlsx(rows)
    ours = "Hustings, to ballots with an account of every column"
    timed: list[tuple[str, str, Callable[[], object], int]] = [
        (f"{LARGEST_WARD.stem}.blt, 14,207 papers", "Hustings", lambda: read_ballots(LARGEST_WARD), 50),
        ("the same", "reading the bytes alone", Path(LARGEST_WARD).read_bytes, 50),
        (f"Google Forms, {ROWS:,} rows, CSV", ours, lambda: read_source(Source("x.csv", comma.encode())), 5),
        ("the same", "Python's csv, to cells", lambda: list(csv.reader(io.StringIO(comma))), 5),
        (f"Google Forms, {ROWS:,} rows, XLSX", ours, lambda: read_source(Source("x.xlsx", book)), 5),
        (
            "the same",
            "python-calamine, to cells",
            lambda: CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python(),
            5,
        ),
    ]
    found = [[file, program, f"{best(work, times) * 1000:,.1f}"] for file, program, work, times in timed]
    return "## Ballots files\n\n" + table(["file", "program", "ms"], found)


if __name__ == "__main__":
    print(report())
