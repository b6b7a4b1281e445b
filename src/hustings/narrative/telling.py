"""What the sentences about a count record can use: its names, votes, papers and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from hustings.election.wording import CLOSE, OPEN, listed, marked
from hustings.record.facts import Number
from hustings.record.record import CountRecord

Quoted = Callable[[str], str]


def as_it_is(text: str) -> str:
    """Text from outside, put into a sentence unchanged."""
    return text


def finished(text: str, quoted: Quoted) -> str:
    """A text in which `quoted` has been done to every marked piece, and the marks are gone."""
    return re.sub(f"{OPEN}(.*?){CLOSE}", lambda piece: quoted(piece[1]), text, flags=re.DOTALL)


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
