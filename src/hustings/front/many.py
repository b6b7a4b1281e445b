"""Counting many files at once, on one machine or on many."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from hustings.election.files import read_bytes
from hustings.election.problems import BadInput, HustingsError, without_flags
from hustings.front.asking import Progress, Where, book
from hustings.many.counted_file import CountedFile as CountedFile
from hustings.many.counted_file import question_digest
from hustings.many.counting import FileToCount, count_file
from hustings.many.each import outcomes
from hustings.many.files import ballots_files as ballots_files
from hustings.many.journal import Journal
from hustings.many.tables import check_ending, rows_in, table
from hustings.many.workers import Workers, workers_of
from hustings.rules.book import Rules


def count_many(
    files: Iterable[Where],
    rules: str | Rules | Sequence[str | Rules],
    seats: int | None = None,
    *,
    lot_seed: str | None = None,
    one_witness: bool = False,
    known: Iterable[CountedFile] = (),
    clock: Callable[[], float] | None = None,
    workers: int | str | None = None,
    progress: Progress | None = None,
) -> Iterator[CountedFile]:
    """Count many ballots files under one or several rule books, on all cores; rows come in the order of the files.

    A file that cannot be counted is a row with its `error`; the others go on. seats: where files do not say.
    lot_seed, one_witness: as for `count`. known: rows of an earlier call; what they tell is not counted again. clock:
    for the rows' seconds, such as time.thread_time. workers: a number of processes, "threads:2" or
    "dask://HOST:PORT", as for `each`; None takes a process for each core. The rows are the same for any workers.
    On a cluster every worker must see the files under the same paths.

    >>> [row] = hustings.count_many(["examples/ers97-model-election.blt"], "ers97")
    >>> row.elected[0], row.stages, row.quota
    ('Smith', 6, '107.58')
    """
    rows = count_files(
        files, rules, seats, lot_seed=lot_seed, one_witness=one_witness, known=known, clock=clock, workers=workers,
        progress=progress,
    )  # fmt: skip
    return (replace(row, error=without_flags(row.error)) if row.error else row for row in rows)


def count_files(
    files: Iterable[Where], rules: str | Rules | Sequence[str | Rules], seats: int | None = None, *,
    lot_seed: str | None = None, one_witness: bool = False, known: Iterable[CountedFile] = (),
    clock: Callable[[], float] | None = None, workers: int | str | None = None, progress: Progress | None = None,
) -> Iterator[CountedFile]:  # fmt: skip
    """As `count_many`; errors name options as the command line does."""
    named = (rules,) if isinstance(rules, str | Rules) else tuple(rules)
    books = tuple(map(book, named))
    digests = [question_digest(asked, seats, lot_seed, one_witness) for asked in books]
    before = {row.key: row for row in known if not row.error}
    who = workers_of(workers)
    begun: list[tuple[FileToCount, list[CountedFile | None]]] = []
    for file in map(str, files):
        sha256 = _sha256(file)
        rows = [before.get((sha256, digest)) for digest in digests]
        lacking = tuple(asked for asked, row in zip(books, rows, strict=True) if row is None)
        place = str(Path(file).resolve())
        begun.append((FileToCount(file, place, sha256, lacking, seats, lot_seed, one_witness, clock), rows))
    return _counted(begun, who, progress)


class Unfinished(HustingsError):
    """A batch that ended early. What it has counted is kept."""

    def __init__(self, stop: HustingsError, kept: Path) -> None:
        self.status = stop.status
        why = stop.on_command_line().rstrip(".")
        super().__init__(f"{why}; what is counted is kept in {kept}, and the same command goes on from there")


@dataclass(frozen=True)
class CountedTable:
    """A table of rows (.parquet, .csv or .jsonl), and beside it what an unfinished batch has counted.

    Raises BadInput for another ending.
    """

    path: Path

    def __post_init__(self) -> None:
        check_ending(self.path)

    @property
    def journal(self) -> Path:
        """The file of an unfinished batch."""
        return Journal(self.path).path

    def known(self) -> list[CountedFile]:
        """The rows of the table, and those of an unfinished batch: `count_many` takes them as `known`."""
        return [*rows_in(self.path), *Journal(self.path).rows()]

    def keeping(self, rows: Iterable[CountedFile], known: Iterable[CountedFile] = ()) -> Iterator[CountedFile]:
        """These rows, each kept at once, so that a batch that ends early can go on."""
        journal, kept = Journal(self.path), {row.key for row in known}
        for row in rows:
            if not row.error and row.key not in kept:
                journal.add([row])
            yield row

    @contextmanager
    def resumable(self) -> Iterator[None]:
        """Raises Unfinished where what is done within ends early, and some of it is kept."""
        try:
            yield
        except HustingsError as stop:
            if not self.journal.exists():
                raise
            raise Unfinished(stop, self.journal) from None

    def content(self, rows: Iterable[CountedFile]) -> str | bytes:
        """The content of the table."""
        return table(rows, self.path.suffix.lower())

    def finished(self) -> None:
        """Forget the unfinished batch: the table has its rows."""
        Journal(self.path).remove()


def _counted(
    begun: Sequence[tuple[FileToCount, list[CountedFile | None]]], workers: Workers, progress: Progress | None
) -> Iterator[CountedFile]:
    """The rows of files, some of which are known."""
    todo = [task for task, _ in begun if task.rules]
    with closing(outcomes(count_file, todo, workers, progress, "files")) as made:
        for task, rows in begun:
            new: list[CountedFile] = []
            if task.rules:
                outcome = next(made)
                new = outcome.result or task.failed(outcome.error, outcome.status)
            fresh = iter(new)
            for row in rows:
                yield next(fresh) if row is None else replace(row, file=task.file)


def _sha256(file: str) -> str:
    """The digest of the file's bytes; "" where it cannot be read, which its count will say."""
    try:
        return hashlib.sha256(read_bytes(file)).hexdigest()
    except BadInput:
        return ""
