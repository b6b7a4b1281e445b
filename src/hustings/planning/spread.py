"""A stream whose scenarios are spread over a cluster: the first blocks here, the others with its workers.

A worker draws its share of the blocks once, from the seed, and keeps it; it is sent plans, and answers what they are
worth there. So no scenario travels, and the stream is the same as on one machine. Most plans of a search lose their
race in the first blocks: these are counted here, with no message at all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial, reduce
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from hustings.election.problems import BadInput, Problem, shown
from hustings.forecast.advised import Order
from hustings.forecast.beliefs import Forecast
from hustings.many.crew import Crew, Held, crew_of
from hustings.many.workers import workers_of
from hustings.planning.plan import Plan
from hustings.planning.stream import Draws, Progress, Stream
from hustings.planning.worth import Worth
from hustings.rules.question import Question

# So many blocks are here, with all scenarios that are looked at one by one (evidence.py); of the others each worker has
# so many parts, so that none waits long for another.
HERE, PARTS_A_WORKER = 16, 4
# A look at whether workers draw the same scenarios takes so many, with so many papers.
LOOKED_AT, LOOKED_AT_PAPERS = 2, 200


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a worker draws its part of a stream from."""

    forecast: Forecast
    question: Question
    draws: Draws
    settled: Mapping[str, Order]


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks from `begin` to before `end`, which a worker has."""

    begin: int
    end: int
    held: Held[Stream]


class Spread(Stream):
    """A stream on a cluster. Its `blocks` are those that are here."""

    def __init__(
        self, forecast: Forecast, question: Question, draws: Draws, *, crew: Crew,
        settled: Mapping[str, Order] | None = None, progress: Progress | None = None, threads: int | None = None,
        least: int = 0, enough: Callable[[], bool] = lambda: False,
    ) -> None:  # fmt: skip
        self._crew, self.forecast, self.draws, self.certain = crew, forecast, draws, forecast.certain
        drawing, spans = Drawing(forecast, question, draws, settled or {}), super()._spans()
        size = max(1, -(-(len(spans) - HERE) // (PARTS_A_WORKER * crew.number)))
        bounds = [(begin, min(begin + size, len(spans))) for begin in range(HERE, len(spans), size)]
        parts = [Part(begin, end, crew.hold(drawn, _part(drawing, begin, end))) for begin, end in bounds]
        self._parts: list[Part] = []
        super().__init__(forecast, question, draws, settled=settled, threads=threads, least=least, enough=enough)
        some = parts if len(self.blocks) == min(HERE, len(spans)) else []
        self._take(some, progress, lambda: len(self) >= least and enough())

    def _take(self, parts: list[Part], progress: Progress | None, enough: Callable[[], bool]) -> None:
        """Wait until the parts are drawn; of those that are not when it is enough, none."""
        waiting = [self._crew.ask(blocks_of, part.held, None) for part in parts]
        for number, (part, awaited) in enumerate(zip(parts, waiting, strict=True), 1):
            if progress is not None:
                progress(number / (len(parts) + 1), "drawing scenarios")
            try:
                self._crew.answer(awaited, enough)
            except TimeoutError:
                break
            self._parts.append(part)
        if progress is not None:
            progress(1.0, "drawing scenarios")

    def _spans(self) -> list[tuple[int, int]]:
        return super()._spans()[:HERE]

    @property
    def size(self) -> int:
        return self._parts[-1].end if self._parts else len(self.blocks)

    def __len__(self) -> int:
        return min(self.size * self.draws.block, self.draws.scenarios) if self._parts else super().__len__()

    def worth(self, plan: Plan, blocks: slice = slice(None)) -> Worth:
        """As of any stream; the workers count their parts while the blocks that are here are counted."""
        begin, end, _ = blocks.indices(self.size)
        asked = [
            self._crew.ask(worth_of, part.held, (plan, max(begin - part.begin, 0), min(end, part.end) - part.begin))
            for part in self._parts
            if begin < part.end and part.begin < end
        ]
        here = [super().worth(plan, slice(begin, end))] if begin < len(self.blocks) else []
        return reduce(Worth.and_then, [*here, *map(self._crew.answer, asked)])

    def elected(self, plan: Plan, numbers: Sequence[int], blocks: int | None = None) -> NDArray[np.bool_]:
        """As of any stream; the workers' blocks are drawn here again, since no answer of theirs says who is elected."""
        wanted = self.size if blocks is None else blocks
        if wanted <= len(self.blocks):
            return super().elected(plan, numbers, wanted)
        draws = replace(self.draws, scenarios=min(wanted * self.draws.block, self.draws.scenarios))
        again = Stream(self.forecast, self.question, draws, settled=self.without.orders, threads=self.threads)
        return again.elected(plan, numbers)


