"""The returning officer's recorded decisions: each settles one tie of the count, or the count is refused."""

from __future__ import annotations

import dataclasses
from collections import Counter as Settled
from collections.abc import Callable, Sequence

from hustings.election.problems import BadInput, Problem
from hustings.record.facts import Facts, Tie
from hustings.rules.lot import LotNeeded
from hustings.rules.question import Decision, Question

Counter = Callable[[Question], Facts]
FOR = {"surplus": "the next surplus", "exclusion": "exclusion", "election": "election"}


def check_decisions(decisions: Sequence[Decision], counts: Sequence[Facts], names: Sequence[str]) -> None:
    """Raises BadInput for every decision that settled no tie of these counts, with what was there in the first."""
    if unused := _unused_in_all(decisions, counts):
        facts, *_ = counts
        raise BadInput(_problem(decision, _what_was_there(decision, facts, names)) for decision in unused)


def check_decisions_so_far(question: Question, needed: LotNeeded, count: Counter, names: Sequence[str]) -> None:
    """As `check_decisions`, of a count that cannot go beyond a tie that needs a lot: later decisions may yet be met.

    Whoever the lot falls on, the count is the same up to that tie; so it is made for each of the tied.
    """
    if not question.decisions:
        return
    ways = []
    for chosen in needed.among:
        decided = Decision(needed.stage, needed.purpose, chosen)
        ways.append(count(dataclasses.replace(question, decisions=(*question.decisions, decided), lot_seed="any")))
    due = [decision for decision in question.decisions if decision.stage <= needed.stage]
    check_decisions(due, ways, names)


def _unused_in_all(decisions: Sequence[Decision], counts: Sequence[Facts]) -> list[Decision]:
    """The decisions that settled no tie of any of these counts."""
    unused = [set(map(id, _unused(decisions, facts))) for facts in counts]
    return [decision for decision in decisions if all(id(decision) in each for each in unused)]


def _unused(decisions: Sequence[Decision], facts: Facts) -> list[Decision]:
    """The decisions that settled no tie of this count."""
    settled = Settled(
        (stage.number, tie.purpose, tie.chosen) for stage in facts.stages for tie in stage.ties if tie.by == "decision"
    )
    unused = []
    for decision in decisions:
        key = (decision.stage, decision.purpose, decision.chosen)
        if settled[key]:
            settled[key] -= 1
        else:
            unused.append(decision)
    return unused


def _problem(decision: Decision, said: str) -> Problem:
    what = f"the decision for {FOR[decision.purpose]} at stage {decision.stage} settles no tie"
    return Problem(decision.file, f"{what}: {said}; correct it or take it out", decision.line)


def _what_was_there(decision: Decision, facts: Facts, names: Sequence[str]) -> str:
    if decision.stage > len(facts.stages):
        stages = len(facts.stages)
        return "the count has only one stage" if stages == 1 else f"the count has only {stages} stages"
    ties = [tie for tie in facts.stages[decision.stage - 1].ties if tie.purpose == decision.purpose]
    if not ties:
        return f"nobody is tied for {FOR[decision.purpose]} at that stage"
    by_chance = [tie for tie in ties if tie.by != "look-back"]
    if not by_chance:
        tied = _names(ties[0].among, names)
        return f"{tied} are tied there, and the rule book settles it by looking back to stage {ties[0].stage}"
    if not any(decision.chosen in _left(tie) for tie in by_chance):
        return _not_tied(decision, _left(by_chance[0]), names)
    return "another decision has settled the tie already"


def _left(tie: Tie) -> tuple[int, ...]:
    """Those among whom a lot or a decision chose."""
    return tie.narrowed or tie.among


def _not_tied(decision: Decision, among: Sequence[int], names: Sequence[str]) -> str:
    return f"{names[decision.chosen - 1]} is not among those tied there, {_names(among, names)}"


def _names(numbers: Sequence[int], names: Sequence[str]) -> str:
    named = [names[number - 1] for number in numbers]
    return f"{', '.join(named[:-1])} and {named[-1]}" if len(named) > 1 else named[0]
