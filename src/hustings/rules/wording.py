"""Words that the sentences of a count are made of: names, lists, numbers with their nouns, citations."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence

from hustings.rules.facts import Number
from hustings.rules.record import CountRecord

Quoted = Callable[[str], str]
# While a sentence is made, text from outside (names, groups, the seed) stands between these two.
OPEN, CLOSE = "\u2068", "\u2069"
JOINERS = "\u200c\u200d"


def as_it_is(text: str) -> str:
    """Text from outside, put into a sentence unchanged."""
    return text


def printable(text: str) -> str:
    """Text from a file without what could move the cursor or turn the line around."""
    kinds = ((character, unicodedata.category(character)) for character in text)
    return "".join(
        " " if kind in ("Cc", "Zl", "Zp") else "" if kind in ("Cf", "Cs") and character not in JOINERS else character
        for character, kind in kinds
    )


def marked(text: str) -> str:
    """Text from outside, marked as such."""
    return OPEN + text.replace(OPEN, "").replace(CLOSE, "") + CLOSE


def finished(text: str, quoted: Quoted) -> str:
    """A text in which `quoted` has been done to every marked piece, and the marks are gone."""
    return re.sub(f"{OPEN}(.*?){CLOSE}", lambda piece: quoted(piece[1]), text, flags=re.DOTALL)


def listed(words: Sequence[str]) -> str:
    """«A», «A and B», «A, B and C».

    >>> listed(["Ash", "Birch", "Cedar"])
    'Ash, Birch and Cedar'
    """
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def sentence(*parts: str) -> str:
    """The parts that are not empty, one space between, a capital first and a full stop last.

    >>> sentence("", "no surplus is left", "to move")
    'No surplus is left to move.'
    """
    text = " ".join(part for part in parts if part)
    return f"{text[0].upper()}{text[1:]}." if text else ""


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: «one place», «3 places», «no places».

    >>> counted(1, "place", "places"), counted(0, "place", "places"), counted(1200, "paper", "papers")
    ('one place', 'no places', '1,200 papers')
    """
    return f"one {one}" if number == 1 else f"no {many}" if number == 0 else f"{number:,} {many}"


def verb(number: int, one: str, many: str) -> str:
    """The form of a word that goes with so many."""
    return one if number == 1 else many


class Telling:
    """What a sentence about a record can use. cited: the paragraphs named so far, in order."""

    def __init__(self, record: CountRecord) -> None:
        self.record = record
        self.rules, self.seats, self.figures = record.question.rules, record.question.seats, record.figures
        self.cited: list[str] = []

    def name(self, number: int) -> str:
        return marked(self.record.names[number - 1])

    def names(self, numbers: Iterable[int]) -> str:
        return listed([self.name(number) for number in numbers])

    def with_votes(self, numbers: Iterable[int], votes: Sequence[Number], *against: Number) -> str:
        """«Ash (12.50) and Birch (11)»."""
        held = [(number, votes[number - 1]) for number in numbers]
        return listed([f"{self.name(number)} ({self.figures.said(mine, *against)})" for number, mine in held])

    def votes(self, votes: Number, *against: Number) -> str:
        """«12.50 votes», «1 vote»."""
        said = self.figures.said(votes, *against)
        return f"{said} {'vote' if said == '1' else 'votes'}"

    def papers(self, papers: int) -> str:
        said = self.figures.said_papers(papers)
        return f"{said} {'paper' if said == '1' else 'papers'}"

    def cite(self, *events: str) -> str:
        """«(paragraph 5.2.2)» for what the rule book names for these events; "" where it names nothing."""
        named = [self.rules.paragraphs[event] for event in events if event in self.rules.paragraphs]
        for paragraph in named:
            if paragraph not in self.cited:
                self.cited.append(paragraph)
        named = list(dict.fromkeys(named))
        if not named:
            return ""
        several = len(named) > 1 or "," in named[0] or "-" in named[0].replace("-(", "(")
        return f"(paragraph{'s' if several else ''} {listed(named)})".replace("-", "–")


def percent(chance: float) -> str:
    """Whole per cent; what is neither impossible nor certain is never said to be.

    >>> percent(0.5), percent(0.001), percent(0.999), percent(1.0)
    ('50 %', '< 1 %', '> 99 %', '100 %')
    """
    if 0 < chance < 0.01:
        return "< 1 %"
    if 0.99 < chance < 1:
        return "> 99 %"
    return f"{round(100 * chance)} %"
