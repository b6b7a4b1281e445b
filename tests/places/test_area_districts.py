"""Where areas are smaller than regions, a district leads to its own areas only."""

from __future__ import annotations

from pathlib import Path

from directories import HACKNEY, Row, written
from hustings.places.areas import areas_from, route
from hustings.places.build import build
from hustings.places.districts import parsed, shortened, table_of_areas
from hustings.places.finder import Finder
from hustings.places.index import load
from hustings.places.regions import constituencies

ISLINGTON, PECKHAM = "E14001305", "E14001421"
# E8 is in Hackney alone; N1 in Hackney (two postcodes) and Islington (one); SE15 in Peckham.
ROWS = [
    Row("E8 1AA", HACKNEY, 534000, 184000),
    Row("N1 1AA", HACKNEY, 533000, 184000),
    Row("N1 1AB", HACKNEY, 533010, 184000),
    Row("N1 9AA", ISLINGTON, 531000, 184000),
    Row("SE15 1AA", PECKHAM, 534000, 176000),
]


def test_a_district_has_the_areas_of_its_postcodes_the_largest_first(tmp_path: Path) -> None:
    directory = written(tmp_path / "ONSPD_NOV_2025.csv", ROWS)
    build(directory, tmp_path / "index.bin", "2025-11")
    table = constituencies()
    assert {ISLINGTON, PECKHAM, HACKNEY} <= table.keys()
    areas = areas_from([(code.lower(), [code]) for code in table])
    text = table_of_areas(load(tmp_path / "index.bin"), areas)
    assert [line for line in text.splitlines() if line[0] != "#"] == [
        f"E8 {HACKNEY}",
        f"N1 {HACKNEY} {ISLINGTON}",
        f"SE15 {PECKHAM}",
    ]
    finder = Finder(districts=parsed(text))
    straddling = route(finder.find("N1 5ZZ"), areas)
    assert (straddling.outcome, straddling.choices) == ("straddle", (HACKNEY.lower(), ISLINGTON.lower()))
    assert route(finder.find("SE15 3AA"), areas).area == PECKHAM.lower()
    # The browser's table says the same, with letters for the codes.
    short = [line for line in shortened(text).splitlines() if line[0] != "#"]
    letters = {place: letter for letter, place in (line[1:].split() for line in short[:3])}
    assert short[3:] == [
        f"{letters[HACKNEY]} E8",
        f"{letters[HACKNEY]},{letters[ISLINGTON]} N1",
        f"{letters[PECKHAM]} SE15",
    ]


def test_in_the_browsers_table_districts_of_the_same_places_are_one_row() -> None:
    region = "E12000007"
    names = ("E1", "E10", "E11", "E2", "E1W", "EC1A", "EC1M", "N1")
    text = "".join(f"{name} {region}\n" for name in names) + f"E12 {region}:90 E12000006:10\n"
    assert shortened(text).splitlines()[2:] == ["b E1W,1-2,10-11 EC1A,1M N1", "b,a E12"]
