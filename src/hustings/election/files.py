"""Reading and writing files: any encoding in, UTF-8 out, and never half a file (`outputs` says how)."""

from __future__ import annotations

import csv
import io
import os
import stat
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from hustings.election.outputs import write_together
from hustings.election.problems import BadInput, Problem

# How .xlsx and .ods, and .xls, begin.
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
# A file is read whole; one of this size takes most of a gigabyte to make ballots of. /dev/zero has no end.
MOST_MEGABYTES = 100
# A pipe that nobody writes into is waited for so many seconds.
PATIENCE = 5
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def read_bytes(path: str | Path) -> bytes:
    """The file's bytes. Raises BadInput for a missing file, a directory, one that may not be read or is too large."""
    path = Path(path)
    try:
        data = _read(path, (MOST_MEGABYTES << 20) + 1)
    except FileNotFoundError:
        raise BadInput(Problem(str(path), "there is no such file")) from None
    except IsADirectoryError:
        raise BadInput(Problem(str(path), "this is a directory; a file is wanted")) from None
    except OSError as error:
        raise BadInput(Problem(str(path), f"it cannot be read: {error.strerror}")) from None
    except ValueError:  # a name with a null character in it
        raise BadInput(Problem(str(path), "there is no such file")) from None
    if len(data) > MOST_MEGABYTES << 20:
        raise BadInput(Problem(str(path), f"the file is larger than {MOST_MEGABYTES} MB, the most that is read"))
    return data


def _read(path: Path, most: int) -> bytes:
    """So many bytes of a file, or fewer; of a pipe, once somebody writes into it. Raises BadInput if nobody does."""
    if not stat.S_ISFIFO(path.stat().st_mode):
        with path.open("rb") as file:
            return file.read(most)
    with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as pipe:
        for _ in range(PATIENCE * 20):
            if (begun := pipe.raw.read(most)) != b"":  # None where there is a writer who has not written yet
                os.set_blocking(pipe.fileno(), True)
                return (begun or b"") + pipe.read(most)
            time.sleep(0.05)
    raise BadInput(Problem(str(path), f"this is a pipe, and for {PATIENCE} seconds nobody has written into it"))


def decoded(data: bytes, name: str) -> str:
    """Text from UTF-8 (with or without BOM), UTF-16 with BOM, else Latin-1. Raises BadInput for binary data."""
    if data.startswith(WORKBOOKS):
        raise BadInput(Problem(name, "this is a spreadsheet's own format; save it as CSV (in Excel: “CSV UTF-8”)"))
    utf_16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    data = data.removeprefix(b"\xef\xbb\xbf")
    for encoding in ["utf-16"] if utf_16 else ["utf-8", "cp1252", "latin-1"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise BadInput(Problem(name, "this is not a text file; save it as text in UTF-8"))


def read_text(path: str | Path) -> str:
    """The file as text, whatever its encoding. Raises BadInput as `read_bytes` and `decoded` do."""
    return decoded(read_bytes(path), str(path))


def write_atomically(path: str | Path, content: str | bytes) -> None:
    """Write one file: it is there whole or not at all. Raises BadInput where it cannot be written."""
    write_together({Path(path): content})


def write_secret(path: Path, text: str, *, readable: bool = False) -> None:
    """Write a new file that its owner alone can read, from its first moment on; readable: that everybody can.

    Raises BadInput where there is a file already, or where it cannot be written.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644 if readable else 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise BadInput(Problem(str(path), f"it cannot be written: {error.strerror}")) from None


def make_folder(path: Path) -> None:
    """Make a folder and those above it, where they are not there. Raises BadInput if that cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        said = "this is a file; a folder is wanted" if path.is_file() else f"it cannot be made: {error.strerror}"
        raise BadInput(Problem(str(path), said)) from None


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV in which no cell can be taken for a formula by a spreadsheet (a quote goes before it)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_harmless(cell) for cell in header])
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def plain_cell(cell: str) -> str:
    """A cell as it was before `csv_text` put a quote before what looked like a formula."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA) else cell


def _harmless(cell: object) -> object:
    if not isinstance(cell, str) or not cell.lstrip("'").startswith(FORMULA) or _is_number(cell):
        return cell
    return "'" + cell


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
