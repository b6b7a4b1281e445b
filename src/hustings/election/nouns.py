"""The nouns of an election. All are values: frozen, and, as the readers of the folder make them, checked.

Candidates are referred to by their names as in candidates.csv, which are unique within a contest; contests, slates
and areas by their ids and codes, which are fit for a web address.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal, TypeVar

from hustings.election.moments import Moment, Timetable
from hustings.election.problems import BadInput, Problem, nearest, shown
from hustings.election.terms import (
    Announced,
    Electorate,
    GroupConstraint,
    NominationRules,
    OrderChange,
    SignOff,
    Voting,
)

Example = Literal["historical", "fictional"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """A post: so many places, filled under a rule book.

    rules: the rule book's name, or None where it is not said. ballots: the file of its ballots in the folder, or "".
    announced: a result without a count. lines: of election.toml, by key, for messages; under "" where it begins.
    """

    id: str
    title: str
    seats: int
    rules: str | None = None
    constraints: tuple[GroupConstraint, ...] = ()
    electorate: Electorate = field(default_factory=Electorate)
    nominations: NominationRules = field(default_factory=NominationRules)
    ballots: str = ""
    about: str = ""
    announced: Announced | None = None
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)

    def line(self, key: str) -> int | None:
        """The line of election.toml with this key of the contest; where it has none, the one the contest begins on."""
        return self.lines.get(key, self.lines.get(""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A person who stands in one contest; facts that hold whatever slate says them.

    id: for web addresses, unique in the contest. groups: such as women. area: code of the home area, or "".
    statement: path of a Markdown file in the folder, or "". undeclared: a line for write-ins whom nobody declared.
    photo: path of a picture in the folder, or "". alt: what it shows. links: web addresses. pronoun: as «she», or "".
    ron: «re-open nominations», "yes", or "further" where a further one takes its surplus.
    """

    contest: str
    name: str
    id: str
    groups: tuple[str, ...] = ()
    area: str = ""
    withdrawn: bool = False
    undeclared: bool = False
    ron: str = ""
    about: str = ""
    statement: str = ""
    photo: str = ""
    alt: str = ""
    links: tuple[str, ...] = ()
    pronoun: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supporter:
    """A body or person who supports a slate, from some day on, by some account.

    supports: everyone on the slate, some candidates by name, or none yet.
    since: the first day it is known for; a later entry of the same name and account takes its place.
    account: whose word it is, where that is not the supporter's own; two accounts of one supporter both stand.
    role: such as «MP». source: a web address or a citation.
    """

    name: str
    kind: Literal["body", "person"]
    supports: Literal["all", "none yet"] | tuple[str, ...]
    since: date | None = None
    account: str = ""
    role: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedOrder:
    """An order that is settled for one area whatever a plan would say. order: names, first preference first."""

    contest: str
    area: str
    order: tuple[str, ...]
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slate:
    """Candidates who stand together.

    candidates: by contest, in the slate's one order. nominate: by contest, whom it asks branches to nominate, where
    that is not simply its candidates. after: by contest, whom or how to go on with below the slate: names or words.
    thanks: what it says to everybody once the result is known.
    statement: path of a Markdown file, or "". statements: by candidate's name, the slate's own. changes: of orders that
    had been published. sign_offs: who must agree before orders are shown.
    """

    id: str
    name: str
    candidates: Mapping[str, tuple[str, ...]]
    nominate: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    after: Mapping[str, tuple[str, ...] | str] = field(default_factory=dict)
    fixed: tuple[FixedOrder, ...] = ()
    colour: str = ""
    slogan: str = ""
    thanks: str = ""
    priorities: tuple[str, ...] = ()
    about: str = ""
    link: str = ""
    source: str = ""
    statement: str = ""
    statements: Mapping[str, str] = field(default_factory=dict)
    supporters: tuple[Supporter, ...] = ()
    changes: tuple[OrderChange, ...] = ()
    sign_offs: tuple[SignOff, ...] = ()

    def to_nominate(self, contest: str) -> tuple[str, ...]:
        """Whom the slate asks branches to nominate in this contest."""
        return self.nominate.get(contest, self.candidates.get(contest, ()))

    def supporters_on(self, day: date) -> tuple[Supporter, ...]:
        """Who supports the slate on this day: of each supporter by each account the latest word up to then."""
        latest: dict[tuple[str, str], Supporter] = {}
        for supporter in sorted(self.supporters, key=lambda each: each.since or date.min):
            if supporter.since is None or supporter.since <= day:
                latest[supporter.name, supporter.account] = supporter
        return tuple(each for each in self.supporters if latest.get((each.name, each.account)) is each)


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A node of the tree of areas. parent: a code, or "". voters: valid voters, where known.

    covers: codes of nations, regions or constituencies (the most specific wins), and @overseas @ni @crown @forces.
    line: of areas.csv, for messages; None where the area is from nowhere.
    """

    code: str
    name: str
    parent: str = ""
    voters: int | None = None
    covers: tuple[str, ...] = ()
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch that may nominate. area: a code, or "". event: what it invites its members to, in words, or ""."""

    code: str
    name: str
    area: str = ""
    event: str = ""


