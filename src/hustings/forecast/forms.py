"""What forecast.toml may hold, and which of its tables is meant."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from hustings.election.folder.areas_csv import MOST_VOTERS
from hustings.election.folder.toml_forms import Code, Filled, Form, Words
from hustings.election.problems import BadInput, Problem, nearest, shown
from hustings.forecast.beliefs import UNKNOWN, BallotOrder

# Beyond these, numbers of ordinary precision no longer tell what is believed.
LEAST_CHANCE, LEAST_WEIGHT, LARGEST_WEIGHT = 1e-9, 1e-12, 1e12
A_SHARE = "a share between 0 and 1, as in 0.35"
A_SPREAD = "a number from 0 to 5, as in 0.15"
A_WEIGHT = f"a number from {LEAST_WEIGHT:g} to {LARGEST_WEIGHT:.0e}; only proportions count"
AN_INNER_SHARE = f"a share from {LEAST_CHANCE:g} to {1 - LEAST_CHANCE}, as in"
LENGTHS = "the parts of voters who give at least 1, 2, 3… preferences, as in [1.0, 0.86, 0.61]"
AN_ORDER = "how names stand on the ballot paper: alphabetical (by surname), drawn (by lot) or unknown"
A_NUMBER_OF_VOTERS = f"a whole number from 1 to {MOST_VOTERS:,}, as in 1200"
Share = Annotated[float, Field(ge=0, le=1, description=A_SHARE)]
Inner = Annotated[float, Field(ge=LEAST_CHANCE, le=1 - LEAST_CHANCE)]
Spread = Annotated[float, Field(ge=0, le=5)]
Weight = Annotated[float, Field(ge=LEAST_WEIGHT, le=LARGEST_WEIGHT, description=A_WEIGHT)]
Voters = Annotated[int, Field(ge=1, le=MOST_VOTERS, description=A_NUMBER_OF_VOTERS)]


class AdherenceForm(Form):
    mean: Share = Field(description=A_SHARE)
    spread: Spread = Field(0.0, description=A_SPREAD)
    in_: dict[Code, Share] = Field({}, alias="in", description="a table of areas, each with a share between 0 and 1")
    stay: Inner | None = Field(None, description=f"{AN_INNER_SHARE} 0.9")
    stop: Inner | None = Field(None, description=f"{AN_INNER_SHARE} 0.04")


class OnwardForm(Form):
    stay: Inner = Field(description=f"{AN_INNER_SHARE} 0.78")
    stop: Inner = Field(description=f"{AN_INNER_SHARE} 0.06")
    spread: Spread = Field(0.0, description=A_SPREAD)
    stop_spread: Spread = Field(0.0, description=A_SPREAD)


class ContestForm(Form):
    contest: Code = Field(description="the id of a contest in election.toml")
    slate: Code = Field(description="the id of the slate that plans, in slates.toml")
    note: Words = Field(description="words: what these numbers rest on; say so if they are assumptions")
    shares: dict[Code, Share] = Field(description="a table of slates (and independents), each with its share")
    shares_in: dict[Code, dict[Code, Share]] = Field({}, description="a table of areas, each with a table of shares")
    voters: dict[Code, Voters] = Field({}, description="a table of areas, each with its valid voters")
    national_shock: Spread = Field(0.0, description=A_SPREAD)
    area_shock: Spread = Field(0.0, description=A_SPREAD)
    adherence: AdherenceForm = Field(description="a table with mean and spread")
    recognition: dict[Words, Weight] = Field({}, description="a table of candidates, each with a number")
    recognition_shock: Spread = Field(0.0, description=A_SPREAD)
    recognition_shock_of: dict[Code, Spread] = Field({}, description="a table of slates, each with its own spread")
    ballot_order: BallotOrder = Field(UNKNOWN, description=AN_ORDER)
    managed: dict[Code, Share] = Field({}, description="a table of other slates, each with a share of its supporters")
    managed_plan: dict[Code, Words] = Field({}, description="a table of other slates, each with a file like plan.csv")
    home: Weight = Field(1.0, description=A_WEIGHT)
    onward: dict[Code, OnwardForm] = Field({}, description="a table of slates, each with stay, stop and spread")
    transfers: dict[Code, dict[Code, Share]] = Field({}, description="a table of slates, each with a table of slates")
    lengths: list[Share] = Field([], description=LENGTHS)
    turnout_shock: Spread = Field(0.0, description=A_SPREAD)
    home_shock: Spread = Field(0.0, description=A_SPREAD)
    transfers_shock: Spread = Field(0.0, description=A_SPREAD)
    lengths_shock: Spread = Field(0.0, description=A_SPREAD)


class ForecastForm(Form):
    forecast: list[ContestForm] = Field(min_length=1, description="one table, [[forecast]], for every contest")


def chosen(filled: Filled[ForecastForm], contest: str | None, slate: str | None) -> int:
    """The index of the table that is meant. Raises BadInput that says which there are, where it is not one."""
    forms = filled.form.forecast
    found = [index for index in _of_contest(filled, contest) if slate is None or slate == forms[index].slate]
    contests, slates = ([getattr(forms[index], key) for index in found] for key in ("contest", "slate"))
    if not found:
        raise BadInput(Problem("--slate", _no_forecast_by(slate or "", filled, contest)))
    if len({*contests}) > 1:
        raise BadInput(Problem("--contest", f"there are forecasts of several contests; say one of {_each(contests)}"))
    if len({*slates}) > 1:
        said = f"there are forecasts of {contests[0]} by several slates; say one of {_each(slates)}"
        raise BadInput(Problem("--slate", said))
    if len(found) > 1:
        raise BadInput(a_second(filled, found[1]))
    return found[0]


def _of_contest(filled: Filled[ForecastForm], contest: str | None) -> list[int]:
    """The indexes of a contest's tables; of all (None). Raises BadInput where there is none."""
    contests = [form.contest for form in filled.form.forecast]
    if contest is not None and contest not in contests:
        said = f"there is no forecast of {shown(contest)}{nearest(contest, contests)}; there are {_each(contests)}"
        raise BadInput(Problem(filled.file, said))
    return [index for index, each in enumerate(contests) if contest in (None, each)]


def _no_forecast_by(slate: str, filled: Filled[ForecastForm], contest: str | None) -> str:
    slates = [filled.form.forecast[index].slate for index in _of_contest(filled, contest)]
    said = f"there is no forecast{f' of {contest}' if contest else ''} by {shown(slate)}{nearest(slate, slates)}"
    return f"{said}; a slate plans with its own forecast, and there are those of {_each(slates)}"


def _each(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))


def a_second(filled: Filled[ForecastForm], index: int) -> Problem:
    """What is said of a table whose contest and slate a table above has already."""
    form = filled.form.forecast[index]
    said = f"a forecast of {shown(form.contest)} by {shown(form.slate)} stands above already"
    return filled.problem(said, "forecast", index, "contest")
