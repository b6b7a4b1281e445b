"""From beliefs to ballots: the model's expectations, its samples, and what fitting finds again."""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from forecast_folders import folder_with
from hustings.ballots.ballots import Ballots
from hustings.ballots.reading import read_ballots
from hustings.election.problems import BadInput
from hustings.election.reading import read_election
from hustings.forecast.advised import Order
from hustings.forecast.ballots import expected_ballots, simulated_ballots
from hustings.forecast.beliefs import (
    ALPHABETICAL,
    DRAWN,
    INDEPENDENTS,
    UNKNOWN,
    AreaBelief,
    BallotOrder,
    Belief,
    Following,
    Forecast,
    Onward,
    default_onward,
    unsure_of,
    usual_recognition,
)
from hustings.forecast.expectations import TooMany, expected
from hustings.forecast.fitting import fit, planning_slate, read_slates, toml_text
from hustings.forecast.papers import even_sample, sample
from hustings.forecast.reading import read_forecast
from hustings.forecast.scenario import draw, generator

ONWARD = Onward(Belief(0.6), 0.1)


def small(adherence: float = 0.0, **more: object) -> Forecast:
    """Slate A of two (Ash 3 times as well known as Birch) with 60 % of 1,000 voters, slate B of one with 40 %."""
    return Forecast(
        contest="c",
        slate="a",
        names=("Ash", "Birch", "Cedar"),
        followings=(Following("a", (1, 2), (3.0, 1.0), ONWARD), Following("b", (3,), (1.0,), ONWARD)),
        areas=(AreaBelief("north", 1000, (0.6, 0.4), Belief(adherence)),),
        **more,  # type: ignore[arg-type]
    )


def scenario_of(forecast: Forecast):  # type: ignore[no-untyped-def]
    return draw(forecast, generator(1, 0, 0))


def test_expected_papers_by_hand() -> None:
    """Of 600 for A, 450 begin with Ash and 150 with Birch. After the first name: 0.6 go on to the other, 0.1 stop, 0.3
    leave for Cedar. After the second name nobody is left: stop 0.1 / 0.4 = 0.25, leave for Cedar 0.75. Who left for
    Cedar after one name of A does not come back: A is visited. Of 400 for Cedar a quarter stop, 300 go to A: 225 Ash
    first, 75 Birch first."""
    found = expected(small(), scenario_of(small()), {})
    by_hand = {
        (1,): 45.0,
        (1, 3): 135.0,
        (1, 2): 270 * 0.25,
        (1, 2, 3): 270 * 0.75,
        (2,): 15.0,
        (2, 3): 45.0,
        (2, 1): 90 * 0.25,
        (2, 1, 3): 90 * 0.75,
        (3,): 100.0,
        (3, 1): 225 * 0.4,
        (3, 1, 2): 225 * 0.6,
        (3, 2): 75 * 0.4,
        (3, 2, 1): 75 * 0.6,
    }
    assert found == pytest.approx(by_hand)


def test_adherents_put_the_recommended_name_first_and_leave_like_others() -> None:
    """Half of A's 600 adhere to «Birch, Ash»: 300 begin with Birch, of the other 300 a quarter."""
    forecast = small(0.5)
    found = expected(forecast, scenario_of(forecast), {"north": (2, 1)})
    firsts = Counter[int]()
    for ranking, voters in found.items():
        firsts[ranking[0]] += voters  # type: ignore[assignment]
    assert (firsts[1], firsts[2]) == pytest.approx((225, 375))
    assert found[2, 1] + found[2, 1, 3] == pytest.approx(375 * 0.6)


def test_expected_ballots_are_exact_to_the_last_unit() -> None:
    cast = expected_ballots(small(), {}, seats=2)
    assert cast.total == 1000
    assert dict(cast)[1, 3] == 135 * 10**cast.decimals


@pytest.mark.parametrize("orders", [{}, {"north": (2, 1)}])
def test_sampled_papers_are_those_expected(orders: dict[str, Order]) -> None:
    """A hundred thousand papers: every ranking's share within five standard errors of its expectation."""
    forecast = small(0.5 if orders else 0.0)
    scenario = scenario_of(forecast)
    drawn = sample(forecast, scenario, 100_000, generator(2, 0, 0))
    rankings = drawn.under(np.array([orders.get("north", (1, 2))], np.int16))
    assert drawn.weights.sum() == pytest.approx(1000)
    found: Counter[Order] = Counter()
    for row, weight in zip(rankings.tolist(), drawn.weights.tolist(), strict=True):
        found[tuple(c for c in row if c)] += weight
    for ranking, voters in expected(forecast, scenario, orders).items():
        error = 1000 * np.sqrt(voters / 1000 / 100_000)
        assert found[ranking] == pytest.approx(voters, abs=5 * error), ranking


