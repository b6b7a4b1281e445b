"""One command of the program, in a process of its own with limits: `python -m hustings.office.limited OFFICE WORDS…`.

OFFICE is the number of the process that waits for it.

It ends by itself when the office does, so that no work goes on that nobody waits for. It has no network: what is in an
election's files cannot make the office's computer ask another one for anything.
"""

from __future__ import annotations

import os
import runpy
import socket
import sys
import threading
import time
from pathlib import Path

SECONDS, MEMORY, FILE_SIZE, FILES = 3600, 4 << 30, 1 << 30, 512

# Linux: what a process can have of its own.
NEW_NETWORK, NEW_USERS = 0x40000000, 0x10000000


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


def leave_the_network() -> None:
    """No internet socket for this program; where Linux allows it, no network for whatever it starts, either."""

    def refuse(event: str, given: tuple[object, ...]) -> None:
        if event == "socket.__new__" and given[1] in (socket.AF_INET, socket.AF_INET6):
            raise PermissionError("a run of the office has no network")
        if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
            raise PermissionError("a run of the office has no network")

    sys.addaudithook(refuse)
    try:
        import ctypes

        system = ctypes.CDLL(None, use_errno=True)
        if system.unshare(NEW_NETWORK) == 0:
            return
        user, group = os.getuid(), os.getgid()
        if system.unshare(NEW_NETWORK | NEW_USERS) == 0:
            # The same user and group inside as outside.
            Path("/proc/self/setgroups").write_text("deny")
            Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
            Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    except (ImportError, AttributeError, OSError, TypeError):
        return


def end_with(office: int) -> None:
    """Leave as soon as the process that started this one is gone."""

    def watch() -> None:
        while os.getppid() == office:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    limit()
    leave_the_network()
    end_with(int(sys.argv.pop(1)))
    runpy.run_module("hustings", run_name="__main__", alter_sys=True)
