"""A rule book's answers as numbers that compiled code can read."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hustings.kernel.exactness import Unsupported
from hustings.rules.book import Rules

TRANSFERS, MEEK, WARREN, PLURALITY = range(4)
NEVER, NOT_EXCEEDING, LESS_THAN = range(3)
NO_QUOTA, WHOLE, FRACTIONAL, LEAST, MAJORITY = range(5)
UNTIL_ELECTED, ALWAYS = 1, 2
NO_PAPERS, ALL_PAPERS, LAST_PARCEL = range(3)
SHARE, FRACTION, DIVIDED = 1, 2, 3
ONE, BY_VALUE, FIRSTS_THEN_VALUE = range(3)
NO_LOOK_BACK, EARLIEST, MOST_RECENT = range(3)

_CODES: dict[str, tuple[object, ...]] = {
    "procedure": ("transfers", "meek", "warren", "plurality"),
    "quota": ("none", "whole", "fractional", "least", "majority"),
    "quota_again": ("never", "until someone is elected", "always"),
    "elected_by_active_vote": (False, True),
    "one_place_waits_for_exclusion": (False, True),
    "elected_receives": (False, True),
    "surplus_papers": ("none", "all", "last parcel"),
    "transfer_value": ("none", "share", "fraction", "divided"),
    "surplus_waits": ("never", "not exceeding", "less than"),
    "exclude_together": ("never", "not exceeding", "less than"),
    "exclude_before_surplus": (False, True),
    "batches": ("one", "by value", "first preferences, then by value"),
    "elect_after_each_batch": (False, True),
    "undeclared_first": (False, True),
    "last_places": ("after", "before"),
    "last_place_by_comparison": (False, True),
    "look_back": ("none", "earliest", "most recent"),
    "look_back_points": ("stages", "batches"),
    "tied_within_surplus": (False, True),
}

_SURPLUSES = (("none", "none"), ("all", "share"), ("all", "fraction"), ("last parcel", "divided"))

# one: the value of a paper at full value. place: the last decimal place of the rule book, in units of votes.
# unit: one vote, in units of votes. near: the total surplus below which Meek's iteration has converged.
ANSWERS = np.dtype([(name, np.int64) for name in (*_CODES, "one", "place", "unit", "near", "seats")])


def encode(rules: Rules, seats: int, decimals: int) -> NDArray[Any]:
    """One ANSWERS record, shape (1,), for fixed-point rule books (rules.decimals not None).

    decimals: of the ballots' weights. Raises Unsupported for rule books that this counter cannot follow.
    """
    if rules.decimals is None:
        raise Unsupported(f"{rules.name} counts in fractions, the compiled counter in fixed-point numbers")
    if rules.procedure == "transfers" and (rules.surplus_papers, rules.transfer_value) not in _SURPLUSES:
        raise Unsupported(
            f"no surplus is known of “{rules.surplus_papers}” papers at the value “{rules.transfer_value}”"
        )
    record = np.zeros(1, ANSWERS)
    for name, codes in _CODES.items():
        if getattr(rules, name) not in codes:
            raise Unsupported(f"the second witness does not know {name} = {getattr(rules, name)!r}")
        record[name] = codes.index(getattr(rules, name))
    record["one"] = 10**rules.decimals
    record["place"] = 10**decimals
    record["unit"] = 10 ** (rules.decimals + decimals)
    if rules.convergence is not None:
        record["near"] = 10 ** max(0, rules.decimals + decimals - rules.convergence)
    record["seats"] = seats
    return record
