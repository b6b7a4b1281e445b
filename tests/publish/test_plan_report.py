"""The plan report: what an organiser takes into a meeting."""

from __future__ import annotations

import dataclasses
import html
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hustings.election.nouns import Election
from hustings.election.reading import read_election
from hustings.forecast.reading import read_forecast
from hustings.planning.asking import task_of
from hustings.planning.objective import Objective
from hustings.planning.recommend import Recommendation, Settings, Shaping, recommend, recommend_sizes
from hustings.publish.plan_report import plan_report

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytest.importorskip("numba", reason="planning counts with the compiled counter, and numba is not installed here")

LEAGUE = Path(__file__).parent.parent.parent / "examples" / "hedgerow-league"
HOSTILE = '<script>alert("1")</script> \N{RIGHT-TO-LEFT OVERRIDE}Tansy & "Bull" finch'


@pytest.fixture(scope="module")
def election() -> Election:
    return read_election(LEAGUE, ["candidates.csv", "slates.toml", "areas.csv"])


@pytest.fixture(scope="module")
def found(election: Election) -> tuple[Recommendation, dict[int, Recommendation]]:
    forecast = read_forecast(election)
    task = task_of(election, forecast)
    settings = Settings(Objective("seats"), lists=3, scenarios=30, papers=800, rounds=1)
    shaping = Shaping(task.fixed)
    main = recommend(forecast, task.question, settings, shaping)
    return main, recommend_sizes([5], forecast, task.question, settings, shaping)


def words(page: str) -> str:
    """The text of a page, as a reader meets it."""
    body = re.sub(r"<(style|svg)\b.*?</\1>", " ", page, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_the_recommendation_comes_first_list_by_list(found: tuple, election: Election) -> None:
    main, sizes = found
    said = words(plan_report(main, sizes, election))
    assert said.index("What to recommend") < said.index("What it is worth") < said.index("What all of this assumes")
    for row in main.rows():
        assert election.area(row.area).name in said
    first = next(row for row in main.rows() if row.list == "A")
    assert re.search(".*?".join(re.escape(name) for name in first.order), said.split("List A")[1].split("List B")[0])


def test_every_way_of_advising_is_shown_with_its_figures(found: tuple, election: Election) -> None:
    main, sizes = found
    said = words(plan_report(main, sizes, election))
    for each in main.figures.values():
        assert f"{each.seats:.3f} {2 * each.error:.3f} {each.more:+.3f} {2 * each.more_error:.3f}" in said
    for name, chance in zip(main.slate_names, main.best.chances, strict=True):
        assert f"{name} {chance:.1%}" in said


def test_what_it_rests_on_is_said_and_how_to_make_it_again(found: tuple, election: Election) -> None:
    main, sizes = found
    said = words(plan_report(main, sizes, election))
    assert main.forecast.note in said
    assert "Fictional example" in said
    for area in main.forecast.areas:
        assert f"{area.voters:,} {area.shares[main.forecast.planning]:.1%} {area.adherence.mean:.0%}" in said
    assert "--lists 3 --sizes 5 --objective seats --draws 30 --seed 1 --rounds 1" in said


def test_sizes_are_side_by_side_only_where_several_were_planned(found: tuple, election: Election) -> None:
    main, sizes = found
    assert "Slates of several sizes" in words(plan_report(main, sizes, election))
    assert "Slates of several sizes" not in words(plan_report(main, {}, election))


def test_a_recommendation_of_no_advice_is_said(found: tuple, election: Election) -> None:
    main, _ = found
    none = dataclasses.replace(main, name="no advice", plan=None)
    assert "Recommend no order" in words(plan_report(none, {}, election))


def test_the_report_asks_for_nothing_and_runs_nothing_whatever_the_names(found: tuple, election: Election) -> None:
    page = hostile_report(found, election)
    assert "<script" not in page
    assert not re.search(r"\bstyle=|\bon\w+=|src=|https?://(?!www\.w3\.org)", page)
    assert "default-src 'none'; style-src 'sha256-" in html.unescape(page)
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in page
    assert page.count("<style>") == 1


def hostile_report(found: tuple, election: Election) -> str:
    main, sizes = found
    names = tuple(HOSTILE if name == main.slate_names[0] else name for name in main.forecast.names)
    return plan_report(
        dataclasses.replace(main, forecast=dataclasses.replace(main.forecast, names=names)), sizes, election
    )


@pytest.mark.browser
@pytest.mark.parametrize(("width", "dark"), [(320, False), (1200, False), (1200, True)])
def test_a_browser_shows_it_on_both_sizes_and_axe_finds_nothing(
    browser: Browser, tmp_path: Path, found: tuple, election: Election, width: int, dark: bool
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    said: list[str] = []
    path = tmp_path / "report.html"
    path.write_text(hostile_report(found, election), encoding="utf-8")
    tab = browser.new_page(viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light")
    tab.on("console", lambda message: said.append(message.text))
    tab.on("dialog", lambda dialog: said.append(dialog.message))
    tab.goto(path.as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") == width
    result = Axe().run(tab, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})
    assert result.violations_count == 0, result.generate_report()
    assert said == []
    tab.close()
