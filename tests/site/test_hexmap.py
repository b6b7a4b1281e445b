"""The lists of a slate and their map: every constituency in the colour of the list its members are told."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from election_folders import COMMITTEE
from election_folders import folder as committee
from hustings.places.regions import constituencies
from hustings.site.content import AreaAdvice, Person
from hustings.site.hexmap import hexes
from hustings.site.lists import lists_of
from journeys.program import ROOT, hustings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LEAGUE = ROOT / "examples/hedgerow-league"
SIX = (
    *("Bryony Hawthorn", "Alder Fieldfare", "Marigold Sedge"),
    *("Rowan Quickset", "Tansy Bullfinch", "Juniper Goldcrest"),
)


@pytest.fixture(scope="module")
def how(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of a plan with list A in London and Wales, B in Scotland; the overseas branch settles its own."""
    folder = tmp_path_factory.mktemp("map")
    turned = [*SIX[1:], SIX[0]]
    rows = [("london", "A", SIX), ("wales", "A", SIX), ("scotland", "B", turned)]
    lines = [f"council,green-lanes,{area},{name},{','.join(order)}\n" for area, name, order in rows]
    (folder / "plan.csv").write_text("contest,slate,area,list,1,2,3,4,5,6\n" + "".join(lines), "utf-8")
    asked = ("--slate", "green-lanes", "--plan", folder / "plan.csv", "--as-of", "2027-07-20T12:00:00+01:00")
    done = hustings("publish", LEAGUE, "--out", folder / "site", *asked)
    assert done.returncode == 0, done.stderr
    return (folder / "site/how-to-vote.html").read_text("utf-8")


def test_a_settled_order_does_not_take_the_name_of_the_plans_list(tmp_path: Path) -> None:
    """The plan has the overseas branch in list A; the branch has settled another order (slates.toml)."""
    rows = [f"council,green-lanes,{area},A,{','.join(SIX)}\n" for area in ("london", "overseas")]
    (tmp_path / "plan.csv").write_text("contest,slate,area,list,1,2,3,4,5,6\n" + "".join(rows), "utf-8")
    asked = ("--slate", "green-lanes", "--plan", tmp_path / "plan.csv", "--as-of", "2027-07-20T12:00:00+01:00")
    done = hustings("publish", LEAGUE, "--out", tmp_path / "site", *asked)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "site/how-to-vote.html").read_text("utf-8")
    assert re.findall(r"<h3>(List \w+)</h3>", page) == ["List A", "List 1"]
    assert page.count('<span class="note">List A</span>') == 1


def drawn(page: str) -> dict[str, tuple[str, int]]:
    """What the map's tooltips say → the class of the shape and how many hexagons it has."""
    shapes = re.findall(r'<path class="(list\d)" d="([^"]*)"><title>([^<]*)</title>', page)
    return {title: (colour, path.count("M")) for colour, path, title in shapes}


def test_every_constituency_is_on_the_map_once_in_the_colour_of_its_list(how: str) -> None:
    """The House of Commons since 2024: London 75 members, Wales 32, Scotland 57, Northern Ireland 18, all 650."""
    found = drawn(how)
    assert found["London: A"] == ("list1", 75)
    assert found["Wales: A"] == ("list1", 32)
    assert found["Scotland: B"] == ("list2", 57)
    assert found["Northern Ireland"] == ("list0", 18)
    assert sum(number for _, number in found.values()) == 650


def test_the_text_beside_the_map_says_the_same(how: str) -> None:
    text = re.sub(r"<[^>]+>", " ", how[how.index('class="lists"') : how.index('id="areas"')])
    text = " ".join(text.split())
    assert "List A Bryony Hawthorn" in text
    assert "London , Wales" in text
    assert "List B Alder Fieldfare" in text
    assert "Overseas branch (not on the map)" in text
    assert re.search(r"Not published yet North East, .*Northern Ireland", text)


def test_the_letters_of_lists_stand_on_the_map(how: str) -> None:
    """London and Wales do not touch; Shetland and Orkney lie apart from Scotland."""
    letters = Counter(re.findall(r'<text class="on\d"[^>]*>([^<]+)</text>', how[how.index('class="hexmap"') :]))
    assert letters["A"] >= 2 + 1  # and one in the list beside
    assert letters["B"] >= 1 + 1


