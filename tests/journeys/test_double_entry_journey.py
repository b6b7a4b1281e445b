"""Two people type the same paper ballots: every difference is found, settled by the paper, and only then counted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from journeys.program import hustings
from spreadsheets import ods, xlsx

HEADER = "Ballot,Preference 1,Preference 2,Preference 3\n"
FIRST = HEADER + "1,Ann,Bob,Cyd\n2,Bob,Ann,\n3,Cyd,,\n4,Ann,,\n5,Ann,Cyd,\n"
# Typed in another order and with other capitals, spaces and columns; ballot 2 has Cyd for Ann, 3 a second preference.
SECOND = (
    "preference 1,Preference 3,Preference 2,ballot\nANN,,Cyd,005\nCyd,,Bob,3\n Ann,Cyd,Bob ,1\nAnn,,,4\nBob,,Cyd,2\n"
)


def run(folder: Path, *words: object) -> CompletedProcess[str]:
    return hustings("reconcile", "a.csv", "b.csv", *words, folder=folder)


@pytest.fixture
def typed(tmp_path: Path) -> Path:
    (tmp_path / "a.csv").write_text(FIRST)
    (tmp_path / "b.csv").write_text(SECOND)
    return tmp_path


def test_differences_are_named_settled_and_only_then_written(typed: Path) -> None:
    done = run(typed, "-o", "agreed.csv", "--decisions", "decisions.csv")
    assert done.returncode == 4
    assert done.stdout.splitlines() == [
        "Ballot 2, “Preference 2”: “Ann” in a.csv:3, “Cyd” in b.csv:6",
        "Ballot 3, “Preference 2”: nothing in a.csv:4, “Bob” in b.csv:3",
    ]
    assert done.stderr == (
        "2 differences are not settled, so nothing is written. Look at the paper ballots, fill in the last column of"
        " decisions.csv and run this again\n"
    )
    assert not (typed / "agreed.csv").exists()
    assert (typed / "decisions.csv").read_text() == (
        "ballot,preference,first,second,agreed\n2,Preference 2,Ann,Cyd,\n3,Preference 2,,Bob,\n"
    )

    decisions = typed / "decisions.csv"
    decisions.write_text(decisions.read_text().replace("Cyd,\n", "Cyd,Cyd\n"))
    done = run(typed, "-o", "agreed.csv", "--decisions", "decisions.csv")
    assert (done.returncode, len(done.stdout.splitlines())) == (4, 1)
    assert not (typed / "agreed.csv").exists()
    assert "Cyd,Cyd\n" in decisions.read_text()  # what was decided stays

    decisions.write_text(decisions.read_text().replace("Bob,\n", "Bob,blank\n"))
    done = run(typed, "-o", "agreed.csv", "--decisions", "decisions.csv")
    assert (done.returncode, done.stderr) == (0, "")
    said = "5 ballots agree; 2 differences are settled by decisions.csv. agreed.csv is written.\n"
    assert done.stdout == said
    assert (typed / "agreed.csv").read_text() == (HEADER + "1,Ann,Bob,Cyd\n2,Bob,Cyd,\n3,Cyd,,\n4,Ann,,\n5,Ann,Cyd,\n")


def test_two_typings_that_agree_are_written_at_once(typed: Path) -> None:
    (typed / "b.csv").write_text(FIRST.replace("Ann", "ann").replace("1,ann", "001, Ann"))
    done = run(typed, "-o", "agreed.csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "5 ballots agree. agreed.csv is written.\n"
    assert (typed / "agreed.csv").read_text() == FIRST


def test_without_numbers_rows_are_compared_by_order(typed: Path) -> None:
    (typed / "a.csv").write_text("1st choice,2nd choice\nAnn,Bob\nBob,\n")
    (typed / "b.csv").write_text("1st choice,2nd choice\nAnn,Bob\nBob,Ann\n")
    done = run(typed)
    assert (done.returncode, done.stdout) == (
        4,
        "Row 2, “2nd choice”: nothing in a.csv:3, “Ann” in b.csv:3\n",
    )
    assert done.stderr.endswith("mend the files, or name a file with --decisions FILE\n")


def test_a_ballot_that_one_of_them_lacks_is_kept_or_dropped(typed: Path) -> None:
    (typed / "b.csv").write_text(FIRST.replace("5,Ann,Cyd,\n", "6,Bob,,\n"))
    done = run(typed, "--decisions", "d.csv")
    assert done.stdout.splitlines() == [
        "Ballot 5 is in a.csv:6 and not in b.csv",
        "Ballot 6 is in b.csv:6 and not in a.csv",
    ]
    (typed / "d.csv").write_text((typed / "d.csv").read_text().replace("5,,Ann | Cyd | ,,", "5,,Ann | Cyd | ,,keep"))
    (typed / "d.csv").write_text((typed / "d.csv").read_text().replace("6,,,Bob |  | ,", "6,,,Bob |  | ,drop"))
    assert run(typed, "--decisions", "d.csv", "-o", "agreed.csv").returncode == 0
    assert (typed / "agreed.csv").read_text() == FIRST


def test_a_missing_row_among_unnumbered_ones_is_suspected(typed: Path) -> None:
    (typed / "a.csv").write_text("choice 1\n" + "Ann\nBob\n" * 20)
    (typed / "b.csv").write_text("choice 1\n" + "Ann\nBob\n" * 20 + "Ann\n")
    done = run(typed)
    assert done.returncode == 4
    assert "a.csv has 40 rows and b.csv 41: where all differ from one row on, a ballot is missing there" in done.stderr


def test_twenty_differences_are_printed_and_all_are_written(typed: Path) -> None:
    (typed / "a.csv").write_text("no,choice 1\n" + "".join(f"{n},Ann\n" for n in range(50)))
    (typed / "b.csv").write_text("no,choice 1\n" + "".join(f"{n},Bob\n" for n in range(50)))
    done = run(typed, "--decisions", "d.csv")
    assert len(done.stdout.splitlines()) == 20
    assert done.stderr.startswith("and 30 more; 50 differences are not settled")
    assert len((typed / "d.csv").read_text().splitlines()) == 51


def test_a_copy_is_no_second_typing(typed: Path) -> None:
    (typed / "b.csv").write_text(FIRST)
    assert "byte for byte the same" in run(typed).stderr
    (typed / "b.csv").unlink()
    (typed / "b.csv").hardlink_to(typed / "a.csv")
    done = run(typed)
    assert (done.returncode, done.stderr) == (
        2,
        "b.csv: this is the same file as the first; double entry needs two typings\n",
    )


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("1,Preference 2,Bob,Ann,Bob\n", "2: the two files do not differ at ballot 1, “Preference 2”"),
        ("2,Preference 2,Ann,Bob,Ann\n", "2: at ballot 2, “Preference 2” the files now have “Ann” and “Cyd”"),
        (
            "2,Preference 2,Ann,Cyd,Ann\n2,preference 2,Ann,Cyd,Cyd\n",
            "3: line 2 decides the same",
        ),
        ("9,,Ann,,keep\n", "2: the two files do not differ at ballot 9, so there is nothing to decide"),
        ("2,,Ann,Cyd,Ann\n", "2: “Ann” is not a decision on a whole ballot; it should be keep or drop"),
    ],
)
def test_a_decision_that_meets_no_difference_is_refused(rows: str, said: str, typed: Path) -> None:
    (typed / "d.csv").write_text("ballot,preference,first,second,agreed\n" + rows)
    done = run(typed, "--decisions", "d.csv", "-o", "agreed.csv")
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"d.csv:{said}")
    assert not (typed / "agreed.csv").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (FIRST.replace("Preference 2", "Preference 4"), "a.csv: b.csv has no column “Preference 2”"),
        (FIRST.replace("4,", "3,"), "b.csv:5: ballot 3 stands in line 4 already"),
        (FIRST.replace("4,", ",", 1), "b.csv:5: this ballot has no number; the column “Ballot” has it"),
        (FIRST.replace("4,Ann,,", "4,Ann,,,Bob"), "b.csv:5: there are 5 cells under 4 columns"),
        (FIRST.replace("Ballot,", "Typed by,"), "b.csv: a.csv has no column “Typed by”"),
        (HEADER, "b.csv: there are no ballots"),
        ("", "b.csv: there are no ballots"),
        (FIRST.replace("Preference 2", "preference  1"), "b.csv:1: two columns are called “preference 1”"),
    ],
)
def test_what_cannot_be_compared_is_told_by_file_and_line(text: str, said: str, typed: Path) -> None:
    (typed / "b.csv").write_text(text)
    done = run(typed)
    assert done.returncode == 2
    assert done.stderr.startswith(said)


def test_columns_can_be_named_and_left_out(typed: Path) -> None:
    (typed / "a.csv").write_text("Slip,Typist,Choice 1\n7,A,Ann\n8,A,Bob\n")
    (typed / "b.csv").write_text("Slip,Typist,Choice 1\n8,B,Bob\n7,B,Ann\n")
    assert run(typed).returncode == 4
    done = run(typed, "--number", "slip", "--ignore", "Typist", "-o", "agreed.csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert (typed / "agreed.csv").read_text() == "Slip,Choice 1\n7,Ann\n8,Bob\n"
    assert "there is no column “Slipp” (did you mean “Slip”?)" in run(typed, "--number", "Slipp").stderr


@pytest.mark.parametrize("write", [xlsx, ods])
def test_spreadsheets_are_compared_as_they_are(write: Callable[[list[list[str]]], bytes], typed: Path) -> None:
    pytest.importorskip("python_calamine")
    rows = [line.split(",") for line in SECOND.splitlines()]
    (typed / "b.xlsx").write_bytes(write(rows))
    done = hustings("reconcile", "a.csv", "b.xlsx", folder=typed)
    assert done.returncode == 4
    assert done.stdout.splitlines() == [
        "Ballot 2, “Preference 2”: “Ann” in a.csv:3, “Cyd” in b.xlsx:6",
        "Ballot 3, “Preference 2”: nothing in a.csv:4, “Bob” in b.xlsx:3",
    ]


def test_no_output_destroys_an_input(typed: Path) -> None:
    for words in (["-o", "a.csv"], ["--decisions", "b.csv"], ["-o", "d.csv", "--decisions", "d.csv"]):
        assert run(typed, *words).returncode == 2
    assert (typed / "a.csv").read_text() == FIRST
