"""The contest a command is about: from a ballots file and options, or from an election folder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from hustings.ballots.ballots import Ballots
from hustings.ballots.reading import read_ballots
from hustings.election.problems import BadInput, Problem
from hustings.rules.library import names, rule_book
from hustings.rules.question import Question
from hustings.witness.asking import ask, read_decisions, read_groups


@dataclass(frozen=True, slots=True)
class Contest:
    """The ballots, what is asked of them, and the name of the file they came from."""

    ballots: Ballots
    question: Question
    file: str


def no_rules() -> Problem:
    """What is said to a person who names no rule book."""
    return Problem(
        "--rules", f"a count has no meaning without a rule book; say --rules with one of {', '.join(names())}"
    )


def contest_of(
    path: Path,
    contest: str | None,  # noqa: ARG001 - folders come with the election room
    rules: str | None,
    seats: int | None,
    *,
    at_least: Iterable[str] = (),
    at_most: Iterable[str] = (),
    groups: Path | None = None,
    withdraw: Iterable[str] = (),
    lot_seed: str | None = None,
    decisions: Path | None = None,
) -> Contest:
    """Read the ballots and put the question. What an option says goes before what the folder says. Raises BadInput."""
    ballots = read_ballots(path)
    if rules is None:
        raise BadInput(no_rules())
    question = ask(
        ballots,
        rule_book(rules),
        seats,
        at_least=at_least,
        at_most=at_most,
        groups=read_groups(groups, ballots.names) if groups else None,
        withdraw=withdraw,
        lot_seed=lot_seed,
        decisions=read_decisions(decisions, ballots.names) if decisions else (),
    )
    return Contest(ballots, question, str(path))
