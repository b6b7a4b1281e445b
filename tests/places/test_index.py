"""The index gives back what the directory says, and never answers from damaged bytes."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from directories import BELFAST, HACKNEY, ISLINGTON, Row, written
from hustings.election.problems import BadInput
from hustings.places.build import build
from hustings.places.finder import Answer, Finder
from hustings.places.index import Place, companion, decode, load

ROWS = [
    Row("N1 1AA", ISLINGTON, 530000, 184000),
    Row("N1 1AB", ISLINGTON, 531000, 184000),
    Row("N1 1AD", HACKNEY, 532000, 184000),
    Row("E8 9ZZ", HACKNEY, 534000, 184000),
    Row("E8 9ZY", ISLINGTON, 536000, 184000, ended="201503"),
    Row("EC1A 1AA", "E99999999", "", ""),
]


@pytest.fixture
def index(tmp_path: Path) -> Path:
    path = tmp_path / "postcodes.idx"
    build(written(tmp_path / "ONSPD_MAY_2025_UK.csv", ROWS), path)
    return path


def test_every_postcode_has_the_place_of_its_row(index: Path) -> None:
    finder = Finder.load(index)
    places = {
        row.postcode: finder.find(row.postcode).constituency
        for row in ROWS
        if not row.ended and row.constituency != "E99999999"
    }
    assert places == {"N1 1AA": ISLINGTON, "N1 1AB": ISLINGTON, "N1 1AD": HACKNEY, "E8 9ZZ": HACKNEY}
    assert finder.find("E8 9ZY") == Answer("terminated", "E8 9ZY", ISLINGTON, "E12000007")
    assert finder.find("EC1A 1AA") == Answer("no location", "EC1A 1AA")
    assert finder.find("N1 1AE") == Answer("not in list", "N1 1AE")
    assert finder.find("N9 1AA") == Answer("not in list", "N9 1AA")
    assert load(index).head.month == "2025-05"


def test_the_format_is_what_its_document_says(index: Path) -> None:
    # Read by hand, by docs/postcode-index.md: districts E8, EC1A, N1, so that E8 9, EC1A 1 and N1 1 are sectors 9, 11
    # and 21 of thirty. Z is letter 19, the seventh of the third plane; A, B, D are letters 0, 1, 2 of the first.
    first, _, stream = index.read_bytes().partition(b"\n")
    assert first == b"hustings-postcodes/2 live %d %08x" % (len(stream), zlib.crc32(stream))
    head, _, rest = zlib.decompress(stream).partition(b"\n")
    assert b'"districts":"E8 EC1A N1"' in head
    assert b'"places":[["",""],["E14001260","E12000007"],["E14001305","E12000007"]]' in head
    sectors, rows, rest = rest[:4], rest[4 : 4 + 9], rest[13:]
    assert sectors == bytes([0, 1 << 1 | 1 << 3, 1 << 5, 0])
    # First letters Z, A, A: a bit each in the first plane, none in the second; the third begins with the
    # sector that has no letter yet, which is E8 9.
    assert rows == bytes([0, 1, 1, 0, 0, 0, 1 << 6, 0, 0])
    # Second letters Z; A; A, B and D.
    lines, rest = rest[:9], rest[9:]
    assert lines == bytes([0, 1, 1 | 2 | 4, 0, 0, 0, 1 << 6, 0, 0])
    # Runs of places: Hackney 1, nowhere 1, Islington 2, Hackney 1. Hackney is second of «nowhere, Hackney, Islington»,
    # then nowhere of «Hackney, nowhere, Islington», Islington third, Hackney third of «Islington, nowhere, Hackney».
    # Runs of neighbours: none, 5.
    assert rest == bytes([1, 1, 2, 1, 1, 1, 2, 2, 5, 0])


@pytest.mark.parametrize("terminated", [False, True])
def test_a_file_cut_short_anywhere_is_named(index: Path, terminated: bool) -> None:
    path = companion(index) if terminated else index
    whole = path.read_bytes()
    for length in range(len(whole)):
        with pytest.raises(BadInput, match=r"cut short|not a postcode index") as caught:
            decode(whole[:length], "postcodes.idx")
        assert "postcodes.idx" in str(caught.value)


def test_one_altered_bit_anywhere_is_named(index: Path) -> None:
    whole = index.read_bytes()
    for place in range(len(whole)):
        altered = bytearray(whole)
        altered[place] ^= 1
        index.write_bytes(altered)
        with pytest.raises(BadInput, match=r"altered|cut short|not a postcode index|version|name the index itself"):
            Finder.load(index)


def test_a_newer_version_is_named(index: Path) -> None:
    with pytest.raises(BadInput, match="version 3, and this program reads version 2"):
        decode(index.read_bytes().replace(b"postcodes/2", b"postcodes/3", 1), "postcodes.idx")


def test_terminated_postcodes_of_another_edition_are_refused(index: Path, tmp_path: Path) -> None:
    build(written(tmp_path / "ONSPD_AUG_2025_UK.csv", ROWS[1:]), tmp_path / "other.idx")
    companion(tmp_path / "other.idx").replace(companion(index))
    with pytest.raises(BadInput, match="belong to another index"):
        Finder.load(index)


def test_a_missing_companion_is_named(index: Path) -> None:
    companion(index).unlink()
    with pytest.raises(BadInput, match=r"postcodes-terminated\.idx: there is no such file"):
        Finder.load(index)


def test_the_companion_is_not_taken_for_the_index(index: Path) -> None:
    with pytest.raises(BadInput, match="name the index itself"):
        Finder.load(companion(index))


def test_a_failed_build_leaves_the_old_index(index: Path, tmp_path: Path) -> None:
    before = index.read_bytes()
    with pytest.raises(BadInput):
        build(written(tmp_path / "broken.csv", ROWS, "pcds,doterm"), index)
    assert index.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "ONSPD_MAY_2025_UK.csv",
        "broken.csv",
        "postcodes-terminated.idx",
        "postcodes.idx",
    ]


def test_the_same_directory_gives_the_same_bytes_in_any_order(index: Path, tmp_path: Path) -> None:
    build(written(tmp_path / "ONSPD_MAY_2025_UK.csv", ROWS[::-1]), tmp_path / "again.idx")
    assert (tmp_path / "again.idx").read_bytes() == index.read_bytes()


def test_postcodes_within_100_m_of_another_constituency_know_it(tmp_path: Path) -> None:
    # From N1 1AA: N1 1AB is 60 m east and 80 m north, 100 m away; N1 1AD 60 m east and 81 m north, farther;
    # N1 1AE is 1 m away, but in the same constituency.
    rows = [
        Row("N1 1AA", ISLINGTON, 530000, 184000),
        Row("N1 1AB", HACKNEY, 530060, 184080),
        Row("N1 1AE", ISLINGTON, 529999, 184000),
        Row("N1 2AA", ISLINGTON, 540000, 184000),
        Row("N1 2AD", HACKNEY, 540060, 184081),
    ]
    built = build(written(tmp_path / "directory.csv", rows), tmp_path / "postcodes.idx")
    finder = Finder.load(tmp_path / "postcodes.idx")
    near = {row.postcode: finder.find(row.postcode).near for row in rows}
    assert near["N1 1AA"] == (Place(HACKNEY, "E12000007"),)
    assert near["N1 1AB"] == (Place(ISLINGTON, "E12000007"),)
    assert near["N1 1AE"] == near["N1 2AA"] == near["N1 2AD"] == ()
    assert built.on_boundary == 2


def test_northern_irelands_own_grid_is_not_taken_for_great_britains(tmp_path: Path) -> None:
    # The directory gives Northern Ireland's positions on the Irish grid: the numbers of Belfast are Liverpool's too.
    rows = [
        Row("BT1 1AA", BELFAST, 333000, 374000, region="N99999999", country="N92000002"),
        Row("L1 1AA", "E14001338", 333000, 374000, region="E12000002"),
    ]
    built = build(written(tmp_path / "directory.csv", rows), tmp_path / "postcodes.idx")
    assert built.on_boundary == 0
    answer = Finder.load(tmp_path / "postcodes.idx").find("bt1 1aa")
    assert answer == Answer("found", "BT1 1AA", BELFAST, "N92000002")
