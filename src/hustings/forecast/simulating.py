"""Simulating: elections of a folder, drawn from its forecast."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hustings.ballots.ballots import Ballots
from hustings.election.nouns import Contest
from hustings.election.reading import read_election
from hustings.forecast.ballots import elections
from hustings.forecast.beliefs import Forecast
from hustings.forecast.papers import Order
from hustings.forecast.plans import read_orders, settled, unadvised
from hustings.forecast.reading import read_forecast
from hustings.rules.contests import rules_of


@dataclass(frozen=True, slots=True)
class Simulation:
    """What elections are drawn from. orders: area code → what the slate's supporters are advised there. title: of the
    ballots. silent: codes of the areas for which the plan has no order."""

    forecast: Forecast
    contest: Contest
    orders: dict[str, Order]
    title: str
    silent: tuple[str, ...]

    def draw(self, draws: int, seed: int) -> Iterator[Ballots]:
        """So many elections, or fewer where nothing varies in the forecast. The same seed draws the same ones."""
        return elections(self.forecast, self.orders, self.contest.seats, draws, seed, self.title)


def simulation(folder: Path, contest: str | None, slate: str | None, plan: Path | None) -> Simulation:
    """What is drawn from a folder's forecast. plan: its orders; None leaves the settled ones. Raises BadInput."""
    election = read_election(folder, ["candidates.csv", "slates.toml", "areas.csv"])
    forecast = read_forecast(election, contest, slate)
    post = election.contest(forecast.contest)
    rules_of(election, post)
    orders = read_orders(forecast, election, plan) if plan else settled(forecast, election)
    title = ". ".join(filter(None, (f"{post.title}: simulated from assumptions", election.notice)))
    return Simulation(forecast, post, orders, title, unadvised(forecast, orders) if plan else ())
