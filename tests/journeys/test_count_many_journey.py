"""`hustings count-many` as a user runs it: a table whole or absent, an interrupted run goes on, failures are named."""

from __future__ import annotations

import csv
import json
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from hustings import count_many
from journeys.program import EXAMPLE, ROOT, hustings
from waiting import LONGEST, until

PROGRAM = [sys.executable, "-c", "from hustings.cli.main import main; main()"]
ASKED = ("count-many", "wards", "--rules", "meek,warren,ers97", "-o", "table.jsonl")

pytestmark = [
    pytest.mark.kernel,
    pytest.mark.skipif(sys.platform == "win32", reason="processes are ended by signals"),
]


def wards(folder: Path, number: int) -> Path:
    """So many ballots files, each with a digest of its own."""
    (folder / "wards").mkdir()
    text = EXAMPLE.read_text()
    for ward in range(number):
        (folder / f"wards/ward{ward:03}.blt").write_text(f"{text.rstrip()}\n# ward {ward}\n")
    return folder


def rows(path: Path) -> list[dict[str, object]]:
    """The rows of a table of JSON lines, without what differs from run to run."""
    found = [json.loads(line) for line in path.read_text().splitlines() if line]
    return [{name: value for name, value in row.items() if name not in ("seconds", "row_sha256")} for row in found]


