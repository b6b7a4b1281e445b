"""What a site shows of results and nominations, as plain data: part of `Site` (site/content.py)."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Elected:
    """Somebody elected: when, in words; slate: the name of their slate or slates, ""; own: on the site's own slate.

    colour: of the slate.
    """

    name: str
    when: str
    slate: str = ""
    colour: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Polled:
    """A candidate's votes. votes: the most at any stage, in whole numbers. first, most: exact, first preferences and
    the most at any stage."""

    name: str
    votes: int
    first: str
    most: str
    slate: str = ""
    colour: str = ""
    own: bool = False
    elected: bool = False


@dataclass(frozen=True, slots=True)
class WentTo:
    """A receiver of votes, in whole numbers. name: "" for so many others together, or where others is 0 for nobody."""

    name: str
    votes: int
    others: int = 0


@dataclass(frozen=True, slots=True)
class Went:
    """Where the votes of one of the slate's candidates went at a stage: those over the quota, or all.

    beside: who was excluded at the same stage, whose votes are among these.
    """

    name: str
    stage: int
    surplus: bool
    beside: tuple[str, ...]
    to: tuple[WentTo, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteResult:
    """Who is elected in a contest. elected: in order. stood_names: those of the site's slate who stood."""

    contest: str
    slug: str
    elected: tuple[Elected, ...]
    stood_names: tuple[str, ...] = ()

    @property
    def stood(self) -> int:
        """How many of the site's own slate stood."""
        return len(self.stood_names)

    @property
    def own(self) -> frozenset[str]:
        """The elected of the site's own slate."""
        return frozenset(one.name for one in self.elected if one.own)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncedResult(SiteResult):
    """A result that was announced on a day, without a count that could be checked. source: where, or ""."""

    on: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountSheet(SiteResult):
    """A published count. page, style: the count sheet's HTML and CSS. record: its file.

    signature, ballots: files beside the record; b"" where they are not published. digest: of the ballots. trusted: the
    record was not counted again before it was published.

    finding, chart, words, numbers: as reports/count_sheet.Summary.
    votes: in the order of the result. quota: the first; 0 where there is none. went: where the slate's votes went.
    margin: how close it was, in sentences; () where that is not published.
    """

    page: str
    style: str
    record: bytes
    finding: Markup
    chart: Markup
    words: Markup
    numbers: tuple[tuple[str, str], ...]
    signature: bytes = b""
    ballots: bytes = b""
    digest: str = ""
    trusted: bool = False
    votes: tuple[Polled, ...] = ()
    quota: float = 0.0
    went: tuple[Went, ...] = ()
    margin: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Nominee:
    """A candidate's nominations. rank: shared by equal numbers. branches: the part of all branches, as it is said.

    own: on the site's slate. majority: nominated by more than half of all branches. short: how many are still needed.
    """

    name: str
    slate: str
    rank: int
    nominations: int
    branches: str
    short: int = 0
    own: bool = False
    majority: bool = False


@dataclass(frozen=True, slots=True)
class NominatedSlate:
    """What the nominations say of a slate. top: how many of the first so many places (as there are seats), in words."""

    name: str
    candidates: int
    total: int
    share: str
    average: str
    highest: int
    lowest: int
    lowest_rank: int
    top: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Nominated:
    """The nominations of a contest. finding: the one thing they say. opening, remarks: the rest, in sentences.

    needed: nominations that put a candidate on the ballot, if there is such a number. branches: how many there are.
    """

    contest: str
    seats: int
    finding: str
    opening: str
    people: tuple[Nominee, ...]
    slates: tuple[NominatedSlate, ...]
    remarks: tuple[str, ...]
    needed: int | None
    branches: int
