"""Reading a ballots file, whatever its format."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from hustings.ballots.abif import parse_abif
from hustings.ballots.ballots import Ballots
from hustings.ballots.blt import parse_blt
from hustings.ballots.csv_papers import parse_csv
from hustings.ballots.preflib import KINDS, parse_preflib
from hustings.election.files import read_bytes
from hustings.election.problems import BadInput, Problem, nearest, shown

Parser = Callable[[bytes, str], Ballots]
PARSERS: dict[str, Parser] = {
    "blt": parse_blt,
    "csv": parse_csv,
    "tsv": parse_csv,
    "abif": parse_abif,
    **dict.fromkeys(KINDS, parse_preflib),
}


def read_ballots(path: str | Path, format: str | None = None) -> Ballots:
    """The ballots in this file, by the format named, else by its extension, else by what it holds.

    Raises BadInput with all that is wrong in it.
    """
    path = Path(path)
    if format is not None and format not in PARSERS:
        said = f"there is no format {shown(format)}{nearest(format, PARSERS)}; there are {', '.join(PARSERS)}"
        raise BadInput(Problem("--format", said))
    data = read_bytes(path)
    kind = format or path.suffix.lower().removeprefix(".")
    return PARSERS.get(kind, _by_content(data))(data, str(path))


def _by_content(data: bytes) -> Parser:
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if re.match(rb"#\s*(FILE NAME|TITLE|DATA TYPE|ALTERNATIVE NAME)", start, re.IGNORECASE):
        return parse_preflib
    first = next((line for line in start.split(b"\n") if line.strip() and not line.startswith(b"#")), b"")
    if re.match(rb"[0-9]+\s*:\s*[^0-9\s]|=\s*\S+\s*:|\{", first):
        return parse_abif
    if re.match(rb"[0-9]+[ ,]+[0-9]+\s*(#.*)?$", first.strip()):
        return parse_blt
    return parse_csv if re.search(rb"[,;\t]", first) else parse_blt
