"""The facts of a count: what either counter finds, as data, before any sentence is written about it.

Votes are exact: whole numbers of the unit 10**-(rules.decimals + ballots.decimals), or Fractions of a vote where
the rule book counts exactly (decimals None). Values of papers are whole numbers of 10**-rules.decimals, or
Fractions. Candidates are numbered from 1; every list of votes is in the order of candidates.
At every stage sum(votes) + non_transferable + loss_by_fraction = valid papers (times seats under plurality).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from hustings.rules.book import Purpose

Number = int | Fraction
Kind = Literal["first preferences", "surplus", "exclusion", "election"]


@dataclass(frozen=True, slots=True)
class Step:
    """Papers of one value, moved together within a stage.

    value: at which they move. papers: how many were examined, in units of 10**-ballots.decimals.
    votes: what each candidate received. non_transferable, loss_by_fraction: what this step added to each.
    elected: who was deemed elected after this step (only where the rule book elects after each batch), in order.
    """

    value: Number
    papers: int
    votes: tuple[Number, ...]
    non_transferable: Number
    loss_by_fraction: Number
    elected: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """Candidates with equal votes, and how one of them was chosen.

    purpose: chosen to transfer its surplus first, to be excluded, or to be elected first.
    among: all the tied, ascending. by: "look-back", "lot" or "decision": what settled it in the end.
    stage, step: for a look-back, the point where they differed; step 0 is the end of the stage, step j the end of
    its j-th batch when that is not the last. chosen: the one.
    narrowed: what look-back left, where it narrowed the choice and then a lot or decision settled it; else ().
    """

    purpose: Purpose
    among: tuple[int, ...]
    by: Literal["look-back", "lot", "decision"]
    chosen: int
    stage: int = 0
    step: int = 0
    narrowed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage, as it stands when complete.

    kind, of: what was done, and to whom: whose surplus; who was excluded; who was elected. () for first preferences.
    quota: in force at its end. required: the active-vote threshold last found in it (rules.elected_by_active_vote).
    transfer_value: surplus stages; the value of a moved paper (divided), else of a paper that was worth 1.
    keep: Meek, Warren: every candidate's keep value (price) after the stage. iterations: of keep values, in it.
    before: Meek, Warren exclusions: the converged votes on which the exclusion was decided.
    steps: the papers' moves, in order; () under Meek, Warren and plurality and for first preferences.
    ties: in the order they arose, those that decided what this stage did before those that arose in it.
    guarded, doomed: continuing candidates who are so at the end of the stage, ascending; () once places are filled.
    elected: in order of election. excluded: ascending.
    waits: total of the surpluses that wait while this stage excludes, or None.
    """

    number: int
    kind: Kind
    of: tuple[int, ...]
    quota: Number | None
    votes: tuple[Number, ...]
    non_transferable: Number
    loss_by_fraction: Number
    elected: tuple[int, ...] = ()
    excluded: tuple[int, ...] = ()
    steps: tuple[Step, ...] = ()
    ties: tuple[Tie, ...] = ()
    guarded: tuple[int, ...] = ()
    doomed: tuple[int, ...] = ()
    required: Number | None = None
    transfer_value: Number | None = None
    keep: tuple[Number, ...] = ()
    iterations: int | None = None
    before: tuple[Number, ...] = ()
    waits: Number | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a counter finds. valid, invalid: papers in units of 10**-ballots.decimals.

    elected: in order of election. unfilled: places that nobody was there to fill.
    """

    valid: int
    invalid: int
    stages: tuple[Stage, ...]
    elected: tuple[int, ...]
    unfilled: int = 0
