"""All papers that can be, weighed: what every scenario should make of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from hustings.forecast.advised import Order
from hustings.forecast.beliefs import Forecast
from hustings.forecast.expectations import enumerated, expected
from hustings.forecast.scenario import draw, generator, means_of
from hustings.planning.paths import Paths


def check_papers_weigh_what_is_expected(
    forecast: Forecast, table: NDArray[np.int16], orders: Mapping[str, Any]
) -> None:
    """In three scenarios, to a hundredth of a paper; nothing is left to chance, since all papers are there."""
    means = means_of(forecast)
    every = enumerated(forecast, means)
    paths = Paths(forecast, every, means)
    rankings = every.under(table).tolist()
    for number in range(3):
        scenario = draw(forecast, generator(9, 1, number))
        found: Counter[Order] = Counter()
        for ranking, weight in zip(rankings, paths.weights(scenario.many, 5)[0].tolist(), strict=True):
            found[tuple(name for name in ranking if name)] += weight
        wanted = expected(forecast, scenario, orders)
        assert {each: n / 10**5 for each, n in found.items() if n} == pytest.approx(wanted, abs=0.001)
