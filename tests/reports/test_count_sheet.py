"""The count sheet: what it says, that it is safe and self-contained, and that everybody can read it."""

from __future__ import annotations

import dataclasses
import hashlib
import random
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from elections import at_least, election, question
from hustings.ballots.ballots import Ballots
from hustings.counting.count import count
from hustings.look.drawing import apart
from hustings.look.sheets import css_string
from hustings.narrative.chart_words import finding
from hustings.narrative.count_words import finished
from hustings.record.record import CountRecord, record_of
from hustings.reports.count_sheet import count_sheet
from hustings.rules.question import Question

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = ("Ash", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Gorse")
HOSTILE = (
    "<script>alert(1)</script>",
    "مرحبا بالعالم",
    "\u202eevil override",
    "Pneumonoultramicroscopicsilicovolcanoconiosis" * 3,
    "A\"B'C & D",
    "{{ 7*7 }} </style>",
    "</title><img src=x onerror=alert(1)>",
)


def record(ballots: Ballots, ask: Question, names: tuple[str, ...] = NAMES, **about: object) -> CountRecord:
    named = dataclasses.replace(ballots, names=names[: len(ballots.names)], **about)  # type: ignore[arg-type]
    without = None
    if ask.constraints:
        without = count(named, dataclasses.replace(ask, constraints=())).elected
    witnesses = ["statute counter", "compiled counter"]
    return record_of(named, ask, count(named, ask), witnesses, without_constraints=without, file="wards/almond.blt")


THREE = record(election({"ABC": 30, "B": 16, "CB": 14}), question("ers97", 2), title="Branch secretary", issued=100)


def hostile(rules: str) -> CountRecord:
    """Names that try to break the page, and ties that only a lot can settle."""
    papers = {"ABC": 12, "BC": 12, "CD": 9, "DA": 8, "EF": 8, "FE": 8, "GA": 7}
    return record(election(papers), question(rules, 3), HOSTILE, title="</title><script>x</script> \u202e title")


def large() -> CountRecord:
    """42 candidates, 9 places, more than thirty stages, a constraint that bites."""
    chance = random.Random(4)
    weights = [chance.gammavariate(0.8, 1) + 0.03 for _ in range(42)]
    papers: dict[tuple[int, ...], int] = {}
    for _ in range(1500):
        ranking = dict.fromkeys(n + 1 for n in chance.choices(range(42), weights, k=9))
        papers[tuple(ranking)] = papers.get(tuple(ranking), 0) + chance.randint(5, 40)
    ballots = Ballots.of([f"Candidate Number-{n}" for n in range(1, 43)], papers)
    ask = question("ers97", 9, constraints=(at_least(4, range(2, 43, 5)),))
    return record(ballots, ask, ballots.names, title="National committee")


class Tags(HTMLParser):
    """Every tag with its attributes, and the text outside style."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.lasttag != "style":
            self.words.append(data)

    def count(self, tag: str) -> int:
        return sum(found == tag for found, _ in self.found)


def words(page: str) -> str:
    return " ".join(" ".join(Tags(page).words).split())


def test_the_title_is_the_finding_and_the_elected_come_first_in_order() -> None:
    page = count_sheet(THREE)
    assert "<title>Ash and Birch are elected – Branch secretary</title>" in page
    text = words(page)
    assert "Ash and Birch are elected" in text
    # Birch has 16 and 9.90 of Ash's surplus.
    assert re.search(r"Ash at stage 1, with 30 votes 1 Birch at stage 2, with 25\.90 votes 2", text)
    assert "Papers issued 100 Valid papers 60 Invalid papers 0 Quota 20" in text


def test_many_winners_are_counted_in_the_title() -> None:
    assert re.search(r"<title>[^,]+, [^,]+, [^,]+ and 6 others are elected", count_sheet(large()))


def test_the_sheet_says_how_to_check_it() -> None:
    text = words(count_sheet(THREE))
    assert "hustings verify count.json almond.blt" in text
    assert THREE.ballots.sha256 in text
    assert "The statute counter and the compiled counter, written apart from each other, agree in every figure." in text
    alone = dataclasses.replace(THREE, witnesses=("statute counter",))
    assert "Only one witness, the statute counter, has made this count." in words(count_sheet(alone))


def test_the_chart_has_the_finding_for_its_title() -> None:
    """Birch 25.90, Cedar 14 when the last place is filled."""
    assert finished(finding(THREE), str) == "Birch took the last place, 12 votes ahead of Cedar"
    close = record(election({"A": 10, "B": 7, "C": 5}), question("scottish", 1))
    assert finished(finding(close), str) == "Ash won, 3 votes ahead of Birch"


def test_a_constraint_that_changes_the_result_says_what_would_have_been() -> None:
    ask = question("scottish", 2, constraints=(at_least(1, [3]),))
    text = words(count_sheet(record(election({"A": 20, "B": 18, "C": 7}), ask)))
    assert "Without the constraint Birch would have been elected instead of Cedar ." in text
    assert "At least 1 of women 1 elected: Cedar" in text
    assert "is guarded from here on" in text


def test_a_lot_can_be_drawn_again_from_the_sheet() -> None:
    """The digest is that of the documented text."""
    made = record(election({"A": 15, "B": 8, "C": 8}), question("scottish", 1, lot_seed="17 May"))
    page = words(count_sheet(made))
    assert "printf '%s' '17 May|2|exclusion|Birch' | sha256sum" in page
    assert hashlib.sha256(b"17 May|2|exclusion|Birch").hexdigest() in page
    assert hashlib.sha256(b"17 May|2|exclusion|Cedar").hexdigest() in page


@pytest.mark.parametrize("rules", ["scottish", "ers97", "meek", "warren", "wigm", "plurality", "minneapolis"])
def test_the_sheet_asks_for_nothing_and_runs_nothing_whatever_the_names(rules: str) -> None:
    page = count_sheet(hostile(rules))
    tags = Tags(page)
    assert not {tag for tag, _ in tags.found} & {"script", "img", "link", "iframe", "object", "form", "base"}
    assert tags.count("style") == tags.count("title") - len(re.findall(r"<g><title", page)) == 1
    for _, attributes in tags.found:
        assert not {"src", "srcset", "onerror", "onload", "onclick"} & set(attributes)
        assert (attributes.get("href") or "#").startswith("#")
    assert not re.search(r"url\(|@import|https?:", page)
    assert "49" not in tags.words[0]
    assert "{{ 7*7 }}" in words(page)


def test_every_page_has_one_heading_a_language_and_tables_with_named_cells() -> None:
    page = count_sheet(large())
    tags = Tags(page)
    assert ("html", {"lang": "en-GB"}) in tags.found
    assert tags.count("h1") == 1
    assert tags.count("table") == tags.count("caption") > 4
    assert all("scope" in attributes for tag, attributes in tags.found if tag == "th")
    scrolling = [attributes for tag, attributes in tags.found if attributes.get("class") == "scroll"]
    assert all(attributes.get("tabindex") == "0" and attributes.get("aria-label") for attributes in scrolling)


def test_the_same_record_gives_the_same_bytes() -> None:
    assert count_sheet(large()) == count_sheet(large())


def test_no_text_can_end_a_css_string() -> None:
    assert css_string('a"</style>\n\\') == '"a\\22 \\3c \\2f style\\3e \\a \\5c "'


def test_labels_are_kept_apart_in_their_order() -> None:
    assert apart([10.0, 12.0, 50.0], 10.0, 60.0) == [10.0, 20.0, 50.0]
    assert apart([55.0, 58.0, 59.0], 10.0, 60.0) == [40.0, 50.0, 60.0]


# In a browser


def opened(browser: Browser, page: str, folder: Path, width: int = 1280, dark: bool = False) -> Page:
    path = folder / "sheet.html"
    path.write_text(page, encoding="utf-8")
    tab = browser.new_page(viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light")
    tab.goto(path.as_uri())
    tab.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    return tab


SHEETS = {
    "three": lambda: THREE,
    "hostile": lambda: hostile("scottish"),
    "fractions": lambda: hostile("wigm"),
    "plurality": lambda: hostile("plurality"),
    "unopposed": lambda: record(election({"A": 3, "B": 2}), question("ers97", 3)),
    "large": large,
}


@pytest.mark.browser
@pytest.mark.parametrize(
    ("name", "dark"), [*((name, False) for name in SHEETS), *((name, True) for name in SHEETS if name != "large")]
)
def test_axe_finds_nothing_against_the_sheet(browser: Browser, tmp_path: Path, name: str, dark: bool) -> None:
    from axe_playwright_python.sync_playwright import Axe

    tab = opened(browser, count_sheet(SHEETS[name]()), tmp_path, dark=dark)
    found = Axe().run(
        tab, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    )
    assert found.violations_count == 0, found.generate_report()
    tab.close()


@pytest.mark.browser
@pytest.mark.parametrize("name", SHEETS)
def test_a_telephone_320_pixels_wide_shows_everything_without_scrolling_the_page_sideways(
    browser: Browser, tmp_path: Path, name: str
) -> None:
    tab = opened(browser, count_sheet(SHEETS[name]()), tmp_path, width=320)
    assert tab.evaluate("document.documentElement.scrollWidth") == 320
    beyond = """[...document.querySelectorAll('body *')].filter(
        part => !part.closest('.scroll') && !part.closest('.skip, .hidden') && part.getBoundingClientRect().right > 321
    ).map(part => part.outerHTML.slice(0, 80))"""
    assert tab.evaluate(beyond) == []
    tab.close()


@pytest.mark.browser
def test_a_browser_logs_no_complaint_and_runs_no_name(browser: Browser, tmp_path: Path) -> None:
    said: list[str] = []
    tab = browser.new_page()
    tab.on("console", lambda message: said.append(message.text))
    tab.on("dialog", lambda dialog: said.append(dialog.message))
    tab.on("request", lambda request: said.append(request.url))
    path = tmp_path / "sheet.html"
    path.write_text(count_sheet(hostile("scottish")), encoding="utf-8")
    tab.goto(path.as_uri())
    assert said == [path.as_uri()]
    tab.close()


@pytest.mark.browser
def test_a_name_from_right_to_left_leaves_its_figures_in_place(browser: Browser, tmp_path: Path) -> None:
    tab = opened(browser, count_sheet(hostile("scottish")), tmp_path)
    row = tab.locator("table.votes tbody tr", has_text="evil override").first
    assert [cell.split()[0] for cell in row.locator("td").all_inner_texts()[:2]] == ["9.00000", "9.00000"]
    tab.close()


@pytest.mark.browser
def test_in_print_no_figure_of_the_table_lies_beyond_the_page(browser: Browser, tmp_path: Path) -> None:
    """A4 on its side less its margins: 297 - 24 mm = 1,032 CSS pixels."""
    tab = opened(browser, count_sheet(large()), tmp_path, width=1032)
    tab.emulate_media(media="print")
    assert tab.evaluate("Math.max(...[...document.querySelectorAll('table.votes')].map(t => t.scrollWidth))") <= 1032
    tab.close()
