"""What the front door does with an election folder: simulated elections, and its site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hustings.ballots.ballots import Ballots
from hustings.election.extras import extras
from hustings.front.asking import Where

if TYPE_CHECKING:
    from hustings.site.publishing import Published


def simulate(
    folder: Where, contest: str | None, slate: str | None, plan: Where | None, draws: int, seed: int
) -> Iterator[Ballots]:
    """See `hustings.simulate`."""
    with extras():
        from hustings.election.reading import read_election
        from hustings.forecast.ballots import elections
        from hustings.forecast.plans import read_orders, settled
        from hustings.forecast.reading import read_forecast
        from hustings.rules.contests import rules_of

        election = read_election(str(folder), ["candidates.csv", "slates.toml", "areas.csv"])
        forecast = read_forecast(election, contest, slate)
        post = election.contest(forecast.contest)
        rules_of(election, post)
        orders = read_orders(forecast, election, Path(plan)) if plan else settled(forecast, election)
        title = ". ".join(filter(None, (f"{post.title}: simulated from assumptions", election.notice)))
        yield from elections(forecast, orders, post.seats, draws, seed, title)


def publish(
    folder: Where, out: Where, as_of: datetime, *, leaflets: bool, cards: bool, records: Iterable[Where], **about: Any
) -> Published:
    """See `hustings.publish`."""
    with extras():
        from hustings.print import printers
        from hustings.site.publishing import publish as published

        for name in ("plan", "evidence", "index"):
            about[name] = None if about[name] is None else Path(about[name])
        return published(
            Path(folder),
            Path(out),
            as_of,
            records=[Path(record) for record in records],
            leaflets=printers.leaflets if leaflets else None,
            cards=printers.cards if cards else None,
            **about,
        )
