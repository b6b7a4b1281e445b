"""Other slates that manage their votes as well."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hustings.forecast.beliefs import INDEPENDENTS, AreaBelief, Belief, Following, Forecast, Onward
from hustings.forecast.scenario import draws, evened, generator, means_of
from hustings.forecast.voters import first_preferences
from hustings.planning.sensitivity import EVENED, rivals_even_out

STEADY = Onward(Belief(0.8), 0.1)
FORECAST = Forecast(
    "c", "us", ("A", "B", "C", "D", "E", "F"),
    (
        Following("us", (1, 2), (2.0, 1.0), STEADY),
        Following("them", (3, 4), (3.0, 1.0), STEADY),
        Following(INDEPENDENTS, (5, 6), (3.0, 1.0), STEADY),
    ),
    (AreaBelief("n", 1000, (0.4, 0.4, 0.2), Belief(0.3)),),
)  # fmt: skip


def test_followers_fill_up_the_smallest_piles_as_far_as_they_go() -> None:
    """Of 100 a name has 75 by itself and another 25. Ten follow: 67.5 and 22.5 are left, and all ten go to the second,
    32.5. Sixty follow: 30 and 10, and the sixty even both out at 50. Three names of 60, 30 and 10 with 20 followers:
    48, 24 and 8; 16 bring the third to the second, and 4 more both to 26."""
    assert evened(np.array([[3.0, 1.0], [1.0, 3.0]]), 0.1) == pytest.approx(np.array([[0.675, 0.325], [0.325, 0.675]]))
    assert evened(np.array([3.0, 1.0]), 0.6) == pytest.approx([0.5, 0.5])
    assert evened(np.array([6.0, 3.0, 1.0]), 0.2) == pytest.approx([0.48, 0.26, 0.26])


def test_a_rival_evens_out_whoever_turns_out_to_be_known() -> None:
    """Where nobody knows which of two rivals is better known, one is in every draw; with 60 % following, the two are
    as close as can be in nearly all of them."""
    ours, them, others = FORECAST.followings
    unknown = replace(FORECAST, followings=(ours, replace(them, recognition=(1.0, 1.0), unsure=(0.6, 0.6)), others))
    managed = replace(unknown, followings=(ours, replace(unknown.followings[1], managed=0.6), others))
    apart = []
    for forecast in (unknown, managed):
        weights = draws(forecast, [generator(1, 0, number) for number in range(500)]).recognition[:, 0, 2:4]
        apart.append(np.abs(weights[:, 0] - weights[:, 1]) / weights.sum(axis=1))
    assert apart[0].mean() > 0.2
    assert np.quantile(apart[1], 0.9) < 0.01


def test_every_other_slate_evens_out_with_as_many_followers_as_ours() -> None:
    """Theirs: 400 first preferences, 300 and 100; with 30 % following 210 and 70 are left, and 120 more make it 210 and
    190. Ours and the independents' are as they were."""
    changed = rivals_even_out(FORECAST, EVENED)
    assert changed is not None
    _, free = first_preferences(changed, means_of(changed))
    _, before = first_preferences(FORECAST, means_of(FORECAST))
    assert free[0, 2:4] == pytest.approx([210, 190])
    assert np.allclose(free[0, [0, 1, 4, 5]], before[0, [0, 1, 4, 5]])


def test_where_no_rival_has_two_names_or_all_do_so_already_nothing_changes() -> None:
    ours, them, others = FORECAST.followings
    single = replace(them, names=(3,), recognition=(1.0,))
    areas = (replace(FORECAST.areas[0], shares=(0.6, 0.4)),)
    alone = replace(FORECAST, names=FORECAST.names[:3], followings=(ours, single), areas=areas)
    assert rivals_even_out(alone, EVENED) is None
    managed = replace(FORECAST, followings=(ours, replace(them, managed=0.5), others))
    assert rivals_even_out(managed, EVENED) is None
