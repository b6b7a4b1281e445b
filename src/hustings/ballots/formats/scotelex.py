"""The CSV in which the ballots of Scotland's councils of 2012 to 2022 are published together (read only).

3,2,                                        candidates, places
4,1,2,                                      four papers: candidate 1, then 2
"Candidate 1","Ann Archer","Orchard Party (OP)",
"Netherton Ward",
"""

from __future__ import annotations

import re

from hustings.ballots.account import Reading
from hustings.ballots.ballots import MOST_CANDIDATES, MOST_PAPERS, Ballots, Ranking
from hustings.ballots.faults import FileFaults
from hustings.ballots.registry import Format, Match
from hustings.ballots.soundness import too_many
from hustings.ballots.source import Source, lines_of
from hustings.election.names import unfit_names
from hustings.election.problems import shown

HEAD = re.compile(r"([0-9]{1,9}),([0-9]{1,9}),\s*")
NUMBERS = re.compile(r"(?:[0-9]{1,13},)+\s*")
CANDIDATE = re.compile(r'"Candidate ([0-9]{1,6})","(.*?)","(.*?)",\s*')


def read(source: Source) -> Reading:
    """What such a file holds. Raises BadInput with all that is wrong, by line."""
    faults = FileFaults(source.name)
    lines = [(number, line.strip()) for number, line in enumerate(lines_of(source.text), 1) if line.strip()]
    (first, head), *rest = lines
    match = HEAD.fullmatch(head)
    if not match:
        faults.add(first, f"{shown(head)} is not how this layout begins: candidates and places, as in «5,2,»")
        faults.stop_if_any()
    candidates, seats = (int(match[1]), int(match[2])) if match else (0, 0)
    if not 1 <= candidates <= MOST_CANDIDATES:
        faults.add(first, too_many(candidates))
    if seats < 1:
        faults.add(first, "there are 0 places; a contest fills at least 1")
    faults.stop_if_any()
    cast: list[tuple[Ranking, int]] = []
    named: list[tuple[int, str, str]] = []
    title: list[tuple[int, str]] = []
    for line, text in rest:
        if (found := CANDIDATE.fullmatch(text)) and not title:
            if int(found[1]) != len(named) + 1:
                faults.add(line, f"candidate {len(named) + 1} should be named here, not {found[1]}")
            named.append((line, " ".join(found[2].split()), " ".join(found[3].split())))
        elif NUMBERS.fullmatch(text) and not named:
            cast += _paper([int(word) for word in text.strip(", ").split(",")], candidates, line, faults)
        else:
            title.append((line, text.strip(', "')))
    for line, text in title[1:]:
        faults.add(line, f"{shown(text)} is neither a paper, a candidate nor the title; the title is the last line")
    if len(named) != candidates:
        faults.add(named[-1][0] if named else first, f"{len(named)} candidates are named and {candidates} announced")
    for place, said in unfit_names([name for _, name, _ in named]):
        faults.add(named[place][0], said)
    faults.stop_if_any()
    parties = tuple(party for _, _, party in named)
    ballots = Ballots.of(
        [name for _, name, _ in named],
        cast,
        seats=seats,
        title=title[0][1] if title else "",
        parties=parties if any(parties) else (),
    )
    return Reading(source.name, FORMAT.title, ballots, "its lines «Candidate 1 …» after the papers")


def _paper(numbers: list[int], candidates: int, line: int, faults: FileFaults) -> list[tuple[Ranking, int]]:
    """The paper of a line; nothing, with a fault noted, for one that cannot be."""
    papers, *ranking = numbers
    if not 0 < papers <= MOST_PAPERS:
        faults.add(line, f"the number of papers is {papers:,}; it should be above 0 and at most {MOST_PAPERS:,}")
    elif 0 in ranking:
        faults.add(line, f"0 is not a candidate; they are numbered 1 to {candidates}")
    elif faults.check_ranking(ranking, candidates, line):
        return [(tuple(ranking), papers)]
    return []


def recognise(data: bytes) -> Match:
    """A first line of two numbers with a comma after each, and a line that names candidate 1."""
    first = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")[0].strip()
    return Match.SURE if re.fullmatch(rb"[0-9]+,[0-9]+,", first) and b'"Candidate 1",' in data else Match.NO


FORMAT = Format("scotelex", "scot-elex CSV", ("csv",), recognise, read)
