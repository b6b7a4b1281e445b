"""Votes that name candidates: a column a preference, or whole rankings in a cell («Ann > Bob», «Ann;Bob;»)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import chain

from hustings.ballots.account import Part
from hustings.ballots.ballots import OVERVOTE, Ranking
from hustings.ballots.matching import Listed, loose, nearest_name
from hustings.ballots.source import Meaning
from hustings.ballots.tables.known import UNCLEAR, meaning_of, rank_of
from hustings.ballots.tables.votes import Cells, QuestionCells, Votes
from hustings.election.names import folded
from hustings.election.problems import BadInput, Problem, shown, to_type

# The places of a paper, in order: the names at each.
Places = list[tuple[str, ...]]
# What people write between the names of a ranking besides > and ;. Names hold some of them as well.
OTHER_MARKS = (",", "|", "\n", "/", "<")
NUMBERED = re.compile(r"1[.):]\s")
NAMED = "name the candidates with --candidates FILE"


def votes_in_names(asked: QuestionCells) -> Votes:
    """The votes of a question whose cells hold names. Raises BadInput for names that are not on a given list."""
    several = _several(asked) if asked.question.kind == "preferences" else {}
    places = {cells: _places(cells, asked, several) for cells in asked.distinct}
    if asked.question.kind != "preferences" and not asked.options.candidates:
        _check_single(asked, places)
    asked.faults.stop_if_any()
    texts = _texts(asked, places)
    names = _Names(asked, texts)
    cast = [(_ranking(places[cells], names.tokens), papers.number) for cells, papers in asked.distinct.items()]
    return Votes(
        names.names,
        cast,
        asked.options.listed_in if asked.options.candidates else "the names on the papers",
        (
            *names.parts(),
            *(Part("word", text, f"{len(parts)} candidates at one preference") for text, parts in several.items()),
        ),
        names.withdrawn,
        names.undeclared,
        warnings=tuple(names.warnings()),
    )


def _several(asked: QuestionCells) -> dict[str, tuple[str, ...]]:
    """Cells of one preference that name several candidates, as a grid of checkboxes writes them: «Ann;Bob», «Ann, Bob».

    Where commas separate, each part must stand alone in some other cell, or be on the list: «ASH, Ann» is one name.
    """
    listed = Listed(asked.options)
    texts = dict.fromkeys(chain.from_iterable(asked.distinct))
    found = {}
    for text in texts:
        parts = tuple(part.strip() for part in text.split(";" if ";" in text else ", ") if part.strip())
        if len(parts) > 1 and not listed.number(text):
            known = [part for part in parts if part in texts or listed.number(part)]
            if len(known) == len(parts) or (";" in text and not listed):
                found[text] = parts
            elif known and not listed:
                said = f"{shown(text)} may be one name, or {shown(known[0])} and others at one preference; {NAMED}"
                asked.faults.add(_line_of(text, asked), said)
    return found


def _line_of(text: str, asked: QuestionCells) -> int:
    return next(papers.line for cells, papers in asked.distinct.items() if text in cells)


def _places(cells: Cells, asked: QuestionCells, several: dict[str, tuple[str, ...]]) -> Places:
    """The names at each preference of a paper, as they are written."""
    if asked.question.kind == "preferences":
        return [several.get(cell, (cell,)) if cell else () for cell in cells]
    (cell,) = cells
    if ">" in cell:
        return [tuple(filter(None, map(str.strip, part.split("=")))) for part in cell.split(">")]
    if ";" not in cell and (listed := Listed(asked.options)) and not listed.number(cell):
        for mark in OTHER_MARKS:
            parts = [part.strip() for part in cell.split(mark) if part.strip()]
            if len(parts) > 1 and all(map(listed.number, parts)):
                return [(part,) for part in parts]
    return [(part.strip(),) if part.strip() else () for part in cell.split(";")]


def _check_single(asked: QuestionCells, places: dict[Cells, Places]) -> None:
    """Adds what is wrong where a whole ranking in a cell may be taken for one name: nothing but > and ; parts names."""
    known = {text for each in places.values() if len(each) > 1 for place in each for text in place}
    for cells, each in places.items():
        text = each[0][0] if len(each) == 1 and each[0] else ""
        marked = any(len([part for part in cells[0].split(mark) if part.strip()]) > 1 for mark in OTHER_MARKS)
        if text and text not in known and (marked or NUMBERED.match(text)):
            said = f"{shown(text)} may be one name, or a ranking; write > between the names of a ranking, or {NAMED}"
            asked.faults.add(asked.distinct[cells].line, said)


def _texts(asked: QuestionCells, places: dict[Cells, Places]) -> dict[str, tuple[int, int]]:
    """Every text in place of a name, in order of first appearance: on how many papers' rows, and the first line."""
    times: Counter[str] = Counter()
    lines: dict[str, int] = {}
    for cells, papers in asked.distinct.items():
        for place in places[cells]:
            for text in place:
                times[text] += papers.rows
                lines.setdefault(text, papers.line)
    return {text: (number, lines[text]) for text, number in times.items()}


