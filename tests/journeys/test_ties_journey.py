"""A tie that needs a lot, met by a returning officer at the terminal."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from journeys.program import hustings
from waiting import LONGEST

DEC = '3 1\n3 1 0\n2 2 3 0\n2 3 1 0\n0\n"Ann"\n"Bob"\n"Cyd"\n"decision"\n'


@pytest.fixture
def ballots(tmp_path: Path) -> Path:
    (tmp_path / "dec.blt").write_text(DEC)
    return tmp_path / "dec.blt"


def at_a_terminal(answers: str, *words: object) -> tuple[str, int]:
    """What the program prints at a terminal where somebody types these answers, and its exit status."""
    pty = pytest.importorskip("pty", reason="this system has no terminals of that kind")
    ours, theirs = pty.openpty()
    program = [sys.executable, "-c", "from hustings.cli.main import main; main()", *map(str, words)]
    process = subprocess.Popen(
        program, stdin=theirs, stdout=theirs, stderr=theirs, env={**os.environ, "COLUMNS": "100"}
    )
    os.close(theirs)
    os.write(ours, answers.encode())
    printed, until = b"", time.monotonic() + LONGEST
    while time.monotonic() < until:
        try:
            more = os.read(ours, 4096)
        except OSError:  # the program has ended
            break
        if not more:
            break
        printed += more
    os.close(ours)
    return printed.decode().replace("\r\n", "\n"), process.wait(LONGEST)


def test_ask_stops_at_a_tie_takes_the_choice_and_writes_it_down(ballots: Path) -> None:
    file = ballots.parent / "ties.csv"
    words = ("count", ballots, "--rules", "scottish", "--one-witness", "--brief", "--decisions", file)
    printed, status = at_a_terminal("Ann\nBob\n", *words, "--ask")
    assert "Stage 2: these are tied, and a lot has to decide who is excluded." in printed
    assert "That is not one of the tied." in printed
    assert status == 0
    assert file.read_text() == "stage,for,chosen\n2,exclusion,Bob\n"
    again = hustings(*words)
    assert again.returncode == 0
    assert "1  Cyd  stage 2" in again.stdout
    assert "The recorded decision of the returning officer is that Bob is excluded" in " ".join(again.stdout.split())


def test_ask_adds_to_decisions_that_are_there(ballots: Path) -> None:
    """Two places: after B's exclusion C is elected with 4 papers of 9; then D and A, 3 each, are tied."""
    ballots.write_text('4 1\n3 1 0\n2 2 3 0\n2 3 2 0\n3 4 0\n0\n"Ann"\n"Bob"\n"Cyd"\n"Dee"\n"decision"\n')
    file = ballots.parent / "ties.csv"
    file.write_text("stage,for,chosen\n2,exclusion,Bob")
    words = ("count", ballots, "--rules", "scottish", "--one-witness", "--decisions", file)
    printed, status = at_a_terminal("4\n", *words, "--ask")
    assert status == 0, printed
    assert file.read_text() == "stage,for,chosen\n2,exclusion,Bob\n3,exclusion,Dee\n"


def test_ask_without_a_terminal_or_a_file_is_refused(ballots: Path) -> None:
    words = ("count", ballots, "--rules", "scottish", "--one-witness", "--ask")
    assert "--decisions FILE" in hustings(*words).stderr
    piped = hustings(*words, "--decisions", ballots.parent / "ties.csv")
    assert (piped.returncode, "\n--ask: there is no terminal" in piped.stderr) == (2, True)
    assert not (ballots.parent / "ties.csv").exists()


def test_a_decision_that_settles_no_tie_is_refused_by_its_line(ballots: Path) -> None:
    file = ballots.parent / "dec1.csv"
    file.write_text("stage,for,chosen\n1,exclusion,Bob\n")
    done = hustings("count", ballots, "--rules", "scottish", "--decisions", file)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"\n{file}:2: the decision for exclusion at stage 1 settles no tie: " in done.stderr


def test_an_order_for_ties_in_the_ballots_file_is_used_when_asked_for_and_mentioned_otherwise(ballots: Path) -> None:
    ballots.write_text(DEC.replace("3 1\n3", "3 1\n[tie 2 3 1]\n3", 1))
    words = ("count", ballots, "--rules", "scottish", "--one-witness", "--brief")
    unused = hustings(*words)
    assert unused.returncode == 4
    assert "order for breaking ties is not used; --lot file uses it" in unused.stderr
    used = hustings(*words, "--lot", "file")
    assert used.returncode == 0
    assert "The order for breaking ties in the ballots file decides that Bob is excluded" in " ".join(
        used.stdout.split()
    )


def test_a_lot_is_told_in_the_terminal(ballots: Path) -> None:
    done = hustings("count", ballots, "--rules", "scottish", "--one-witness", "--brief", "--lot-seed", "spring")
    assert "Bob and Cyd have equal votes, so are tied for exclusion." in " ".join(done.stdout.split())
    assert "the lot drawn with the seed “spring” decides" in " ".join(done.stdout.casefold().split())


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (("count", "x.blt", "--rules", "scottish", "--rules", "irv"), "--rules"),
        (("count", "x.blt", "--seats", "2", "--rules", "irv", "--seats=1"), "--seats"),
        (("postcodes", "find", "AB1 2CD", "--index", "a", "--index", "b"), "--index"),
        (("forecast", "fit", "x.blt", "--output", "a", "--output", "b"), "--output"),
    ],
)
def test_an_option_of_one_value_given_twice_is_refused(words: tuple[str, ...], option: str) -> None:
    done = hustings(*words)
    assert done.returncode == 2
    assert f"{option} is given 2 times and takes one value" in done.stderr
