"""A question as the compiled counter takes it, and the lots it may ask for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from hustings.rules.book import Purpose
from hustings.rules.lot import Lot
from hustings.rules.question import Question

Asked = dict[str, object]
Ranks = Callable[[int, int, Purpose], list[int]]


def asked(question: Question, candidates: int, decimals: int) -> Asked:
    """The question by the names that the compiled counter knows. decimals: those of the papers' weights."""
    constraints = [(each.sense == "at least", each.number, sorted(each.members)) for each in question.constraints]
    return {
        "answers": question.rules.answers(),
        "seats": question.seats,
        "candidates": candidates,
        "withdrawn": sorted(question.withdrawn),
        "undeclared": sorted(question.undeclared),
        "heirs": list(pairwise(question.ron_chain)),
        "guarded": sorted(question.guarded),
        "constraints": constraints,
        "weight_decimals": decimals,
    }


def ranks(question: Question, names: Sequence[str]) -> Ranks:
    """Draws a lot when it is asked for: one rank a candidate, by the number of valid papers, stage and purpose."""

    def drawn(papers: int, stage: int, purpose: Purpose) -> list[int]:
        return Lot(question, names, papers).ranks(stage, purpose)

    return drawn
