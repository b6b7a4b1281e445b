"""What is known of a contest's margin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from hustings.margins.aim import Kind
    from hustings.margins.exhibit import Exhibit
    from hustings.margins.misreading import Misread

# How far the bound below is proved (docs/margins.md, B): for the rule book as it is; with some of it relaxed; if every
# exclusion comes after keep values that have converged; or only that the lots cannot change the result.
Basis = Literal["exact rules", "relaxed rules", "converged keep values", "lots only"]


@dataclass(frozen=True)
class Margin:
    """The fewest papers that would have had to be different, or more, or fewer, for another result.

    at_least: proved. at_most: shown by `exhibit`; None where none was found, or others can never be elected.
    valid: how many valid papers there are. elected: who was declared, candidate numbers in order of election.
    basis: what the proof below holds for. points, trials: how far was searched below and above.
    finished: whether the search below ended by itself. certain: there was no contest, so papers elect nobody else.
    misread: how often papers misread at random give another result. kind: how papers are altered. candidate: whose
    election is asked about, None where any other set of elected is another result.
    """

    at_least: int
    at_most: int | None
    valid: int
    elected: tuple[int, ...]
    names: tuple[str, ...]
    basis: Basis
    points: int
    trials: int
    finished: bool
    exhibit: Exhibit | None = None
    certain: bool = False
    misread: tuple[Misread, ...] = ()
    kind: Kind = "change"
    candidate: int | None = None

    @property
    def exact(self) -> bool:
        """Whether the margin is known exactly."""
        return self.at_most is not None and self.at_least == self.at_most
