"""What commands, files and records say, as a page says it: options become fields of its form, days are written out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

FIELDS = {
    "ignore": "Columns that are no part of the vote",
    "word": "Words in place of a candidate",
    "same": "Names that are a candidate’s",
}
QUOTED = re.compile(r'(?:say )?--(ignore|word|same)[ =]"([^"]*)"', re.I)
NAMED = re.compile(r"(?:say )?--(ignore|word|same)\b(?: [A-Z]+(?:=[A-Z]+)?)?", re.I)
# A place in the command's own words, which no page has.
OF_A_COMMAND = re.compile(r"^--[a-z-]+: | \(--[a-z-]+\)")
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
    line = OF_A_COMMAND.sub("", line)
    for said, instead in OTHERS.items():
        line = re.sub(re.escape(said), instead, line, flags=re.I)
    return line


def to_ignore(lines: Iterable[str]) -> str:
    """The columns that a command proposes to pass over, one a line: a proposal, which the officer sends or not."""
    found = [match[2] for line in lines for match in QUOTED.finditer(line) if match[1].lower() == "ignore"]
    return "\n".join(dict.fromkeys(found))


def day(said: str) -> str:
    """A day as people write it, of one in ISO's form; a time after it stays.

    >>> day("2027-06-28"), day("2027-06-28 12:00"), day("soon")
    ('28 June 2027', '28 June 2027 12:00', 'soon')
    """
    try:
        return f"{date.fromisoformat(said[:10]):%-d %B %Y}{said[10:]}"
    except ValueError:
        return said


def plain(number: str) -> str:
    """A figure of a record without decimals that are all zeros.

    >>> plain("4.00000"), plain("12.25")
    ('4', '12.25')
    """
    whole, _, rest = number.partition(".")
    return number if rest.strip("0") else whole


def sentence(said: str) -> str:
    """What is wrong, as a sentence of its own.

    >>> sentence("write the name of the post"), sentence("“x” should be a number.")
    ('Write the name of the post.', '“x” should be a number.')
    """
    return f"{said[:1].upper()}{said[1:]}{'' if said.endswith('.') else '.'}"