def stream_on(
    crew: Crew | None, forecast: Forecast, question: Question, draws: Draws, *,
    settled: Mapping[str, Order] | None = None, progress: Progress | None = None, threads: int | None = None,
    least: int = 0, enough: Callable[[], bool] = lambda: False,
) -> Stream:  # fmt: skip
    """The stream, on a cluster where there is one."""
    make = Stream if crew is None else partial(Spread, crew=crew)
    return make(
        forecast, question, draws, settled=settled, progress=progress, threads=threads, least=least, enough=enough
    )


class Hired(TypedDict, total=False):
    """What the planner is told of its workers."""

    threads: int | None
    crew: Crew | None


@contextmanager
def hired(workers: int | str | None, forecast: Forecast, question: Question) -> Iterator[Hired]:
    """These workers. Raises BadInput where they cannot be used, or do not draw what this machine draws."""
    if workers is None:
        yield {}
        return
    who = workers_of(workers)
    with crew_of(who) as crew:
        if crew is not None:
            check_scenarios(crew, forecast, question)
        yield {"threads": who.number or None, "crew": crew}


def check_scenarios(crew: Crew, forecast: Forecast, question: Question) -> None:
    """Raise BadInput where a worker does not draw the scenarios that this machine draws, to the last bit."""
    draws = Draws(1, 0, LOOKED_AT, LOOKED_AT_PAPERS)
    look = partial(fingerprint, Drawing(forecast, question, draws, {}))
    own = look()
    for address, found in sorted(crew.everywhere(look).items()):
        if found != own:
            why = f" ({shown(found, 80)})" if isinstance(found, Exception) else ""
            said = f"the worker {address} does not draw the scenarios that this machine draws{why}"
            raise BadInput(Problem("--workers", f"{said}; install the same versions of NumPy and SciPy everywhere"))


def fingerprint(drawing: Drawing) -> str:
    """A digest of all that is drawn."""
    digest = hashlib.sha256()
    for block in drawn(drawing).blocks:
        digest.update(block.sample.rankings.tobytes())
        digest.update(block.weights.tobytes())
    return digest.hexdigest()


def _part(drawing: Drawing, begin: int, end: int) -> Drawing:
    """What these blocks are drawn from."""
    draws = drawing.draws
    first, last = begin * draws.block, min(end * draws.block, draws.scenarios)
    return replace(drawing, draws=replace(draws, first=draws.first + first, scenarios=last - first))


def drawn(drawing: Drawing) -> Stream:
    """The scenarios. A worker is one process of several, so it does with one thread."""
    return Stream(drawing.forecast, drawing.question, drawing.draws, settled=drawing.settled, threads=1)


def blocks_of(stream: Stream, _: None) -> int:
    """How many blocks are drawn."""
    return len(stream.blocks)


def worth_of(stream: Stream, asked: tuple[Plan, int, int]) -> Worth:
    """What a plan is worth in some blocks of a part."""
    plan, begin, end = asked
    return stream.worth(plan, slice(begin, end))
