"""Tiny contests at random, some of them with few kinds of papers, whose margins are not all 1."""

from __future__ import annotations

from collections import Counter
from math import gcd
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


def on_the_edge(random: Random, rules: str) -> tuple[Counter[Ranking], Ballots, Question]:
    """3 candidates, 2 places, 400 to 1,000 papers: one paper decides, and would not if values were not rounded down.

    The first has a surplus, most of which goes to the second, who then leads the third, or the third the second, by 2
    votes at most. With values 0.01 higher, or lower (for `scottish`: as fractions), it would be by more.
    """
    while True:
        first, surplus = random.randint(250, 500), random.randint(60, 120)
        cast = _by_a_fraction(random, first, surplus) if rules == "scottish" else _by_a_hundredth(random, first, rules)
        if cast is not None:
            return cast, Ballots.of("ABC", cast), Question(rule_book(rules), 2, lot_seed="seed")


def _by_a_fraction(random: Random, first: int, surplus: int) -> Counter[Ranking] | None:
    """The second leads by 2 and a few in `first` parts, all of which is lost when values are cut to five places."""
    if gcd(first, surplus) != 1:
        return None
    passed = random.randint(1, 3) * pow(surplus, -1, first) % first
    over, lost = passed * surplus % first, passed * (surplus * 100_000 % first)
    # Papers in all from which the quota is first - surplus, and how many of them are the second's and the third's.
    total = 3 * (first - surplus) - random.choice((1, 2, 3))
    others, gained = total - first, passed * surplus // first - 2
    second, odd = divmod(others - gained, 2)
    if odd or second <= 0 or second + gained <= 0 or second + gained >= first - surplus or over * 100_000 >= lost:
        return None
    return Counter({(1, 2): passed, (1,): first - passed, (2,): second, (3,): second + gained})


def _by_a_hundredth(random: Random, first: int, rules: str) -> Counter[Ranking] | None:
    """The second leads by 2 votes at most, or the third, of papers 250 of which or more have one value."""
    to_second, to_third, second = random.randint(250, first), random.randint(0, 20), random.randint(60, 160)
    third = second + random.randint(1, 150)
    total = first + to_third + second + third
    quota = (total // 3 + 1) * 100 if rules == "northern-ireland" else -(-total * 100 // 3)
    value = ((first + to_third) * 100 - quota) // (to_second + to_third)
    lead = second * 100 + (to_second - to_third) * value - third * 100
    if not (0 < abs(lead) <= 200 and 0 < value < 100 and third * 100 < quota):
        return None
    return Counter({(1, 2): to_second, (1, 3): to_third, (1,): first - to_second, (2,): second, (3,): third})


def with_two_surpluses(random: Random, rules: str) -> tuple[Counter[Ranking], Ballots, Question]:
    """4 candidates, 3 places and 20 to 90 papers, most of which put one of the first two candidates first."""
    papers = random.randint(20, 90)
    rankings = strict_rankings(4)
    firsts = random.sample([ranking for ranking in rankings if ranking[0] <= 2], 5)
    others = random.sample([ranking for ranking in rankings if ranking[0] > 2], 3)
    cast = Counter(random.choice(firsts if random.random() < 0.7 else others) for _ in range(papers))
    question = Question(rule_book(rules), random.choice((2, 3)), lot_seed="seed")
    return cast, Ballots.of(tuple(NAMES[:4]), cast), question