def interrupted(folder: Path, how: signal.Signals, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the program until some rows are kept, then send it a signal."""
    journal = folder / "table.jsonl.unfinished.jsonl"
    with subprocess.Popen(
        [*PROGRAM, *ASKED, *words], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        until(lambda: journal.exists() and journal.read_bytes().count(b"\n") > 5, "a row that is kept")
        running.send_signal(how)
        out, errors = running.communicate(timeout=LONGEST)
        return subprocess.CompletedProcess([], running.returncode, out, errors)


@pytest.mark.parametrize(("how", "status"), [(signal.SIGKILL, -9), (signal.SIGINT, 130)])
def test_a_run_that_ends_early_writes_no_table_and_the_next_goes_on(
    how: signal.Signals, status: int, tmp_path: Path
) -> None:
    folder = wards(tmp_path, 60)
    ended = interrupted(folder, how, "--workers", "2")
    assert ended.returncode == status
    assert not (folder / "table.jsonl").exists()
    if how == signal.SIGINT:
        assert ended.stderr.count("\n") == 1, ended.stderr
        assert "the same command goes on from there" in ended.stderr
    kept = rows(folder / "table.jsonl.unfinished.jsonl")
    done = hustings(*ASKED, "--workers", "1", folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    whole = rows(folder / "table.jsonl")
    assert len(whole) == 180
    assert 0 < len(kept) < 180
    assert all(row in whole for row in kept)
    assert not (folder / "table.jsonl.unfinished.jsonl").exists()
    hustings(*ASKED, "--workers", "1", "--again", folder=folder)
    assert rows(folder / "table.jsonl") == whole


def test_rows_that_are_kept_are_not_counted_again(tmp_path: Path) -> None:
    """Seen by their times of counting, which stay as they were; with --again they are new."""
    folder = wards(tmp_path, 3)

    def seconds() -> list[float]:
        return [json.loads(line)["seconds"] for line in (folder / "table.jsonl").read_text().splitlines()]

    hustings(*ASKED, "--workers", "1", folder=folder)
    first = seconds()
    (folder / "wards/ward900.blt").write_text(EXAMPLE.read_text())
    hustings(*ASKED, "--workers", "1", folder=folder)
    assert seconds()[:9] == first
    assert len(seconds()) == 12
    hustings(*ASKED, "--workers", "1", "--again", folder=folder)
    assert seconds()[:9] != first


def test_a_file_that_does_not_read_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    folder = wards(tmp_path, 2)
    (folder / "wards/ward001.blt").write_text("junk\n")
    done = hustings("count-many", "wards", "missing.blt", "--rules", "ers97,irv", "-o", "table.csv", folder=folder)
    assert done.returncode == 2
    assert [line.partition(": ")[0] for line in done.stderr.splitlines()] == ["wards/ward001.blt:1", "missing.blt"]
    with (folder / "table.csv").open(newline="") as file:
        found = [(row["file"], row["rules"], row["elected"][:5], bool(row["error"])) for row in csv.DictReader(file)]
    assert found == [
        ("wards/ward000.blt", "ers97", "Smith", False),
        ("wards/ward000.blt", "irv", "", True),
        ("wards/ward001.blt", "ers97", "", True),
        ("wards/ward001.blt", "irv", "", True),
        ("missing.blt", "ers97", "", True),
        ("missing.blt", "irv", "", True),
    ]
    assert "irv: no result for wards/ward000.blt, because irv fills one place" in " ".join(done.stdout.split())


def test_a_rule_book_that_does_not_fit_is_no_failure_and_a_tie_without_a_lot_is(tmp_path: Path) -> None:
    shutil.copy(EXAMPLE, tmp_path / "model.blt")
    fits = hustings("count-many", "model.blt", "--rules", "ers97,irv", "--json", "-", folder=tmp_path)
    assert (fits.returncode, fits.stderr) == (0, "")
    assert [row["status"] for row in json.loads(fits.stdout)["rows"]] == [0, 2]
    (tmp_path / "tied.blt").write_text('2 1\n1 1 0\n1 2 0\n0\n"Ann"\n"Bob"\n""\n')
    tied = hustings("count-many", "tied.blt", "--rules", "scottish", "-o", "table.csv", folder=tmp_path)
    assert tied.returncode == 4
    assert tied.stderr.startswith("tied.blt, scottish: ")


def test_what_to_say_is_said_in_the_command_lines_words(tmp_path: Path) -> None:
    """A program is told of `seats=N`, a person of `--seats N`: on the terminal, and in the table."""
    (tmp_path / "papers.csv").write_text("Ann,Bob\n1,2\n2,1\n1,\n")
    done = hustings("count-many", "papers.csv", "--rules", "scottish", "-o", "table.csv", folder=tmp_path)
    assert done.returncode == 2
    assert "--seats N" in done.stderr
    assert "seats=" not in done.stderr
    with (tmp_path / "table.csv").open(newline="") as file:
        assert ["--seats N" in row["error"] for row in csv.DictReader(file)] == [True]
    [row] = count_many([tmp_path / "papers.csv"], "scottish", workers=1)
    assert "seats=N" in row.error


def test_a_full_disk_is_one_line_and_leaves_no_half_table(tmp_path: Path) -> None:
    """By a limit to a file's size. With more room the same command goes on."""
    folder = wards(tmp_path, 10)
    words = ("count-many", "wards", "--rules", "ers97,meek,warren", "-o", "table.csv", "--workers", "1")
    (folder / "table.csv").write_text("what was there before\n")
    full = subprocess.run(
        [*PROGRAM, *words], cwd=folder, capture_output=True, text=True, preexec_fn=limit_files, timeout=120
    )
    assert (full.returncode, full.stderr.count("\n")) == (2, 1)
    assert "table.csv.unfinished.jsonl: it cannot be written: File too large" in full.stderr
    assert "the same command goes on from there" in full.stderr
    assert (folder / "table.csv").read_text() == "what was there before\n"
    done = hustings(*words, folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert len((folder / "table.csv").read_text().splitlines()) == 31


def limit_files() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("wards", "--rules", "ers97", "-o", "table.xlsx"), "--out: “table.xlsx” should end in"),
        (("wards", "-o", "table.csv"), "--rules"),
        (("wards", "--rules", "ers97", "-o", "nowhere/table.csv"), "there is no directory"),
        (("wards", "--rules", "ers97", "--workers", "many"), "--workers: “many” is not a number of processes"),
        (("nowhere", "--rules", "ers97", "-o", "t.csv", "--workers", "dask://127.0.0.1"), "--workers: "),
        (("empty", "--rules", "ers97"), "empty: there are no ballots files in this folder"),
        ((str(ROOT / "examples/hedgerow-league"), "--rules", "ers97"), "this is an election folder"),
    ],
)
def test_what_cannot_be_is_one_line(words: Sequence[str], said: str, tmp_path: Path) -> None:
    folder = wards(tmp_path, 1)
    (folder / "empty").mkdir()
    done = hustings("count-many", *words, folder=folder)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert said in done.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["empty", "wards"]
