"""Checking a whole election folder: everything that is wrong in any of its files, or what it holds."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from hustings.election.faults import Faults
from hustings.election.folder.branches_csv import read_branches
from hustings.election.folder.missing import MINIMAL
from hustings.election.folder.nominations_csv import read_nominations, unknown_names
from hustings.election.folder.plan_csv import read_plan
from hustings.election.folder.site_toml import read_settings
from hustings.election.names import folded
from hustings.election.nouns import Branch, Contest, Election
from hustings.election.problems import Problem, shown
from hustings.election.reading import read_parts

# Whose names a file refers to throughout: without that file it says nothing.
NEEDS = {
    "nominations.csv": ("candidates.csv",),
    "plan.csv": ("slates.toml", "areas.csv"),
    "forecast.toml": ("candidates.csv", "slates.toml", "areas.csv"),
}


class Cast(Protocol):
    """What is asked of ballots here: whose names are on them."""

    @property
    def names(self) -> tuple[str, ...]: ...

    @property
    def undeclared(self) -> tuple[int, ...]: ...


# Given the file, the contest's candidates, and those of them who have withdrawn.
BallotsReader = Callable[[Path, tuple[str, ...], tuple[str, ...]], Cast]
Reader = Callable[[Election, bool], object]


def check(
    folder: Path,
    *,
    rule_books: Collection[str],
    read_ballots: BallotsReader,
    readers: Mapping[str, Reader],
    unfit: Callable[[Election], Iterable[Problem]] = lambda _: (),
) -> str:
    """What the folder holds, in one line. Raises BadInput with everything that is wrong in any of its files.

    rule_books: the names that there are. read_ballots: reads a ballots file. readers: for the files that other rooms
    read, by name: given the election, and whether nothing is wrong with it. Where something is, no file is checked
    against its names: one slip would be told as many. unfit: what contests ask that their rule books do not know.
    """
    faults = Faults()
    election = read_parts(folder, faults.problems, rule_books=rule_books)
    faults.problems.extend(_misspelt(folder))
    faults.problems.extend(_lacking(folder))
    sound = not faults.problems
    faults.problems.extend(unfit(election))
    held = [_counted(len(election.contests), "contest"), _counted(len(election.candidates), "candidate")]
    held += [_counted(len(election.slates), "slate"), _counted(len(election.areas), "area")]
    for path, read in _readers(election, sound, faults, read_ballots, readers):
        said = faults.of(partial(read, path)) if path.exists() else None
        held += [said] if said else []
    faults.stop()
    notice = f" ({election.notice})" if election.notice else ""
    return f"{election.title}{notice}: {', '.join(held)}."


def _readers(
    election: Election,
    sound: bool,
    faults: Faults,
    read_ballots: BallotsReader,
    readers: Mapping[str, Reader],
) -> Iterator[tuple[Path, Callable[[Path], str]]]:
    """Every further file that may be there, and what reads it and says what it holds."""
    folder, problems = election.folder, faults.problems
    branches: list[Branch] = []

    def read_the_branches(path: Path) -> str:
        areas = election.areas or (() if sound and not (folder / "areas.csv").exists() else None)
        branches.extend(read_branches(path, areas, problems))
        return _counted(len(branches), "branch", "branches") if branches else ""

    def read_the_nominations(path: Path) -> str:
        rows = read_nominations(path, election, branches, problems)
        problems.extend(unknown_names(str(path), election, branches, rows) if sound else ())
        return _counted(len(rows), "nomination")

    def read_the_settings(path: Path) -> str:
        read_settings(path, election, problems)
        return ""

    def read_the_plan(path: Path) -> str:
        return f"orders for {_counted(len(read_plan(path, election, problems, sound=sound)), 'area')}"

    yield folder / "branches.csv", read_the_branches
    yield folder / "nominations.csv", read_the_nominations
    yield folder / "site.toml", read_the_settings
    yield folder / "plan.csv", read_the_plan
    for contest in election.contests:
        path = folder / (contest.ballots or f"ballots/{contest.id}.blt")
        if contest.ballots and not path.exists():
            problems.append(Problem(str(path), f"there is no such file, and the contest {contest.id} names it"))

        def read_the_ballots(path: Path, contest: Contest = contest) -> str:
            there = [each for each in election.candidates if each.contest == contest.id] if sound else []
            withdrawn = tuple(each.name for each in there if each.withdrawn)
            cast = read_ballots(path, tuple(each.name for each in there), withdrawn)
            names = [name for number, name in enumerate(cast.names, 1) if number not in cast.undeclared]
            problems.extend(_strangers(path, contest, election, names) if sound else ())
            return f"the ballots of {contest.id}"

        yield path, read_the_ballots
    for name, read in readers.items():

        def read_another(path: Path, read: Reader = read) -> str:
            read(election, sound)
            return path.name

        yield folder / name, read_another


def _strangers(path: Path, contest: Contest, election: Election, names: Sequence[str]) -> Iterator[Problem]:
    """Names on ballots that are not the contest's candidates, and the other way round."""
    there = [each for each in election.candidates if each.contest == contest.id]
    listed, cast = {folded(each.name) for each in there}, {folded(name) for name in names}
    for name in names:
        if there and folded(name) not in listed:
            yield Problem(str(path), f"{shown(name)} is not a candidate for {contest.id} in candidates.csv")
    for each in there:
        if not each.withdrawn and folded(each.name) not in cast:
            yield Problem(str(path), f"{shown(each.name)} stands for {contest.id} and is not on these ballots")


def _misspelt(folder: Path) -> Iterator[Problem]:
    """Files with almost the name of one that is looked for: nothing would read them."""
    names = sorted(path.name for path in folder.iterdir() if path.is_file())
    for name in names:
        meant = _meant(name)
        if meant and meant not in names:
            yield Problem(str(folder / name), f"nothing reads a file of this name; should it be {meant}?")


def _meant(name: str) -> str:
    """The file whose name this almost is; "" where there is none."""
    near: Sequence[str] = difflib.get_close_matches(name.casefold(), MINIMAL, n=1, cutoff=0.85)
    return near[0] if near and name not in MINIMAL else ""


def _lacking(folder: Path) -> Iterator[Problem]:
    """Files that are not there, and that others which are refer to throughout."""
    there = {path.name for path in folder.iterdir()}
    misspelt = {_meant(name) for name in there}
    for lacking in MINIMAL:
        needing = [name for name, needed in NEEDS.items() if name in there and lacking in needed]
        if needing and lacking not in there and lacking not in misspelt:
            need = "needs" if len(needing) == 1 else "need"
            yield Problem(str(folder / lacking), f"there is no such file, and {' and '.join(needing)} {need} it")


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
