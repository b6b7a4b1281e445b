"""One command of the program, in a process of its own with limits: `python -m hustings.office.limited OFFICE WORDS…`.

OFFICE is the number of the process that waits for it.

It ends by itself when the office does, so that no work goes on that nobody waits for.
"""

from __future__ import annotations

import os
import runpy
import sys
import threading
import time

SECONDS, MEMORY, FILE_SIZE, FILES = 3600, 4 << 30, 1 << 30, 512


def limit() -> None:
    """Limits of processor, memory, size of files and number of open files, where the system has them."""
    try:
        import resource
    except ImportError:
        return
    wanted = {"RLIMIT_CPU": SECONDS, "RLIMIT_AS": MEMORY, "RLIMIT_FSIZE": FILE_SIZE, "RLIMIT_NOFILE": FILES}
    for name, most in wanted.items():
        kind = getattr(resource, name, None)
        if kind is not None:
            _, hard = resource.getrlimit(kind)
            most = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (most, most))


def end_with(office: int) -> None:
    """Leave as soon as the process that started this one is gone."""

    def watch() -> None:
        while os.getppid() == office:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    limit()
    end_with(int(sys.argv.pop(1)))
    runpy.run_module("hustings", run_name="__main__", alter_sys=True)
