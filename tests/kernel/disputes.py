"""How much another build of the compiled counter disputes: `python disputes.py LIBRARY` prints two numbers.

The first is of elections made by hand, which must show every planted bug; the second of generated elections, the kind
on which the two counters are compared in every run of the tests.
"""

from __future__ import annotations

import importlib.util
import sys

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import hustings.kernel
from elections import at_least, election, question
from hustings.ballots.ballots import Ballots
from hustings.rules.lot import LotNeeded
from hustings.rules.question import Impossible, Question
from hustings.witness.declaring import Dispute, NoSecondWitness, declare
from strategies import bound_counts, counts, level_counts

GENERATED = 800
WARD = election({"ABC": 41, "BAC": 30, "CBD": 13, "DC": 11, "DEC": 8, "EFA": 7, "FED": 6, "F": 5, "GFE": 4, "GA": 3}, 8)
CROSSED = election({"A": 40, "B": 12, "C": 11, "DB": 3, "D": 2, "EC": 4})
# The quota is 6, and nobody has it. D is lowest and guarded, nobody is doomed: C goes.
GUARDED = election({"A": 5, "B": 5, "CA": 4, "D": 1})
BOOKS = ("scottish", "ers97", "northern-ireland", "meek", "minneapolis", "wigm")
BY_HAND = [
    *((WARD, question(name, 3)) for name in BOOKS),
    (WARD, question("scottish", 3, constraints=(at_least(2, {4, 5}),))),
    (GUARDED, question("scottish", 2, constraints=(at_least(1, {4}),))),
    (CROSSED, question("scottish", 2)),
    (election({"ABC": 40, "BAC": 38, "CD": 10, "DC": 8}), question("scottish", 3)),
]


def replace_counter(library: str) -> None:
    """The compiled counter is this library from now on."""
    spec = importlib.util.spec_from_file_location("hustings.kernel._kernel", library)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    hustings.kernel._kernel = sys.modules[spec.name] = module


def disputed(ballots: Ballots, ask: Question) -> bool:
    """Whether the second witness finds anything else than the first, or finds nothing."""
    try:
        declare(ballots, ask)
    except (LotNeeded, Impossible):  # what the first witness finds: the second one's would be a dispute
        return False
    except (Dispute, NoSecondWitness):
        return True
    return False


def disputed_generated() -> int:
    """How many of the generated elections, which are the same every time, are disputed."""
    found = 0

    @settings(
        max_examples=GENERATED, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.one_of(counts(), bound_counts(), level_counts()))
    def count_one(case: tuple[Ballots, Question]) -> None:
        nonlocal found
        found += disputed(*case)

    count_one()
    return found


if __name__ == "__main__":
    replace_counter(sys.argv[1])
    print(sum(disputed(*case) for case in BY_HAND), disputed_generated())
