"""The bundled election folders: sound, honest about what they are, and the same from the same seed."""

from __future__ import annotations

import csv
import importlib.util
from datetime import date
from pathlib import Path

import pytest

from election_folders import read_listed
from hustings.election.checking import check
from hustings.election.examples import example
from hustings.election.files import csv_text
from hustings.election.reading import read_branches, read_election, read_nominations, read_site
from hustings.nominations.tally import tallies
from hustings.rules.library import names

FICTIONAL = "hedgerow-league"
FOLDERS = sorted(path.parent.name for path in example(FICTIONAL).parent.glob("*/election.toml"))


@pytest.mark.parametrize("name", FOLDERS)
def test_every_example_is_sound_and_says_what_it_is(name: str) -> None:
    said = check(example(name), rule_books=names(), read_ballots=read_listed, readers={})
    election = read_election(example(name))
    assert election.notice in said
    assert election.example == ("fictional" if name == FICTIONAL else "historical")
    site = read_site(election)
    assert site.noindex
    assert site.imprint


def test_the_fictional_election_is_as_large_as_real_ones() -> None:
    election = read_election(example(FICTIONAL))
    council = election.contest("council")
    women = [each for each in election.standing("council") if "women" in each.groups]
    assert (council.seats, len(election.standing("council")), len(women)) == (9, 42, 22)
    assert [len(slate.candidates["council"]) for slate in election.slates] == [6, 6, 5, 3]
    assert len(election.independents("council")) == 22
    assert len(election.leaves()) == 13
    assert len(read_branches(election)) == 454
    assert all("ictional" in each.about for each in election.candidates)


def test_its_areas_cover_every_nation_and_region_and_those_abroad() -> None:
    covered = [place for area in read_election(example(FICTIONAL)).areas for place in area.covers]
    regions = [f"E1200000{n}" for n in range(1, 10)]
    nations = ["W92000004", "S92000003", "N92000002"]
    assert sorted(covered) == sorted([*regions, *nations, "@overseas", "@ni", "@crown", "@forces"])


@pytest.mark.data
def test_the_regions_are_those_of_the_reference_data(data: Path) -> None:
    """Every English constituency's region is one of the nine by the name that our area has."""
    areas = {place: area.name for area in read_election(example(FICTIONAL)).areas for place in area.covers}
    with (data / "postcodes" / "constituencies_2024_650.csv").open(encoding="utf-8", newline="") as file:
        found = {row["rgncd"]: row["rgnnm"] for row in csv.DictReader(file) if row["rgncd"].startswith("E12")}
    assert len(found) == 9
    assert {code: areas[code].casefold() for code in found} == {code: name.casefold() for code, name in found.items()}


def test_its_branches_and_nominations_come_from_the_seed() -> None:
    spec = importlib.util.spec_from_file_location("make", example(FICTIONAL) / "make.py")
    assert spec
    assert spec.loader
    make = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make)
    chance = make.random.Random(make.SEED)
    branches = make.make_branches(chance)
    rows = make.make_nominations(chance, branches)
    folder = example(FICTIONAL)
    assert csv_text(("code", "name", "area"), branches) == (folder / "branches.csv").read_text()
    assert csv_text(("date", "branch", "candidate"), rows) == (folder / "nominations.csv").read_text()


def test_nine_of_its_nominations_are_wrong_on_purpose_and_all_42_reach_the_ballot() -> None:
    election = read_election(example(FICTIONAL))
    branches = read_branches(election)
    found = tallies(election, branches, read_nominations(election, branches))
    assert sum(len(tally.not_counted) for tally in found) == 9
    assert found[0].reached == 42


def test_labour_international_and_northern_have_the_orders_that_were_published_for_them_in_2022() -> None:
    """CLPD's page, and Northern England Labour Left, 3 August 2022."""
    fixed = read_election(example("labour-nec-2022")).slate("grassroots-5").fixed
    order = ("Yasmine Dar", "Naomi Wimborne-Idrissi", "Mish Rahman", "Jess Barnard", "Gemma Bolton")
    assert {each.area: each.order for each in fixed} == {"labour-international": order, "northern": order}


def test_momentum_in_2022_supports_four_by_its_own_account_and_all_five_by_clpds() -> None:
    slate = read_election(example("labour-nec-2022")).slate("grassroots-5")
    found = {each.account: each.supports for each in slate.supporters_on(date(2022, 8, 1)) if each.name == "Momentum"}
    assert found == {
        "": ("Jess Barnard", "Gemma Bolton", "Yasmine Dar", "Mish Rahman"),
        "Campaign for Labour Party Democracy": "all",
    }


def test_who_supported_the_grassroots_5_depends_on_the_day() -> None:
    """Twelve bodies and four MPs on 16 July 2022, with Momentum's four; on 19 July one body and one MP more."""
    slate = read_election(example("labour-nec-2022")).slate("grassroots-5")
    for day, bodies, people in ((15, 1, 0), (16, 13, 4), (19, 14, 5)):
        there = slate.supporters_on(date(2022, 7, day))
        assert sum(each.kind == "body" for each in there) == bodies
        assert sum(each.kind == "person" for each in there) == people
    assert not [each.name for each in slate.supporters if "Alliance" in each.name and "Grassroots" in each.name]


def test_a_slate_can_ask_for_nominations_of_someone_who_is_not_on_it() -> None:
    slate = read_election(example("labour-nec-2024")).slate("clga")
    assert set(slate.to_nominate("nec-clp")) - set(slate.candidates["nec-clp"]) == {"Ann Black"}


@pytest.mark.data
@pytest.mark.parametrize("year", ["2020", "2022", "2024"])
def test_all_whose_results_are_known_stand_and_the_women_are_those_reported(data: Path, year: str) -> None:
    standing = {each.name: each for each in read_election(example(f"labour-nec-{year}")).standing("nec-clp")}
    with (data / "nec" / "nec_clp_results.csv").open(encoding="utf-8", newline="") as file:
        known = [row for row in csv.DictReader(file) if row["year"] == year]
    assert {row["candidate"] for row in known} <= set(standing)
    reported = {row["candidate"]: row["gender"] == "f" for row in known if row["gender"]}
    assert {name: "women" in standing[name].groups for name in reported} == reported
