"""Pages of the documentation, played: their files are written and their commands run, so that what they show is true.

To put into the pages what their commands print now: python tests/journeys/played.py
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

sys.path.insert(0, str(Path(__file__).parents[1]))
from journeys.program import ROOT, hustings

TUTORIAL = ROOT / "docs/tutorial.md"
HOW_TOS = sorted((ROOT / "docs/how-to").glob("*.md"))
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


def with_examples(folder: Path) -> Path:
    """The folder, with the project's examples in it as the how-tos expect."""
    (folder / "examples").symlink_to(ROOT / "examples", target_is_directory=True)
    return folder


def write() -> None:
    """Put what the commands print now into the tutorial and the how-tos."""
    for page in (TUTORIAL, *HOW_TOS):
        text = page.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            for block, said in reversed(list(played(text, with_examples(Path(folder))))):
                start, end = block.span(3)
                text = text[:start] + said + text[end:]
        page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
