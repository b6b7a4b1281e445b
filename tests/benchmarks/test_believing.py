"""What the backtest lets a party believe before the vote."""

from __future__ import annotations

import numpy as np
import party_wards
import pytest
from believing import View, fitted_in, forecast_of, past_of

from hustings.ballots.ballots import Ballots

NAMES = ("Ash", "Birch", "Cedar", "Dogwood")
PARTIES = ("P", "Q", "P", "Ind")


def made(rankings: dict[tuple[int, ...], int]) -> party_wards.PartyWard:
    return party_wards.PartyWard("made", 2017, "P", (1, 3), Ballots.of(NAMES, rankings, seats=2, parties=PARTIES))


CASE = made({(1, 3): 300, (1,): 100, (3, 2, 1): 100, (2,): 300, (4,): 200})


def test_a_forecast_has_the_ward_s_shares_and_twelve_areas_that_are_alike() -> None:
    """P has 500 of 1,000 first preferences, and 400 of these rank both of its names: 0.3 × 0.8 adhere."""
    forecast = forecast_of(CASE, fitted_in(CASE.ballots), View())
    assert [following.slate for following in forecast.followings] == ["P", "Q", "independents"]
    assert len(forecast.areas) == 12
    for area in forecast.areas:
        assert area.voters == 83
        assert area.shares == pytest.approx((0.5, 0.3, 0.2))
        assert area.adherence.mean == pytest.approx(0.24)
    assert not forecast.certain
    assert forecast_of(CASE, fitted_in(CASE.ballots), View().times(0)).certain


def test_a_wrong_share_is_made_up_for_by_the_others_in_proportion() -> None:
    """0.9 × 0.5 = 0.45; the others had 0.5 and have 0.55: 0.3 × 1.1 and 0.2 × 1.1."""
    forecast = forecast_of(CASE, fitted_in(CASE.ballots), View(share=0.9))
    assert forecast.areas[0].shares == pytest.approx((0.45, 0.33, 0.22))


def test_half_the_leak_leaves_stopping_and_leaving_in_proportion() -> None:
    """After the first of two names, 500 papers: 300 stay, 100 stop, 100 leave; half a paper is added to each. Only the
    party's own leak is believed to be half as large."""
    true, wrong = (forecast_of(CASE, fitted_in(CASE.ballots), view) for view in (View(), View(leak=0.5)))
    leak = 201 / 501.5
    assert true.followings[0].onward.stay.mean == pytest.approx(1 - leak)
    assert wrong.followings[0].onward.stay.mean == pytest.approx(1 - leak / 2)
    assert wrong.followings[0].onward.stop == pytest.approx(100.5 / 501.5 / 2)
    assert wrong.followings[1:] == true.followings[1:]


def test_of_a_ward_to_come_only_the_shares_are_known() -> None:
    """In the two earlier wards, of P's papers 9 in 10 and 1 in 2 begin with the first name: the logs of its odds are
    ln 9 and 0 (but for the half paper added), so the geometric mean of its odds is 3."""
    earlier = [
        made({(1, 3): 900, (3, 1): 100, (2,): 500, (4,): 500}),
        made({(1, 3): 500, (3, 1): 500, (2,): 500, (4,): 500}),
    ]
    past = past_of(case.ballots for case in earlier)
    assert past.recognition[2][0] / past.recognition[2][1] == pytest.approx(3, abs=0.01)
    # Half the log odds of either name differ from their mean by ln 9 / 4; one name's variance is twice that of half.
    assert past.recognition_shock == pytest.approx(np.sqrt(2) * np.log(9) / 4, abs=0.01)
    assert past.able["names 2"] == 1
    assert past.stay["names 2"] == pytest.approx(1000.5 / 1001.5)
    forecast = forecast_of(CASE, past.as_fitted(CASE, fitted_in(CASE.ballots)), View())
    assert forecast.areas[0].shares == pytest.approx((0.5, 0.3, 0.2))
    assert forecast.areas[0].adherence.mean == pytest.approx(0.3)
    assert forecast.followings[0].recognition == past.recognition[2]
