"""The margin of a contest: the bound above by trying, the bound below by proof."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from typing import Any

from hustings.ballots.ballots import Ballots
from hustings.counting.papers import as_far_as_it_counts
from hustings.election.problems import BadInput, Problem
from hustings.margins.aim import Aim, Kind
from hustings.margins.answer import Basis, Margin
from hustings.margins.contest import MarginQuestion
from hustings.margins.exhibit import Exhibit, exhibit_of, shown
from hustings.margins.flow import pile_of
from hustings.margins.inclusive import Inclusive
from hustings.margins.joint import Joint
from hustings.margins.keeping import Keeping
from hustings.margins.laboratory import Laboratory, scaled
from hustings.margins.misreading import DRAWS, Misread, misread
from hustings.margins.plurality import least_difference
from hustings.margins.results import drawn
from hustings.margins.search import Proof, search
from hustings.margins.upper import Above
from hustings.record.facts import Facts
from hustings.record.record import CountRecord
from hustings.rules.book import Rules
from hustings.rules.question import Question

Progress = Callable[[float, str], None]
Stop = Callable[[], bool]
Spent = Callable[[], float]
# How far is searched where nothing else is asked: points below; trials above for each point, on papers of some size.
NODES = 2000
TRIALS_A_NODE, RANKINGS = 20, 5000
# The parts of the time after which trials end, and random draws; the numbers that points of a search hold at most.
TIME_ABOVE, TIME_DRAWN, MOST_HELD = 0.35, 0.45, 100_000_000
# The part of the time left after which a search that has proved one paper only is stopped for another question: is a
# single paper really enough? So many times the points are searched for that.
TIME_STUCK, JOINT = 0.25, 10
# More ways for lots to fall than this are not tried.
MOST_LOTS = 200
# Of so many papers figures stay within 64 bits.
MOST_PAPERS = 2**32


def find_margin(
    ballots: Ballots,
    question: Question,
    record: CountRecord,
    *,
    kind: Kind = "change",
    candidate: int | None = None,
    nodes: int | None = NODES,
    spent: Spent = lambda: 0.0,
    draws: int = DRAWS,
    progress: Progress = lambda *_: None,
) -> Margin:
    """The margin of a declared contest.

    record: its count. kind: how papers are altered. candidate: whose election is asked about, a number; None for any
    other set of elected. nodes: how many points are searched below at most, and trials above in proportion; None for no
    limit but memory's. spent: how much of the time is used, 1 for all of it. draws: of papers misread
    at random, where papers are changed. Raises BadInput.
    """
    check(ballots, question)
    facts = record.facts
    aim = Aim(frozenset(facts.elected), kind, candidate)
    about: dict[str, Any] = {"valid": facts.valid, "elected": facts.elected, "names": ballots.names}
    about |= {"kind": kind, "candidate": candidate}
    standing = [n for n in range(1, len(ballots.names) + 1) if n not in question.withdrawn | question.undeclared]
    if len(standing) <= question.seats:
        return Margin(0, None, basis="exact rules", points=0, trials=0, finished=True, certain=True, **about)
    progress(0.0, "trying every way for the lots to fall")
    lots = every_lot(ballots, question, aim)
    if isinstance(lots, Exhibit):
        return Margin(0, 0, basis="exact rules", points=0, trials=0, finished=True, exhibit=lots, **about)
    progress(0.1, "trying altered papers")
    exhibit, trials = above(ballots, question, facts, aim, nodes, lambda: spent() >= TIME_ABOVE)
    at_most = None if exhibit is None else exhibit.papers
    drawn_ones: tuple[Misread, ...] = ()
    if kind == "change":
        progress(0.4, "misreading papers at random")
        drawn_ones = misread(ballots, question, aim, draws=draws, stop=lambda: spent() >= TIME_DRAWN)
    progress(0.5, "proving what is not enough")
    basis, proof = below(ballots, question, aim, at_most, nodes, spent)
    at_least = max(proof.at_least, 1 if lots else 0)
    progress(1.0, "done")
    return Margin(
        at_least,
        at_most,
        basis=basis,
        points=proof.nodes,
        trials=trials,
        finished=proof.whole,
        exhibit=exhibit,
        misread=drawn_ones,
        **about,
    )


def check(ballots: Ballots, question: Question) -> None:
    """Raises BadInput for what has no margin."""
    problems = []
    if ballots.decimals:
        said = "the papers are weighted; a margin is a number of papers, so each should count once"
        problems.append(Problem("the ballots", said))
    if question.further_ron:
        problems.append(Problem("--further-ron", "a margin is not defined with further re-open nominations"))
    if problems:
        raise BadInput(problems)


def every_lot(ballots: Ballots, question: Question, aim: Aim) -> Exhibit | bool:
    """An exhibit where the lots can give another result; else whether it is certain that they cannot."""
    for way in drawn(ballots, question, MOST_LOTS):
        if way is None:
            return False
        if aim.reached(frozenset(way.facts.elected)):
            found = shown(ballots, question, way.decisions, (), aim)
            if found is not None:
                return found
    return True


def above(
    ballots: Ballots, question: Question, facts: Facts, aim: Aim, nodes: int | None, stop: Stop
) -> tuple[Exhibit | None, int]:
    """The smallest exhibit found, and how many altered elections were counted."""
    closest = by_closeness(facts, question, len(ballots.names))
    longest = max((len(ranking) for ranking, _ in ballots), default=1)
    targets = [(a,) for a in closest] + (list(permutations(closest, 2)) if longest > 1 else [])
    rules, withdrawn = question.rules, question.withdrawn
    valid = frozenset(ranking for ranking, _ in ballots if as_far_as_it_counts(ranking, rules, withdrawn))
    weight = max(RANKINGS, len(ballots) + len(targets))
    trials = MOST_HELD if nodes is None else max(100, TRIALS_A_NODE * nodes * RANKINGS // weight)
    laboratory = Laboratory(ballots, question, aim, targets, valid, trials)
    search_above = Above(laboratory, closest, two=longest > 1)
    best = search_above.run(stop)
    if not best:
        return None, trials - laboratory.trials
    for more in range(4):
        # Trials under `wigm` were made with nine decimal places: a few papers more may be needed in fractions.
        found = exhibit_of(ballots, question, laboratory, scaled(best, search_above.number + more))
        if found is not None:
            return found, trials - laboratory.trials
    return None, trials - laboratory.trials


def by_closeness(facts: Facts, question: Question, candidates: int) -> list[int]:
    """The candidates who stand, those first who were elected or excluded last."""
    out = set(question.withdrawn | question.undeclared)
    order = [n for stage in reversed(facts.stages) for n in reversed((*stage.excluded, *stage.elected))]
    last = facts.stages[-1].votes if facts.stages else ()
    others = sorted((n for n in range(1, candidates + 1) if n not in order), key=lambda n: -last[n - 1] if last else n)
    return [n for n in dict.fromkeys((*others, *order)) if n not in out]


def below(
    ballots: Ballots, question: Question, aim: Aim, at_most: int | None, nodes: int | None, spent: Spent
) -> tuple[Basis, Proof]:
    """What is proved, and on what basis. at_most: no more has to be proved than this."""
    pile = pile_of(ballots, question)
    if pile is None or not provable(question) or pile.valid > MOST_PAPERS:
        return "lots only", Proof(0, 0, True)
    limit = pile.valid + (aim.kind != "remove") if at_most is None else at_most
    held = MOST_HELD // len(pile.order)
    nodes = held if nodes is None else min(nodes, held)
    contest = MarginQuestion(pile, question, aim)

    def stop(_: int) -> bool:
        return spent() >= 1

    rules = question.rules
    if rules.procedure == "plurality":
        return "exact rules", Proof(min(limit, least_difference(contest)), 0, True)
    if rules.procedure in ("meek", "warren"):
        return "converged keep values", search(Keeping(contest, limit), nodes, stop)
    if rules.surplus_papers == "last parcel":
        return "relaxed rules", last_parcel(Joint(contest, limit), nodes, spent)
    return "exact rules", search(Inclusive(contest, limit), nodes, stop)


def last_parcel(game: Joint, nodes: int | None, spent: Spent) -> Proof:
    """What is proved where the last parcel carries a surplus on. Where that is one paper: is one really enough?"""
    begun = spent()

    def stuck(proved: int) -> bool:
        return spent() >= (1 if proved > 1 else begun + (1 - begun) * TIME_STUCK)

    proof = search(game, nodes, stuck)
    if proof.at_least != 1 or game.limit < 2:
        return proof
    two, points = game.two_needed(None if nodes is None else JOINT * nodes, lambda: spent() >= 1)
    proof = replace(proof, nodes=proof.nodes + points, at_least=2 if two else 1)
    if not two or spent() <= begun:
        return proof
    again = search(game, nodes, lambda _: spent() >= 1)
    return again if again.at_least > 2 else proof


def provable(question: Question) -> bool:
    """Whether docs/margins.md has a proof for these rules and this contest."""
    rules = question.rules
    if question.undeclared or question.ron is not None or question.guarded:
        return False
    if rules.procedure == "plurality":
        return True
    if rules.procedure in ("meek", "warren"):
        return rules.quota == "least"
    if rules.elected_receives or rules.exclude_before_surplus:
        return False
    if rules.last_place_by_comparison and question.constraints:
        return False
    if rules.surplus_papers == "last parcel":
        return rules.quota in ("whole", "fractional") and (rules.quota == "whole") == (rules.quota_again == "never")
    return _inclusive(rules)


def _inclusive(rules: Rules) -> bool:
    together = rules.surplus_waits != "never" or rules.exclude_together != "never" or rules.elected_by_active_vote
    if together or rules.elect_after_each_batch or rules.one_place_waits_for_exclusion:
        return False
    if rules.surplus_papers == "none":
        return rules.quota == "majority"
    return rules.quota == "whole" and rules.quota_again == "never"
