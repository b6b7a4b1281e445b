"""Who must be elected, and who cannot be, if the constraints of the contest are to be met.

After Hill, «STV with constraints», Voting matters 9 (1998). Candidates who belong to the same groups are of one type;
whether the constraints can still be met depends only on how many of each type are elected and continuing, and is
decided by trying, exactly, how many of each type might fill the places.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from hustings.rules.question import Constraint

Type = tuple[bool, ...]


class Feasibility:
    """Whether the constraints can still be met. Candidates' types: membership of each constraint's group, in order."""

    def __init__(self, constraints: Sequence[Constraint], candidates: Iterable[int]) -> None:
        self.constraints = tuple(constraints)
        self.type_of: dict[int, Type] = {
            candidate: tuple(candidate in constraint.members for constraint in constraints) for candidate in candidates
        }
        self._completes = cache(self._search)

    def feasible(self, elected: Iterable[int], continuing: Iterable[int], places: int) -> bool:
        """Can some of the continuing fill the places so that, with the elected, every constraint is met?

        If fewer continue than there are places, all of them are elected.
        """
        if not self.constraints:
            return True
        held = [0] * len(self.constraints)
        for candidate in elected:
            held = [n + member for n, member in zip(held, self.type_of[candidate], strict=True)]
        available = Counter(self.type_of[candidate] for candidate in continuing)
        return self._completes(tuple(held), tuple(sorted(available.items())), min(places, available.total()))

    def _search(self, held: tuple[int, ...], available: tuple[tuple[Type, int], ...], places: int) -> bool:
        if any(n > c.number for n, c in zip(held, self.constraints, strict=True) if c.sense == "at most"):
            return False
        if not available:
            needed = (n >= c.number for n, c in zip(held, self.constraints, strict=True) if c.sense == "at least")
            return places == 0 and all(needed)
        (kind, number), rest = available[0], available[1:]
        return any(
            self._completes(
                tuple(n + taken * member for n, member in zip(held, kind, strict=True)), rest, places - taken
            )
            for taken in range(min(number, places) + 1)
        )

    def guarded(self, elected: Sequence[int], continuing: Sequence[int], places: int) -> set[int]:
        """The continuing candidates without whom the constraints could no longer be met."""
        kinds = {
            self.type_of[candidate]: self.feasible(elected, [c for c in continuing if c != candidate], places)
            for candidate in self._one_of_each(continuing)
        }
        return {candidate for candidate in continuing if kinds and not kinds[self.type_of[candidate]]}

    def doomed(self, elected: Sequence[int], continuing: Sequence[int], places: int) -> set[int]:
        """The continuing candidates whose election would make the constraints impossible to meet."""
        kinds = {
            self.type_of[candidate]: self.feasible(
                [*elected, candidate], [c for c in continuing if c != candidate], places - 1
            )
            for candidate in self._one_of_each(continuing)
        }
        return {candidate for candidate in continuing if kinds and not kinds[self.type_of[candidate]]}

    def _one_of_each(self, candidates: Sequence[int]) -> list[int]:
        return (
            list({self.type_of[candidate]: candidate for candidate in candidates}.values()) if self.constraints else []
        )
