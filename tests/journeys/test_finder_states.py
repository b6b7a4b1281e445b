"""Every state of the finder has words of its own and leads somewhere: on phone and desktop, by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from journeys.sites import CLOSED, KNOWN, NAMES, NOMINATING, VOTING, WAITING, indexed, published, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

WIDTHS = [320, 1200]


@dataclass(frozen=True)
class State:
    """What is typed (or «button: …» pressed) on which site, what is said then, and where it leads: to a ballot in
    place («ballot»), to a choice of areas («choices»), to the list («list»), or back to the input («input»)."""

    name: str
    site: str
    typed: str
    said: str
    leads: str


STATES = [
    State("empty", "index", "", "Type your postcode.", "input"),
    State("partial", "index", "E", "That is the beginning of a postcode.", "input"),
    State("malformed", "index", "hello world", "We cannot find “hello world”.", "input"),
    State("found", "index", "e8 1aa", "E8 1AA is in London.", "ballot"),
    State("repaired", "index", "E8 IAA", "Read as E8 1AA.", "ballot"),
    State("ambiguous", "index", "P1I 1AA", "Which of these did you mean?", "choices"),
    State("not in our list", "index", "E8 1ZZ", "E8 1ZZ is not in our list of November 2025.", "ballot"),
    State("terminated", "index", "E8 1AB", "E8 1AB is no longer in use.", "ballot"),
    State("no location", "index", "E1W 9ZZ", "E1W 9ZZ has no place on the map", "list"),
    State("boundary", "index", "E8 9AA", "E8 9AA lies close to where two areas meet.", "ballot"),
    State("northern ireland", "index", "BT1 1AA", "BT1 1AA is in Northern Ireland.", "ballot"),
    State("crown dependency", "index", "JE2 3AB", "JE2 3AB is in the Channel Islands or the Isle of Man.", "ballot"),
    State("forces", "index", "BF1 2AB", "is a forces address (BFPO).", "ballot"),
    State("non-geographic", "index", "GIR 0AA", "is not a place where anybody lives", "list"),
    State("overseas", "index", "button: I vote from overseas", "You vote from overseas.", "ballot"),
    State("another branch", "index", "button: I vote in another branch", "Choose your area from the list.", "choices"),
    State("district", "districts", "E1 6AN", "Postcodes in E1 are in London.", "ballot"),
    State("straddling district", "districts", "CH1 4AA", "Which is yours?", "choices"),
    State("district alone", "index", "e8", "Postcodes in E8 are in London.", "ballot"),
    State("pasted address", "index", "1 High Street, London E8 1AA, UK", "E8 1AA is in London.", "ballot"),
    State("a branch", "index", "Overseas branch", "You are in Overseas branch.", "ballot"),
    State("a country", "index", "Germany", "You vote from Germany.", "ballot"),
    State("a constituency", "index", "hackney south and shoreditch", "is in London.", "ballot"),
    State("a nation of several areas", "index", "England", "England is in more than one area.", "choices"),
    State("letters for figures", "districts", "W1A OAX", "Postcodes in W1A are in London.", "ballot"),
    State("nominations open", "nominating", "E1 6AN", "Voting has not begun.", "page"),
    State("order not yet published", "waiting", "E1 6AN", "is not published yet", "page"),
    State("voting closed", "closed", "E1 6AN", "Voting has closed. This was the recommended order.", "ballot"),
]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, tuple[str, str]]]:
    """Name → address of the site, and the moment that the device's clock shows there."""
    folder = tmp_path_factory.mktemp("sites")
    made = {
        "index": (published(folder, "index", VOTING, "--index", indexed(folder)), VOTING),
        "districts": (published(folder, "districts", VOTING), VOTING),
        "nominating": (published(folder, "nominating", NOMINATING), NOMINATING),
        "waiting": (published(folder, "waiting", WAITING), WAITING),
        "closed": (published(folder, "closed", CLOSED), CLOSED),
        "known": (published(folder, "known", KNOWN), KNOWN),
    }
    with ExitStack() as stack:
        yield {name: (stack.enter_context(serving(site))[0], moment) for name, (site, moment) in made.items()}


def opened(
    browser: Browser, site: tuple[str, str], path: str, width: int, faults: list[str], dark: bool = False
) -> Page:
    """A page of a site on a device of this width whose clock shows the site's moment; what goes wrong is noted."""
    address, moment = site
    page = browser.new_page(viewport={"width": width, "height": 700}, color_scheme="dark" if dark else "light")
    page.clock.set_fixed_time(datetime.fromisoformat(moment))
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(address) else faults.append(request.url))
    page.goto(f"{address}/{path}.html")
    return page


