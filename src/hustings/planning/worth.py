"""What a plan is worth in each scenario of a stream."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hustings.forecast.scenario import Floats


@dataclass(frozen=True, slots=True)
class Worth:
    """What a plan comes to in each scenario of a stream, in order.

    seats: how many of the slate are elected. elected: scenarios × names of the slate. margin: votes by which the
    slate's last excluded candidate was behind the one next above at that moment; where none of the slate was excluded,
    minus the first preferences of the one of them who has the fewest. block: a number that scenarios with the same
    papers share. fewer: whether that is fewer seats than with no advice.
    """

    seats: NDArray[np.int64]
    elected: NDArray[np.bool_]
    margin: Floats
    block: NDArray[np.int64]
    fewer: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.seats)

    def first(self, scenarios: int) -> Worth:
        """In the first so many scenarios."""
        return Worth(*(each[:scenarios] for each in self._arrays))

    def and_then(self, more: Worth) -> Worth:
        """In these scenarios and then in those."""
        return Worth(*(np.concatenate(pair) for pair in zip(self._arrays, more._arrays, strict=True)))

    @property
    def _arrays(self) -> tuple[NDArray[Any], ...]:
        return self.seats, self.elected, self.margin, self.block, self.fewer
