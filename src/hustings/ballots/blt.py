"""BLT, the format of Hill, Wichmann and Woodall, in the dialects that programs write (docs/formats.md).

    4 2                  candidates, places
    -3                   candidate 3 has withdrawn      ([withdrawn 3] in droop's dialect)
    5 1 2 0              five papers: candidate 1, then 2
    1 2=4 - 1 0          one paper: 2 and 4 equal, a preference left out, then 1
    0                    the end of the papers
    "Ash" …              the names, then the title

Plain files are read all at once by numpy; anything else, and every fault, line by line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

import numpy as np
from numpy.typing import NDArray

from hustings.ballots.ballots import Ballots, Ranking
from hustings.ballots.merging import merged
from hustings.election.files import decoded
from hustings.election.problems import BadInput, Problem, nearest, shown

MOST_CANDIDATES = 1000
MOST_PAPERS = 10**12
MOST_PROBLEMS = 20


def parse_blt(data: bytes, name: str) -> Ballots:
    """The ballots in a BLT file. name: of the file, for messages. Raises BadInput with all that is wrong, by line."""
    text = decoded(data, name)
    reader = _Reader(name, text)
    return reader.ballots()


def blt_text(ballots: Ballots) -> str:
    """The ballots as a BLT file: droop's dialect, which holds withdrawals, tie order and nicknames."""
    lines = [f"{len(ballots.names)} {ballots.seats or 1}"]
    if ballots.withdrawn:
        lines.append(f"[withdrawn {' '.join(map(str, ballots.withdrawn))}]")
    if ballots.tie_order:
        lines.append(f"[tie {' '.join(map(str, ballots.tie_order))}]")
    if ballots.nicknames:
        lines.append(f"[nick {' '.join(ballots.nicknames)}]")
    for ranking, papers in ballots:
        weight = f"{Decimal(papers).scaleb(-ballots.decimals):f}"
        marks = [weight]
        for token in ranking:
            if token < 0:
                marks[-1] += f"={-token}"
            else:
                marks.append(str(token) if token else "-")
        lines.append(" ".join([*marks, "0"]))
    lines.append("0")
    parties = ballots.parties or ("",) * len(ballots.names)
    for candidate, party in zip(ballots.names, parties, strict=True):
        lines.append(_quoted(f"{candidate} ({party})" if party else candidate))
    lines.append(_quoted(ballots.title))
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', "'") + '"'


