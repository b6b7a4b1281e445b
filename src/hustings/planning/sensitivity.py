"""How the figures move with what is believed, and how many votes would have to move to change a seat."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from hustings.forecast.advised import Order
from hustings.forecast.beliefs import (
    ALPHABETICAL,
    INDEPENDENTS,
    UNKNOWN,
    AreaBelief,
    Following,
    Forecast,
    Onward,
    unsure_of,
    usual_recognition,
)
from hustings.forecast.scenario import Scenario, means_of
from hustings.many.crew import Crew
from hustings.planning.evidence import Figures, figures
from hustings.planning.objective import Objective
from hustings.planning.plan import NO_ADVICE, Plan
from hustings.planning.stream import DECIMALS, Draws, Stream, Worth
from hustings.rules.question import Question

# Variants are counted in so many scenarios at the most, in blocks of so many, each with half as many papers as usual:
# enough to see which plan is ahead, and by how much chance may have put it there.
MOST_SCENARIOS, BLOCK = 200, 40
# Votes are moved in so many steps of what can be moved, and then in so many of the step that makes the change; on so
# many samples of papers, where papers are sampled.
STEPS, SAMPLES = 40, 3
AS_BELIEVED = "as believed"
SEATS = Objective("seats")
# What stands in place of a factor: nothing is believed; other slates even out their votes.
FORGOTTEN, EVENED = 0.0, -1.0
# No share, adherence or leak is changed beyond this.
MOST = 0.99


@dataclass(frozen=True, slots=True)
class Variant:
    """The comparison, were a belief another. belief: AS_BELIEVED, or recognition, ballot order, support, adherence,
    leak, or leaving where lengths are believed (which decide who stops), or rival vote. factor: times what is believed;
    FORGOTTEN, where nothing is; EVENED, where the other slates manage their votes as well.

    figures: of every plan compared, by name, all on the same scenarios. behind: by how much of the objective the
    recommended plan is behind the best of them (0 if it is the best), and the standard error of that, paired. change:
    how many seats more the recommended plan wins than as believed, and the standard error of that, paired.
    """

    belief: str
    factor: float
    figures: Mapping[str, Figures]
    best: str
    behind: float
    behind_error: float
    change: float = 0.0
    change_error: float = 0.0


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


def variants(
    forecast: Forecast, question: Question, draws: Draws, plans: Mapping[str, Plan], name: str, objective: Objective,
    *, settled: Mapping[str, Order] | None = None, threads: int | None = None, crew: Crew | None = None,
) -> Iterator[Variant]:  # fmt: skip
    """The comparison as believed, then with support, adherence and leak changed, one at a time, where they can be so
    much larger; all on the same few scenarios. name: of the recommended plan; no advice is among the plans."""
    fewer = replace(draws, scenarios=min(draws.scenarios, MOST_SCENARIOS), block=BLOCK, papers=-(-draws.papers // 2))
    changes = [(belief, factor, change(forecast, factor)) for belief, change, factors in CHANGES for factor in factors]
    possible = [(belief, factor, changed) for belief, factor, changed in changes if changed is not None]
    forecasts = [changed for _, _, changed in possible]
    counted = _counted(_Compared(question, fewer, plans, settled), forecasts, threads, crew)
    believed: Worth | None = None
    for (belief, factor, _), worths in zip(possible, counted, strict=True):
        best = max(worths, key=lambda each: (objective.value(worths[each]), each == name))
        behind, error = objective.ahead(worths[best], worths[name])
        believed = worths[name] if believed is None else believed
        yield Variant(
            "leaving" if belief == "leak" and forecast.lengths else belief,
            factor,
            {each: figures(worth, worths[NO_ADVICE], objective) for each, worth in worths.items()},
            best,
            behind,
            error,
            *SEATS.ahead(worths[name], believed),
        )


@dataclass(frozen=True, slots=True)
class _Compared:
    """Plans to compare in scenarios of one forecast after another."""

    question: Question
    draws: Draws
    plans: Mapping[str, Plan]
    settled: Mapping[str, Order] | None


def _counted(
    compared: _Compared, forecasts: Sequence[Forecast], threads: int | None, crew: Crew | None
) -> Iterator[dict[str, Worth]]:
    """What each plan is worth in each of the forecasts, in their order."""
    if crew is None:
        yield from (_worths(compared, forecast, threads) for forecast in forecasts)
        return
    asked = [crew.ask(_worths, crew.hold(_same, compared), forecast) for forecast in forecasts]
    yield from map(crew.answer, asked)


def _same(compared: _Compared) -> _Compared:
    return compared


def _worths(compared: _Compared, forecast: Forecast, threads: int | None = 1) -> dict[str, Worth]:
    stream = Stream(forecast, compared.question, compared.draws, settled=compared.settled, threads=threads)
    return {name: stream.worth(plan) for name, plan in compared.plans.items()}


def supported(forecast: Forecast, factor: float) -> Forecast | None:
    """The planning slate's shares times a factor, everywhere; the others' in proportion. None where it is too much, or
    where everybody in an area begins with the slate, so that there are no others."""
    mine = [area.shares[forecast.planning] for area in forecast.areas]
    if max(mine) * factor > MOST or max(mine) == 1:
        return None

    def moved(area: AreaBelief) -> AreaBelief:
        mine = area.shares[forecast.planning]
        shares = (
            share * factor if f == forecast.planning else share * (1 - mine * factor) / (1 - mine)
            for f, share in enumerate(area.shares)
        )
        return replace(area, shares=tuple(shares))

    return replace(forecast, areas=tuple(map(moved, forecast.areas)))


def followed(forecast: Forecast, factor: float) -> Forecast | None:
    """Adherence times a factor, everywhere. None where that is too much."""
    if max(area.adherence.mean for area in forecast.areas) * factor > MOST:
        return None
    areas = (
        replace(area, adherence=replace(area.adherence, mean=area.adherence.mean * factor)) for area in forecast.areas
    )
    return replace(forecast, areas=tuple(areas))


def leaking(forecast: Forecast, factor: float) -> Forecast | None:
    """The planning slate's leak (who does not go on within it) times a factor; stopping and leaving in proportion.
    Where lengths decide who stops, those who leave of those who go on. None where that is too much."""
    mine = forecast.followings[forecast.planning]
    own = _leaking(mine.onward, factor, forecast.lengths)
    adhering = forecast.adhering and _leaking(forecast.adhering, factor, forecast.lengths)
    if own is None or (forecast.adhering and adhering is None):
        return None
    followings = (replace(each, onward=own) if each is mine else each for each in forecast.followings)
    return replace(forecast, followings=tuple(followings), adhering=adhering)


def _leaking(onward: Onward, factor: float, lengths: Sequence[float]) -> Onward | None:
    stay, end = onward.stay.mean, onward.stop_at_end
    # What of the leak is spoken of: with lengths, nobody stops of those who go on.
    part = 1 - end if lengths else 1.0
    leak = factor * (1 - stay) * part / (stay + (1 - stay) * part)
    if leak > MOST:
        return None
    stay = (1 - leak) * part / (leak + (1 - leak) * part)
    return replace(onward, stay=replace(onward.stay, mean=stay), stop=(1 - stay) * end)


def unrecognised(forecast: Forecast, _: float) -> Forecast | None:
    """Nobody says how well the planning slate's names are known. None where nobody does."""
    mine = forecast.followings[forecast.planning]
    if len(mine.names) < 2 or not any(mine.said):
        return None
    names = tuple(forecast.names[number - 1] for number in mine.names)
    usual = usual_recognition(names, forecast.ballot_order)
    return _known(forecast, usual, unsure_of([False] * len(names), forecast.ballot_order))


