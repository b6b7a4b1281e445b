"""Ballots as a person or a notebook meets them: candidates by name, papers as plain numbers."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from hustings.ballots.ballots import OVERVOTE, Ballots, Ranking
from hustings.election.extras import extras

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

Preference = str | tuple[str, ...] | None
# An overvoted preference whose candidates the file does not name: several, of no name.
NAMELESS = ("", "")
COLUMNS = ("ranking", "papers", "preference", "candidate")


def rankings(ballots: Ballots) -> Iterator[tuple[tuple[Preference, ...], int | Decimal]]:
    """See `Ballots.rankings`."""
    for ranking, papers in ballots:
        preferences = (names if len(names) > 1 else next(iter(names), None) for names in _preferences(ballots, ranking))
        yield tuple(preferences), _number(ballots, papers)


def pandas_frame(ballots: Ballots) -> pd.DataFrame:
    """See `Ballots.to_pandas`."""
    with extras():
        import pandas

        return pandas.DataFrame(_rows(ballots), columns=list(COLUMNS))


def polars_frame(ballots: Ballots) -> pl.DataFrame:
    """See `Ballots.to_polars`."""
    with extras():
        import polars

        return polars.DataFrame(_rows(ballots), schema=list(COLUMNS), orient="row", infer_schema_length=None)


def in_one_line(ballots: Ballots) -> str:
    """What they are, for a Python prompt, which would else print every ranking."""
    title = f" “{ballots.title}”" if ballots.title else ""
    seats = "" if ballots.seats is None else f", {_several(ballots.seats, 'place')}"
    papers, distinct, candidates = f"{ballots.total:,} papers", f"{len(ballots):,} distinct", len(ballots.names)
    return f"<Ballots{title}: {papers}, {distinct}, {_several(candidates, 'candidate')}{seats}>"


def _several(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"


def _preferences(ballots: Ballots, ranking: Ranking) -> list[tuple[str, ...]]:
    """The names at each preference; none where it was left out."""
    found: list[tuple[str, ...]] = []
    for token in ranking:
        if token < 0:
            found[-1] += (ballots.names[-token - 1],)
        else:
            found.append(NAMELESS if token == OVERVOTE else (ballots.names[token - 1],) if token else ())
    return found


def _rows(ballots: Ballots) -> list[tuple[int, int | Decimal, int, str]]:
    return [
        (number, _number(ballots, papers), place, name)
        for number, (ranking, papers) in enumerate(ballots, 1)
        for place, names in enumerate(_preferences(ballots, ranking), 1)
        for name in names
    ]


def _number(ballots: Ballots, papers: int) -> int | Decimal:
    return Decimal(papers).scaleb(-ballots.decimals) if ballots.decimals else papers
