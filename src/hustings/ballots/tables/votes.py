"""From the cells of one question to rankings: equal rows are read once, and every cell is understood or refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from hustings.ballots.account import Part
from hustings.ballots.ballots import Ranking
from hustings.ballots.faults import FileFaults
from hustings.ballots.source import Options
from hustings.ballots.tables.cells import Row
from hustings.ballots.tables.columns import FormQuestion
from hustings.ballots.tables.headers import Column, Headed
from hustings.election.problems import shown

Cells = tuple[str, ...]
MOST_PAPERS = 10**12


@dataclass(frozen=True, slots=True)
class EqualRows:
    """Rows with the same cells, together. number: of papers that carry them. rows: how many. line: of the first."""

    number: Decimal
    rows: int
    line: int


@dataclass(frozen=True, slots=True)
class Votes:
    """What a question's cells say. names: as the file or the list has them; the rest as in `Ballots`."""

    names: tuple[str, ...]
    cast: list[tuple[Ranking, Decimal]]
    candidates_from: str
    parts: tuple[Part, ...] = ()
    withdrawn: tuple[int, ...] = ()
    undeclared: tuple[int, ...] = ()
    lost: tuple[str, ...] = ()
    warnings: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class QuestionCells:
    """What a reader of votes needs to know of the file. distinct: the question's cells, each once."""

    table: Headed
    question: FormQuestion
    options: Options
    faults: FileFaults
    distinct: dict[Cells, EqualRows]


def distinct_votes(
    table: Headed, question: FormQuestion, papers: Column | None, rows: Sequence[Row], faults: FileFaults
) -> dict[Cells, EqualRows]:
    """The question's cells, each once, with how many papers carry them."""
    weigh = _weights(table, faults)
    at = [column.at for column in question.columns]
    lines: dict[Cells, int] = {}
    counts: Counter[Cells] = Counter()
    numbers: dict[Cells, Decimal] = {}
    for line, row in rows:
        cells = tuple([row[i] for i in at])
        counts[cells] += 1
        if cells not in lines:
            lines[cells] = line
        if papers and (number := weigh(row[papers.at], line)):
            numbers[cells] = numbers.get(cells, Decimal(0)) + number
    faults.stop_if_any()
    return {
        cells: EqualRows(numbers[cells] if papers else Decimal(count), count, lines[cells])
        for cells, count in counts.items()
    }


def _weights(table: Headed, faults: FileFaults) -> Callable[[str, int], Decimal | None]:
    comma = table.table.decimal_comma

    def weigh(cell: str, line: int) -> Decimal | None:
        text = cell.replace(",", ".") if comma and cell.count(",") == 1 and "." not in cell else cell
        plain = text.replace(".", "", 1)
        number = Decimal(text) if plain.isascii() and plain.isdigit() else Decimal(0)
        exponent = int(number.normalize().as_tuple().exponent)
        if not 0 < number <= MOST_PAPERS or exponent < -6:
            where = f"the number of papers is {shown(cell)}"
            faults.add(
                line, f"{where}; it should be above 0, to six decimal places at most, without signs for thousands"
            )
            return None
        return number

    return weigh
