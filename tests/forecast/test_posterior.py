"""Beliefs after answers: by hand, and against long brute force."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hustings.forecast.beliefs import AreaBelief, Belief, Following, Forecast, Onward
from hustings.forecast.canvass import REACHED, SAYING, updated
from hustings.forecast.returns import Group
from hustings.forecast.scenario import draws, generator

STEADY = Onward(Belief(0.8), 0.1)
AREAS = (AreaBelief("n", 300, (0.4, 0.6), Belief(0.3, 0.4)), AreaBelief("s", 100, (0.5, 0.5), Belief(0.3, 0.4)))
FORECAST = Forecast(
    "c", "us", ("A", "B", "C"),
    (Following("us", (1, 2), (1.0, 1.0), STEADY, unsure=(0.6, 0.6)), Following("them", (3,), (1.0,), STEADY)),
    AREAS, national_shock=0.2, area_shock=0.15,
)  # fmt: skip


def one_area(**more: object) -> Forecast:
    return replace(FORECAST, areas=AREAS[:1], **more)  # type: ignore[arg-type]


def test_answers_move_nothing_that_is_believed_for_certain() -> None:
    certain = FORECAST.without_spread()
    found = updated(
        certain, [Group(("n",), {("phone", "our slate"): 90, ("phone", "A"): 50, ("phone", "our order"): 50})]
    )
    assert (found.forecast, found.supporters, found.preferences, found.followers) == (certain, 0, 0, 0)


def test_more_answers_of_the_same_kind_move_more_and_leave_less_doubt() -> None:
    def after(answers: int) -> Forecast:
        return updated(
            FORECAST, [Group(("n",), {("door", "our slate"): 6 * answers, ("door", "them"): 4 * answers})]
        ).forecast

    few, many = after(2), after(20)
    assert 0.4 < few.areas[0].shares[0] < many.areas[0].shares[0] < 0.6
    assert few.national_shock > many.national_shock
    # What is learnt in the north is half of it the country's, so the south moves the same way, but less.
    assert 0.5 < many.areas[1].shares[0] < 0.6


def test_answers_of_supporters_alone_do_not_tell_how_many_supporters_there_are() -> None:
    """A hundred supporters are rung up and asked whom of the slate they put first: nobody else could have answered, so
    the slate's share stays what it was. Where others were asked as well, at the door, their answers alone move it."""
    by_phone = {("phone", "A"): 60, ("phone", "B"): 40}
    at_the_door = {("door", "our slate"): 24, ("door", "them"): 16}
    alone = updated(FORECAST, [Group(("n",), by_phone)])
    assert (alone.supporters, alone.own_only) == (0, 100)
    assert [area.shares for area in alone.forecast.areas] == [area.shares for area in AREAS]
    assert (alone.forecast.national_shock, alone.forecast.area_shock) == (0.2, 0.15)
    door, both = (updated(FORECAST, [Group(("n",), each)]) for each in (at_the_door, at_the_door | by_phone))
    assert (both.supporters, both.own_only, both.preferences) == (40, 100, 100)
    assert [area.shares for area in both.forecast.areas] == [area.shares for area in door.forecast.areas]


def test_by_hand_one_shock_and_many_answers() -> None:
    """Two names, each off by 0.6: their log odds are off by 0.6 √2 = 0.849 (variance 0.72). Of 1,000 first choices 750
    are A's: log odds of ln 3 = 1.0986 with a variance of about 1/750 + 1/250 = 0.00533; those who favour one may be
    likelier to answer, by 0.15 √2 (variance 0.045); together 0.05033. So the middle of what is believed is about
    1.0986 × 0.72 / (0.72 + 0.05033) = 1.0268, A : B = 2.792."""
    found = updated(FORECAST, [Group(("n",), {("phone", "A"): 750, ("phone", "B"): 250})]).forecast
    a, b = found.followings[0].recognition
    assert a / b == pytest.approx(2.792, abs=0.01)
    # The log odds' variance is 1 / (1/0.72 + 1/0.05033) = 0.04704; of two names alike off by x it is 2 x².
    assert 2 * found.off(found.followings[0]) ** 2 == pytest.approx(0.04704, rel=0.02)
    assert found.followings[0].said == (True, True)


