"""How close many counts were: margins of several ballots files, folders of them and election folders' contests."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

from hustings.front.asking import Progress
from hustings.front.contest import ContestOptions, contests_to_count, read_contest
from hustings.front.margins import margin_of
from hustings.many.each import each
from hustings.many.files import ballots_files
from hustings.margins.aim import Kind
from hustings.narrative.margin import size
from hustings.narrative.margin_json import margin_json

FORMAT = "hustings-margins/1"


@dataclass(frozen=True)
class Source:
    """One contest: a ballots file, or one contest of an election folder."""

    path: Path
    contest: str | None = None

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


def close(put: dict[str, Any], kind: Kind, nodes: int | None, seconds: float | None, source: Source) -> tuple[str, str]:
    """The margin of one contest as JSON, and in a sentence. put: what is asked of each. seconds: for each."""
    begun = monotonic()
    found = read_contest(source.path, source.contest, ContestOptions(**put))
    ballots, question = found.read.ballots, found.read.question
    spent = (lambda: 0.0) if seconds is None else (lambda: (monotonic() - begun) / seconds)
    margin = margin_of(ballots, question, None, kind, nodes=nodes, spent=spent)
    return margin_json(margin, ballots, question), size(margin)


def margins(
    sources: Iterable[Source],
    put: dict[str, Any],
    kind: Kind,
    nodes: int | None,
    seconds: float | None,
    *,
    workers: str | None = None,
    progress: Progress | None = None,
) -> Iterator[Close]:
    """The margin of each contest, in their order. One that cannot be counted is said to be so, and the others go on."""
    task = partial(close, put, kind, nodes, seconds)
    for outcome in each(task, sources, workers=workers, progress=progress, of="margins"):
        if outcome.result is None:
            yield Close(outcome.item, wrong=outcome.error, status=outcome.status or 1)
        else:
            text, said = outcome.result
            yield Close(outcome.item, json.loads(text), said)


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
