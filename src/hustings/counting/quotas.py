"""The quota: how many votes elect, and when it is found again."""

from __future__ import annotations

from typing import assert_never

from hustings.counting.arithmetic import Arithmetic
from hustings.record.facts import Number
from hustings.rules.book import Rules


def quota(rules: Rules, arithmetic: Arithmetic, seats: int, active: Number, held: Number) -> Number | None:
    """The votes that elect; None under a rule book without a quota.

    active: the valid vote without what is non-transferable or lost. held: the votes of continuing candidates.
    """
    match rules.quota:
        case "none":
            return None
        case "whole":
            return arithmetic.whole(active, seats + 1) + arithmetic.vote
        case "fractional":
            return arithmetic.rounded_up(active, seats + 1)
        case "least":
            return active // (seats + 1) + 1
        case "majority":
            return arithmetic.whole(held, 2) + arithmetic.vote
        case "hare":
            return arithmetic.rounded_up(active, seats)
        case unknown:
            assert_never(unknown)


def is_found_again(rules: Rules, *, anybody_elected: bool) -> bool:
    """Whether a quota that was found is to be found anew."""
    match rules.quota_again:
        case "never":
            return False
        case "until someone is elected":
            return not anybody_elected
        case "always":
            return True
        case unknown:
            assert_never(unknown)
