"""One party-ward through the whole backtest: what is known, plan, papers, both counters, tables."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import cast

import earlier
import evidence
import evidence_picture
import knowing
import party_wards
import pytest
from evidence import Row

backtest = pytest.importorskip("backtest", reason="the compiled counter is not built here", exc_type=ImportError)

pytestmark = [pytest.mark.data, pytest.mark.kernel]
# Neither is looked at where only this ward, or nothing, is known.
NO_RECORD = knowing.Record({}, cast(earlier.Totals, None))
WARD, PARTY = "east_ayrshire_2017_ward8", "Lab"


@pytest.fixture(scope="module")
def case(data: Path) -> party_wards.PartyWard:
    (found,) = [
        each for each in party_wards.party_wards([data / "scotland" / "2017" / f"{WARD}.blt"]) if each.party == PARTY
    ]
    return found


def test_a_lopsided_pair_wins_its_second_seat_back(case: party_wards.PartyWard) -> None:
    """Labour had 1,279 and 295 first preferences here, a quota being 893, and the council published one seat for it."""
    rows = {row.way: row for row in backtest.reference(case)}
    assert {row.cast for row in rows.values()} == {1}
    assert set(rows["perfect equalising"].seats) == {2}
    assert backtest.movable(case, 1)
    assert set(backtest.best_single(case, 1).seats) == {2}
    record = knowing.Record({}, earlier.Totals({}, {}, (earlier.Moves(1, 1, 1, 1),) * 2))
    advised = {row.way: row for row in backtest.advised(case, knowing.Known(knowing.FITTED), record)}
    assert set(advised["default"].seats) == set(advised["water-filling"].seats) == {2}
    again = backtest.advised(case, knowing.Known(knowing.FITTED), record)
    assert again == list(advised.values())


def test_a_canvass_asks_so_many_and_the_same_people_whatever_else_is_known(case: party_wards.PartyWard) -> None:
    answers = knowing.canvassed(case, 100, biased=False)
    assert sum(answers) == 100
    assert answers == knowing.canvassed(case, 100, biased=False) != knowing.canvassed(case, 100, biased=True)


def test_a_canvass_of_the_party_s_voters_leaves_its_share_as_it_was(case: party_wards.PartyWard) -> None:
    """Only they are asked, so how many they are nobody learns. Believing otherwise made chances far too high."""
    known = (knowing.Known(knowing.UNKNOWN, answers) for answers in (0, 100))
    before, after = (knowing.forecast_with(case, each, NO_RECORD) for each in known)
    assert [area.shares for area in before.areas] == [area.shares for area in after.areas]


def row(ward: str, known: str, way: str, *seats: int) -> Row:
    return Row(ward, 2017, "Lab", known, way, 1, seats)


def test_the_table_counts_seats_gained_and_draws_lost_and_scales_what_is_not_done_yet() -> None:
    """Four cases, in two of which advice moves a seat; equalising gains one in each draw of both. «few» was tried in
    one of the two: of two draws one gains and one loses, so half a seat each; scaled to both, one and one. Losing
    draws: one of two in one case, scaled to two of the 4 × 2 draws, a quarter; of the movable 2 × 2, a half."""
    best = "best single plan, knowing all"
    rows = [
        *(row(ward, "reference", "perfect equalising", 2, 2) for ward in "ab"),
        *(row(ward, "reference", "perfect equalising", 1, 1) for ward in "cd"),
        *(row(ward, "reference", best, 2, 2) for ward in "ab"),
        row("a", "few", "default", 2, 0),
    ]
    found = {(each.known, each.way): each for each in evidence.results(rows)}
    few = found["few", "default"]
    assert (few.cases, few.gained, few.part, few.lost, few.losing, few.moving) == (1, 1.0, 0.5, 1.0, 0.25, 0.5)
    assert found["reference", "perfect equalising"].part == 1
    assert found["reference", best].gained == 2


def test_a_council_s_totals_tell_shares_and_who_stood_before() -> None:
    """In 2012 A party had 60 and 20 in one ward, so 80 of 100 in the council; whoever is new stood nowhere."""
    from hustings.ballots.ballots import Ballots

    def made(names: tuple[str, ...], firsts: dict[int, int]) -> Ballots:
        cast = [((number,), papers) for number, papers in firsts.items()]
        return Ballots.of(names, cast, seats=3, parties=("A", "A", "B"))

    wards = {
        Path("2012/x_2012_ward1.blt"): made(("Ann Ash", "Ben Birch", "Cy Elm"), {1: 60, 2: 20, 3: 20}),
        Path("2017/x_2017_ward1.blt"): made(("Ann Ash", "Ben Birch", "Di Fir"), {1: 50, 2: 30, 3: 20}),
        Path("2012/y_2012_ward1.blt"): made(("Ed Oak", "Flo Yew", "Gil Box"), {1: 40, 2: 20, 3: 40}),
        Path("2017/y_2017_ward1.blt"): made(("Ed Oak", "Hal Bay", "Gil Box"), {1: 40, 2: 20, 3: 40}),
    }
    councils = {
        ("x", 2012): {"A": 80.0, "B": 20.0},
        ("x", 2017): {"A": 80.0, "B": 20.0},
    }
    assert earlier.council_of("x_2012_ward1") == "x"
    assert earlier.key("Ann “Annie” Ash") == ("ann", "ash")
    totals = earlier.Totals(
        councils,
        {("x", 2012): {("ann", "ash", "A"): earlier.Stood("w", 60), ("ben", "birch", "A"): earlier.Stood("w", 20)}},
        (earlier.Moves(0.5, 0.2, 1.4, 0.6),) * 2,
    )
    case = party_wards.PartyWard("x_2017_ward1", 2017, "A", (1, 2), wards[Path("2017/x_2017_ward1.blt")])
    past = backtest.past_of(wards.values())
    forecast = totals.forecast(case, past)
    own = forecast.followings[forecast.planning]
    assert (own.recognition, own.unsure) == ((60.0, 20.0), (0.2, 0.2))
    assert forecast.areas[0].shares == pytest.approx((0.8, 0.2))
    assert forecast.national_shock == 0.5


def test_names_in_the_picture_stand_apart_however_close_their_points_are() -> None:
    """Five points within three pixels of each other: names are a line of text apart, and off every point."""
    points = [(50.0, 100.0), (51.0, 101.0), (52.0, 100.0), (52.0, 102.0), (300.0, 100.0)]
    found = evidence_picture.names_beside(points, ["nothing", "ballot order alone", "rotation", "fitted", "far away"])
    heights = sorted(y for _, y in found[:4])
    assert all(low - high >= evidence_picture.LINE for high, low in pairwise(heights))
    assert found[4] == (300.0 + evidence_picture.BESIDE, 100.0)


def test_every_plan_of_alike_areas_is_how_many_have_each_order(case: party_wards.PartyWard) -> None:
    """Of two names 0 to 12 of the twelve areas begin with the second: 13 plans."""
    plans = list(backtest.every_plan(case, 4))
    assert sorted(sum(order[0] for order in plan) for plan in plans) == list(range(backtest.AREAS + 1))


def test_a_planner_that_tries_every_plan_is_counted_at_every_bound(
    case: party_wards.PartyWard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In this ward the second seat comes back in every draw once the party's votes are even (above), and that is seen
    in a hundred scenarios, too, where no loss is."""
    monkeypatch.setattr(backtest, "SCENARIOS", 100)
    rows = backtest.exhausted(case, knowing.Known(knowing.FITTED, exhausted=True), NO_RECORD)
    assert [row.way for row in rows] == ["default", "bound 2 %", "bound 5 %", "bound none"]
    assert {row.known for row in rows} == {"fitted in the ward, every plan tried"}
    assert all(sum(row.seats) >= row.cast * backtest.DRAWS for row in rows)
