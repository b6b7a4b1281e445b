"""A site is there whole or not at all, and the old one stays until the new one is."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hustings.election.problems import BadInput
from hustings.site.release import KEPT, LOCK, alone, digest, is_sound, release
from waiting import LONGEST

OLD = {"index.html": b"old", "areas/wales.html": b"old wales"}
NEW = {"index.html": b"new", "areas/wales.html": b"new wales", "leaflet.pdf": bytes(100)}


def shown(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def releases(out: Path) -> list[Path]:
    """Everything that lies beside the releases' lock."""
    return [path for path in out.with_name(f"{out.name}.releases").iterdir() if path.name != LOCK]


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
    assert [path.name for path in releases(out)] == [digest(OLD)]


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
    assert len(releases(out)) == 2


def test_a_link_that_a_killed_run_had_not_put_in_its_place_yet_is_cleared_up(tmp_path: Path) -> None:
    out = tmp_path / "site"
    target = release(OLD, out)
    (target.parent / ".another.link").symlink_to(Path("site.releases/another"))
    assert release(NEW, out) in releases(out)
    assert not [path for path in releases(out) if path.name.startswith(".")]
    assert shown(out) == NEW


def test_old_releases_are_forgotten_after_a_while(tmp_path: Path) -> None:
    for number in range(8):
        release({"index.html": bytes([number])}, tmp_path / "site")
    assert len(releases(tmp_path / "site")) == KEPT


def test_a_directory_of_somebody_elses_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/thesis.txt").write_text("precious")
    with pytest.raises(BadInput, match="was not published by Hustings"):
        release(NEW, tmp_path / "site")
    assert (tmp_path / "site/thesis.txt").read_text() == "precious"


def test_a_link_of_somebody_elses_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "thesis")
    with pytest.raises(BadInput, match="was not published by Hustings"):
        release(NEW, tmp_path / "site")
    assert (tmp_path / "site").resolve() == tmp_path / "thesis"


def _changed(release: Path) -> None:
    (release / "index.html").write_bytes(b"NEW")


def _lost(release: Path) -> None:
    (release / "areas/wales.html").unlink()


def _added(release: Path) -> None:
    (release / "more.html").write_bytes(b"")


def _linked(release: Path) -> None:
    (release / "index.html").rename(release.parent / "away.html")
    (release / "index.html").symlink_to(release.parent / "away.html")


@pytest.mark.parametrize("damage", [_changed, _lost, _added, _linked])
def test_a_damaged_release_is_made_again(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    out = tmp_path / "site"
    first = release(NEW, out)
    damage(first)
    assert not is_sound(first)
    again = release(NEW, out)
    assert shown(out) == NEW
    assert is_sound(again)
    assert not first.exists(), "the damaged release is gone"
    assert release(NEW, out) == again, "a sound release is taken as it is"


def test_a_second_run_waits_and_then_says_why_it_ends(tmp_path: Path) -> None:
    out = tmp_path / "site"
    program = (
        "import sys; from pathlib import Path; from hustings.site.release import alone\n"
        f"with alone(Path({str(out)!r})): print('alone', flush=True); sys.stdin.readline()"
    )
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "alone\n"
        with pytest.raises(BadInput, match="another run is publishing here"), alone(out, patience=0.1):
            pass
        other.communicate("\n", timeout=LONGEST)
    assert shown(out.parent / "site.releases") == {LOCK: b""}
    release(NEW, out)
    assert shown(out) == NEW


def test_a_fault_at_any_call_leaves_the_old_site(tmp_path: Path) -> None:
    """The link shows one whole site, and the next run puts everything right."""
    out = tmp_path / "site"
    for point in range(1, 200):
        release(OLD, out)
        for path in releases(out):
            if path.name != digest(OLD):
                shutil.rmtree(path)
        with pytest.MonkeyPatch.context() as patch:
            reached = failing_at(patch, point)
            failed = False
            try:
                release(NEW, out)
            except BadInput:
                failed = True
        assert shown(out) == (OLD if failed else NEW), point
        if not reached():
            break
        release(NEW, out)
        assert shown(out) == NEW
        assert all(is_sound(path) for path in releases(out))
    assert point > 15
    assert not failed


def failing_at(patch: pytest.MonkeyPatch, point: int) -> Callable[[], bool]:
    """From now on the call to the disk of this number fails; whether it was reached."""
    calls = 0

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **keys: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == point:
                raise OSError(errno.ENOSPC, "No space left on device")
            return real(*args, **keys)

        return call

    for owner, name in (
        (os, "fsync"),
        (os, "replace"),
        (os, "utime"),
        (Path, "mkdir"),
        (Path, "write_bytes"),
        (Path, "symlink_to"),
    ):
        patch.setattr(owner, name, counted(getattr(owner, name)))
    return lambda: calls >= point
