"""From an election folder to what the planner is asked: question, settled orders, areas that share a list."""

from __future__ import annotations

import math
from dataclasses import dataclass

from hustings.election.nouns import Contest, Election
from hustings.election.problems import BadInput, Problem
from hustings.forecast.beliefs import Forecast
from hustings.forecast.papers import Order
from hustings.rules.library import rule_book
from hustings.rules.question import Constraint, Question


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be planned."""

    question: Question
    fixed: dict[str, Order]


def task_of(election: Election, forecast: Forecast) -> Task:
    """The contest's question, with its constraints by the candidates' groups, and the slate's settled orders.

    Ties that come to a lot are drawn with the contest's id: which way is chance in any case. Raises BadInput.
    """
    contest: Contest = election.contest(forecast.contest)
    if contest.rules is None:
        said = f"contest {contest.id} names no rule book; a plan has no meaning without one"
        raise BadInput(Problem(str(election.folder / "election.toml"), said))
    standing = election.standing(contest.id)
    constraints = tuple(
        Constraint(
            each.sense,
            each.number,
            each.group,
            frozenset(number for number, person in enumerate(standing, 1) if each.group in person.groups),
        )
        for each in contest.constraints
    )
    slate = election.slate(forecast.slate)
    fixed = {
        each.area: tuple(forecast.names.index(name) + 1 for name in each.order)
        for each in slate.fixed
        if each.contest == contest.id
    }
    rules = rule_book(contest.rules, "rules")
    return Task(Question(rules, contest.seats, constraints=constraints, lot_seed=contest.id), fixed)


def check_lists(lists: int | None, names: int) -> None:
    """Raise BadInput where more lists are asked for than there are orders of so many names."""
    orders = math.factorial(names)
    if lists is not None and lists > orders:
        said = f"{lists} lists are more than the {orders} orders that {names} names can have; ask for at most {orders}"
        raise BadInput(Problem("--lists", said))
