"""Small contests that plans are tried on: a slate of two or three names against rivals, in a few areas."""

from __future__ import annotations

import itertools

import numpy as np

from elections import at_least, question
from hustings.forecast.beliefs import AreaBelief, Belief, Following, Forecast, Onward
from hustings.planning.plan import Plan
from hustings.rules.question import Question

# Of each stream, when search and enumeration are compared.
SCENARIOS, PAPERS = 120, 200
STEADY = Onward(Belief(0.85), 0.05)


def contest(
    sizes: tuple[int, ...] = (300, 200, 100),
    *,
    fame: tuple[float, ...] = (1.0, 1.0),
    adherence: float = 0.6,
    share: float = 0.5,
    onward: Onward = STEADY,
    **more: object,
) -> Forecast:
    """A slate of names 1 … k against two rivals of equal strength, in areas of these sizes."""
    k = len(fame)
    names = (*(f"S{i}" for i in range(1, k + 1)), "R1", "R2")
    return Forecast(
        contest="c",
        slate="s",
        names=names,
        followings=(
            Following("s", tuple(range(1, k + 1)), fame, onward),
            Following("r", (k + 1, k + 2), (1.0, 1.0), STEADY),
        ),
        areas=tuple(AreaBelief(f"a{i}", size, (share, 1 - share), Belief(adherence)) for i, size in enumerate(sizes)),
        **more,  # type: ignore[arg-type]
    )


def random_contest(case: int) -> Forecast:
    """Two or three names, two to five areas; famous or not; leaking more or less; certain or not."""
    random = np.random.default_rng(case)
    names = int(random.integers(2, 4))
    areas = int(random.integers(2, 6))
    fame = [1.0] * names
    if random.random() < 0.5:
        fame[int(random.integers(names))] = float(random.uniform(3, 12))
    stay = float(random.uniform(0.6, 0.95))
    certain = random.random() < 0.3
    return contest(
        tuple(int(n) for n in random.integers(60, 500, areas)),
        fame=tuple(fame),
        adherence=float(random.uniform(0.2, 0.8)),
        share=float(random.uniform(0.35, 0.65)),
        onward=Onward(Belief(stay), (1 - stay) * float(random.uniform(0.2, 0.8))),
        national_shock=0.0 if certain else float(random.uniform(0.05, 0.2)),
        recognition_shock=0.0 if certain else float(random.uniform(0, 0.3)),
    )


def plans(forecast: Forecast, lists: int) -> list[Plan]:
    """All plans with at most so many different orders, enumerated here, without the planner's help."""
    orders = list(itertools.permutations(forecast.followings[forecast.planning].names))
    codes = [area.code for area in forecast.areas]
    chosen = itertools.product(orders, repeat=len(codes))
    return [Plan(dict(zip(codes, each, strict=True))) for each in chosen if len(set(each)) <= lists]


def asked(case: int) -> tuple[Forecast, Question, int]:
    """A random contest for two or three places; in a third of cases some names are women, and one must win."""
    random = np.random.default_rng(10_000 + case)
    forecast = random_contest(case)
    names = len(forecast.followings[0].names)
    seats = int(random.integers(2, 4))
    women = {int(n) for n in random.choice(np.arange(1, names + 3), 2, replace=False)}
    constraints = (at_least(1, women),) if random.random() < 0.34 else ()
    return forecast, question("scottish", seats, constraints=constraints), int(random.integers(1, 5))