@dataclass
class _Reader:
    """One file under way. problems: all found so far; line: the number of the line being read."""

    name: str
    text: str
    problems: list[Problem] = field(default_factory=list)
    candidates: int = 0
    seats: int = 0
    withdrawn: set[int] = field(default_factory=set)
    tie_order: tuple[int, ...] = ()
    nicknames: tuple[str, ...] = ()
    ids: int = 0

    def ballots(self) -> Ballots:
        lines = self.text.splitlines()
        start = self._header(lines)
        start = self._options(lines, start)
        plain = self._plain(lines, start)
        if plain is not None:
            tokens, starts, papers, end = plain
            decimals = 0
        else:
            tokens, starts, papers, decimals, end = self._line_by_line(lines, start)
        names, parties, title = self._names(lines, end)
        if self.problems:
            self._stop()
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
            lost=("the identities of ballots",) if self.ids else (),
        )

    def _problem(self, line: int | None, said: str) -> None:
        self.problems.append(Problem(self.name, said, line))
        if len(self.problems) > MOST_PROBLEMS:
            self._stop()

    def _stop(self) -> None:
        found, more = self.problems[:MOST_PROBLEMS], len(self.problems) > MOST_PROBLEMS
        if more:
            found.append(Problem(self.name, "there is more wrong; mend these first"))
        raise BadInput(found)

    # The first line and the options

    def _header(self, lines: list[str]) -> int:
        """Candidates and places; the index of the line after."""
        for i, line in enumerate(lines):
            words = _words(line)
            if not words:
                continue
            if len(words) == 2 and all(re.fullmatch(r"[0-9]{1,9}", word) for word in words):
                self.candidates, self.seats = map(int, words)
                if not 1 <= self.candidates <= MOST_CANDIDATES:
                    self._problem(i + 1, f"there are {self.candidates} candidates; 1 to {MOST_CANDIDATES} are possible")
                if self.seats < 1:
                    self._problem(i + 1, "there are 0 places; a contest fills at least 1")
                if self.problems:
                    self._stop()
                return i + 1
            said = f"{shown(line.strip())} is not how a BLT file begins: candidates and places, as in «5 2»"
            raise BadInput(Problem(self.name, said, i + 1))
        raise BadInput(Problem(self.name, "the file is empty; ballots are wanted"))

    def _options(self, lines: list[str], start: int) -> int:
        """Withdrawals, tie order and nicknames before the papers; the index of the first line that is none."""
        for i in range(start, len(lines)):
            line = " ".join(_words(lines[i]))
            if not line:
                continue
            if re.fullmatch(r"(-[0-9]+ ?)+", line):
                numbers = [self._candidate(word[1:], i + 1) for word in line.split()]
                self.withdrawn |= {number for number in numbers if number}
            elif option := re.fullmatch(r"\[(\w+) ?(.*)\]", line):
                self._option(option[1], option[2].split(), i + 1)
            else:
                return i
        return len(lines)

    def _option(self, option: str, words: list[str], line: int) -> None:
        if option == "nick":
            if len(words) != self.candidates:
                self._problem(line, f"there are {len(words)} nicknames for {self.candidates} candidates")
            self.nicknames = tuple(words)
        elif option in ("withdrawn", "tie"):
            numbers = tuple(number for word in words if (number := self._candidate(word, line)))
            if option == "tie":
                self.tie_order = numbers
            else:
                self.withdrawn |= set(numbers)
        else:
            known = ("withdrawn", "tie", "nick")
            self._problem(line, f"[{option} …] is not known{nearest(option, known)}; there are {', '.join(known)}")

    def _candidate(self, word: str, line: int) -> int | None:
        """The candidate's number; None, with a problem noted, for one there is not."""
        if word in self.nicknames:
            return self.nicknames.index(word) + 1
        if word.isascii() and word.isdigit() and 1 <= int(word[:9]) <= self.candidates:
            return int(word)
        self._problem(line, f"{shown(word)} is no candidate; they are numbered 1 to {self.candidates}")
        return None

    # The papers

    def _plain(
        self, lines: list[str], start: int
    ) -> tuple[NDArray[np.int16], NDArray[np.int64], NDArray[np.int64], int] | None:
        """All papers at once, if they are nothing but numbers and nothing is wrong with them; else None."""
        try:
            end = lines.index("0", start)
        except ValueError:
            return None
        if end == start or not all(line.endswith(" 0") for line in lines[start:end]):
            return None
        body = "\n".join(lines[start:end]).encode()
        if body.translate(None, b"0123456789 \n") or len(max(body.split(None), key=len, default=b"")) > 18:
            return None
        numbers = np.array(body.split(), np.int64) if len(body) < 1000 else np.fromstring(body, np.int64, sep=" ")
        ends = np.flatnonzero(numbers == 0)
        if len(ends) != end - start:
            return None
        begins = np.concatenate([[0], ends[:-1] + 1])
        papers, lengths = numbers[begins], ends - begins - 1
        keep = np.ones(len(numbers), bool)
        keep[begins] = keep[ends] = False
        tokens = numbers[keep]
        if (papers <= 0).any() or (papers > MOST_PAPERS).any() or (tokens > self.candidates).any():
            return None
        starts = np.concatenate([[0], np.cumsum(lengths)])
        rows = np.repeat(np.arange(len(lengths)), lengths)
        pairs = rows * (self.candidates + 1) + tokens
        if len(pairs) and not _all_different(pairs, starts, tokens, self.candidates):
            return None
        return *merged(tokens.astype(np.int16), starts, papers), end

    def _line_by_line(
        self, lines: list[str], start: int
    ) -> tuple[NDArray[np.int16], NDArray[np.int64], NDArray[np.int64], int, int]:
        """The papers read one by one, every fault noted; the index of the line that ends them comes last."""
        cast: list[tuple[Ranking, Decimal]] = []
        end = None
        for i in range(start, len(lines)):
            words = _words(lines[i])
            if words == ["0"]:
                end = i
                break
            if words:
                paper = self._paper(words, i + 1)
                if paper is not None:
                    cast.append(paper)
        if end is None:
            self._problem(
                len(lines), "the file ends before its papers do: a line with 0 alone ends them, then the names"
            )
            self._stop()
        decimals = max([-int(weight.as_tuple().exponent) for _, weight in cast], default=0)
        decimals = max(decimals, 0)
        whole = Ballots.of((), ((ranking, int(weight.scaleb(decimals))) for ranking, weight in cast))
        assert end is not None
        return whole.tokens, whole.starts, whole.papers, decimals, end

    def _paper(self, words: list[str], line: int) -> tuple[Ranking, Decimal] | None:
        if words[0].startswith("("):
            self.ids += 1
            words = words[1:]
            if not words:
                self._problem(line, "there is no paper after the ballot's identity")
                return None
        weight = self._weight(words[0], line)
        if words[-1] != "0" or len(words) == 1:
            self._problem(line, "the paper does not end in 0")
            return None
        tokens: list[int] = []
        for word in words[1:-1]:
            if word == "-":
                tokens.append(0)
                continue
            numbers = [self._candidate(each, line) for each in word.split("=")]
            if None in numbers or weight is None:
                return None
            tokens += [number if i == 0 else -number for i, number in enumerate(numbers) if number]
        ranked = [abs(token) for token in tokens if token]
        for number in dict.fromkeys(ranked):
            if ranked.count(number) > 1:
                self._problem(line, f"candidate {number} is ranked twice on one paper")
                return None
        return None if weight is None else (tuple(tokens), weight)

    def _weight(self, word: str, line: int) -> Decimal | None:
        try:
            weight = Decimal(word)
        except InvalidOperation:
            weight = Decimal(0)
        exponent = weight.as_tuple().exponent
        if not weight.is_finite() or weight <= 0 or not isinstance(exponent, int) or exponent < -6:
            self._problem(
                line, f"the number of papers is {shown(word)}; it should be above 0, to six decimal places at most"
            )
            return None
        if weight > MOST_PAPERS:
            self._problem(line, f"the number of papers is {shown(word)}; more than {MOST_PAPERS:,} cannot be counted")
            return None
        return weight

    # The names

    def _names(self, lines: list[str], end: int) -> tuple[tuple[str, ...], tuple[str, ...], str]:
        said = list(_names_in(lines[end + 1 :], end + 2))
        if len(said) not in (self.candidates, self.candidates + 1):
            found = f"{len(said)} name{'' if len(said) == 1 else 's'} for {self.candidates} candidates"
            self._problem(said[-1][0] if said else len(lines), f"there {'is' if len(said) == 1 else 'are'} {found}")
            self._stop()
        full = [" ".join(name.split()) for _, name in said[: self.candidates]]
        for (line, _), name in zip(said, full, strict=False):
            if not name:
                self._problem(line, "a candidate has no name")
        title = said[self.candidates][1] if len(said) > self.candidates else ""
        names, parties = zip(*map(_name_and_party, full), strict=True)
        if len(set(names)) < len(set(full)):
            return tuple(full), (), title
        return names, parties if any(parties) else (), title


