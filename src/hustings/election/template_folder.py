"""The commented template that `hustings new` writes: the files of `template/`, as they stand there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from hustings.election.files import read_bytes
from hustings.election.outputs import write_together
from hustings.election.problems import BadInput, Problem

TEMPLATE = Path(__file__).parent / "template"


def write_template(folder: Path) -> tuple[str, ...]:
    """Write the template into a folder that is new or empty, and return the names of its files.

    Raises BadInput if there is something in the folder already, or if it cannot be written.
    """
    check_empty(folder)
    names = sorted(path.relative_to(TEMPLATE).as_posix() for path in TEMPLATE.rglob("*") if path.is_file())
    return write_texts(folder, {name: read_bytes(TEMPLATE / name) for name in names})


def check_empty(folder: Path) -> None:
    """Raise BadInput if there is something in the folder already."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput(Problem(str(folder), "there is something here already; name a folder that is new or empty"))


def write_texts(folder: Path, texts: Mapping[str, str | bytes]) -> tuple[str, ...]:
    """Write these files into the folder, which is made if it is not there, and return their names. Raises BadInput."""
    for name in texts:
        try:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BadInput(Problem(str(folder), f"it cannot be made: {error.strerror}")) from None
    write_together({folder / name: text for name, text in texts.items()})
    return tuple(texts)
