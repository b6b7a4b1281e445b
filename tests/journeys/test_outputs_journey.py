"""What the commands do with their outputs: refused before work begins, all or none, one of them on standard output."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from journeys.program import EXAMPLE, hustings

COUNT = ("--rules", "ers97")


@pytest.fixture
def ballots(tmp_path: Path) -> Path:
    file = tmp_path / "ballots.blt"
    file.write_bytes(EXAMPLE.read_bytes())
    return file


def test_a_count_never_overwrites_its_ballots(ballots: Path) -> None:
    before = ballots.read_bytes()
    (ballots.parent / "link.json").symlink_to(ballots)
    for option, name in (("--json", "ballots.blt"), ("--html", "link.json"), ("--csv", "./ballots.blt")):
        done = hustings("count", ballots.name, *COUNT, option, name, folder=ballots.parent)
        assert (done.returncode, done.stdout) == (2, "")
        assert "is a file that this command reads" in done.stderr
        assert ballots.read_bytes() == before


def test_a_count_never_overwrites_a_file_of_its_folder(tmp_path: Path) -> None:
    done = hustings("new", tmp_path / "e")
    assert done.returncode == 0
    (tmp_path / "e" / "ballots").mkdir(exist_ok=True)
    (tmp_path / "e" / "ballots" / "committee.blt").write_bytes(EXAMPLE.read_bytes())
    for name in ("candidates.csv", "ballots/committee.blt", "election.toml"):
        before = (tmp_path / "e" / name).read_bytes()
        done = hustings("count", tmp_path / "e", "--json", tmp_path / "e" / name)
        assert done.returncode == 2
        assert "is a file that this command reads" in done.stderr
        assert (tmp_path / "e" / name).read_bytes() == before


@pytest.mark.parametrize("wrong", ["none/sheet.html", ".", "record.json"])
def test_what_cannot_be_written_is_refused_before_anything_is(ballots: Path, wrong: str) -> None:
    done = hustings("count", ballots, *COUNT, "--json", "record.json", "--html", wrong, folder=ballots.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert [path.name for path in ballots.parent.iterdir()] == ["ballots.blt"]


@pytest.mark.parametrize(
    ("option", "begins"), [("--json", "{"), ("--csv", "stage,kind,"), ("--html", "<!doctype html>")]
)
def test_every_format_can_go_to_standard_output_and_one_only(ballots: Path, option: str, begins: str) -> None:
    done = hustings("count", ballots, *COUNT, option, "-")
    assert done.returncode == 0, done.stderr
    assert done.stdout.casefold().startswith(begins)
    others = [other for other in ("--json", "--csv") if other != option]
    twice = hustings("count", ballots, *COUNT, option, "-", others[0], "-")
    assert (twice.returncode, twice.stdout) == (2, "")
    assert "only one output" in twice.stderr


def test_a_list_of_problems_never_overwrites_an_input(ballots: Path) -> None:
    ballots.write_text("nothing that is a ballots file")
    done = hustings("count", ballots, *COUNT, "--problems", ballots)
    assert (done.returncode, "--problems" in done.stderr) == (2, True)
    assert ballots.read_text() == "nothing that is a ballots file"
    done = hustings("count", ballots, *COUNT, "--json", ballots.parent / "a", "--problems", ballots.parent / "a")
    assert done.returncode == 2
    assert not (ballots.parent / "a").exists()


def test_outputs_through_links_and_beside_standard_output(ballots: Path) -> None:
    (ballots.parent / "real").mkdir()
    (ballots.parent / "sheet.html").symlink_to(ballots.parent / "real" / "sheet.html")
    done = hustings("count", ballots, *COUNT, "--json", "-", "--html", "sheet.html", folder=ballots.parent)
    assert done.returncode == 0
    assert json.loads(done.stdout)["rules"] == "ers97"
    assert (ballots.parent / "sheet.html").is_symlink()
    assert (ballots.parent / "real" / "sheet.html").read_text().startswith("<!")
