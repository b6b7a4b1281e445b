"""Other beliefs on the same papers."""

from __future__ import annotations

from hustings.forecast.beliefs import Forecast
from hustings.forecast.scenario import draws
from hustings.planning.block import Block
from hustings.planning.plan import Plan
from hustings.planning.stream import Stream


class Otherwise(Stream):
    """The scenarios of other beliefs, on the papers of a stream whose beliefs are not certain.

    Paths weigh papers in any scenario, so none is drawn again. That is for beliefs of how many voters there are of each
    kind: were it otherwise what voters do, the papers that tell it best would be others.
    """

    def __init__(self, base: Stream, forecast: Forecast) -> None:
        self._base = base
        super().__init__(forecast, base.question, base.draws, settled=base.without.orders, threads=base.threads)

    def _spans(self) -> list[tuple[int, int]]:
        return super()._spans()[: len(self._base.blocks)]

    def _block(self, first: int, end: int) -> Block:
        number = first // self.draws.block
        scenarios = draws(self.forecast, [self._random(each) for each in range(first, end)])
        return self._base.blocks[number].weighed(self._base.paths(number).weights(scenarios, self.decimals))

    def _silent(self, areas: frozenset[str], plan: Plan) -> Stream:
        return Otherwise(self._base.under(plan), self.forecast.without_advice(areas))


def on_papers_of(base: Stream, forecast: Forecast) -> Stream:
    """The scenarios of these beliefs, on the papers of a stream; on papers of their own, where nothing is uncertain and
    every paper that can be is there."""
    if forecast == base.forecast:
        return base
    if base.certain:
        return Stream(forecast, base.question, base.draws, settled=base.without.orders, threads=base.threads)
    return Otherwise(base, forecast)
