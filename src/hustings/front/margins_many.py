"""How close many counts were: margins of files, folders, election folders' contests, or count records."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

from hustings.ballots.ballots import Ballots
from hustings.ballots.reading import read_ballots, read_for
from hustings.election.files import read_text
from hustings.election.problems import BadInput, Problem
from hustings.front.asking import Progress
from hustings.front.contest import ContestOptions, contests_to_count, read_contest
from hustings.front.margin_files import of_record
from hustings.front.margins import margin_of
from hustings.many.each import each
from hustings.many.files import ballots_files
from hustings.margins.aim import Kind
from hustings.narrative.margin import size
from hustings.narrative.margin_json import margin_json
from hustings.record.json_reader import from_json
from hustings.record.record import CountRecord, digest_for

FORMAT = "hustings-margins/1"


@dataclass(frozen=True)
class Source:
    """One contest: a ballots file, one contest of an election folder, or a count record with its ballots.

    cast: of a record, the file that its ballots are in.
    """

    path: Path
    contest: str | None = None
    cast: Path | None = None

    @property
    def whole(self) -> Source:
        """The same by whole paths, which mean the same in another folder and on another machine."""
        return replace(self, path=self.path.resolve(), cast=self.cast and self.cast.resolve())

    def as_called(self, said: str) -> str:
        """What is said of whole paths, in the paths that the user wrote."""
        for path in filter(None, (self.cast, self.path)):
            said = said.replace(str(path.resolve()), str(path))
        return said

    def __str__(self) -> str:
        return str(self.path) if self.contest is None else f"{self.path} {self.contest}"


@dataclass(frozen=True)
class Close:
    """What came of one contest. margin: as JSON has it; None where there is none, and `wrong` says why."""

    source: Source
    margin: dict[str, Any] | None = None
    said: str = ""
    wrong: str = ""
    status: int = 0


def sources_of(asked: Iterable[Path]) -> list[Source]:
    """Every contest of these files and folders. Raises BadInput for a folder without any."""
    found: list[Source] = []
    for path in asked:
        if (path / "election.toml").exists():
            found += [Source(path, contest) for contest in contests_to_count(path)]
        else:
            found += [Source(file) for file in ballots_files([path])]
    return found


def records_of(records: Sequence[Path], ballots: Path) -> list[Source | Close]:
    """Count records with their ballots: one file, or those in a folder that each was made from; or why there are none.

    Raises BadInput for a folder without ballots files.
    """
    if not ballots.is_dir():
        return [Source(record, cast=ballots) for record in records]
    files = ballots_files([ballots])
    known = {file: found.sha256 for file in files if (found := _readable(file)) is not None}
    sources: list[Source | Close] = []
    for path in records:
        try:
            record = from_json(read_text(path), str(path))
            cast = next((file for file in files if known.get(file) == record.ballots.sha256), None)
            cast = cast or next((file for file in files if _is_of(file, record)), None)
            if cast is None:
                said = f"none of the {len(files)} ballots files in {ballots} is what this record was made from"
                raise BadInput(Problem(str(path), said))
            sources.append(Source(path, cast=cast))
        except BadInput as bad:
            sources.append(Close(Source(path), wrong=str(bad), status=2))
    return sources


def _readable(file: Path) -> Ballots | None:
    """The ballots of a file; None where they cannot be read without the record's list of candidates."""
    try:
        return read_ballots(file)
    except BadInput:
        return None


def _is_of(file: Path, record: CountRecord) -> bool:
    """Whether a file has a record's ballots, read with its list of candidates."""
    try:
        cast = read_for(file, record.cast_names, record.question.undeclared)
    except BadInput:
        return False
    return digest_for(record, cast) == record.ballots.sha256


def close(put: dict[str, Any], kind: Kind, nodes: int | None, seconds: float | None, source: Source) -> tuple[str, str]:
    """The margin of one contest as JSON, and in a sentence. put: what is asked of each. seconds: for each."""
    begun, declared = monotonic(), None
    if source.cast is None:
        found = read_contest(source.path, source.contest, ContestOptions(**put))
        ballots, question = found.read.ballots, found.read.question
    else:
        ballots, question, declared = of_record(source.path, source.cast)
    spent = (lambda: 0.0) if seconds is None else (lambda: (monotonic() - begun) / seconds)
    margin = margin_of(ballots, question, declared, kind, nodes=nodes, spent=spent)
    return margin_json(margin, ballots, question), size(margin)


def margins(
    sources: Iterable[Source | Close],
    put: dict[str, Any],
    kind: Kind,
    nodes: int | None,
    seconds: float | None,
    *,
    workers: str | None = None,
    progress: Progress | None = None,
) -> Iterator[Close]:
    """The margin of each contest, in their order. One that cannot be counted is said to be so, and the others go on."""
    task, every = partial(close, put, kind, nodes, seconds), list(sources)
    sent = [source.whole for source in every if isinstance(source, Source)]
    outcomes = each(task, sent, workers=workers, progress=progress, of="margins")
    for source in every:
        if isinstance(source, Close):
            yield source
            continue
        outcome = next(outcomes)
        if outcome.result is None:
            yield Close(source, wrong=source.as_called(outcome.error), status=outcome.status or 1)
        else:
            text, said = outcome.result
            yield Close(source, json.loads(text), said)


def margins_json(found: Iterable[Close]) -> str:
    """All of them as JSON, «hustings-margins/1» (docs/schemas/margins.schema.json)."""
    rows = [
        {
            "file": str(each.source.path),
            "contest": each.source.contest,
            "wrong": each.wrong or None,
            "margin": each.margin,
        }
        for each in found
    ]
    return json.dumps({"format": FORMAT, "margins": rows}, ensure_ascii=False, indent=1) + "\n"
