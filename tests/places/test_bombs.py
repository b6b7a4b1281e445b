"""Directories and indexes made to fill the memory or to say what cannot be: a clear line each, within bounds."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from directories import HACKNEY, HEADER_2025, ISLINGTON, Row, written
from hustings.election.problems import BadInput
from hustings.places.build import build
from hustings.places.directory import LONGEST_LINE, MOST_PLACES, read
from hustings.places.index import companion, decode, load
from hustings.places.postcode import UNITS

ROWS = [Row("N1 1AA", ISLINGTON, 530000, 184000), Row("N1 1AB", HACKNEY, 530060, 184080)]
MEASURED = """\
import re, sys
from pathlib import Path
from hustings.election.problems import BadInput
from hustings.places.build import build
try:
    build(sys.argv[1], sys.argv[2])
except BadInput as bad:
    print(bad)
print(int(re.search(r"VmHWM:\\s*([0-9]+) kB", Path("/proc/self/status").read_text())[1]) // 1024)
"""


def dense(path: Path) -> Path:
    """200,000 postcodes, each at a point of its own, in a square of 448 m of two constituencies by turns: 20,000 in
    every 100 m and so about 6 billion pairs, 100 GB of them."""
    units = list(UNITS)
    rows = (
        Row(f"N{number // 4000 + 1} {units[number % 4000]}", (ISLINGTON, HACKNEY)[number % 2], 530000 + x, 184000 + y)
        for number, (x, y) in enumerate((number % 448, number // 448) for number in range(200_000))
    )
    return written(path, rows)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux says how much memory was taken")
def test_a_directory_of_absurd_density_is_refused_within_bounded_memory(tmp_path: Path) -> None:
    directory = dense(tmp_path / "dense.csv")
    program = [sys.executable, "-c", MEASURED, str(directory), str(tmp_path / "x.idx")]
    done = subprocess.run(program, capture_output=True, text=True, timeout=120)
    said, megabytes = done.stdout.splitlines()
    assert "points stand within 100 m of east 530" in said
    assert "no real place is so dense" in said
    assert int(megabytes) < 500
    assert not (tmp_path / "x.idx").exists()


def test_postcodes_that_share_a_point_are_no_crowd(tmp_path: Path) -> None:
    """4,000 large users at one point, as in the City, and one neighbour of another constituency 100 m away."""
    rows = [Row(f"N1 {unit}", ISLINGTON, 530000, 184000) for unit in UNITS]
    built = build(written(tmp_path / "d.csv", [*rows, Row("E8 1AA", HACKNEY, 530060, 184080)]), tmp_path / "x.idx")
    assert (built.live, built.on_boundary) == (4001, 4001)


@pytest.mark.parametrize("packed", ["gzip", "zip"])
def test_a_line_without_an_end_does_not_fill_the_memory(packed: str, tmp_path: Path) -> None:
    path, bomb = tmp_path / "bomb", HEADER_2025.encode() + b"\n" + b"N" * (200 << 20)
    if packed == "gzip":
        path.write_bytes(gzip.compress(bomb, 1))
    else:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("Data/ONSPD_NOV_2025_UK.csv", bomb)
    with pytest.raises(BadInput, match=f"more than {LONGEST_LINE:,} characters") as bad:
        read(path)
    assert bad.value.problems[0].line == 2


def test_lines_without_number_are_given_up(tmp_path: Path) -> None:
    path = tmp_path / "bomb.csv.gz"
    path.write_bytes(gzip.compress(HEADER_2025.encode() + b"\n" * 5_000_000, 1))
    with pytest.raises(BadInput, match="more than 4,000,000 rows"):
        read(path)


def test_too_many_constituencies_are_refused(tmp_path: Path) -> None:
    units = list(UNITS)
    rows = (
        Row(f"N{n // 4000 + 1} {units[n % 4000]}", f"E{n:08}", 530000 + 200 * n, 184000) for n in range(MOST_PLACES + 1)
    )
    with pytest.raises(BadInput, match="more than 5,000 constituencies"):
        read(written(tmp_path / "d.csv", rows))


@pytest.mark.parametrize("east", ["9" * 30, "10000000", "-2", "1e5", "٣"])
def test_a_position_off_the_grid_is_a_row_that_cannot_be_read(east: str, tmp_path: Path) -> None:
    rows = [*ROWS, Row("N1 1AD", ISLINGTON, east, 184000)]
    if east == "٣":  # a digit to Python: three metres, which is on the grid
        assert read(written(tmp_path / "d.csv", rows)).odd == 0
    else:
        with pytest.raises(BadInput, match="this row cannot be read"):
            read(written(tmp_path / "d.csv", rows))


def test_a_month_that_is_none_is_not_taken_from_a_date_of_introduction(tmp_path: Path) -> None:
    rows = [*ROWS, Row("N1 1AD", ISLINGTON, 530000, 184000, begun="202513")]
    assert read(written(tmp_path / "d.csv", rows)).month == ""


@pytest.fixture
def index(tmp_path: Path) -> bytes:
    build(written(tmp_path / "ONSPD_MAY_2025_UK.csv", ROWS), tmp_path / "postcodes.idx")
    return (tmp_path / "postcodes.idx").read_bytes()


def repacked(index: bytes, change: Callable[[dict[str, Any], bytes], bytes]) -> bytes:
    """The index with other contents, and a checksum that is right for them."""
    first, _, stream = index.partition(b"\n")
    head, _, rest = zlib.decompress(stream).partition(b"\n")
    stream = zlib.compress(change(json.loads(head), rest))
    kind = first.split()[1]
    return b"hustings-postcodes/2 %s %d %08x\n" % (kind, len(stream), zlib.crc32(stream)) + stream


HEADS: dict[str, tuple[dict[str, Any], str]] = {
    "month of 13": ({"month": "2025-13"}, "its month is “2025-13”; it should be a year and a month, as 2025-11"),
    "month in words": ({"month": "November"}, "its month is “November”"),
    "month as a number": ({"month": 202511}, "cannot be read"),
    "postcodes": ({"postcodes": 3}, "not as many as its head says"),
    "postcodes as text": ({"postcodes": "2"}, "is not a whole number"),
    "terminated below 0": ({"terminated": -1}, "is not a whole number"),
    "districts missing": ({"districts": ""}, "cannot be read"),
    "districts too many": ({"districts": "N1 N2"}, "cannot be read"),
    "districts as a list": ({"districts": ["N1"]}, "is not text"),
    "no places": ({"places": []}, "cannot be read"),
    "a place of three": ({"places": [["", "", ""]]}, "cannot be read"),
    "a place of numbers": ({"places": [["", ""], [1, 2], [3, 4]]}, "is not text"),
    "neighbours that are not there": ({"neighbours": [[], [7], [8]]}, "cannot be read"),
    "neighbours below 0": ({"neighbours": [[], [-1], [-2]]}, "is not a whole number"),
    "runs": ({"runs": [10**30, 1]}, "cannot be read"),
    "one run": ({"runs": [2]}, "cannot be read"),
    "something more": ({"more": 1}, "cannot be read"),
}


@pytest.mark.parametrize("what", HEADS)
def test_a_head_that_cannot_be_is_named(what: str, index: bytes) -> None:
    changes, said = HEADS[what]
    altered = repacked(index, lambda head, rest: json.dumps({**head, **changes}).encode() + b"\n" + rest)
    with pytest.raises(BadInput, match=said) as bad:
        decode(altered, "postcodes.idx")
    assert str(bad.value).startswith("postcodes.idx: ")
    assert "\n" not in str(bad.value)


@pytest.mark.parametrize(
    "contents",
    [b"\0" * (400 << 20), b"[" * 100_000, b"", b"null\n", b"1" * 10_000, b'{"places": [[1]]}\n'],
    ids=["a bomb", "deep", "empty", "null", "a long number", "half a head"],
)
def test_an_index_of_anything_else_is_refused(contents: bytes, index: bytes) -> None:
    with pytest.raises(BadInput, match="this postcode index cannot be read"):
        decode(repacked(index, lambda *_: contents), "postcodes.idx")


def test_a_good_index_is_still_read(index: bytes, tmp_path: Path) -> None:
    assert decode(repacked(index, lambda head, rest: json.dumps(head).encode() + b"\n" + rest), "x").head.postcodes == 2
    assert load(companion(tmp_path / "postcodes.idx")).head.postcodes == 0
