"""What a result is of, in words: whose election, which contest, when."""

from __future__ import annotations

from datetime import date

from hustings.narrative.catalogue import ENGLISH, Words, words
from hustings.narrative.dates import when
from hustings.record.record import CountRecord


def heading_of(record: CountRecord, language: str = ENGLISH) -> tuple[str, str, str]:
    """Organisation, contest and day of the vote; where one is not known, that."""
    say = words(language, file="count")
    unnamed = "heading.no_contest_in" if record.ballots.file else "heading.no_contest"
    contest = record.title or say(unnamed, file=record.ballots.file)
    return record.heading.organisation or say("heading.no_organisation"), contest, _day(record.heading.date, say)


def notice_of(example: str | None, language: str = ENGLISH) -> str:
    """What everything made from an example's folder must say: «historical» or «fictional»; "" for no example."""
    return words(language, file="count")(f"notice.{example}") if example else ""


def _day(said: str, say: Words) -> str:
    try:
        return when(date.fromisoformat(said), say.language) if said else say("heading.no_date")
    except ValueError:
        return said
