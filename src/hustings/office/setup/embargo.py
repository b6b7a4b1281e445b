"""The moment from which a campaign shows its orders: the one key of election.toml that is the campaign's own."""

from __future__ import annotations

import tomlkit

from hustings.office.setup import about, toml

FILE, TABLE, KEY, ZONE = "election.toml", "timetable", "orders_published", "time_zone"


def read(text: str) -> str:
    """The moment as people write it; "" where none is said."""
    return toml.typed(toml.read(text).get(TABLE, {}).get(KEY, ""))


def changed(text: str, said: str) -> str:
    """election.toml with this moment, or without one where nothing is said. Raises BadInput for what is no moment."""
    document, at = toml.read(text), toml.when(said)
    table = document.get(TABLE)
    if table is None and at is not None:
        table = tomlkit.table()
        table[ZONE] = about.ZONE
        toml.insert(document, TABLE, table)
    if table is not None:
        toml.put(table, KEY, at)
    return tomlkit.dumps(document)
