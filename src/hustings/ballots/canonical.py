"""The canonical text of ballots: one text for all files that hold the same, whose SHA-256 is their digest.

It holds everything that a count depends on, and can itself be published and read (`formats/canonical`); docs/record.md
says the same for those who write other programs, with a test value.

    hustings-ballots/2
    decimals 0             of numbers of papers (weighted papers)
    seats 2                - where the file does not say
    withdrawn 3            candidates' numbers, ascending; nothing where there are none
    undeclared
    tie-order              strongest first
    issued -
    returned 30
    spoilt 1
    candidate 1 "Ash"      one line a candidate; the name as a JSON string, letters beyond ASCII as they are
    candidate 2 "Birch"
    candidate 3 "Cedar"
    17 1 -2 0 3            one line a ranking: papers, then its tokens (`ballots.Ballots`), sorted as lists of numbers
    12 2

UTF-8, each line ended by a newline; equal rankings are one line; papers without trailing zeros.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hustings.ballots.ballots import Ballots

FIRST_LINE = "hustings-ballots/2"


def canonical_text(ballots: Ballots) -> str:
    """What was cast, and all else that a count depends on, as the one text that stands for it."""
    head = (
        ("decimals", [ballots.decimals]),
        ("seats", ["-" if ballots.seats is None else ballots.seats]),
        ("withdrawn", sorted(ballots.withdrawn)),
        ("undeclared", sorted(ballots.undeclared)),
        ("tie-order", ballots.tie_order),
        ("issued", ["-" if ballots.issued is None else ballots.issued]),
        ("returned", ["-" if ballots.returned is None else ballots.returned]),
        ("spoilt", [ballots.spoilt]),
    )
    lines = [FIRST_LINE, *(" ".join([key, *map(str, values)]) for key, values in head)]
    lines += [
        f"candidate {number} {json.dumps(name, ensure_ascii=False)}" for number, name in enumerate(ballots.names, 1)
    ]
    return "\n".join([*lines, *_rankings(ballots)]) + "\n"


def digest(ballots: Ballots) -> str:
    """SHA-256 of the canonical text, in hexadecimal: `Ballots.sha256`."""
    return hashlib.sha256(canonical_text(ballots).encode()).hexdigest()


def first_digest(ballots: Ballots) -> str:
    """The digest that records of format hustings-count/1 have: SHA-256 of the names, «1 Ash», and of the rankings."""
    names = [f"{number} {name}" for number, name in enumerate(ballots.names, 1)]
    return hashlib.sha256(("\n".join([*names, *_rankings(ballots)]) + "\n").encode()).hexdigest()


def _rankings(ballots: Ballots) -> Iterator[str]:
    words = {token: str(token) for token in set(ballots.tokens)}
    for ranking, number in sorted(ballots):
        yield " ".join([_shown(number, ballots.decimals), *[words[token] for token in ranking]])


def _shown(papers: int, decimals: int) -> str:
    if not decimals:
        return str(papers)
    return f"{Decimal(papers).scaleb(-decimals):f}".rstrip("0").rstrip(".")
