"""The canonical text of ballots (`ballots/canonical.py`), as `hustings publish --ballots` puts it beside a record."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from hustings.ballots.account import Reading
from hustings.ballots.ballots import OVERVOTE, Ballots, Ranking
from hustings.ballots.canonical import FIRST_LINE, canonical_text
from hustings.ballots.faults import FileFaults
from hustings.ballots.registry import Format, Match
from hustings.ballots.source import Source
from hustings.election.problems import BadInput, Problem, shown

HEAD = ("decimals", "seats", "withdrawn", "undeclared", "tie-order", "issued", "returned", "spoilt")
ONE = ("decimals", "seats", "issued", "returned", "spoilt")
MOST_DECIMALS = 18
MOST_PAPERS = 10**18


def parse_canonical(text: str, name: str) -> Ballots:
    """The ballots in the text. name: of the file, for messages. Raises BadInput with all that is wrong, by line."""
    faults = FileFaults(name)
    lines = text.splitlines()
    head, names = dict(_head(lines, faults)), list(_names(lines, faults))
    faults.stop_if_any()
    decimals = (head["decimals"] or (0,))[0]
    if decimals > MOST_DECIMALS:
        raise BadInput(Problem(name, f"{decimals} decimals are too many; {MOST_DECIMALS} are possible", 2))
    start = 1 + len(HEAD) + len(names)
    cast = [_paper(line, number, len(names), decimals, faults) for number, line in enumerate(lines[start:], start + 1)]
    for key in ("withdrawn", "undeclared", "tie-order"):
        if any(not 1 <= number <= len(names) for number in head[key] or ()):
            faults.add(HEAD.index(key) + 2, f"{key} should name candidates from 1 to {len(names)}")
    faults.stop_if_any()

    def one(key: str) -> int | None:
        return head[key][0] if head[key] else None

    return Ballots.of(
        names,
        [paper for paper in cast if paper],
        decimals=decimals,
        seats=one("seats"),
        withdrawn=head["withdrawn"],
        undeclared=head["undeclared"],
        tie_order=head["tie-order"],
        issued=one("issued"),
        returned=one("returned"),
        spoilt=one("spoilt") or 0,
    )


def _head(lines: list[str], faults: FileFaults) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The numbers of each line of the head; () for «-»."""
    for index, key in enumerate(HEAD, 1):
        line = lines[index] if index < len(lines) else ""
        words = line.split(" ")
        numbers = words[1:]
        known = [int(word) for word in numbers if re.fullmatch("[0-9]{1,12}", word, re.ASCII)]
        blank = key in ONE and numbers == ["-"]
        if words[0] != key or (not blank and (len(known) != len(numbers) or (key in ONE and len(known) != 1))):
            right = f"{key} and a number" if key in ONE else f"{key} and candidates' numbers"
            faults.add(index + 1, f"{shown(line)} should be {right}")
        yield key, tuple(known)


def _names(lines: list[str], faults: FileFaults) -> Iterator[str]:
    for index, line in enumerate(lines[1 + len(HEAD) :], 2 + len(HEAD)):
        if not line.startswith("candidate "):
            return
        number, _, text = line.removeprefix("candidate ").partition(" ")
        try:
            name = json.loads(text)
        except (ValueError, RecursionError):
            name = None
        if not isinstance(name, str) or number != str(index - 1 - len(HEAD)):
            faults.add(index, f'{shown(line)} should be as in: candidate {index - 1 - len(HEAD)} "Ash"')
            name = ""
        yield name


def _paper(line: str, number: int, candidates: int, decimals: int, faults: FileFaults) -> tuple[Ranking, int] | None:
    match = re.fullmatch(r"([0-9]{1,18})(?:\.([0-9]{1,18}))?((?: -?[0-9]{1,5})*)", line, re.ASCII)
    places = (match[2] or "") if match else ""
    if match is None or len(places) > decimals:
        faults.add(
            number, f"{shown(line)} should be a number of papers and the tokens of a ranking, as in «17 1 -2 0 3»"
        )
        return None
    papers = int(match[1] + places.ljust(decimals, "0"))
    ranking = tuple(map(int, match[3].split()))
    if not 0 < papers <= MOST_PAPERS or not _fits(ranking, candidates):
        faults.add(number, f"{shown(line)} names candidates or papers that there cannot be")
        return None
    return ranking, papers


def _fits(ranking: Ranking, candidates: int) -> bool:
    """Whether every token is a candidate, a skipped or an overvoted preference, and the first begins a preference."""
    return all(abs(token) <= candidates or token == OVERVOTE for token in ranking) and (not ranking or ranking[0] >= 0)


def _recognise(data: bytes) -> Match:
    return Match.SURE if data.startswith(FIRST_LINE.encode() + b"\n") else Match.NO


def _read(source: Source) -> Reading:
    said = "the canonical text of ballots, as their digest has it"
    return Reading(source.name, "canonical", parse_canonical(source.text, source.name), said)


def _write(ballots: Ballots, _ending: str, _name: str) -> tuple[str, list[str]]:
    lost = [
        *ballots.lost,
        *(["the title"] if ballots.title else []),
        *(["the parties"] if any(ballots.parties) else []),
    ]
    return canonical_text(ballots), lost


FORMAT = Format("canonical", "canonical ballots", ("ballots",), _recognise, _read, _write, ("ballots",))
