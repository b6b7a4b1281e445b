"""BLT, the format of Hill, Wichmann and Woodall, in the dialects that programs write (docs/formats.md).

    4 2                  candidates, places
    -3                   candidate 3 has withdrawn      ([withdrawn 3] in droop's dialect)
    5 1 2 0              five papers: candidate 1, then 2
    1 2=4 - 1 0          one paper: 2 and 4 equal, a preference left out, then 1
    0                    the end of the papers
    "Ash" …              the names, then the title

Plain papers are read all at once by `blt_plain`; anything else, and every fault, line by line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from hustings.ballots.account import Reading
from hustings.ballots.ballots import Ballots, Ranking
from hustings.ballots.blt_plain import Buffers, plain_papers
from hustings.ballots.faults import Faults
from hustings.ballots.names import full_names, names_and_parties
from hustings.ballots.registry import Fit, Format
from hustings.ballots.source import Source
from hustings.election.files import decoded
from hustings.election.problems import BadInput, Problem, nearest, shown

MOST_CANDIDATES = 1000
MOST_PAPERS = 10**12
MOST_DECIMALS = 6


def parse_blt(data: bytes, name: str) -> Ballots:
    """The ballots in a BLT file. name: of the file, for messages. Raises BadInput with all that is wrong, by line."""
    return _Reader(Faults(name), decoded(data, name).splitlines()).ballots()


def blt_text(ballots: Ballots) -> tuple[str, list[str]]:
    """The ballots as a BLT file in droop's dialect, and what it cannot hold, in words."""
    lost = [*ballots.lost]
    if ballots.seats is None:
        lost.append("that the number of places is not known: BLT must name one, and 1 is written")
    names = full_names(ballots)
    if any('"' in name for name in (*names, ballots.title)):
        lost.append("double quotation marks in names, written as single ones")
    lines = [f"{len(names)} {1 if ballots.seats is None else ballots.seats}"]
    for option, values in (("withdrawn", ballots.withdrawn), ("tie", ballots.tie_order), ("nick", ballots.nicknames)):
        if values:
            lines.append(f"[{option} {' '.join(map(str, values))}]")
    lines += [_paper_text(ranking, Decimal(papers).scaleb(-ballots.decimals)) for ranking, papers in ballots]
    quoted = ('"' + text.replace('"', "'") + '"' for text in (*names, ballots.title))
    return "\n".join([*lines, "0", *quoted]) + "\n", lost


def _paper_text(ranking: Ranking, papers: Decimal) -> str:
    marks = [f"{papers:f}"]
    for token in ranking:
        if token < 0:
            marks[-1] += f"={-token}"
        else:
            marks.append(str(token) if token else "-")
    return " ".join([*marks, "0"])


