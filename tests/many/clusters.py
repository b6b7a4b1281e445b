"""A real Dask cluster of two worker processes on this machine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from waiting import LONGEST
from web_servers import free_port

TESTS = Path(__file__).parents[1]
# Run by every Python that finds it on its path: another version of Hustings, as far as anybody can see.
OTHER_VERSION = "import hustings\nhustings.__version__ = '0.0.9'\n"


@dataclass(frozen=True)
class Cluster:
    """port: of the scheduler. scheduler, workers: the processes that were started."""

    port: int
    scheduler: subprocess.Popen[bytes]
    workers: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        return f"dask://127.0.0.1:{self.port}"


@contextmanager
def cluster(folder: Path, *, other_version: bool = False) -> Iterator[Cluster]:
    """The cluster, with its workers ready. other_version: its workers have another version of Hustings."""
    port = free_port()
    environment = {**os.environ, "PYTHONPATH": str(TESTS)}
    scheduler = _started(folder, environment, "scheduler", "--host", "127.0.0.1", "--port", str(port))
    if other_version:
        (folder / "other").mkdir()
        (folder / "other/sitecustomize.py").write_text(OTHER_VERSION)
        environment["PYTHONPATH"] = f"{folder / 'other'}{os.pathsep}{TESTS}"
    words = (
        "worker",
        f"tcp://127.0.0.1:{port}",
        "--nworkers",
        "2",
        "--nthreads",
        "1",
        "--local-directory",
        str(folder),
    )
    workers = _started(folder, environment, *words)
    try:
        _wait(port)
        yield Cluster(port, scheduler, workers)
    finally:
        for process in (workers, scheduler):
            end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a process that was started here, and those that it has started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _started(folder: Path, environment: dict[str, str], *words: str) -> subprocess.Popen[bytes]:
    with (folder / "dask.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *words, "--no-dashboard"],
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def worker_processes(port: int) -> list[int]:
    """The numbers of the worker processes."""
    with _client(port) as client:
        return sorted(client.run(os.getpid).values())


def _wait(port: int) -> None:
    until = time.monotonic() + LONGEST
    while True:
        try:
            with _client(port) as client:
                client.wait_for_workers(2, timeout=LONGEST)
            return
        except OSError:
            if time.monotonic() > until:
                raise


def _client(port: int) -> Any:
    from importlib import import_module

    return import_module("distributed").Client(f"tcp://127.0.0.1:{port}", timeout=30, set_as_default=False)
