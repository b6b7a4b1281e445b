"""A stream of scenarios, and what a plan is worth in them: common random numbers, compiled counts.

Scenarios come in *blocks*. A block has papers of its own, sampled once at the forecast's means, and each of its
scenarios is a row of weights on them (paths.py); a plan changes only the names on adherents' papers. So all plans meet
the same scenarios and the same voters, no plan has luck that another has not, and a few blocks tell most of what the
whole stream tells. Where nobody is advised the scenarios and the papers are the same, too, but that adherents' papers
have orders of their own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from hustings.ballots.ballots import Ballots
from hustings.ballots.views import views
from hustings.forecast.advised import Order
from hustings.forecast.beliefs import Forecast
from hustings.forecast.expectations import TooMany, enumerable, enumerated
from hustings.forecast.papers import Sample, even_sample, with_own_orders
from hustings.forecast.scenario import Floats, Scenario, draw, draws, generator, means_of, together
from hustings.planning.block import Block, counted
from hustings.planning.paths import Paths
from hustings.planning.plan import Plan
from hustings.planning.worth import Worth
from hustings.rules.question import Question

Progress = Callable[[float, str], None]
if TYPE_CHECKING:
    from hustings.kernel.batch import Batch

# Seats, who is elected, and the margin, in each scenario of a block.
Counted = tuple[NDArray[np.int64], NDArray[np.bool_], Floats]
# Scenarios that share a sample of papers, if nothing else is said.
BLOCK = 50
# However little time there is, so many blocks are drawn.
FEWEST = 4
# Weights are whole numbers in units of 10**-DECIMALS of a paper; where nothing is uncertain, of 10**-5.
DECIMALS, EXACT_DECIMALS = 2, 5
# So many papers, at least, where one scenario is all there is and its papers are too many to enumerate.
PAPERS_ALONE = 20_000


@dataclass(frozen=True, slots=True)
class Draws:
    """Which scenarios: of which stream of a seed, how many, and how many papers are sampled for a block of them.

    first: how many scenarios of the stream are passed over. block: how many share a sample of papers. decimals: in what
    units papers are weighed, if not as finely as is usual.
    """

    seed: int
    stream: int
    scenarios: int
    papers: int
    first: int = 0
    block: int = BLOCK
    decimals: int | None = None


class Stream:
    """Scenarios of one stream of a seed, ready to be counted under any plan. settled: orders that are followed with no
    advice, too, which is the plan `without`. least, enough: asked between blocks, whether
    those drawn shall do; so many scenarios, and a few blocks, are drawn in any case."""

    def __init__(
        self, forecast: Forecast, question: Question, draws: Draws, *, settled: Mapping[str, Order] | None = None,
        progress: Progress | None = None, threads: int | None = None, least: int = 0,
        enough: Callable[[], bool] = lambda: False,
    ) -> None:  # fmt: skip
        self.forecast, self.question, self.draws, self.threads = forecast, question, draws, threads
        self.certain, self._means = forecast.certain, means_of(forecast)
        usual = EXACT_DECIMALS if self.certain else DECIMALS
        self.decimals = usual if draws.decimals is None else draws.decimals
        self._advisable = frozenset(area.code for area in forecast.areas if area.adherence.mean)
        self._unadvised: dict[frozenset[str], Stream] = {}
        self._paths: dict[int, Paths] = {}
        self.without = Plan(settled or {})
        # By a digest of the table of advice: what each block came to.
        self._known: dict[bytes, dict[int, Counted]] = {}
        self.blocks: list[Block] = []
        spans = self._spans()
        for span in spans:
            self.blocks.append(self._block(*span))
            if progress is not None:
                progress(len(self.blocks) / len(spans), "drawing scenarios")
            if len(self.blocks) >= FEWEST and len(self.blocks) * draws.block >= least and enough():
                break

    def _spans(self) -> list[tuple[int, int]]:
        """The first scenario of each block, and the first after it."""
        if self.certain:
            return [(0, 1)]
        size, scenarios = self.draws.block, self.draws.scenarios
        return [(first, min(first + size, scenarios)) for first in range(0, scenarios, size)]

    def __len__(self) -> int:
        return sum(len(block.weights) for block in self.blocks)

    @property
    def size(self) -> int:
        """How many blocks there are."""
        return len(self.blocks)

    @property
    def complete(self) -> bool:
        """Whether nothing is left to chance: every paper that can be is there, with the voters that are expected."""
        return self.certain and enumerable(self.forecast, self._means)

    @property
    def names(self) -> int:
        """How many names the slate has."""
        return len(self.forecast.followings[self.forecast.planning].names)

    @property
    def most_seats(self) -> int:
        """No more than there are names of the slate, or seats."""
        return min(self.names, self.question.seats)

    @property
    def at_once(self) -> int:
        """So many blocks are counted at a time."""
        from hustings.kernel.batch import cores

        return self.threads or cores()

    def scenario(self, number: int) -> Scenario:
        """A scenario of the stream, from 0, which is the first that is not passed over."""
        return draw(self.forecast, self._random(number))

    def _random(self, number: int) -> np.random.Generator:
        return generator(self.draws.seed, self.draws.stream, 1 + self.draws.first + number)

    def seats_in(self, asked: Sequence[tuple[int, Plan]]) -> list[int]:
        """The slate's seats in single scenarios, from 0, each under a plan that has an order for every area."""
        alone = []
        for number, plan in asked:
            block, row = divmod(number, self.draws.block)
            alone.append((self.blocks[block].rows(slice(row, row + 1)), plan.table(self.forecast)))
        return [int(seats[0]) for seats, _, _ in self._counted(alone, self.threads)]

    def seats_under(self, plan: Plan, scenarios: Sequence[Scenario]) -> NDArray[np.int64]:
        """The slate's seats in scenarios of one's own, on the papers of the first block."""
        block = self.blocks[0].weighed(self.paths(0).weights(together(scenarios), self.decimals))
        return self._counted([(block, plan.table(self.forecast))], 1)[0][0]

    def paths(self, number: int) -> Paths:
        """Of the papers of a block: they weigh these in any scenario."""
        if number not in self._paths:
            self._paths[number] = Paths(self.forecast, self.blocks[number].sample, self._means)
        return self._paths[number]

    def _block(self, first: int, end: int) -> Block:
        drawn = self._sample(self._means, first)
        scenarios = draws(self.forecast, [self._random(number) for number in range(first, end)])
        return Block(drawn, Paths(self.forecast, drawn, self._means).weights(scenarios, self.decimals))

    def _sample(self, means: Scenario, first: int) -> Sample:
        """Every possible paper where nothing is uncertain and they are few; else a sample."""
        papers = self.draws.papers
        if self.certain:
            try:
                return enumerated(self.forecast, means)
            except TooMany:
                papers = max(papers, PAPERS_ALONE)
        number = 2**30 + self.draws.first + first
        return even_sample(self.forecast, means, papers, generator(self.draws.seed, self.draws.stream, number))

    def under(self, plan: Plan) -> Stream:
        """The same scenarios when nobody is advised in the areas for which the plan has no order."""
        key = self._advisable.difference(plan.orders)
        if not key:
            return self
        if key not in self._unadvised:
            self._unadvised[key] = self._silent(key, plan)
        return self._unadvised[key]

    def _silent(self, areas: frozenset[str], _plan: Plan) -> Stream:
        return Unadvised(self, areas)

    def worth(self, plan: Plan, blocks: slice = slice(None)) -> Worth:
        """Count these scenarios under a plan; blocks: some of them. Where the plan has no order nobody adheres.
        Raises BadInput where a scenario has no result, or the compiled counter does not know the rule book."""
        which = range(len(self.blocks))[blocks]
        known, unadvised = self.count([plan, self.without], which)
        seats, elected, margin = (np.concatenate(column) for column in zip(*(known[n] for n in which), strict=True))
        numbers = self.draws.first + np.array(which) * self.draws.block
        lengths = [len(self.blocks[n].weights) for n in which]
        fewer = seats < np.concatenate([unadvised[n][0] for n in which])
        return Worth(seats, elected, margin, numbers.repeat(lengths), fewer)

    def count(self, plans: Sequence[Plan], blocks: Sequence[int]) -> list[dict[int, Counted]]:
        """What these blocks come to under each plan, and what others came to before: a plan is counted once in a block,
        by one thread; all share a block that is alone."""
        found: list[dict[int, Counted]] = []
        todo: dict[tuple[bytes, int], tuple[Block, NDArray[np.int16]]] = {}
        for plan in plans:
            table = plan.table(self.forecast)
            digest = hashlib.blake2b(table.tobytes(), digest_size=16).digest()
            found.append(self._known.setdefault(digest, {}))
            todo |= {(digest, n): (self.under(plan).blocks[n], table) for n in blocks if n not in found[-1]}
        for (digest, number), came in zip(todo, self._counted(list(todo.values()), self.threads), strict=True):
            self._known[digest][number] = came
        return found

    def _counted(self, asked: Sequence[tuple[Block, NDArray[np.int16]]], threads: int | None) -> list[Counted]:
        """What blocks come to, each under a table of advice."""
        made = [(block, block.ballots(self.forecast.names, table)) for block, table in asked]
        return [self._came_to(*each, batch) for each, batch in zip(made, self._batches(made, threads), strict=True)]

    def _batches(self, made: Sequence[tuple[Block, Ballots]], threads: int | None) -> list[Batch]:
        asked = [(ballots, block.weights) for block, ballots in made]
        return counted(asked, self.question, self.forecast.contest, decimals=self.decimals, threads=threads)

    def _came_to(self, block: Block, ballots: Ballots, batch: Batch) -> Counted:
        names = np.array(self.forecast.followings[self.forecast.planning].names)
        elected = (batch.elected[:, :, None] == names).any(axis=1)
        left = batch.stage_left[:, names - 1]
        rows, last = np.arange(len(left)), left.argmax(axis=1)
        above, own = batch.next_above[rows, names[last] - 1], batch.votes_left[rows, names[last] - 1]
        unit = 10.0 ** ((self.question.rules.decimals or 0) + self.decimals)
        lost = left.max(axis=1) > 0
        margin = np.where(lost & (above >= 0), (above - own) / unit, 0.0)
        if not lost.all():
            tokens, starts, _ = views(ballots)
            firsts = (tokens[starts[:-1], None] == names).astype(float)
            margin[~lost] = -(block.weights[~lost] @ firsts).min(axis=1) / 10**self.decimals
        return elected.sum(axis=1), elected, margin

    def elected(self, plan: Plan, numbers: Sequence[int], blocks: int | None = None) -> NDArray[np.bool_]:
        """Scenarios × these candidates, whoever's they are: who is elected under a plan, in the first so many
        blocks."""
        table, stream = plan.table(self.forecast), self.under(plan)
        made = [(block, block.ballots(self.forecast.names, table)) for block in stream.blocks[:blocks]]
        batches = stream._batches(made, self.threads)
        return np.concatenate([(each.elected[:, :, None] == np.array(numbers)).any(axis=1) for each in batches])