@dataclass
class _Reader:
    """One file under way."""

    faults: Faults
    lines: list[str]
    candidates: int = 0
    seats: int = 0
    withdrawn: set[int] = field(default_factory=set)
    tie_order: tuple[int, ...] = ()
    nicknames: tuple[str, ...] = ()
    identified: bool = False
    lost: list[str] = field(default_factory=list)

    def ballots(self) -> Ballots:
        start = self._options(self._header())
        end = self._end(start)
        plain, decimals = plain_papers(self.lines[start:end], self.candidates), 0
        if plain is None:
            plain, decimals = self._papers(start, end)
        names, parties, title = self._names(end + 1)
        self.faults.stop_if_any()
        tokens, starts, papers = plain
        return Ballots(
            names=names,
            tokens=tokens,
            starts=starts,
            papers=papers,
            decimals=decimals,
            title=title,
            seats=self.seats,
            parties=parties,
            withdrawn=tuple(sorted(self.withdrawn)),
            nicknames=self.nicknames,
            tie_order=self.tie_order,
            lost=(*self.lost, *(["the identities of ballots"] if self.identified else [])),
        )

    # The first line and the options

    def _header(self) -> int:
        """Candidates and places; the index of the line after."""
        for i, line in enumerate(self.lines):
            words = _words(line)
            if not words:
                continue
            if len(words) != 2 or not all(re.fullmatch(r"[0-9]{1,9}", word) for word in words):
                said = f"{shown(line.strip())} is not how a BLT file begins: candidates and places, as in «5 2»"
                raise BadInput(Problem(self.faults.name, said, i + 1))
            self.candidates, self.seats = map(int, words)
            if not 1 <= self.candidates <= MOST_CANDIDATES:
                self.faults.add(i + 1, f"there are {self.candidates} candidates; 1 to {MOST_CANDIDATES} are possible")
            if self.seats < 1:
                self.faults.add(i + 1, "there are 0 places; a contest fills at least 1")
            self.faults.stop_if_any()
            return i + 1
        raise BadInput(Problem(self.faults.name, "the file is empty; ballots are wanted"))

    def _options(self, start: int) -> int:
        """Withdrawals, tie order and nicknames before the papers; the index of the first line that is none."""
        for i in range(start, len(self.lines)):
            line = " ".join(_words(self.lines[i]))
            if re.fullmatch(r"(-[0-9]+ ?)+", line):
                self.withdrawn |= {n for word in line.split() if (n := self._candidate(word[1:], i + 1))}
            elif option := re.fullmatch(r"\[(\w+) ?(.*)\]", line):
                self._option(option[1], option[2].split(), i + 1)
            elif line:
                return i
        return len(self.lines)

    def _option(self, option: str, words: list[str], line: int) -> None:
        if option == "droop":
            self.lost.append("droop's own options")
        elif option == "nick":
            if len(words) != self.candidates:
                self.faults.add(line, f"there are {len(words)} nicknames for {self.candidates} candidates")
            self.nicknames = tuple(words)
        elif option in ("withdrawn", "tie"):
            numbers = tuple(number for word in words if (number := self._candidate(word, line)))
            if option == "tie":
                self.tie_order = numbers
            else:
                self.withdrawn |= set(numbers)
        else:
            known = ("withdrawn", "tie", "nick")
            self.faults.add(line, f"[{option} …] is not known{nearest(option, known)}; there are {', '.join(known)}")

    def _candidate(self, word: str, line: int) -> int | None:
        """The candidate's number; None, with a fault noted, for one there is not."""
        if word in self.nicknames:
            return self.nicknames.index(word) + 1
        if re.fullmatch(r"[0-9]{1,9}", word) and 1 <= int(word) <= self.candidates:
            return int(word)
        self.faults.add(line, f"{shown(word)} is no candidate; they are numbered 1 to {self.candidates}")
        return None

    # The papers

    def _end(self, start: int) -> int:
        """The index of the line with 0 alone."""
        try:
            return self.lines.index("0", start)
        except ValueError:
            pass
        for i in range(start, len(self.lines)):
            if _words(self.lines[i]) == ["0"]:
                return i
        self.faults.add(len(self.lines), "the file ends before its papers do; a line with 0 alone ends them")
        self.faults.stop_if_any()
        raise AssertionError("a fault has just been added")

    def _papers(self, start: int, end: int) -> tuple[Buffers, int]:
        """The papers read one by one, every fault noted: tokens, starts, papers, and the decimals of their weights."""
        read = (self._paper(words, i + 1) for i in range(start, end) if (words := _words(self.lines[i])))
        cast = [paper for paper in read if paper is not None]
        decimals = max([0, *(-int(weight.normalize().as_tuple().exponent) for _, weight in cast)])
        whole = Ballots.of((), ((ranking, int(weight.scaleb(decimals))) for ranking, weight in cast))
        return (whole.tokens, whole.starts, whole.papers), decimals

    def _paper(self, words: list[str], line: int) -> tuple[Ranking, Decimal] | None:
        if words[0].startswith("("):
            self.identified = True
            closing = next((i for i, word in enumerate(words) if word.endswith(")")), len(words) - 1)
            words = words[closing + 1 :] or ["0"]
        weight = self._weight(words[0], line)
        if words[-1] != "0" or len(words) == 1:
            self.faults.add(line, "the paper does not end in 0")
            return None
        tokens: list[int] = []
        for word in words[1:-1]:
            if word == "-":
                tokens.append(0)
                continue
            for i, each in enumerate(word.split("=")):
                number = self._candidate(each, line)
                if number is None:
                    return None
                tokens.append(-number if i else number)
        if weight is None or not self.faults.check_ranking(tokens, self.candidates, line):
            return None
        return tuple(tokens), weight

    def _weight(self, word: str, line: int) -> Decimal | None:
        try:
            weight = Decimal(word)
        except InvalidOperation:
            weight = Decimal(0)
        if not weight.is_finite() or weight <= 0 or int(weight.as_tuple().exponent) < -MOST_DECIMALS:
            said = f"the number of papers is {shown(word)}; it should be above 0, to six decimal places at most"
        elif weight > MOST_PAPERS:
            said = f"the number of papers is {shown(word)}; more than {MOST_PAPERS:,} cannot be counted"
        else:
            return weight
        self.faults.add(line, said)
        return None

    # The names

    def _quoted(self, line: int) -> bool:
        return self.lines[line - 1].lstrip().startswith('"')

    def _names(self, start: int) -> tuple[tuple[str, ...], tuple[str, ...], str]:
        said = list(_names_in(self.lines[start:], start + 1))
        if len(said) not in (self.candidates, self.candidates + 1):
            number = "is 1 name" if len(said) == 1 else f"are {len(said)} names"
            line = said[-1][0] if said else len(self.lines)
            self.faults.add(line, f"there {number} for {self.candidates} candidates")
            self.faults.stop_if_any()
        if len(said) == self.candidates > 1 and self._quoted(said[0][0]) and not self._quoted(said[-1][0]):
            shown_last = shown(said[-1][1])
            self.faults.add(
                said[-1][0], f"{shown_last} is not quoted as the other names are: a name or the title is missing"
            )
        seen: set[str] = set()
        for line, name in said[: self.candidates]:
            if not name.strip():
                self.faults.add(line, "a candidate has no name")
            elif name in seen:
                self.faults.add(
                    line, f"two candidates are called {shown(name)}; tell them apart, since lots go by name"
                )
            seen.add(name)
        title = said[self.candidates][1] if len(said) > self.candidates else ""
        return *names_and_parties(name for _, name in said[: self.candidates]), title


