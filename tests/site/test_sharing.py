"""Sharing: ready words in plain links, what search engines and other sites read, and never what somebody typed."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from hustings import publish
from journeys.sites import LEAGUE, asset
from seasons import MOMENTS, league

ORDER = (
    "Council, members' places, how to vote in London: 1 Bryony Hawthorn, 2 Alder Fieldfare, 3 Marigold Sedge, "
    "4 Rowan Quickset, 5 Tansy Bullfinch, 6 Juniper Goldcrest."
)
BASE = "https://hedgerow-league.example.org"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The slate's site while people vote, as if it were no example, so that search engines are welcome."""
    folder = league(tmp_path_factory.mktemp("sharing") / "folder")
    text = (folder / "election.toml").read_text("utf-8")
    (folder / "election.toml").write_text(text.replace('example = "fictional"\n', ""), "utf-8")
    publish(folder, folder.with_name("site"), datetime.fromisoformat(MOMENTS["voting"]), slate="green-lanes")
    return folder.with_name("site")


def text(page: Path) -> str:
    return page.read_text("utf-8").replace("&#39;", "'").replace("&amp;", "&")


def links(page: str) -> dict[str, str]:
    """Links by their words."""
    return {words: address for address, words in re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', page)}


def test_every_service_gets_the_areas_order_in_words_and_the_pages_address(site: Path) -> None:
    found = links(text(site / "areas/london.html"))
    address = f"{BASE}/areas/london.html"
    assert parse_qs(urlsplit(found["WhatsApp"]).query) == {"text": [f"{ORDER} {address}"]}
    assert parse_qs(urlsplit(found["Bluesky"]).query) == {"text": [f"{ORDER} {address}"]}
    assert parse_qs(urlsplit(found["X"]).query) == {"text": [ORDER], "url": [address]}
    assert parse_qs(urlsplit(found["Facebook"]).query) == {"u": [address]}
    assert unquote(urlsplit(found["E-mail"]).query).endswith(f"&body={ORDER}\n{address}")
    assert found["Put the last day in your calendar"] == "../vote-by.ics"


def data(page: str) -> list[dict[str, Any]]:
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert block
    assert not set("<>&") & set(block[1])
    graph: list[dict[str, Any]] = json.loads(block[1])["@graph"]
    return graph


def test_every_page_has_an_address_of_its_own_and_what_others_read_of_it(site: Path) -> None:
    pages = [path for path in site.rglob("*.html") if "embed" not in path.parts and path.name != "404.html"]
    assert len(pages) > 25
    for path in pages:
        page, name = path.read_text("utf-8"), path.relative_to(site).as_posix().removesuffix("index.html")
        assert f'<link rel="canonical" href="{BASE}/{name}">' in page, name
        for key in ("og:title", "og:description", "og:url", "og:type", "og:site_name"):
            assert f'<meta property="{key}" content="' in page, (key, name)
        assert '<meta name="twitter:card"' in page
        assert data(page)[0] == {
            "@type": "Organization",
            "name": "Green Lanes",
            "url": f"{BASE}/",
            "memberOf": {"@type": "Organization", "name": "The Hedgerow League (fictional)"},
        }


def test_the_vote_events_and_people_are_linked_data(site: Path) -> None:
    kinds = {each["name"]: each for each in data((site / "index.html").read_text("utf-8"))}
    vote = kinds["Council, members' places, The Hedgerow League (fictional)"]
    assert (vote["startDate"], vote["endDate"]) == ("2027-07-12", "2027-08-16T12:00:00+01:00")
    assert vote["location"]["url"] == "https://votes.example.org/"
    questions = kinds["Questions to the candidates, on line (fictional)"]
    assert questions["startDate"] == "2027-07-20T19:00:00+01:00"
    person = data((site / "candidates/alder-fieldfare.html").read_text("utf-8"))[1]
    assert (person["@type"], person["name"]) == ("Person", "Alder Fieldfare")
    assert person["memberOf"] == {"@type": "Organization", "name": "Green Lanes"}


def test_a_map_of_the_site_names_every_page_but_the_embedded_finder(site: Path) -> None:
    found = re.findall("<loc>([^<]+)</loc>", (site / "sitemap.xml").read_text("utf-8"))
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")} - {"embed/index.html", "404.html"}
    assert set(found) == {f"{BASE}/{path.removesuffix('index.html')}" for path in pages}
    assert f"Sitemap: {BASE}/sitemap.xml" in (site / "robots.txt").read_text("utf-8")


def test_an_example_has_no_map_of_the_site(tmp_path: Path) -> None:
    publish(LEAGUE, tmp_path / "site", datetime.fromisoformat(MOMENTS["voting"]), slate="green-lanes")
    assert not (tmp_path / "site/sitemap.xml").exists()


def test_the_finder_has_the_services_and_no_place_for_what_was_typed(site: Path) -> None:
    found = json.loads(asset(site, "areas.json").read_text("utf-8"))
    assert set(found["services"]) == {"WhatsApp", "E-mail", "Bluesky", "X", "Facebook"}
    for form in found["services"].values():
        assert set(re.findall(r"{(\w+)}", form)) <= {"text", "url", "title"}
