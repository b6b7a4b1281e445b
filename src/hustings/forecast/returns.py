"""returns.csv: what people said when a campaign asked them. Counts only: nobody can be found in it.

    area,date,asked,answer,count
    north,2027-02-01,phone,our slate,14

Only these columns, areas that the contest has, days, a few ways of asking, known answers and whole numbers are read: a
name, an address, a telephone number or a postcode has no place, and is refused. Where an answer was given by fewer than
FEWEST people in an area, areas are taken together; what is still fewer counts as FEW, whatever it is. Opinions move, so
an answer counts for less the older it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from hustings.election.folder.csv_rows import Row, read_rows
from hustings.election.names import Register, called
from hustings.election.nouns import Election
from hustings.election.problems import BadInput, Problem, shown
from hustings.forecast.beliefs import Forecast

COLUMNS = ("area", "date", "asked", "answer", "count")
WAYS = ("phone", "door", "message", "meeting", "other")
# Answers that are neither a slate nor a candidate.
OURS, ORDER, UNDECIDED, NOT_VOTING = WORDS = "our slate", "our order", "undecided", "will not vote"
# Fewer people who gave one answer in one area might be recognised.
FEWEST, FEW = 5, 2.5
MOST = 1_000_000
# After so many days an answer counts for half; assumed.
HALF_LIFE = 90


@dataclass(frozen=True, slots=True)
class Return:
    """So many people of an area gave this answer. answer: one of WORDS, the id of another slate, or the name of one of
    the planning slate's candidates, who is the first choice."""

    area: str
    day: date
    asked: str
    answer: str
    count: int


@dataclass(frozen=True, slots=True)
class Group:
    """Areas whose answers are taken together, by code. counts: by how people were asked and what they answered.
    fresh: what part of an answer is left after its age; all of it where nothing is said."""

    areas: tuple[str, ...]
    counts: Mapping[tuple[str, str], int]
    fresh: Mapping[tuple[str, str], float] = field(default_factory=dict)

    def of(self, answer: str) -> int:
        """How many gave this answer, however they were asked."""
        return sum(count for (_, said), count in self.counts.items() if said == answer)

    def worth(self, answer: str, asked: str | None = None) -> float:
        """For how many fresh answers these count, of those asked in one way, or in any."""
        total = self.of(answer)
        part = FEW / total if 0 < total < FEWEST else 1.0
        return part * sum(
            count * self.fresh.get((way, said), 1.0)
            for (way, said), count in self.counts.items()
            if said == answer and asked in (None, way)
        )


def read_returns(path: Path, forecast: Forecast, election: Election) -> tuple[Return, ...]:
    """Read the file. Areas and slates may have their names. Raises BadInput with everything that is wrong."""
    problems: list[Problem] = []
    table = read_rows(path, COLUMNS, (), problems)
    if problems:
        counts_only = "counts of answers are read, and nothing about a person; take out whatever else is there"
        raise BadInput(
            [*problems, Problem(str(path), f"only the columns {', '.join(COLUMNS)} are read: {counts_only}")]
        )
    own = forecast.followings[forecast.planning]
    slates = {each.id: each.name for each in election.slates}
    stand = called([(each.slate, slates.get(each.slate, each.slate)) for each in forecast.followings])
    names = [forecast.names[number - 1] for number in own.names]
    answers = [(said, said) for said in (*WORDS, *names)]
    answers += [(said, OURS if slate == own.slate else slate) for said, slate in stand]
    known = Register("answer", "the list of answers", answers), areas_of(forecast, election)
    found = [_return(row, table.file, *known, problems) for row in table.rows]
    if not found and not problems:
        problems.append(Problem(table.file, "there is no answer in it; a row an area and answer is wanted"))
    if problems:
        raise BadInput(problems)
    return tuple(each for each in found if each is not None)


