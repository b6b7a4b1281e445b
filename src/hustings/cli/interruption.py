"""Ctrl-C: one line and status 130, whatever it comes in the midst of."""

from __future__ import annotations

import _thread
import signal
import sys
import threading
from typing import TYPE_CHECKING, NoReturn

from hustings.election.problems import HustingsError

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

# Seconds after which a Ctrl-C that Python has lost is given once more.
AGAIN = 0.01


class Interrupted(HustingsError):
    """Ctrl-C. Outputs are written to a temporary name and renamed, so nothing is left half-written."""

    status = 130


def listen() -> None:
    """From now on Ctrl-C raises Interrupted in the main thread.

    Python drops what is raised in the midst of some of its own work (while it imports, while it clears up); such a
    Ctrl-C is given again, instead of a traceback and a program that goes on.
    """
    signal.signal(signal.SIGINT, _interrupt)
    sys.unraisablehook = _give_again


def _interrupt(*_: object) -> NoReturn:
    raise Interrupted("Interrupted; nothing was left half-written.")


def _give_again(lost: UnraisableHookArgs) -> None:
    if isinstance(lost.exc_value, Interrupted):
        threading.Timer(AGAIN, _press).start()
    else:
        sys.__unraisablehook__(lost)


def _press() -> None:
    """Ctrl-C once more, to the main thread; where the system can, it also wakes one that waits."""
    if sys.platform == "win32":
        _thread.interrupt_main()
    else:
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
