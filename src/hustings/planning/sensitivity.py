"""How the figures move with what is believed, and how many votes would have to move to change a seat."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from hustings.forecast.beliefs import AreaBelief, Belief, Following, Forecast
from hustings.forecast.scenario import Scenario, means_of
from hustings.planning.evidence import Figures, figures
from hustings.planning.objective import Objective, standard_error
from hustings.planning.plan import Plan
from hustings.planning.stream import BLOCK, Draws, Stream
from hustings.rules.question import Question

# Variants are counted in so many scenarios at the most: enough to see which plan is ahead.
MOST_SCENARIOS = 200
# Votes are moved in so many steps of what can be moved, and then in so many of the step that makes the change.
STEPS = 60


@dataclass(frozen=True, slots=True)
class Variant:
    """The comparison, were a belief another. belief: support, adherence or leak. factor: times what is believed.

    figures: of every plan compared, by name, all on the same scenarios. behind: by how much of the objective the
    recommended plan is behind the best of them (0 if it is the best), and the standard error of that, paired.
    """

    belief: str
    factor: float
    figures: Mapping[str, Figures]
    best: str
    behind: float
    behind_error: float


@dataclass(frozen=True, slots=True)
class Moved:
    """Were everything as expected: seats of the slate under the plan, and the votes that change that.

    lose, gain: the fewest voters who would have to begin with another following instead of the slate (or the other way
    round) for a seat less (or more), and that following's id; None where no number does.
    """

    seats: int
    lose: tuple[float, str] | None
    gain: tuple[float, str] | None


def variants(
    forecast: Forecast, question: Question, draws: Draws, plans: Mapping[str, Plan], name: str, objective: Objective
) -> Iterator[Variant]:
    """The comparison with support, adherence and leak changed, one at a time. name: of the recommended plan."""
    fewer = replace(draws, scenarios=min(draws.scenarios, MOST_SCENARIOS))
    for belief, change, factors in CHANGES:
        for factor in factors:
            stream = Stream(change(forecast, factor), question, fewer)
            worths = {each: stream.worth(plan) for each, plan in plans.items()}
            none = stream.worth(Plan({}))
            best = max(worths, key=lambda each: (objective.value(worths[each]), each == name))
            behind = objective.of_each(worths[best].seats) - objective.of_each(worths[name].seats)
            yield Variant(
                belief,
                factor,
                {each: figures(worth, none, objective) for each, worth in worths.items()},
                best,
                objective.value(worths[best]) - objective.value(worths[name]),
                standard_error(behind, BLOCK),
            )


def supported(forecast: Forecast, factor: float) -> Forecast:
    """The planning slate's shares times a factor, everywhere; the others' in proportion."""

    def moved(area: AreaBelief) -> AreaBelief:
        mine = area.shares[forecast.planning]
        more = min(mine * factor, (1 + mine) / 2)
        rest = (1 - more) / (1 - mine) if mine < 1 else 0.0
        return replace(
            area, shares=tuple(more if f == forecast.planning else s * rest for f, s in enumerate(area.shares))
        )

    return replace(forecast, areas=tuple(map(moved, forecast.areas)))


def followed(forecast: Forecast, factor: float) -> Forecast:
    """Adherence times a factor, everywhere; at most 0.99, or what it was believed to be."""

    def moved(area: AreaBelief) -> AreaBelief:
        mean, spread = area.adherence.mean, area.adherence.spread
        return replace(area, adherence=Belief(min(max(0.99, mean), mean * factor), spread))

    return replace(forecast, areas=tuple(map(moved, forecast.areas)))


def leaking(forecast: Forecast, factor: float) -> Forecast:
    """The planning slate's leak (who does not go on within it) times a factor; stopping and leaving in proportion."""

    def moved(following: Following) -> Following:
        onward = following.onward
        leak = min(0.99, (1 - onward.stay.mean) * factor)
        stop = onward.stop * leak / (1 - onward.stay.mean)
        return replace(following, onward=replace(onward, stay=Belief(1 - leak, onward.stay.spread), stop=stop))

    followings = (moved(f) if i == forecast.planning else f for i, f in enumerate(forecast.followings))
    return replace(forecast, followings=tuple(followings))


Change = Callable[[Forecast, float], Forecast]
CHANGES: tuple[tuple[str, Change, tuple[float, ...]], ...] = (
    ("support", supported, (0.8, 0.9, 1.1, 1.2)),
    ("adherence", followed, (0.25, 0.5, 1.5, 2.0)),
    ("leak", leaking, (0.5, 1.5, 2.0)),
)


def votes_to_move(forecast: Forecast, question: Question, plan: Plan, draws: Draws) -> Moved:
    """How many voters would have to begin with another following to change the slate's seats, were all as expected."""
    stream = Stream(forecast.without_spread(), question, draws).under(plan)
    means = means_of(stream.forecast)
    now = int(stream.worth(plan).seats[0])
    slate = forecast.planning
    # Nobody can be moved to those with whom no paper of the stream begins.
    others = [f for f in np.flatnonzero(means.shares.any(axis=0)).tolist() if f != slate]
    voters = np.array([area.voters for area in forecast.areas], float)

    def fewest(pairs: list[tuple[int, int]], change: Callable[[int], bool]) -> tuple[float, str] | None:
        found = []
        for whence, to in pairs:
            low, high = 0.0, 1.0
            for _ in range(2):
                steps = np.linspace(low, high, STEPS + 1)[1:]
                seats = stream.seats_under(plan, [_moved(means, whence, to, float(part)) for part in steps])
                changed = [i for i, each in enumerate(seats) if change(int(each))]
                if not changed:
                    break
                low, high = float(steps[changed[0]] - (high - low) / STEPS), float(steps[changed[0]])
            else:
                other = forecast.followings[to if whence == slate else whence].slate
                found.append((high * float(voters @ means.shares[:, whence]), other))
        return min(found, default=None)

    return Moved(
        now,
        fewest([(slate, other) for other in others], lambda seats: seats < now),
        fewest([(other, slate) for other in others], lambda seats: seats > now),
    )


def _moved(scenario: Scenario, whence: int, to: int, part: float) -> Scenario:
    """The scenario when this part of a following's voters, everywhere, begins with another instead."""
    shares = scenario.shares.copy()
    shares[:, to] += part * shares[:, whence]
    shares[:, whence] *= 1 - part
    return replace(scenario, shares=shares)
