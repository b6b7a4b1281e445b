"""A returning officer's and an analyst's way through the program, and all that can go wrong on it."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from journeys.program import EXAMPLE, hustings
from waiting import LONGEST

GOOD = "3 2\n3 1 2 0\n2 2 0\n4 3 1 0\n0\n"
NAMES = '"Ash"\n"Birch"\n"Cedar"\n"A small contest"\n'


def test_count_verify_compare_and_fill_a_vacancy(tmp_path: Path) -> None:
    record, sheet, table = tmp_path / "record.json", tmp_path / "sheet.html", tmp_path / "votes.csv"
    done = hustings("count", EXAMPLE, "--rules", "ers97", "--json", record, "--html", sheet, "--csv", table)
    assert done.returncode == 0, done.stderr
    for name in ("Smith", "Carpenter", "Duke", "Prince", "Vicar", "Freeman"):
        assert name in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 100
    said = json.loads(record.read_text())
    assert (said["format"], said["ballots"]["valid"], said["stages"][0]["quota"]) == (
        "hustings-count/2",
        "753",
        "107.58",
    )
    assert said["elected"] == [1, 5, 2, 6, 9, 11]
    assert "<script" not in sheet.read_text()
    assert table.read_text().count("\n") > 6 * 11

    assert hustings("verify", record, EXAMPLE).returncode == 0
    said["stages"][2]["votes"][0] = "107.57"
    record.write_text(json.dumps(said))
    changed = hustings("verify", record, EXAMPLE)
    assert changed.returncode == 1
    assert "Stage 3" in changed.stderr
    assert "107.57" in changed.stderr

    compared = hustings("compare", EXAMPLE, "--rules", "ers97,scottish,meek,irv", "--lot-seed", "x")
    assert compared.returncode == 0, compared.stderr
    assert "irv fills one place" in compared.stdout


@pytest.mark.parametrize("method", ["countback", "runner-up"])
def test_a_vacancy_is_filled_from_the_record_and_its_ballots(tmp_path: Path, method: str) -> None:
    record = tmp_path / "record.json"
    hustings("count", EXAMPLE, "--rules", "ers97", "--json", record)
    done = hustings("vacancy", record, EXAMPLE, "--leaver", "Duke", "--method", method)
    assert done.returncode == 0, done.stderr
    assert "fills the place of Duke" in done.stdout
    wrong = hustings("vacancy", record, EXAMPLE, "--leaver", "Duk", "--method", method)
    assert (wrong.returncode, "did you mean “Duke”?" in wrong.stderr) == (2, True)


def test_a_vacancy_after_a_vacancy_and_one_that_would_break_a_constraint(tmp_path: Path) -> None:
    """vac2.blt: Ann, Cyd and Dee are elected. Ann and Eve are the women."""
    ballots, groups = tmp_path / "vac2.blt", tmp_path / "groups.csv"
    papers = "5 4 0\n8 1 5 0\n1 5 3 1 4 0\n9 3 2 1 0\n5 1 3 0\n5 2 3 0\n0\n"
    ballots.write_text("5 3\n" + papers + "".join(f'"{name}"\n' for name in ("Ann", "Bob", "Cyd", "Dee", "Eve", "vac")))
    groups.write_text("candidate,group\nAnn,women\nEve,women\n")
    count = ("count", ballots, "--rules", "scottish", "--lot-seed", "s", "--one-witness", "--brief", "--json")
    alone = ("--method", "countback", "--one-witness")
    assert hustings(*count, tmp_path / "0.json").returncode == 0
    first = hustings("vacancy", tmp_path / "0.json", ballots, "--leaver", "Ann", *alone, "--json", tmp_path / "1.json")
    assert "Eve fills the place of Ann" in first.stdout, first.stderr
    second = hustings(
        "vacancy", tmp_path / "1.json", ballots, "--leaver", "Cyd", *alone, "--tie", tmp_path / "tie.json"
    )
    assert not (tmp_path / "tie.json").exists()
    assert "Bob fills the place of Cyd" in second.stdout, second.stderr
    verified = hustings("verify", tmp_path / "1.json", ballots, "--one-witness")
    assert "Cyd, Dee and Eve sit now. Ann has left.\n" in verified.stdout, verified.stderr
    assert "why they left" not in verified.stdout
    assert "who left (vacancies.leavers)" in verified.stdout
    forged = (tmp_path / "1.json").read_text().replace('"declining": []', '"declining": [2]')
    (tmp_path / "forged.json").write_text(forged)
    refused = hustings("verify", tmp_path / "forged.json", ballots, "--one-witness")
    assert (
        refused.returncode,
        "vacancies[0].countback.input.withdrawn[1] is missing from the record" in refused.stderr,
    ) == (1, True)
    for record in ("0.json", "1.json"):
        (tmp_path / "forged.json").write_text(re.sub('"sha256": "..', '"sha256": "00', (tmp_path / record).read_text()))
        refused = hustings("verify", tmp_path / "forged.json", ballots, "--one-witness")
        assert (refused.returncode, "its digest (sha256) is “00" in refused.stderr) == (1, True), refused.stderr
    both = hustings("vacancy", tmp_path / "0.json", ballots, "--leaver", "Ann", "--leaver", "Cyd", *alone)
    assert "Bob and Eve fill the places of Ann and Cyd" in both.stdout, both.stderr

    hustings(*count, tmp_path / "women.json", "--groups", groups, "--at-least", "1:women")
    words = ("vacancy", tmp_path / "women.json", ballots, "--leaver", "Ann", "--method", "runner-up", "--one-witness")
    asked = hustings(*words, "--json", tmp_path / "none.json")
    assert (asked.returncode, asked.stdout) == (4, "")
    assert "with --constraint keep, Eve fills the place; with --constraint lapse, Bob fills the place" in asked.stderr
    assert not (tmp_path / "none.json").exists()
    assert "Eve fills the place of Ann" in hustings(*words, "--constraint", "keep").stdout
    assert "Bob fills the place of Ann" in hustings(*words, "--constraint", "lapse").stdout


def test_the_record_goes_to_standard_output_when_asked() -> None:
    done = hustings("count", EXAMPLE, "--rules", "scottish", "--json", "-", "--one-witness")
    record = json.loads(done.stdout)
    assert record["witnesses"] == ["statute counter"]
    assert "Counted once only" in done.stderr


BAD_FILES = {
    "an empty file": ("", "the file is empty", None),
    "a file that ends early": (GOOD[:12], "the file ends before", None),
    "too few names": (GOOD + '"Ash"\n', "1 name for 3 candidates", 6),
    "candidate 0": ("3 2\n1 0 1 0\n0\n" + NAMES, "there is no candidate 0", 2),
    "candidate n+1": ("3 2\n1 4 0\n0\n" + NAMES, "“4” is not a candidate", 2),
    "a negative weight": ("3 2\n3 1 0\n-2 1 0\n0\n" + NAMES, "“-2”", 3),
    "a huge weight": ("3 2\n99999999999999999999 1 0\n0\n" + NAMES, "cannot be counted", 2),
    "one candidate twice at a preference": ("3 2\n3 1 0\n1 1=1 2 0\n0\n" + NAMES, "named twice", 3),
    "no places": ("3 0\n3 1 0\n0\n" + NAMES, "0 places", 1),
    "no valid papers": ("3 2\n3 0\n0\n" + NAMES, "no paper is valid", None),
    "binary junk": ("\x00\x01\x02\x03", "not a text file", None),
    "something else": ("hello world\n", "not how a BLT file begins", 1),
}


@pytest.mark.parametrize("case", BAD_FILES)
def test_a_bad_file_gets_one_clear_line_and_nothing_is_written(tmp_path: Path, case: str) -> None:
    text, said, line = BAD_FILES[case]
    ballots, record = tmp_path / "ballots.blt", tmp_path / "record.json"
    ballots.write_text(text)
    record.write_text("the old record")
    done = hustings("count", ballots, "--rules", "scottish", "--json", record)
    assert done.returncode == 2
    assert said in done.stderr, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1
    assert line is None or f"ballots.blt:{line}:" in done.stderr, done.stderr
    assert record.read_text() == "the old record"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ballots.blt", "record.json"]


def test_ten_megabytes_on_one_line_are_refused_in_one_short_line(tmp_path: Path) -> None:
    ballots = tmp_path / "ballots.blt"
    ballots.write_text("3 2\n1 " + "1 9 " * 2_500_000 + "0\n0\n" + NAMES)
    done = hustings("count", ballots, "--rules", "scottish")
    assert done.returncode == 2
    assert len(done.stderr) < 300
    assert ":2:" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["."], "this is a directory"),
        (["missing.blt"], "there is no such file"),
        ([EXAMPLE, "--rules", "scotish"], "did you mean “scottish”?"),
        ([EXAMPLE], "say --rules"),
        ([EXAMPLE, "--rules", "irv"], "fills one place"),
        ([EXAMPLE, "--rules", "ers97", "--seats", "0"], "at least 1"),
        ([EXAMPLE, "--rules", "ers97", "--withdraw", "Smit"], "did you mean “Smith”?"),
        ([EXAMPLE, "--rules", "ers97", "--at-least", "women"], "as in 4:women"),
        ([EXAMPLE, "--rules", "ers97", "--at-least", "4:women"], "--groups"),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_line(tmp_path: Path, words: list[object], said: str) -> None:
    words = [tmp_path if word == "." else word for word in words]
    more = ["--rules", "ers97"] if "--rules" not in words and words != [EXAMPLE] else []
    done = hustings("count", *words, *more, folder=tmp_path)
    assert (done.returncode, said in done.stderr, done.stderr.count("\n")) == (2, True, 1), done.stderr


def test_constraints_that_cannot_be_met_are_reported_before_the_count(tmp_path: Path) -> None:
    groups = tmp_path / "groups.csv"
    groups.write_text("candidate,group\nSmith,women\nDuke,women\n")
    done = hustings("count", EXAMPLE, "--rules", "ers97", "--groups", groups, "--at-least", "4:women")
    assert done.returncode == 2
    assert "2 of women stand" in done.stderr


def test_a_tie_that_needs_a_lot_declares_nothing_and_ends_with_four(tmp_path: Path) -> None:
    ballots, record = tmp_path / "ballots.blt", tmp_path / "record.json"
    ballots.write_text("3 1\n5 1 0\n5 2 0\n5 3 0\n0\n" + NAMES)
    done = hustings("count", ballots, "--rules", "scottish", "--json", record)
    assert (done.returncode, done.stdout, record.exists()) == (4, "", False)
    assert "Ash, Birch, Cedar are tied" in done.stderr
    decisions = tmp_path / "decisions.csv"
    decisions.write_text("stage,for,chosen\n2,exclusion,Birch\n3,exclusion,Ash\n")
    decided = hustings("count", ballots, "--rules", "scottish", "--decisions", decisions, "--json", record)
    assert decided.returncode == 0, decided.stderr
    assert json.loads(record.read_text())["elected"] == [3]
    assert hustings("verify", record, ballots).returncode == 0


def test_ctrl_c_says_so_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    ballots, record = tmp_path / "ballots.blt", tmp_path / "record.json"
    papers = "".join(
        f"1 {a} {b} {c} 0\n" for a in range(1, 61) for b in range(1, 61) for c in range(1, 61) if a != b != c != a
    )
    ballots.write_text(f"60 20\n{papers}0\n" + "".join(f"C{n}\n" for n in range(60)))
    program = [sys.executable, "-c", "from hustings.cli.main import main; main()", "count", str(ballots)]
    running = subprocess.Popen(
        [*program, "--rules", "meek", "--lot-seed", "x", "--json", str(record)], stderr=subprocess.PIPE, text=True
    )
    assert running.stderr
    assert "Read " in running.stderr.readline()  # the count begins now
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=LONGEST)
    assert (running.returncode, said.splitlines()[-1]) == (130, "Interrupted; nothing was left half-written.")
    assert [path.name for path in tmp_path.iterdir()] == ["ballots.blt"]


def test_fewer_candidates_than_places_are_elected_and_the_unfilled_places_are_said(tmp_path: Path) -> None:
    ballots = tmp_path / "ballots.blt"
    ballots.write_text("3 5\n5 1 0\n0\n" + NAMES)
    done = hustings("count", ballots, "--rules", "ers97", "--json", tmp_path / "record.json")
    assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "record.json").read_text())["unfilled"] == 2
    assert "Unfilled: 2 places." in done.stdout


def test_a_dispute_between_the_witnesses_declares_nothing_and_ends_with_three(tmp_path: Path) -> None:
    """A bug is planted in the statute counter: every paper is worth a whole vote wherever it goes."""
    pytest.importorskip("hustings.kernel._kernel", reason="the compiled counter is not built here")
    program = (
        "from hustings.counting.transfers import Piles\n"
        "Piles.votes_of = lambda self, papers, _: self.number_of(papers) * 100\n"
        "from hustings.cli.main import main\n"
        "main()"
    )
    record = tmp_path / "record.json"
    words = ["count", str(EXAMPLE), "--rules", "ers97", "--json", str(record)]
    done = subprocess.run([sys.executable, "-c", program, *words], capture_output=True, text=True)
    assert (done.returncode, done.stdout, record.exists()) == (3, "", False), done.stderr
    assert "the two witnesses differ, so nothing is declared. Stage 2" in done.stderr
