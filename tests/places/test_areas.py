"""Areas cover every constituency exactly once, and every answer leads to the right one or asks."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from directories import BELFAST, HACKNEY, ISLINGTON
from hustings.election.folder.areas_csv import read_areas
from hustings.election.problems import BadInput, Problem
from hustings.places.areas import Routing, areas_from, route
from hustings.places.finder import Answer
from hustings.places.index import Place
from hustings.places.regions import NATIONS, REGIONS, constituencies, name_of

LONDON = "E12000007"
NATIONS_AS_AREAS = [
    ("england", ["E92000001"]),
    ("scotland", ["S92000003"]),
    ("wales", ["W92000004"]),
    ("ni", ["@ni"]),
    ("international", ["@overseas", "@crown", "@forces"]),
]


def test_the_table_has_650_constituencies_in_twelve_regions() -> None:
    # The numbers per nation are those of the Parliamentary Constituencies Act 2020 reviews: 543, 57, 32 and 18.
    regions = [region for _, region in constituencies().values()]
    assert len(regions) == 650
    assert set(regions) == set(REGIONS)
    assert {code: regions.count(code) for code in NATIONS if code in REGIONS} == {
        "S92000003": 57,
        "W92000004": 32,
        "N92000002": 18,
    }
    assert name_of("W07000112") == "Ynys Môn"


def test_the_areas_of_a_new_folder_cover_every_constituency(tmp_path: Path) -> None:
    template = resources.files("hustings.election") / "template" / "areas.csv"
    (tmp_path / "areas.csv").write_text(template.read_text())
    problems: list[Problem] = []
    areas = areas_from((area.code, area.covers) for area in read_areas(tmp_path / "areas.csv", problems))
    assert problems == []
    assert all(len(areas.at(code, "")) == 1 for code in constituencies())


def test_a_nation_covers_all_its_constituencies() -> None:
    areas = areas_from(NATIONS_AS_AREAS)
    assert len([code for code in constituencies() if len(areas.at(code, "")) == 1]) == 650
    assert areas.at(HACKNEY, LONDON) == ("england",)
    assert areas.at(BELFAST, "N92000002") == ("ni",)


def test_the_most_specific_cover_wins() -> None:
    rows = [*NATIONS_AS_AREAS, ("london", [LONDON]), ("islington", [ISLINGTON])]
    areas = areas_from(rows)
    assert areas.at(ISLINGTON, LONDON) == ("islington",)
    assert areas.at(HACKNEY, LONDON) == ("london",)
    assert areas.at("", LONDON) == ("london", "islington")
    assert areas.at("", "E12000001") == ("england",)
    # Only divided regions need their constituencies told apart.
    assert set(areas.compact) == {
        *REGIONS,
        *(code for code, (_, region) in constituencies().items() if region == LONDON),
        *("@overseas", "@crown", "@forces"),
    }


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(BadInput) as caught:
        areas_from(
            [
                ("england", ["E92000001", "E1200007"]),
                ("scotland", ["S92000003"]),
                ("north-britain", ["S92000003"]),
                ("ni", ["@ni"]),
                ("ulster", ["N92000002"]),
                ("cymru", ["W07000112"]),
                ("abroad", ["@oversea"]),
            ],
            lines={"england": 2, "north-britain": 4, "ulster": 6, "abroad": 8},
        )
    said = [str(problem) for problem in caught.value.problems]
    assert any(line.startswith("areas.csv:2: “E1200007” is not a code") and "E12000007" in line for line in said)
    assert any("areas.csv:4: S92000003 Scotland is covered by “scotland” and again" in line for line in said)
    assert any("areas.csv:6: N92000002 Northern Ireland is covered by “ni”" in line for line in said)
    assert any("“@oversea” is not a code that an area can cover (did you mean “@overseas”?)" in line for line in said)
    # Wales has 32, of which Ynys Môn is covered: five are named and 26 more told.
    assert any("and 26 more; add them, or W92000004 (Wales), to one" in line for line in said)


def test_a_region_that_nobody_covers_is_told_as_one() -> None:
    with pytest.raises(BadInput, match="no area covers Wales; add W92000004 to one"):
        areas_from([row for row in NATIONS_AS_AREAS if row[0] != "wales"])


def test_an_area_that_others_leave_nothing_is_told() -> None:
    every_region = [(f"region-{code}", [code]) for code in REGIONS]
    with pytest.raises(BadInput, match="“england” is left without a place"):
        areas_from([("england", ["E92000001"]), *every_region])


AREAS = areas_from([*NATIONS_AS_AREAS, ("london", [LONDON]), ("islington", [ISLINGTON])])


@pytest.mark.parametrize(
    ("answer", "routing"),
    [
        (Answer("found", "E8 1AA", HACKNEY, LONDON), Routing("found", "london", ("london",))),
        (
            Answer("found", "N1 1AA", ISLINGTON, LONDON, near=(Place(HACKNEY, LONDON),)),
            Routing("boundary", "islington", ("islington", "london")),
        ),
        # Another constituency is near, but in the same area: no boundary.
        (
            Answer("found", "E8 1AA", HACKNEY, LONDON, near=(Place("E14001259", LONDON),)),
            Routing("found", "london", ("london",)),
        ),
        # A constituency of earlier boundaries counts by its region, which here is divided.
        (
            Answer("found", "N1 1AA", "E14000763", LONDON),
            Routing("straddle", None, ("london", "islington")),
        ),
        (
            Answer("found", "AB10 1AA", "S14000001", "S92000003"),
            Routing("found", "scotland", ("scotland",)),
        ),
        (Answer("terminated", "E8 1AA", HACKNEY, LONDON), Routing("terminated", None, ("london",))),
        (Answer("district", "AB10 1AA", regions=(("S92000003", 100),)), Routing("found", "scotland", ("scotland",))),
        # Of one region, but this region has two areas.
        (Answer("district", "E8 1AA", regions=((LONDON, 100),)), Routing("straddle", None, ("london", "islington"))),
        (
            Answer("district", "CH4 8AA", regions=(("E12000002", 52), ("W92000004", 48))),
            Routing("straddle", None, ("england", "wales")),
        ),
        # Two regions of one area: the district tells enough.
        (
            Answer("district", "CA9 1AA", regions=(("E12000002", 98), ("E12000001", 2))),
            Routing("found", "england", ("england",)),
        ),
        (Answer("northern ireland", "BT1 1AA", region="N92000002"), Routing("special", "ni", ("ni",))),
        (
            Answer("crown dependency", "JE2 3AA", region="L93000001"),
            Routing("special", "international", ("international",)),
        ),
        (Answer("forces"), Routing("special", "international", ("international",))),
        (Answer("not in list", "E8 9ZZ"), Routing("unknown")),
        (Answer("no location", "E8 9ZZ"), Routing("unknown")),
        (Answer("malformed"), Routing("unknown")),
    ],
)
def test_every_answer_leads_somewhere(answer: Answer, routing: Routing) -> None:
    assert route(answer, AREAS) == routing


def test_divided_northern_ireland_asks_when_the_index_has_no_postcodes_there() -> None:
    rows = [*NATIONS_AS_AREAS, ("belfast", [code for code, (name, _) in constituencies().items() if "Belfast" in name])]
    routing = route(Answer("northern ireland", "BT1 1AA", region="N92000002"), areas_from(rows))
    # 18 constituencies, four of them Belfast's.
    assert routing == Routing("straddle", None, ("ni", "belfast"))


def test_without_an_area_for_them_the_forces_are_shown_the_list() -> None:
    rows = [row for row in NATIONS_AS_AREAS if row[0] != "international"]
    assert route(Answer("forces"), areas_from(rows)) == Routing("special")


def test_where_nobody_is_no_area_needs_to_cover_it() -> None:
    without = [row for row in NATIONS_AS_AREAS if "@ni" not in row[1] and "W92000004" not in row[1]]
    areas = areas_from(without, nobody=["N92000002", "W92000004", ISLINGTON])
    assert areas.routes["W92000004"] == ()
    # A place of its own within an area that has members: the finder says so, and does not fall back on the region.
    assert areas.at(ISLINGTON, LONDON) == ()
    assert ISLINGTON in areas.compact
    assert route(Answer("found", "N1 1AA", ISLINGTON, LONDON), areas).outcome == "nobody"
    assert route(Answer("northern ireland", "BT1 1AA", region="N92000002"), areas).outcome == "nobody"
    with pytest.raises(BadInput, match="should be in one of them"):
        areas_from(NATIONS_AS_AREAS, nobody=["W92000004"])
    with pytest.raises(BadInput, match="is no code of a place"):
        areas_from(NATIONS_AS_AREAS, nobody=["Wales"])
