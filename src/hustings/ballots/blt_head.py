"""The first line of a BLT file and the options after it: who stands, who does not, and short names.

4 2                  candidates, places
-3 -4                candidates 3 and 4 have withdrawn; several such lines add up
[withdrawn 3 4]      the same in droop's dialect
[undeclared 4]       4 stands for write-ins that nobody declared
[tie 2 1 4 3]        an order for breaking ties
[nick a b c d]       short names that stand for the numbers
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from hustings.ballots.account import Part
from hustings.ballots.ballots import MOST_CANDIDATES
from hustings.ballots.faults import FileFaults
from hustings.election.problems import BadInput, Problem, nearest, shown

OPTIONS = ("withdrawn", "undeclared", "tie", "nick")
TIE = "used only where lots are drawn by it (--lot file)"


@dataclass(slots=True)
class Head:
    """What stands before the papers. start: the index of the line at which they begin."""

    candidates: int
    seats: int
    start: int
    withdrawn: set[int] = field(default_factory=set)
    undeclared: set[int] = field(default_factory=set)
    tie_order: tuple[int, ...] = ()
    nicknames: tuple[str, ...] = ()
    parts: list[Part] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def number_of(self, word: str) -> int | None:
        """The number of the candidate that a word names; None where there is none."""
        if word in self.nicknames:
            return self.nicknames.index(word) + 1
        return int(word) if re.fullmatch(r"[0-9]{1,9}", word) and 1 <= int(word) <= self.candidates else None

    def unknown(self, word: str) -> str:
        """What is said of a word that names no candidate."""
        called = f", or called {', '.join(self.nicknames[:5])}…" if self.nicknames else ""
        return f"{shown(word)} is not a candidate; they are numbered 1 to {self.candidates}{called}"


def words_of(line: str) -> list[str]:
    """The words of a line without its comment; commas separate too."""
    return line.partition("#")[0].replace(",", " ").split()


def read_head(lines: list[str], faults: FileFaults) -> Head:
    """The first line and the options. Raises BadInput where the file cannot be read further."""
    at = next((i for i, line in enumerate(lines) if words_of(line)), None)
    if at is None:
        raise BadInput(Problem(faults.name, "the file is empty; ballots are wanted"))
    words = words_of(lines[at])
    if len(words) != 2 or not all(re.fullmatch(r"[0-9]{1,9}", word) for word in words):
        said = f"{shown(lines[at].strip())} is not how a BLT file begins: candidates and places, as in «5 2»"
        raise BadInput(Problem(faults.name, said, at + 1))
    head = Head(int(words[0]), int(words[1]), start=len(lines))
    if not 1 <= head.candidates <= MOST_CANDIDATES:
        faults.add(at + 1, f"there are {head.candidates:,} candidates; 1 to {MOST_CANDIDATES:,} are possible")
    if head.seats < 1:
        faults.add(at + 1, "there are 0 places; a contest fills at least 1")
    faults.stop_if_any()
    for i in range(at + 1, len(lines)):
        line = " ".join(words_of(lines[i]))
        if re.fullmatch(r"(-[0-9]+ ?)+", line):
            _withdrawn(head, [word[1:] for word in line.split()], i + 1, line, faults)
        elif option := re.fullmatch(r"\[ ?(\w+) ?([^\]]*)\]", line):
            _option(head, option[1], option[2].split(), i + 1, line, faults)
        elif line:
            head.start = i
            break
    return head


def _option(head: Head, option: str, words: list[str], line: int, text: str, faults: FileFaults) -> None:
    if option == "droop":
        head.lost.append("droop's own options")
        head.parts.append(Part("line", text, "ignored", "options of the program droop", line))
    elif option == "nick":
        if len(words) != head.candidates or len(set(words)) < len(words):
            faults.add(line, f"there are {len(set(words))} different nicknames for {head.candidates} candidates")
        elif any(re.fullmatch(r"-?[0-9.=]+|-|\(.*", word) for word in words):
            faults.add(line, "a nickname that is a number or a mark of the format cannot be told from one")
        else:
            head.nicknames = tuple(words)
            head.parts.append(Part("line", text, "short names", line=line))
    elif option == "withdrawn":
        _withdrawn(head, words, line, text, faults)
    elif option == "undeclared":
        head.undeclared |= set(_numbers(head, words, line, faults))
        head.parts.append(Part("line", text, "write-ins that nobody declared", line=line))
    elif option == "tie":
        head.tie_order = tuple(_numbers(head, words, line, faults))
        if len(set(head.tie_order)) < len(head.tie_order):
            faults.add(line, "the order for ties names a candidate twice")
        head.parts.append(Part("line", text, "an order for ties", TIE, line))
    else:
        faults.add(line, f"[{option} …] is not known{nearest(option, OPTIONS)}; there are {', '.join(OPTIONS)}")


def _withdrawn(head: Head, words: list[str], line: int, text: str, faults: FileFaults) -> None:
    head.withdrawn |= set(_numbers(head, words, line, faults))
    head.parts.append(Part("line", text, "candidates who have withdrawn", line=line))


def _numbers(head: Head, words: list[str], line: int, faults: FileFaults) -> list[int]:
    found = [(word, head.number_of(word)) for word in words]
    for word, number in found:
        if number is None:
            faults.add(line, head.unknown(word))
    return [number for _, number in found if number is not None]
