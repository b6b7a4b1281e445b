"""A format is one file that nothing else lists, and content decides which format a file is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hustings.ballots import formats, registry
from hustings.ballots.reading import read, read_ballots, read_source
from hustings.ballots.source import Source
from hustings.election.problems import BadInput

BLT = '3 1\n2 1 0\n1 2 0\n0\n"A"\n"B"\n"C"\n"ward"\n'
A_FORMAT = """
from hustings.ballots.account import Reading
from hustings.ballots.ballots import Ballots
from hustings.ballots.registry import Match, Format


def read(source):
    return Reading(source.name, "shouts", Ballots.of(["Ann"], {(1,): source.data.count(b"!")}))


FORMAT = Format("shouts", "Shouts", ("loud",), lambda data: Match.SURE if b"!" in data else Match.NO, read)
"""


@pytest.fixture
def another_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "shouts.py").write_text(A_FORMAT)
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(folder)])
    registry.names.cache_clear()
    registry.format_called.cache_clear()
    yield
    registry.names.cache_clear()
    registry.format_called.cache_clear()


@pytest.mark.usefixtures("another_format")
def test_a_new_format_is_a_new_file_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "hall.txt").write_text("Ann! Ann! Ann!")
    assert read_ballots(tmp_path / "hall.txt").total == 3


def test_every_format_is_called_as_its_file_and_no_ending_is_written_by_two() -> None:
    every = registry.every_format()
    assert [each.name for each in every] == list(registry.names())
    written = [ending for each in every for ending in each.writes]
    assert len(written) == len(set(written))


@pytest.mark.parametrize("name", ["ward.csv", "ward.blt", "ward.soi", "ward"])
def test_content_decides_and_not_the_ending(name: str, tmp_path: Path) -> None:
    """Councils publish BLT files that are called .csv."""
    (tmp_path / name).write_text(BLT)
    found = read(tmp_path / name)
    assert (found.format, found.ballots.names, dict(found.ballots)) == ("BLT", ("A", "B", "C"), {(1,): 2, (2,): 1})


def test_content_like_no_format_is_refused_with_the_formats_there_are(tmp_path: Path) -> None:
    (tmp_path / "letter.doc").write_text("Dear returning officer\n")
    with pytest.raises(BadInput, match=r"letter\.doc: its content is like none of the formats .*BLT \(blt\)"):
        read(tmp_path / "letter.doc")


def test_more_papers_than_can_be_counted_are_refused_in_one_line(tmp_path: Path) -> None:
    papers = "".join(f"1000000000000 {n} 0\n" for n in (1, 2)) + "0.000001 1 0\n" + "999999999999.5 1 0\n" * 20
    (tmp_path / "x.blt").write_text(f"2 1\n{papers}0\nA\nB\n")
    with pytest.raises(BadInput, match="more papers than can be counted"):
        read(tmp_path / "x.blt")


@pytest.mark.parametrize("format", [None, *registry.names()])
@pytest.mark.parametrize("data", [b"", b" \n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n", b"\xff\xfe\x0a\x00", b"\xc2\xa0"])
def test_a_file_of_blanks_in_any_encoding_is_empty(format: str | None, data: bytes) -> None:
    with pytest.raises(BadInput, match="the file is empty"):
        read_source(Source("x.csv", data), format)
