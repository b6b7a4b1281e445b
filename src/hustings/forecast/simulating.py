"""Simulating: elections of a folder, drawn from its forecast."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hustings.ballots.ballots import Ballots
from hustings.election.nouns import Contest
from hustings.election.reading import read_election
from hustings.forecast.advised import Order
from hustings.forecast.ballots import elections
from hustings.forecast.plans import read_orders, settled, unadvised
from hustings.forecast.reading import read_forecast
from hustings.rules.contests import rules_of


@dataclass(frozen=True, slots=True)
class Simulation(Iterator[Ballots]):
    """Elections drawn from a forecast, as ballots, one after another.

    contest: whose. slate: that the forecast is of. voters: papers in each. orders: what its supporters are advised, by
    the area's code. silent: codes of the areas for which the plan has no order.
    """

    contest: Contest
    slate: str
    voters: int
    orders: dict[str, Order]
    silent: tuple[str, ...]
    _drawn: Iterator[Ballots]

    def __next__(self) -> Ballots:
        return next(self._drawn)


def simulation(
    folder: Path, contest: str | None, slate: str | None, plan: Path | None, draws: int, seed: int
) -> Simulation:
    """So many elections of a folder's forecast, or fewer where nothing varies in it. The same seed draws the same ones.

    plan: its orders; None leaves the settled ones. Raises BadInput.
    """
    election = read_election(folder, ["candidates.csv", "slates.toml", "areas.csv"])
    forecast = read_forecast(election, contest, slate)
    post = election.contest(forecast.contest)
    rules_of(election, post)
    orders = read_orders(forecast, election, plan) if plan else settled(forecast, election)
    title = ". ".join(filter(None, (f"{post.title}: simulated from assumptions", election.notice)))
    drawn = elections(forecast, orders, post.seats, draws, seed, title)
    silent = unadvised(forecast, orders) if plan else ()
    return Simulation(post, forecast.slate, forecast.voters, orders, silent, drawn)
