"""What a command says, as a page says it: options become the fields of its form."""

from __future__ import annotations

import re
from collections.abc import Iterable

FIELDS = {
    "ignore": "Columns that are no part of the vote",
    "word": "Words in place of a candidate",
    "same": "Names that are a candidate’s",
}
QUOTED = re.compile(r'(?:say )?--(ignore|word|same)[ =]"([^"]*)"', re.I)
NAMED = re.compile(r"(?:say )?--(ignore|word|same)\b(?: [A-Z]+(?:=[A-Z]+)?)?", re.I)
OTHERS = {
    "say --cells ranks": "choose “preferences” below",
    "--cells ranks": "“preferences”",
    "--cells scores": "“scores”",
    "with --constraint keep": "if it is kept",
    "with --constraint lapse": "if it lapses",
}


def plainly(line: str) -> str:
    """The sentence with fields in place of options.

    >>> plainly('if it is no part of the vote, say --ignore "Colour"')
    'if it is no part of the vote, write Colour under “Columns that are no part of the vote” below'
    """
    line = QUOTED.sub(lambda found: f"write {found[2]} under “{FIELDS[found[1].lower()]}” below", line)
    line = NAMED.sub(lambda found: f"use “{FIELDS[found[1].lower()]}” below", line)
    for said, instead in OTHERS.items():
        line = re.sub(re.escape(said), instead, line, flags=re.I)
    return line


def to_ignore(lines: Iterable[str]) -> str:
    """The columns that a command proposes to pass over, one a line: a proposal, which the officer sends or not."""
    found = [match[2] for line in lines for match in QUOTED.finditer(line) if match[1].lower() == "ignore"]
    return "\n".join(dict.fromkeys(found))
