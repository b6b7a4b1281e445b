"""The ONS Postcode Directory is read in every form in which it has been published since 2018."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from directories import BELFAST, HACKNEY, HEADER_2018, HEADER_2025, ISLINGTON, Row, written
from hustings.election.problems import BadInput
from hustings.places.directory import month_of, read
from hustings.places.index import NOWHERE, Place

ROWS = [
    Row("N1 1AB", ISLINGTON, 530000, 184000),
    Row("E8 1AA", HACKNEY, 534000, 184000),
    Row("N1 1AA", ISLINGTON, 531000, 184000, ended="201503"),
    Row("EC1A 1AA", "E99999999", "", ""),
]


@pytest.mark.parametrize("header", [HEADER_2018, HEADER_2025, HEADER_2025.upper(), "\ufeff" + HEADER_2018])
def test_columns_are_found_whatever_year_their_names_carry(tmp_path: Path, header: str) -> None:
    directory = read(written(tmp_path / "directory.csv", ROWS, header))
    assert directory.districts == ("E8", "EC1A", "N1")
    assert directory.places == (NOWHERE, Place(HACKNEY, "E12000007"), Place(ISLINGTON, "E12000007"))
    assert directory.live.place.tolist() == [1, 0, 2]
    assert directory.live.east.tolist() == [534000, -1, 530000]
    assert directory.terminated.place.tolist() == [2]


def test_csv_gzip_and_zip_hold_the_same_directory(tmp_path: Path) -> None:
    plain = written(tmp_path / "ONSPD_NOV_2025_UK.csv", ROWS)
    packed = tmp_path / "ONSPD_NOV_2025_UK.csv.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    archive = tmp_path / "postcodes.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("Documents/Region names and codes.csv", "RGN25CD,RGN25NM\n")
        file.writestr("Data/multi_csv/ONSPD_NOV_2025_UK_N.csv", "not this one")
        file.write(plain, "Data/ONSPD_NOV_2025_UK.csv")
    directories = [read(path) for path in (plain, packed, archive)]
    for directory in directories:
        assert directory.month == "2025-11"
        assert directory.live.bits.tolist() == directories[0].live.bits.tolist()
        assert directory.places == directories[0].places


def test_missing_columns_are_all_named(tmp_path: Path) -> None:
    header = HEADER_2025.replace("pcon24cd", "pfa23cd").replace("doterm", "ended")
    with pytest.raises(BadInput) as caught:
        read(written(tmp_path / "directory.csv", ROWS, header))
    said = str(caught.value)
    assert len(caught.value.problems) == 2
    assert "“doterm” (the date of termination)" in said
    assert "“pcon” (the parliamentary constituency)" in said


def test_a_column_of_another_meaning_is_not_taken_for_its_namesake(tmp_path: Path) -> None:
    # «pcon» must not match «pconx», nor «rgn» the name column «rgn25nm».
    header = HEADER_2025.replace("rgn25cd", "rgn25nm")
    with pytest.raises(BadInput, match="“rgn”"):
        read(written(tmp_path / "directory.csv", ROWS, header))


def test_region_is_the_nation_where_there_are_no_regions(tmp_path: Path) -> None:
    rows = [
        Row("EH1 1AA", "S14000082", 325000, 673000, region="S99999999", country="S92000003"),
        Row("BT1 1AA", BELFAST, 333000, 374000, region="N99999999", country="N92000002"),
        Row("JE2 3AA", "L99999999", "", "", region="L99999999", country="L93000001"),
    ]
    directory = read(written(tmp_path / "directory.csv", rows))
    assert directory.places == (NOWHERE, Place(BELFAST, "N92000002"), Place("S14000082", "S92000003"))


def test_a_postcode_in_two_constituencies_is_refused_with_both_lines(tmp_path: Path) -> None:
    rows = [*ROWS, Row("N1 1AB", HACKNEY, 530000, 184000)]
    with pytest.raises(BadInput) as caught:
        read(written(tmp_path / "directory.csv", rows))
    assert "directory.csv:6: N1 1AB is in one constituency here and in another at line 2" in str(caught.value)


def test_a_repeated_row_is_one_postcode(tmp_path: Path) -> None:
    assert len(read(written(tmp_path / "directory.csv", [*ROWS, ROWS[0]])).live.bits) == 3


def test_one_odd_row_in_a_thousand_is_left_out_and_more_are_refused(tmp_path: Path) -> None:
    units = [f"{digit}A{letter}" for digit in range(10) for letter in "ABDEFGHJLNPQRSTUWXYZ"]
    many = [Row(f"N{n} {unit}", ISLINGTON, 530000, 184000) for n in range(1, 6) for unit in units]
    odd = Row("N1 1CC", ISLINGTON, 530000, 184000)
    assert read(written(tmp_path / "few.csv", [*many, odd])).odd == 1
    with pytest.raises(BadInput, match=r"many.csv:1002: this row cannot be read"):
        read(written(tmp_path / "many.csv", [*many, odd, odd]))


@pytest.mark.parametrize("postcode", ["N11AA ", "N1  1AA", "n1 1AA", "N1 1CC", "1N 1AA", "ABCD 1AA"])
def test_only_a_postcode_is_taken_for_one(tmp_path: Path, postcode: str) -> None:
    path = written(tmp_path / "directory.csv", ROWS)
    path.write_text(path.read_text().replace('"N1 1AB"', f'"{postcode}"'))
    with pytest.raises(BadInput, match=r"directory.csv:2: this row cannot be read"):
        read(path)


def test_empty_lines_do_not_matter(tmp_path: Path) -> None:
    path = written(tmp_path / "directory.csv", ROWS)
    path.write_text(path.read_text() + "\n\n")
    assert read(path).odd == 0


def test_of_two_years_the_later_column_is_read(tmp_path: Path) -> None:
    # The column for Great Britain's former European regions, last of the header, stands here for another year's.
    header = HEADER_2025.replace("eer20cd", "pcon10cd")
    assert Place(HACKNEY, "E12000007") in read(written(tmp_path / "directory.csv", ROWS, header)).places


def test_a_file_cut_short_says_so(tmp_path: Path) -> None:
    whole = gzip.compress(written(tmp_path / "whole.csv", ROWS * 100).read_bytes())
    (tmp_path / "cut.csv.gz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BadInput, match="cut short or damaged"):
        read(tmp_path / "cut.csv.gz")


@pytest.mark.parametrize("content", [b"", b"\n", b"\x00\xff\x00", b"PK\x03\x04 not a zip", b"\x1f\x8b not gzip"])
def test_what_is_no_directory_is_bad_input(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(BadInput):
        read(tmp_path / "file")


def test_a_missing_file_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="No such file"):
        read(tmp_path / "nowhere.csv")


def test_the_month_comes_from_the_name_else_from_the_newest_postcode() -> None:
    assert month_of("Data/ONSPD_FEB_2018_UK.csv", "201801") == "2018-02"
    assert month_of("ONSPD_AUG_2023_UK.zip", "") == "2023-08"
    assert month_of("renamed.csv", "202510") == "2025-10"
    # A newest introduction long ago shows only that introductions were left out of the file.
    assert month_of("renamed.csv", "199405") == ""


def test_progress_rises_to_the_end(tmp_path: Path) -> None:
    said: list[float] = []
    read(written(tmp_path / "directory.csv", ROWS * 20_000), lambda done, _: said.append(done))
    assert said == sorted(said)
    assert said[-1] > 0.9
