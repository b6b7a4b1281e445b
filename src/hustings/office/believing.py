"""What a campaign believes: begun from nominations or an earlier result, moved by a canvass; each a file of its folder.

Answers stay in the folder as counts (`canvass/CONTEST.csv`), and so does what was believed before them
(`canvass/CONTEST.before.toml`): further answers, and answers that are corrected, are worked out from there and never
counted twice.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomlkit

import hustings
from hustings.election.csv_cells import read_cells
from hustings.election.files import csv_text, decoded
from hustings.election.problems import BadInput, Problem
from hustings.office.setup import toml

if TYPE_CHECKING:
    from hustings import Beliefs

NAME = "forecast.toml"
COLUMNS = ("area", "date", "asked", "answer", "count")
WAYS = ("phone", "door", "message", "meeting", "other")
# Answers that are neither a slate nor a candidate, as `hustings forecast update` reads them.
WORDS = ("our slate", "our order", "undecided", "will not vote")
Files = dict[str, bytes]


def returns_path(contest: str) -> str:
    """Where the answers of a canvass are in the folder."""
    return f"canvass/{contest}.csv"


def before_path(contest: str) -> str:
    """Where what was believed before them is."""
    return f"canvass/{contest}.before.toml"


def believed(folder: Path, contest: str, slate: str) -> Beliefs | None:
    """What is believed of a contest; None where nothing is yet. Raises BadInput where the file cannot be read."""
    path = folder / NAME
    if not path.is_file() or not _alone(path.read_bytes(), contest, slate):
        return None
    with _by_name(str(folder)):
        return hustings.read_forecast(folder, contest, slate)


def answers(beliefs: Beliefs) -> list[str]:
    """Everything that somebody who is asked can answer."""
    found = beliefs.forecast
    others = [each.slate for each in found.followings if each.slate != found.slate]
    mine = next(each for each in found.followings if each.slate == found.slate)
    return [*WORDS, *(found.names[number - 1] for number in mine.names), *others]


def from_nominations(files: Files, contest: str, slate: str, *, together: bool) -> dict[str, bytes]:
    """The files of beliefs that begin with nominations. together: with what is believed so far, each counting by how
    sure it is. Raises BadInput."""
    with _folder(files) as folder:
        text = hustings.forecast_from_nominations(folder, contest, slate).to_toml()
    return _begun(files, contest, slate, text, "nominations.toml" if together else "")


def from_result(
    files: Files, contest: str, slate: str, name: str, data: bytes, *, together: bool
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The files of beliefs that begin with an earlier result, and what that does not tell. Raises BadInput."""
    with _folder(files) as folder, tempfile.TemporaryDirectory(prefix="hustings-") as beside:
        path = Path(beside) / name
        path.write_bytes(data)
        with _by_name(beside):
            begun = hustings.forecast_from_result(folder, path, contest, slate)
    return _begun(files, contest, slate, begun.to_toml(), "result.toml" if together else ""), begun.unknown


def returns(files: Files, contest: str) -> list[list[str]]:
    """The answers that are here, by COLUMNS."""
    path = returns_path(contest)
    return _rows(path, files[path]) if path in files else []


def with_typed(files: Files, contest: str, slate: str, rows: Sequence[Sequence[str]]) -> dict[str, bytes]:
    """The files with answers that somebody has typed, in addition to those that are here. Raises BadInput."""
    return _with_returns(files, contest, slate, [*returns(files, contest), *(list(row) for row in rows)])


def with_uploaded(files: Files, contest: str, slate: str, name: str, data: bytes) -> dict[str, bytes]:
    """The files with the answers of a file; where one of an area, day, way and answer is here, the file's count is in
    its place, so that a table that grows can come again. Raises BadInput."""
    with tempfile.TemporaryDirectory(prefix="hustings-") as beside, _by_name(beside):
        path = Path(beside) / name
        path.write_bytes(data)
        with _folder(files | {NAME: _before(files, contest, slate).encode()}) as folder:
            hustings.update_forecast(folder, path, contest, slate)
    new = _rows(name, data)
    sent = {tuple(row[:4]) for row in new}
    kept = [row for row in returns(files, contest) if tuple(row[:4]) not in sent]
    return _with_returns(files, contest, slate, [*kept, *new])


def again(files: Files, contest: str, slate: str) -> dict[str, bytes]:
    """The files with the beliefs worked out again from the answers that are here. Raises BadInput."""
    return _with_returns(files, contest, slate, returns(files, contest))


def without(text: bytes, contest: str, slate: str, name: str) -> bytes:
    """forecast.toml without what is said of how well a name is known, which is on the slate no more."""
    document = toml.read(text.decode("utf-8", "replace"), NAME)
    for table in toml.tables(document, "forecast"):
        if _is_of(table, contest, slate):
            for key in ("recognition", "recognition_shock_of"):
                if isinstance(table.get(key), dict):
                    table[key].pop(name, None)
    return tomlkit.dumps(document).encode()


