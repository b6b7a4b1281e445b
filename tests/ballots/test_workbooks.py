"""Spreadsheets are tables of ballots as CSV files are."""

from __future__ import annotations

from pathlib import Path

import pytest

from hustings.ballots.account import account_lines
from hustings.ballots.reading import read
from hustings.election.problems import BadInput
from spreadsheets import Cell, ods, xlsx

MICROSOFT_FORMS: list[list[Cell]] = [
    ["ID", "Start time", "Completion time", "Email", "Name", "Rank the candidates"],
    [1, 45964.385, 45964.386, "anonymous", "", "Ann;Bob;Cyd;"],
    [2, 45964.391, 45964.392, "anonymous", "", "Bob;Ann;Cyd;"],
]
GRID: list[list[Cell]] = [["Ann", "Bob", "Cyd"], [1, 2, ""], [2.0, 1, 3]]


@pytest.mark.parametrize("write", [xlsx, ods])
def test_a_ranking_of_microsoft_forms(write: object, tmp_path: Path) -> None:
    assert callable(write)
    (tmp_path / "votes").write_bytes(write(MICROSOFT_FORMS))
    found = read(tmp_path / "votes")
    assert (found.ballots.names, dict(found.ballots)) == (("Ann", "Bob", "Cyd"), {(1, 2, 3): 1, (2, 1, 3): 1})
    assert found.format == "spreadsheet, a column of rankings"
    ignored = [part.text for part in found.parts if part.taken_for == "ignored"]
    assert ignored == ["ID", "Start time", "Completion time", "Email", "Name"]
    assert "columns “Email”, “Name” (says who voted)" in " ".join(account_lines(found))


@pytest.mark.parametrize("write", [xlsx, ods])
def test_numbers_in_cells_are_ranks(write: object, tmp_path: Path) -> None:
    assert callable(write)
    (tmp_path / "votes.xlsx").write_bytes(write([*GRID, ["", "", ""], [3, 2, 1]]))
    assert dict(read(tmp_path / "votes.xlsx").ballots) == {(1, 2): 1, (2, 1, 3): 1, (3, 2, 1): 1}


def test_a_second_sheet_is_read_only_if_it_is_empty(tmp_path: Path) -> None:
    (tmp_path / "votes.xlsx").write_bytes(xlsx(GRID, []))
    assert read(tmp_path / "votes.xlsx").ballots.total == 2
    (tmp_path / "votes.xlsx").write_bytes(xlsx(GRID, [["Notes"]]))
    with pytest.raises(BadInput, match=r"votes\.xlsx: 2 sheets hold something: “Sheet1”, “Sheet2”; keep the sheet"):
        read(tmp_path / "votes.xlsx")


@pytest.mark.parametrize("damage", [b"PK\x03\x04 and no more", b"\xd0\xcf\x11\xe0 and no more", xlsx(GRID)[:600]])
def test_a_damaged_spreadsheet_is_one_line(damage: bytes, tmp_path: Path) -> None:
    (tmp_path / "votes.xlsx").write_bytes(damage)
    with pytest.raises(BadInput) as bad:
        read(tmp_path / "votes.xlsx")
    assert len(bad.value.problems) == 1


def test_a_spreadsheet_that_unpacks_to_gigabytes_is_refused_unopened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hustings.ballots.formats import workbook

    monkeypatch.setattr(workbook, "MOST_UNPACKED", 100)
    (tmp_path / "votes.xlsx").write_bytes(xlsx(GRID))
    with pytest.raises(BadInput, match="it unpacks to"):
        read(tmp_path / "votes.xlsx")
