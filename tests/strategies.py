"""Small elections made by hypothesis: rich in ties, truncation, withdrawals, overvoted, repeated and skipped
preferences, undeclared write-ins, and in what a rule book may answer about them."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Sequence
from random import Random
from typing import Literal

from hypothesis import strategies as st

from elections import at_least, at_most, question
from hustings.ballots.ballots import OVERVOTE, Ballots, Ranking
from hustings.rules.book import QUESTIONS, Rules
from hustings.rules.library import names
from hustings.rules.question import Constraint, Question
from hustings.rules.questions import NUMBER, InvalidRules
from hustings.witness.ron import CERTAIN, with_further_ron

OVERVOTED = ("stops", "passed over", "stops if several continue", "stops if any continues")


@st.composite
def rankings(draw: st.DrawFn, candidates: int, *, plain: bool = False) -> Ranking:
    """A paper: some candidates in order; unless plain, now and then preferences are skipped, overvoted or repeated."""
    order = draw(st.permutations(range(1, candidates + 1)))
    length = draw(st.integers(1 if plain else 0, candidates))
    tokens: list[int] = []
    for i, candidate in enumerate(order[:length]):
        mark = 9 if plain else draw(st.integers(0, 19))
        if mark in (0, 2):
            tokens += [0] * (1 + mark // 2)
        if mark == 5:
            tokens.append(OVERVOTE)
        if mark == 3 and i:
            tokens.append(order[draw(st.integers(0, i - 1))])
        equal = mark in (1, 4) and tokens and tokens[-1] not in (0, OVERVOTE)
        tokens.append(-candidate if equal else candidate)
    return tuple(tokens)


@st.composite
def ballots(draw: st.DrawFn, *, plain: bool = False, most_candidates: int = 7) -> Ballots:
    candidates = draw(st.integers(2, most_candidates))
    pairs = draw(st.lists(st.tuples(rankings(candidates, plain=plain), st.integers(1, 12)), min_size=1, max_size=14))
    pairs.append(((1,), 1))  # at least one valid paper
    return Ballots.of([f"Candidate {n}" for n in range(1, candidates + 1)], pairs)


@st.composite
def questions(draw: st.DrawFn, cast: Ballots, rules: Sequence[str] = names(), *, plain: bool = False) -> Question:
    """A question about these ballots; unless plain, with withdrawals, constraints (which may be impossible), undeclared
    write-ins, and answers that the rule book itself does not give."""
    name = draw(st.sampled_from(rules))
    candidates = len(cast.names)
    seats = 1 if name == "irv" else draw(st.integers(1, max(1, candidates - 1)))
    if plain:
        return question(name, seats)
    withdrawn = draw(st.frozensets(st.integers(2, candidates), max_size=2))
    constraints: tuple[Constraint, ...] = ()
    if name != "plurality" and draw(st.booleans()):
        members = st.frozensets(st.integers(1, candidates))
        some = st.builds(at_least, st.integers(0, 2), members) | st.builds(at_most, st.integers(0, 3), members)
        constraints = tuple(draw(st.lists(some, max_size=3)))
    undeclared = draw(st.sets(st.integers(2, candidates), max_size=2)) if draw(st.integers(0, 3)) == 0 else set()
    asked = question(name, seats, withdrawn=withdrawn, constraints=constraints, undeclared=frozenset(undeclared))
    return dataclasses.replace(asked, rules=draw(other_answers(asked.rules)))


@st.composite
def other_answers(draw: st.DrawFn, rules: Rules) -> Rules:
    """The rule book, as often as not with other answers about how papers are read, write-ins go, and the quota."""
    if draw(st.booleans()):
        return rules
    quota = "hare" if rules.quota in ("whole", "fractional") and draw(st.integers(0, 3)) == 0 else rules.quota
    return dataclasses.replace(
        rules,
        overvoted=draw(st.sampled_from(OVERVOTED)),
        repeated=draw(st.sampled_from(["ignored", "stops", "invalid"])),
        skipped=draw(st.sampled_from(["stops", "passed over", "stops after two"])),
        undeclared_first=rules.procedure == "plurality" or draw(st.booleans()),
        quota=quota,
    )


@st.composite
def any_rules(draw: st.DrawFn, rules: Rules) -> Rules:
    """The rule book with up to a dozen answers changed, one after another, wherever the rules still mean something."""
    for _ in range(draw(st.integers(1, 12))):
        asked = draw(st.sampled_from(QUESTIONS))
        if answers := [key for key in asked.answers if key not in (NUMBER, None)]:
            with contextlib.suppress(InvalidRules):
                rules = dataclasses.replace(rules, **{asked.name: draw(st.sampled_from(answers))})  # type: ignore[arg-type]
    return rules


@st.composite
def bound_counts(draw: st.DrawFn, books: Sequence[str] = names()) -> tuple[Ballots, Question]:
    """Contests with exclusions in which some places are kept for a group hardly larger than that: its candidates, who
    can be anywhere in the order, are guarded, and others doomed when only those places are left."""
    random = draw(st.randoms(use_true_random=True))
    candidates, papers = random.randint(5, 8), random.randint(6, 20)
    cast = _random_ballots(random, candidates, papers, shortest=1, most=random.choice((2, 12)))
    seats = random.randint(2, candidates - 2)
    order = random.sample(range(1, candidates + 1), candidates)
    kept = random.randint(1, seats - 1)
    constraints = [at_least(kept, order[: kept + random.randint(0, 1)])]
    if random.randint(0, 2) == 0:
        constraints.append(at_most(random.randint(1, seats), order[-2:], "men"))
    several = [name for name in books if name not in ("irv", "plurality")]
    asked = question(draw(st.sampled_from(several)), seats, constraints=tuple(constraints))
    return cast, dataclasses.replace(asked, rules=draw(other_answers(asked.rules)))


def _random_ballots(random: Random, candidates: int, papers: int, *, shortest: int, most: int) -> Ballots:
    """Rankings of random length and order, each cast 1 to `most` times. Not drawn one by one: so drawn, they would
    be mostly the simplest ones."""
    orders = (random.sample(range(1, candidates + 1), random.randint(shortest, candidates)) for _ in range(papers))
    pairs = [(tuple(order), random.randint(1, most)) for order in orders]
    return Ballots.of([f"Candidate {n}" for n in range(1, candidates + 1)], pairs)


@st.composite
def level_counts(draw: st.DrawFn, books: Sequence[str] = names()) -> tuple[Ballots, Question]:
    """Contests of few papers, each cast once and few of them short: candidates are level again and again who were not
    earlier, and look-back decides."""
    random = draw(st.randoms(use_true_random=True))
    candidates, papers = random.randint(4, 7), random.randint(8, 24)
    cast = _random_ballots(random, candidates, papers, shortest=2, most=1)
    several = [name for name in books if name not in ("irv", "plurality")]
    asked = question(draw(st.sampled_from(several)), random.randint(1, candidates - 3))
    look_back: Literal["earliest", "most recent"] = draw(st.sampled_from(("earliest", "most recent")))
    points: Literal["stages", "batches"] = draw(st.sampled_from(("stages", "batches")))
    if asked.rules.batches == "one":
        points = "stages"
    rules = dataclasses.replace(asked.rules, look_back=look_back, look_back_points=points)
    return cast, dataclasses.replace(asked, rules=rules)


@st.composite
def counts(draw: st.DrawFn, rules: Sequence[str] = names(), *, plain: bool = False) -> tuple[Ballots, Question]:
    cast = draw(ballots(plain=plain))
    asked = draw(questions(cast, rules, plain=plain))
    further = not plain and asked.rules.procedure != "plurality" and asked.rules.overvoted in CERTAIN
    if further and not asked.undeclared and draw(st.integers(0, 4)) == 0:
        return with_further_ron(cast, dataclasses.replace(asked, ron=1))
    return cast, asked
