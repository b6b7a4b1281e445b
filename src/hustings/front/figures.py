"""Votes as a person meets them: exact numbers of votes, never in units and never as floats."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hustings.record.facts import Number

Votes = Decimal | Fraction


def votes(number: Number, places: int | None) -> Votes:
    """A figure of a count as a number of votes: a Decimal with the rule book's places, or a Fraction where it rounds
    nothing (places None).

    >>> votes(132050, 2)
    Decimal('1320.50')
    """
    if places is None or isinstance(number, Fraction):
        return Fraction(number)
    return Decimal(number).scaleb(-places)


def difference(one: Votes, other: Votes) -> Votes:
    """How many votes more the one is than the other; both are of one count."""
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return one - other
    return Fraction(one) - Fraction(other)
