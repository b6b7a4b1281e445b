"""election.toml and slates.toml, changed key by key: notes, order and everything else in them stay."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from datetime import date, datetime
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT

from hustings.election.folder.toml_depth import NOBODY_WROTE, too_deep
from hustings.election.problems import BadInput, Problem, shown

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# A day and perhaps a time: 28 June 2027, 28th Jun 2027 9:30, 28/6/2027 (here the day always comes first).
IN_WORDS = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th)?[ /.]([0-9]{1,2}|[A-Za-z]{3,9})\.?[ /.]([0-9]{4})(?: ([0-9]{1,2}:[0-9]{2}))?"
)


def new(title: str, organisation: str) -> str:
    """An election.toml without a contest."""
    document = tomlkit.document()
    document["title"] = title
    if organisation:
        document["organisation"] = organisation
    return tomlkit.dumps(document)


def read(text: str, name: str = "election.toml") -> tomlkit.TOMLDocument:
    """The file. Raises BadInput where it is not TOML."""
    if too_deep(text):
        raise BadInput(Problem(name, NOBODY_WROTE))
    try:
        return tomlkit.parse(text)
    except RecursionError:
        raise BadInput(Problem(name, NOBODY_WROTE)) from None
    except TOMLKitError as error:
        raise BadInput(Problem(name, f"it is not TOML: {error}; mend it as text first")) from None


def put(table: MutableMapping[str, Any], key: str, value: object) -> None:
    """Set a key, or take it out where the value is nothing."""
    if value in ("", None, [], {}):
        table.pop(key, None)
    elif table.get(key) != value:
        table[key] = tomlkit.item(value) if not isinstance(value, dict) else _inline(value)


def tables(document: tomlkit.TOMLDocument, key: str) -> list[Any]:
    """The tables of an array such as [[contest]]; [] where there is none."""
    found = document.get(key, [])
    return list(found) if isinstance(found, list) else []


def add(document: tomlkit.TOMLDocument, key: str, table: dict[str, Any]) -> None:
    """A further table at the end of an array of them."""
    made = tomlkit.table()
    for name, value in table.items():
        put(made, name, value)
    if isinstance(document.get(key), AoT):
        made.trivia.indent = "\n"
        document[key].append(made)
    else:
        array = tomlkit.aot()
        array.append(made)
        document.append(key, array)


def put_first(document: tomlkit.TOMLDocument, key: str, value: object) -> None:
    """Set a key of the document itself: one that is new goes before its first table, whose key it would else be."""
    if key in document or value in ("", None):
        put(document, key, value)
    else:
        insert(document, key, tomlkit.item(value))


def insert(document: tomlkit.TOMLDocument, key: str, item: Any) -> None:
    """Put something new before the first table of the document."""
    tables = {name: document.pop(name) for name in list(document) if _is_table(document[name])}
    document[key] = item
    for name, table in tables.items():
        document.append(name, table)


def _is_table(item: object) -> bool:
    return isinstance(item, tomlkit.items.Table | AoT)


def when(said: str) -> date | datetime | None:
    """A day, or a day and time, as people write it: 28 June 2027, 28/6/2027, 2027-06-28 12:00. Raises BadInput.

    >>> when("28 June 2027"), when("28/6/2027 9:30"), when("2027-06-28")
    (datetime.date(2027, 6, 28), datetime.datetime(2027, 6, 28, 9, 30), datetime.date(2027, 6, 28))
    """
    text = " ".join(said.replace(",", " ").split())
    if not text:
        return None
    if match := IN_WORDS.fullmatch(text):
        stem = match[2][:3].lower()
        month = int(match[2]) if match[2].isdecimal() else MONTHS.index(stem) + 1 if stem in MONTHS else 0
        clock = f" {match[4]:0>5}" if match[4] else ""
        text = f"{match[3]}-{month:02}-{int(match[1]):02}{clock}"
    try:
        return datetime.fromisoformat(text) if len(text) > 10 else date.fromisoformat(text)
    except ValueError:
        right = "write it like 28 June 2027, or 28 June 2027 12:00"
        raise BadInput(Problem("timetable", f"{shown(said)} is not a day, or a day and a time; {right}")) from None


def typed(value: object) -> str:
    """The same the other way round: what a form shows of a day, or of a day and time.

    >>> typed(date(2027, 6, 28)), typed(datetime(2027, 6, 28, 9, 30)), typed("soon")
    ('28 June 2027', '28 June 2027 9:30', 'soon')
    """
    if isinstance(value, datetime):
        plain = value.tzinfo is None and not value.second
        return f"{value:%-d %B %Y %-H:%M}" if plain else value.isoformat(" ")
    return f"{value:%-d %B %Y}" if isinstance(value, date) else str(value)


def _inline(value: dict[str, Any]) -> Any:
    made = tomlkit.inline_table()
    made.update(value)
    return made
