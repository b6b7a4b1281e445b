"""The acts of the office: a chain to which links are added in the transaction of the act, and never changed.

Each link's digest is over its own words and the digest of the link before it: an altered link, or a missing one, shows.
Whoever can write the database could make the whole chain anew; so the digest of the last link stands on every
declaration, which is outside it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from django.db import connection

from hustings.office.clock import now
from hustings.office.models import Event

BEGINNING = "0" * 64


def record(who: str, act: str, election: str = "", **detail: object) -> Event:
    """Add an act to the chain, in the transaction that is open. Raises RuntimeError where none is."""
    if not connection.in_atomic_block:
        raise RuntimeError("an act is recorded in the transaction of the act")
    last = Event.objects.order_by("-number").first()
    event = Event(
        number=last.number + 1 if last else 1,
        at=now().isoformat(timespec="seconds"),
        who=who,
        election=election,
        act=act,
        detail=json.dumps(detail, ensure_ascii=False, sort_keys=True),
        before=last.digest if last else BEGINNING,
    )
    event.digest = digest(event)
    event.save(force_insert=True)
    return event


def head() -> str:
    """The digest of the last act."""
    last = Event.objects.order_by("-number").first()
    return last.digest if last else BEGINNING


def digest(event: Event) -> str:
    """The digest of an act and, through the one before, of everything before it."""
    words = [event.number, event.at, event.who, event.election, event.act, event.detail, event.before]
    return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()


def faults(heads: dict[str, str] | None = None) -> Iterator[str]:
    """Everything in which the chain is not as it was written. heads: what must be in it, and where that stands."""
    before, number, known = BEGINNING, 0, set()
    for event in Event.objects.order_by("number").iterator():
        if event.number != number + 1:
            yield f"act {number + 1} is missing"
        elif event.before != before:
            yield f"act {event.number} does not follow from the act before it"
        if digest(event) != event.digest:
            yield f"act {event.number} ({event.act}) has been altered"
        before, number = event.digest, event.number
        known.add(event.digest)
    for expected, where in (heads or {}).items():
        if expected not in known:
            yield f"the chain does not have the act that {where} names: it was shortened, or made anew"