def _with_returns(files: Files, contest: str, slate: str, rows: Sequence[Sequence[str]]) -> dict[str, bytes]:
    before = _before(files, contest, slate)
    made = {returns_path(contest): csv_text(COLUMNS, rows).encode(), before_path(contest): before.encode()}
    return made | {NAME: _merged(files, contest, slate, _moved(files | made, contest, slate, before))}


def _begun(files: Files, contest: str, slate: str, text: str, combined: str) -> dict[str, bytes]:
    """The files with beliefs that begin with this text. combined: what to call it beside those that are here."""
    if combined and (before := _alone(files.get(before_path(contest), files.get(NAME, b"")), contest, slate)):
        _check_other_source(before, text, nominations=combined.startswith("nominations"))
        with _folder(files | {NAME: before.encode(), combined: text.encode()}) as folder:
            text = hustings.combine_forecasts(folder, folder / combined, contest, slate).to_toml()
    if returns_path(contest) not in files:
        return {NAME: _merged(files, contest, slate, text)}
    moved = _moved(files, contest, slate, text)
    return {before_path(contest): text.encode(), NAME: _merged(files, contest, slate, moved)}


def _check_other_source(before: str, text: str, *, nominations: bool) -> None:
    """Raise BadInput where two forecasts rest on the same source, which would count twice."""
    notes = [str(toml.tables(toml.read(each, NAME), "forecast")[0].get("note", "")) for each in (before, text)]
    if notes[1] in notes[0] or (nominations and "nominations by" in notes[0]):
        said = "what is believed rests on this source already, and it would count twice; let it take the place of that"
        raise BadInput(Problem("how", said))


def _moved(files: Files, contest: str, slate: str, before: str) -> str:
    """What is believed after the answers."""
    with _folder(files | {NAME: before.encode()}) as folder:
        return hustings.update_forecast(folder, folder / returns_path(contest), contest, slate).to_toml()


def _before(files: Files, contest: str, slate: str) -> str:
    """What was believed before any answer. Raises BadInput where nothing was."""
    found = _alone(files.get(before_path(contest), files.get(NAME, b"")), contest, slate)
    if not found:
        raise BadInput(Problem("begin", "begin with nominations or an earlier result; answers move what is believed"))
    return found


def _alone(text: bytes, contest: str, slate: str) -> str:
    """A forecast.toml with the forecast of one contest by one slate alone; "" where it has none."""
    document = toml.read(text.decode("utf-8", "replace"), NAME)
    tables = toml.tables(document, "forecast")
    if not any(_is_of(each, contest, slate) for each in tables):
        return ""
    return _without(document, lambda each: not _is_of(each, contest, slate))


def _merged(files: Files, contest: str, slate: str, text: str) -> bytes:
    """The folder's forecast.toml with this one in place of the contest's."""
    document = toml.read(files.get(NAME, b"").decode("utf-8", "replace"), NAME)
    if all(_is_of(each, contest, slate) for each in toml.tables(document, "forecast")):
        return text.encode()
    others = _without(document, lambda each: _is_of(each, contest, slate))
    return f"{others.rstrip()}\n\n{text}".encode()


def _without(document: tomlkit.TOMLDocument, left_out: Any) -> str:
    for at in reversed(range(len(toml.tables(document, "forecast")))):
        if left_out(document["forecast"][at]):
            del document["forecast"][at]
    return tomlkit.dumps(document)


def _is_of(table: Any, contest: str, slate: str) -> bool:
    return (table.get("contest"), table.get("slate")) == (contest, slate)


def _rows(name: str, data: bytes) -> list[list[str]]:
    """The rows of a file of answers, by COLUMNS, whatever their order is in it."""
    (_, header), *rows = read_cells(decoded(data, name), name)
    at = [[cell.casefold() for cell in header].index(column) for column in COLUMNS]
    return [[row[n] if n < len(row) else "" for n in at] for _, row in rows]


@contextmanager
def _folder(files: Files) -> Iterator[Path]:
    """A folder of these files, for as long as it is needed; in what is wrong, each file is called by its name."""
    with tempfile.TemporaryDirectory(prefix="hustings-") as made, _by_name(made):
        for path, content in files.items():
            (Path(made) / path).parent.mkdir(parents=True, exist_ok=True)
            (Path(made) / path).write_bytes(content)
        yield Path(made)


@contextmanager
def _by_name(folder: str) -> Iterator[None]:
    try:
        yield
    except BadInput as bad:
        said = [
            (each, each.source.replace(f"{folder}/", ""), each.said.replace(f"{folder}/", "")) for each in bad.problems
        ]
        raise BadInput([replace(each, source=source, said=text) for each, source, text in said]) from None
