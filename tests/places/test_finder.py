"""Every state of the finder: what is typed, and what it turns out to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from directories import BELFAST, HACKNEY, ISLINGTON, Row, written
from hustings.places.build import build
from hustings.places.districts import bundled
from hustings.places.finder import Answer, Finder
from hustings.places.regions import REGIONS

ROWS = [
    Row("SO14 0AA", HACKNEY, 530000, 184000),
    Row("PO1 1AB", HACKNEY, 530000, 185000),
    Row("B11 1AA", ISLINGTON, 530000, 186000),
    Row("BL1 1AA", HACKNEY, 530000, 187000),
    Row("N1 0SL", ISLINGTON, 530000, 188000),
    Row("N1 5AB", ISLINGTON, 530000, 189000),
    Row("IP1 1AA", ISLINGTON, 530000, 190000),
    Row("W1A 1AA", "E99999999", "", ""),
    Row("AB1 0AA", ISLINGTON, 530000, 191000, ended="199606"),
    Row("JE2 3AA", "L99999999", "", "", country="L93000001", region="L99999999"),
    Row("IM1 1AA", "M99999999", "", "", ended="199912", country="M83000003", region="M99999999"),
]


@pytest.fixture(scope="module")
def finder(tmp_path_factory: pytest.TempPathFactory) -> Finder:
    folder = tmp_path_factory.mktemp("finder")
    build(written(folder / "directory.csv", ROWS), folder / "postcodes.idx")
    return Finder.load(folder / "postcodes.idx")


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("", "empty"),
        (" . ", "empty"),
        ("SO14", "partial"),
        ("SO14 0A", "partial"),
        ("Southampton", "malformed"),
        ("SO14 0AA", "found"),
        ("SO14 0AB", "not in list"),
        ("ZZ1 1ZZ", "not in list"),
        ("W1A 1AA", "no location"),
        ("AB1 0AA", "terminated"),
        ("BT1 5AB", "northern ireland"),
        ("JE2 3AA", "crown dependency"),
        ("GY1 1AA", "crown dependency"),
        ("IM1 1AA", "crown dependency"),
        ("BF1 2AA", "forces"),
        ("BFPO 57", "forces"),
        ("GIR 0AA", "non-geographic"),
    ],
)
def test_each_kind_of_postcode_has_its_own_state(finder: Finder, typed: str, state: str) -> None:
    assert finder.find(typed).state == state


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("S014 0AA", "SO14 0AA"),
        ("SO14 OAA", "SO14 0AA"),
        ("so14oaa", "SO14 0AA"),
        ("S0I4 OAA", "SO14 0AA"),
        ("P01 1AB", "PO1 1AB"),
        ("PO1 IAB", "PO1 1AB"),
        ("1P1 1AA", "IP1 1AA"),
        ("IPI IAA", "IP1 1AA"),
        ("BII IAA", "B11 1AA"),
        ("N1 OSL", "N1 0SL"),
        ("NI SAB", "N1 5AB"),
        ("BLI 1AA", "BL1 1AA"),
    ],
)
def test_look_alikes_are_repaired_when_that_makes_a_real_postcode(finder: Finder, typed: str, meant: str) -> None:
    answer = finder.find(typed)
    assert (answer.state, answer.postcode, answer.repaired) == ("found", meant, True)


def test_a_real_postcode_is_never_repaired_into_another(finder: Finder) -> None:
    # One look-alike apart: B11 1AA and BL1 1AA both exist.
    assert finder.find("B11 1AA").postcode == "B11 1AA"
    assert finder.find("BL1 1AA").postcode == "BL1 1AA"


def test_nothing_is_repaired_in_a_district_that_exists(finder: Finder) -> None:
    # BL1 1AB does not exist, nor does B11 1AB; its district does, and so the person is told that it is not in the list.
    assert finder.find("B11 1AB") == Answer("not in list", "B11 1AB")


def test_a_repair_that_makes_no_real_postcode_is_not_in_the_list(finder: Finder) -> None:
    assert finder.find("P01 9ZZ") == Answer("not in list", "P01 9ZZ")
    # Its district is real: it is the one that was meant, and is not in the list.
    assert finder.find("S014 9ZZ") == Answer("not in list", "SO14 9ZZ", repaired=True)
    assert finder.find("SO14 OZO").state == "malformed"


def test_where_two_real_postcodes_may_be_meant_the_person_chooses(tmp_path: Path) -> None:
    # There is no district P11; its first 1 may be an I or an L, one change each.
    rows = [Row("PL1 1AA", HACKNEY, 530000, 184000), Row("PI1 1AA", ISLINGTON, 530000, 185000)]
    build(written(tmp_path / "directory.csv", rows), tmp_path / "postcodes.idx")
    answer = Finder.load(tmp_path / "postcodes.idx").find("P11 1AA")
    assert answer == Answer("ambiguous", candidates=("PI1 1AA", "PL1 1AA"))


def test_northern_ireland_is_found_once_the_directory_has_it(tmp_path: Path) -> None:
    rows = [
        Row("BT1 1AA", BELFAST, 333000, 374000, region="N99999999", country="N92000002"),
        Row("BT1 1AB", "N99999999", "", "", region="N99999999", country="N92000002"),
    ]
    build(written(tmp_path / "directory.csv", rows), tmp_path / "postcodes.idx")
    finder = Finder.load(tmp_path / "postcodes.idx")
    assert finder.find("BT1 1AA").constituency == BELFAST
    assert finder.find("BT1 1AB").state == "no location"
    assert finder.find("BT1 1ZZ").state == "not in list"


def test_without_an_index_the_district_tells_its_regions_and_no_more() -> None:
    finder = Finder(districts=bundled())
    assert finder.find("AB10 1AA") == Answer("district", "AB10 1AA", regions=(("S92000003", 100),))
    # Chester's CH4 is part English, part Welsh.
    assert {region for region, _ in finder.find("CH4 8AA").regions} == {"E12000002", "W92000004"}
    assert finder.find("BT1 5AB").state == "northern ireland"
    assert finder.find("ZZ1 1AA").state == "not in list"
    assert finder.find("S014 0AA").postcode == "SO14 0AA"


def test_the_table_of_districts_is_small_and_whole() -> None:
    table = bundled()
    assert len(table) > 2_800
    for district, shares in table.items():
        assert all(region in REGIONS for region, _ in shares), district
        assert [per for _, per in shares] == sorted((per for _, per in shares), reverse=True)
