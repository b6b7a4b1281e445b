"""What a result is of, in words: whose election, which contest, when."""

from __future__ import annotations

from datetime import date

from hustings.narrative.dates import when
from hustings.record.record import CountRecord


def heading_of(record: CountRecord) -> tuple[str, str, str]:
    """Organisation, contest and day of the vote; where one is not known, that."""
    file = record.ballots.file
    contest = record.title or (f"contest not named ({file})" if file else "contest not named")
    return record.heading.organisation or "organisation not given", contest, _day(record.heading.date)


def _day(said: str) -> str:
    try:
        return when(date.fromisoformat(said)) if said else "date not given"
    except ValueError:
        return said
