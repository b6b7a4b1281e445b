"""Whole-number arithmetic whose products need 128 bits."""

from __future__ import annotations

from typing import Any

import numpy as np

from hustings.kernel.compiled import inner

# A nought that numba takes for a variable's, not for the constant 0.
NOUGHT: Any = np.int64(0)


@inner
def product_over(a: int, b: int, divisor: int) -> int:
    """⌊a × b / divisor⌋ for a, b ≥ 0, 0 < divisor ≤ 2**62, a × b < 2**113 and a result below 2**62; exact.

    A quotient estimated in floating point is off by q with |q| × divisor ≤ a × b × 2**-51 + divisor < 2**63: what it
    leaves over is therefore found exactly modulo 2**64, and divided once more.
    """
    quotient = np.int64(np.float64(a) * np.float64(b) / np.float64(divisor))
    rest = np.int64(np.uint64(a) * np.uint64(b) - np.uint64(quotient) * np.uint64(divisor))
    return int(quotient + rest // np.int64(divisor))


@inner
def product_over_up(a: int, b: int, divisor: int) -> int:
    """⌈a × b / divisor⌉, under the same conditions."""
    quotient = product_over(a, b, divisor)
    rest = np.uint64(a) * np.uint64(b) - np.uint64(quotient) * np.uint64(divisor)
    return quotient + int(rest != np.uint64(0))


@inner
def up(a: int, divisor: int) -> int:
    """⌈a / divisor⌉ for a ≥ 0."""
    return (a + divisor - 1) // divisor
