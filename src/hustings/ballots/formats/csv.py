"""CSV: papers in rows, with a column a candidate, a column a preference, or rankings in cells.

    Ash,Birch,Cedar,papers       1,,2,5: Ash first, Cedar second, on five papers
    preference 1,preference 2    Ash,Cedar
    Ranking                      Ash > Cedar

The exports of form programs are such tables too (`tables/`). Commas, semicolons or tabs separate.
"""

from __future__ import annotations

import re

from hustings.ballots.account import Reading
from hustings.ballots.registry import Format, Match
from hustings.ballots.source import Source


def recognise(data: bytes) -> Match:
    """A first line of several cells, or of one word that says there are rankings below."""
    lines = data[:65536].removeprefix(b"\xef\xbb\xbf").splitlines()
    first = next((line for line in lines if line.strip()), b"")
    if re.search(rb"[,;\t]", first) or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Match.POSSIBLE
    return (
        Match.POSSIBLE
        if re.fullmatch(rb'"?[A-Za-z ]*(rank|preference|vote|ballot)[A-Za-z ]*"?', first, re.I)
        else Match.NO
    )


def read(source: Source) -> Reading:
    from hustings.ballots.tables.cells import csv_table
    from hustings.ballots.tables.reader import read_table

    return read_table(csv_table(source), source.options)


FORMAT = Format("csv", "CSV", ("csv", "tsv"), recognise, read, table=True)
