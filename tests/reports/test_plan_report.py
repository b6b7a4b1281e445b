"""The plan's report: the recommendation first, the planner's own figures, safe and legible for everybody."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import re
import shlex
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from hustings.election.nouns import Election
from hustings.election.wording import percent
from hustings.narrative.plan_guard import small_percent
from hustings.narrative.plan_reasons import plan_json
from hustings.planning.choosing import COMPENSATED
from hustings.planning.moving import Moved
from hustings.planning.objective import Objective
from hustings.planning.plan import NO_ADVICE
from hustings.planning.plan_files import plan_csv
from hustings.planning.recommendation import Recommendation
from hustings.reports.plan_report import plan_report
from small_plan import planned, recommending

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytest.importorskip("hustings.kernel._kernel", reason="the compiled counter is not built here")

HOSTILE = (
    "<script>alert(1)</script>",
    "مرحبا بالعالم",
    "\u202eevil override",
    "Pneumonoultramicroscopicsilicovolcanoconiosis" * 3,
    "{{ 7*7 }} </style><img src=x onerror=alert(1)>",
)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> tuple[Recommendation, dict[int, Recommendation], Election]:
    return planned(tmp_path_factory.mktemp("committee") / "orchard", sizes=(1, 3))


class Read(HTMLParser):
    """Every tag with its attributes, the words outside style, and the rows of every table by its caption."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []
        self.tables: dict[str, list[list[str]]] = {}
        self.rows: list[list[str]] = []
        self.within, self.caption, self.cell = "", "", False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.within = tag if tag in ("caption", "style") else self.within
        if tag == "caption":
            self.caption = ""
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td"):
            self.rows[-1].append("")
            self.cell = True

    def handle_endtag(self, tag: str) -> None:
        self.within = "" if tag == self.within else self.within
        if tag == "caption":
            self.rows = self.tables[self.caption] = []
        elif tag in ("th", "td"):
            self.rows[-1][-1] = " ".join(self.rows[-1][-1].split())
            self.cell = False

    def handle_data(self, data: str) -> None:
        if self.within == "style":
            return
        self.said.append(data)
        if self.within == "caption":
            self.caption += data
        elif self.cell:
            self.rows[-1][-1] += data

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.said).split())


def report(plan: tuple[Recommendation, Mapping[int, Recommendation], Election]) -> Read:
    return Read(plan_report(*plan, folder="here/orchard"))


def hostile(plan: tuple[Recommendation, dict[int, Recommendation], Election]) -> str:
    """The same plan, with names, areas and words that try to break the page."""
    found, sizes, election = plan
    named = dataclasses.replace(found.forecast, names=HOSTILE, note=f"note {HOSTILE[0]} {HOSTILE[4]}")
    candidates = tuple(
        dataclasses.replace(each, name=name) for each, name in zip(election.standing("committee"), HOSTILE, strict=True)
    )
    areas = tuple(dataclasses.replace(each, name=f"{HOSTILE[4]} {each.name}") for each in election.areas)
    slates = tuple(dataclasses.replace(each, name=f"{each.name} {HOSTILE[0]}{HOSTILE[2]}") for each in election.slates)
    contests = tuple(dataclasses.replace(each, title=f"</title>{HOSTILE[4]}") for each in election.contests)
    changed = dataclasses.replace(election, candidates=candidates, areas=areas, slates=slates, contests=contests)
    return plan_report(dataclasses.replace(found, forecast=named), sizes, changed)


# What it says


def test_the_recommendation_comes_first_each_list_with_its_order_and_its_areas(plan: Any) -> None:
    found, _, election = plan
    words = report(plan).words
    places = [words.index(part) for part in ("can expect", "What to recommend", "List A", "more than no advice")]
    assert places == sorted(places)
    for row in found.rows():
        begin = words.index(f"List {row.list}")
        listed = words[begin : words.find("List ", begin + 5)]
        order = " ".join(f"{name} {place}" for place, name in enumerate(row.order, 1))
        assert order in listed
        assert election.area(row.area).name in listed.removeprefix(order)


