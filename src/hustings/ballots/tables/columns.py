"""What each column of a table of ballots is: every one is accounted for, or refused with the option that settles it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from hustings.ballots.account import Part
from hustings.ballots.matching import Listed
from hustings.ballots.source import Options
from hustings.ballots.tables.headers import Column, Headed
from hustings.ballots.tables.known import (
    holds_rankings,
    identifier,
    is_nobody,
    is_unique,
    is_weight,
    meaning_of,
    rank_of,
)
from hustings.election.names import folded
from hustings.election.problems import BadInput, Problem, nearest, shown, to_type

Kind = Literal["candidates", "preferences", "rankings"]
KINDS: dict[Kind, str] = {
    "candidates": "a column a candidate",
    "preferences": "a column a preference",
    "rankings": "a column of rankings",
}
LOOKS_LIKE = (
    (r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T].*)?", "a date"),
    (r"\S+@\S+\.\S+", "an e-mail address"),
    (r"\d{1,2}:\d{2}(:\d{2})?( ?[ap]m)?", "a time"),
    (r"\d{1,3}(\.\d{1,3}){3}", "an internet address"),
)
ORDERED = re.compile(r"[>;]")


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """The columns of one contest.

    kind: what they are. title: as the file asks it, "" where it does not. columns: in the order of the file, or of the
    preferences.
    """

    kind: Kind
    title: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """All columns of a table. papers: the one that says how many papers a row stands for. parts: what each is.

    warnings: what a person should look at in columns that are no part of the vote.
    """

    questions: tuple[FormQuestion, ...]
    papers: Column | None
    parts: tuple[Part, ...]
    warnings: tuple[str, ...] = ()


def columns_of(table: Headed, options: Options) -> Columns:
    """What each column is. Raises BadInput with every column that cannot be accounted for."""
    return _Sorting(table, options).columns()


class _Sorting:
    """One table under way."""

    def __init__(self, table: Headed, options: Options) -> None:
        self.table, self.options, self.listed = table, options, Listed(options)
        self.problems: list[Problem] = []
        self.parts: list[Part] = []
        self.warnings: list[str] = []
        self.papers: Column | None = None
        self.groups: dict[tuple[Kind, str], list[Column]] = {}
        self.values: list[dict[str, int]] = [{} for _ in table.columns]
        for line, cells in reversed(table.papers):
            for values, cell in zip(self.values, cells, strict=True):
                if cell:
                    values[cell] = line

    def columns(self) -> Columns:
        self._unknown_ignored()
        doubtful = [column for column in self.table.columns if not self._by_header(column)]
        for column in doubtful:
            self._by_content(column)
        questions = tuple(self._questions())
        if self.problems:
            raise BadInput(self.problems)
        if not questions:
            said = "its columns name no candidates, no preferences and no rankings"
            raise BadInput(Problem(self.table.table.name, said, self.table.line))
        return Columns(questions, self.papers, tuple(self.parts), tuple(self.warnings))

    def _unknown_ignored(self) -> None:
        headers = [column.header for column in self.table.columns]
        for said in self.options.ignore:
            if folded(said) not in map(folded, headers):
                there = ", ".join(filter(None, headers))
                known = f"{nearest(said, headers)}; its columns are {there}"
                self.problems.append(Problem("--ignore", f"{self.table.table.name} has no column {shown(said)}{known}"))

    def _by_header(self, column: Column) -> bool:
        """Whether the header says what the column is."""
        header, label = column.header, column.label
        rank = rank_of(label)
        if folded(header) in map(folded, self.options.ignore):
            self._ignore(column, "as --ignore asks")
        elif self.listed and self.listed.number(label):
            self._take("candidates", column)
        elif not column.question and (why := identifier(label)):
            self._ignore(column, why)
            if is_unique(label):
                self._check_unique(column)
        elif not column.question and is_weight(label):
            if self.papers is None:
                self.papers = column
                self.parts.append(Part("column", header, "number of papers"))
            else:
                self._refuse(column, f"and {shown(self.papers.header)} both say how many papers a row stands for")
        elif rank:
            self._take("preferences", column)
        elif not label:
            if values := self.values[column.at]:
                value, line = next(iter(values.items()))
                said = f"column {column.at + 1} has no header and holds {shown(value)}; name it, or empty it"
                self.problems.append(Problem(self.table.table.name, said, line))
        else:
            return False
        return True

    def _by_content(self, column: Column) -> None:
        """A header that is no known word: a candidate, rankings, or something that is refused."""
        values = self.values[column.at]
        ordered = sum(bool(ORDERED.search(value)) for value in values)
        if ordered and (holds_rankings(column.label) or 2 * ordered >= len(values)):
            self._take("rankings", column)
            return
        if holds_rankings(column.label) and not column.question and values:
            self._take("rankings", column)
            return
        if (key := ("preferences", column.question)) in self.groups:
            there = self.groups[key][0]  # type: ignore[index]
            self._refuse(column, f"is neither a preference, as {shown(there.header)} is, nor a known kind of column")
        elif not self.listed and is_nobody(column.label):
            if values:
                value, line = next(iter(values.items()))
                self._refuse(column, f"is no candidate, but holds {shown(value)}", line)
            else:
                self._ignore(column, "is no candidate, and is empty")
        elif not self._ranks(column):
            return
        elif self.listed and not self._of_another_question(column):
            said = f"{self.listed.unknown(column.label)}; if it is no part of the vote, {self._ignore_it(column)}"
            self.problems.append(Problem(self.table.table.name, said, self.table.line))
        else:
            self._take("candidates", column)

    def _of_another_question(self, column: Column) -> bool:
        """Whether the list of candidates is not this column's contest's."""
        asked = self.options.question
        return asked is not None and folded(asked) != folded(column.question)

    def _ranks(self, column: Column) -> bool:
        """Whether all that stands under a header can be ranks (or, where it is said so, scores)."""
        for value, line in self.values[column.at].items():
            if rank_of(value) is not None or meaning_of(value) == "blank" or value in self.options.words:
                continue
            if re.fullmatch(r"[-+]?\d+([.,]\d+)?", value):
                if self.options.cells == "scores":
                    continue
                said = "which is not a rank; if the numbers are scores, say --cells scores"
            else:
                like = next((what for form, what in LOOKS_LIKE if re.fullmatch(form, value, re.IGNORECASE)), "")
                said = f"which looks like {like}" if like else "which is not a rank from 1"
            self._refuse(column, f"holds {shown(value)}, {said}", line)
            return False
        if self._counts_rows(column):
            numbers = f"1, 2, 3… to {len(self.table.papers)} down the column"
            self._refuse(column, f"holds {numbers}, as if it numbered the rows", self.table.line)
            return False
        return True

    def _counts_rows(self, column: Column) -> bool:
        rows = self.table.papers
        return len(rows) > 3 and all(cells[column.at] == str(number) for number, (_, cells) in enumerate(rows, 1))

    def _take(self, kind: Kind, column: Column) -> None:
        title = column.question or (column.header if kind == "rankings" else "")
        title = next((there for _, there in self.groups if folded(there) == folded(title)), title)
        self.groups.setdefault((kind, title), []).append(column)

    def _ignore(self, column: Column, why: str) -> None:
        self.parts.append(Part("column", column.header, "ignored", why))

    def _check_unique(self, column: Column) -> None:
        """Warns where a voter's or paper's identity stands on two rows; not where most rows have the same value."""
        first = self.values[column.at]
        rows = [(line, cells[column.at]) for line, cells in self.table.papers if cells[column.at]]
        again = [line for line, value in rows if first[value] != line]
        if again and 2 * len(first) > len(rows):
            said = f"column {shown(column.header)} has a value in line {again[0]} that stands before"
            more = f", and so have {len(again) - 1:,} lines after it" if len(again) > 1 else ""
            self.warnings.append(f"{said}{more}; if somebody voted twice, take out the rows that do not count")

    def _ignore_it(self, column: Column) -> str:
        return f'say --ignore "{to_type(column.header)}"'

    def _refuse(self, column: Column, said: str, line: int | None = None) -> None:
        settle = f"if it is no part of the vote, {self._ignore_it(column)}"
        if not self.listed and not column.question:
            settle += ", or name the candidates with --candidates FILE"
        where = line or self.table.line
        self.problems.append(Problem(self.table.table.name, f"column {shown(column.header)} {said}; {settle}", where))

    def _questions(self) -> Iterator[FormQuestion]:
        """The contests of the table, each of one kind."""
        titles = {title: [kind for kind, each in self.groups if each == title] for _, title in self.groups}
        for (kind, title), columns in self.groups.items():
            if len(titles[title]) > 1:
                if kind == titles[title][0]:
                    said = " and ".join(shown(self.groups[each, title][0].header) for each in titles[title])
                    right = "columns of preferences and columns of candidates stand together; leave one kind"
                    self.problems.append(Problem(self.table.table.name, f"{said}: {right}", self.table.line))
                continue
            if kind == "preferences":
                columns = self._in_order(columns)
            else:
                self._check_different(columns)
            self.parts += [Part("column", each.header, self._taken_for(kind, each)) for each in columns]
            yield FormQuestion(kind, title, tuple(columns))

    def _check_different(self, columns: Sequence[Column]) -> None:
        seen = Counter(folded(column.label) for column in columns)
        alike = [column.label for column in columns if seen[folded(column.label)] > 1]
        for label in {folded(label): label for label in reversed(alike)}.values():
            self.problems.append(
                Problem(self.table.table.name, f"two columns are called {shown(label)}", self.table.line)
            )

    def _taken_for(self, kind: Kind, column: Column) -> str:
        if kind == "preferences":
            return f"preference {rank_of(column.label)}"
        if kind == "candidates" and not self.listed and meaning_of(column.label) == "write-in":
            return "undeclared write-ins"
        return "candidate" if kind == "candidates" else "rankings"

    def _in_order(self, columns: Sequence[Column]) -> list[Column]:
        ranked = sorted(columns, key=lambda column: rank_of(column.label) or 0)
        if [rank_of(column.label) for column in ranked] != list(range(1, len(ranked) + 1)):
            said = f"the columns should be the preferences from 1 to {len(ranked)}, each once"
            self.problems.append(Problem(self.table.table.name, said, self.table.line))
        return ranked
