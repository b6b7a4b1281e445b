"""election.toml: the title, the timetable, and the contests with their seats, rules, constraints and electorates."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field

from hustings.election.folder.announced_results import announced_names_problems, announced_problems
from hustings.election.folder.toml_forms import A_CODE, Code, Filled, Form, Words, read_form
from hustings.election.moments import ALSO_IN_ORDER, ENDS, IN_ORDER, Moment, Moved, NoSuchTime, Timetable, moment
from hustings.election.names import Register
from hustings.election.nouns import Area, Candidate, Contest
from hustings.election.problems import Problem, nearest, shown
from hustings.election.terms import Announced, Electorate, GroupConstraint, NominationRules

A_TIME = "a day or a time without quotation marks, as in 2027-06-28 or 2027-06-28T12:00:00"
A_NUMBER = "a whole number from 1"
LIMITS = "a table of groups and numbers, as in {women = 4}"
When = Annotated[datetime | date | None, Field(description=A_TIME)]
Number = Annotated[int, Field(ge=1, le=9999)]
AN_ADDRESS = "a web address, as in “https://example.org/”"
Address = Annotated[str, Field(pattern=r"^(https?://[^\s\"<>]+|mailto:[^\s\"<>]+@[^\s\"<>]+)$")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$")]
Limits = dict[Words, Annotated[int, Field(ge=0, le=9999)]]


class MovedForm(Form):
    key: Words = Field(description="a key of [timetable], as in “voting_closes”")
    was: datetime | date = Field(description=f"{A_TIME}: what had been announced")
    on: date = Field(description="the day of the change, without quotation marks, as in 2022-08-09")
    why: str = Field("", description="a sentence in quotation marks")


class TimetableForm(Form):
    time_zone: Words = Field(description="the name of a time zone, as in Europe/London")
    nominations_open: When = None
    nominations_close: When = None
    orders_published: When = None
    ballots_out: When = None
    last_reissue: When = None
    post_by: When = None
    voting_closes: When = None
    result: When = None
    recount_requests_close: When = None
    complaints_close: When = None
    result_final: When = None
    moved: list[MovedForm] = Field([], description="one table, [[timetable.moved]], for every date that was changed")


class RetentionForm(Form):
    ballots: date | None = Field(None, description="a day without quotation marks, as in 2028-06-28")
    nominations: date | None = Field(None, description="a day without quotation marks, as in 2028-06-28")
    accounts: date | None = Field(None, description="a day without quotation marks, as in 2028-06-28")


class VotingForm(Form):
    link: Address | None = Field(None, description=f"{AN_ADDRESS}, where one votes")
    helpline: str = Field("", description="a text in quotation marks, as in “020 7946 0000, weekdays 9 to 5”")
    reissue: Address | None = Field(None, description=f"{AN_ADDRESS}, where one asks for another ballot")
    entitled: str = Field("", description="a sentence in quotation marks: who may vote")


class ResultForm(Form):
    elected: list[Words] = Field(min_length=1, description='names of candidates.csv, as in ["Ann Ash", "Ben Birch"]')
    announced: date = Field(description="the day on which it was announced, without quotation marks, as in 2027-04-12")
    source: Address | None = Field(None, description=f"{AN_ADDRESS}, where it was announced")


class ContestForm(Form):
    id: Code = Field(description=A_CODE)
    title: Words = Field(description="the name of the post, in quotation marks")
    seats: Number = Field(description=f"{A_NUMBER}: how many places are filled")
    rules: Words | None = Field(
        None, description="the name of a rule book in quotation marks; `hustings rules` lists them"
    )
    at_least: Limits = Field({}, description=LIMITS)
    at_most: Limits = Field({}, description=LIMITS)
    areas: list[Words] = Field([], description='codes of areas.csv, as in ["wales"]')
    condition: Words | None = Field(None, alias="if", description="words that go on after “if”, in quotation marks")
    nominations_needed: Number | None = Field(None, description=f"{A_NUMBER}: nominations that a candidate needs")
    nominations_per_branch: Number | None = Field(None, description=f"{A_NUMBER}: the most that a branch may make")
    ballots: str = Field("", description="the name of a ballots file in this folder")
    about: str = Field("", description="a text in quotation marks")
    result: ResultForm | None = Field(
        None, description="a table, [contest.result], of elected, announced and source: a result without a count"
    )


class ElectionForm(Form):
    title: Words = Field(description="the name of the election, in quotation marks")
    organisation: str = Field("", description="the name of the organisation, in quotation marks")
    about: str = Field("", description="a text in quotation marks")
    example: Literal["historical", "fictional"] | None = Field(
        None, description="“historical” or “fictional”, or absent"
    )
    nobody: list[Words] = Field([], description='codes of places without members, as in ["N92000002"]')
    declared_by: Annotated[int, Field(ge=1, le=2)] = Field(1, description="1 or 2: how many people declare a result")
    language: Annotated[str, Field(pattern=r"^([a-z]{2,3}(-[A-Za-z]{2,4})?)?$")] = Field(
        "", description="the code of a language, as in “en”"
    )
    voting: VotingForm | None = Field(None, description="a table of link, helpline, reissue and entitled")
    retention: RetentionForm | None = Field(None, description="a table, [retention], of ballots and nominations")
    timetable: TimetableForm | None = Field(None, description="a table, [timetable], with a time_zone")
    contest: list[ContestForm] = Field(min_length=1, description="one table, [[contest]], for every contest")


@dataclass(frozen=True, slots=True)
class ContestsRead:
    """What election.toml holds, and the filled form for those who check other files against it."""

    filled: Filled[ElectionForm]
    timetable: Timetable
    contests: tuple[Contest, ...]

    def against(
        self,
        candidates: Sequence[Candidate] | None,
        areas: Sequence[Area] | None,
        rule_books: Collection[str] | None,
    ) -> Iterator[Problem]:
        """What the other files and the library of rule books contradict; None: that is not there to check against."""
        for index, contest in enumerate(self.contests):
            if rule_books is not None and contest.rules is not None and contest.rules not in rule_books:
                said = f"there is no rule book {shown(contest.rules)}{nearest(contest.rules, rule_books)}; there are "
                yield self.filled.problem(said + ", ".join(rule_books), "contest", index, "rules")
            if candidates is not None:
                standing = [each for each in candidates if each.contest == contest.id and not each.withdrawn]
                yield from self._groups(index, contest, standing)
            if candidates is not None and contest.announced:
                yield from announced_names_problems(self.filled.problem, index, contest, candidates)
            known = None if areas is None else [area.code for area in areas]
            for position, code in enumerate(contest.electorate.areas):
                if known is not None and code not in known:
                    said = Register("area", "areas.csv", {code: code for code in known}).unknown(code)
                    yield self.filled.problem(said, "contest", index, "areas", position)

    def _groups(self, index: int, contest: Contest, standing: Sequence[Candidate]) -> Iterator[Problem]:
        groups = {group for each in standing for group in each.groups}
        for limit in contest.constraints if standing else ():
            key = limit.sense.replace(" ", "_")
            if limit.group not in groups:
                said = Register("group", "candidates.csv", {group: group for group in groups}).unknown(limit.group)
                yield self.filled.problem(said, "contest", index, key, limit.group)
                continue
            members = sum(limit.group in each.groups for each in standing)
            if limit.sense == "at least" and members < limit.number <= contest.seats:
                said = f"at least {limit.number} of {limit.group} must be elected, and {members} stand"
                yield self.filled.problem(said, "contest", index, key, limit.group)


def read_contests(path: Path, problems: list[Problem]) -> ContestsRead | None:
    """Read election.toml; None, and all that is wrong in `problems`, if its form does not fit. Raises BadInput."""
    filled = read_form(path, ElectionForm, problems)
    if filled is None:
        return None
    contests = tuple(_contest(form, _lines(filled, index)) for index, form in enumerate(filled.form.contest))
    problems.extend(_twice(filled))
    for index, contest in enumerate(contests):
        problems.extend(_constraint_problems(filled, index, contest))
    timetable = _timetable(filled, problems)
    for index, contest in enumerate(contests):
        problems.extend(announced_problems(filled.problem, index, contest, timetable.voting_closes))
    return ContestsRead(filled, timetable, contests)


def _contest(form: ContestForm, lines: Mapping[str, int]) -> Contest:
    limits = [GroupConstraint("at least", number, group) for group, number in form.at_least.items()]
    limits += [GroupConstraint("at most", number, group) for group, number in form.at_most.items()]
    return Contest(
        id=form.id,
        title=form.title,
        seats=form.seats,
        rules=form.rules,
        constraints=tuple(limits),
        electorate=Electorate(tuple(form.areas), form.condition or ""),
        nominations=NominationRules(form.nominations_needed, form.nominations_per_branch),
        ballots=form.ballots,
        about=form.about,
        announced=Announced(tuple(form.result.elected), form.result.announced, form.result.source or "")
        if form.result
        else None,
        lines=lines,
    )


def _lines(filled: Filled[ElectionForm], index: int) -> dict[str, int]:
    """The lines of a contest's keys; under "" the one that it begins on."""
    here = {path[2:]: line for path, line in filled.lines.items() if path[:2] == ("contest", index)}
    return {str(key[0] if key else ""): line for key, line in here.items() if len(key) < 2}


