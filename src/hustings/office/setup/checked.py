"""What a change would do to a folder: its problems, found before anything is kept, beside the fields they are of."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import hustings
from hustings.election.problems import Problem

KEY = re.compile(r"\s*([A-Za-z_]+)\s*=")


def problems_of(files: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """Everything that is wrong with a folder of these files; each file by its name alone."""
    with tempfile.TemporaryDirectory(prefix="hustings-") as made:
        folder = Path(made)
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        found = hustings.read_election(folder).problems
    return tuple(
        replace(each, source=each.source.replace(f"{made}/", ""), said=each.said.replace(f"{made}/", ""))
        for each in found
    )


def new_problems(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """The problems of the new files that the old ones do not have."""
    found = problems_of(new)
    known = {(each.source, each.said) for each in problems_of(old)} if found else set()
    return tuple(each for each in found if (each.source, each.said) not in known)


def beside(problems: Iterable[Problem], text: str, fields: Mapping[str, str]) -> tuple[Problem, ...]:
    """The problems of election.toml with a field in place of file and line, where the line's key has one.

    fields: the names of fields by the keys of the file.
    """
    lines = text.splitlines()
    found = []
    for each in problems:
        match = KEY.match(lines[each.line - 1]) if each.line and each.line <= len(lines) else None
        name = fields.get(match[1], "") if match and each.source == "election.toml" else ""
        found.append(Problem(name, each.said) if name else each)
    return tuple(found)
