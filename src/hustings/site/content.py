"""What a site shows, as plain data: templates read this and nothing else.

`site_of` (site/from_folder.py) makes it from an election folder, a plan, records and an index. Everything here is
text, numbers and dates that are ready to be shown; HTML is marked as such (`Markup`) and has been cleaned.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Literal

from markupsafe import Markup

from hustings.election.site import Privacy
from hustings.election.terms import GroupConstraint, Voting
from hustings.look.colour import Accent, Ground
from hustings.narrative.catalogue import ENGLISH, Words, tag_of, words
from hustings.site.addresses import InLanguage
from hustings.site.bodies import Branch, Supporter
from hustings.site.dated import ChangedOrder, Left, Moment, MovedDate, SiteEvent
from hustings.site.evidence import Evidence
from hustings.site.news import NewsItem, Paper
from hustings.site.phases import Group, Phase, begins, group_of, phase_at
from hustings.site.photographs import Photograph
from hustings.site.reported import AnnouncedResult, CountSheet, Nominated, SiteResult

# How a ballot is marked: numbers in order of preference, crosses, or "" where nobody has said.
System = Literal["numbers", "crosses", ""]


@dataclass(frozen=True, slots=True)
class Link:
    """Somewhere else to go; the person goes only by clicking. until: when it is over, as a script reads it, or ""."""

    title: str
    url: str
    about: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A candidate. statement: cleaned HTML. about: one line, such as the home area. elected: None before the result."""

    name: str
    slug: str
    about: str = ""
    statement: Markup = field(default_factory=Markup)
    elected: bool | None = None
    photograph: Photograph | None = None
    links: tuple[Link, ...] = ()
    pronoun: str = ""


@dataclass(frozen=True, slots=True)
class Advice:
    """What the slate recommends in one contest of the pack.

    electorate: "" for everybody, else as it is said after «if»: «you are a young member». where: names of the areas
    that alone have the contest, "" on the page of an area. names: in order. after: what to go on with below them, in
    the slate's words. seats: how many are elected.
    """

    contest: str
    names: tuple[str, ...]
    electorate: str = ""
    system: System = "numbers"
    after: str = ""
    seats: int = 1
    where: str = ""


@dataclass(frozen=True, slots=True)
class AreaAdvice:
    """One area and the order recommended there in the main contest.

    order: (), while it is not published. listed: the name of its list, "A". origin: where the order comes from, as a
    sentence, shown wherever the order is shown. reason: why this order here. others: the rest of the pack. answers: the
    codes of constituencies, regions and nations (and @overseas …) whose postcodes lead here; for the finder.
    near: codes of constituencies of other areas are told apart by the index, not here. changes: oldest first. dated:
    when orders were first published. agreed: the bodies that signed it off.
    """

    code: str
    name: str
    slug: str
    order: tuple[Person, ...] = ()
    listed: str = ""
    origin: str = ""
    reason: str = ""
    others: tuple[Advice, ...] = ()
    answers: tuple[str, ...] = ()
    changes: tuple[ChangedOrder, ...] = ()
    dated: date | None = None
    agreed: tuple[str, ...] = ()

    @property
    def version(self) -> int:
        """Which order this is: 1 as it was first published, one more with each change."""
        return 1 + len(self.changes)

    @property
    def mark(self) -> str:
        """The order's version and day, as the part of a printed address after the #: «order-2-2027-08-03».

        Browsers keep that part to themselves.
        """
        return self._marks[-1]

    @property
    def older_marks(self) -> tuple[str, ...]:
        """The marks of the orders that this one took the place of."""
        return self._marks[:-1]

    @property
    def _marks(self) -> tuple[str, ...]:
        days = (self.dated, *(each.day for each in self.changes))
        return tuple(f"order-{number}" + (f"-{day}" if day else "") for number, day in enumerate(days, 1))