@pytest.mark.parametrize("orders", [{}, {"north": (2, 1)}])
def test_an_even_sample_has_exact_first_preferences_and_all_else_closely(orders: dict[str, Order]) -> None:
    """Two thousand papers: independent ones would have a ranking of 135 voters within 38 (five standard errors of 7.6);
    here it is within 8, since only the names after a voter has left the first following are left to chance."""
    forecast = small(0.5 if orders else 0.0)
    scenario = scenario_of(forecast)
    drawn = even_sample(forecast, scenario, 2000, generator(2, 0, 0))
    rankings = drawn.under(np.array([orders.get("north", (1, 2))], np.int16))
    found: Counter[Order] = Counter()
    firsts, expected_firsts = Counter[int](), Counter[int]()
    for row, weight in zip(rankings.tolist(), drawn.weights.tolist(), strict=True):
        found[tuple(c for c in row if c)] += weight
        firsts[row[0]] += weight
    for ranking, voters in expected(forecast, scenario, orders).items():
        assert found[ranking] == pytest.approx(voters, abs=8), ranking
        expected_firsts[ranking[0]] += voters  # type: ignore[assignment]
    assert firsts == pytest.approx(expected_firsts)


def test_a_sample_does_not_change_but_for_the_order_that_is_recommended() -> None:
    """Common random numbers: under another plan only the adherents' papers differ, and only in the slate's names."""
    forecast = small(0.5)
    drawn = sample(forecast, scenario_of(forecast), 5000, generator(3, 0, 0))
    one, other = (drawn.under(np.array([order], np.int16)) for order in ((1, 2), (2, 1)))
    adherents = (drawn.rankings < 0).any(axis=1)
    assert (one[~adherents] == other[~adherents]).all()
    assert ((one == 3) == (other == 3)).all()
    assert (one[adherents, 0] == 1).all()
    assert (other[adherents, 0] == 2).all()


def test_too_many_rankings_to_enumerate_are_refused() -> None:
    names = tuple(range(1, 10))
    forecast = Forecast(
        "c",
        "a",
        tuple("ABCDEFGHI"),
        (Following("a", names, (1.0,) * 9, ONWARD),),
        (AreaBelief("n", 10, (1.0,), Belief(0)),),
    )
    with pytest.raises(TooMany):
        expected(forecast, scenario_of(forecast), {})


def test_shocks_move_shares_about_their_means_and_the_same_draw_is_the_same() -> None:
    forecast = small(0.3, national_shock=0.2, area_shock=0.1, recognition_shock=0.3)
    draws = [draw(forecast, generator(7, 1, n)) for n in range(400)]
    shares = np.array([scenario.shares[0, 0] for scenario in draws])
    assert shares.mean() == pytest.approx(0.6, abs=0.02)
    # Two followings, each with a shock of variance 0.05: the logit of the share has variance 0.1.
    assert np.log(shares / (1 - shares)).std() == pytest.approx(np.sqrt(0.1), rel=0.15)
    again = draw(forecast, generator(7, 1, 3))
    assert (again.recognition == draws[3].recognition).all()


def test_two_names_nobody_knows_anything_of_split_as_measured() -> None:
    """1.68 : 1, the alphabetically earlier surname ahead: 62.7 %; alike where the order is drawn, or not known."""
    first, second = usual_recognition(("Zoe Ash", "Ann Birch"), ALPHABETICAL)
    assert first / (first + second) == pytest.approx(1.68 / 2.68)
    for order in (DRAWN, UNKNOWN):
        assert usual_recognition(("Zoe Ash", "Ann Birch"), order) == (1.0, 1.0)


@pytest.mark.parametrize(("order", "leads"), [(ALPHABETICAL, 0.778), (DRAWN, 0.5), (UNKNOWN, 0.5)])
def test_how_often_a_name_leads_of_which_nobody_says_how_known_it_is(order: BallotOrder, leads: float) -> None:
    """In alphabetical order the difference of the logs has a mean of ln 1.68 = 0.519 and a standard deviation of
    0.48 × sqrt 2 = 0.679: above 0 in Phi(0.764) = 0.778 of draws. 2,000 draws are off by 0.009."""
    forecast = small(0.3)
    usual = usual_recognition(("Ann Ash", "Ben Birch"), order)
    mine = replace(forecast.followings[0], recognition=usual, unsure=unsure_of((False, False), order))
    forecast = replace(forecast, followings=(mine, *forecast.followings[1:]), ballot_order=order)
    drawn = [draw(forecast, generator(7, 1, n)).recognition[0] for n in range(2000)]
    assert np.mean([known[0] > known[1] for known in drawn]) == pytest.approx(leads, abs=0.04)


