"""A command's outputs are all there or none, each whole, and never over an input, whatever fails and when."""

from __future__ import annotations

import contextlib
import errno
import os
import resource
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hustings.election import outputs
from hustings.election.outputs import check_outputs, write_together
from hustings.election.problems import BadInput

# What the module asks of the system, one point of failure each.
POINTS = ("mkstemp", "chmod", "write", "fsync", "open", "link", "replace")
OLD = {"record.json": b"old record", "sheet.html": b"old sheet"}
NEW = {"record.json": b"new record" * 1000, "sheet.html": b"new sheet" * 1000, "votes.csv": b"new votes" * 1000}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two files of an earlier run, one of them by a link into another folder; a third was never written."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "here").mkdir()
    (tmp_path / "elsewhere" / "sheet.html").write_bytes(OLD["sheet.html"])
    (tmp_path / "here" / "sheet.html").symlink_to(tmp_path / "elsewhere" / "sheet.html")
    (tmp_path / "here" / "record.json").write_bytes(OLD["record.json"])
    return tmp_path / "here"


def fail_at(monkeypatch: pytest.MonkeyPatch, point: int, fault: Callable[..., Any]) -> Callable[[], bool]:
    """From now on the call to the system of this number goes to `fault`; whether it was reached."""
    calls = 0

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **keys: Any) -> Any:
            nonlocal calls
            calls += 1
            return fault(real, *args, **keys) if calls == point else real(*args, **keys)

        return call

    for name in POINTS:
        where = tempfile if name == "mkstemp" else os
        monkeypatch.setattr(where, name, counted(getattr(where, name)))
    return lambda: calls >= point


def broken(*_: Any, **__: Any) -> None:
    raise OSError(errno.EIO, "Input/output error")