@dataclass(frozen=True)
class Site:
    """A campaign's site, or (slate "") the returning officer's neutral one.

    contest, seats: the main contest. system: how its ballot is marked. people: its candidates of the slate in the
    one-order order, or all candidates on the neutral site. nominate: whom branches are asked to nominate. after: what
    to go on with below the slate. orders_on: when orders will be published, while they are not. moved: dates that were
    changed. thanks: what the slate says once the result is known. voting: what the organisation says about voting.
    results, announced: counts, and what was announced without one; announced_from: the beginning of the day on which
    the main result was. branches, fonts: for leaflets, the second beside the bundled font. warning: shown on every
    page, as for historical examples. noindex: search engines are asked to stay away. allowance: how many a branch may
    nominate, 0 if that is not known. about: a sentence. statement: the slate's, cleaned HTML. news: where one
    subscribes to news. limits: constraints of the main contest. privacy: whom the privacy page names. own_words:
    sentences in place of the catalogue's. language: as the catalogue names it. prefix: of the addresses of pages in it,
    as in «cy/», "" for the site's first language; base_url has it. others_in: the same site in its languages, this one
    among them; () where there is one. foreign: the folder's own texts that nobody has put into this language, own_tag:
    of the language that they are in. images: the files of pictures in statements, by path.
    """

    election: str
    organisation: str
    contest: str
    seats: int
    people: tuple[Person, ...]
    areas: tuple[AreaAdvice, ...]
    timetable: tuple[Moment, ...]
    imprint: str
    accent: Accent
    slate: str = ""
    slogan: str = ""
    about: str = ""
    statement: Markup = field(default_factory=Markup)
    system: System = "numbers"
    after: str = ""
    thanks: str = ""
    priorities: tuple[str, ...] = ()
    supporters: tuple[Supporter, ...] = ()
    nominate: tuple[str, ...] = ()
    allowance: int = 0
    nominations_from: datetime | None = None
    nominations_until: datetime | None = None
    voting_from: datetime | None = None
    voting_until: datetime | None = None
    reissue_until: datetime | None = None
    recounts_until: datetime | None = None
    complaints_until: datetime | None = None
    final_from: datetime | None = None
    orders_from: datetime | None = None
    orders_on: str = ""
    voting: Voting = field(default_factory=Voting)
    limits: tuple[GroupConstraint, ...] = ()
    privacy: Privacy = field(default_factory=Privacy)
    others: tuple[Advice, ...] = ()
    moved: tuple[MovedDate, ...] = ()
    events: tuple[SiteEvent, ...] = ()
    links: tuple[Link, ...] = ()
    results: tuple[CountSheet, ...] = ()
    announced: tuple[AnnouncedResult, ...] = ()
    announced_from: datetime | None = None
    nominations: tuple[Nominated, ...] = ()
    evidence: Evidence | None = None
    logo: bytes = b""
    branches: tuple[Branch, ...] = ()
    fonts: tuple[Path, ...] = ()
    warning: str = ""
    noindex: bool = False
    base_url: str = ""
    language: str = ENGLISH
    news: str = ""
    articles: tuple[NewsItem, ...] = ()
    papers: tuple[Paper, ...] = ()
    left: tuple[Left, ...] = ()
    own_words: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""
    others_in: tuple[InLanguage, ...] = ()
    foreign: frozenset[str] = frozenset()
    own_tag: str = ""
    images: Mapping[str, bytes] = field(default_factory=dict)
    ground: Ground = field(default_factory=Ground)

    @property
    def tag(self) -> str:
        """The language as pages name it, as in «en-GB»."""
        return tag_of(self.language)

    @property
    def shared_url(self) -> str:
        """The address below which the files are that all languages share."""
        return self.base_url.removesuffix(self.prefix.rstrip("/")).rstrip("/")

    def own(self, text: str) -> str:
        """One of the folder's own texts, marked where it is in another language than its page."""
        if text not in self.foreign:
            return text
        form = '<div lang="{}">{}</div>' if isinstance(text, Markup) else '<span lang="{}">{}</span>'
        return Markup(form).format(self.own_tag, text)

    @property
    def say(self) -> Words:
        """Says a string of the site, in its language and its own words."""
        return words(self.language, self.own_words)

    @cached_property
    def settled(self) -> tuple[AreaAdvice, ...]:
        """The areas whose order has been published."""
        return tuple(area for area in self.areas if area.order)

    @property
    def ordered(self) -> bool:
        """Whether any area's order has been published."""
        return bool(self.settled)

    @property
    def all_ordered(self) -> bool:
        """Whether every area's order has been published. Some orders settled early are not yet all of them."""
        return self.ordered and len(self.settled) == len(self.areas)

    @property
    def numbered(self) -> bool:
        """Whether preferences are numbered; False under crosses, and where the system is not known."""
        return self.system == "numbers"

    def asks(self, now: datetime) -> bool:
        """Whether branches can still be asked to nominate somebody, now or later."""
        return bool(self.nominate) and self.nominations_until is not None and now < self.nominations_until

    def told(self, key: str) -> date | datetime | None:
        """When people are told that something is: of what closes at the end of a day that day, not the midnight."""
        return next((moment.at for moment in self.timetable if moment.key == key), None)

    @cached_property
    def order_changes(self) -> tuple[ChangedOrder, ...]:
        """The changes of any area's order, the latest first, each once."""
        found = dict.fromkeys(each for area in self.areas for each in area.changes)
        return tuple(sorted(found, key=lambda each: each.day, reverse=True))

    @property
    def deadline(self) -> Moment | None:
        """The date by which to vote: the last day to post a ballot where there is one, else when voting closes."""
        dates = {moment.key: moment for moment in self.timetable}
        return dates.get("post-by") or dates.get("voting-closes")

    def phases(self) -> list[tuple[datetime, Phase]]:
        """When each phase begins, in order of time; phases without a date are left out."""
        return begins(self)

    def phase(self, now: datetime) -> Phase:
        """Where the election stands at a moment. A result that is there counts as known from voting's end on."""
        return phase_at(self.phases(), now)

    def group(self, now: datetime) -> Group:
        """Whether people can vote later, now, or no more."""
        return group_of(self.phase(now))

    @property
    def all_results(self) -> tuple[SiteResult, ...]:
        """The counts, and what was announced without one."""
        return (*self.results, *self.announced)

    @property
    def main_result(self) -> SiteResult | None:
        """The result of the main contest, where it is known."""
        return next((result for result in self.all_results if result.contest == self.contest), None)
