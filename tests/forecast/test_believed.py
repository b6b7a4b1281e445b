"""What is believed, how surely and from what, as a person reads it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from forecast_folders import GOOD, folder_with
from hustings.election.reading import read_election
from hustings.forecast.believed import Believed, believed, sources_written
from hustings.forecast.reading import read_forecast
from hustings.narrative.beliefs import not_known
from journeys.program import hustings

TOML = GOOD.replace("note =", "national_shock = 0.2  # source: assumed\nnote =").replace(
    'recognition = { "Ben Birch" = 2.0, "Ann Ash" = 1.0 }\n',
    '[forecast.recognition]  # source: nominations\n"Ben Birch" = 2.0\n"Ann Ash" = 1.0\n',
)


def found(tmp_path: Path, text: str) -> Believed:
    election = read_election(folder_with(tmp_path, text))
    forecast = read_forecast(election)
    return believed(forecast, sources_written(election, forecast))


def test_an_interval_of_80_per_cent_is_the_quantiles_of_a_normal_shock(tmp_path: Path) -> None:
    """Log odds of 0.6 : 0.4, two shocks of 0.2: a standard deviation of 0.2 √2 = 0.2828; a tenth of a normal is 1.2816
    below. ln 1.5 ± 0.3625 is from 0.5108 to 0.6831."""
    share = found(tmp_path, TOML).shares["together"]
    assert (share.low, share.middle, share.high) == pytest.approx((0.511, 0.600, 0.683), abs=0.012)


def test_who_is_put_first_is_said_with_its_source_and_what_is_certain_is_warned_of(tmp_path: Path) -> None:
    beliefs = found(tmp_path, TOML)
    assert beliefs.known["Ben Birch"].middle == pytest.approx(2 / 3)
    assert beliefs.source("recognition") == "nominations"
    assert beliefs.source("national_shock", "adherence") == "assumed"
    # North: 0.3 of 1,200 voters; south: 0.5 of 800: 760 of 2,000 (the shares are alike).
    assert beliefs.adherence.middle == pytest.approx(0.38, abs=0.005)
    election = read_election(tmp_path)
    (alike,) = not_known(beliefs, read_forecast(election))
    assert alike == "Every area is believed to be alike."


def test_a_name_of_whom_nothing_is_stated_is_the_first_thing_not_known(tmp_path: Path) -> None:
    text = GOOD.replace('recognition = { "Ben Birch" = 2.0, "Ann Ash" = 1.0 }\n', "")
    beliefs = found(tmp_path, text)
    said = not_known(beliefs, read_forecast(read_election(tmp_path)))
    assert said[0].startswith("Nothing is stated of how well Ann Ash and Ben Birch are known")


def test_the_command_shows_it_and_the_page_needs_nothing_beside_it(tmp_path: Path) -> None:
    folder_with(tmp_path, TOML)
    done = hustings("forecast", "show", ".", "--html", "beliefs.html", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Source: nominations." in done.stdout
    page = (tmp_path / "beliefs.html").read_text()
    assert not re.search(r"<script|src=|https?://(?!www\.w3\.org)", page)
    assert page.count("<svg") == 4
    assert "67 %" in page.replace("\u00a0", " ")
