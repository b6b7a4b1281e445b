"""How a command ends that cannot go on: a few lines of what is wrong, or one line and a log of what nobody foresaw."""

from __future__ import annotations

import sys
import time
import traceback
from pathlib import Path

from hustings.cli.problems_file import ProblemsOffered
from hustings.election.problems import BadInput, HustingsError, shown

UNFORESEEN = 70
# What a shell reports of a program whose reader went away (128 + SIGPIPE).
READER_GONE = 141
# Problems that are printed; --problems FILE has them all.
MOST_PRINTED = 20


def report(stop: HustingsError) -> int:
    """Print why a command stopped. The exit status."""
    sys.stderr.write(f"{said(stop)}\n")
    return stop.status


def said(stop: HustingsError) -> str:
    """What is printed of a stop: of many problems the first twenty, and how many more there are."""
    if not isinstance(stop, BadInput) or len(stop.problems) <= MOST_PRINTED:
        return stop.on_command_line()
    more = len(stop.problems) - MOST_PRINTED
    lines = [problem.on_command_line() for problem in stop.problems[:MOST_PRINTED]]
    last = f"and {more:,} more problem{'s' if more > 1 else ''}"
    if isinstance(stop, ProblemsOffered):
        last += f"; all are in {stop.written}" if stop.written else "; --problems FILE writes all of them"
    return "\n".join([*lines, last])


def unforeseen(error: Exception) -> int:
    """Print one line about an error that is the program's own fault, and keep its details. The exit status."""
    kind = type(error).__name__
    what = "there is not enough memory" if isinstance(error, MemoryError) else f"{kind} {shown(error, 100)}"
    log = _log(error)
    where = f"the details are in {log}" if log else "no log could be written"
    sys.stderr.write(f"hustings: unforeseen error: {what}. This is a fault in Hustings; please report it; {where}\n")
    return UNFORESEEN


def _log(error: Exception) -> Path | None:
    """The file in which the details are kept: in the user's folder of logs, or that of temporary files."""
    import tempfile

    import platformdirs

    name = f"error-{time.strftime('%Y%m%d-%H%M%S')}-"
    folders = (platformdirs.user_log_path("hustings", appauthor=False), Path(tempfile.gettempdir()))
    for folder in folders:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", errors="backslashreplace", dir=folder, prefix=name, suffix=".log", delete=False
            ) as log:
                log.write(_details(error))
            return Path(log.name)
        except Exception:  # whatever it is, the line must still be printed
            continue
    return None


def _details(error: Exception) -> str:
    """The traceback and the versions. Values on the command line are left out: one may be a postcode."""
    from hustings import __version__

    words = " ".join(word.partition("=")[0] for word in sys.argv[1:] if word.startswith("-"))
    about = f"hustings {__version__}, Python {sys.version}, {sys.platform}\noptions: {words or 'none'}\n\n"
    return about + "".join(traceback.format_exception(error))
