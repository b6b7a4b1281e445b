"""docs/formats.md is true: its files are read, and its commands print what it shows; its tables are the program's.

To put into it what the program does now: python tests/journeys/test_formats_page.py
"""

from __future__ import annotations

import csv
import io
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
from hustings.ballots.tables.known import IDENTIFIERS, WORDS
from journeys.played import BLOCK, printed
from journeys.program import ROOT
from spreadsheets import xlsx

PAGE = ROOT / "docs/formats.md"
TABLE = re.compile(r"(?:^\| `.*\n)+", re.M)


def write_file(path: Path, body: str) -> None:
    """The file of a block; a spreadsheet is written as one."""
    path.parent.mkdir(exist_ok=True)
    if path.suffix == ".xlsx":
        path.write_bytes(xlsx(list(csv.reader(io.StringIO(body)))))
    else:
        path.write_text(body, encoding="utf-8")


def played(text: str, folder: Path) -> Iterator[tuple[re.Match[str], str]]:
    """Every block of commands, and the block as it is when they are run here."""
    for block in BLOCK.finditer(text):
        kind, about, body = block.groups()
        if about and about.startswith("file="):
            write_file(folder / about.removeprefix("file="), body)
        elif kind == "console":
            commands = [line for line in body.splitlines() if line.startswith("$ ")]
            said = [re.sub(r"\n{2,}", "\n", printed(line[2:], folder).strip("\n")) for line in commands]
            yield block, "\n".join(f"{line}\n{each}".strip() for line, each in zip(commands, said, strict=True)) + "\n"


def table(of: Mapping[Any, tuple[str, ...]]) -> str:
    """The words of a table, a line a meaning."""
    return "".join(f"| {', '.join(f'`{word}`' for word in words)} | {meaning} |\n" for meaning, words in of.items())


@pytest.mark.kernel
def test_every_command_of_the_page_prints_what_it_shows(tmp_path: Path) -> None:
    pytest.importorskip("hustings.kernel._kernel", reason="the compiled counter is not built here")
    pytest.importorskip("python_calamine")
    blocks = list(played(PAGE.read_text(encoding="utf-8"), tmp_path))
    assert len(blocks) > 12
    for block, said in blocks:
        assert said == block[3]


def test_the_tables_of_the_page_are_the_programs() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert table(IDENTIFIERS) in text
    assert table(WORDS) in text


def write() -> None:
    """Put what the program does now into the page."""
    text = PAGE.read_text(encoding="utf-8")
    for mark, of in (("identifies the paper", IDENTIFIERS), ("blank", WORDS)):
        old = next(found[0] for found in TABLE.finditer(text) if f"| {mark}" in found[0])
        text = text.replace(old, table(of))
    with tempfile.TemporaryDirectory() as folder:
        for block, said in reversed(list(played(text, Path(folder)))):
            start, end = block.span(3)
            text = text[:start] + said + text[end:]
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
