"""Counting many files: rows in the order of the files; what is known is not counted again; failures are rows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import hustings
from hustings.many.files import ballots_files
from journeys.program import EXAMPLE

# Three places or one, and a tie of two: Ann 2, Bob 2, Cyd 1; Cyd's paper goes on to nobody.
TIED = '3 1\n2 1 0\n2 2 0\n1 3 0\n0\n"Ann"\n"Bob"\n"Cyd"\n""\n'

pytestmark = pytest.mark.kernel


def test_a_row_has_what_the_count_of_the_file_has() -> None:
    """The figures of the ERS97 model election are those of the booklet: 753 valid papers, quota 107.58, six stages."""
    [row] = hustings.count_many([EXAMPLE], "ers97", workers=1)
    count = hustings.count(EXAMPLE, "ers97")
    assert row.elected == count.elected
    assert (row.seats, row.unfilled, row.stages, row.quota, row.valid) == (6, 0, 6, "107.58", "753")
    assert (row.error, row.status, row.seconds, row.turnout) == ("", 0, None, "")


def test_turnout_is_told_where_the_file_says_how_many_papers_were_issued(tmp_path: Path) -> None:
    """16 of 24 papers: 66.666… per cent, cut to two places."""
    file = tmp_path / "papers.hustings"
    file.write_text(
        "hustings-ballots/2\ndecimals 0\nseats 1\nwithdrawn\nundeclared\ntie-order\nissued 24\nreturned 16\nspoilt 1\n"
        'candidate 1 "Ash"\ncandidate 2 "Birch"\n9 1\n6 2\n'
    )
    [row] = hustings.count_many([file], "scottish", workers=1)
    assert (row.issued, row.returned, row.turnout, row.error) == (24, 16, "66.66", "")


def test_what_is_known_is_not_counted_again(tmp_path: Path) -> None:
    """A planted row is handed on as it is; another file, rule book, seed or number of places is counted."""
    one, two = tmp_path / "one.blt", tmp_path / "two.blt"
    one.write_text(TIED)
    two.write_text(TIED.replace("2 1 0", "3 1 0"))
    [known] = hustings.count_many([one], "scottish", lot_seed="seed", workers=1)
    planted = replace(known, elected=("Planted",))

    def elected(files: list[Path], rules: str, **asked: object) -> list[tuple[str, ...]]:
        return [row.elected for row in hustings.count_many(files, rules, known=[planted], workers=1, **asked)]  # type: ignore[arg-type]

    assert elected([one, two], "scottish", lot_seed="seed") == [("Planted",), ("Ann",)]
    assert ("Planted",) not in elected([one], "ers97", lot_seed="seed")
    assert ("Planted",) not in elected([one], "scottish", lot_seed="other")
    assert ("Planted",) not in elected([one], "scottish", lot_seed="seed", seats=2)
    assert ("Planted",) not in elected([one], "scottish", lot_seed="seed", one_witness=True)


def test_the_same_papers_under_another_name_are_known_by_that_name(tmp_path: Path) -> None:
    one, two = tmp_path / "one.blt", tmp_path / "two.blt"
    one.write_text(TIED)
    two.write_text(TIED)
    known = list(hustings.count_many([one], "scottish", lot_seed="seed", workers=1))
    [row] = hustings.count_many([two], "scottish", lot_seed="seed", known=known, workers=1)
    assert row == replace(known[0], file=str(two))


def test_a_failure_is_not_known_but_tried_again(tmp_path: Path) -> None:
    file = tmp_path / "one.blt"
    file.write_text(TIED)
    [needs_lot] = hustings.count_many([file], "scottish", workers=1)
    assert needs_lot.status == 4
    assert "lot" in needs_lot.error
    [row] = hustings.count_many([file], "scottish", lot_seed="seed", known=[needs_lot], workers=1)
    assert (row.error, row.lots, row.ties) == ("", 1, 1)


def test_an_unknown_rule_book_or_worker_is_refused_at_once() -> None:
    with pytest.raises(hustings.BadInput, match="did you mean “ers97”"):
        hustings.count_many([EXAMPLE], "ers79")
    with pytest.raises(hustings.BadInput, match="workers"):
        hustings.count_many([EXAMPLE], "ers97", workers="ray://x:1")


def test_a_folder_stands_for_the_ballots_files_below_it(tmp_path: Path) -> None:
    for name in ("b.blt", "a/two.csv", "a/.hidden.blt", ".git/x.blt", "notes.md", "results.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = ballots_files([tmp_path], leave_out=[tmp_path / "results.csv"])
    assert [file.relative_to(tmp_path).as_posix() for file in found] == ["a/two.csv", "b.blt"]
    (tmp_path / "empty").mkdir()
    (tmp_path / "a/election.toml").touch()
    with pytest.raises(hustings.BadInput) as caught:
        ballots_files([tmp_path / "empty", tmp_path / "a"])
    assert [problem.message.partition(";")[0] for problem in caught.value.problems] == [
        "there are no ballots files in this folder",
        "this is an election folder",
    ]
