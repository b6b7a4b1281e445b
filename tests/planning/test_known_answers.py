"""Cases A, B and C of the planner's known answers as folders without spread: the planner finds a best plan itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from hustings.election.reading import read_election
from hustings.forecast.reading import read_forecast
from hustings.planning.asking import task_of
from hustings.planning.objective import Objective
from hustings.planning.plan import first_preferences_under
from hustings.planning.recommend import recommend
from hustings.planning.recommendation import Recommendation, Settings

pytest.importorskip("hustings.kernel._kernel", reason="the compiled counter is not built here")

HEAD = """title = "A case worked out by hand"
organisation = "Nobody"

[timetable]
time_zone = "Europe/London"
nominations_open = 2027-01-12
nominations_close = 2027-02-26
ballots_out = 2027-03-15
voting_closes = 2027-04-09

[[contest]]
id = "c"
title = "C"
rules = "scottish"
seats = {seats}
"""
# Nobody stops or leaves, in numbers too small to make a hundred-thousandth of a vote.
NEVER = 1e-9


def planned(
    folder: Path,
    seats: int,
    slates: dict[str, tuple[list[str], int]],
    supporters: list[int],
    stay: float,
    more: str = "",
    fame: dict[str, float] | None = None,
) -> Recommendation:
    """The recommendation for the first of the slates, all of whose supporters (so many in each area) adhere.

    slates: names and voters; of the first each name is less known than the one before. stay: how many go on within the
    first slate after each name; the rest stop.
    """
    voters = sum(count for _, count in slates.values())
    first = next(iter(slates))
    scale = 1000
    sizes = [round(count * voters / sum(supporters) * scale) for count in supporters]
    (folder / "election.toml").write_text(HEAD.format(seats=seats))
    (folder / "candidates.csv").write_text(
        "name,groups,area,withdrawn\n" + "".join(f"{name},,,\n" for names, _ in slates.values() for name in names)
    )
    (folder / "slates.toml").write_text(
        "".join(
            f'[[slate]]\nid = "{slate}"\nname = "{slate}"\n\n[slate.candidates]\nc = {names}\n\n'
            for slate, (names, _) in slates.items()
        )
    )
    (folder / "areas.csv").write_text(
        "code,name,parent,voters,covers\n" + "".join(f"a{i},Area {i},,{size},\n" for i, size in enumerate(sizes))
    )
    mine = {name: 1 / (1 + place) for place, name in enumerate(slates[next(iter(slates))][0])}
    known = dict.fromkeys((name for names, _ in slates.values() for name in names), 1.0) | mine | (fame or {})
    recognised = "".join(f"{name} = {weight}\n" for name, weight in known.items())
    shares = "".join(f"{slate} = {count / voters!r}\n" for slate, (_, count) in slates.items())
    (folder / "forecast.toml").write_text(
        f'[[forecast]]\ncontest = "c"\nslate = "{first}"\nnote = "Worked out by hand."\nadherence = {{ mean = 1.0 }}\n'
        f"\n[forecast.shares]\n{shares}\n[forecast.recognition]\n{recognised}\n"
        f"[forecast.onward.{first}]\nstay = {stay}\nstop = {1 - stay - NEVER / 10}\n{more}"
    )
    election = read_election(folder)
    forecast = read_forecast(election)
    return recommend(forecast, task_of(election, forecast).question, Settings(Objective("seats"), evidence=False))


def piles(found: Recommendation, name: str = "") -> list[float]:
    """Expected first preferences of the slate's names, out of all its supporters, as per cent: under the plan of this
    name, or the one recommended."""
    numbers = list(first_preferences_under(found.forecast, found.plans[name or found.name]).values())
    return [100 * number / sum(numbers) for number in numbers]


def test_a_two_names_split_equally(tmp_path: Path) -> None:
    """204 of 400 voters, three places; nine tenths go on to the other name. An equal split wins two places, all for
    one name only one (103 × 0.9 = 92.7 < 95)."""
    rivals = "[forecast.transfers.r]\ns = 1.0\n\n[forecast.transfers.s]\nr = 1.0\n"
    leave = "[forecast.onward.r]\nstay = 0.5\nstop = 1e-9\n\n[forecast.onward.s]\nstay = 0.5\nstop = 1e-9\n\n"
    slates = {"ours": (["One", "Two"], 204), "r": (["R"], 104), "s": (["S"], 92)}
    found = planned(tmp_path, 3, slates, [17] * 12, 0.9, leave + rivals)
    assert found.best.seats == 2
    assert found.figures["one order"].seats == 1
    assert piles(found) == pytest.approx([50, 50])


def test_b_two_active_names_of_three(tmp_path: Path) -> None:
    """2,100 of 4,075 voters, three places; eight tenths go on. Thirds win one place (700 + 280 < 985), and so does one
    order; halves for two names win two at once. That is the balanced plan; the one found wins two as well
    and has a smaller expected gap for the third name."""
    slates = {"ours": (["One", "Two", "Three"], 2100), "r": (["R"], 990), "s": (["S"], 985)}
    alone = "".join(f"[forecast.onward.{slate}]\nstay = 1e-9\nstop = 0.999999998\n\n" for slate in "rs")
    found = planned(tmp_path, 3, slates, [175] * 12, 0.8, alone)
    assert found.best.seats == 2
    assert found.figures["one order"].seats == found.figures["rotation"].seats == 1
    assert sorted(piles(found, "balanced")) == pytest.approx([0, 50, 50])
    assert found.figures["balanced"].seats == 2
    assert found.best.gap <= found.figures["balanced"].gap


def test_c_every_pile_has_81(tmp_path: Path) -> None:
    """255 of 600 voters, five places, nobody leaks: three places if and only if every pile has 81. In these areas
    rotation leaves 65 for one name."""
    slates = {"ours": (["A", "B", "C"], 255), "xyz": (["X", "Y", "Z"], 245), "p": (["P"], 80), "q": (["Q"], 20)}
    steady = f"[forecast.onward.xyz]\nstay = 0.999999998\nstop = {NEVER}\n\n"
    alone = "".join(f"[forecast.onward.{slate}]\nstay = 1e-9\nstop = 0.999999998\n\n" for slate in "pq")
    fame = {"X": 1e12, "Y": 1e6}
    supporters = [60, 40, 30, 25, 20, 20, 15, 15, 10, 10, 5, 5]
    found = planned(tmp_path, 5, slates, supporters, 1 - 2e-9, steady + alone, fame)
    assert found.best.seats == 3
    assert found.figures["rotation"].seats == 2
    assert min(piles(found)) * 255 / 100 >= 81