def test_what_is_said_of_a_name_is_not_unsure_and_one_name_alone_never_is() -> None:
    assert unsure_of((True, False), UNKNOWN) == (0.0, 0.60)
    assert unsure_of((True, True), UNKNOWN) == unsure_of((False,), UNKNOWN) == ()


def test_simulated_elections_have_a_paper_for_every_voter_and_can_be_drawn_again() -> None:
    forecast = small(0.5, national_shock=0.3)
    one = simulated_ballots(forecast, {"north": (2, 1)}, 2, seed=5, number=1)
    assert int(one.total) == 1000
    assert one.sha256 == simulated_ballots(forecast, {"north": (2, 1)}, 2, seed=5, number=1).sha256
    assert one.sha256 != simulated_ballots(forecast, {"north": (2, 1)}, 2, seed=5, number=2).sha256


def test_fitting_finds_the_behaviour_that_ballots_were_simulated_with() -> None:
    forecast = Forecast(
        "c",
        "left",
        ("Ash", "Birch", "Cedar", "Dogwood", "Elder"),
        (
            Following(
                "left", (1, 2, 3), (3.0, 2.0, 1.0), Onward(Belief(0.7), 0.1), {"right": 0.25, "independents": 0.75}
            ),
            Following("right", (4,), (1.0,), default_onward(1)),
            Following("independents", (5,), (1.0,), default_onward(1)),
        ),
        (AreaBelief("n", 200_000, (0.5, 0.3, 0.2), Belief(0)),),
    )
    cast = simulated_ballots(forecast, {}, 3, seed=1, number=1)
    found = fit(cast, {1: "left", 2: "left", 3: "left", 4: "right"})
    assert found.shares == pytest.approx({"left": 0.5, "right": 0.3, "independents": 0.2}, abs=0.003)
    assert [found.recognition[n] for n in ("Ash", "Birch", "Cedar")] == pytest.approx([1 / 2, 1 / 3, 1 / 6], abs=0.005)
    # The paper's last following cannot be left for another once all are visited, so a few who would leave stop.
    assert found.stay["left"] == pytest.approx(0.7, abs=0.01)
    assert found.transfers["left"]["right"] == pytest.approx(0.25, abs=0.01)


