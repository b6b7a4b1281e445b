"""A site is there whole or not at all, and the old one stays until the new one is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hustings.election.problems import BadInput
from hustings.site.release import KEPT, digest, release

OLD = {"index.html": b"old", "areas/wales.html": b"old wales"}
NEW = {"index.html": b"new", "areas/wales.html": b"new wales", "leaflet.pdf": bytes(100)}


def shown(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def test_the_output_shows_exactly_the_files_of_the_latest_release(tmp_path: Path) -> None:
    out = tmp_path / "site"
    for files in (OLD, NEW, OLD):
        target = release(files, out)
        assert shown(out) == files
        assert out.is_symlink()
        assert target.name == digest(files)


def test_the_same_files_are_the_same_release() -> None:
    assert digest(OLD) == digest(dict(reversed(OLD.items())))
    assert digest(OLD) != digest(NEW)
    assert digest({"ab": b"c"}) != digest({"a": b"bc"})


def test_a_run_that_fails_leaves_the_old_site_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "site"
    release(OLD, out)
    real = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if path.name == "leaflet.pdf":
            raise OSError(28, "No space left on device")
        return real(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(BadInput, match="No space left"):
        release(NEW, out)
    assert shown(out) == OLD
    assert len(list((tmp_path / "site.releases").iterdir())) == 1


def test_a_run_that_is_killed_leaves_the_old_site_and_the_next_run_clears_up(tmp_path: Path) -> None:
    out = tmp_path / "site"
    release(OLD, out)
    program = (
        "import os, signal; from pathlib import Path; from hustings.site import release as r\n"
        "real = Path.write_bytes\n"
        "def dies(path, content):\n"
        "    if path.name == 'leaflet.pdf': os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return real(path, content)\n"
        "Path.write_bytes = dies\n"
        f"r.release({NEW!r}, Path({str(out)!r}))"
    )
    killed = subprocess.run([sys.executable, "-c", program], env=dict(os.environ))
    assert killed.returncode < 0
    assert shown(out) == OLD
    release(NEW, out)
    assert shown(out) == NEW
    assert all(not path.name.startswith(".") for path in (tmp_path / "site.releases").iterdir())


def test_old_releases_are_forgotten_after_a_while(tmp_path: Path) -> None:
    for number in range(8):
        release({"index.html": bytes([number])}, tmp_path / "site")
    assert len(list((tmp_path / "site.releases").iterdir())) == KEPT


def test_a_directory_of_somebody_elses_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/thesis.txt").write_text("precious")
    with pytest.raises(BadInput, match="was not published by Hustings"):
        release(NEW, tmp_path / "site")
    assert (tmp_path / "site/thesis.txt").read_text() == "precious"