def full(real: Callable[..., Any], *args: Any, **_: Any) -> None:
    """A disk that takes half of what is written, then nothing."""
    if real is outputs_write:
        real(args[0], args[1][: len(args[1]) // 2])
    raise OSError(errno.ENOSPC, "No space left on device")


def interrupted(real: Callable[..., Any], *args: Any, **keys: Any) -> None:
    with contextlib.suppress(OSError):
        real(*args, **keys)
    raise KeyboardInterrupt


outputs_write = os.write


def content(folder: Path, hidden: bool = True) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if hidden or path.name[0] != "."}


def points() -> Iterator[int]:
    """Numbers of calls; the test that loops over them ends at the first that was not reached."""
    yield from range(1, 100)


@pytest.mark.parametrize("fault", [broken, full, interrupted])
def test_after_an_error_at_any_point_all_outputs_are_as_they_were(folder: Path, fault: Callable[..., Any]) -> None:
    for point in points():
        with pytest.MonkeyPatch.context() as patch:
            reached = fail_at(patch, point, fault)
            try:
                write_together({folder / name: data for name, data in NEW.items()})
            except (BadInput, KeyboardInterrupt):
                # Interrupted before it knows the name of a temporary file, a run leaves that to the next.
                assert content(folder, hidden=fault is not interrupted) == OLD, point
                there = content(folder.parent / "elsewhere", hidden=fault is not interrupted)
                assert there == {"sheet.html": OLD["sheet.html"]}, point
                continue
            finally:
                assert os.path.islink(folder / "sheet.html")
        assert not reached(), f"the fault at call {point} was passed over"
        break
    # 3 files: made, permissions, written, flushed; 2 old ones opened and linked, 1 asked for; 3 renamed; 2 folders.
    assert point > 3 * 4 + 2 * 2 + 1 + 3 + 2 * 2
    assert content(folder) == NEW


def test_after_a_kill_at_any_point_every_file_is_whole_and_the_next_run_clears_up(folder: Path) -> None:
    for point in points():
        child = os.fork()
        if not child:
            with pytest.MonkeyPatch.context() as patch:
                fail_at(patch, point, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
                write_together({folder / name: data for name, data in NEW.items()})
            os._exit(0)
        _, status = os.waitpid(child, 0)
        for name, data in NEW.items():
            found = (folder / name).read_bytes() if (folder / name).exists() else None
            assert found in (OLD.get(name), data), (point, name)
        if status == 0:
            break
        write_together({folder / name: data for name, data in OLD.items()})
        (folder / "votes.csv").unlink(missing_ok=True)
        left = {path.name for path in (*folder.iterdir(), *(folder.parent / "elsewhere").iterdir())}
        assert {name for name in left if "votes" not in name} == set(OLD), point
    assert point > 25
    assert content(folder) == NEW


def test_a_file_that_grows_too_large_is_not_written(folder: Path) -> None:
    """The same as a full disk, but by the system itself: a limit to a file's size."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5000, limits[1]))
    try:
        with pytest.raises(BadInput, match=r"record\.json: it cannot be written: File too large; nothing was changed"):
            write_together({folder / "sheet.html": b"a little", folder / "record.json": b"x" * 6000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, ignored)
    assert content(folder) == OLD


def test_what_another_run_is_writing_is_left_alone(folder: Path) -> None:
    with outputs.Writing() as first:
        first.add(folder / "record.json", "the first run's")
        write_together({folder / "record.json": "the second run's"})
    assert (folder / "record.json").read_text() == "the first run's"
    assert content(folder).keys() == OLD.keys()


def test_permissions_stay_as_they_were(folder: Path) -> None:
    (folder / "record.json").chmod(0o600)
    write_together({folder / "record.json": "new", folder / "votes.csv": "new"})
    umask = os.umask(0)
    os.umask(umask)
    assert (folder / "record.json").stat().st_mode & 0o777 == 0o600
    assert (folder / "votes.csv").stat().st_mode & 0o777 == 0o666 & ~umask


def refused(outputs_asked: dict[str, Path | None], *inputs: Path) -> str:
    with pytest.raises(BadInput) as bad:
        check_outputs(outputs_asked, inputs)
    return bad.value.on_command_line()


def test_an_output_that_is_an_input_is_refused_by_whatever_name(folder: Path) -> None:
    ballots, hard = folder / "ballots.blt", folder / "hard.blt"
    ballots.write_text("1 1")
    os.link(ballots, hard)
    (folder / "soft.blt").symlink_to(ballots)
    for path in (ballots, hard, folder / "soft.blt", folder / ".." / "here" / "ballots.blt"):
        assert "is a file that this command reads" in refused({"--json": path}, ballots)


def test_two_outputs_that_are_one_file_are_refused(folder: Path) -> None:
    said = refused({"--json": folder / "a", "--csv": folder / ".." / "here" / "a"})
    assert said.startswith("--csv:")
    assert said.endswith("is the same file as that of --json; name another file")
    assert "only one output" in refused({"--json": Path("-"), "--csv": Path("-")})
    check_outputs({"--json": Path("-"), "--csv": folder / "a", "--html": None})


def test_directories_devices_pipes_and_loops_are_refused(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    (folder / "loop").symlink_to(folder / "loop")
    assert "a device or a pipe" in refused({"--json": Path("/dev/null")})
    assert "a device or a pipe" in refused({"--json": folder / "pipe"})
    if Path("/dev/fd").is_dir():  # as /dev/stdout is, where it is a pipe
        reading, writing = os.pipe()
        assert "a device or a pipe" in refused({"--json": Path(f"/dev/fd/{writing}")})
        os.close(reading)
        os.close(writing)
    assert "this is a directory" in refused({"--json": folder})
    assert "cannot be written" in refused({"--json": folder / "loop"})
    assert "there is no directory" in refused({"--json": folder / "none" / "a.json"})


def test_very_many_files_are_written_together(tmp_path: Path) -> None:
    """More than a program may have open at once."""
    many = {tmp_path / f"{number}.blt": str(number) for number in range(1500)}
    write_together(many)
    assert all(path.read_text() == text for path, text in many.items())
    assert len(list(tmp_path.iterdir())) == 1500