def test_fitting_finds_where_voters_go_though_some_are_closed_to_those_who_come_later() -> None:
    """Of those who leave any slate 80 % go to the next one. Who comes to a slate later cannot go back to where
    they were, so of all departures fewer do."""
    slates = ("a", "b", "c", "d")
    forecast = Forecast(
        "c",
        "a",
        tuple(f"{slate}{n}" for slate in slates for n in (1, 2)),
        tuple(
            Following(
                slate,
                (2 * i + 1, 2 * i + 2),
                (1.0, 1.0),
                Onward(Belief(0.4), 0.05),
                {slates[(i + step) % 4]: part for step, part in ((1, 0.8), (2, 0.1), (3, 0.1))},
            )
            for i, slate in enumerate(slates)
        ),
        (AreaBelief("n", 100_000, (0.25,) * 4, Belief(0)),),
    )
    cast = simulated_ballots(forecast, {}, 3, seed=1, number=1)
    found = fit(cast, {number: slates[(number - 1) // 2] for number in range(1, 9)})
    for following in forecast.followings:
        assert found.transfers[following.slate] == pytest.approx(following.transfers, abs=0.01)


def test_what_a_fit_writes_can_be_read_however_plain_the_ballots(tmp_path: Path) -> None:
    """Nobody of 400,000 stops, so the part that does is nothing to five places."""
    (tmp_path / "election.toml").write_text('title = "T"\n[[contest]]\nid = "c"\ntitle = "C"\nseats = 1\n')
    (tmp_path / "candidates.csv").write_text("contest,name\nc,Ash\nc,Birch\nc,Cedar\n")
    (tmp_path / "slates.toml").write_text(
        '[[slate]]\nid = "pair"\nname = "P"\n[slate.candidates]\nc = ["Ash", "Birch"]\n'
    )
    (tmp_path / "areas.csv").write_text("code,name,parent,voters\nn,North,,400000\n")
    cast = Ballots.of(["Ash", "Birch", "Cedar"], {(1, 2, 3): 400_000}.items())
    (tmp_path / "forecast.toml").write_text(toml_text(fit(cast, {1: "pair", 2: "pair"}), "c", "pair", "A test"))
    read = read_forecast(read_election(tmp_path, ["candidates.csv", "slates.toml", "areas.csv"]))
    assert read.followings[0].onward.stay.mean > 0.9999


def test_ballots_without_a_clear_first_preference_are_told_in_one_line() -> None:
    with pytest.raises(BadInput, match="no paper has a clear first preference"):
        fit(Ballots.of(["Ash", "Birch"], {}), {1: "pair", 2: "pair"})


def test_fitting_tells_who_can_follow_an_order_and_where_a_single_name_is_the_last() -> None:
    """Of the pair's 100 papers 40 + 25 rank both names, 25 of them not one after the other. Of those that begin
    with Cedar, the only name of its slate, 40 stop and 10 go on. After Dogwood, the independent, 15 go on and 20 stop;
    the 5 that rank everybody go on, too. Half a paper is added to each."""
    rankings = {(1, 2): 40, (1,): 35, (2, 3, 1): 25, (3, 4): 10, (3,): 40, (4, 3): 15, (4,): 20, (4, 1, 2, 3): 5}
    found = fit(Ballots.of(["Ash", "Birch", "Cedar", "Dogwood"], rankings), {1: "pair", 2: "pair", 3: "one"})
    assert found.able == {"pair": 65 / 100}
    assert Onward(Belief(found.stay["one"]), found.stop["one"]).stop_at_end == pytest.approx(40.5 / 51)
    assert found.stop["independents"] * 2 == pytest.approx(20.5 / 41)


def test_what_is_wrong_with_a_file_of_slates_is_said_at_once(tmp_path: Path) -> None:
    names, file = ["Ann Ash", "Ben Birch", "Cat Cedar"], tmp_path / "slates.csv"
    file.write_text("candidate,slate\nAnn Ash,The Pair\nBen Birch,one\nBen Birch,one\nben birch,two\n")
    with pytest.raises(BadInput) as bad:
        read_slates(file, names)
    assert [str(problem).removeprefix(f"{file}:").split(";")[0] for problem in bad.value.problems] == [
        "2: the slate is “The Pair”",
        "5: Ben Birch is on the slate “one” in line 3 already",
    ]
    file.write_text("candidate,slate\nAnn Ash,pair\nBen Birch,pair\nCat Cedar,one\n")
    slate_of = read_slates(file, names)
    assert slate_of == {1: "pair", 2: "pair", 3: "one"}
    assert planning_slate(slate_of, None) == "pair"
    with pytest.raises(BadInput, match="there is no slate “par” of two candidates or more"):
        planning_slate(slate_of, "par")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("Ann Ash,one\nBen Birch,two\n", "no slate has two candidates; there is no behaviour within a slate to count"),
        (
            "Ann Ash,independents\nBen Birch,independents\nCat Cedar,independents\n",
            "no slate has two candidates (independents are no slate); there is no behaviour within a slate to count",
        ),
    ],
)
def test_without_a_slate_of_two_there_is_nothing_to_fit(tmp_path: Path, rows: str, said: str) -> None:
    file = tmp_path / "slates.csv"
    file.write_text(f"candidate,slate\n{rows}")
    with pytest.raises(BadInput) as bad:
        read_slates(file, ["Ann Ash", "Ben Birch", "Cat Cedar"])
    assert str(bad.value) == f"{file}: {said}"


@pytest.mark.data
def test_the_defaults_are_what_scottish_ballots_say(data: Path) -> None:
    """Mean over cases of a party with two candidates in a ward: 78 % of its first preferences go on to the other, 6 %
    stop, 16 % leave; with three 79, 8 and 13 (the brief's 1,351 cases of 2007-2022). The wards of 2012 and 2017, which
    are part of these, are within 3 points."""
    cases: dict[int, list[Counter[str]]] = {2: [], 3: []}
    for file in sorted(data.glob("scotland/20*/*.blt")):
        cast = read_ballots(file)
        parties = dict(enumerate(cast.parties, 1))
        for party, size in Counter(parties.values()).items():
            if size not in cases or party.casefold() in ("", "ind"):
                continue
            moves = Counter[str]()
            for ranking, papers in cast:
                if ranking and parties[ranking[0]] == party:
                    to = parties[ranking[1]] if len(ranking) > 1 else None
                    moves["stay" if to == party else "stop" if to is None else "leave"] += papers
            cases[size].append(moves)
    for size, stay, stop in ((2, 0.78, 0.06), (3, 0.79, 0.08)):
        assert np.mean([moves["stay"] / moves.total() for moves in cases[size]]) == pytest.approx(stay, abs=0.03)
        assert np.mean([moves["stop"] / moves.total() for moves in cases[size]]) == pytest.approx(stop, abs=0.03)
        assert default_onward(size) == Onward(Belief(stay), stop)


@pytest.mark.data
def test_the_defaults_for_independents_and_the_lengths_are_what_scottish_ballots_say(data: Path) -> None:
    """Of the ballots of 2017 86 % give two or more preferences and 61 % three or more (the brief). In wards with two,
    three and four independents, their followers go on to another, or stop, as often as the defaults say."""
    moves: dict[int, list[Counter[str]]] = {2: [], 3: [], 4: []}
    given: Counter[int] = Counter()
    for file in sorted(data.glob("scotland/20*/*.blt")):
        cast = read_ballots(file)
        alone = {n for n, party in enumerate(cast.parties, 1) if party.casefold() in ("", "ind", "independent")}
        mine = Counter[str]()
        for ranking, papers in cast:
            if file.parent.name == "2017":
                given.update(dict.fromkeys(range(1, len(ranking) + 1), papers))
            if ranking and ranking[0] in alone:
                mine["stop" if len(ranking) == 1 else "stay" if ranking[1] in alone else "leave"] += papers
        if len(alone) in moves:
            moves[len(alone)].append(mine)
    assert [round(given[k] / given[1], 2) for k in (1, 2, 3)] == [1, 0.86, 0.61]
    assert sum(map(len, moves.values())) == 140
    for number, wards in moves.items():
        for key in ("stay", "stop"):
            found = np.mean([ward[key] / ward.total() for ward in wards])
            onward = default_onward(number, INDEPENDENTS)
            assert found == pytest.approx(onward.stay.mean if key == "stay" else onward.stop, abs=0.006), (number, key)


def test_papers_are_as_long_as_is_said() -> None:
    """86 % give two or more, 61 % three or more, 40 % four or more: of 100,000, to within five standard errors."""
    forecast = Forecast(
        "c",
        "a",
        tuple("ABCDEFGH"),
        (Following("a", (1,), (1.0,), ONWARD), *(Following(f"s{n}", (n,), (1.0,), ONWARD) for n in range(2, 9))),
        (AreaBelief("n", 100_000, (0.3,) + (0.1,) * 7, Belief(0)),),
        lengths=(1.0, 0.86, 0.61, 0.40),
    )
    drawn = simulated_ballots(forecast, {}, 2, seed=4, number=1)
    given = Counter[int]()
    for ranking, papers in drawn:
        given.update(dict.fromkeys(range(1, len(ranking) + 1), papers))
    # The last step, 40 of 61, holds for the fifth, too.
    for k, part in ((1, 1.0), (2, 0.86), (3, 0.61), (4, 0.40), (5, 0.40 * 0.40 / 0.61)):
        assert given[k] / 100_000 == pytest.approx(part, abs=5 * np.sqrt(0.25 / 100_000)), k
    assert fit(drawn, {1: "a"}).lengths[:4] == pytest.approx((1, 0.86, 0.61, 0.4), abs=0.01)


def test_a_fitted_forecast_can_be_read(tmp_path: Path) -> None:
    cast = Ballots.of(["Ann Ash", "Ben Birch", "Cat Cedar"], {(1, 2): 40, (2,): 10, (3, 1): 20, (1, 3): 30})
    text = toml_text(fit(cast, {1: "together", 2: "together"}), "c", "together", "A test")
    found = read_forecast(read_election(folder_with(tmp_path, text)))
    assert found.areas[0].shares == pytest.approx((0.8, 0.2))
    # After Ash, 70 papers: 40 go on, 30 leave, none stops; after Birch, 10 stop. With half a paper added to each of
    # three. The 20 that come to Ash from Cedar are not the slate's own.
    assert found.followings[0].onward.stay.mean == pytest.approx((40 + 0.5) / (80 + 1.5), abs=1e-4)


def test_dataclasses_without_spread_are_certain() -> None:
    uncertain = small(0.5, national_shock=0.2)
    assert not uncertain.certain
    assert uncertain.without_spread().certain
    assert dataclasses.replace(uncertain, national_shock=0.0).certain
