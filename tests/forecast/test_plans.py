"""A plan read for a forecast: whose it is, and where it says nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from forecast_folders import FOLDER, GOOD, ONWARD_TOO, folder_with
from hustings.election.problems import BadInput
from hustings.election.reading import read_election
from hustings.forecast.plans import read_orders, unadvised
from hustings.forecast.reading import read_forecast
from hustings.narrative.plan_words import nobody_advised
from small_contests import contest

HEADER = "contest,slate,area,list,1,2\n"


def orders(tmp_path: Path, rows: str, header: str = HEADER) -> dict[str, tuple[int, ...]]:
    people = FOLDER["candidates.csv"] + "Dan Dogwood\n"
    forecast = GOOD.replace("together = 0.6", "together = 0.6, onward = 0.4")
    slates = {"candidates.csv": people, "slates.toml": FOLDER["slates.toml"] + ONWARD_TOO}
    election = read_election(folder_with(tmp_path, forecast, **slates))
    (tmp_path / "plan.csv").write_text(header + rows)
    return read_orders(read_forecast(election), election, tmp_path / "plan.csv")


@pytest.mark.parametrize(
    ("rows", "whose"),
    [
        ("c,onward,north,A,Cat Cedar,Dan Dogwood\nc,onward,south,A,Cat Cedar,Dan Dogwood\n", "“onward” for “c”"),
        ("council,green-lanes,wales,A,Bryony,Alder\ncouncil,green-lanes,ni,B,,\n", "“green-lanes” for “council”"),
        ("c,onward,north,A,Cat Cedar,Dan Dogwood\nd,,north,A,,\n", "“onward” for “c”, “” for “d”"),
        ("a,z,,,,\nb,z,,,,\nc,z,,,,\nd,z,,,,\ne,z,,,,\n", "“z” for “a”, “z” for “b”, “z” for “c” and 2 others"),
    ],
)
def test_a_plan_of_others_is_told_in_one_line(tmp_path: Path, rows: str, whose: str) -> None:
    with pytest.raises(BadInput) as bad:
        orders(tmp_path, rows)
    said = f"this plan is of {whose}; the forecast is of “together” for “c”"
    assert str(bad.value) == f"{tmp_path}/plan.csv: {said}"


def test_a_plan_may_hold_orders_of_others_besides(tmp_path: Path) -> None:
    rows = "C,Together,north,A,ben birch,Ann Ash\nc,onward,north,A,Cat Cedar,Dan Dogwood\n"
    assert orders(tmp_path, rows) == {"north": (2, 1)}


def test_a_plan_without_rows_is_told_as_that(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="there is no order of together for c in this plan"):
        orders(tmp_path, "")


def test_a_plan_to_advise_nobody_is_told_as_that(tmp_path: Path) -> None:
    """What `hustings plan --out` writes where giving no advice is best."""
    with pytest.raises(BadInput, match="it recommends no order in any area"):
        orders(tmp_path, "", "contest,slate,area,list\n")


def test_areas_without_an_order_are_named_up_to_nine() -> None:
    forecast = contest((300, 200, 100))
    assert nobody_advised(unadvised(forecast, dict.fromkeys(("a0", "a1", "a2"), (1, 2)))) == ""
    assert (
        nobody_advised(unadvised(forecast, {"a0": (1, 2), "a2": (1, 2)})) == "No order for a1: nobody is advised there."
    )
    assert nobody_advised(unadvised(forecast, {"a0": (1, 2)})) == "No order for a1 and a2: nobody is advised there."
    many = contest((100,) * 12)
    assert nobody_advised(unadvised(many, {"a0": (1, 2)})) == (
        "No order for a1, a2, a3, a4, a5, a6, a7, a8, a9 and 2 more areas: nobody is advised there."
    )
    assert nobody_advised(unadvised(many, {"a0": (1, 2), "a1": (1, 2)})).endswith(
        "a10 and a11: nobody is advised there."
    )