def test_the_layout_has_650_places_for_the_650_constituencies() -> None:
    assert set(hexes()) == set(constituencies())
    assert len(set(hexes().values())) == 650


@pytest.mark.data
def test_the_layout_is_the_published_one(data: Path) -> None:
    published = json.loads((data / "postcodes/uk-constituencies-2024.hexjson").read_text("utf-8"))
    assert published["layout"] == "odd-r"
    assert dict(hexes()) == {code: (each["q"], each["r"]) for code, each in published["hexes"].items()}
    with (data / "postcodes/constituencies_2024_650.csv").open(encoding="utf-8") as file:
        regions = {row["pcon24cd"]: row["rgncd"] for row in csv.DictReader(file)}
    assert {code: region for code, (_, region) in constituencies().items()} == regions


def test_an_election_without_places_has_no_map_and_says_nothing_of_one(tmp_path: Path) -> None:
    areas = "code,name,parent,voters,covers\nday,Day shift,,,\nnight,Night shift,,,\n"
    people = "name,groups,area,withdrawn\nAnn Ash,women,,\nBen Birch,,,\nCy Cedar,,,\nDi Dogwood,women,,\n"
    folder = committee(tmp_path / "shifts", {**COMMITTEE, "areas.csv": areas, "candidates.csv": people})
    (folder / "site.toml").write_text('imprint = "Published by A. Ash, 1 High Street"\n', "utf-8")
    rows = "committee,together,day,A,Ann Ash,Ben Birch\ncommittee,together,night,B,Ben Birch,Ann Ash\n"
    (folder / "plan.csv").write_text(f"contest,slate,area,list,1,2\n{rows}", "utf-8")
    asked = ("--slate", "together", "--as-of", "2027-03-20T12:00:00+00:00")
    done = hustings("publish", folder, "--out", tmp_path / "site", *asked)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "site/how-to-vote.html").read_text("utf-8")
    assert "Day shift" in page
    assert "constituenc" not in page
    assert "hexmap" not in page


def person(name: str) -> Person:
    return Person(name, name.lower())


def area(code: str, order: str, listed: str = "") -> AreaAdvice:
    return AreaAdvice(code, code, code, tuple(person(name) for name in order), listed)


def test_areas_of_one_order_share_a_list_whatever_it_is_called() -> None:
    found = lists_of([area("n", "AB", "A"), area("s", "BA", "B"), area("w", "AB"), area("x", "")])
    assert [(each.label, [a.code for a in each.areas]) for each in found] == [("A", ["n", "w"]), ("B", ["s"])]


def test_a_list_without_a_short_name_of_its_own_gets_a_number() -> None:
    found = lists_of(
        [area("n", "AB", "The northern list"), area("s", "BA", "C"), area("w", "CA", "C"), area("x", "CB")]
    )
    assert sorted(each.label for each in found) == ["1", "2", "3", "4"]
    assert len({each.colour for each in found}) == 4


@pytest.mark.browser
@pytest.mark.parametrize("dark", [False, True])
def test_letters_can_be_read_on_the_colours(browser: Browser, tmp_path: Path, dark: bool) -> None:
    """WCAG 2.2: 4.5 to 1, computed here from what the browser says it draws."""
    assets = ROOT / "src/hustings/site/assets"
    css = "".join((assets / name).read_text("utf-8") for name in ("site.css", "figures.css"))
    shapes = "".join(f'<path class="list{n}" d="M0 0h9v9z"/><text class="on{n}">A</text>' for n in range(1, 9))
    (tmp_path / "page.html").write_text(f"<style>{css}</style><svg>{shapes}</svg>", "utf-8")
    tab = browser.new_page(color_scheme="dark" if dark else "light")
    tab.goto((tmp_path / "page.html").as_uri())
    fills = tab.evaluate("[...document.querySelectorAll('path,text')].map(part => getComputedStyle(part).fill)")
    tab.close()

    def light(colour: str) -> float:
        parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for ground, letter in zip(fills[::2], fills[1::2], strict=True):
        low, high = sorted((light(ground), light(letter)))
        assert (high + 0.05) / (low + 0.05) >= 4.5, (ground, letter)
