"""Dominion's export of cast vote records as CSV: a column for each candidate at each rank (`formats/dominion.py`)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from hustings.ballots.account import Part, Reading
from hustings.ballots.cvr import NOT_THERE, CvrContest, chosen, reading_of, records_of
from hustings.ballots.faults import FileFaults
from hustings.ballots.source import Source
from hustings.election.csv_cells import read_cells
from hustings.election.names import folded
from hustings.election.problems import shown

RANKED = re.compile(r"(.*\S)\s*\(Number of positions=([0-9]{1,4}), Number of ranks=([0-9]{1,4})\)")
AT_RANK = re.compile(r"(.*\S)\s*\(([0-9]{1,4})\)")
WRITE_INS = ("write-in", "write in", "writein")
HEADERS = 4


@dataclass(slots=True)
class _Columns:
    """The columns of one contest: its candidate and rank, by place in the row."""

    contest: CvrContest
    marks: dict[int, tuple[int, str]] = field(default_factory=dict)


def read_csv(source: Source, format: str) -> Reading:
    """The papers of the file's ranked contest, or of the one that the options name. Raises BadInput by line."""
    faults = FileFaults(source.name)
    rows = read_cells(source.text, source.name)
    if len(rows) < HEADERS:
        faults.add(None, "it should begin with four lines: election, contests, candidates, and names of columns")
        faults.stop_if_any()
    (_, election), (at, contests), (_, candidates), (_, columns) = rows[:HEADERS]
    found = _contests(contests, candidates, at + 1, faults)
    faults.stop_if_any()
    asked = chosen([each.contest for each in found], source)
    marks = next(each.marks for each in found if each.contest is asked)
    records = records_of(asked, source.name)
    for number, cells in rows[HEADERS:]:
        cells = [cell.removeprefix("=").strip('"') for cell in cells]
        cells += [""] * (max(marks) + 1 - len(cells))
        own = {place: cells[place] for place in marks}
        if odd := next((cell for cell in own.values() if cell not in ("", "0", "1")), None):
            faults.add(number, f"{shown(odd)} stands in a column of the contest; it should be 1, 0 or nothing")
        elif not any(own.values()):
            records.skipped[NOT_THERE] += 1
        else:
            records.add([marks[place] for place, cell in own.items() if cell == "1"])
    faults.stop_if_any()
    ignored = [Part("column", name, "ignored", "which record it is") for name in columns if name and not _party(name)]
    others = [Part("column", title, "ignored", "another contest") for title in dict.fromkeys(contests) if title]
    told = [part for part in others if folded(part.text.partition(" (Number of")[0]) != folded(asked.title)]
    parts = (Part("line", ", ".join(filter(None, election)), "the election", line=1), *ignored, *told)
    return reading_of(records, source, f"{format} (CSV)", parts)


def _party(column: str) -> bool:
    """Whether a name of the last header line is a candidate's party and no column of the record."""
    return column.isupper() and len(column) <= 4


def _contests(contests: list[str], candidates: list[str], line: int, faults: FileFaults) -> list[_Columns]:
    """The ranked contests: a candidate's name, and behind it in brackets the rank of the column."""
    found: dict[str, _Columns] = {}
    for place, (title, candidate) in enumerate(zip(contests, candidates, strict=False)):
        ranked = RANKED.fullmatch(title)
        if not ranked:
            continue
        mark = AT_RANK.fullmatch(candidate)
        if not mark or not 1 <= int(mark[2]) <= int(ranked[3]):
            said = f"{shown(candidate)} should be a candidate and a rank from 1 to {ranked[3]}, as in «Ann(1)»"
            faults.add(line, said)
            continue
        contest = CvrContest(ranked[1], ranked[1], seats=int(ranked[2]), ranks=int(ranked[3]))
        columns = found.setdefault(title, _Columns(contest))
        name = " ".join(mark[1].split())
        columns.contest.names.setdefault(folded(name), None if folded(name) in WRITE_INS else name)
        if (int(mark[2]), folded(name)) in columns.marks.values():
            faults.add(line, f"{shown(candidate)} stands there twice")
        columns.marks[place] = int(mark[2]), folded(name)
    return list(found.values())
