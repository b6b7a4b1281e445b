"""The Condorcet Election Format of CondorcetPHP, version 1 (read only).

#/Candidates: Ann ; Bob ; Cyd       parameters, before the first vote
#/Number of Seats: 2
#/Weight Allowed: true              without it every weight counts as 1
tag || Ann > Bob = Cyd ^2 * 3       three votes of weight 2; tags are not kept
/EMPTY_RANKING/ * 2                 two papers without a preference (in older files /EMPTY/)
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from hustings.ballots.account import Part, Reading
from hustings.ballots.ballots import MOST_PAPERS, Ballots, Ranking
from hustings.ballots.faults import FileFaults
from hustings.ballots.registry import Format, Match
from hustings.ballots.source import Source, lines_of
from hustings.election.names import folded, unfit_names
from hustings.election.problems import nearest, shown

EMPTY = ("/EMPTY_RANKING/", "/EMPTY/")
VOTE = re.compile(r"(?P<ranking>.*?)\s*(?:\^\s*(?P<weight>\S+))?\s*(?:\*\s*(?P<papers>\S+))?", re.DOTALL)
NOT_ALLOWED = "counts as 1, since “Weight Allowed” is not true"
IMPLICIT = "candidates left out are equal last by “Implicit Ranking”; they are read as not ranked"


@dataclass
class _File:
    """One file under way. numbers: of candidates, by name. parameters: by name in lower case."""

    faults: FileFaults
    parameters: dict[str, tuple[int, str]] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    cast: list[tuple[Ranking, int]] = field(default_factory=list)
    weights: Counter[str] = field(default_factory=Counter)
    tagged: bool = False
    parts: list[Part] = field(default_factory=list)

    def flag(self, name: str, default: bool) -> bool:
        """A parameter that is true or false."""
        line, value = self.parameters.get(name, (0, str(default)))
        if value.casefold() not in ("true", "false"):
            self.faults.add(line, f"“{name}” is {shown(value)}; it should be true or false")
        return value.casefold() == "true"


def read(source: Source) -> Reading:
    """What such a file holds. Raises BadInput with all that is wrong, by line."""
    file = _File(FileFaults(source.name))
    votes: list[tuple[int, str]] = []
    for line, raw in enumerate(lines_of(source.text), 1):
        if raw.startswith("#/"):
            _parameter(file, line, raw[2:], late=bool(votes))
        elif text := raw.partition("#")[0].strip():
            votes.append((line, text))
    declared = "candidates" in file.parameters
    if declared:
        _declare(file, *file.parameters["candidates"])
    weighted = file.flag("weight allowed", False)
    for line, text in votes:
        _vote(file, line, text, declared=declared, weighted=weighted)
    for _, said in unfit_names(file.names):
        file.faults.add(file.parameters["candidates"][0] if declared else None, said)
    if not file.names:
        file.faults.add(None, "no candidates are named; a line «#/Candidates: Ann ; Bob» names them")
    seats = _seats(file)
    implicit = file.flag("implicit ranking", True)
    file.faults.stop_if_any()
    unranked = any(len({*map(abs, ranking)} - {0}) < len(file.names) for ranking, _ in file.cast)
    ignored = [Part("line", f"^{weight}", "weight 1", times=times) for weight, times in file.weights.items()]
    warnings = [f"the weight {part.text} of {part.times:,} votes {NOT_ALLOWED}" for part in ignored]
    return Reading(
        source.name,
        FORMAT.title,
        Ballots.of(file.names, file.cast, seats=seats, lost=("tags",) if file.tagged else ()),
        "its line of candidates" if declared else "the names on the papers",
        (*file.parts, *ignored),
        warnings=(*warnings, *([IMPLICIT] if implicit and unranked else [])),
    )


def _parameter(file: _File, line: int, text: str, *, late: bool) -> None:
    name, colon, value = text.partition(":")
    key = " ".join(name.casefold().split())
    key = {"number of seat": "number of seats", "voting method": "voting methods"}.get(key, key)
    known = ("candidates", "number of seats", "implicit ranking", "weight allowed")
    if not colon:
        file.faults.add(line, f"{shown(text)} is no parameter; it should be a name, a colon and a value")
    elif late:
        file.faults.add(line, f"“{name.strip()}” stands behind the first vote; parameters stand before it")
    elif key in file.parameters:
        file.faults.add(line, f"“{name.strip()}” stands in line {file.parameters[key][0]} already")
    elif key in known:
        file.parameters[key] = line, value.strip()
    else:
        why = "how it was to be counted" if key == "voting methods" else "not a parameter of the format"
        file.parts.append(Part("line", f"#/{text.strip()}", "ignored", why, line))


def _declare(file: _File, line: int, value: str) -> None:
    file.names = [" ".join(name.split()) for name in value.split(";")]
    for number, name in enumerate(file.names, 1):
        if "#" in name or "/" in name:
            file.faults.add(line, f"{shown(name)} has a # or a /, which no name may have in this format")
        file.numbers.setdefault(folded(name), number)


def _seats(file: _File) -> int | None:
    line, value = file.parameters.get("number of seats", (0, ""))
    if not value:
        return None
    if not re.fullmatch(r"[1-9][0-9]{0,8}", value):
        file.faults.add(line, f"the number of seats is {shown(value)}; it should be a number from 1")
        return None
    return int(value)


def _vote(file: _File, line: int, text: str, *, declared: bool, weighted: bool) -> None:
    _, bars, vote = text.rpartition("||")
    file.tagged = file.tagged or bool(bars)
    match = VOTE.fullmatch(vote.strip())
    ranking = match["ranking"].strip() if match else ""
    if not match or "*" in ranking or "^" in ranking:
        said = f"{shown(vote.strip())} is no vote; it should look like «Ann > Bob ^2 * 3», the weight before the number"
        file.faults.add(line, said)
        return
    papers = _whole(file, line, match["papers"], "number of votes")
    weight = _whole(file, line, match["weight"], "weight")
    tokens = _tokens(file, line, ranking, declared=declared)
    if papers is None or weight is None or tokens is None:
        return
    if weight > 1 and not weighted:
        file.weights[match["weight"]] += papers
        weight = 1
    if papers * weight > MOST_PAPERS:
        file.faults.add(line, f"{papers * weight:,} papers; more than {MOST_PAPERS:,} cannot be counted")
    elif file.faults.check_ranking(tokens, max(len(file.names), 1), line):
        file.cast.append((tokens, papers * weight))


def _whole(file: _File, line: int, said: str | None, what: str) -> int | None:
    if said is not None and not re.fullmatch(r"0*[1-9][0-9]{0,12}", said):
        file.faults.add(line, f"the {what} is {shown(said)}; it should be a whole number above 0")
        return None
    return int(said or 1)


def _tokens(file: _File, line: int, ranking: str, *, declared: bool) -> Ranking | None:
    """The tokens of a ranking; None, with a fault noted, for one that cannot be."""
    if ranking.upper() in EMPTY:
        return ()
    tokens: list[int] = []
    for rank in ranking.split(">"):
        for i, name in enumerate(" ".join(each.split()) for each in rank.split("=")):
            if not name or re.search(r"[/;,<]", name):
                file.faults.add(line, f"{shown(name)} is not a candidate; ranks are parted by > and equals by =")
                return None
            number = file.numbers.get(folded(name))
            if number is None and declared:
                said = f"{shown(name)} is not among the candidates{nearest(name, file.names)}"
                file.faults.add(line, f"{said}; add it to the line «#/Candidates», or take it off this vote")
                return None
            if number is None:
                file.names.append(name)
                number = file.numbers[folded(name)] = len(file.names)
            tokens.append(-number if i else number)
    return tuple(tokens)


def recognise(data: bytes) -> Match:
    """A parameter «#/…:», or votes with the marks of the format."""
    text = data[:65536].removeprefix(b"\xef\xbb\xbf")
    if re.search(rb"^#/[A-Za-z ]+:", text, re.MULTILINE):
        return Match.SURE
    return Match.LIKELY if re.search(rb"^/EMPTY(_RANKING)?/|\|\|.*>", text, re.MULTILINE) else Match.NO


FORMAT = Format("cvotes", "CondorcetPHP's election format", ("cvotes",), recognise, read)