def areas_of(forecast: Forecast, election: Election) -> Register[str]:
    """The areas of a forecast by code, and by name where no other has it."""
    return Register("area", "areas.csv", called([(a.code, election.area(a.code).name) for a in forecast.areas]))


def _return(
    row: Row, file: str, answers: Register[str], areas: Register[str], problems: list[Problem]
) -> Return | None:
    said: list[str] = []
    area = areas.find(row["area"])
    if area is None:
        said.append(f"{areas.unknown(row['area'])}; it should be one that votes here")
    if row["asked"] not in WAYS:
        said.append(f"asked is {shown(row['asked'])}; it should be one of {', '.join(WAYS)}")
    answer = answers.find(row["answer"])
    if answer is None:
        right = f"{', '.join(WORDS)}, another slate, or a candidate of the slate"
        said.append(f"the answer is {shown(row['answer'])}; it should be {right}")
    day = day_of(row["date"])
    if day is None:
        said.append(f"the date is {shown(row['date'])}; it should be a day, as in 2027-02-01")
    digits = row["count"].replace(",", "")
    if not digits.isascii() or not digits.isdigit() or int(digits) > MOST:
        said.append(f"the count is {shown(row['count'])}; it should be a whole number up to {MOST:,}")
    problems.extend(Problem(file, each, row.line) for each in said)
    if said or day is None or answer is None or area is None:
        return None
    return Return(area, day, row["asked"], answer, int(digits))


def day_of(said: str) -> date | None:
    """A day as in 2027-02-01; None for anything else."""
    try:
        return date.fromisoformat(said) if len(said) == 10 else None
    except ValueError:
        return None


def grouped(returns: Sequence[Return], election: Election) -> tuple[Group, ...]:
    """The answers, area by area; areas where an answer was given by fewer than FEWEST are taken together with others of
    the same parent, and what is still too small with all others that are."""
    parents = {area.code: area.parent or "" for area in election.areas}
    groups = [Group((code,), _counts(returns, {code})) for code in dict.fromkeys(each.area for each in returns)]
    for together in (parents, dict.fromkeys(parents, "")):
        small = [group for group in groups if _too_small(group)]
        merged: dict[str, list[str]] = {}
        for group in small:
            merged.setdefault(together[group.areas[0]], []).extend(group.areas)
        groups = [group for group in groups if not _too_small(group)]
        groups += [Group(tuple(codes), _counts(returns, set(codes))) for codes in merged.values()]
    return tuple(groups)


def too_few(groups: Sequence[Group]) -> Iterator[tuple[Group, str, int]]:
    """Answers that are too few even so; they count as FEW."""
    for group in groups:
        for answer in sorted({answer for _, answer in group.counts}):
            if 0 < group.of(answer) < FEWEST:
                yield group, answer, group.of(answer)


def aged(groups: Sequence[Group], returns: Sequence[Return], half_life: int = HALF_LIFE) -> tuple[Group, ...]:
    """The groups, with what is left of each answer: half of it for every half_life (days) that it is older than the
    newest."""
    newest = max(each.day for each in returns)
    by_group = {code: group for group in groups for code in group.areas}
    left: dict[tuple[str, ...], dict[tuple[str, str], float]] = {group.areas: {} for group in groups}
    for each in returns:
        part = 0.5 ** ((newest - each.day).days / half_life)
        here, key = left[by_group[each.area].areas], (each.asked, each.answer)
        here[key] = here.get(key, 0.0) + each.count * part
    return tuple(
        replace(group, fresh={key: left[group.areas][key] / n for key, n in group.counts.items() if n})
        for group in groups
    )


def _counts(returns: Sequence[Return], areas: set[str]) -> dict[tuple[str, str], int]:
    found: Counter[tuple[str, str]] = Counter()
    for each in returns:
        if each.area in areas:
            found[each.asked, each.answer] += each.count
    return dict(found)


def _too_small(group: Group) -> bool:
    return any(0 < group.of(answer) < FEWEST for _, answer in group.counts)
