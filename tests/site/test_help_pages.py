"""Pages that explain say what is so: of the folder's words, of the count, of the site itself."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hustings import publish
from journeys.sites import LEAGUE
from seasons import MOMENTS, league

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PRIVACY = """
[privacy]
controller = "Green Lanes campaign (fictional)"
contact = "mailto:data@hedgerow-league.example.org"
host = "Wayside Hosting (fictional)"
logs = "It keeps addresses of devices for seven days."
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = league(tmp_path_factory.mktemp("help") / "folder")
    (folder / "site.toml").write_text((LEAGUE / "site.toml").read_text("utf-8") + PRIVACY, "utf-8")
    out = folder.with_name("site")
    publish(folder, out, datetime.fromisoformat(MOMENTS["voting"]), slate="green-lanes")
    return out


def test_the_privacy_page_names_the_controller_the_host_and_where_links_lead(site: Path) -> None:
    page = (site / "privacy.html").read_text("utf-8")
    for said in (
        "Green Lanes campaign (fictional) is responsible for this site",
        'href="mailto:data@hedgerow-league.example.org"',
        "Wayside Hosting (fictional) sends you the pages of this site. It keeps addresses of devices for seven days.",
        "<li>votes.example.org</li>",
        "<li>events.example.org</li>",
        "<li>news.example.org</li>",
        "Information Commissioner’s Office",
    ):
        assert said in page, said


def test_without_a_controller_the_imprint_is_named_and_the_host_is_said_to_see_addresses(tmp_path: Path) -> None:
    publish(LEAGUE, tmp_path / "site", datetime.fromisoformat(MOMENTS["voting"]), slate="green-lanes")
    page = (tmp_path / "site/privacy.html").read_text("utf-8")
    assert "published by nobody on behalf of nobody" in page.partition("<footer")[0]
    assert "Every host sees the address of your device (IP address)" in page


def test_how_stv_works_has_the_places_and_constraints_of_the_contest_and_who_may_vote(site: Path) -> None:
    page = (site / "stv.html").read_text("utf-8")
    assert "until 9 candidates are elected" in page
    assert "at least 4 of those elected must be from this group: women" in page
    assert "Everybody who was a member of the League on 25 June 2027 (fictional)." in page


def test_a_contest_for_one_place_is_not_called_the_single_transferable_vote(tmp_path: Path) -> None:
    at = datetime.fromisoformat(MOMENTS["voting"])
    publish(LEAGUE, tmp_path / "site", at, slate="green-lanes", contest="treasurer")
    page = (tmp_path / "site/stv.html").read_text("utf-8")
    assert "<h1>How preferences are counted</h1>" in page
    assert "more than half of all votes is elected" in page
    assert "Transferable" not in page


def test_the_accessibility_page_speaks_of_leaflets_only_where_there_are_some(site: Path) -> None:
    page = (site / "accessibility.html").read_text("utf-8")
    assert "Leaflets are PDF files" not in page
    assert "The map is a picture" in page


def test_every_page_leads_to_them(site: Path) -> None:
    page = (site / "areas/london.html").read_text("utf-8").partition("<footer")[2]
    for path in ("stv.html", "privacy.html", "accessibility.html"):
        assert f'href="../{path}"' in page


@pytest.mark.browser
def test_every_page_can_be_printed_and_has_one_menu(site: Path, browser: Browser) -> None:
    """A style that is meant for a list or a note must not reach the page of that name: privacy.html printed blank."""
    tab = browser.new_page(viewport={"width": 1280, "height": 800})
    for path in sorted(site.rglob("*.html")):
        if (
            "embed" in path.parts or path.name == "404.html"
        ):  # the first has no menu, the second no style without a server
            continue
        tab.goto(path.as_uri())
        tab.emulate_media(media="screen")
        assert not tab.locator(".to-menu").is_visible(), path
        tab.emulate_media(media="print")
        assert tab.locator("h1").is_visible(), path
    tab.close()
