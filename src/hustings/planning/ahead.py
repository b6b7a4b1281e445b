"""The streams of a recommendation: as many scenarios as there is time for, some of them drawn ahead."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hustings.forecast.advised import Order
from hustings.forecast.beliefs import Forecast
from hustings.many.crew import Crew
from hustings.planning.beside import Beside
from hustings.planning.spread import stream_on
from hustings.planning.stream import Draws, Progress, Stream
from hustings.rules.question import Question

# How much of the time is spent: 0 at the beginning, 1 at the end, infinity once the user asks to end.
Spent = Callable[[], float]


class Streams:
    """settled: orders that are followed with no advice, too. crew: a cluster; nothing is drawn ahead there."""

    def __init__(
        self, forecast: Forecast, question: Question, settled: Mapping[str, Order], told: Progress, spent: Spent,
        beside: Beside, threads: int | None, crew: Crew | None,
    ) -> None:  # fmt: skip
        self.forecast, self.question, self.settled = forecast, question, settled
        self.told, self.spent, self.beside, self.threads, self.crew = told, spent, beside, threads, crew
        self._ahead: dict[Draws, Callable[[], Stream]] = {}

    def over(self, share: float) -> Callable[[], bool]:
        """Whether so much of the time is spent, or nobody waits any more for what is done beside."""
        return lambda: self.beside.ended or self.spent() >= share

    def drawn(self, draws: Draws, shown: tuple[float, float], until: float, least: int = 0) -> Stream:
        """As many of the scenarios as are drawn until so much of the time is spent; so many at least. shown: from where
        to where progress goes meanwhile."""
        if draws in self._ahead:
            return self._ahead.pop(draws)()
        begin, end = shown
        return self._made(draws, until, least, lambda part, words: self.told(begin + (end - begin) * part, words))

    def draw_ahead(self, draws: Draws, until: float, least: int = 0) -> None:
        """Begin to draw these scenarios, advised and not; they are asked for later, in the same way."""
        if self.crew is not None or self.forecast.certain:
            return

        def drawn() -> Stream:
            stream = self._made(draws, until, least)
            stream.under(stream.without)
            return stream

        self._ahead[draws] = self.beside.begin(drawn)

    def _made(self, draws: Draws, until: float, least: int, progress: Progress | None = None) -> Stream:
        return stream_on(
            self.crew, self.forecast, self.question, draws, settled=self.settled, threads=self.threads,
            progress=progress, least=least, enough=self.over(until),
        )  # fmt: skip
