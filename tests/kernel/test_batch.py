"""Many counts in one call come to what single counts come to, whoever counts them."""

from __future__ import annotations

import dataclasses
import os
import signal
import time

import numpy as np
import pytest

from elections import at_least, election, question
from hustings.ballots.ballots import Ballots
from hustings.ballots.views import views, with_papers
from hustings.kernel import batch
from hustings.kernel.counter import count
from hustings.kernel.exactness import TooLarge, Unsupported
from hustings.record.facts import Facts
from hustings.rules.lot import LotNeeded
from hustings.rules.question import Question

pytestmark = pytest.mark.kernel

BOOKS = ("scottish", "ers97", "northern-ireland", "minneapolis", "meek", "meek-nz", "warren", "plurality")


def rankings(candidates: int, papers: int, seed: int) -> Ballots:
    """Rankings drawn by lot, some short, some with skipped or equal preferences."""
    rng = np.random.default_rng(seed)
    drawn = []
    for _ in range(papers):
        tokens = (rng.permutation(candidates) + 1)[: rng.integers(1, candidates + 1)].tolist()
        if rng.random() < 0.1:
            tokens.insert(int(rng.integers(0, len(tokens))), 0)
        if len(tokens) > 1 and 0 not in tokens and rng.random() < 0.1:
            tokens[-1] = -tokens[-1]
        drawn.append((tuple(tokens), 1))
    return Ballots.of([f"Candidate {c}" for c in range(1, candidates + 1)], drawn)


def agrees(found: batch.Batch, row: int, facts: Facts) -> None:
    """The row says what the facts say of who is elected, when, and who is excluded when, with how many votes."""
    assert tuple(c for c in found.elected[row].tolist() if c) == facts.elected
    elected = {c: stage.number for stage in facts.stages for c in stage.elected}
    width = len(facts.stages[0].votes)
    assert found.stage_elected[row, :width].tolist() == [elected.get(c, 0) for c in range(1, width + 1)]
    for before, stage in zip(facts.stages, facts.stages[1:], strict=False):
        for c in stage.excluded:
            assert found.stage_left[row, c - 1] == stage.number
            assert found.votes_left[row, c - 1] == (stage.before or before.votes)[c - 1]


def cases(rules: str) -> tuple[Ballots, np.ndarray, Question]:
    cast = rankings(7, 40, seed=1)
    weights = np.random.default_rng(2).integers(0, 4, (60, len(cast)))
    weights[:, 0] = 1
    constraints = () if rules == "plurality" else (at_least(1, {6, 7}),)
    return cast, weights, question(rules, 3, constraints=constraints)


@pytest.mark.parametrize("rules", BOOKS)
def test_a_batch_over_shared_rankings_is_the_single_counts(rules: str) -> None:
    cast, weights, asked = cases(rules)
    found = batch.count_batch(batch.plant(cast, asked), weights.astype(np.int32), asked)
    assert (found.status == batch.DECIDED).all()
    for row, papers in enumerate(weights):
        agrees(found, row, count(with_papers(cast, papers), asked))


@pytest.mark.parametrize("rules", BOOKS)
def test_any_number_of_threads_finds_the_same(rules: str) -> None:
    cast, weights, asked = cases(rules)
    planted = batch.plant(cast, asked)
    one, two, four = (batch.count_batch(planted, weights, asked, threads=threads) for threads in (1, 2, 4))
    for name in ("status", "elected", "stage_elected", "stage_left", "votes_left", "next_above"):
        assert np.array_equal(getattr(one, name), getattr(two, name))
        assert np.array_equal(getattr(one, name), getattr(four, name))


@pytest.mark.parametrize("rules", ["ers97", "meek"])
def test_a_candidate_who_does_not_stand_is_as_one_withdrawn(rules: str) -> None:
    cast, weights, _ = cases(rules)
    asked = question(rules, 3)
    standing = np.random.default_rng(3).random((len(weights), 7)) < 0.8
    found = batch.count_batch(batch.plant(cast, asked), weights, asked, standing=standing)
    for row, papers in enumerate(weights):
        out = frozenset((np.flatnonzero(~standing[row]) + 1).tolist())
        agrees(found, row, count(with_papers(cast, papers), dataclasses.replace(asked, withdrawn=out)))


def test_weights_with_decimals_are_papers_in_parts() -> None:
    # 2.5 papers for A and 1.5 for B, one seat: the quota is ⌊4/2⌋+1 = 3, B goes, A has the place.
    cast, asked = election({"A": 1, "B": 1}), question("scottish", 1)
    found = batch.count_batch(batch.plant(cast, asked), np.array([[25, 15]]), asked, decimals=1)
    assert found.elected.tolist() == [[1]]
    assert found.votes_left[0].tolist() == [0, 1_500_000]


