"""Nominations as a value: which count, which do not and why, and where each candidate stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING

from hustings.election.csv_cells import read_cells
from hustings.election.files import csv_text, read_bytes, read_text
from hustings.election.problems import BadInput, Problem
from hustings.front.asking import Where
from hustings.narrative.catalogue import ENGLISH, Words, words
from hustings.narrative.languages import language_of

if TYPE_CHECKING:
    from hustings.election.moments import Moment
    from hustings.nominations.incoming import Dates as Dates
    from hustings.nominations.incoming import Made
    from hustings.nominations.matching import Unknown as Unknown
    from hustings.nominations.tally import Tally

SENT = ("date", "branch", "candidate", "contest")


@dataclass(frozen=True)
class Nominations:
    """The nominations of an election folder. tallies: one of each contest that has any, with all that is known.

    language: of sentences and pictures; the JSON is in English.
    """

    tallies: tuple[Tally, ...]
    language: str = ENGLISH

    @property
    def not_counted(self) -> tuple[tuple[int, str], ...]:
        """The lines of nominations.csv that do not count, and why not, in the order of the file."""
        from hustings.narrative.nominations import not_counted

        refused = [each for tally in self.tallies for each in tally.not_counted]
        return tuple(sorted((each.nomination.line, not_counted(each, self._say)) for each in refused))

    def sentences(self, contest: str) -> tuple[str, ...]:
        """What the nominations of a contest say, in plain words."""
        from hustings.narrative.nominations import about_slates, opening, remarks

        of = [tally for tally in self.tallies if tally.contest.id == contest]
        say = self._say
        return tuple(
            said for each in of for said in (opening(each, say), *about_slates(each, say), *remarks(each, say))
        )

    @property
    def _say(self) -> Words:
        return words(self.language, file="nominations")

    def charts(self) -> Mapping[str, str]:
        """Pictures (SVG) by file name: CONTEST-ranking.svg, CONTEST-progress.svg; each only where there is one."""
        from hustings.reports.nomination_charts import charts

        return charts(self.tallies, self.language)

    def to_json(self) -> str:
        """Everything as JSON text (docs/schemas)."""
        from hustings.reports.nominations_json import report

        return dumps(report(self.tallies), ensure_ascii=False, indent=1) + "\n"

    def __repr__(self) -> str:
        counted = sum(len(tally.counted) for tally in self.tallies)
        return f"<Nominations: {counted} count, {len(self.not_counted)} do not>"


def tally_nominations(folder: Where, contest: str | None = None, language: str | None = None) -> Nominations:
    """Tally the nominations of an election folder: of one contest, or of every one that has any. Raises BadInput.

    language: of sentences and pictures, where it is not the folder's.

    >>> hustings.tally_nominations("examples/hedgerow-league").not_counted[0]
    (4632, 'before nominations opened on 12 January 2027')
    """
    from hustings.election.reading import read_branches, read_election
    from hustings.election.reading import read_nominations as rows_of
    from hustings.nominations.tally import tallies

    election = read_election(str(folder), needs=("candidates.csv", "nominations.csv"))
    branches = read_branches(election)
    found = tallies(election, branches, rows_of(election, branches), contest)
    return Nominations(found, language_of(language, election.language))


@dataclass(frozen=True)
class NewNominations:
    """Nominations that came in, as they would be added to an election folder.

    rows: with names as the folder writes them. unknown: names that nobody of the folder has, with the nearest ones; the
    rows that have them are not in `rows`. there: how many were in nominations.csv already, and are not added again.
    left_out: how many are for names that were settled to be nobody's.
    columns: what each column was taken for, "" where it was passed over. sent: all rows, with names as they were sent.
    """

    rows: tuple[Made, ...]
    unknown: tuple[Unknown, ...]
    there: int
    left_out: int
    columns: tuple[tuple[str, str], ...]
    sent: tuple[Made, ...]
    _before: str

    def sent_csv(self) -> str:
        """What was sent as a file of nominations, without the columns that were passed over."""
        return csv_text(SENT, [[getattr(row, column) for column in SENT] for row in self.sent])

    def to_csv(self) -> str:
        """The text of nominations.csv with these rows after those that are there."""
        cells = [row for _, row in read_cells(self._before, "nominations.csv")] if self._before.strip() else []
        header = cells[0] if cells else ["date", "branch", "candidate"]
        if "contest" not in map(str.casefold, header) and any(row.contest for row in self.rows):
            header = [*header, "contest"]
        old = [[*row, *[""] * (len(header) - len(row))] for row in cells[1:]]
        new = [[getattr(row, column.casefold(), "") for column in header] for row in self.rows]
        return csv_text(header, old + new)


def read_nominations(
    file: Where, folder: Where, *, data: bytes | None = None, contest: str = "", same: Mapping[str, str] | None = None,
    dates: Dates | None = None, day: str = "",
) -> NewNominations:  # fmt: skip
    """Nominations from a file that somebody sends (CSV, XLSX, ODS), for an election folder; nothing is written.

    Columns are known by their headings: date, branch, candidate (one or several), contest; others are passed over.
    data: the file's bytes, where it is not on the disk. contest: the id of rows that name none. same: names in the
    file, and who is meant; "" for nobody, whose rows are left out. dates: how 03/11/2027 is written. day: the date of
    rows that have none. Raises BadInput.

    >>> data = b"branch,candidate,date\\n302,Clover Wagtail,2027-02-01\\n302,Clover Wagtale,2027-02-01\\n"
    >>> found = hustings.read_nominations("sent.csv", "examples/hedgerow-league", data=data, contest="council")
    >>> len(found.rows), [(each.said, each.proposals[0]) for each in found.unknown]
    (1, [('Clover Wagtale', 'Clover Wagtail')])
    """
    from hustings.ballots.formats.workbook import cells_of
    from hustings.election.folder.nominations_csv import read_nominations as rows_of
    from hustings.election.reading import read_branches, read_election
    from hustings.nominations.incoming import incoming
    from hustings.nominations.matching import matched

    election = read_election(str(folder), needs=("candidates.csv",))
    branches = read_branches(election)
    path, problems = Path(folder) / "nominations.csv", list[Problem]()
    there = rows_of(path, election, branches, problems) if path.is_file() else ()
    if problems:
        raise BadInput(problems)
    before = [(_written(each.at), each.branch, each.candidate, each.contest) for each in there]
    name, content = Path(file).name, read_bytes(Path(file)) if data is None else data
    sent = incoming(cells_of(name, content), name, dates=dates, day=day)
    made = [replace(row, date=_local(row.date, election.timetable.time_zone)) for row in sent.rows]
    several = len(election.contests) > 1
    of = election.contest(contest).id if contest else "" if several else election.contests[0].id
    found = matched(made, election, branches, same or {}, file=name, contest=of, before=before)
    rows = found.rows if several else tuple(replace(row, contest="") for row in found.rows)
    old = read_text(path) if path.is_file() else ""
    return NewNominations(rows, found.unknown, found.there, found.left_out, sent.columns, tuple(made), old)


def _written(at: Moment) -> str:
    """A nomination's moment as nominations.csv has it."""
    if at.whole_day:
        return at.day.isoformat()
    return at.local.replace(tzinfo=None).isoformat(" ", "seconds" if at.local.second else "minutes")


def _local(said: str, zone: str) -> str:
    """A time with an offset from UTC as the clocks of the election's time zone show it; as it is where they show it
    twice, and where there is no offset."""
    from datetime import datetime

    from hustings.election.moments import NoSuchTime, moment

    if len(said) <= len("2027-06-28 12:00:00"):
        return said
    text = _written(moment(datetime.fromisoformat(said), zone))
    try:
        moment(datetime.fromisoformat(text), zone)
    except NoSuchTime:
        return said
    return text