def _words(line: str) -> list[str]:
    """The words of a line without its comment; commas separate too."""
    return line.partition("#")[0].replace(",", " ").split()


def _names_in(lines: list[str], first: int) -> Iterator[tuple[int, str]]:
    """(line, name) for every quoted or unquoted name; several quoted ones may stand on one line."""
    for number, line in enumerate(lines, first):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        if text.startswith('"') and text.count('"') > 1:
            for name in re.findall(r'"((?:[^"]|"")*)"', text):
                yield number, name.replace('""', '"')
        else:
            yield number, text.strip('"')


def recognise_blt(data: bytes) -> Fit:
    """A first line of two whole numbers: candidates and places."""
    lines = data[:4096].removeprefix(b"\xef\xbb\xbf").splitlines()
    said = [line for line in (line.partition(b"#")[0].strip() for line in lines) if line]
    if not said or not re.fullmatch(rb"[0-9]+[ ,\t]+[0-9]+", said[0]):
        return Fit.NO
    if b"," not in said[0]:
        return Fit.SURE
    return Fit.LIKELY if len(said) > 1 and re.match(rb"[-\[(0-9]", said[1]) else Fit.NO


def _read(source: Source) -> Reading:
    return Reading(source.name, "BLT", parse_blt(source.data, source.name))


def _write(ballots: Ballots, _ending: str, _name: str) -> tuple[str, list[str]]:
    return blt_text(ballots)


FORMAT = Format("blt", "BLT", ("blt",), recognise_blt, _read, _write, ("blt",))