def test_every_area_has_its_reason_and_settled_orders_are_marked(plan: Any) -> None:
    page = report(plan)
    lists = {row.area: row.list for row in plan[0].rows()}
    for area, why in json.loads(plan_json(plan[0]))["reasons"].items():
        why = "settled beforehand" if area == "abroad" else why
        assert re.search(f"{plan[2].area(area).name} : list {lists[area]} [a-z ]*{re.escape(why)}", page.words), area
    assert page.words.count("settled beforehand") == 1
    assert re.search(r"Abroad : list [AB] settled beforehand Decided abroad\.", page.words)


def test_the_comparison_has_the_figures_of_the_json(plan: Any) -> None:
    told = json.loads(plan_json(plan[0]))
    rows = {
        row[0].removesuffix(" (recommended)"): row
        for row in report(plan).tables["The ways of advising, on the same scenarios"][1:]
    }
    named = {"no advice": "No advice", "one order": "One order", "rotation": "Rotation", "compensated": "Compensated"}
    named |= {"balanced": "Balanced", "found by search": "Found by search"}
    assert set(rows) == set(named.values())
    for name, each in told["plans"].items():
        row = rows[named[name]]
        assert row[1] == f"{each['seats']:.2f} ± {each['error']:.2f}"
        assert row[2] == ("–" if name == NO_ADVICE else f"{each['more']:+.2f} ± {each['more_error']:.2f}")
        assert row[3] == ("–" if name == NO_ADVICE else small_percent(each["fewer"]))
        assert row[4] == f"{each['gap']:,.0f}"
        assert (row[0] != named[name]) == (name == told["recommended"])


def test_places_and_chances_are_those_of_the_json(plan: Any) -> None:
    told = json.loads(plan_json(plan[0]))
    best, none = told["plans"][told["recommended"]], told["plans"][NO_ADVICE]
    page = report(plan)
    for name, with_orders, without in page.tables["Each candidate’s chance of a place"][1:]:
        assert (with_orders, without) == (percent(best["chances"][name]), percent(none["chances"][name]))
    numbers = {"No": 0, "One": 1}
    for name, with_orders, without in page.tables["How many places, how often"][1:]:
        word = name.split()[0]
        number = numbers.get(word) if word in numbers else int(word)
        assert (with_orders, without) == (percent(best["distribution"][number]), percent(none["distribution"][number]))


def test_changed_beliefs_are_told_with_the_figures_of_the_json(plan: Any) -> None:
    told = json.loads(plan_json(plan[0]))
    rows = report(plan).tables["The plan, were a belief another"][1:]
    assert len(rows) == len(told["sensitivity"]) > 0
    for row, each in zip(rows, told["sensitivity"], strict=True):
        named = {-1: "evened out", 0: "unknown", 0.25: "a quarter as high", 0.5: "half as high", 2: "twice as high"}
        how = named.get(each["factor"])
        how = how or f"{round(100 * abs(each['factor'] - 1))} % {'lower' if each['factor'] < 1 else 'higher'}"
        believed = each["belief"] == "as believed"
        assert row[0] == ("As believed" if believed else f"{each['belief'].capitalize()} {how}")
        assert row[1].split(" ± ")[0] == f"{each['seats'][told['recommended']]:.2f}"
        assert row[2] == f"{each['seats'][NO_ADVICE]:.2f}"
        assert row[4] == (f"{each['behind']:.2f} ± {each['behind_error']:.2f}" if each["behind"] > 0 else "–")


