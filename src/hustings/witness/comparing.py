"""Who wins under several rule books, side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hustings.ballots.ballots import Ballots
from hustings.counting.state import Progress
from hustings.election.problems import BadInput, Problem
from hustings.record.record import CountRecord
from hustings.rules.book import Rules
from hustings.rules.lot import LotNeeded
from hustings.witness.asking import ask
from hustings.witness.declaring import NoSecondWitness, declare


@dataclass(frozen=True, slots=True)
class Compared:
    """One rule book's result: the record, or why there is none, in words."""

    rules: Rules
    record: CountRecord | None
    why_none: str = ""


def compare(
    ballots: Ballots,
    rule_books: Iterable[Rules],
    seats: int | None,
    *,
    one_witness: bool = False,
    progress: Progress | None = None,
    **asked: object,
) -> list[Compared]:
    """The same ballots under each rule book, by both witnesses. asked: as for `asking.ask`.

    A rule book that does not fit the contest, or needs a lot, is listed with its reason. Raises BadInput when none
    fits, and Dispute.
    """
    results: list[Compared] = []
    problems: list[Problem] = []
    for rules in rule_books:
        try:
            question = ask(ballots, rules, seats, **asked)  # type: ignore[arg-type]
            record = declare(ballots, question, one_witness=one_witness, progress=progress).record
            results.append(Compared(rules, record))
        except BadInput as bad:
            problems += bad.problems
            results.append(Compared(rules, None, "; ".join(problem.said for problem in bad.problems)))
        except NoSecondWitness as missing:
            results.append(Compared(rules, None, f"only one counter can make this count: {missing.why}"))
        except LotNeeded as needed:
            names = ", ".join(ballots.names[number - 1] for number in needed.among)
            results.append(Compared(rules, None, f"a lot is needed at stage {needed.stage} among {names}"))
    if problems and all(result.record is None for result in results):
        raise BadInput(dict.fromkeys(problems))
    return results
