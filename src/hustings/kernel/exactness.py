"""How large an electorate the compiled counter counts exactly, and the refusal beyond it.

Let u = papers × 10**decimals of their weights, and d the rule book's decimal places.

*transfers, meek, warren.* Every figure of a count is a sum of some of the valid papers' votes: candidates' votes, the
non-transferable, the loss, surpluses together with the lowest candidates' votes. All are at most u × 10**d, and twice
that (a comparison with all others) must fit below 2**63: so u × 10**d ≤ 2**62. Papers times value is a candidate's
votes, no more. Larger products are divided at once, in 128 bits (`product_over`, which asks for less than 2**113):
value × surplus ≤ 10**d × 2**62, so d ≤ 15; and under Meek keep × quota and ⌈keep × quota⌉ × one vote, each at most
10**d × 2**62, while rest × keep must fit in 64 bits, so d ≤ 9. Rounding a quota adds less than one vote, and one vote
in these units, times seats + 1, must fit as well.

*plurality.* A paper has as many votes as there are seats: u × seats ≤ 2**62.

Rule books that count in fractions (wigm) have no bound: wigm.py counts them with Python's whole numbers.

    scottish  46,116,860,184,273 papers      ers97, labour-nec, northern-ireland  46,116,860,184,273,879
    minneapolis  461,168,601,842,738         meek, meek-nz, warren  4,611,686,018
    irv  2**62                               plurality  2**62 / seats
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hustings.ballots.ballots import Ballots
from hustings.rules.book import Rules

MOST = 1 << 62
# Offsets into the rankings are 32 bits wide.
MOST_TOKENS = (1 << 31) - 2


class Refused(Exception):
    """The compiled counter does not take this: the statute counter alone can count. The message says why."""


class TooLarge(Refused):
    """More papers than 64-bit numbers count exactly under this rule book."""


class Unsupported(Refused):
    """Constraints or answers that the compiled counter does not know."""


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


def check_size(ballots: Ballots) -> None:
    """Raise TooLarge for ballots whose rankings the kernel's 32-bit offsets cannot reach."""
    if len(ballots.tokens) + len(ballots) > MOST_TOKENS or 2 * len(ballots) >= MOST_TOKENS:
        raise TooLarge("the rankings are longer together than the second witness can hold")


def total(numbers: NDArray[Any]) -> int:
    """The exact sum of non-negative whole numbers, however large."""
    if len(numbers) and int(numbers.max()) * len(numbers) < 1 << 62:
        return int(numbers.sum(dtype=np.int64))
    return sum(numbers.tolist())