def test_another_plan_is_said_to_be_better_only_where_chance_does_not_explain_it(plan: Any) -> None:
    found, sizes, election = plan
    (support,) = [each for each in found.variants if (each.belief, each.factor) == ("support", 0.8)]
    first = dataclasses.replace(support, best=NO_ADVICE, behind=0.30, behind_error=0.20)
    level = dataclasses.replace(found, variants=(first,))
    words = report((level, sizes, election)).words
    assert "no other plan compared is clearly better" in words
    assert "another plan would be ahead, but not clearly" in words
    clear = dataclasses.replace(found, variants=(dataclasses.replace(first, behind_error=0.14),))
    words = report((clear, sizes, election)).words
    assert "Another plan would be better if support were 20 % lower" in words
    assert "“No advice” would be ahead of the recommended plan by 0.30 ± 0.14 places." in words


def test_votes_that_would_have_to_move_are_told_with_whose_they_are(plan: Any) -> None:
    found, sizes, election = plan
    moved = dataclasses.replace(found, moved=Moved(1, lose=(5610.4, "onward"), gain=(184.0, "independents")))
    words = report((moved, sizes, election)).words
    assert "About 180 more supporters for one place more and about 5,600 fewer supporters for one fewer" in words
    assert "about 180 voters who begin with the independents would have to begin with Together instead" in words
    assert "about 5,600 voters who begin with Together began with Onward instead" in words
    never = dataclasses.replace(found, moved=Moved(1, None, None))
    assert "No number of supporters" in report((never, sizes, election)).words
    assert "Support that decides a place" not in report((dataclasses.replace(found, moved=None), sizes, election)).words


def test_the_bound_says_whether_it_is_exact_and_the_ceiling_that_it_is_not_proved(plan: Any) -> None:
    found, sizes, election = plan
    best = dataclasses.replace(found.best, value=1.70)
    known = dataclasses.replace(found, bound=1.75, exact=True, figures=found.figures | {found.name: best})
    words = report((known, sizes, election)).words
    assert "No plan has more than 1.75 0.05 places above the recommendation. Every possible plan was tried" in words
    assert "The true limit may be far lower" in report((dataclasses.replace(found, exact=False), sizes, election)).words
    more = found.ceiling.value - best.value
    assert f"{found.ceiling.value:.2f} ± {found.ceiling.error:.2f} {more:.2f} places above the recommendation" in words


def test_slate_sizes_stand_side_by_side_where_they_were_compared(plan: Any) -> None:
    found, sizes, election = plan
    rows = report(plan).tables["How many to stand"][1:]
    assert [row[0] for row in rows] == ["One name", "2 names", "3 names"]
    for row, each in zip(rows, (sizes[1], found, sizes[3]), strict=True):
        assert row[1] == f"{each.best.seats:.2f} ± {each.best.error:.2f}"
    assert "How many to stand" not in report((found, {}, election)).tables


def test_assumptions_are_listed_and_marked_as_stated_or_as_which_default(plan: Any) -> None:
    page = report(plan)
    assert "Made up for this test: <b>every</b> number is an assumption." in page.words
    shares = {row[0]: row[1:] for row in page.tables["Shares of first preferences by area"]}
    assert shares["Area"] == ["Voters", "Together", "Onward", "Independents", "Adherence"]
    assert shares["North"] == ["1,200", "50 %", "45 %", "5 %", "40 %"]
    assert shares["Abroad"] == ["90", "50 %", "45 %", "5 %", "12.5 %"]
    spreads = [row[1:] for row in page.tables["Spreads"][1:]]
    assert spreads[:4] == [["0.1", "stated"], ["none", "assumed"], ["0.2", "stated"], ["0.2", "stated"]]
    # Two names: 0.78 go on, 0.06 stop (docs/forecast.md).
    together = page.tables["What voters do after each name of a slate"][1]
    assert together == ["Together", "78 %", "6 %", "16 %", "none", "measured", "the others, by their shares assumed"]
    assert re.search(r"Ann Ash North stated 4\.00 Ben Birch South 1\.00", page.words)


