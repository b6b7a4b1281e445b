"""`hustings margin`: its answer, its exhibit, and one clear line for what it cannot answer."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from journeys.program import hustings

PAPERS = "ballot,1,2\n" + "".join(f"{n},{'Ash,' if n < 60 else 'Birch,Cedar'}\n" for n in range(110))

CLOSE = "Others would have been elected if 5 papers of 110 had been different; no smaller number is enough."


def run(*words: object) -> tuple[int, str, str]:
    done = hustings(*words)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def ballots(tmp_path: Path) -> Path:
    """Ash has 60 papers, Birch 50."""
    path = tmp_path / "ballots.csv"
    path.write_text(PAPERS)
    return path


def test_it_says_how_few_papers_and_which(ballots: Path) -> None:
    # 60 to 50: with five papers moved they are level and a lot decides; with four Ash keeps the quota of 56.
    status, out, _ = run("margin", ballots, "--rules", "scottish", "--seats", 1)
    assert status == 0
    assert "Others would have been elected if 5 papers of 110 had been different; no smaller number is enough." in out
    assert "5 papers that ranked Ash first would have had to rank Birch first." in out
    assert "Then Birch is elected, and not Ash." in out


def test_the_exhibit_is_counted_to_another_result(ballots: Path, tmp_path: Path) -> None:
    exhibit = tmp_path / "exhibit.blt"
    assert run("margin", ballots, "--rules", "scottish", "--seats", 1, "--exhibit", exhibit)[0] == 0
    words = ("count", exhibit, "--rules", "scottish", "--seats", 1, "--json", "-")
    assert run(*words)[0] == 4
    status, out, _ = run(*words, "--decisions", tmp_path / "exhibit.decisions.csv")
    record = json.loads(out)
    assert status == 0
    assert [record["candidates"][n - 1]["name"] for n in record["elected"]] == ["Birch"]


def test_papers_may_be_added_or_removed(ballots: Path) -> None:
    # 60 to 50: ten more for Birch, or ten fewer for Ash, bring them level.
    for papers, said in (
        ("add", "10 more papers had come in beside the 110"),
        ("remove", "10 papers of 110 had not been"),
    ):
        status, out, _ = run("margin", ballots, "--rules", "scottish", "--seats", 1, "--papers", papers)
        assert (status, said in out) == (0, True), out


def test_one_candidate_is_asked_about(ballots: Path) -> None:
    # First preferences: Ash 60, Birch 50, Cedar none. Five papers from Ash to Birch bring these level. With 37 papers
    # Cedar can be level with both: 24 of Ash's and 13 of Birch's leave 36 and 37. With 36 the others would have 24 and
    # 14 to lose, which is more than 36.
    words = ("margin", ballots, "--rules", "plurality", "--seats", 1, "--json", "-", "--candidate")
    for name, papers in (("Ash", 5), ("Birch", 5), ("Cedar", 37)):
        found = json.loads(run(*words, name)[1])
        assert (found["candidate"], found["at_least"]) == (name, papers)
        assert found["at_most"] in (papers, papers + 3)
    assert found["words"][0].startswith("Cedar would have been elected if ")


def test_the_same_number_of_nodes_gives_the_same_answer(ballots: Path) -> None:
    words = ("margin", ballots, "--rules", "ers97", "--seats", 1, "--nodes", 50, "--json", "-")
    assert run(*words) == run(*words)


def test_a_record_needs_its_ballots(ballots: Path, tmp_path: Path) -> None:
    record = tmp_path / "record.json"
    run("count", ballots, "--rules", "scottish", "--seats", 1, "--json", record)
    status, _, error = run("margin", record)
    assert status == 2
    assert error == f"{record}: this is a count record; name the ballots it was made from with --ballots FILE\n"
    status, out, _ = run("margin", record, "--ballots", ballots)
    assert (status, "if 5 papers of 110" in out) == (0, True)


def test_other_ballots_than_the_record_s_are_refused(ballots: Path, tmp_path: Path) -> None:
    record, other = tmp_path / "record.json", tmp_path / "other.csv"
    run("count", ballots, "--rules", "scottish", "--seats", 1, "--json", record)
    other.write_text(PAPERS.replace("Ash,", "Cedar,Ash"))
    status, _, error = run("margin", record, "--ballots", other)
    assert status == 2
    assert "these ballots elect" in error
    assert error.count("\n") <= 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--time", 0), "--time: it is 0; it should be a number of seconds above 0\n"),
        (("--time", "nan"), "--time: it is nan; it should be a number of seconds above 0\n"),
        (("--nodes", 0), "--nodes: there is nothing to search with 0; it should be at least 1\n"),
        (("--ballots", "x.csv"), "--ballots: this option goes with a count record; ballots stand alone\n"),
        (("--at-least", "3:women"), "--at-least: there is no group “women”; name a file of groups with --groups\n"),
        (("--exhibit", "x.docx"), None),
        (("--papers", "burn"), "--papers: “burn” is not one of change, add, remove\n"),
        (("--candidate", "Elm"), None),
        (
            ("--candidate", "Ash", "--withdraw", "Ash"),
            "--candidate: “Ash” has withdrawn; name a candidate who stands\n",
        ),
    ],
)
def test_what_cannot_be_searched_is_one_clear_line(ballots: Path, words: tuple[object, ...], said: str | None) -> None:
    status, out, error = run("margin", ballots, "--rules", "scottish", "--seats", 1, *words)
    last = error.splitlines(keepends=True)[-1]
    assert (status, out, error.count("\n") <= 3) == (2, "", True), error
    assert said is None or last == said


def test_a_count_tells_the_margin_that_a_file_has_of_it(ballots: Path, tmp_path: Path) -> None:
    file, sheet = tmp_path / "margin.json", tmp_path / "sheet.html"
    words = (ballots, "--rules", "scottish", "--seats", 1)
    run("margin", *words, "--json", file)
    said = "if 5 papers of 110 had been different; no smaller number is enough."
    status, out, _ = run("count", *words, "--margin", file)
    assert (status, said in out) == (0, True)
    run("count", *words, "--margin", file, "--html", sheet)
    assert said in sheet.read_text()
    status, out, error = run("count", ballots, "--rules", "ers97", "--seats", 1, "--margin", file)
    assert (status, out) == (2, "")
    assert error.splitlines()[-1].startswith(f"{file}: this margin is of another count")


def test_several_files_and_folders_are_answered_one_by_one(ballots: Path, tmp_path: Path) -> None:
    # 60 to 50 as before; 4 to 1: two papers that put Ash first would have had to put Birch first.
    folder = tmp_path / "wards"
    folder.mkdir()
    (folder / "small.csv").write_text("ballot,1\n" + "".join(f"{n},{'Birch' if n == 0 else 'Ash'}\n" for n in range(5)))
    (folder / "wrong.csv").write_text("ballot,1\n1,Ash\n1,Ash,,,Birch\n")
    words = ("margin", ballots, folder, "--rules", "scottish", "--seats", 1, "--workers", 1)
    status, out, error = run(*words)
    first, second = out.splitlines()
    assert status == 2
    assert first == f"{ballots}: {CLOSE}"
    assert second.startswith(
        f"{folder / 'small.csv'}: Others would have been elected if 2 papers of 5 had been different"
    )
    assert "wrong.csv" in error
    found = json.loads(run(*words, "--json", "-")[1])
    assert [row["margin"] and row["margin"]["at_most"] for row in found["margins"]] == [5, 2, None]


def test_what_is_about_one_contest_is_refused_of_several(ballots: Path, tmp_path: Path) -> None:
    status, _, error = run("margin", ballots, ballots, "--rules", "scottish", "--candidate", "Ash")
    assert (status, error) == (2, "--candidate: this option is about one contest; name one alone\n")
    status, _, error = run("margin", tmp_path / "none", ballots, "--rules", "scottish")
    assert status == 2
    assert "Traceback" not in error


def test_several_records_find_their_ballots_by_what_they_were_made_from(ballots: Path, tmp_path: Path) -> None:
    # 60 to 50, and 4 to 1, as above; the third record's ballots are not in the folder.
    folder, records = tmp_path / "papers", []
    folder.mkdir()
    shutil.copy(ballots, folder / f"one{ballots.suffix}")
    (folder / "two.csv").write_text("ballot,1\n" + "".join(f"{n},{'Birch' if n == 0 else 'Ash'}\n" for n in range(5)))
    (tmp_path / "three.csv").write_text("ballot,1\n1,Ash\n2,Birch\n3,Ash\n")
    for name, file in (("b", ballots), ("a", folder / "two.csv"), ("c", tmp_path / "three.csv")):
        records.append(tmp_path / f"{name}.json")
        assert run("count", file, "--rules", "scottish", "--seats", 1, "--json", records[-1])[0] == 0
    status, out, error = run("margin", *records, "--ballots", folder, "--workers", 1)
    assert status == 2
    assert [line.rpartition(" been different")[0].partition(": ")[2] for line in out.splitlines()] == [
        "Others would have been elected if 5 papers of 110 had",
        "Others would have been elected if 2 papers of 5 had",
    ]
    assert error == f"{records[2]}: none of the 2 ballots files in {folder} is what this record was made from\n"
    status, _, error = run("margin", *records[:2], ballots, "--rules", "scottish")
    assert (status, len(error.splitlines())) == (2, 4)
    assert "ask about records and about ballots one after the other" in error


def test_compare_tells_how_close_each_count_was(ballots: Path) -> None:
    # 60 to 50: five papers give both 55.
    status, out, _ = run("compare", ballots, "--rules", "scottish,plurality", "--seats", 1, "--margin")
    assert status == 0
    assert " ".join(out.split()).endswith(f"scottish: {CLOSE} plurality: {CLOSE}")


def test_weighted_papers_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "weighted.blt"
    path.write_text('2 1\n2.5 1 2 0\n1.5 2 0\n0\n"Ash"\n"Birch"\n"Club"\n')
    status, _, error = run("margin", path, "--rules", "scottish")
    assert status == 2
    assert "the papers are weighted; a margin is a number of papers, so each should count once" in error
