"""Files that are pipes: read to their end, as from `<(zcat ballots.gz)`, and not waited for without end."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from hustings.election import files
from hustings.election.files import read_bytes
from hustings.election.problems import BadInput

LONG = b"0123456789" * 100_000  # more than a pipe holds at once


@pytest.fixture
def pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(files, "PATIENCE", 1)
    os.mkfifo(tmp_path / "pipe")
    return tmp_path / "pipe"


@pytest.mark.parametrize("before", [0.0, 0.1])
@pytest.mark.parametrize("after", [0.0, 1.5])
def test_a_pipe_is_read_to_its_end(pipe: Path, before: float, after: float) -> None:
    """before: seconds until somebody opens it; after: until that one writes, however long it takes."""

    def write() -> None:
        time.sleep(before)
        with pipe.open("wb") as into:
            time.sleep(after)
            into.write(LONG)

    writer = threading.Thread(target=write)
    writer.start()
    assert read_bytes(pipe) == LONG
    writer.join()


def test_a_pipe_whose_writer_has_gone_already_is_read() -> None:
    """As `<(…)` is where what it runs ends at once."""
    out, into = os.pipe()
    os.write(into, b"papers")
    os.close(into)
    assert read_bytes(f"/dev/fd/{out}") == b"papers"
    os.close(out)


def test_a_pipe_that_nobody_writes_into_is_given_up(pipe: Path) -> None:
    with pytest.raises(BadInput, match="pipe: this is a pipe, and for 1 seconds nobody has written into it"):
        read_bytes(pipe)
