"""What a plan is worth, for members to read: from the JSON of `hustings plan --json` to plain data for a page.

Orders are not taken from here but from the plan itself, since the site may have to hold them back until their moment.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from hustings.election.files import read_text
from hustings.election.nouns import Contest, PlanRow, Slate
from hustings.election.problems import BadInput, Problem, shown
from hustings.narrative.catalogue import Words
from hustings.narrative.clear import ERRORS

NO_ADVICE = "no advice"


@dataclass(frozen=True, slots=True)
class Way:
    """A way of advising, on the same scenarios as the others.

    name: as the planner calls it. seats, more: expected, and more than with no advice, each with its standard error.
    distribution: the chance of each number of places from 0.
    """

    name: str
    seats: float
    error: float
    more: float
    more_error: float
    distribution: tuple[float, ...]
    recommended: bool


@dataclass(frozen=True, slots=True)
class Other:
    """The comparison if a belief were another. seats, without: with the recommended orders, and with no advice.

    best: the way that would be best then; behind: by how many places it would be ahead of what is recommended, 0 where
    that is no more than chance explains.
    """

    belief: str
    factor: float
    seats: float
    without: float
    best: str
    behind: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a plan is worth. Nothing in it tells a candidate's chance, or what would lose a place.

    ways: no advice first, the recommended one among them. bound: no plan can win more places. ceiling: what a plan of
    its own for every scenario would win, where that was worked out. reasons: why this order in this area, by both: in
    the plan's words where the campaign shows them, else in short. worth: whether the page of it is shown.
    """

    note: str
    ways: tuple[Way, ...]
    scenarios: int
    seed: int
    lists: int | None
    bound: float
    ceiling: float | None
    others: tuple[Other, ...] = ()
    worth: bool = True
    reasons: Mapping[tuple[str, tuple[str, ...]], str] = field(default_factory=dict)

    @property
    def best(self) -> Way:
        return next(way for way in self.ways if way.recommended)

    @property
    def without(self) -> Way:
        return next(way for way in self.ways if way.name == NO_ADVICE)


def read_evidence(
    path: Path,
    contest: Contest,
    slate: Slate | None,
    rows: Iterable[PlanRow] = (),
    *,
    show: Collection[str] = ("worth",),
    say: Words,
) -> Evidence:
    """The evidence of this contest's plan for this slate. Raises BadInput, with what would be right, for all else.

    rows: the plan that the site publishes; where there is one, the evidence must be of that. show: "worth", the page
    of what the orders are worth; "reasons", the plan's own reasons, with figures that rivals can read as well.
    """
    file, text = str(path), read_text(path)
    right = "give the file that `hustings plan --json FILE` writes"
    if text.lstrip("\ufeff \n\r\t").startswith("<"):
        said = "this is a page; it would have neither the site's imprint nor its policy"
        raise BadInput(Problem(file, f"{said}; {right}, and the site makes the page"))
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise BadInput(Problem(file, f"this is not JSON; {right}")) from None
    try:
        told = _Told.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the whole file"
        raise BadInput(Problem(file, f"this is not a plan ({shown(where)} does not fit); {right}")) from None
    if problems := _faults(told, file, contest, slate, tuple(rows)):
        raise BadInput(problems)
    return _evidence(told, show, say)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, allow_inf_nan=False)


class _Figures(_Part):
    seats: float
    error: float
    distribution: tuple[float, ...]
    chances: dict[str, float]
    more: float
    more_error: float


class _Variant(_Part):
    belief: str
    factor: float
    best: str
    behind: float
    behind_error: float = 0.0
    seats: dict[str, float]


class _Ceiling(_Part):
    value: float


class _Row(_Part):
    area: str
    order: tuple[str, ...]


class _Told(_Part):
    """What is read of the JSON; the rest of it is for others."""

    format: Literal["hustings-plan/1"]
    contest: str
    slate: str
    note: str = ""
    scenarios: int
    seed: int
    lists: int | None = None
    recommended: str
    bound: float
    ceiling: _Ceiling | None = None
    plans: dict[str, _Figures] = Field(min_length=1)
    sensitivity: tuple[_Variant, ...] = ()
    reasons: dict[str, str] = {}
    plan: tuple[_Row, ...] = ()


def _faults(told: _Told, file: str, contest: Contest, slate: Slate | None, rows: tuple[PlanRow, ...]) -> list[Problem]:
    """What keeps a readable plan from being this site's evidence."""
    found = []
    if slate is None or told.slate != slate.id or told.contest != contest.id:
        site = f"{slate.id} in {contest.id}" if slate else "the returning officer, who recommends nobody"
        found.append(Problem(file, f"this is a plan of {told.slate} in {told.contest}, and the site is that of {site}"))
    for name in (NO_ADVICE, told.recommended):
        if name not in told.plans:
            found.append(Problem(file, f"the plan {shown(name)} is not among its plans"))
    names = slate.candidates.get(contest.id, ()) if slate else ()
    if not found and any(set(each.chances) != set(names) for each in told.plans.values()):
        found.append(Problem(file, f"its candidates are not those of {told.slate} in slates.toml; plan again"))
    published = {row.area: row.order for row in rows if (row.contest, row.slate) == (told.contest, told.slate)}
    planned = {row.area: row.order for row in told.plan}
    if not found and published and planned and published != planned:
        where = next(area for area in [*published, *planned] if published.get(area) != planned.get(area))
        said = f"its orders are not those that are published (as in {shown(where)}), so it says nothing of their worth"
        found.append(Problem(file, f"{said}; give the plan that was made with it, or plan again"))
    return found


def _evidence(told: _Told, show: Collection[str], say: Words) -> Evidence:
    ways = tuple(_way(name, each, name == told.recommended) for name, each in told.plans.items())
    reasoned = [row for row in told.plan if row.area in told.reasons and row.order]
    return Evidence(
        note=told.note,
        ways=tuple(sorted(ways, key=lambda way: way.name != NO_ADVICE)),
        scenarios=told.scenarios,
        seed=told.seed,
        lists=told.lists,
        bound=told.bound,
        ceiling=told.ceiling.value if told.ceiling else None,
        others=tuple(_other(each, told.recommended) for each in told.sensitivity if told.recommended in each.seats),
        worth="worth" in show,
        reasons={(row.area, row.order): _reason(told, row, show, say) for row in reasoned},
    )


def _reason(told: _Told, row: _Row, show: Collection[str], say: Words) -> str:
    """Why this order here. A plan of an older version has chances, in per cent, in its reasons: they are not shown."""
    reason = told.reasons[row.area]
    return reason if "reasons" in show and "%" not in reason else say("area.does_most", name=row.order[0])


def _way(name: str, told: _Figures, recommended: bool) -> Way:
    return Way(
        name=name,
        seats=told.seats,
        error=told.error,
        more=told.more,
        more_error=told.more_error,
        distribution=told.distribution,
        recommended=recommended,
    )


def _other(told: _Variant, recommended: str) -> Other:
    seats = told.seats
    behind = told.behind if told.behind > ERRORS * told.behind_error else 0.0
    return Other(told.belief, told.factor, seats[recommended], seats.get(NO_ADVICE, 0.0), told.best, behind)