def _name_and_party(full: str) -> tuple[str, str]:
    """The name and the party of «Name (Party)» or «Party "Name"»; party "" where neither is said.

    >>> _name_and_party("Kevin LANG (LD)"), _name_and_party('Lab "Neil COONEY"'), _name_and_party("Ash")
    (('Kevin LANG', 'LD'), ('Neil COONEY', 'Lab'), ('Ash', ''))
    """
    if match := re.fullmatch(r"(.*\S) \(([^()]+)\)", full):
        return match[1], match[2]
    if match := re.fullmatch(r'([^"]*[^" ]) "([^"]+)"', full):
        return match[2].strip(), match[1]
    return full, ""


def _words(line: str) -> list[str]:
    """The words of a line without its comment; commas separate too."""
    if "#" in line:
        line = line[: line.index("#")]
    if "," in line:
        line = line.replace(",", " ")
    return line.split()


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


def _all_different(
    pairs: NDArray[np.int64], starts: NDArray[np.int64], tokens: NDArray[np.int64], candidates: int
) -> bool:
    """Whether no paper ranks a candidate twice."""
    if candidates > 62:
        return len(np.unique(pairs)) == len(pairs)
    lengths = np.diff(starts)
    some = lengths > 0
    seen = np.bitwise_or.reduceat(np.int64(1) << tokens, starts[:-1][some])
    return bool((np.bitwise_count(seen) == lengths[some]).all())
