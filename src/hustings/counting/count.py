"""The statute counter: written to be read beside the statute, in plain exact arithmetic."""

from __future__ import annotations

from typing import assert_never

from hustings.ballots.ballots import Ballots
from hustings.counting.meek import count_meek
from hustings.counting.papers import read_papers
from hustings.counting.plurality import count_plurality
from hustings.counting.state import CountState, Progress
from hustings.counting.transfers import count_transfers
from hustings.record.facts import Facts
from hustings.rules.question import Impossible, Question


def count(ballots: Ballots, question: Question, progress: Progress | None = None) -> Facts:
    """Count the ballots as the question's rule book says.

    progress: called with the part of the candidates settled (0 to 1) and the stage, after every stage.
    Raises LotNeeded at a tie that needs a lot when neither seed nor decision speaks, and Impossible where the question
    has no answer (callers check that beforehand).
    """
    papers = read_papers(ballots, question)
    state = CountState(ballots, question, papers, progress)
    if question.seats < 1 or (state.contested and not papers.valid):
        raise Impossible("a contested count needs at least one place and one valid paper")
    match question.rules.procedure:
        case "transfers":
            count_transfers(state)
        case "meek" | "warren":
            count_meek(state)
        case "plurality":
            count_plurality(state)
        case unknown:
            assert_never(unknown)
    return state.facts()
