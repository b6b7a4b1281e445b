"""One party-ward through the whole backtest: fit, plan, papers, both counters."""

from __future__ import annotations

from pathlib import Path

import party_wards
import pytest

backtest = pytest.importorskip("backtest", reason="the compiled counter is not built here", exc_type=ImportError)

pytestmark = [pytest.mark.data, pytest.mark.kernel]
WARD, PARTY = "east_ayrshire_2017_ward8", "Lab"


def test_a_lopsided_pair_wins_its_second_seat_back(data: Path) -> None:
    """Labour had 1,279 and 295 first preferences here, a quota being 893, and the council published one seat for it.
    The same followers, whatever else is tried, make the same difference again; a seed more changes none before it."""
    (case,) = [
        case for case in party_wards.party_wards([data / "scotland" / "2017" / f"{WARD}.blt"]) if case.party == PARTY
    ]
    past = backtest.past_of([case.ballots])
    once = backtest.outcome(case, 1, ["plan"], past)
    more = backtest.outcome(case, 2, ["plan", backtest.PAST], past)
    assert once.cast == more.cast == 1
    assert set(more.seats) - set(once.seats) == {backtest.PAST}
    for way, seats in once.seats.items():
        assert seats.tolist() == more.seats[way].tolist()[:1]
    assert more.seats["plan"].tolist() == more.seats["perfect equalising"].tolist() == [2, 2]
    assert once.promised["plan"] == more.promised["plan"] > 0
