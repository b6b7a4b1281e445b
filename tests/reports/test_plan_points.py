"""The sliders of the plan's report, and the same points as tables."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from election_folders import COMMITTEE, folder
from hustings.election.reading import read_election
from hustings.forecast.beliefs import INDEPENDENTS, AreaBelief, Belief, Following, Forecast, Onward
from hustings.forecast.reading import read_forecast
from hustings.narrative.plan_points import factor_said, point_said
from hustings.planning.asking import task_of
from hustings.planning.plan import NO_ADVICE
from hustings.planning.points import FACTORS, Point, changed_to
from hustings.planning.recommend import recommend
from hustings.planning.recommendation import LeftOut, Settings, Shaping
from hustings.reports.plan_report import plan_report
from small_plan import FORECAST, SEATS, SLATES

STEADY = Onward(Belief(0.8), 0.1)
BELIEVED = Forecast(
    "c", "us", ("A", "B", "C", "D", "E"),
    (
        Following("us", (1, 2), (1.0, 1.0), STEADY),
        Following("them", (3, 4), (1.0, 1.0), STEADY),
        Following(INDEPENDENTS, (5,), (1.0,), STEADY),
    ),
    (AreaBelief("n", 1000, (0.4, 0.35, 0.25), Belief(0.3)),),
)  # fmt: skip


def test_ours_and_theirs_move_by_their_factors_and_the_rest_makes_room() -> None:
    """0.4 × 1.1 = 0.44 and 0.35 × 0.8 = 0.28: 0.28 is left for the independents, who had 0.25; adherence 0.3 × 1.5."""
    changed = changed_to(BELIEVED, 1, (1.1, 0.8, 1.5))
    assert changed is not None
    assert changed.areas[0].shares == pytest.approx((0.44, 0.28, 0.28))
    assert changed.areas[0].adherence.mean == pytest.approx(0.45)


def test_more_than_everybody_is_not_counted() -> None:
    crowded = replace(BELIEVED, areas=(replace(BELIEVED.areas[0], shares=(0.5, 0.45, 0.05)),))
    assert changed_to(crowded, 1, (1.2, 1.2, 1.0)) is None
    assert (
        changed_to(replace(BELIEVED, areas=(replace(BELIEVED.areas[0], adherence=Belief(0.6)),)), 1, (1, 1, 2)) is None
    )


@pytest.mark.parametrize(
    ("more", "error", "fewer", "said"),
    [
        (0.5, 0.04, 0.0, "Clearly better than no advice; it hardly ever costs a place."),
        (0.05, 0.04, 0.03, "A coin toss; it seldom costs a place (3 in 100)."),
        (0.0, 0.0, 0.0, "A coin toss; it hardly ever costs a place."),
        (-0.2, 0.05, 0.24, "Clearly worse than no advice; it costs a place 24 times in 100."),
    ],
)
def test_words_not_statistics(more: float, error: float, fewer: float, said: str) -> None:
    """Clear is what is beyond two standard errors."""
    assert point_said(Point((1.0, 1.0, 1.0), 2.0, 2.0 - more, more, error, fewer)) == said


def test_factors_in_words() -> None:
    assert [factor_said(factor) for factor in (0.5, 0.8, 1.0, 1.1, 1.5, 2.0)] == [
        "half as much", "20 % less", "as you believe", "10 % more", "50 % more", "twice as much"
    ]  # fmt: skip


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("points")
    folder(path, COMMITTEE | {"slates.toml": SLATES, "forecast.toml": FORECAST})
    election = read_election(path, ["candidates.csv", "slates.toml", "areas.csv"])
    forecast = read_forecast(election)
    task = task_of(election, forecast)
    settings = Settings(SEATS, lists=2, scenarios=60, papers=300, seed=7, rounds=1, points=True)
    return recommend(forecast, task.question, settings, Shaping(task.fixed)), election


def test_two_beliefs_are_moved_at_most_and_the_middle_is_as_believed(plan: Any) -> None:
    found, _ = plan
    assert found.name != NO_ADVICE
    points = {point.factors: point for point in found.points.points}
    assert all(sum(factor != 1 for factor in factors) <= 2 for factors in points)
    middle, believed = points[1.0, 1.0, 1.0], found.variants[0].figures
    assert (middle.seats, middle.without) == (believed[found.name].seats, believed[NO_ADVICE].seats)
    assert LeftOut.POINTS not in found.left_out


def test_the_policy_lists_the_digest_of_the_one_script(plan: Any) -> None:
    found, election = plan
    page = plan_report(found, {}, election)
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.S)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"; script-src &#39;sha256-{digest}&#39;" in page
    assert page.count("<script") == 1
    assert "<script" not in plan_report(replace(found, points=None), {}, election)


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
def test_sliders_show_what_the_tables_say_and_two_move_at_once(
    browser: Browser, tmp_path: Path, plan: Any, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    found, election = plan
    path, said = tmp_path / "report.html", list[str]()
    path.write_text(plan_report(found, {}, election), encoding="utf-8")
    tab = browser.new_page(viewport={"width": width, "height": 800})
    tab.on("console", lambda message: said.append(message.text))
    tab.goto(path.as_uri())
    assert tab.locator("#play details").get_attribute("open") is None
    tab.locator("#play-support").press("ArrowLeft")
    tab.locator("#play-adherence").press("ArrowRight")
    point = next(point for point in found.points.points if point.factors == (0.9, 1.0, 1.5))
    assert tab.locator("[data-part=seats]").inner_text() == f"{point.seats:.1f}"
    assert tab.locator("[data-part=without]").inner_text() == f"{point.without:.1f}"
    assert tab.locator("[data-part=said]").inner_text() == point_said(point)
    assert tab.locator("#play-support").get_attribute("aria-valuetext") == "10\u00a0% less"
    assert not tab.locator("[data-part=two]").is_visible()
    tab.locator("#play-rival").press("ArrowLeft")
    assert tab.locator("#play-support").input_value() == str(FACTORS["support"].index(1.0))
    assert tab.locator("[data-part=two]").is_visible()
    tab.get_by_role("button", name="Back to what you believe").click()
    middle = next(point for point in found.points.points if point.factors == (1.0, 1.0, 1.0))
    assert tab.locator("[data-part=seats]").inner_text() == f"{middle.seats:.1f}"
    assert tab.evaluate("document.documentElement.scrollWidth") == width
    assert Axe().run(tab, options={"runOnly": ["wcag2a", "wcag2aa", "wcag22aa", "best-practice"]}).violations_count == 0
    assert said == []
    tab.close()


@pytest.mark.browser
def test_without_script_the_points_are_tables(browser: Browser, tmp_path: Path, plan: Any) -> None:
    found, election = plan
    path = tmp_path / "report.html"
    path.write_text(plan_report(found, {}, election), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(path.as_uri())
    assert tab.locator("#play table").count() == 3
    assert tab.locator("#play table").first.is_visible()
    assert not tab.locator("#play-support").is_visible()
    context.close()