@dataclass(frozen=True, slots=True)
class Nomination:
    """One line of nominations.csv, as it stands there: whether it counts is for the tally to say.

    branch: the branch's code if it is known, else as first written in the file. candidate, contest: as candidates.csv
    and election.toml have them if known, else as written; contest "" where the candidate is not known either.
    at: a day, or a day and time. challenged: why somebody says that it should not count; "" where nobody does.
    decision: upheld or dismissed, what was decided on that; "" where nothing is yet.
    """

    at: Moment
    branch: str
    candidate: str
    contest: str
    line: int
    challenged: str = ""
    decision: str = ""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """What a slate recommends in an area. list: the name of the list, shared by areas with the same order.

    order: names, first preference first. source: where the order was published; "" for one computed.
    """

    contest: str
    slate: str
    area: str
    list: str
    order: tuple[str, ...]
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Election:
    """An organisation's set of contests with one timetable, as its folder tells it.

    folder: where it was read. example: whether this is a historical or a fictional example, or None for neither.
    Candidates, slates and areas are in the order of their files, empty where there is no such file.
    declared_by: how many people must declare a result together. kept_until: until when ballots, nominations and
    accounts are kept, as far as that is settled.
    voting: what members are told about voting. nobody: codes of nations, regions and constituencies, and words such
    as @overseas, where the organisation has no members, so that no area needs to cover them. language: of what is
    made from the folder, as in «en», or the path of the folder's own sentences; "" where it does not say.
    """

    folder: Path
    title: str
    organisation: str
    timetable: Timetable
    contests: tuple[Contest, ...]
    candidates: tuple[Candidate, ...] = ()
    slates: tuple[Slate, ...] = ()
    areas: tuple[Area, ...] = ()
    about: str = ""
    example: Example | None = None
    voting: Voting = field(default_factory=Voting)
    nobody: tuple[str, ...] = ()
    declared_by: int = 1
    kept_until: Mapping[str, date] = field(default_factory=dict)
    language: str = ""

    @property
    def notice(self) -> str:
        """What everything made from this folder must say; "" for an election that is no example."""
        said = {"historical": "Historical example, not advice", "fictional": "Fictional example: nobody in it is real"}
        return said[self.example] if self.example else ""

    def contest(self, said: str | None, option: str = "--contest") -> Contest:
        """The contest of this id, or the only one if None. Raises BadInput that lists the contests otherwise."""
        return _the("contest", self.contests, said, option)

    def slate(self, said: str | None, option: str = "--slate") -> Slate:
        """The slate of this id, or the only one if None. Raises BadInput that lists the slates otherwise."""
        return _the("slate", self.slates, said, option)

    def standing(self, contest: str) -> tuple[Candidate, ...]:
        """The candidates of a contest who have not withdrawn."""
        return tuple(each for each in self.candidates if each.contest == contest and not each.withdrawn)

    def independents(self, contest: str) -> tuple[Candidate, ...]:
        """The standing candidates of a contest who are on no slate."""
        taken = {name for slate in self.slates for name in slate.candidates.get(contest, ())}
        return tuple(each for each in self.standing(contest) if each.name not in taken)

    def area(self, code: str) -> Area:
        """The area of this code. Raises KeyError where there is none."""
        return {area.code: area for area in self.areas}[code]

    def leaves(self) -> tuple[Area, ...]:
        """The areas that are nobody's parent: those that members vote in."""
        parents = {area.parent for area in self.areas}
        return tuple(area for area in self.areas if area.code not in parents)

    def lineage(self, code: str) -> Iterator[str]:
        """The code of the area, of its parent, and so on up to the top."""
        parents = {area.code: area.parent for area in self.areas}
        while code:
            yield code
            code = parents[code]

    def contests_in(self, area: str) -> tuple[Contest, ...]:
        """The contests that members of this area can have on their ballot pack."""
        within = set(self.lineage(area))
        return tuple(each for each in self.contests if not each.electorate.areas or within & {*each.electorate.areas})


Named = TypeVar("Named", Contest, Slate)


def _the(noun: str, all_of: Sequence[Named], said: str | None, option: str) -> Named:
    ids = [each.id for each in all_of]
    if said is None and len(ids) == 1:
        return all_of[0]
    if said is None:
        known = f"several {noun}s; say {option} with one of {', '.join(ids)}" if ids else f"no {noun}s in {noun}s.toml"
        raise BadInput(Problem(option, f"there are {known}"))
    if said not in ids:
        known = f"; there are {', '.join(ids)}" if ids else ""
        raise BadInput(Problem(option, f"there is no {noun} {shown(said)}{nearest(said, ids)}{known}"))
    return all_of[ids.index(said)]
