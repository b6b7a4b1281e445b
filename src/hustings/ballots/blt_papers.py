"""The papers of a BLT file, word by word: ends of lines mean nothing, as the format has it.

5 1 2 0              five papers: candidate 1, then 2
1 2=4 - 1 0          one paper: 2 and 4 equal, a preference left out, then 1
1 overvote 1 0       an overvoted preference whose candidates are not known
(b17) 2.5 3 0        a ballot's identity; papers may have weights
0                    the end of the papers
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from hustings.ballots.ballots import MOST_PAPERS, OVERVOTE, Ranking
from hustings.ballots.blt_head import Head
from hustings.ballots.faults import FileFaults
from hustings.election.problems import shown

MOST_DECIMALS = 6
WORD = re.compile(r"\([^()]*\)|[^\s,]+")
NOTHING_MORE = re.compile(r"[\s,]*(#|$)")
OVERVOTED = "overvote"
NO_CANDIDATE_0 = (
    "a 0 follows the number of papers, and more follows the 0; there is no candidate 0, a preference left out is -,"
    " and an empty paper stands on a line of its own"
)
Word = tuple[int, str]


@dataclass(slots=True)
class PapersRead:
    """The papers, and where the names begin: in which line, and what of it is left.

    identities: how often each stands before a paper. flowing: the lines at which papers begin that run over line ends.
    crowded: the lines that go on after a paper's end.
    """

    cast: list[tuple[Ranking, Decimal]] = field(default_factory=list)
    names_at: int = 0
    rest: str = ""
    identities: dict[str, int] = field(default_factory=dict)
    flowing: list[int] = field(default_factory=list)
    crowded: list[int] = field(default_factory=list)


def read_papers(lines: list[str], head: Head, faults: FileFaults) -> PapersRead:
    """The papers read one by one, every fault noted. Raises BadInput where they do not end."""
    papers = PapersRead()
    paper: list[Word] = []
    for line, word, end in _words(lines, head.start):
        if not paper and word == "0":
            papers.names_at, papers.rest = line, lines[line - 1][end:]
            return papers
        if word.startswith('"') or (not paper and _is_name(word, lines[line - 1], head)):
            faults.add(line, "the papers do not end before the names; a line with 0 alone ends them")
            faults.stop_if_any()
        if word == "0":
            if not NOTHING_MORE.match(lines[line - 1], end):
                if len(paper) == 1:
                    faults.add(line, NO_CANDIDATE_0)
                if line not in papers.crowded[-1:]:
                    papers.crowded.append(line)
            _add(papers, paper, head, faults)
            paper = []
        elif word.startswith("(") and not any(each for _, each in paper):
            papers.identities[word] = papers.identities.get(word, 0) + 1
        else:
            paper.append((line, word))
    last = paper[0][0] if paper else len(lines)
    lacking = "this paper has no 0 at its end" if paper else "the file ends before its papers do"
    faults.add(last, f"{lacking}; each paper ends in 0, and a line with 0 alone ends them all")
    faults.stop_if_any()
    return papers


def _words(lines: list[str], start: int) -> Iterator[tuple[int, str, int]]:
    """The words of the papers, without comments: the line, the word, and where it ends in the line."""
    for number in range(start, len(lines)):
        for match in WORD.finditer(lines[number].partition("#")[0]):
            yield number + 1, match[0], match.end()


def _is_name(word: str, line: str, head: Head) -> bool:
    """Whether a line in place of a paper begins with a word of letters, and is not a paper with a mistake in it."""
    return word[0].isalpha() and word not in head.nicknames and not line.partition("#")[0].rstrip().endswith(" 0")


def _add(papers: PapersRead, paper: list[Word], head: Head, faults: FileFaults) -> None:
    (first, weight), *marks = paper
    last = paper[-1][0]
    number = _weight(weight, first, faults)
    tokens = _tokens(marks, head, faults)
    if tokens is None or number is None or not faults.check_ranking(tokens, head.candidates, first):
        return
    if last > first:
        papers.flowing.append(first)
        ranked = [abs(token) for token in tokens if token]
        if len(set(ranked)) < len(ranked):
            twice = next(each for each in ranked if ranked.count(each) > 1)
            said = f"the paper that begins here runs on to line {last} and names candidate {twice} twice"
            faults.add(
                first, f"{said}; is a 0 missing at the end of a line? Write the paper on one line if it is right"
            )
    papers.cast.append((tuple(tokens), number))


def _tokens(marks: list[Word], head: Head, faults: FileFaults) -> list[int] | None:
    tokens: list[int] = []
    for line, word in marks:
        if word == "-":
            tokens.append(0)
        elif word == OVERVOTED and word not in head.nicknames:
            tokens.append(OVERVOTE)
        else:
            for i, each in enumerate(word.split("=")):
                number = head.number_of(each)
                if number is None:
                    faults.add(line, head.unknown(each))
                    return None
                tokens.append(-number if i else number)
    return tokens


def _weight(word: str, line: int, faults: FileFaults) -> Decimal | None:
    weight = Decimal(word) if re.fullmatch(r"[0-9]{1,30}(\.[0-9]{1,30})?", word) else Decimal(0)
    if weight <= 0 or -int(weight.normalize().as_tuple().exponent) > MOST_DECIMALS:
        said = f"the number of papers is {shown(word)}; it should be above 0, to six decimal places at most"
    elif weight > MOST_PAPERS:
        said = f"the number of papers is {shown(word)}; more than {MOST_PAPERS:,} cannot be counted"
    else:
        return weight
    faults.add(line, said)
    return None
