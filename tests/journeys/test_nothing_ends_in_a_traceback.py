"""Whatever happens in a command, it ends in a few clear lines and an exit status of the README."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from journeys.program import ROOT, hustings

EXAMPLE = ROOT / "examples/ers97-model-election.blt"
# A fault that nobody foresaw, in the midst of a command.
FAULTY = """\
import sys
import hustings.ballots.reading as reading
def fault(*_, **__):
    raise {error}
reading.read_bytes = fault
from hustings.cli import main
sys.argv = ["hustings", "convert", "N1 1AA.blt", "out.csv", "--problems=p.txt"]
main.main()
"""


def faulty(error: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", FAULTY.format(error=error)],
        capture_output=True,
        text=True,
        env={**os.environ, "XDG_STATE_HOME": str(folder), "HOME": str(folder), "LOCALAPPDATA": str(folder)},
        cwd=folder,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("IndexError('tuple index')", "IndexError “tuple index”"),
        ("RecursionError('too deep\\n\\x1b[31m')", "RecursionError “too deep"),
        ("MemoryError", "there is not enough memory"),
        ("AssertionError", "AssertionError “”"),
        ("UnicodeEncodeError('utf-8', '\\udcff', 0, 1, 'surrogates')", "UnicodeEncodeError"),
    ],
)
def test_an_unforeseen_error_is_one_line_a_log_and_status_70(error: str, said: str, tmp_path: Path) -> None:
    done = faulty(error, tmp_path)
    assert done.returncode == 70
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"hustings: unforeseen error: {said}")
    assert "\x1b" not in line
    log = Path(line.rpartition("the details are in ")[2])
    assert log.is_relative_to(tmp_path)
    details = log.read_text()
    assert "Traceback" in details
    assert "options: --problems" in details
    assert "N1 1AA" not in details  # what was typed may be somebody's postcode


def test_where_no_log_can_be_written_that_is_said(tmp_path: Path) -> None:
    full = "import tempfile\ndef full(*_, **__): raise OSError(28, 'No space left on device')\n"
    program = f"{full}tempfile.NamedTemporaryFile = full\n" + FAULTY.format(error="KeyError('x')")
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=tmp_path, timeout=60)
    assert done.returncode == 70
    (line,) = done.stderr.splitlines()
    assert line.endswith("please report it; no log could be written")


@pytest.mark.parametrize("words", [["rules"], ["--help"], ["rules", "minneapolis"]])
def test_a_reader_that_goes_away_is_no_error_and_no_difference(words: list[str]) -> None:
    program = [sys.executable, "-c", "from hustings.cli.main import main; main()", *words]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        said = running.stderr.read()
    assert (running.returncode, said) == (141, b"")


def many(tmp_path: Path) -> Path:
    """Fifty papers for candidates that there are not, on lines 2 to 51."""
    file = tmp_path / "many.blt"
    file.write_text("3 2\n" + "".join(f"1 {n} 0\n" for n in range(4, 54)) + "0\nAsh\nBirch\nCedar\n")
    return file


@pytest.mark.parametrize(
    "words",
    [["count", "--rules", "scottish"], ["compare", "--rules", "scottish,ers97"], ["convert", "out.csv"]],
)
def test_twenty_problems_are_printed_and_all_are_written(words: list[str], tmp_path: Path) -> None:
    command, *rest = words
    file = many(tmp_path)
    done = hustings(command, file, *rest, folder=tmp_path)
    assert done.returncode == 2
    lines = done.stderr.splitlines()
    assert [line.split(":")[1] for line in lines[:-1]] == [str(n) for n in range(2, 22)]
    assert lines[-1] == "and 30 more problems; --problems FILE writes all of them"

    done = hustings(command, file, *rest, "--problems", "all.txt", folder=tmp_path)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == "and 30 more problems; all are in all.txt"
    written = (tmp_path / "all.txt").read_text().splitlines()
    assert [line.split(":")[1] for line in written] == [str(n) for n in range(2, 52)]


def test_the_file_of_problems_is_never_one_that_is_read(tmp_path: Path) -> None:
    file = many(tmp_path)
    before = file.read_bytes()
    for name in ("many.blt", "./many.blt"):
        done = hustings("count", file, "--rules", "scottish", "--problems", name, folder=tmp_path)
        assert done.returncode == 2
        assert "many.blt is a file that this command reads" in done.stderr
    assert file.read_bytes() == before
    done = hustings("count", file, "--rules", "scottish", "--problems", "-", folder=tmp_path)
    assert len(done.stdout.splitlines()) == 50


def test_a_command_without_the_option_only_says_how_many_more_there_are(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    assert hustings("new", folder).returncode == 0
    (folder / "candidates.csv").write_text("contest,name\n" + "".join(f"x{n},Person {n}\n" for n in range(1, 31)))
    done = hustings("nominations", folder)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 21
    assert re.fullmatch("and [0-9]+ more problems", done.stderr.splitlines()[20])


def test_check_writes_all_problems_of_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    assert hustings("new", folder).returncode == 0
    rows = "".join(f"board,Person {n}\n" for n in range(1, 31))
    (folder / "candidates.csv").write_text("contest,name\n" + rows)
    done = hustings("check", folder, "--problems", tmp_path / "all.txt")
    assert done.returncode == 2
    written = (tmp_path / "all.txt").read_text().splitlines()
    assert len(written) > 20
    assert done.stderr.splitlines()[:20] == written[:20]
    assert len(done.stderr.splitlines()) == 21


UNDECODABLE = os.fsdecode(b"odd\xff.blt")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names of files")
def test_a_file_whose_name_is_no_text_is_counted_and_shown(tmp_path: Path) -> None:
    (tmp_path / UNDECODABLE).write_bytes(EXAMPLE.read_bytes())
    done = hustings("count", UNDECODABLE, "--rules", "ers97", "--html", "sheet.html", "--json", "-", folder=tmp_path)
    assert done.returncode == 0
    assert done.stderr.startswith("Read odd\\udcff.blt as BLT")
    assert '"elected"' in done.stdout
    assert (tmp_path / "sheet.html").read_text("utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["count", UNDECODABLE, "--rules", "ers97"], "odd\ufffd.blt: there is no such file"),
        (["count", EXAMPLE, "--rules", "ers97", "--lot-seed", "\udcff"], "--lot-seed: “\ufffd” has a character that"),
        (["count", EXAMPLE, "--rules", "\udcff"], "--rules: there is no rule book “\ufffd”"),
        (["count", EXAMPLE, "--rules", "ers97", "--withdraw", "\udcff"], "--withdraw: there is no candidate"),
        (["count", EXAMPLE, "--rules", "ers97", "--seats", "-" + "9" * 40], "--seats: there are -9999"),
        (["count", EXAMPLE, "--rules", "ers97", "--at-least", "9" * 40 + ":x"], "--at-least: “9999"),
        (["count", "/dev/zero", "--rules", "ers97"], "/dev/zero: the file is larger than 100 MB"),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such words and files")
def test_odd_bytes_and_absurd_numbers_are_one_line(words: list[object], said: str, tmp_path: Path) -> None:
    done = hustings(*words, folder=tmp_path)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith(said)
