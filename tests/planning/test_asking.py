"""What cannot be planned is told before anything is drawn, at its line of election.toml."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from election_folders import COMMITTEE, folder
from hustings.election.nouns import Election
from hustings.election.problems import BadInput
from hustings.election.reading import read_election
from hustings.forecast.beliefs import Forecast
from hustings.forecast.reading import read_forecast
from hustings.planning.asking import task_of
from small_plan import FORECAST

FREE = COMMITTEE["election.toml"].replace("at_least = {women = 1}\n", "")


def asked(path: Path, election: str = COMMITTEE["election.toml"], **files: str) -> tuple[Election, Forecast]:
    folder(path, COMMITTEE | {"election.toml": election, "forecast.toml": FORECAST}, **files)
    found = read_election(path, ["candidates.csv", "slates.toml", "areas.csv"])
    return found, read_forecast(found)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            '"scottish"',
            '"scotish"',
            "15: there is no rule book “scotish” (did you mean “scottish”?); there are ers97, irv, ",
        ),
        ('rules = "scottish"\n', "", "11: contest committee names no rule book; a plan has no meaning without one"),
        (
            '"scottish"',
            '"plurality"',
            "15: under plurality the order of preferences means nothing, so there is no plan for committee; ",
        ),
        ('"scottish"', '"irv"', "14: irv fills one place, and committee has 3; a rule book for several is scottish"),
        ('"scottish"', '"wigm"', "15: wigm counts in fractions, too slowly to plan committee; scottish is near to it"),
        (
            "seats = 3",
            "seats = 300",
            "14: committee has 300 places and 5 candidates, so all of them are elected; a plan needs more candidates",
        ),
        ("seats = 3", "seats = 5", "14: committee has 5 places and 5 candidates, so all of them are elected; "),
    ],
)
@pytest.mark.parametrize("text", [COMMITTEE["election.toml"], FREE])
def test_what_leaves_nothing_to_plan_is_told_in_one_line(
    tmp_path: Path, text: str, old: str, new: str, said: str
) -> None:
    """Five stand in the committee's contest: Flo Fir has withdrawn."""
    assert old in text
    with pytest.raises(BadInput) as bad:
        task_of(*asked(tmp_path, text.replace(old, new)))
    (problem,) = bad.value.problems
    assert str(problem).startswith(f"{tmp_path}/election.toml:{said}")


def test_no_more_voters_are_planned_than_the_rule_book_lets_the_planner_count_exactly(tmp_path: Path) -> None:
    """Meek has nine decimal places (rules/books/meek.py) and a scenario's weights two, five where nothing varies. Votes
    are whole numbers up to 2**62 = 4,611,686,018,427,387,904: 46,116,860 voters, and 46,116."""

    def areas(voters: int) -> str:
        return COMMITTEE["areas.csv"].replace("1200", str(voters - 800 - 90), 1)

    def forecast_of(number: int, *, certain: bool) -> tuple[Election, Forecast]:
        election, forecast = asked(tmp_path, FREE.replace('"scottish"', '"meek"'), areas_csv=areas(number))
        return election, forecast.without_spread() if certain else forecast

    for most, certain in ((46_116_860, False), (46_116, True)):
        assert task_of(*forecast_of(most, certain=certain)).question.seats == 3
        with pytest.raises(BadInput) as bad:
            task_of(*forecast_of(most + 1, certain=certain))
        assert str(bad.value) == (
            f"{tmp_path}/election.toml:15: a plan under meek counts {most:,} papers at most, and the forecast of "
            f"committee has {most + 1:,} voters"
        )


def test_a_contest_that_was_read_from_no_file_is_planned_all_the_same(tmp_path: Path) -> None:
    election, forecast = asked(tmp_path)
    bare = dataclasses.replace(election, contests=(dataclasses.replace(election.contests[0], lines={}),))
    assert bare == election
    assert task_of(bare, forecast) == task_of(election, forecast)
