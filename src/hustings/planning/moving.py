"""How many voters would have to move to change a seat."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from statistics import median

import numpy as np

from hustings.forecast.beliefs import Forecast
from hustings.forecast.scenario import Floats, Scenario, means_of
from hustings.planning.plan import Plan
from hustings.planning.stream import DECIMALS, Draws, Stream
from hustings.rules.question import Question

# Votes are moved in so many steps of what can be moved, and then in so many of the step that makes the change; on so
# many samples of papers, where papers are sampled. So many steps are counted at a time.
STEPS, SAMPLES, AT_A_TIME = 40, 3, 8


@dataclass(frozen=True, slots=True)
class Moved:
    """Were everything as expected: seats of the slate under the plan, and the votes that change that.

    lose, gain: the fewest voters who would have to begin with another following instead of the slate (or the other way
    round) for a seat less (or more), and that following's id; None where no number does. The median of SAMPLES samples,
    so not exact to the vote, unless every possible paper was counted.
    """

    seats: int
    lose: tuple[float, str] | None
    gain: tuple[float, str] | None


def votes_to_move(
    forecast: Forecast, question: Question, plan: Plan, draws: Draws, *, threads: int | None = None,
    over: Callable[[], bool] = lambda: False,
) -> Moved | None:  # fmt: skip
    """How many voters would have to begin with another following to change the slate's seats, were all as expected.

    over: asked again and again, whether time is over; then there is no answer.
    """
    if over():
        return None
    certain = forecast.without_spread()
    samples = [
        Stream(certain, question, replace(draws, first=number, decimals=DECIMALS), threads=threads).under(plan)
        for number in range(SAMPLES)
    ]
    if samples[0].complete:
        samples = samples[:1]
    means = means_of(samples[0].forecast)
    now = int(median(stream.seats_in([(0, plan)])[0] for stream in samples))
    slate = forecast.planning
    # Nobody can be moved to those with whom no paper of the stream begins.
    others = [f for f in np.flatnonzero(means.shares.any(axis=0)).tolist() if f != slate]
    voters = np.array([area.voters for area in forecast.areas], float)

    def part(stream: Stream, origin: int, to: int, change: Callable[[int], bool]) -> float:
        """The least part of a following, everywhere, that has to begin with another; above 1 where no part will do."""
        low, high = 0.0, 1.0
        for _ in range(2):
            first = _first(np.linspace(low, high, STEPS + 1), change, lambda steps: seats(stream, origin, to, steps))
            if not first:
                return 2.0 if first is None else first
            low, high = first - (high - low) / STEPS, first
        return high

    def seats(stream: Stream, origin: int, to: int, steps: Floats) -> list[int]:
        found: list[int] = stream.seats_under(plan, [_moved(means, origin, to, float(p)) for p in steps]).tolist()
        return found

    def fewest(pairs: Sequence[tuple[int, int]], change: Callable[[int], bool]) -> tuple[float, str] | None:
        found = []
        # All together, so that no core waits for the last sample of a pair.
        tasks = [partial(part, stream, *pair, change) for pair in pairs for stream in samples]
        with ThreadPoolExecutor(samples[0].at_once) as pool:
            parts = iter(list(pool.map(lambda task: 2.0 if over() else task(), tasks)))
        for origin, to in pairs:
            least = median(next(parts) for _ in samples)
            if least <= 1:
                other = forecast.followings[to if origin == slate else origin].slate
                found.append((least * float(voters @ means.shares[:, origin]), other))
        return min(found, default=None)

    lose = fewest([(slate, other) for other in others], lambda seats: seats < now)
    gain = fewest([(other, slate) for other in others], lambda seats: seats > now)
    return None if over() else Moved(now, lose, gain)


def _first(steps: Floats, change: Callable[[int], bool], seats: Callable[[Floats], list[int]]) -> float | None:
    """The first step with a change of seats, a few steps counted at a time."""
    for begun in range(0, len(steps), AT_A_TIME):
        some = steps[begun : begun + AT_A_TIME]
        for step, each in zip(some.tolist(), seats(some), strict=True):
            if change(each):
                return float(step)
    return None


def _moved(scenario: Scenario, origin: int, to: int, part: float) -> Scenario:
    """The scenario when this part of a following's voters, everywhere, begins with another instead."""
    shares = scenario.shares.copy()
    shares[:, to] += part * shares[:, origin]
    shares[:, origin] *= 1 - part
    return replace(scenario, shares=shares)