def test_answers_about_our_names_leave_others_names_as_unsure_as_they_were() -> None:
    """All names are said, each off by 0.6. After 1,000 first choices ours are off by 0.153 (above); nobody was asked of
    theirs, so drawn logs of theirs still have a standard deviation of 0.6."""
    known = replace(
        FORECAST, names=("A", "B", "C", "D"), recognition_shock=0.6,
        followings=(Following("us", (1, 2), (1.0, 1.0), STEADY), Following("them", (3, 4), (1.0, 2.0), STEADY)),
    )  # fmt: skip
    found = updated(known, [Group(("n",), {("phone", "A"): 750, ("phone", "B"): 250})]).forecast
    weights = draws(found, [generator(5, 0, i) for i in range(4000)]).recognition[:, 0]
    off = np.log(weights).std(axis=0)
    assert off == pytest.approx([0.153, 0.153, 0.6, 0.6], rel=0.05)


def weighted(values: np.ndarray, logs: np.ndarray) -> tuple[float, float]:
    """Mean and standard deviation of drawn values under importance weights."""
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()
    assert 1 / (weights**2).sum() > 2_000
    mean = float(weights @ values)
    return mean, float(np.sqrt(weights @ (values - mean) ** 2))


def test_support_is_what_long_brute_force_says() -> None:
    """200,000 scenarios drawn from the forecast as the planner draws them, each with a bias of the answers, weighted by
    how likely the answers are there."""
    counts = {("phone", "our slate"): 24, ("phone", "them"): 16, ("door", "our slate"): 9, ("door", "them"): 16}
    found = updated(FORECAST, [Group(("n",), counts)]).forecast
    random = generator(1, 0, 0)
    many = 200_000
    drawn = np.concatenate(
        [draws(FORECAST, [generator(7, 0, part * 1000 + i) for i in range(1000)]).shares for part in range(20)]
    )
    drawn = drawn[random.integers(0, len(drawn), many)]
    odds = np.log(drawn[:, :, 0] / drawn[:, :, 1])
    logs = np.zeros(many)
    for yes, no in ((24, 16), (9, 16)):
        biased = odds[:, 0] + REACHED * random.standard_normal(many)
        logs += -yes * np.logaddexp(0, -biased) - no * np.logaddexp(0, biased)
    for area in (0, 1):
        mean, _ = weighted(odds[:, area], logs)
        share = found.areas[area].shares
        assert np.log(share[0] / share[1]) == pytest.approx(mean, abs=0.02)
    # How sure: of the areas on average, and of the country's mean, in log odds of two followings (twice a variance).
    weights = np.array([0.75, 0.25])
    _, country = weighted(odds @ weights, logs)
    each = sum(part * weighted(odds[:, area], logs)[1] ** 2 for area, part in enumerate(weights))
    national, local = found.national_shock**2, found.area_shock**2
    assert 2 * (national + local) == pytest.approx(each, rel=0.06)
    assert 2 * (national + local * float(weights @ weights)) == pytest.approx(country**2, rel=0.06)


def test_adherence_is_what_long_brute_force_says() -> None:
    found = updated(one_area(), [Group(("n",), {("phone", "our order"): 30, ("phone", "A"): 10, ("phone", "B"): 10})])
    assert (found.followers, found.preferences) == (50, 20)
    random = generator(2, 0, 0)
    shock = 0.4 * random.standard_normal(200_000)
    said = np.log(0.3 / 0.7) + shock + SAYING * random.standard_normal(200_000)
    mean, spread = weighted(shock, -30 * np.logaddexp(0, -said) - 20 * np.logaddexp(0, said))
    adherence = found.forecast.areas[0].adherence
    assert np.log(adherence.mean / (1 - adherence.mean)) == pytest.approx(np.log(0.3 / 0.7) + mean, abs=0.02)
    assert adherence.spread == pytest.approx(spread, rel=0.05)


def test_areas_that_are_taken_together_move_by_how_large_they_are() -> None:
    """The mean of both moved; each as much as it weighs in the mean, beyond what the country moved."""
    found = updated(
        replace(FORECAST, national_shock=0.0), [Group(("n", "s"), {("phone", "our slate"): 70, ("phone", "them"): 30})]
    ).forecast
    north, south = (
        np.log(a.shares[0] / a.shares[1]) - np.log(b.shares[0] / b.shares[1])
        for a, b in zip(found.areas, AREAS, strict=True)
    )
    assert north / south == pytest.approx(3)
