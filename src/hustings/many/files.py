"""The ballots files that a batch is asked to count."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from hustings.ballots.registry import every_format
from hustings.election.problems import BadInput, Problem


def ballots_files(asked: Iterable[Path], leave_out: Collection[Path] = ()) -> list[Path]:
    """These files, and of folders every file below them that has the ending of a ballots file, by name.

    leave_out: files in those folders that hold no ballots: the batch's own output. Raises BadInput for a folder in
    which there are none, and for an election folder.
    """
    found: dict[Path, None] = {}
    problems = []
    endings = {ending for each in every_format() for ending in each.endings}
    outside = {path.resolve() for path in leave_out}
    for path in asked:
        if not path.is_dir():
            found[path] = None
        elif (path / "election.toml").exists():
            problems.append(Problem(str(path), "this is an election folder; `hustings count` counts its contests"))
        elif below := [file for file in _below(path, endings) if file.resolve() not in outside]:
            found |= dict.fromkeys(below)
        else:
            ways = ", ".join(f".{ending}" for ending in sorted(endings))
            problems.append(Problem(str(path), f"there are no ballots files in this folder; they end in {ways}"))
    if problems:
        raise BadInput(problems)
    return list(found)


def _below(folder: Path, endings: Collection[str]) -> list[Path]:
    """The files below a folder with these endings; nothing in it that is hidden."""
    seen = (file for file in folder.rglob("*") if not any(p.startswith(".") for p in file.relative_to(folder).parts))
    return sorted(file for file in seen if file.suffix.lower().lstrip(".") in endings and file.is_file())
