"""A table of counts is read again as it was written, whatever its format; a row that was changed is not used."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from hustings.election.problems import BadInput
from hustings.many.counted_file import CountedFile
from hustings.many.journal import Journal
from hustings.many.tables import check_ending, rows_in, table

ROWS = [
    CountedFile(
        file="wards/=one.blt",
        rules="ers97",
        seats=3,
        elected=("Ann Ash", "=Bob", "Çyd O’Neill"),
        stages=4,
        quota="107.50",
        valid="430",
        invalid="0",
        issued=1000,
        returned=430,
        turnout="43.00",
        ties=1,
        seconds=0.012345,
        file_sha256="a" * 64,
        question_sha256="b" * 64,
    ),
    CountedFile("two.blt", "meek", error="two.blt:3: “x” is not a candidate\ntwo.blt:9: nor is “y”", status=2),
    CountedFile("three.blt", "wigm", 1, (), 1, 1, "1/3", "0", "2"),
]


def written(path: Path) -> Path:
    content = table(ROWS, path.suffix)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("ending", ["jsonl", "csv", "parquet"])
def test_a_table_is_read_as_it_was_written(ending: str, tmp_path: Path) -> None:
    if ending == "parquet":
        pytest.importorskip("polars")
    assert rows_in(written(tmp_path / f"table.{ending}")) == ROWS


def test_a_row_that_was_changed_by_hand_is_not_used(tmp_path: Path) -> None:
    file = written(tmp_path / "table.csv")
    file.write_text(file.read_text().replace("Ann Ash", "Ann Oak"))
    assert rows_in(file) == ROWS[1:]
    file.write_text(file.read_text().replace("1/3", "0.333").replace("43.00", "43"))
    assert rows_in(file) == ROWS[1:2]


def test_names_with_the_separator_in_them_are_not_read_as_several(tmp_path: Path) -> None:
    file, row = tmp_path / "table.csv", replace(ROWS[0], elected=("Ann; Bob", "Cyd"))
    file.write_text(str(table([row], ".csv")))
    assert rows_in(file) == []


@pytest.mark.parametrize("ending", ["jsonl", "csv", "parquet"])
def test_another_programs_file_has_no_rows(ending: str, tmp_path: Path) -> None:
    file = tmp_path / f"table.{ending}"
    file.write_text("file,rules\none.blt,ers97\n[1]\n")
    assert rows_in(file) == []
    assert rows_in(tmp_path / f"missing.{ending}") == []


def test_a_line_that_a_crash_cut_short_spoils_no_other(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "table.csv")
    journal.add(ROWS[:1])
    journal.add(ROWS[1:2])
    whole = journal.path.read_bytes()
    journal.path.write_bytes(whole[:-30])
    journal.add(ROWS[2:])
    assert journal.rows() == [ROWS[0], ROWS[2]]


def test_a_row_of_json_says_everything_by_name() -> None:
    row = json.loads(str(table(ROWS[:1], ".jsonl")))
    assert row["elected"] == ["Ann Ash", "=Bob", "Çyd O’Neill"]
    assert (row["quota"], row["turnout"], row["seats"]) == ("107.50", "43.00", 3)


def test_other_endings_are_refused_with_those_that_there_are() -> None:
    with pytest.raises(BadInput, match=r"“table.xlsx” should end in .parquet, .csv or .jsonl"):
        check_ending(Path("table.xlsx"))
