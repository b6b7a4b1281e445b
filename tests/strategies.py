"""Small elections made by hypothesis: rich in ties, truncation, equal and skipped preferences, withdrawals."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from elections import at_least, at_most, question
from hustings.ballots.ballots import Ballots, Ranking
from hustings.rules.library import names
from hustings.rules.question import Constraint, Question


@st.composite
def rankings(draw: st.DrawFn, candidates: int, *, plain: bool = False) -> Ranking:
    """A paper: some candidates in order; unless plain, now and then two are equal or a preference is skipped."""
    order = draw(st.permutations(range(1, candidates + 1)))
    length = draw(st.integers(1 if plain else 0, candidates))
    tokens: list[int] = []
    for i, candidate in enumerate(order[:length]):
        mark = 9 if plain else draw(st.integers(0, 19))
        if mark == 0:
            tokens.append(0)
        tokens.append(-candidate if mark == 1 and i and tokens[-1] != 0 else candidate)
    return tuple(tokens)


@st.composite
def ballots(draw: st.DrawFn, *, plain: bool = False, most_candidates: int = 7) -> Ballots:
    candidates = draw(st.integers(2, most_candidates))
    pairs = draw(st.lists(st.tuples(rankings(candidates, plain=plain), st.integers(1, 12)), min_size=1, max_size=14))
    pairs.append(((1,), 1))  # at least one valid paper
    return Ballots.of([f"Candidate {n}" for n in range(1, candidates + 1)], pairs)


@st.composite
def questions(draw: st.DrawFn, cast: Ballots, rules: Sequence[str] = names(), *, plain: bool = False) -> Question:
    """A question about these ballots; unless plain, with withdrawals and constraints (which may be impossible)."""
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
    return question(name, seats, withdrawn=withdrawn, constraints=constraints)


@st.composite
def counts(draw: st.DrawFn, rules: Sequence[str] = names(), *, plain: bool = False) -> tuple[Ballots, Question]:
    cast = draw(ballots(plain=plain))
    return cast, draw(questions(cast, rules, plain=plain))
