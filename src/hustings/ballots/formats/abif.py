"""ABIF, the Aggregated Ballot Information Format (read only).

{"title": "A small contest"}      facts about the contest; a title is kept
=ash:[Ash Rowan]                  a short name and the candidate's full one
5:ash>birch=cedar                 five papers: ash, then birch and cedar equal
2:birch/9,ash/4                   scores: the higher first
"""

from __future__ import annotations

import re
from itertools import pairwise

from hustings.ballots.account import Reading
from hustings.ballots.ballots import Ballots, Ranking
from hustings.ballots.faults import Faults
from hustings.ballots.names import names_and_parties
from hustings.ballots.registry import Fit, Format
from hustings.ballots.source import Source
from hustings.election.files import decoded
from hustings.election.problems import BadInput, Problem, shown

TOKEN = r'(?:\[[^\]]+\]|"[^"]+"|[^\s>=,/:\[\]"]+)'
CANDIDATE = re.compile(rf"\s*({TOKEN})\s*(?:/\s*([0-9]+(?:\.[0-9]+)?))?\s*")
DEFINITION = re.compile(rf"=\s*({TOKEN})\s*:\s*\[?(.*?)\]?")


def parse_abif(data: bytes, name: str) -> Ballots:
    """The ballots in an ABIF file. name: of the file, for messages. Raises BadInput with all that is wrong, by line."""
    faults = Faults(name)
    full: dict[str, str] = {}
    order: dict[str, int] = {}
    cast: list[tuple[Ranking, int]] = []
    title, scores = "", False
    for line, text in enumerate(decoded(data, name).splitlines(), 1):
        text = text.partition("#")[0].strip()
        if not text:
            continue
        if text.startswith("{"):
            if match := re.search(r'"title"\s*:\s*"([^"]*)"', text):
                title = match[1]
        elif match := DEFINITION.fullmatch(text):
            short = match[1].strip('[]"')
            full[short] = match[2].strip() or short
            order.setdefault(short, len(order) + 1)
        elif match := re.fullmatch(r"([0-9]{1,12})\s*[:*]\s*(.*)", text):
            scores = scores or "/" in match[2]
            ranking = _ranking(match[2], order, line, faults)
            if ranking is not None and int(match[1]):
                cast.append((ranking, int(match[1])))
            elif ranking is not None:
                faults.add(line, "the number of papers is 0; it should be above 0")
        else:
            faults.add(line, f"{shown(text)} is no line of an ABIF file; papers look like «5:ash>birch»")
    faults.stop_if_any()
    if not order:
        raise BadInput(Problem(name, "the file names no candidates; papers like «5:ash>birch» are wanted"))
    names, parties = names_and_parties(full.get(short, short) for short in order)
    lost = ("the scores of candidates (their order is kept)",) if scores else ()
    return Ballots.of(names, cast, title=title, parties=parties, lost=lost)


def _ranking(text: str, order: dict[str, int], line: int, faults: Faults) -> Ranking | None:
    """The tokens of a paper; new candidates are numbered as they appear."""
    parts = re.split(r"([>=,])", text) if text.strip() else []
    found: list[tuple[int, str, float | None]] = []
    for i, part in enumerate(parts[::2]):
        match = CANDIDATE.fullmatch(part)
        if not match:
            faults.add(line, f"{shown(part.strip())} is no candidate; names with spaces stand in [brackets]")
            return None
        number = order.setdefault(match[1].strip('[]"'), len(order) + 1)
        found.append((number, parts[2 * i - 1] if i else ">", float(match[2]) if match[2] else None))
    if any(mark == "," for _, mark, _ in found):
        if any(score is None for _, _, score in found):
            faults.add(line, "candidates between commas need scores, as in «birch/9,ash/4»")
            return None
        found.sort(key=lambda each: -(each[2] or 0))
        marks = [">"] + ["=" if a[2] == b[2] else ">" for a, b in pairwise(found)]
        found = [(number, mark, score) for (number, _, score), mark in zip(found, marks, strict=True)]
    tokens = tuple(-number if mark == "=" else number for number, mark, _ in found)
    return tokens if faults.check_ranking(tokens, len(order), line) else None


def recognise_abif(data: bytes) -> Fit:
    """Papers like «5:ash>birch», a short name's definition, or facts in braces."""
    lines = (line.strip() for line in data[:4096].removeprefix(b"\xef\xbb\xbf").splitlines())
    first = next((line for line in lines if line and not line.startswith(b"#")), b"")
    return Fit.LIKELY if re.match(rb"[0-9]+\s*:\s*[^0-9\s]|=\s*\S+\s*:|\{", first) else Fit.NO


def _read(source: Source) -> Reading:
    return Reading(source.name, "ABIF", parse_abif(source.data, source.name), "its papers and short names")


FORMAT = Format("abif", "ABIF", ("abif",), recognise_abif, _read)