def test_the_gap_at_an_exclusion_is_to_the_candidate_next_above() -> None:
    # 10, 7, 4 votes for one seat, quota 11: C goes with 4, 3 behind B; then B with 7 + 1, A having 10 + 3.
    cast, asked = election({"A": 10, "B": 7, "CA": 3, "CB": 1}), question("scottish", 1)
    found = batch.count_batch(batch.plant(cast, asked), views(cast).papers[np.newaxis], asked)
    assert found.elected.tolist() == [[1]]
    assert found.stage_left.tolist() == [[0, 0, 2]]
    assert (found.votes_left[0, 2], found.next_above[0, 2]) == (400_000, 700_000)
    assert found.votes_left[0, 1] == 800_000


def test_a_tie_without_a_seed_is_told_and_nothing_else_is() -> None:
    cast, asked = election({"A": 1, "B": 1, "C": 1}), question("scottish", 1, lot_seed=None)
    weights = np.array([[3, 2, 2], [5, 1, 1], [3, 2, 1]])
    found = batch.count_batch(batch.plant(cast, asked), weights, asked)
    assert found.status.tolist() == [batch.NEEDS_LOT, batch.DECIDED, batch.DECIDED]
    with pytest.raises(LotNeeded):
        count(with_papers(cast, weights[0]), asked)


def test_elections_of_different_kinds_are_counted_together() -> None:
    pairs = [
        (rankings(3 + k % 6, 5 + k, seed=k), question(BOOKS[k % len(BOOKS)], 1 + k % 3, lot_seed=str(k % 2)))
        for k in range(48)
    ]
    found = batch.count_each(pairs, threads=2)
    for row, (cast, asked) in enumerate(pairs):
        agrees(found, row, count(cast, asked))


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("rules", BOOKS)
def test_rows_over_several_rankings_are_a_batch_over_each(rules: str, threads: int) -> None:
    """Rankings of 40 papers, of 7 and of one, in 32 and 64 bits, with as many rows as one has, or more."""
    asked = question(rules, 3)
    pairs = []
    for seed, (papers, many, kind) in enumerate([(40, 5, np.int32), (7, 1, np.int64), (1, 3, np.uint8)]):
        cast = rankings(7, papers, seed)
        pairs.append((cast, np.random.default_rng(seed).integers(1, 4, (many, len(cast))).astype(kind)))
    found = batch.count_rows(pairs, asked, threads=threads)
    for (cast, weights), rows in zip(pairs, found, strict=True):
        one = batch.count_batch(batch.plant(cast, asked), weights, asked)
        assert all(np.array_equal(of_all, vars(one)[name]) for name, of_all in vars(rows).items())


def test_a_forked_process_counts_with_threads_of_its_own() -> None:
    """Threads do not come along: who waited for those of the parent would wait for ever."""
    cast, weights, asked = cases("scottish")
    planted = batch.plant(cast, asked)
    batch.count_batch(planted, weights, asked, threads=2)
    if not (child := os.fork()):
        batch.count_batch(planted, weights, asked, threads=2)
        os._exit(0)
    until = time.monotonic() + 60
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        if time.monotonic() > until:
            os.kill(child, signal.SIGKILL)
            pytest.fail("the forked process waits")
        time.sleep(0.01)


@pytest.mark.data
@pytest.mark.parametrize("rules", ["scottish", "meek"])
def test_529_wards_in_one_batch_are_529_counts(rules: str, wards: dict[str, Ballots]) -> None:
    pairs = [(ballots, question(rules, ballots.seats or 0)) for ballots in wards.values()]
    found = batch.count_each(pairs)
    for row, (cast, asked) in enumerate(pairs):
        agrees(found, row, count(cast, asked))


def test_what_makes_no_sense_is_refused() -> None:
    cast, asked = election({"A": 1, "BA": 1}), question("scottish", 1)
    planted = batch.plant(cast, asked)
    for weights in (np.ones((2, 3), np.int64), np.ones((2, 2)), np.array([[1, -1]])):
        with pytest.raises(ValueError, match="weights"):
            batch.count_batch(planted, weights, asked)
    with pytest.raises(ValueError, match="reads papers otherwise"):
        batch.count_batch(planted, np.ones((1, 2), np.int64), question("minneapolis", 1))
    with pytest.raises(TooLarge):
        batch.count_batch(planted, np.array([[1 << 62, 1]]), asked)
    with pytest.raises(Unsupported):
        batch.count_batch(planted, np.ones((1, 2), np.int64), question("wigm", 1))
