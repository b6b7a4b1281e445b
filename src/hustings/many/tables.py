"""Tables of counts as files: JSON lines, CSV, Parquet. Each row carries its digest, so that a row can be used again.

A row that has changed since it was written (by hand, by a spreadsheet, by a crash in mid-line) does not have
the digest that it says, and is not used.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from hustings.election.extras import extras
from hustings.election.files import csv_text, plain_cell
from hustings.election.problems import BadInput, Problem, shown
from hustings.many.counted_file import CountedFile

DIGEST = "row_sha256"
COLUMNS = (*(field.name for field in fields(CountedFile)), DIGEST)
WHOLE = {"unfilled", "stages", "ties", "lots", "status"}
WHOLE_OR_NONE = {"seats", "issued", "returned"}
BETWEEN_NAMES = "; "
ENDINGS = (".parquet", ".csv", ".jsonl")


def check_ending(path: Path) -> None:
    """Raise BadInput where no table can be written under this name."""
    if path.suffix.lower() not in ENDINGS:
        said = f"{shown(path.name)} should end in {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}"
        raise BadInput(Problem("--out", said))
    if path.suffix.lower() == ".parquet":
        with extras():
            import polars  # noqa: F401  # so that its absence is known before the work begins


def row_of(counted: CountedFile) -> dict[str, Any]:
    """The row as plain values, with its digest."""
    row = asdict(counted) | {"elected": list(counted.elected)}
    return row | {DIGEST: _digest(row)}


def _digest(row: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(row, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def counted_file_of(row: Mapping[str, Any]) -> CountedFile | None:
    """The counted file of a row of plain values; None where the row is not as it was written."""
    values = {name: row.get(name) for name in COLUMNS if name != DIGEST}
    try:
        if set(row) != set(COLUMNS) or row[DIGEST] != _digest(values):
            return None
        return CountedFile(**values | {"elected": tuple(values["elected"] or ())})
    except (TypeError, ValueError):
        return None


def table(files: Iterable[CountedFile], ending: str) -> str | bytes:
    """The content of a file with this ending."""
    rows = [row_of(each) for each in files]
    if ending == ".jsonl":
        return "".join(json_line(row) for row in rows)
    if ending == ".csv":
        return csv_text(COLUMNS, [[_cell(row[name]) for name in COLUMNS] for row in rows])
    return _parquet(rows)


def json_line(row: Mapping[str, Any]) -> str:
    """A row as a line of JSON."""
    return json.dumps(row, ensure_ascii=False) + "\n"


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return BETWEEN_NAMES.join(value)
    return "" if value is None else value


def _parquet(rows: list[dict[str, Any]]) -> bytes:
    with extras():
        import polars as pl

        types: dict[str, Any] = dict.fromkeys(COLUMNS, pl.String)
        types |= dict.fromkeys(WHOLE | WHOLE_OR_NONE, pl.Int64) | {"seconds": pl.Float64, "elected": pl.List(pl.String)}
        file = io.BytesIO()
        pl.DataFrame(rows, schema=types).write_parquet(file)
        return file.getvalue()


def rows_in(path: Path) -> list[CountedFile]:
    """The rows of a table that an earlier run wrote, those that are as they were written; none of any other file."""
    try:
        found = map(counted_file_of, _read(path))
        return [each for each in found if each is not None]
    except (OSError, ValueError):
        return []


def _read(path: Path) -> Iterable[Mapping[str, Any]]:
    if path.suffix == ".parquet":
        return _read_parquet(path)
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return [_typed(row) for row in csv.DictReader(file)]
    with path.open(encoding="utf-8", errors="replace") as file:
        return [row for line in file if isinstance(row := _parsed(line), dict)]


def _parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return None


def _typed(row: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a row of a CSV file; those that cannot be what they should stay text, and so fail the digest."""
    typed: dict[str, Any] = {}
    for name, cell in row.items():
        text = plain_cell(cell or "")
        if name == "elected":
            typed[name] = text.split(BETWEEN_NAMES) if text else []
        elif name in WHOLE_OR_NONE | WHOLE | {"seconds"}:
            number = float if name == "seconds" else int
            typed[name] = number(text) if text else None
        else:
            typed[name] = text
    return typed


def _read_parquet(path: Path) -> list[dict[str, Any]]:
    with extras():
        import polars as pl

        try:
            return pl.read_parquet(path).to_dicts()
        except pl.exceptions.PolarsError:
            return []
