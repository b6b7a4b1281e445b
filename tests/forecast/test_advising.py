"""forecast.toml and slates.toml on advice: later preferences, adherents' own leak, a rival's plan."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from forecast.test_advised import ALONE
from hustings.election.problems import BadInput
from hustings.election.reading import read_election
from hustings.forecast.beliefs import Belief, Onward
from hustings.forecast.reading import read_forecast
from hustings.forecast.writing import forecast_toml
from hustings.planning.beyond import beyond_slate
from hustings.planning.plan import Plan
from hustings.planning.stream import Draws, Stream
from hustings.rules.library import rule_book
from hustings.rules.question import Question

LEAGUE = Path(__file__).parents[2] / "examples" / "hedgerow-league"


def league(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    """The example with forecast.toml changed."""
    folder = tmp_path / "league"
    shutil.copytree(LEAGUE, folder)
    text = (folder / "forecast.toml").read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "forecast.toml").write_text(text)
    return folder


def adherence(text: str) -> str:
    return next(line for line in text.splitlines() if line.startswith("adherence"))


def test_later_preferences_are_those_that_the_slate_names(tmp_path: Path) -> None:
    forecast = read_forecast(read_election(league(tmp_path)))
    assert [forecast.names[n - 1] for n in forecast.after] == ["Meadow Chiffchaff", "Vetch Skylark"]


def test_adherents_leak_and_a_rivals_plan_are_read_and_written_again(tmp_path: Path) -> None:
    text = (LEAGUE / "forecast.toml").read_text()
    more = 'managed = { open-gate = 0.3 }\nmanaged_plan = { open-gate = "theirs.csv" }\n'
    folder = league(tmp_path, (adherence(text), more + "adherence = { mean = 0.35, stay = 0.9, stop = 0.04 }"))
    election = read_election(folder)
    theirs = election.slate("open-gate").candidates["council"]
    heads = ",".join(map(str, range(1, len(theirs) + 1)))
    row = f"council,open-gate,london,A,{','.join(reversed(theirs))}"
    (folder / "theirs.csv").write_text(f"contest,slate,area,list,{heads}\n{row}\n")
    forecast = read_forecast(election)
    rival = next(each for each in forecast.followings if each.slate == "open-gate")
    assert {area: [forecast.names[n - 1] for n in order] for area, order in rival.orders.items()} == {
        "london": [*reversed(theirs)]
    }
    assert forecast.adhering == Onward(Belief(0.9), 0.04)
    (folder / "forecast.toml").write_text(forecast_toml(forecast, election, {}, "again"))
    again = read_forecast(election)
    assert (again.adhering, again.followings[1].orders, again.followings[1].managed) == (
        forecast.adhering, forecast.followings[1].orders, 0.3
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('managed_plan = { open-gate = "theirs.csv" }\nADHERENCE', "managed should give the part"),
        ("adherence = { mean = 0.35, stay = 0.9 }", "one of stay and stop; it should have both"),
        ("adherence = { mean = 0.35, stay = 0.9, stop = 0.2 }", "stay and stop are 1.1 together"),
        ('managed = { open-gate = 0.3 }\nmanaged_plan = { open-gate = "none.csv" }\nADHERENCE', "none.csv"),
    ],
)
def test_what_cannot_be_is_one_clear_line(tmp_path: Path, line: str, said: str) -> None:
    old = adherence((LEAGUE / "forecast.toml").read_text())
    folder = league(tmp_path, (old, line.replace("ADHERENCE", old)))
    with pytest.raises(BadInput) as caught:
        read_forecast(read_election(folder))
    assert said in str(caught.value)


def test_being_named_is_worth_what_two_counts_by_hand_say() -> None:
    """The election of test_advised.py: being named, Friend has a place, and else none. Nothing is uncertain, so
    that is so in every scenario."""
    ours, them, friend = ALONE.followings
    forecast = replace(
        ALONE,
        followings=(replace(ours, transfers={"them": 1.0}), replace(them, transfers={"us": 1.0}), friend),
        areas=(replace(ALONE.areas[0], shares=(0.42, 0.30, 0.28)),),
        after=(3,),
    )
    stream = Stream(forecast, Question(rule_book("scottish"), 2, lot_seed="c"), Draws(1, 0, 1, 1000))
    (found,) = beyond_slate(stream, Plan({"n": (1, 2)}))
    assert (found.number, found.chance, found.more) == (3, 1.0, 1.0)
    assert beyond_slate(stream, Plan({})) == ()
