"""Checking a whole election folder: everything that is wrong in any of its files, or what it holds."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from hustings.election.folder.branches_csv import read_branches
from hustings.election.folder.missing import MINIMAL
from hustings.election.folder.names import folded
from hustings.election.folder.nominations_csv import read_nominations, unknown_names
from hustings.election.folder.plan_csv import read_plan
from hustings.election.folder.site_toml import read_settings
from hustings.election.nouns import Contest, Election
from hustings.election.problems import BadInput, Problem, shown
from hustings.election.reading import read_nouns

FILES = (*MINIMAL, "forecast.toml")


class Cast(Protocol):
    """What is asked of ballots here: whose names are on them."""

    @property
    def names(self) -> tuple[str, ...]: ...


def check(
    folder: Path,
    *,
    rule_books: Collection[str],
    read_ballots: Callable[[Path], Cast],
    readers: Mapping[str, Callable[[Election], object]],
) -> str:
    """What the folder holds, in one line. Raises BadInput with everything that is wrong in it.

    rule_books: the names that there are. read_ballots: reads a ballots file.
    readers: for the files that other rooms read, by name: run where the file is there and the election is sound.
    """
    problems: list[Problem] = []
    election = read_nouns(folder, problems, rule_books=rule_books)
    problems.extend(_misspelt(folder))
    if election is None:
        raise BadInput(problems)
    sound = not problems
    held = [_counted(len(election.contests), "contest"), _counted(len(election.candidates), "candidate")]
    held += [_counted(len(election.slates), "slate"), _counted(len(election.areas), "area")]
    branches = read_branches(path, election.areas, problems) if (path := folder / "branches.csv").exists() else ()
    if branches:
        held.append(_counted(len(branches), "branch", "branches"))
    if (path := folder / "nominations.csv").exists():
        rows = read_nominations(path, election, branches, problems)
        problems.extend(unknown_names(str(path), election, branches, rows) if sound else ())
        held.append(_counted(len(rows), "nomination"))
    if (path := folder / "site.toml").exists():
        read_settings(path, election, problems)
    if sound and (path := folder / "plan.csv").exists():
        held.append(f"orders for {_counted(len(read_plan(path, election, problems)), 'area')}")
    for contest in election.contests:
        if (path := folder / (contest.ballots or f"ballots/{contest.id}.blt")).exists():
            problems.extend(_ballots_problems(path, contest, election, read_ballots))
            held.append(f"the ballots of {contest.id}")
        elif contest.ballots:
            problems.append(Problem(str(path), f"there is no such file, and the contest {contest.id} names it"))
    for name, read in readers.items():
        if sound and (folder / name).exists():
            held.append(name)
            try:
                read(election)
            except BadInput as error:
                problems.extend(error.problems)
    if problems:
        raise BadInput(problems)
    notice = f" ({election.notice})" if election.notice else ""
    return f"{election.title}{notice}: {', '.join(held)}."


def _ballots_problems(
    path: Path, contest: Contest, election: Election, read_ballots: Callable[[Path], Cast]
) -> Iterator[Problem]:
    """Faults of a ballots file, and names on it that are not the contest's candidates, or the other way round."""
    try:
        names = read_ballots(path).names
    except BadInput as error:
        yield from error.problems
        return
    there = [each for each in election.candidates if each.contest == contest.id]
    listed, cast = {folded(each.name) for each in there}, {folded(name) for name in names}
    for name in names:
        if there and folded(name) not in listed:
            yield Problem(str(path), f"{shown(name)} is no candidate for {contest.id} in candidates.csv")
    for each in there:
        if not each.withdrawn and folded(each.name) not in cast:
            yield Problem(str(path), f"{shown(each.name)} stands for {contest.id} and is not on these ballots")


def _misspelt(folder: Path) -> Iterator[Problem]:
    """Files with almost the name of one that is looked for: nothing would read them."""
    names = sorted(path.name for path in folder.iterdir() if path.is_file())
    for name in names:
        near: Sequence[str] = difflib.get_close_matches(name.casefold(), FILES, n=1, cutoff=0.85)
        if name not in FILES and near and near[0] not in names:
            yield Problem(str(folder / name), f"nothing reads a file of this name; should it be {near[0]}?")


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
