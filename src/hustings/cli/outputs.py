"""The outputs that a command is asked for: refused before the work begins, then written all or none."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable
from pathlib import Path


class Outputs:
    """The outputs of one command, by option: `Outputs([ballots], json=json, csv=csv)`; of several contests «json/ID».

    Raises BadInput where one of them cannot be written, is an input, or is the same file as another.
    """

    def __init__(self, reads: Iterable[Path | None], *, writes: Collection[str] = (), **asked: Path | None) -> None:
        """reads: the command's inputs; of an election folder, every file that belongs to it but those it `writes`."""
        from hustings.election.folder.own_files import own_files
        from hustings.election.outputs import STANDARD_OUTPUT, check_outputs

        inputs: list[Path] = []
        replaced = any(path is not None and path.exists() for path in asked.values())
        for path in reads:
            if path is not None and path.is_dir():
                own = own_files(path) if replaced else ()
                inputs += [file for file in own if file.relative_to(path).as_posix() not in writes]
            elif path is not None:
                inputs.append(path)
        check_outputs(
            {f"--{option.replace('_', '-').replace('/', ', contest ')}": path for option, path in asked.items()}, inputs
        )
        self._files = {option: path for option, path in asked.items() if path and str(path) != STANDARD_OUTPUT}
        self._printed = [option for option, path in asked.items() if str(path) == STANDARD_OUTPUT]

    @property
    def printed(self) -> bool:
        """Whether one of the outputs goes to standard output, so that nothing else should."""
        return bool(self._printed)

    def write(self, **made: Callable[[], str | bytes]) -> None:
        """Make those outputs that were asked for, then write all of them, or none. made: by option."""
        from hustings.election.outputs import Writing

        with Writing() as writing:
            for option, path in self._files.items():
                writing.add(path, made[option]())
            for option in self._printed:
                text = str(made[option]())
                sys.stdout.write(text if text.endswith("\n") else text + "\n")
                sys.stdout.flush()
