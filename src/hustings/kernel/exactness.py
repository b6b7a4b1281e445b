"""How large an electorate the compiled counter counts exactly, and the refusal beyond it.

Let u = papers × 10**decimals of their weights, and d the rule book's decimal places.

*transfers, meek, warren.* Every figure of a count is a sum of some of the valid papers' votes: candidates' votes, the
non-transferable, the loss, surpluses together with the lowest candidates' votes. All are at most u × 10**d, and twice
that must fit in 64 bits with a sign: so u × 10**d ≤ 2**62. Products of two such figures are divided at once, in 128
bits; under Meek rest × keep must fit in 64 bits, so d ≤ 9. Rounding a quota adds less than one vote, and one vote in
these units, times seats + 1, must fit as well.

*plurality.* A paper has as many votes as there are seats: u × seats ≤ 2**62.

Rule books that count in fractions (wigm) have no bound: they are counted in numbers of any length.

    scottish  46,116,860,184,273 papers      ers97, labour-nec, northern-ireland  46,116,860,184,273,879
    minneapolis  461,168,601,842,738         meek, meek-nz, warren  4,611,686,018
    irv  2**62                               plurality  2**62 / seats

Every operation is checked all the same: an overflow is a refusal, never a wrong figure.
"""

from __future__ import annotations

from hustings.rules.book import Rules

MOST = 1 << 62


class Refused(Exception):
    """The compiled counter does not take this: the statute counter alone can count. The message says why."""


class TooLarge(Refused):
    """More papers than the compiled counter counts exactly under this rule book."""


class Unsupported(Refused):
    """Answers of a rule book that the compiled counter does not know."""


def largest(rules: Rules, seats: int, decimals: int = 0) -> int | None:
    """The most papers, in units of 10**-decimals, that are counted exactly; None where there is no bound."""
    if rules.decimals is None:
        return None
    if rules.procedure == "plurality":
        return MOST // max(1, seats)
    too_fine = rules.decimals > (15 if rules.procedure == "transfers" else 9)
    if too_fine or (seats + 1) * 10 ** (rules.decimals + decimals) > MOST:
        return 0
    return int(MOST // 10**rules.decimals)


def check(rules: Rules, seats: int, papers: int, decimals: int) -> None:
    """Raise TooLarge for more papers (in units of 10**-decimals) than `largest`."""
    most = largest(rules, seats, decimals)
    if most is not None and papers > most:
        raise TooLarge(
            f"{papers / 10**decimals:.15g} papers are more than the second witness can count exactly under "
            f"{rules.name}: at most {most / 10**decimals:.15g}"
        )
