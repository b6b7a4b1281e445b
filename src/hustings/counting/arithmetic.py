"""Exact votes: whole numbers of the rule book's smallest unit, or fractions where it rounds nothing."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from hustings.ballots.ballots import Ballots
from hustings.record.facts import Number
from hustings.rules.book import Rules


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """What one is, and how a division is cut.

    one: the value of a paper that has not lost any. vote: one whole vote, in the unit of votes.
    paper: what n papers (in units of 10**-ballots.decimals) of value p are worth in votes is n * p * paper.
    place: the smallest part of a vote in the rule book's decimal places; 0 where it counts exactly.
    """

    one: Number
    vote: Number
    paper: Number
    place: int

    @classmethod
    def of(cls, rules: Rules, ballots: Ballots) -> Arithmetic:
        if rules.decimals is None:
            return cls(Fraction(1), Fraction(1), Fraction(1, 10**ballots.decimals), 0)
        one, place = 10**rules.decimals, 10**ballots.decimals
        return cls(one, one * place, 1, place)

    def cut(self, dividend: Number, divisor: Number) -> Number:
        """The quotient, cut to a whole unit; exact where nothing is cut."""
        return dividend // divisor if self.place else Fraction(dividend) / divisor

    def rounded_up(self, dividend: Number, divisor: int) -> Number:
        """The quotient of votes, rounded up to the rule book's decimal places."""
        if not self.place:
            return Fraction(dividend) / divisor
        return -(-dividend // (divisor * self.place)) * self.place

    def whole(self, dividend: Number, divisor: int) -> Number:
        """The quotient of votes, cut to whole votes."""
        return dividend // (divisor * self.vote) * self.vote
