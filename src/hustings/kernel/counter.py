"""One count by the kernel: the second witness."""

from __future__ import annotations

from typing import Any

from hustings.ballots.ballots import Ballots
from hustings.kernel import _kernel
from hustings.kernel.asking import asked, ranks
from hustings.kernel.exactness import Refused, TooLarge, Unsupported, check
from hustings.kernel.facts import facts
from hustings.record.facts import Facts
from hustings.rules.lot import LotNeeded
from hustings.rules.question import Impossible, Question

__all__ = ["Refused", "TooLarge", "Unsupported", "count"]


def count(ballots: Ballots, question: Question) -> Facts:
    """The facts of one count, the same that the statute counter finds.

    Raises LotNeeded where a tie needs a lot and neither seed nor decision speaks; Refused (TooLarge, Unsupported) where
    only the statute counter can count; Impossible for constraints that cannot be met, or under plurality.
    """
    return count_and_moves(ballots, question)[0]


def count_and_moves(ballots: Ballots, question: Question) -> tuple[Facts, int]:
    """As `count`; also how often a distinct ranking moved from one pile to another."""
    check(question.rules, question.seats, sum(ballots.papers), ballots.decimals)
    word, what, moves = _kernel.count(
        ballots.tokens,
        ballots.starts,
        ballots.papers,
        asked(question, len(ballots.names), ballots.decimals),
        ranks(question, ballots.names),
    )
    if word != "facts":
        raise halted(word, what, ballots)
    return facts(what, question.seats, 10**ballots.decimals if question.rules.decimals is None else None), moves


def halted(word: str, what: Any, ballots: Ballots) -> Exception:
    """The exception for a count without a result."""
    if word == "lot":
        stage, purpose, among = what
        return LotNeeded(stage, purpose, tuple(among), ballots.names)
    if word == "impossible":
        return Impossible(what)
    return Unsupported(f"the second witness does not know {what}")
