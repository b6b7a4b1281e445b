"""The terms of contests: constraints, who votes, how candidates are nominated, what members are told about voting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class GroupConstraint:
    """At least, or at most, `number` of the elected must belong to `group`."""

    sense: Literal["at least", "at most"]
    number: int
    group: str

    def __str__(self) -> str:
        return f"{self.sense} {self.number} of {self.group}"


@dataclass(frozen=True, slots=True)
class Electorate:
    """Who has this contest on the ballot pack.

    areas: codes; members elsewhere do not see the contest; none means everywhere.
    condition: said to the member after «if», as in «you are a young member», and never asked; "" for everybody.
    """

    areas: tuple[str, ...] = ()
    condition: str = ""


@dataclass(frozen=True, slots=True)
class NominationRules:
    """needed: nominations by branches that put a candidate on the ballot. allowance: most that one branch may make.

    None: there is no such number.
    """

    needed: int | None = None
    allowance: int | None = None


@dataclass(frozen=True, slots=True)
class Announced:
    """Who was announced as elected, in the order of the file; on which day; source: a web address, or ""."""

    elected: tuple[str, ...]
    on: date
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voting:
    """What the organisation says to its members about voting; "" where it says nothing.

    link: the web address where one votes. helpline: a telephone number, an e-mail address, opening hours, in words.
    reissue: the web address where one asks for another ballot. entitled: who may vote, as a sentence.
    """

    link: str = ""
    helpline: str = ""
    reissue: str = ""
    entitled: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderChange:
    """Recommended orders were changed after they had been published, as when a candidate withdraws.

    on: the day of the change. said: what happened and what to do, as sentences. contest: its id. areas: codes, () for
    all. gone: names that are no longer recommended.
    """

    on: date
    said: str
    contest: str
    areas: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """A body must agree to orders before they are shown. on: the day it did, or None. areas: codes, () for all."""

    by: str
    on: date | None = None
    areas: tuple[str, ...] = ()
