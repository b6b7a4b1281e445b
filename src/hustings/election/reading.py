"""Reading an election folder: all that is wrong with it at once, or the election.

A command reads what it needs: `read_election` the nouns, and every further file by its own function here. Each of them
raises MissingFile, which shows a minimal example, for a file that is not there, and BadInput with all that is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from hustings.election.folder import branches_csv, nominations_csv, plan_csv, site_toml
from hustings.election.folder.areas_csv import read_areas
from hustings.election.folder.candidates_csv import read_candidates
from hustings.election.folder.election_toml import read_contests
from hustings.election.folder.missing import MissingFile
from hustings.election.folder.slates_toml import Known, read_slates
from hustings.election.moments import Timetable
from hustings.election.nouns import Branch, Contest, Election, Nomination, PlanRow
from hustings.election.own_words import own_language
from hustings.election.problems import BadInput, Problem
from hustings.election.site import SiteSettings
from hustings.election.terms import Voting

T = TypeVar("T")


def read_election(folder: str | Path, needs: Collection[str] = ()) -> Election:
    """The election of a folder: election.toml, which must be there, candidates.csv, slates.toml and areas.csv.

    needs: which of the folder's files the caller cannot do without, such as "areas.csv".
    """
    problems: list[Problem] = []
    election = read_nouns(Path(folder), problems, needs)
    if problems or election is None:
        raise BadInput(problems)
    return election


def read_branches(election: Election) -> tuple[Branch, ...]:
    """The branches of branches.csv; none where there is no such file."""
    path = election.folder / "branches.csv"
    if not path.exists():
        return ()
    return _all_or_nothing(lambda problems: branches_csv.read_branches(path, election.areas, problems))


def read_nominations(election: Election, branches: Sequence[Branch]) -> tuple[Nomination, ...]:
    """The rows of nominations.csv as they stand; which of them count is for the tally to say."""
    path = needed(election.folder, "nominations.csv")
    return _all_or_nothing(lambda problems: nominations_csv.read_nominations(path, election, branches, problems))


def read_plan(
    election: Election, path: Path | None = None, *, whole: bool = False, of: tuple[str, str] | None = None
) -> tuple[PlanRow, ...]:
    """The rows of a plan: of this file, or of the folder's plan.csv. whole: orders must have all names of the slate.

    of: the contest and slate whose plan is wanted; one that has only rows of others is refused.
    """
    path = path or needed(election.folder, "plan.csv")
    return _all_or_nothing(lambda problems: plan_csv.read_plan(path, election, problems, whole=whole, of=of))


def read_site(election: Election) -> SiteSettings:
    """The settings of site.toml; where there is no such file, Hustings' own."""
    path = election.folder / "site.toml"
    if not path.exists():
        return SiteSettings(noindex=election.example is not None)
    return _all_or_nothing(lambda problems: site_toml.read_settings(path, election, problems))


def ballots_file(election: Election, contest: Contest) -> Path:
    """The ballots of a contest: the file that election.toml names, else ballots/ID.blt."""
    return needed(election.folder, ballots_path(election, contest).relative_to(election.folder).as_posix())


def ballots_path(election: Election, contest: Contest) -> Path:
    """Where the ballots of a contest are, or will be."""
    return election.folder / (contest.ballots or f"ballots/{contest.id}.blt")


def needed(folder: Path, name: str) -> Path:
    """The path of a file that must be there."""
    if not (folder / name).exists():
        raise MissingFile(folder, [name])
    return folder / name


def _all_or_nothing(read: Callable[[list[Problem]], T]) -> T:
    problems: list[Problem] = []
    found = read(problems)
    if problems:
        raise BadInput(problems)
    return found


def read_nouns(
    folder: Path, problems: list[Problem], needs: Collection[str] = (), rule_books: Collection[str] | None = None
) -> Election | None:
    """As `read_election`, but adds to `problems`; None if election.toml does not fit its form.

    rule_books: the names that `rules` may have; None leaves them to those who count.
    """
    election = read_parts(folder, problems, needs, rule_books)
    return election if election.contests else None


def read_parts(
    folder: Path, problems: list[Problem], needs: Collection[str] = (), rule_books: Collection[str] | None = None
) -> Election:
    """As `read_nouns`, but where election.toml does not fit its form, the rest: an election without contests."""
    if not folder.is_dir():
        there_is = "this is a file" if folder.exists() else "there is no such folder"
        right = "it should be a folder with an election.toml; `hustings new FOLDER` makes one"
        raise BadInput(Problem(str(folder), f"{there_is}; {right}"))
    lacking = [name for name in dict.fromkeys(["election.toml", *needs]) if not (folder / name).exists()]
    if lacking:
        raise MissingFile(folder, lacking)
    files = _Files(folder, problems)
    contests = files.read("election.toml", lambda path: read_contests(path, problems))
    posts = contests.contests if contests else None
    areas = files.read("areas.csv", lambda path: read_areas(path, problems))
    people = files.read("candidates.csv", lambda path: read_candidates(path, posts, areas, problems))
    slates = files.read("slates.toml", lambda path: read_slates(path, Known(posts, people, areas), problems))
    rest = Election(
        folder=folder,
        title="",
        organisation="",
        timetable=Timetable(time_zone="UTC"),
        contests=(),
        candidates=people or (),
        slates=slates or (),
        areas=areas or (),
    )
    if contests is None:
        return rest
    there = () if areas is None and not (folder / "areas.csv").exists() else areas
    problems.extend(contests.against(people, there, rule_books))
    form = contests.filled.form
    return replace(
        rest,
        title=form.title,
        organisation=form.organisation,
        about=form.about,
        example=form.example,
        timetable=contests.timetable,
        contests=contests.contests,
        voting=Voting(link=said.link or "", helpline=said.helpline, reissue=said.reissue or "", entitled=said.entitled)
        if (said := form.voting)
        else Voting(),
        nobody=tuple(form.nobody),
        declared_by=form.declared_by,
        kept_until={} if form.retention is None else {k: day for k, day in form.retention if day is not None},
        language=own_language(folder, form.language),
    )


@dataclass(frozen=True, slots=True)
class _Files:
    """The files of a folder, read one after another; all that is wrong with them goes to `problems`."""

    folder: Path
    problems: list[Problem]

    def read(self, name: str, read: Callable[[Path], T]) -> T | None:
        """What is read; None for a file that is not there, or of which nothing could be used: others are then not
        checked against it."""
        if not (self.folder / name).exists():
            return None
        before = len(self.problems)
        try:
            found = read(self.folder / name)
        except BadInput as error:
            self.problems.extend(error.problems)
            return None
        return found or None if len(self.problems) > before else found
