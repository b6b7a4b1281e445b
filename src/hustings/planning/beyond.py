"""What later preferences are worth to those who are recommended below the slate.

A paper comes to them only when all names of the slate before them are elected or out, so they cost the slate nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from hustings.planning.objective import standard_error
from hustings.planning.plan import Plan
from hustings.planning.stream import Stream

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


def beyond_slate(stream: Stream, plan: Plan) -> tuple[Beyond, ...]:
    """What being named is worth to each, on the same scenarios with and without; nothing where nobody is advised."""
    forecast = stream.forecast
    if not plan.orders or not forecast.after:
        return ()
    fewer = replace(stream.draws, scenarios=min(stream.draws.scenarios, MOST_SCENARIOS))
    alone = Stream(replace(forecast, after=()), stream.question, fewer, threads=stream.threads)
    named = stream.elected(plan, forecast.after, blocks=alone.size).astype(float)
    more = named - alone.elected(plan, forecast.after)
    block = stream.worth(plan, slice(alone.size)).block
    return tuple(
        Beyond(
            number,
            float(named[:, place].mean()),
            float(more[:, place].mean()),
            standard_error(more[:, place], block),
        )
        for place, number in enumerate(forecast.after)
    )
