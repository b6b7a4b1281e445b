"""Votes by stage and candidate as data frames: tidy, one row a stage and candidate, votes exact."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from hustings.election.extras import extras
from hustings.front.figures import Votes, difference

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from hustings.front.count import Count

COLUMNS = ("stage", "kind", "action", "candidate", "votes", "change", "status", "quota")


def rows(count: Count) -> list[tuple[Any, ...]]:
    """The rows, in the order of COLUMNS. change: None at the first stage. status: at the end of the stage."""
    found: list[tuple[Any, ...]] = []
    before: Mapping[str, Votes] | None = None
    for stage in count.stages:
        for number, name in enumerate(count.candidates, 1):
            held = stage.votes[name]
            change = None if before is None else difference(held, before[name])
            status = _status(count, stage.number, number)
            found.append((stage.number, stage.kind, stage.action, name, held, change, status, stage.quota))
        before = stage.votes
    return found


def pandas_frame(count: Count) -> pd.DataFrame:
    """See `Count.to_pandas`."""
    with extras():
        import pandas

        return pandas.DataFrame(rows(count), columns=list(COLUMNS))


def polars_frame(count: Count) -> pl.DataFrame:
    """See `Count.to_polars`. Fractions, which Polars has no type for, are objects there."""
    with extras():
        import polars

        return polars.DataFrame(rows(count), schema=list(COLUMNS), orient="row", strict=False)


def _status(count: Count, stage: int, number: int) -> str:
    record = count.record
    if number in record.question.withdrawn:
        return "withdrawn"
    if number in record.elected_by(stage):
        return "elected"
    return "continuing" if number in record.continuing_after(stage) else "excluded"
