"""The words of a count record's sentences: its names, votes, papers and paragraphs, put into the catalogue's slots."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from hustings.election.wording import CLOSE, OPEN, marked, sentence
from hustings.narrative.catalogue import ENGLISH, words
from hustings.record.facts import Number
from hustings.record.record import CountRecord

Quoted = Callable[[str], str]


def as_it_is(text: str) -> str:
    """Text from outside, put into a sentence unchanged."""
    return text


def finished(text: str, quoted: Quoted) -> str:
    """A text in which `quoted` has been done to every marked piece, and the marks are gone."""
    return re.sub(f"{OPEN}(.*?){CLOSE}", lambda piece: quoted(piece[1]), text, flags=re.DOTALL)


class CountWords:
    """What sentences about a record are made with. cited: the paragraphs named so far, in order."""

    def __init__(self, record: CountRecord, language: str = ENGLISH) -> None:
        self.record = record
        self.rules, self.seats, self.figures = record.question.rules, record.question.seats, record.figures
        self.part = words(language, file="count")
        self.cited: list[str] = []

    def sentence(self, key: str, *cited: str, **values: object) -> str:
        """The catalogue's sentence, with the paragraphs that the rule book names for the events `cited`."""
        return self.whole(self.part(key, **values), *cited)

    def whole(self, text: str, *cited: str) -> str:
        """The text as a sentence, with the paragraphs for the events `cited`."""
        return sentence(text, self._paragraphs(cited))

    def name(self, number: int) -> str:
        return marked(self.record.names[number - 1])

    def names(self, numbers: Iterable[int]) -> str:
        return self.part.listed([self.name(number) for number in numbers])

    def with_votes(self, numbers: Iterable[int], votes: Sequence[Number], *against: Number) -> str:
        """«Ash (12.50) and Birch (11)»."""
        held = [(number, self.figures.said(votes[number - 1], *against)) for number in numbers]
        return self.part.listed([self.part("noun.with_votes", name=self.name(n), votes=said) for n, said in held])

    def votes(self, votes: Number, *against: Number) -> str:
        """«12.50 votes», «1 vote»."""
        return self.part("noun.votes", votes=self.figures.said(votes, *against), n=self.one_or_more(votes, *against))

    def one_or_more(self, votes: Number, *against: Number) -> int:
        """1 where the votes are written “1”, else 2: for the form of a word that goes with them."""
        return 1 if self.figures.said(votes, *against) == "1" else 2

    def papers(self, papers: int) -> str:
        said = self.figures.said_papers(papers)
        return self.part("noun.papers", papers=said, n=1 if said == "1" else 2)

    def _paragraphs(self, events: Iterable[str]) -> str:
        """«(paragraph 5.2.2)» for what the rule book names for these events; "" where it names nothing."""
        named = [self.rules.paragraphs[event] for event in events if event in self.rules.paragraphs]
        self.cited += [paragraph for paragraph in named if paragraph not in self.cited]
        named = list(dict.fromkeys(named))
        if not named:
            return ""
        several = len(named) > 1 or "," in named[0] or "-" in named[0].replace("-(", "(")
        cited = self.part("noun.paragraphs", n=2 if several else 1, paragraphs=self.part.listed(named))
        return cited.replace("-", "–")
