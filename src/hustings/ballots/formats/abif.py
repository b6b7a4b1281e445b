"""ABIF, the Aggregated Ballot Information Format (read only).

{"title": "A small contest"}      facts about the contest, each a line of JSON; a title is kept
=ash:[Ash Rowan]                  a short name and the candidate's full one
5:ash>birch=cedar                 five papers: ash, then birch and cedar equal
2:birch/9,ash/4                   scores: the higher first
1:["Bob" Birch]>[Candidate #1]    names of any characters stand in brackets
3:                                three papers without a preference
# a comment                       to the end of the line, but not in brackets or quotation marks
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from decimal import Decimal

from hustings.ballots.account import Part, Reading
from hustings.ballots.ballots import Ballots, Ranking
from hustings.ballots.faults import FileFaults
from hustings.ballots.names import names_and_parties
from hustings.ballots.registry import Format, Match
from hustings.ballots.source import Source, lines_of
from hustings.election.names import unfit_names
from hustings.election.problems import shown

TOKEN = r'(?:\[[^\[\]]+\]|"[^"]+"|[^\s>=,/:#\[\]"{}*]+)'
CANDIDATE = re.compile(rf"\s*({TOKEN})\s*(?:/\s*([0-9]{{1,9}}(?:\.[0-9]{{1,9}})?)\s*)?")
DEFINITION = re.compile(rf"=\s*({TOKEN})\s*:\s*(?:\[([^\[\]]*)\]|([^\[\]]*))")
PAPERS = re.compile(r"([0-9]{1,15})\s*[:*]\s*(.*)")
COMMENT = re.compile(r'((?:\[[^\[\]]*\]|"(?:[^"\\]|\\.)*"|[^#\["])*)#.*')
METADATA = re.compile(r"\{\s*['\"]?([^'\":]+)['\"]?\s*:\s*(.*?)\s*\}")


@dataclass
class _File:
    """One file under way. full: names by short name. order: candidates' numbers by short name, as they appear."""

    faults: FileFaults
    full: dict[str, str] = field(default_factory=dict)
    order: dict[str, int] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    cast: list[tuple[Ranking, int]] = field(default_factory=list)
    title: str = ""
    scored: bool = False
    parts: list[Part] = field(default_factory=list)

    def number(self, token: str, line: int) -> int:
        short = " ".join(token.strip('[]"' if token[0] != "[" else "[]").split())
        self.lines.setdefault(short, line)
        return self.order.setdefault(short, len(self.order) + 1)


def read(source: Source) -> Reading:
    """What an ABIF file holds. Raises BadInput with all that is wrong, by line."""
    file = _File(FileFaults(source.name))
    for line, raw in enumerate(lines_of(source.text), 1):
        text = raw.strip()
        if not text or text.startswith("#"):
            continue
        if text.startswith("{"):
            _fact(file, text, line)
            continue
        text = match[1].rstrip() if (match := COMMENT.fullmatch(text)) else text
        if match := DEFINITION.fullmatch(text):
            _define(file, match[1], (match[2] or match[3] or "").strip(), line)
        elif match := PAPERS.fullmatch(text):
            _papers(file, int(match[1]), match[2], line)
        elif text:
            file.faults.add(line, f"{shown(text)} is not a line of an ABIF file; papers look like «5:ash>birch»")
    if not file.order:
        file.faults.add(None, "the file names no candidates; papers like «5:ash>birch» are wanted")
    names, parties = names_and_parties(file.full.get(short) or short for short in file.order)
    for place, said in unfit_names(names):
        file.faults.add([*file.lines.values()][place], said)
    file.faults.stop_if_any()
    undefined = [short for short in file.order if file.full and short not in file.full]
    said = f"{', '.join(map(shown, undefined[:5]))} stand on papers without a line like «=ash:[Ash Rowan]»"
    lost = ("the scores of candidates (their order is kept)",) if file.scored else ()
    return Reading(
        source.name,
        FORMAT.title,
        Ballots.of(names, file.cast, title=file.title, parties=parties, lost=lost),
        "its short names and papers" if file.full else "its papers",
        tuple(file.parts),
        warnings=(f"{said}; each is taken for a candidate of that name",) if undefined else (),
    )


