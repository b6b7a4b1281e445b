"""What people type into the finder's box: every one of these is answered, or leads to the next step, on the device."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from journeys.sites import VOTING, indexed, published, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# What is typed → what is said, and where it leads: an order in place, a choice, or back to the box with the list.
LONDON = "are in London."
TYPED: list[tuple[str, str, str]] = [
    # Postcodes, as they are written
    ("E8 1AA", "E8 1AA is in London.", "order"),
    ("e81aa", "E8 1AA is in London.", "order"),
    ("  E8   1AA  ", "E8 1AA is in London.", "order"),
    ("e8-1aa", "E8 1AA is in London.", "order"),
    ("E8 1AA.", "E8 1AA is in London.", "order"),
    ("\uff25\uff18 \uff11\uff21\uff21", "E8 1AA is in London.", "order"),  # full-width
    ("E8 IAA", "Read as E8 1AA.", "order"),
    ("SW1A 1AA", "Postcodes in SW1A are in London.", "order"),
    ("SW1A 1AA", "is not in our list", "order"),
    ("W1A OAX", "W1A 0AX", "order"),
    ("w1a 0ax", "Postcodes in W1A are in London.", "order"),
    ("E8 1AB", "E8 1AB is no longer in use.", "order"),
    ("P1I 1AA", "Which of these did you mean?", "choice"),
    ("CH1 4AA", "CH1 4AA is not in our list", "list"),
    # An address, pasted
    ("10 Mare Street, London E8 1AA", "E8 1AA is in London.", "order"),
    ("Flat 3, 12 High St, Hackney, London, E8 1AA, United Kingdom", "E8 1AA is in London.", "order"),
    ("Ann Ash 1 The Green E81AA", "E8 1AA is in London.", "order"),
    ("my postcode is e8 1aa", "E8 1AA is in London.", "order"),
    # The beginning of one
    ("E8", f"Postcodes in E8 {LONDON}", "order"),
    ("se15", f"Postcodes in SE15 {LONDON}", "order"),
    ("SE15 3", f"Postcodes in SE15 {LONDON}", "order"),
    ("SW1A", f"Postcodes in SW1A {LONDON}", "order"),
    ("ec1a 1b", f"Postcodes in EC1A {LONDON}", "order"),
    ("EH1", "Postcodes in EH1 are in Scotland.", "order"),
    ("CF10", "Postcodes in CF10 are in Wales.", "order"),
    ("CH1", "Postcodes that begin with CH1 lie in more than one area.", "choice"),
    ("BT1", "BT1 is in Northern Ireland.", "order"),
    ("JE2", "JE2 is in the Channel Islands or the Isle of Man.", "order"),
    ("BT1 1AA", "BT1 1AA is in Northern Ireland.", "order"),
    ("IM1 1AA", "IM1 1AA is in the Channel Islands or the Isle of Man.", "order"),
    ("BF1 2AB", "is a forces address (BFPO).", "order"),
    ("BFPO 57", "is a forces address (BFPO).", "order"),
    ("E", "That is the beginning of a postcode.", "box"),
    # Areas, regions, nations
    ("London", "You are in London.", "order"),
    ("LONDON", "You are in London.", "order"),
    ("Wales", "You are in Wales.", "order"),
    ("scotland", "You are in Scotland.", "order"),
    ("Northern Ireland", "You are in Northern Ireland.", "order"),
    ("North East", "You are in North East.", "order"),
    ("north-east", "You are in North East.", "order"),
    ("Yorkshire", "You are in Yorkshire and the Humber.", "order"),
    ("Yorkshire & the Humber", "You are in Yorkshire and the Humber.", "order"),
    ("Overseas branch", "You are in Overseas branch.", "order"),
    ("overseas", "You are in Overseas branch.", "order"),
    ("England", "England is in more than one area.", "choice"),
    ("UK", "UK is in more than one area.", "choice"),
    ("Midlands", "Which of these did you mean?", "choice"),
    # Constituencies, by all or some of their names
    ("Hackney South and Shoreditch", "Hackney South and Shoreditch is in London.", "order"),
    ("Hackney", "You are in London.", "order"),
    ("islington north", "Islington North is in London.", "order"),
    ("Holborn & St Pancras", "Holborn and St Pancras is in London.", "order"),
    ("Holborn", "Holborn and St Pancras is in London.", "order"),
    ("Ynys Mon", "Ynys Môn is in Wales.", "order"),
    ("YNYS MÔN", "Ynys Môn is in Wales.", "order"),
    ("Saint Albans", "St Albans is in East of England.", "order"),
    ("Bath", "Bath is in South West.", "order"),
    ("Ely", "Ely and East Cambridgeshire is in East of England.", "order"),
    ("Orkney", "Orkney and Shetland is in Scotland.", "order"),
    ("Leeds", "You are in Yorkshire and the Humber.", "order"),
    ("Birmingham", "You are in West Midlands.", "order"),
    ("Glasgow", "You are in Scotland.", "order"),
    ("Brighton Pavilion", "Brighton Pavilion is in South East.", "order"),
    ("Newcastle", "Which of these did you mean?", "choice"),
    ("Vauxhall and Camberwell Green CLP", "Vauxhall and Camberwell Green is in London.", "order"),
    # Elsewhere
    ("Jersey", "Jersey is in South West.", "order"),
    ("Isle of Man", "Isle of Man is in South West.", "order"),
    ("Germany", "You vote from Germany.", "order"),
    ("germany", "You vote from Germany.", "order"),
    ("Ireland", "You vote from Ireland.", "order"),
    ("USA", "You vote from USA.", "order"),
    ("New Zealand", "You vote from New Zealand.", "order"),
    ("Cote d'Ivoire", "You vote from Côte d’Ivoire.", "order"),
    ("Turkey", "You vote from Turkey.", "order"),
    ("Hong Kong", "You vote from Hong Kong.", "order"),
    # What nothing is called
    ("", "Type your postcode.", "box"),
    ("   ", "Type your postcode.", "box"),
    ("hello world", "We cannot find “hello world”.", "box"),
    ("90210", "We cannot find “90210”.", "box"),
    ("GIR 0AA", "is not a place where anybody lives", "list"),
    ("<script>alert(1)</script>", "We cannot find “<script>alert(1)</script>”.", "box"),
    ("مرحبا", "We cannot find “مرحبا”.", "box"),
    ("East", "We cannot find “East”.", "box"),
    ("x" * 400, "We cannot find “xxxx", "box"),
    ("🗳️", "Type your postcode.", "box"),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("typed")
    with serving(published(folder, "site", VOTING, "--index", indexed(folder))) as (address, _):
        yield address


def opened(browser: Browser, site: str, path: str) -> Page:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.clock.set_fixed_time(datetime.fromisoformat(VOTING))
    page.goto(f"{site}/{path}")
    page.wait_for_load_state("networkidle")
    return page


@pytest.mark.browser
def test_everything_that_people_type_is_answered_or_leads_on(browser: Browser, site: str) -> None:
    page = opened(browser, site, "index.html")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    wrong = []
    assert len(TYPED) >= 80
    for typed, said, leads in TYPED:
        page.locator("#postcode").fill(typed)
        page.keyboard.press("Enter")
        page.locator("#answer h2, #postcode-error:not([hidden])").first.wait_for()
        text = page.locator("#answer").inner_text() + page.locator("#postcode-error").inner_text()
        links = page.locator("#postcode-error a:visible, #answer a[href*='how-to-vote.html#areas']").count()
        there = (
            "box"
            if page.locator("#postcode-error:visible").count()
            else "order"
            if page.locator("#answer .ballot").count()
            else "choice"
            if page.locator("#answer .choices button").count()
            else "list"
        )
        if said not in text or there != leads or (leads in ("box", "list") and not links):
            wrong.append((typed, leads, there, text[:120]))
    page.close()
    assert wrong == []
    assert asked == []


@pytest.mark.browser
def test_the_answers_heading_has_the_focus_at_the_top_of_the_screen(browser: Browser, site: str) -> None:
    for path in ("index.html", "finder.html"):
        page = opened(browser, site, path)
        page.locator("#postcode").fill("E8 1AA")
        page.keyboard.press("Enter")
        page.locator("#answer h2").wait_for()
        top = page.evaluate("document.activeElement.getBoundingClientRect().top")
        assert 0 <= top < 40, (path, top)
        # It is announced by its focus alone.
        assert page.locator("#answer[aria-live]").count() == 0
        page.close()


@pytest.mark.browser
def test_an_error_stands_between_the_hint_and_the_box_and_offers_the_list(browser: Browser, site: str) -> None:
    page = opened(browser, site, "finder.html")
    page.locator("#postcode").fill("nowhere at all")
    page.keyboard.press("Enter")
    tops = [page.locator(each).bounding_box() for each in ("#postcode-hint", "#postcode-error", "#postcode")]
    assert all(tops)
    assert [box["y"] for box in tops if box] == sorted(box["y"] for box in tops if box)
    assert page.locator("#postcode-error a").get_attribute("href") == "#list"
    assert page.locator("#postcode").get_attribute("autocomplete") == "postal-code"
    # One red by day, whatever the campaign's colour (#b3261e).
    assert page.evaluate("getComputedStyle(document.getElementById('postcode-error')).color") == "rgb(179, 38, 30)"
    page.close()


@pytest.mark.browser
def test_with_the_keyboard_alone_from_the_address_bar_to_the_order_and_on(browser: Browser, site: str) -> None:
    """Tab from the top of the page to the box, an error, the list behind it, an answer, a choice, what follows it."""
    page = opened(browser, site, "index.html")

    def tab_to(selector: str, most: int = 40) -> None:
        for _ in range(most):
            page.keyboard.press("Tab")
            # Whoever uses the keyboard sees where they are.
            assert page.evaluate(
                "document.activeElement === document.body || document.activeElement.matches(':focus-visible')"
            )
            if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
                return
        pytest.fail(f"{selector} cannot be reached with Tab")

    tab_to("a.skip", 1)
    page.keyboard.press("Enter")
    tab_to("#postcode")
    page.keyboard.type("nowhere at all")
    page.keyboard.press("Enter")
    page.locator("#postcode-error").wait_for()
    assert page.evaluate("document.activeElement.id") == "postcode"
    page.keyboard.press("Control+A")
    page.keyboard.type("CH1")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Postcodes that begin with CH1 lie in more than one area.").wait_for()
    tab_to(".choices button", 3)
    page.keyboard.press("Enter")
    page.locator("#answer .ballot").wait_for()
    assert page.evaluate("document.activeElement.matches('#answer h2')")
    tab_to("#answer a[href*='areas/']", 20)
    page.keyboard.press("Enter")
    page.wait_for_url("**/areas/*.html")
    tab_to(".share button, .share a")
    page.close()


@pytest.mark.browser
def test_once_the_page_is_loaded_it_answers_without_a_network(browser: Browser, site: str) -> None:
    page = opened(browser, site, "index.html")
    page.context.set_offline(True)
    for typed, said in (("E8 1AA", "E8 1AA is in London."), ("E8 1AB", "no longer in use"), ("Germany", "Germany")):
        page.locator("#postcode").fill(typed)
        page.keyboard.press("Enter")
        page.locator("#answer").filter(has_text=said).wait_for()
        assert page.locator("#answer .ballot li").count() == 6
    page.get_by_role("button", name="I vote from overseas").press("Enter")
    page.get_by_role("heading", name="You vote from overseas").wait_for()
    page.close()


def test_nothing_is_fetched_by_what_was_typed() -> None:
    """Every request of the scripts is made while the page loads; none stands in a function that reads the box."""
    script = Path("src/hustings/site/assets/finder.js")
    text = (Path(__file__).parent.parent.parent / script).read_text("utf-8")
    before, _, after = text.partition("async function look(")
    assert "fetched(box.dataset.index)" in before
    assert "fetch" not in after
