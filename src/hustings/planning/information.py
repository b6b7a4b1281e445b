"""What more answers would be worth: the seats that a plan made after them gains on a plan made today.

In each of many scenarios so many people are asked; they answer as that scenario has it, but for a bias of who answers,
which is drawn with the scenario (canvass.py). The forecast is updated by the answers, as by a real canvass, and a plan
made of it; the scenario says what that plan wins there, and what the plan of today wins. Both plans even out expected
piles (`compensated`): on real papers a search adds nothing to that (docs/evidence.md), and it is quick. Nothing is
judged by what it was chosen on, so answers can turn out to be worth nothing, and by chance a little less.

References: Raiffa and Schlaifer, Applied Statistical Decision Theory (1961), on the expected value of sample
information.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hustings.election.problems import BadInput, Problem
from hustings.forecast.advised import Order
from hustings.forecast.beliefs import Forecast
from hustings.forecast.canvass import FAVOURING, REACHED, SAYING, updated
from hustings.forecast.returns import ORDER, Group
from hustings.forecast.scenario import CHOOSE, SEARCH, Floats, Scenario, generator, together
from hustings.planning.plan import compensated, shape_of
from hustings.planning.stream import Draws, Stream
from hustings.rules.question import Question

Progress = Callable[[float, str], None]
WAY = "phone"


@dataclass(frozen=True, slots=True)
class Worthwhile:
    """By how many seats the plan after more answers is ahead of the plan of today, and the standard error of that."""

    seats: float
    error: float


@dataclass(frozen=True, slots=True)
class Calls:
    """number: of people who answer. everywhere: where they are asked in all areas, in proportion to voters. areas: by
    code, where all are asked in one. scenarios: looked at."""

    number: int
    everywhere: Worthwhile
    areas: Mapping[str, Worthwhile]
    scenarios: int


def worth_of_calls(
    forecast: Forecast, question: Question, fixed: Mapping[str, Order], *, calls: int, scenarios: int, papers: int,
    seed: int = 1, threads: int | None = None, progress: Progress | None = None,
) -> Calls:  # fmt: skip
    """What so many more answers are worth, by where they are given. Raises BadInput where nothing is uncertain."""
    if forecast.certain:
        raise BadInput(Problem("--calls", "nothing in this forecast is uncertain, so no answer would move it"))
    stream = Stream(forecast, question, Draws(seed, CHOOSE, scenarios, papers), settled=fixed, threads=threads)
    shape = shape_of(forecast, fixed=fixed)
    today = compensated(forecast, shape)
    won = stream.worth(today).seats
    drawn = together([stream.scenario(number) for number in range(len(stream))])
    chances = chances_of_answers(forecast, drawn, generator(seed, SEARCH, 2**32))
    codes = [area.code for area in forecast.areas]
    voters = np.array([area.voters for area in forecast.areas], float)

    def worth(where: Sequence[int], stage: int) -> Worthwhile:
        """Where all are asked in these areas."""
        if progress is not None:
            progress(stage / (len(codes) + 1), "asking more people")
        parts = voters[where] / voters[where].sum()
        random = generator(seed, SEARCH, 2**32 + 1 + stage)
        counts = random.multinomial(calls, np.einsum("a,san->sn", parts, chances[:, where]))
        areas = tuple(codes[place] for place in where)

        plans = [compensated(after(forecast, areas, count), shape) for count in counts.tolist()]
        others = [(number, plan) for number, plan in enumerate(plans) if plan != today]
        more = np.zeros(len(stream))
        for (number, _), seats in zip(others, stream.seats_in(others), strict=True):
            more[number] = seats - int(won[number])
        return Worthwhile(float(more.mean()), float(more.std(ddof=1) / np.sqrt(len(more))))

    everywhere = worth(range(len(codes)), 0)
    return Calls(calls, everywhere, {code: worth([n], n + 1) for n, code in enumerate(codes)}, len(stream))


def after(forecast: Forecast, areas: tuple[str, ...], counts: Sequence[int]) -> Forecast:
    """The forecast after these answers, as `answers_of` names them, given in some areas."""
    said = {(WAY, answer): count for answer, count in zip(answers_of(forecast), counts, strict=True) if count}
    return updated(forecast, [Group(areas, said)]).forecast


def answers_of(forecast: Forecast) -> list[str]:
    """What somebody may answer: every other following; will follow the order; one of the slate's names first."""
    own = forecast.followings[forecast.planning]
    others = [each.slate for each in forecast.followings if each is not own]
    return [*others, ORDER, *(forecast.names[number - 1] for number in own.names)]


def chances_of_answers(forecast: Forecast, drawn: Scenario, random: np.random.Generator) -> Floats:
    """Scenarios × areas × answers: the chance of each when somebody is asked there; who will follow the order names no
    first choice. drawn: many scenarios. Each has a bias of who answers, of spreads REACHED, FAVOURING and SAYING."""
    scenarios, own = len(drawn.shares), forecast.followings[forecast.planning]
    reached, saying = (random.standard_normal((scenarios, 1)) for _ in range(2))
    favouring = random.standard_normal((scenarios, 1, len(own.names)))
    shares = drawn.shares.copy()
    shares[..., forecast.planning] *= np.exp(REACHED * reached)
    shares /= shares.sum(axis=2, keepdims=True)
    with np.errstate(divide="ignore"):
        follow = 1 / (1 + (1 - drawn.adherence) / drawn.adherence * np.exp(-SAYING * saying))
    known = drawn.recognition[:, :, [number - 1 for number in own.names]] * np.exp(FAVOURING * favouring)
    known /= known.sum(axis=2, keepdims=True)
    ours = shares[..., forecast.planning]
    parts: list[Floats] = [np.delete(shares, forecast.planning, axis=2), (ours * follow)[..., None]]
    parts.append((ours * (1 - follow))[..., None] * known)
    every = np.concatenate(parts, axis=2)
    found: Floats = every / every.sum(axis=2, keepdims=True)
    return found