def unordered(forecast: Forecast, _: float) -> Forecast | None:
    """The ballot paper's order says nothing of how well the planning slate's names are known. None where it does not
    say anything as it is."""
    mine = forecast.followings[forecast.planning]
    if forecast.ballot_order != ALPHABETICAL or not mine.unsure:
        return None
    weights = zip(mine.recognition, mine.said, strict=True)
    return _known(forecast, tuple(each if said else 1.0 for each, said in weights), unsure_of(mine.said, UNKNOWN))


def rivals_even_out(forecast: Forecast, _: float) -> Forecast | None:
    """Every other slate evens out its first preferences, with as large a part of its supporters as follow ours. None
    where no other has two names, or it is believed of all of them already."""
    voters = np.array([area.voters * area.shares[forecast.planning] for area in forecast.areas])
    part = float(voters @ [area.adherence.mean for area in forecast.areas] / voters.sum())

    def manages(following: Following) -> bool:
        rival = following.slate not in (forecast.slate, INDEPENDENTS) and len(following.names) > 1
        return rival and following.managed < part and not following.orders

    if not any(map(manages, forecast.followings)):
        return None
    others = (replace(each, managed=part) if manages(each) else each for each in forecast.followings)
    return replace(forecast, followings=tuple(others))


def _known(forecast: Forecast, recognition: tuple[float, ...], unsure: tuple[float, ...]) -> Forecast:
    mine = forecast.followings[forecast.planning]
    other = replace(mine, recognition=recognition, unsure=unsure)
    return replace(forecast, followings=tuple(other if each is mine else each for each in forecast.followings))