def _ranking(places: Places, tokens: dict[str, int]) -> Ranking:
    """Tokens of a paper; preferences left out behind the last are nothing."""
    ranking: list[int] = []
    for place in places:
        numbers = list(dict.fromkeys(tokens[text] for text in place))
        if OVERVOTE in numbers:
            ranking.append(OVERVOTE)
            continue
        named = [number for number in numbers if number] or [0]
        ranking += [named[0], *(-number for number in named[1:])]
    while ranking and not ranking[-1]:
        ranking.pop()
    return tuple(ranking)


class _Names:
    """What each text means. names: the candidates. tokens: by text. withdrawn, undeclared: as in `Ballots`."""

    def __init__(self, asked: QuestionCells, texts: dict[str, tuple[int, int]]) -> None:
        self.asked, self.texts, self.listed = asked, texts, Listed(asked.options)
        self.given = {folded(word): meaning for word, meaning in asked.options.words.items()}
        self.meanings: dict[str, Meaning] = {}
        self.tokens: dict[str, int] = {}
        self._numbers: dict[str, int] = {}
        found: list[str] = []
        if self.listed:
            there = {*self.listed.standing(), *filter(None, map(self.listed.number, texts))}
            found = [name for number, name in enumerate(self.listed.names, 1) if number in there]
            self._numbers = {folded(name): number for number, name in enumerate(found, 1)}
        self._listed = tuple(found)
        for text, (_, line) in texts.items():
            self._understand(text, line, found)
        self.asked.faults.stop_if_any()
        if not self.listed:
            self._check_no_numbers()
        self.withdrawn, self.undeclared = self._without_names(found)
        self.names = tuple(found)

    def _understand(self, text: str, line: int, found: list[str]) -> None:
        """A candidate of the list, a word of the table, or (without a list) a candidate."""
        key = folded(text)
        meaning = self.given.get(key) or meaning_of(text)
        if number := self.listed.number(text):
            self.tokens[text] = self._numbers[folded(self.listed.names[number - 1])]
        elif meaning:
            self.meanings[text] = meaning
            self.tokens[text] = OVERVOTE if meaning == "overvoted" else 0
        elif self.listed:
            settle = f'if it is no candidate, --word "{to_type(text)}=blank" (or overvoted, withdrawn, write-in)'
            self.asked.faults.add(line, f"{self.listed.unknown(text)}; {settle}")
        elif key in UNCLEAR:
            settle = f'say --word "{text}=blank" (or overvoted), or name the candidates with --candidates FILE'
            self.asked.faults.add(line, f"{shown(text)} is no candidate's name, and may mean several things; {settle}")
        else:
            if key not in self._numbers:
                found.append(text)
                self._numbers[key] = len(found)
            self.tokens[text] = self._numbers[key]

    def _check_no_numbers(self) -> None:
        """Raises BadInput where all names are numbers: of candidates, or ranks, nobody can say."""
        named = [text for text in self.texts if text not in self.meanings]
        if named and all(rank_of(text) is not None for text in named):
            said = f"the preferences hold numbers, like {shown(named[0])}, where candidates' names should stand"
            settle = "name the candidates with --candidates FILE, whether they are in the cells or in the header"
            raise BadInput(Problem(self.asked.table.table.name, f"{said}; {settle}", self.texts[named[0]][1]))

    def _without_names(self, found: list[str]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Candidates for what is withdrawn, each a withdrawn one, and for all write-ins together, an undeclared one."""
        withdrawn, undeclared = [], 0
        for text, meaning in self.meanings.items():
            if meaning == "withdrawn":
                found.append(text)
                withdrawn.append(len(found))
                self.tokens[text] = len(found)
        for text, meaning in self.meanings.items():
            if meaning == "write-in":
                if not undeclared:
                    found.append(text)
                    undeclared = len(found)
                self.tokens[text] = undeclared
        return tuple(withdrawn), (undeclared,) if undeclared else ()

    def parts(self) -> Iterator[Part]:
        """The words, and the names that differ from the list's, each with how often it stands there."""
        for text, meaning in self.meanings.items():
            yield Part("word", text, meaning, times=self.texts[text][0])
        for text, number in self.tokens.items():
            if text not in self.meanings and folded(text) != folded(self.names[number - 1]):
                yield Part("name", text, self.names[number - 1], times=self.texts[text][0])
        for number, name in enumerate(self._listed, 1):
            if number not in self.tokens.values():
                yield Part("name", name, "candidate", "nobody ranked them")

    def warnings(self) -> Iterator[str]:
        """Names so alike that they may be one candidate's; asked only where no list says."""
        if self.listed or len(self.names) > 200:
            return
        for number, name in enumerate(self.names[1:], 1):
            near = nearest_name(name, self.names[:number])
            if near and _digits(near) == _digits(name) and _typo(near, name):
                yield (
                    f"{shown(near)} and {shown(name)} are counted as two candidates; if they are one, name the "
                    f"candidates with --candidates FILE"
                )


def _digits(name: str) -> str:
    return "".join(c for c in name if c.isdigit())


def _typo(one: str, other: str) -> bool:
    """Whether two names are the same but for a letter or so, or for titles, accents and order."""
    return SequenceMatcher(None, loose(one), loose(other), autojunk=False).ratio() >= 0.9