def _twice(filled: Filled[ElectionForm]) -> Iterator[Problem]:
    ids = [form.id.casefold() for form in filled.form.contest]
    for index, contest in enumerate(ids):
        if contest in ids[:index]:
            said = f"a contest with the id {shown(contest)} stands above already; ids differ by more than capitals"
            yield filled.problem(said, "contest", index, "id")


def _constraint_problems(filled: Filled[ElectionForm], index: int, contest: Contest) -> Iterator[Problem]:
    form = filled.form.contest[index]
    for group, number in form.at_least.items():
        if number > contest.seats:
            said = f"at least {number} of {group} cannot be among {contest.seats} elected; it should be fewer"
            yield filled.problem(said, "contest", index, "at_least", group)
        if form.at_most.get(group, number) < number:
            said = f"at most {form.at_most[group]} of {group} contradicts at least {number}"
            yield filled.problem(said, "contest", index, "at_most", group)


def _timetable(filled: Filled[ElectionForm], problems: list[Problem]) -> Timetable:
    form = filled.form.timetable
    if form is None:
        return Timetable(time_zone="UTC")
    zone = form.time_zone
    if not is_zone(zone):
        problems.append(filled.problem(not_a_zone(zone), "timetable", "time_zone"))
        return Timetable(time_zone="UTC")
    found: dict[str, Moment] = {}
    for key in TimetableForm.model_fields:
        said = getattr(form, key)
        if key in ("time_zone", "moved") or said is None:
            continue
        try:
            found[key] = moment(said, zone, ends=key in ENDS)
        except NoSuchTime as error:
            problems.append(filled.problem(f"{shown(key)} is {said}, and {error}", "timetable", key))
    for order in (IN_ORDER, *ALSO_IN_ORDER):
        known = [key for key in order if key in found]
        for before, after in pairwise(known):
            if found[after].at < found[before].at:
                first, second = before.replace("_", " "), after.replace("_", " ")
                said = f"{second} is before {first} (line {filled.lines['timetable', before]}); it should come after it"
                problems.append(filled.problem(said, "timetable", after))
    return Timetable(time_zone=zone, **found, moved=tuple(_moved(filled, found, zone, problems)))


def _moved(
    filled: Filled[ElectionForm], found: Mapping[str, Moment], zone: str, problems: list[Problem]
) -> Iterator[Moved]:
    form = filled.form.timetable
    for index, each in enumerate(form.moved if form else ()):
        path = ("timetable", "moved", index)
        if each.key not in found:
            said = f"{shown(each.key)} is not a date of this timetable{nearest(each.key, found)}; "
            problems.append(filled.problem(f"{said}there are {', '.join(found)}", *path, "key"))
            continue
        try:
            was = moment(each.was, zone, ends=each.key in ENDS)
        except NoSuchTime as error:
            problems.append(filled.problem(f"was is {each.was}, and {error}", *path, "was"))
            continue
        if was.at == found[each.key].at:
            said = f"{each.key} is that now, so it has not moved; was should be what had been announced before"
            problems.append(filled.problem(said, *path, "was"))
        else:
            yield Moved(each.key, was, each.on, each.why)


def is_zone(name: str) -> bool:
    """Whether there is a time zone of this name."""
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return False
    return True


def not_a_zone(name: str) -> str:
    """The message for a name that is not a time zone."""
    return f"there is no time zone {shown(name)}{nearest(name, available_timezones())}; one is Europe/London"