Change = Callable[[Forecast, float], Forecast | None]
CHANGES: tuple[tuple[str, Change, tuple[float, ...]], ...] = (
    (AS_BELIEVED, lambda forecast, _: forecast, (1.0,)),
    ("recognition", unrecognised, (FORGOTTEN,)),
    ("ballot order", unordered, (FORGOTTEN,)),
    ("support", supported, (0.8, 0.9, 1.1, 1.2)),
    ("adherence", followed, (0.25, 0.5, 1.5, 2.0)),
    ("leak", leaking, (0.5, 1.5, 2.0)),
    ("rival vote", rivals_even_out, (EVENED,)),
)


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
    now = int(median(int(stream.worth(plan).seats[0]) for stream in samples))
    slate = forecast.planning
    # Nobody can be moved to those with whom no paper of the stream begins.
    others = [f for f in np.flatnonzero(means.shares.any(axis=0)).tolist() if f != slate]
    voters = np.array([area.voters for area in forecast.areas], float)

    def part(stream: Stream, origin: int, to: int, change: Callable[[int], bool]) -> float:
        """The least part of a following, everywhere, that has to begin with another; above 1 where no part will do."""
        low, high = 0.0, 1.0
        for _ in range(2):
            steps = np.linspace(low, high, STEPS + 1)
            seats = stream.seats_under(plan, [_moved(means, origin, to, float(part)) for part in steps])
            changed = [float(step) for step, each in zip(steps, seats, strict=True) if change(int(each))]
            if not changed or not changed[0]:
                return changed[0] if changed else 2.0
            low, high = changed[0] - (high - low) / STEPS, changed[0]
        return high

    def fewest(pairs: Sequence[tuple[int, int]], change: Callable[[int], bool]) -> tuple[float, str] | None:
        found = []
        # All together, so that no core waits for the last sample of a pair.
        tasks = [(stream, *pair) for pair in pairs for stream in samples]
        parts = iter(samples[0].each(lambda task: 2.0 if over() else part(*task, change), tasks))
        for origin, to in pairs:
            least = median(next(parts) for _ in samples)
            if least <= 1:
                other = forecast.followings[to if origin == slate else origin].slate
                found.append((least * float(voters @ means.shares[:, origin]), other))
        return min(found, default=None)

    lose = fewest([(slate, other) for other in others], lambda seats: seats < now)
    gain = fewest([(other, slate) for other in others], lambda seats: seats > now)
    return None if over() else Moved(now, lose, gain)


def _moved(scenario: Scenario, origin: int, to: int, part: float) -> Scenario:
    """The scenario when this part of a following's voters, everywhere, begins with another instead."""
    shares = scenario.shares.copy()
    shares[:, to] += part * shares[:, origin]
    shares[:, origin] *= 1 - part
    return replace(scenario, shares=shares)
