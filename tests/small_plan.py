"""A small plan for tests of what shows one: two names in three areas, one of whose orders is settled."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from election_folders import COMMITTEE, folder
from hustings.election.nouns import Election
from hustings.election.reading import read_election
from hustings.forecast.reading import read_forecast
from hustings.planning.asking import task_of
from hustings.planning.objective import Objective
from hustings.planning.other_sizes import recommend_sizes
from hustings.planning.recommend import recommend
from hustings.planning.recommendation import Recommendation, Settings, Shaping

SEATS = Objective("seats")
FORECAST = """\
[[forecast]]
contest = "committee"
slate = "together"
note = "Made up for this test: <b>every</b> number is an assumption."
national_shock = 0.1
recognition_shock = 0.2
adherence = {mean = 0.4, spread = 0.2, in = {abroad = 0.125}}

[forecast.shares]
together = 0.5
onward = 0.45

[forecast.recognition]
"Ann Ash" = 4.0
"""
SLATES = COMMITTEE["slates.toml"].replace(
    '[[slate]]\nid = "onward"',
    """[[slate.fixed]]
contest = "committee"
area = "abroad"
order = ["Ben Birch", "Ann Ash"]
source = "Decided abroad"

[[slate]]
id = "onward\"""",
)


def planned(
    path: Path, objective: Objective = SEATS, sizes: tuple[int, ...] = ()
) -> tuple[Recommendation, dict[int, Recommendation], Election]:
    """A plan for the committee's folder, small enough to be quick."""
    folder(path, COMMITTEE | {"slates.toml": SLATES, "forecast.toml": FORECAST})
    election = read_election(path, ["candidates.csv", "slates.toml", "areas.csv"])
    forecast = read_forecast(election)
    task = task_of(election, forecast)
    settings = Settings(objective, lists=2, scenarios=60, papers=300, seed=7, rounds=1)
    shaping = Shaping(task.fixed)
    found = recommend(forecast, task.question, settings, shaping)
    return found, recommend_sizes(sizes, forecast, task.question, settings, shaping), election


def recommending(found: Recommendation, name: str, ahead: str = "", **more: Any) -> Recommendation:
    """The same, were another plan recommended. more: other fields that are changed."""
    return replace(found, choice=replace(found.choice, name=name, ahead=ahead or name), **more)