class Unadvised(Stream):
    """The scenarios of a stream when nobody is advised in some areas (by code), on the stream's own papers."""

    def __init__(self, advised: Stream, areas: frozenset[str]) -> None:
        self._advised, self._areas = advised, areas
        alone = advised.forecast.without_advice(areas)
        super().__init__(alone, advised.question, advised.draws, threads=advised.threads)

    def _spans(self) -> list[tuple[int, int]]:
        return super()._spans()[: len(self._advised.blocks)]

    def _block(self, first: int, end: int) -> Block:
        if self.certain:
            return super()._block(first, end)
        advised = self._advised.blocks[first // self.draws.block]
        silent = np.array([area.code in self._areas for area in self.forecast.areas])
        random = generator(self.draws.seed, self.draws.stream, 3 * 2**30 + self.draws.first + first)
        drawn = with_own_orders(self.forecast, self._means, advised.sample, silent, random)
        # Papers that begin with another following weigh what they weigh under advice.
        begins, names = drawn.rankings[:, 0], self.forecast.followings[self.forecast.planning].names
        mine = np.isin(begins, (-1, *names))
        part = Sample(drawn.rankings[mine], drawn.area[mine], drawn.weights[mine])
        scenarios = draws(self.forecast, [self._random(number) for number in range(first, end)])
        weights = advised.weights.astype(np.int64)
        weights[:, mine] = Paths(self.forecast, part, self._means).weights(scenarios, self.decimals)
        return Block(drawn, weights)
