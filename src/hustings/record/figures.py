"""Figures of a count as text: exactly, for the record, and as people read them.

Votes are whole numbers of 10**-(rule's + ballots' decimals), values of papers of 10**-(rule's decimals); where the
rule book counts in fractions (decimals None) both are Fractions, written «numerator/denominator».
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from hustings.record.facts import Number

# More places than this are shown rounded to two, in sentences and tables; the record always has all of them.
MOST_PLACES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class FigureStyle:
    """How one count's figures are written. decimals: the rule book's. paper_decimals: the ballots'."""

    decimals: int | None
    paper_decimals: int = 0

    @property
    def vote_places(self) -> int | None:
        """Decimal places of votes; None for fractions."""
        return None if self.decimals is None else self.decimals + self.paper_decimals

    @property
    def places_shown(self) -> int:
        """Decimal places of votes in tables."""
        places = self.vote_places
        return 2 if places is None or places > MOST_PLACES_SHOWN else places

    @property
    def shown_rounded(self) -> bool:
        """Whether tables and sentences show votes rounded."""
        return self.vote_places != self.places_shown

    def votes(self, votes: Number) -> str:
        """Votes exactly, as in the record."""
        return exact(votes, self.vote_places)

    def value(self, value: Number) -> str:
        """A paper's value exactly, as in the record."""
        return exact(value, self.decimals)

    def papers(self, papers: int) -> str:
        """A number of papers exactly, as in the record."""
        return exact(papers, self.paper_decimals)

    def of_votes(self, votes: Number) -> Fraction:
        """Votes as a number of votes: for comparing with other numbers, and for drawing."""
        return Fraction(votes, 10 ** (self.vote_places or 0))

    def cell(self, votes: Number) -> str:
        """Votes for a table: thousands separated, always the same number of places."""
        return grouped(self.of_votes(votes), self.places_shown)

    def said(self, votes: Number, *against: Number) -> str:
        """Votes for a sentence: thousands separated, whole numbers without places.

        against: figures it is compared with; so many places are written that different figures look different.
        """
        number, others = self.of_votes(votes), [self.of_votes(other) for other in against]
        places, most = self.places_shown, self.vote_places or 40
        while places < most and any(
            grouped(number, places) == grouped(other, places) and number != other for other in others
        ):
            places += 1
        return _without_zeros(grouped(number, places))

    def said_value(self, value: Number) -> str:
        """A paper's value for a sentence: all its places up to five, without trailing zeros."""
        number = Fraction(value, 10 ** (self.decimals or 0))
        places = MOST_PLACES_SHOWN if self.decimals is None else min(self.decimals, MOST_PLACES_SHOWN)
        text = grouped(number, places)
        return text.rstrip("0").rstrip(".") if "." in text else text

    def said_papers(self, papers: int) -> str:
        """A number of papers for a sentence."""
        return _without_zeros(grouped(Fraction(papers, 10**self.paper_decimals), self.paper_decimals))


def exact(number: Number, places: int | None) -> str:
    """A number of 10**-places in full; as «n/d» where places is None or the number is a fraction.

    >>> exact(132050, 2), exact(7, 0), exact(Fraction(7, 3), None)
    ('1320.50', '7', '7/3')
    """
    if places is None or isinstance(number, Fraction):
        fraction = Fraction(number)
        return f"{fraction.numerator}/{fraction.denominator}"
    whole, rest = divmod(abs(number), 10**places)
    sign = "-" if number < 0 else ""
    return f"{sign}{whole}.{rest:0{places}d}" if places else f"{sign}{whole}"


def read_exact(text: str, places: int | None) -> Number:
    """The number that `exact` wrote. Raises ValueError, in words, for any other text or a number below zero."""
    if places is None:
        if re.fullmatch(r"[0-9]{1,4000}/0*[1-9][0-9]{0,3999}", text, re.ASCII):
            return Fraction(text)
        raise ValueError("a fraction like “7/3” is wanted")
    if not re.fullmatch(rf"[0-9]{{1,4000}}\.[0-9]{{{places}}}" if places else r"[0-9]{1,4000}", text, re.ASCII):
        raise ValueError(f"a number with {places} decimal places is wanted" if places else "a whole number is wanted")
    return int(text.replace(".", ""))


def grouped(number: Fraction, places: int) -> str:
    """Rounded to so many places, thousands separated.

    >>> grouped(Fraction(132055, 100), 1)
    '1,320.6'
    """
    units = round(abs(number) * 10**places)
    whole, rest = divmod(units, 10**places)
    sign = "−" if number < 0 and units else ""
    return f"{sign}{whole:,}.{rest:0{places}d}" if places else f"{sign}{whole:,}"


def _without_zeros(text: str) -> str:
    """Without the decimal places where they are all zero."""
    whole, _, places = text.partition(".")
    return text if places.strip("0") else whole
