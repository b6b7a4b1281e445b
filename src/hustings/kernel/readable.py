"""Papers read beforehand, where a rule book's answers are more than compiled code knows."""

from __future__ import annotations

import dataclasses
from array import array
from itertools import accumulate, chain, pairwise

from hustings.ballots.ballots import OVERVOTE, Ballots
from hustings.kernel.exactness import Unsupported
from hustings.rules.book import Rules
from hustings.rules.question import Question

LATER = ("stops if several continue", "stops if any continues")


def reading(rules: Rules) -> tuple[str, str, str]:
    """The answers on which it depends how a paper is read."""
    return rules.overvoted, rules.repeated, rules.skipped


def readable(ballots: Ballots, question: Question) -> Ballots:
    """The same rows of ballots, as compiled code reads them under this question.

    Raises Unsupported for what cannot be settled before the count: overvoted preferences that are looked at when a
    paper gets there, and undeclared candidates.
    """
    if question.undeclared:
        raise Unsupported("the second witness does not know undeclared candidates")
    tokens, starts = ballots.tokens.tolist(), ballots.starts.tolist()
    rows = [tokens[a:b] for a, b in pairwise(starts)]
    known = range(1, len(ballots.names) + 1)
    odd = not all(token in known for token in set(tokens)) or any(len(set(row)) < len(row) for row in rows)
    if not odd:
        return ballots
    if question.rules.overvoted in LATER and min(tokens) < 0:
        raise Unsupported(f"the second witness does not know overvoted = {question.rules.overvoted!r}")
    plain = [_plain(row, question.rules) for row in rows]
    return dataclasses.replace(
        ballots,
        tokens=array("h", chain.from_iterable(plain)),
        starts=array("q", accumulate(map(len, plain), initial=0)),
    )


def _plain(row: list[int], rules: Rules) -> list[int]:
    """The candidates that a paper names alone, up to where it stops; none where the paper is invalid."""
    counts: list[int] = []
    at, gaps = 0, 0
    while at < len(row):
        end = at + 1
        while end < len(row) and row[end] < 0:
            end += 1
        rank = {abs(token) for token in row[at:end]}
        at = end
        if rank == {0}:
            gaps += 1
            if rules.skipped == "stops" or (rules.skipped == "stops after two" and gaps == 2):
                break
            continue
        gaps = 0
        if len(rank) > 1 or rank == {OVERVOTE}:
            if rules.overvoted == "stops" or (rank == {OVERVOTE} and rules.overvoted != "passed over"):
                break
        elif not rank <= set(counts):
            counts += rank
        elif rules.repeated == "invalid":
            return []
        elif rules.repeated == "stops":
            break
    return counts