def test_a_line_repeats_the_plan_and_the_digest_is_that_of_its_file(plan: Any) -> None:
    found, _, _ = plan
    page = report(plan)
    begun = page.words.index("hustings plan here/orchard")
    line = shlex.split(page.words[begun : page.words.index("As large as possible")])
    said = dict(zip(line[3::2], line[4::2], strict=True))
    assert said == {
        "--contest": "committee", "--slate": "together", "--lists": "2", "--sizes": "1,2,3", "--draws": "60",
        "--seed": "7", "--rounds": str(found.rounds or 1), "--objective": "seats",
    }  # fmt: skip
    assert hashlib.sha256(plan_csv(found.rows()).encode()).hexdigest() in page.words


def test_a_way_that_came_out_ahead_on_the_reports_scenarios_is_not_hidden(plan: Any) -> None:
    found, sizes, election = plan
    ahead = dataclasses.replace(found.best, value=found.best.value + 0.02)
    others = {name: dataclasses.replace(each, value=0.0) for name, each in found.figures.items() if name != found.name}
    figures = {**others, found.name: found.best, COMPENSATED: ahead}
    mixed = recommending(found, "balanced", figures=figures | {"balanced": found.best})
    words = report((mixed, sizes, election)).words
    assert f"“Compensated” came out ahead, at {ahead.value:.2f} places" in words
    assert (
        "came out ahead"
        not in report((dataclasses.replace(found, figures=others | {found.name: found.best}), sizes, election)).words
    )


def test_a_plan_chosen_because_it_is_plainer_says_so_and_not_that_nothing_better_was_found(plan: Any) -> None:
    found, sizes, election = plan
    plain = recommending(found, COMPENSATED, ahead="found by search")
    words = report((plain, sizes, election)).words
    assert "“Found by search” was ahead, but not clearly; “Compensated” is plainer" in words
    assert "nothing better" not in words


def test_where_no_advice_is_best_the_page_says_so_and_has_no_list(plan: Any) -> None:
    found, sizes, election = plan
    silent = recommending(found, NO_ADVICE, plan=None)
    page = report((silent, sizes, election))
    assert "Recommend no order: Together can expect" in page.words
    assert "List A" not in page.words
    assert "No way of advising does better than no advice" in page.words


def test_a_chance_as_objective_is_told_as_a_percentage(tmp_path: Path) -> None:
    found, sizes, election = planned(tmp_path / "orchard", Objective("at least", 2))
    page = report((found, sizes, election))
    assert f"Together has a {percent(found.best.value)} chance of at least 2 of 3 places" in page.words
    none = percent(found.figures[NO_ADVICE].value)
    assert f"Chance of at least 2 places: {percent(found.best.value)}, with no advice {none}" in page.words
    assert page.tables["The ways of advising, on the same scenarios"][0][1] == "Chance of at least 2 places"
    assert "--objective at-least:2" in page.words


@pytest.mark.parametrize("example", ["historical", "fictional", None])
def test_an_example_says_that_it_is_one(plan: Any, example: str | None) -> None:
    found, sizes, election = plan
    page = plan_report(found, sizes, dataclasses.replace(election, example=example))
    assert ("Historical example, not advice" in page) == (example == "historical")
    assert ("Fictional example" in page) == (example == "fictional")
    assert ("Ask your supporters" in page) == ("can expect" in page) == (example != "historical")
    assert ("could have expected" in page) == (example == "historical")


# That it is safe and self-contained


def test_its_policy_admits_its_one_style_and_nothing_else_whatever_the_names(plan: Any) -> None:
    page = hostile(plan)
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.S)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src &#39;none&#39;; style-src &#39;sha256-{digest}&#39;" in page
    read = Read(page)
    assert not {tag for tag, _ in read.tags} & {"script", "img", "link", "iframe", "object", "form", "base"}
    for _, attributes in read.tags:
        assert not {"src", "style", "onerror", "onload", "onclick"} & set(attributes)
        assert (attributes.get("href") or "#").startswith("#")
    assert "alert(1)" in read.words
    assert "{{ 7*7 }}" in read.words
    assert "\u202e" not in page


