"""Tiny contests at random, some of them with few kinds of papers, whose margins are not all 1."""

from __future__ import annotations

from collections import Counter
from random import Random

from brute_force import NAMES, strict_rankings
from hustings.ballots.ballots import Ballots, Ranking
from hustings.rules.library import rule_book
from hustings.rules.question import Constraint, Question


def tiny(random: Random, rules: str, *, constrained: bool = False) -> tuple[Counter[Ranking], Ballots, Question]:
    """3 candidates with up to 9 papers, or 4 with up to 7; 1 or 2 places."""
    candidates = random.choice((3, 3, 4))
    papers = random.randint(3, 9 if candidates == 3 else 7)
    rankings = strict_rankings(candidates)
    if random.random() < 0.7:
        rankings = random.sample(rankings, random.randint(2, 4))
    cast = Counter(random.choice(rankings) for _ in range(papers))
    seats = 1 if rules == "irv" else random.choice((1, 2))
    constraints: tuple[Constraint, ...] = ()
    if constrained:
        members = frozenset(random.sample(range(1, candidates + 1), candidates - 2))
        constraints = (Constraint(random.choice(("at least", "at most")), 1, "group", members),)
    question = Question(rule_book(rules), seats, lot_seed="seed", constraints=constraints)
    return cast, Ballots.of(tuple(NAMES[:candidates]), cast), question


def with_surplus(random: Random, rules: str) -> tuple[Counter[Ranking], Ballots, Question]:
    """4 candidates, 2 places and 12 to 40 papers, more than half of which put the first candidate first.

    What becomes of its surplus decides who has the other place.
    """
    papers = random.randint(12, 40)
    firsts = [ranking for ranking in strict_rankings(4) if ranking[0] == 1]
    others = [ranking for ranking in strict_rankings(4) if ranking[0] != 1]
    kinds = random.sample(firsts, 3), random.sample(others, 4)
    cast = Counter(random.choice(kinds[random.random() < 0.4]) for _ in range(papers))
    question = Question(rule_book(rules), 2, lot_seed="seed")
    return cast, Ballots.of(tuple(NAMES[:4]), cast), question
