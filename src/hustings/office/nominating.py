"""Nominations that come in: read, their names settled once and remembered, and added to the folder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, cast

import hustings
from hustings.office import acts, counting
from hustings.office.models import Election, Meant

Dates = Literal["day first", "month first"]
ORDERS = ("day first", "month first")


def remembered(election: Election) -> dict[str, str]:
    """Names as they were sent before, and who was meant."""
    return {each.said: each.meant for each in Meant.objects.filter(election=election)}


def read(
    election: Election, name: str, data: bytes, contest: str, *, settled: Mapping[str, str], dates: str, day: str
) -> hustings.NewNominations:
    """The nominations of a file that was sent, with the names that are settled. Raises BadInput."""
    return hustings.read_nominations(
        name,
        acts.current_folder(election),
        data=data,
        contest=contest,
        same=remembered(election) | dict(settled),
        dates=cast(Dates, dates) if dates in ORDERS else None,
        day=day,
    )


def add(
    election: Election, base: str, found: hustings.NewNominations, settled: Mapping[str, str], contest: str
) -> Election:
    """Add what was read, and remember whom the names mean. Raises Moved."""
    files = acts.current_files(election) | {"nominations.csv": found.to_csv().encode()}

    def also(changed: Election) -> None:
        for said, meant in settled.items():
            Meant.objects.update_or_create(election=changed, said=said, defaults={"meant": meant})

    number = len(found.rows)
    title = counting.contest_of(election, contest)[1].title if contest else "the election"
    why = f"{number:,} {'nomination' if number == 1 else 'nominations'} for {title}"
    return acts.change(
        election.key, base, files, why, "added nominations", also, contest=contest, settled=dict(settled)
    )
