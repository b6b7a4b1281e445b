"""Two sources as one, by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from hustings.election.problems import BadInput
from hustings.forecast.beliefs import AreaBelief, Belief, Following, Forecast, Onward
from hustings.forecast.combining import combined

STEADY = Onward(Belief(0.8), 0.1)
ONE = Forecast(
    "c", "us", ("A", "B", "C"),
    (Following("us", (1, 2), (4.0, 1.0), STEADY), Following("them", (3,), (1.0,), STEADY)),
    (AreaBelief("n", 300, (0.5, 0.5), Belief(0.3, 0.4)),), national_shock=0.3, recognition_shock=0.4, note="One.",
)  # fmt: skip


def other(**more: object) -> Forecast:
    return replace(ONE, **{"note": "Two.", **more})  # type: ignore[arg-type]


def test_the_surer_source_counts_for_more_and_both_are_surer_than_one() -> None:
    """Log odds of 0 ± 0.3 and of ln 4 ± 0.6: the first counts 0.36 / 0.45 = 0.8, so 0.2 × ln 4 = 0.2773, odds of
    1.3195, a share of 0.5689. The spread is 0.3 × 0.6 / sqrt(0.45) = 0.2683."""
    areas = (AreaBelief("n", 300, (0.8, 0.2), Belief(0.3, 0.4)),)
    found = combined(ONE, other(areas=areas, national_shock=0.6), "two.toml")
    assert found.areas[0].shares == pytest.approx((0.5689, 0.4311), abs=1e-4)
    assert found.national_shock == pytest.approx(0.2683, abs=1e-4)
    assert found.note == "One. Together with two.toml: Two."


def test_two_sources_on_who_is_known_meet_half_way_where_they_are_as_sure() -> None:
    """4 : 1 and 1 : 1, each off by 0.4: 2 : 1, off by 0.4 / sqrt(2)."""
    alike = (Following("us", (1, 2), (1.0, 1.0), STEADY), ONE.followings[1])
    found = combined(ONE, other(followings=alike), "two.toml")
    a, b = found.followings[0].recognition
    assert a / b == pytest.approx(2)
    assert found.recognition_shock == pytest.approx(0.4 / math.sqrt(2))


def test_where_one_says_nothing_of_names_the_other_holds() -> None:
    silent = (Following("us", (1, 2), (1.0, 1.0), STEADY, unsure=(0.6, 0.6)), ONE.followings[1])
    for pair in ((ONE, other(followings=silent, recognition_shock=0.0)), (other(followings=silent), ONE)):
        found = combined(*pair, "two.toml")
        a, b = found.followings[0].recognition
        assert a / b == pytest.approx(4)
        assert found.followings[0].said == (True, True)
        assert found.recognition_shock == 0.4


def test_forecasts_of_different_contests_are_refused() -> None:
    with pytest.raises(BadInput, match=r"two.toml: its contest should be c; it has d"):
        combined(ONE, other(contest="d"), "two.toml")
