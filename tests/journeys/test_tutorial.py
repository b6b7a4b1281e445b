"""The tutorial is true: its files are written, its commands run, and they print what it shows.

To put into it what the commands print now: python tests/journeys/test_tutorial.py
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
from journeys.program import ROOT, hustings

TUTORIAL = ROOT / "docs/tutorial.md"
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.M | re.S)


def printed(command: str, folder: Path) -> str:
    """What a command prints, its errors first."""
    if command.startswith("hustings "):
        done = hustings(*shlex.split(command)[1:], folder=folder)
    else:
        done = subprocess.run(command, shell=True, cwd=folder, capture_output=True, text=True, check=True)
    return "\n".join(line.rstrip() for line in (done.stderr + done.stdout).splitlines())


def played(text: str, folder: Path) -> Iterator[tuple[re.Match[str], str]]:
    """Every block of commands, and the block as it is when they are run here, after the files before it are written."""
    for block in BLOCK.finditer(text):
        kind, about, body = block.groups()
        if about and about.startswith("file="):
            (folder / about.removeprefix("file=")).write_text(body, encoding="utf-8")
        elif kind == "console":
            commands = [line for line in body.splitlines() if line.startswith("$ ")]
            said = "".join(f"{line}\n{printed(line[2:], folder)}\n".replace("\n\n\n", "\n\n") for line in commands)
            yield block, re.sub(r"(\$ .*\n)\n(?=\$|\Z)", r"\1", said)


def words(text: str) -> Counter[str]:
    """The words without figures: what floats come to in the last place, and a release's name with it, is the
    processor's; and so which of two equally good names stands first."""
    return Counter(word for word in re.findall(r"\w+", text) if not re.search(r"\d", word))


def test_every_command_of_the_tutorial_prints_what_it_shows(tmp_path: Path) -> None:
    pytest.importorskip("hustings.kernel._kernel", reason="the compiled counter is not built here")
    blocks = list(played(TUTORIAL.read_text(encoding="utf-8"), tmp_path))
    assert len(blocks) > 8
    for block, said in blocks:
        shown = block[3]
        if block[2] == "loose":
            assert words(said) == words(shown)
        else:
            assert said == shown
    assert "Together" in (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert "recommends nobody" in (tmp_path / "official/finder.html").read_text(encoding="utf-8")
    assert len(list((tmp_path / "site.releases").glob("*/leaflets/north.pdf"))) == 1


def write() -> None:
    """Put what the commands print now into the tutorial."""
    text = TUTORIAL.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        for block, said in reversed(list(played(text, Path(folder)))):
            start, end = block.span(3)
            text = text[:start] + said + text[end:]
    TUTORIAL.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
