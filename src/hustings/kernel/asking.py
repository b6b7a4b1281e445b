"""A question as the compiled counter takes it, and the lots it may ask for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from hustings.kernel._kernel import Asked, ask
from hustings.rules.book import Purpose
from hustings.rules.lot import Lot
from hustings.rules.question import Question

Ranks = Callable[[int, int, Purpose], list[int]]


def named(question: Question, candidates: int, decimals: int) -> dict[str, Any]:
    """The question by the names that the compiled counter knows. decimals: those of the papers' weights."""
    constraints = [
        (each.sense == "at least", each.number, tuple(sorted(each.members))) for each in question.constraints
    ]
    return {
        "answers": question.rules.answers(),
        "seats": question.seats,
        "candidates": candidates,
        "withdrawn": tuple(sorted(question.withdrawn)),
        "undeclared": tuple(sorted(question.undeclared)),
        "heirs": tuple(pairwise(question.ron_chain)),
        "guarded": tuple(sorted(question.guarded)),
        "constraints": tuple(constraints),
        "weight_decimals": decimals,
    }


def asked(question: Question, candidates: int, decimals: int) -> Asked:
    """The question, made ready once for all its counts: what is found out about its constraints is kept with it."""
    fields = named(question, candidates, decimals)
    answers = tuple(fields.pop("answers").items())
    return _made_ready(answers, tuple(fields.items()))


@lru_cache(maxsize=32)
def _made_ready(answers: tuple[tuple[str, object], ...], fields: tuple[tuple[str, object], ...]) -> Asked:
    return ask({"answers": dict(answers), **dict(fields)})


def ranks(question: Question, names: Sequence[str]) -> Ranks:
    """Draws a lot when it is asked for: one rank a candidate, by the number of valid papers, stage and purpose."""

    def drawn(papers: int, stage: int, purpose: Purpose) -> list[int]:
        return Lot(question, names, papers).ranks(stage, purpose)

    return drawn
