"""The papers that change the result, shown: counted again by both counters (docs/margins.md, U3)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from hustings.ballots.ballots import Ballots, Ranking
from hustings.counting.count import count
from hustings.margins.aim import Aim
from hustings.margins.laboratory import Alteration, Laboratory
from hustings.record.record import CountRecord
from hustings.rules.question import Decision, Question
from hustings.witness.declaring import declare


@dataclass(frozen=True)
class Change:
    """So many papers with one ranking would have had another. before: () for papers added. after: () for removed."""

    papers: int
    before: Ranking
    after: Ranking


@dataclass(frozen=True)
class Exhibit:
    """Altered papers that elect others.

    changes: what was altered; () where the lots alone give another result. ballots: all papers after it.
    decisions: how the lots fell in its count. record: that count, by both counters.
    """

    changes: tuple[Change, ...]
    ballots: Ballots
    decisions: tuple[Decision, ...]
    record: CountRecord

    @property
    def papers(self) -> int:
        """How many papers it alters."""
        return sum(change.papers for change in self.changes)


def exhibit_of(ballots: Ballots, question: Question, laboratory: Laboratory, alteration: Alteration) -> Exhibit | None:
    """The exhibit of an alteration; None if, counted as the contest was, it elects the same. Raises Dispute."""
    changes = changes_of(laboratory, alteration)
    altered = with_changes(ballots, changes)
    order = laboratory.tie_order(alteration) if question.rules.lot == "seed" else ()
    facts = count(altered, replace(question, lot_seed=None, decisions=(), tie_order=order))
    decisions = tuple(
        Decision(stage.number, tie.purpose, tie.chosen)
        for stage in facts.stages
        for tie in stage.ties
        if tie.by == "lot" and question.rules.lot == "seed"
    )
    return shown(altered, question, decisions, changes, laboratory.aim)


def shown(
    ballots: Ballots,
    question: Question,
    decisions: tuple[Decision, ...],
    changes: tuple[Change, ...],
    aim: Aim,
) -> Exhibit | None:
    """The exhibit of altered papers and decisions, counted by both counters; None if it elects the same."""
    question = replace(question, lot_seed=None, decisions=decisions, tie_order=())
    record = declare(ballots, question).record
    if not aim.reached(frozenset(record.facts.elected)):
        return None
    return Exhibit(changes, ballots, decisions, record)


def changes_of(laboratory: Laboratory, alteration: Alteration) -> tuple[Change, ...]:
    """Which papers an alteration replaces, and by what."""
    left = laboratory.cast.copy()
    found: Counter[tuple[Ranking, Ranking]] = Counter()
    for route, number in alteration:
        if not route.source:
            found[(), route.target] += number
            continue
        chosen, before = laboratory.ordered(route.source, route.spare)
        for place, earlier in zip(chosen.tolist(), before.tolist(), strict=True):
            taken = min(max(0, number - earlier), int(left[place]))
            left[place] -= taken
            if taken:
                found[laboratory.rankings[place], route.target] += taken
    return tuple(Change(papers, before, after) for (before, after), papers in found.items())


def with_changes(ballots: Ballots, changes: tuple[Change, ...]) -> Ballots:
    """The ballots after the changes."""
    papers = Counter(dict(ballots))
    for change in changes:
        if change.before:
            papers[change.before] -= change.papers
        if change.after:
            papers[change.after] += change.papers
    cast = Ballots.of(ballots.names, [(ranking, number) for ranking, number in papers.items() if number])
    return replace(ballots, tokens=cast.tokens, starts=cast.starts, papers=cast.papers)