def reach(page: Page, state: State) -> None:
    """Come to a state by keyboard alone, from the top of the page."""
    page.locator("#postcode").wait_for()
    page.wait_for_load_state("networkidle")
    wanted = state.typed.removeprefix("button: ") if state.typed.startswith("button: ") else ""
    for _ in range(40):
        page.keyboard.press("Tab")
        here = page.evaluate("[document.activeElement.id, document.activeElement.textContent]")
        if (here[1] == wanted) if wanted else (here[0] == "postcode"):
            break
    else:
        raise AssertionError("the keyboard does not come there")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none", "what has the focus does not show it"
    if not wanted:
        page.keyboard.type(state.typed)
    page.keyboard.press("Enter")
    page.locator("#answer h2, #postcode-error:not([hidden])").first.wait_for()


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_a_state_says_what_it_is_leads_somewhere_and_passes_axe(
    browser: Browser, sites: dict[str, tuple[str, str]], state: State, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    faults: list[str] = []
    page = opened(browser, sites[state.site], "finder", width, faults, dark=width == 1200)
    reach(page, state)
    said = page.locator("#answer").inner_text() + page.locator("#postcode-error").inner_text()
    assert state.said in said
    focus = page.evaluate("document.activeElement.closest('#answer') ? 'answer' : document.activeElement.id")
    assert focus == ("postcode" if state.leads == "input" else "answer")
    if state.leads == "ballot":
        assert sorted(page.locator("#answer .ballot .name").all_inner_texts()) == sorted(NAMES)
    elif state.leads == "choices":
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.locator("#answer .ballot").wait_for()
    elif state.leads == "list":
        assert page.locator("#answer a[href='#list']").count() == 1
    elif state.leads == "page":
        assert page.locator("#answer a[href*='areas/']").count() == 1
        assert page.locator("#answer .ballot").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    result = Axe().run(page)
    assert [each["id"] for each in result.response["violations"]] == [], result.generate_report()
    assert faults == []
    page.close()


PHASES = [
    ("nominating", "Nominations are open until"),
    ("waiting", "Nominations have closed."),
    ("districts", "Voting is open until"),
    ("closed", "Voting has closed."),
    ("known", "The result is expected"),
]


@pytest.mark.browser
@pytest.mark.parametrize("path", ["index", "finder", "how-to-vote", "areas/london", "embed/index"])
@pytest.mark.parametrize(("site", "said"), PHASES)
def test_pages_say_where_the_election_stands(
    browser: Browser, sites: dict[str, tuple[str, str]], site: str, said: str, path: str
) -> None:
    faults: list[str] = []
    page = opened(browser, sites[site], path, 320, faults)
    page.wait_for_load_state("networkidle")
    assert said in page.locator("main").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert faults == []
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("state", [state for state in STATES if state.typed == "E1 6AN"], ids=lambda state: state.name)
def test_the_finder_on_a_supporters_site_says_the_same(
    browser: Browser, sites: dict[str, tuple[str, str]], state: State
) -> None:
    address, moment = sites[state.site]
    page = browser.new_page(viewport={"width": 320, "height": 900})
    page.clock.set_fixed_time(datetime.fromisoformat(moment))
    page.set_content(f'<h1>A supporter</h1><iframe src="{address}/embed/index.html" width="300" height="800"></iframe>')
    frame = page.frame_locator("iframe")
    frame.locator("#postcode").fill(state.typed)
    frame.locator("#postcode").press("Enter")
    frame.locator("#answer h2").first.wait_for()
    assert state.said in frame.locator("#answer").inner_text()
    assert frame.locator("#answer .ballot").count() == (state.leads == "ballot")
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
def test_the_phase_moves_with_the_devices_clock(
    browser: Browser, sites: dict[str, tuple[str, str]], width: int
) -> None:
    """Published while voting was open, looked at the day after it closed."""
    page = opened(browser, (sites["districts"][0], CLOSED), "areas/london", width, [])
    page.wait_for_load_state("networkidle")
    assert "Voting has closed." in page.locator("main").inner_text()
    page.close()


@pytest.mark.browser
def test_while_the_index_loads_it_is_said(browser: Browser, sites: dict[str, tuple[str, str]]) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 700})
    held: list[Route] = []
    page.route("**/postcodes.*.bin", lambda route: held.append(route))
    page.goto(f"{sites['index'][0]}/finder.html")
    with page.expect_request("**/postcodes.*.bin"):
        page.locator("#postcode").fill("E8 1AA")
        page.keyboard.press("Enter")
    page.get_by_role("heading", name="Postcodes in E8 are in London.").wait_for()
    page.get_by_role("status").filter(has_text="Looking it up").wait_for()
    held[0].continue_()
    page.locator("#finder[data-state=found]").wait_for()
    assert page.locator("#answer h2").inner_text() == "Postcodes in E8 are in London."
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("path", ["index", "finder", "how-to-vote", "areas/london", "candidates", "nominations"])
def test_in_print_the_page_is_black_on_white_without_menus(
    browser: Browser, sites: dict[str, tuple[str, str]], path: str
) -> None:
    page = opened(browser, sites["districts"], path, 760, [], dark=True)
    page.wait_for_load_state("networkidle")
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.locator("nav").first.is_visible()
    assert page.locator("h1").is_visible()
    colours = page.evaluate("[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]")
    assert colours[0] in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"), colours
    assert sum(map(int, colours[1].removeprefix("rgb(").removesuffix(")").split(","))) < 120, colours
    if path == "areas/london":
        assert page.locator(".ballot .name:visible").all_inner_texts() == NAMES
        assert "Imprint" in page.locator("footer").inner_text()
    page.close()