def test_the_same_plan_gives_the_same_bytes(plan: Any) -> None:
    assert plan_report(*plan) == plan_report(*plan)


def test_tables_have_captions_and_named_cells_and_pictures_have_names(plan: Any) -> None:
    page = report(plan)
    tags = [tag for tag, _ in page.tags]
    assert tags.count("h1") == 1
    assert tags.count("table") == tags.count("caption")
    assert all("scope" in attributes for tag, attributes in page.tags if tag == "th")
    ids = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
    for tag, attributes in page.tags:
        for each in (attributes.get("aria-labelledby") or "").split():
            assert each in ids, (tag, each)


# In a browser


def opened(browser: Browser, page: str, folder: Path, width: int = 1280, dark: bool = False) -> Page:
    path = folder / "report.html"
    path.write_text(page, encoding="utf-8")
    tab = browser.new_page(viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light")
    tab.goto(path.as_uri())
    return tab


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("names", ["plain", "hostile"])
def test_axe_finds_nothing_against_the_report(
    browser: Browser, tmp_path: Path, plan: Any, names: str, dark: bool, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    tab = opened(browser, plan_report(*plan) if names == "plain" else hostile(plan), tmp_path, width, dark)
    found = Axe().run(
        tab, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    )
    assert found.violations_count == 0, found.generate_report()
    tab.close()


@pytest.mark.browser
@pytest.mark.parametrize("names", ["plain", "hostile"])
def test_a_telephone_320_pixels_wide_shows_the_report_without_scrolling_it_sideways(
    browser: Browser, tmp_path: Path, plan: Any, names: str
) -> None:
    tab = opened(browser, plan_report(*plan) if names == "plain" else hostile(plan), tmp_path, width=320)
    assert tab.evaluate("document.documentElement.scrollWidth") == 320
    overlapping = """[...document.querySelectorAll('svg.rows')].flatMap(svg => {
        const words = [...svg.querySelectorAll('text')].map(text => text.getBoundingClientRect());
        return words.filter((a, i) => words.some((b, j) =>
            i < j && a.left < b.right && b.left < a.right && a.top + 2 < b.bottom && b.top + 2 < a.bottom));
    }).length"""
    assert tab.evaluate(overlapping) == 0
    tab.close()


@pytest.mark.browser
def test_a_browser_asks_for_nothing_and_complains_of_nothing(browser: Browser, tmp_path: Path, plan: Any) -> None:
    said: list[str] = []
    tab = browser.new_page()
    tab.on("console", lambda message: said.append(message.text))
    tab.on("dialog", lambda dialog: said.append(dialog.message))
    tab.on("request", lambda request: said.append(request.url))
    path = tmp_path / "report.html"
    path.write_text(hostile(plan), encoding="utf-8")
    tab.goto(path.as_uri())
    assert said == [path.as_uri()]
    tab.close()


@pytest.mark.browser
def test_in_print_nothing_lies_beyond_the_page(browser: Browser, tmp_path: Path, plan: Any) -> None:
    """A4 upright less its margins: 210 - 28 mm = 688 CSS pixels."""
    found, sizes, election = plan
    ahead = [dataclasses.replace(each, best=COMPENSATED, behind=0.17, behind_error=0.04) for each in found.variants]
    page = plan_report(dataclasses.replace(found, variants=tuple(ahead)), sizes, election)
    tab = opened(browser, page, tmp_path, width=688)
    tab.emulate_media(media="print")
    beyond = """[...document.querySelectorAll('main *')].filter(
        part => part.getBoundingClientRect().right > 689 && !part.closest('.hidden')
    ).map(part => part.outerHTML.slice(0, 80))"""
    assert tab.evaluate(beyond) == []
    tab.close()
