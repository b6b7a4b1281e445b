"""The names in a BLT file, in the layouts that councils and programs write.

"Ash Rowan"              a name a line, or several in one; then the title
"Birch (Green)"          a party in brackets is kept apart from the name
"Ash" "Green Party"      a name and a party on each line, as in the official Scottish files of 2022
# ALTERNATIVE NAME 1: …  names in comments, as in Glasgow's files of 2007; the title stands alone
"title" "source" "…"     what the papers are of, where they come from, and a comment
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hustings.ballots.account import Part
from hustings.ballots.faults import FileFaults
from hustings.ballots.names import names_and_parties
from hustings.election.names import unfit_names
from hustings.election.problems import shown

COMMENTED = re.compile(r"#\s*ALTERNATIVE NAME\s+([0-9]{1,6})\s*:\s*(.*)", re.IGNORECASE)
QUOTED = re.compile(r'"((?:[^"]|"")*)"')
SEVERAL = re.compile(rf"{QUOTED.pattern}(?:[\s,]*{QUOTED.pattern})*")
# As electrr writes it, with a comment behind.
SINGLE = re.compile(r"'(.+)'(?:\s*#.*)?")
AFTER_TITLE = ("where the papers come from", "a comment")


@dataclass(frozen=True, slots=True)
class Names:
    """Who stands. layout: in words, "" for the usual one. source: where the names come from, in words."""

    names: tuple[str, ...]
    parties: tuple[str, ...]
    title: str
    layout: str = ""
    source: str = "its list of names"
    parts: tuple[Part, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Text:
    """A name or another text. line: counted from 1. together: how many stand on this line."""

    line: int
    text: str
    quoted: bool
    together: int


def read_names(lines: list[str], at: int, rest: str, candidates: int, faults: FileFaults) -> Names:
    """The names and the title. at: the line in which the papers end; rest: what else stands there.

    Raises BadInput where there are not as many names as candidates.
    """
    texts = [text for i, line in enumerate([rest.strip(", \t"), *lines[at:]]) for text in _texts(line, at + i, faults)]
    if len(texts) <= 1 < candidates and (named := _commented(lines, candidates)):
        return _checked(named, texts, "names in comments", faults, source="its comments «# ALTERNATIVE NAME …»")
    pairs = [text for text in texts if text.together == 2]
    if _in_pairs(texts, pairs, candidates):
        parties = tuple(" ".join(text.text.split()) for text in pairs[1::2])
        named = [(text.line, text.text) for text in pairs[::2]]
        return _checked(named, texts[2 * candidates :], "names and parties on each line", faults, parties)
    return _listed(texts, candidates, len(lines), faults)


def _listed(texts: list[_Text], candidates: int, lines: int, faults: FileFaults) -> Names:
    """Names one after another, then perhaps a title; quoted ones may have a source and a comment after it."""
    most = candidates + (3 if all(text.quoted for text in texts) else 1)
    if not candidates <= len(texts) <= most:
        number = "is 1 name" if len(texts) == 1 else f"are {len(texts)} names"
        right = f"the names, and after them the title, should be {candidates} or {candidates + 1}"
        faults.add(texts[-1].line if texts else lines, f"there {number} for {candidates} candidates; {right}")
        faults.stop_if_any()
    if len(texts) == candidates > 1 and texts[0].quoted and not texts[-1].quoted:
        said = f"{shown(texts[-1].text)} is not quoted as the other names are: a name or the title is missing"
        faults.add(texts[-1].line, said)
    named = [(text.line, text.text) for text in texts[:candidates]]
    return _checked(named, texts[candidates:], "", faults)


def _in_pairs(texts: list[_Text], pairs: list[_Text], candidates: int) -> bool:
    """Whether every candidate has a line with a name and a party, in front of anything else.

    For two candidates or one a title must follow: else the two lines could be names and title as well.
    """
    return (
        len(pairs) == 2 * candidates
        and texts[: 2 * candidates] == pairs
        and 2 * candidates + (candidates < 3) <= len(texts) <= 2 * candidates + 3
    )


def _checked(
    named: list[tuple[int, str]],
    after: list[_Text],
    layout: str,
    faults: FileFaults,
    parties: tuple[str, ...] | None = None,
    source: str = "its list of names",
) -> Names:
    """The names, each of which can be told from the others. parties: None where they may stand in the names."""
    if parties is None:
        names, parties = names_and_parties(name for _, name in named)
    else:
        names = tuple(" ".join(name.split()) for _, name in named)
        parties = parties if any(parties) else ()
    for place, said in unfit_names(names):
        faults.add(named[place][0], said)
    title = re.sub(r'^"([^"]*)"$', r"\1", after[0].text.strip()) if after else ""
    parts = [
        Part("line", text.text, "ignored", why, text.line) for text, why in zip(after[1:], AFTER_TITLE, strict=False)
    ]
    warnings = []
    if parts:
        said = f"{shown(title)} is taken for the title and {shown(after[1].text)} for {AFTER_TITLE[0]}"
        warnings.append(f"{said}; if one of them is a candidate, the first line has the wrong number of candidates")
    return Names(names, parties, title, layout, source, tuple(parts), tuple(warnings))


def _commented(lines: list[str], candidates: int) -> list[tuple[int, str]]:
    """The names in comments, each with its line; [] unless every candidate has one."""
    found = {
        int(match[1]): (number, match[2].strip())
        for number, line in enumerate(lines, 1)
        if "#" in line and (match := COMMENTED.fullmatch(line.strip()))
    }
    return [found[number] for number in sorted(found)] if sorted(found) == [*range(1, candidates + 1)] else []


def _texts(line: str, number: int, faults: FileFaults) -> Iterator[_Text]:
    """Every quoted or unquoted text of a line, without a comment; several quoted ones may stand on one."""
    text = line.strip()
    if not text or text.startswith("#"):
        return
    if single := SINGLE.fullmatch(text):
        yield _Text(number, single[1], True, 1)
    elif text.startswith('"') and text.count('"') > 1:
        quoted = SEVERAL.match(text)
        rest = text[quoted.end() if quoted else 0 :].strip(", \t")
        if rest and not rest.startswith("#"):
            said = f"{shown(rest)} stands behind a name in quotation marks"
            faults.add(number, f"{said}; a quotation mark within a name is written twice")
        found = QUOTED.findall(quoted[0]) if quoted else []
        for each in found:
            yield _Text(number, each.replace('""', '"'), True, len(found))
    else:
        bare = re.split(r"\s#\s", text, maxsplit=1)[0]
        yield _Text(number, bare.rstrip(", \t").strip('"'), False, 1)
