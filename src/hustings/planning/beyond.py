"""What later preferences are worth to those who are recommended below the slate.

A paper comes to them only when all names of the slate before them are elected or out, so they cost the slate nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from hustings.forecast.beliefs import Forecast
from hustings.planning.objective import standard_error
from hustings.planning.plan import Plan
from hustings.planning.stream import Draws, Stream
from hustings.rules.question import Question

# Looked at in so many scenarios at the most.
MOST_SCENARIOS = 400


@dataclass(frozen=True, slots=True)
class Beyond:
    """One of those recommended below the slate: a candidate number. chance: of being elected, under the plan. more: by
    how much that is above the chance when the plan names nobody below the slate, and the standard error of that."""

    number: int
    chance: float
    more: float
    error: float


def beyond_slate(
    forecast: Forecast, question: Question, draws: Draws, plan: Plan, *, threads: int | None = None
) -> tuple[Beyond, ...]:
    """What being named is worth to each, on the same scenarios with and without; nothing where nobody is advised."""
    if not plan.orders or not forecast.after:
        return ()
    fewer = replace(draws, scenarios=min(draws.scenarios, MOST_SCENARIOS))
    streams = [Stream(each, question, fewer, threads=threads) for each in (forecast, replace(forecast, after=()))]
    named, unnamed = (stream.elected(plan, forecast.after).astype(float) for stream in streams)
    blocks = streams[0].worth(plan).block
    return tuple(
        Beyond(
            number,
            float(named[:, place].mean()),
            float((named - unnamed)[:, place].mean()),
            standard_error((named - unnamed)[:, place], blocks),
        )
        for place, number in enumerate(forecast.after)
    )