def _fact(file: _File, text: str, line: int) -> None:
    """A line of JSON about the contest, or one written nearly like it."""
    try:
        facts = json.loads(text)
    except (ValueError, RecursionError):
        match = METADATA.fullmatch(text)
        facts = {match[1].strip(): match[2].strip("\"' ")} if match else None
    if not isinstance(facts, dict):
        file.faults.add(line, f'{shown(text)} is not a fact in JSON; write {{"title": "A small contest"}}')
        return
    for key, value in facts.items():
        if str(key).casefold() == "title" and isinstance(value, str):
            file.title = " ".join(value.split())
        else:
            file.parts.append(Part("line", f"{key}: {value}"[:200], "ignored", "a fact about the contest", line))


def _define(file: _File, token: str, name: str, line: int) -> None:
    short = " ".join(token.strip('[]"').split())
    if short in file.full:
        file.faults.add(line, f"the short name {shown(short)} is explained in line {file.lines[short]} already")
    file.number(token, line)
    file.full[short] = name or short


def _papers(file: _File, papers: int, text: str, line: int) -> None:
    ranking = _ranking(file, text, line)
    if ranking is None or not file.faults.check_ranking(ranking, len(file.order), line):
        return
    if len({*map(abs, ranking)}) < len(ranking):
        file.faults.add(line, "a candidate stands twice on this paper, which ABIF does not know")
    elif papers == 0:
        file.faults.add(line, "the number of papers is 0; it should be above 0")
    else:
        file.cast.append((ranking, papers))


def _ranking(file: _File, text: str, line: int) -> Ranking | None:
    """The tokens of a paper; None, with a fault noted, for one that cannot be."""
    found: list[tuple[int, str, Decimal | None]] = []
    at, mark = 0, ">"
    while text[at:].strip():
        match = CANDIDATE.match(text, at)
        if not match:
            file.faults.add(line, f"{shown(text[at:].strip())} is not a candidate; put names with spaces in [brackets]")
            return None
        found.append((file.number(match[1], line), mark, Decimal(match[2]) if match[2] else None))
        at, mark = match.end() + 1, text[match.end() : match.end() + 1]
        if mark and (mark not in ">=," or not text[at:].strip()):
            file.faults.add(line, f"{shown(text[at - 1 :])} should be >, = or a comma, and another candidate")
            return None
    file.scored = file.scored or any(score is not None for _, _, score in found)
    if any(mark == "," for _, mark, _ in found):
        return _by_score(file, found, line)
    scores = [score for _, _, score in found]
    for (_, mark, score), before in zip(found[1:], scores, strict=False):
        if None not in (score, before) and (score != before if mark == "=" else score > before):  # type: ignore[operator]
            file.faults.add(line, "the order of this paper and its scores contradict each other")
            return None
    return tuple(-number if mark == "=" else number for number, mark, _ in found)


def _by_score(file: _File, found: list[tuple[int, str, Decimal | None]], line: int) -> Ranking | None:
    """A paper of candidates between commas: the order is that of their scores."""
    if any(score is None for _, _, score in found) or any(mark == "=" for _, mark, _ in found):
        file.faults.add(line, "candidates between commas need scores, as in «birch/9,ash/4»")
        return None
    tokens, before = [], None
    for number, _, score in sorted(found, key=lambda each: -(each[2] or 0)):
        tokens.append(-number if score == before else number)
        before = score
    return tuple(tokens)


def recognise(data: bytes) -> Match:
    """Papers like «5:ash>birch», a short name's definition, or facts in braces."""
    lines = [line.strip() for line in data[:65536].removeprefix(b"\xef\xbb\xbf").splitlines()]
    said = [line for line in lines if line and not line.startswith(b"#")][:40]
    papers = rb"[0-9]+\s*:\s*([^0-9\s].*|[0-9]\w*\s*[>=/,].*|)|=\s*\S.*:.*|\{.*\}"
    return Match.LIKELY if said and all(re.fullmatch(papers, line) for line in said[:-1] or said) else Match.NO


FORMAT = Format("abif", "ABIF", ("abif",), recognise, read)
