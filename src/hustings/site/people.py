"""The candidates of a site: each with a face, a line, a statement and links."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from urllib.parse import urlsplit

from markupsafe import Markup

from hustings.election.faults import Faults
from hustings.election.nouns import Candidate, Contest, Election, Slate
from hustings.narrative.dates import when
from hustings.site.addresses import slugs
from hustings.site.content import Link, Person
from hustings.site.dated import Left
from hustings.site.photographs import Photograph, photograph

# Well-known places by their host, as people call them; others are called by their host.
KNOWN = {
    "bsky.app": "Bluesky",
    "facebook.com": "Facebook",
    "instagram.com": "Instagram",
    "linkedin.com": "LinkedIn",
    "mastodon.social": "Mastodon",
    "threads.net": "Threads",
    "tiktok.com": "TikTok",
    "twitter.com": "X",
    "x.com": "X",
    "youtube.com": "YouTube",
}


def people_of(
    election: Election,
    main: Contest,
    slate: Slate | None,
    elected: Collection[str] | None,
    clean: Callable[[str], Markup],
) -> tuple[Person, ...]:
    """The slate's candidates in its one order, or all on a neutral site. clean: makes HTML of the statement in a file.
    elected: names; None while nobody knows.

    Raises BadInput with every statement and photograph that cannot be read.
    """
    stand = {each.name: each for each in election.candidates if each.contest == main.id and not each.withdrawn}
    names = slate.candidates.get(main.id, ()) if slate else tuple(stand)
    people, faults = [], Faults()
    for name, short in zip(names, slugs(names), strict=True):
        candidate = stand[name]
        code = candidate.id or short
        statement = (slate.statements.get(name) if slate else None) or candidate.statement
        html = faults.of(lambda file=statement: clean(file)) if statement else None  # type: ignore[misc]
        people.append(
            Person(
                name,
                code,
                about=candidate.about,
                statement=html or Markup(),
                elected=None if elected is None else name in elected,
                photograph=faults.of(lambda one=candidate, code=code: _photograph(election, one, code)),  # type: ignore[misc]
                links=tuple(Link(_called(link), link) for link in candidate.links),
                pronoun=candidate.pronoun,
            )
        )
    faults.stop()
    return tuple(people)


def left_of(
    election: Election, main: Contest, slate: Slate | None, people: Iterable[Person], day: date, language: str
) -> Iterator[Left]:
    """Those who stood and no longer do: whoever withdrew, on a neutral site; on a slate's, whom its orders left out."""
    ids = {each.name: each.id for each in election.candidates if each.contest == main.id}
    taken, there = {person.slug for person in people}, {person.name for person in people}
    if slate:
        changes = sorted(
            (each for each in slate.changes if each.contest == main.id and each.on <= day), key=lambda each: each.on
        )
        gone = {name: (when(each.on, language), each.said) for each in changes for name in each.gone}
    else:
        gone = {each.name: ("", "") for each in election.candidates if each.contest == main.id and each.withdrawn}
    for name, (on, said) in gone.items():
        own = ids.get(name) or slugs((name,))[0]
        if name not in there and own not in taken:
            taken.add(own)
            yield Left(name, own, on, said)


def _photograph(election: Election, candidate: Candidate, code: str) -> Photograph | None:
    if not candidate.photo:
        return None
    return photograph(election.folder / candidate.photo, f"photos/{code}", candidate.alt)


def _called(link: str) -> str:
    """A link by the name of its place: «Bluesky», «ann.example.org»."""
    address = urlsplit(link)
    if address.scheme == "mailto":
        return address.path
    host = (address.hostname or link).removeprefix("www.").removeprefix("m.")
    return KNOWN.get(host, host)
