"""What is counted of a batch that is not finished: a file beside the output, to which each row is added at once.

So a batch that ends early (Ctrl-C, a lost cluster, a full disk, a power cut) goes on where it ended.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path

from hustings.election.problems import BadInput, Problem
from hustings.many.counted_file import CountedFile
from hustings.many.tables import json_line, row_of, rows_in

ENDING = ".unfinished.jsonl"


class Journal:
    """The rows of an unfinished batch, for one output."""

    def __init__(self, output: Path) -> None:
        self.path = output.with_name(output.name + ENDING)

    def rows(self) -> list[CountedFile]:
        """What an earlier run has left."""
        return rows_in(self.path)

    def add(self, rows: Iterable[CountedFile]) -> None:
        """Keep these rows. Raises BadInput where they cannot be written."""
        text = "".join(json_line(row_of(row)) for row in rows)
        try:
            # A line that was cut short by a crash is ended first, so that it spoils no other.
            with self.path.open("ab") as file:
                file.write((b"\n" if file.tell() else b"") + text.encode("utf-8", "backslashreplace"))
        except OSError as error:
            said = f"it cannot be written: {error.strerror}"
            raise BadInput(Problem(str(self.path), said)) from None

    def remove(self) -> None:
        """Forget the rows, which are in the output now."""
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)
