"""From an election folder to what the planner is asked: question, settled orders, areas that share a list."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from hustings.election.nouns import Contest, Election
from hustings.election.problems import BadInput, Problem
from hustings.forecast.advised import Order
from hustings.forecast.beliefs import Forecast
from hustings.forecast.plans import settled
from hustings.kernel.exactness import largest
from hustings.planning.stream import DECIMALS, EXACT_DECIMALS
from hustings.rules.book import Rules
from hustings.rules.contests import beyond, problem, rules_of
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
    rules = rules_of(election, contest)
    if rules is None:
        said = f"contest {contest.id} names no rule book; a plan has no meaning without one"
        raise BadInput(problem(election, contest, "rules", said))
    if found := next(_in_the_way(contest, rules, forecast), None):
        raise BadInput(problem(election, contest, *found))
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
    question = Question(rules, contest.seats, constraints=constraints, lot_seed=contest.id)
    return Task(question, settled(forecast, election))


def plannable(rules: Rules, seats: int) -> bool:
    """Whether a contest for so many places can be planned under a rule book."""
    return rules.procedure != "plurality" and rules.decimals is not None and (rules.quota != "majority" or seats == 1)


def _in_the_way(contest: Contest, rules: Rules, forecast: Forecast) -> Iterator[tuple[str, str]]:
    """The keys of a contest that leave nothing to plan, or too much, and what is said of each."""
    standing = len(forecast.names)
    if rules.procedure == "plurality":
        said = f"under {rules.name} the order of preferences means nothing, so there is no plan for {contest.id}"
        yield "rules", f"{said}; a rule book with transfers is scottish or ers97"
    yield from beyond(contest, rules)
    if contest.seats >= standing:
        said = f"{contest.id} has {contest.seats} places and {standing} candidates, so all of them are elected"
        yield "seats", f"{said}; a plan needs more candidates than places"
    if rules.decimals is None:
        yield "rules", f"{rules.name} counts in fractions, too slowly to plan {contest.id}; scottish is near to it"
    decimals = EXACT_DECIMALS if forecast.certain else DECIMALS
    most = largest(rules, contest.seats, decimals)
    if most is not None and forecast.voters * 10**decimals > most:
        said = f"a plan under {rules.name} counts {most // 10**decimals:,} papers at most"
        yield "rules", f"{said}, and the forecast of {contest.id} has {forecast.voters:,} voters"


def check_lists(lists: int | None, names: int) -> None:
    """Raise BadInput where more lists are asked for than there are orders of so many names."""
    orders = math.factorial(names)
    if lists is not None and lists > orders:
        said = f"{lists} lists are more than the {orders} orders that {names} names can have; ask for at most {orders}"
        raise BadInput(Problem("--lists", said))
