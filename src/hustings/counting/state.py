"""The state of a count, and what every procedure does with it: quotas, elections, constraints, exclusions, stages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from itertools import pairwise

from hustings.ballots.ballots import Ballots
from hustings.counting.arithmetic import Arithmetic
from hustings.counting.constraints import Feasibility
from hustings.counting.papers import ValidPapers
from hustings.counting.quotas import is_found_again, quota
from hustings.counting.ties import Point, Ties
from hustings.record.facts import Facts, Kind, Number, Stage, Step
from hustings.record.figures import FigureStyle
from hustings.rules.book import Purpose
from hustings.rules.lot import Lot
from hustings.rules.question import Impossible, Question

Progress = Callable[[float, str], None]


class Status(Enum):
    WAITING = "waiting"
    CONTINUING = "continuing"
    ELECTED = "elected"
    EXCLUDED = "excluded"
    WITHDRAWN = "withdrawn"


class CountState:
    """A count under way. Candidates are numbered from 1: entry 0 of every list is the non-transferable.

    votes, status: of every candidate. elected: in order. surplus_moved: the elected whose surplus has moved.
    """

    def __init__(
        self, ballots: Ballots, question: Question, papers: ValidPapers, progress: Progress | None = None
    ) -> None:
        self.question, self.rules, self.papers = question, question.rules, papers
        self.arithmetic = Arithmetic.of(question.rules, ballots)
        lot = Lot(question, ballots.names, papers.valid // 10**ballots.decimals)
        self.ties = Ties(question.rules.look_back, lot, FigureStyle(question.rules.decimals, ballots.decimals).votes)
        self.progress = progress
        size = len(ballots.names) + 1
        self.votes: list[Number] = [0 * self.arithmetic.one] * size
        self.status = [
            Status.WITHDRAWN if number in question.withdrawn else Status.CONTINUING for number in range(size)
        ]
        for number in question.further_ron:
            self.status[number] = Status.WAITING
        self.standing = [number for number in range(1, size) if number not in question.withdrawn]
        self.feasibility = Feasibility(question.constraints, self.standing)
        self.contested = len(self.electable) + len(question.further_ron) > question.seats
        if not self.feasibility.feasible([], self.electable, question.seats):
            raise Impossible("the constraints cannot be met by any choice of the candidates")
        self.valid: Number = papers.valid * self.arithmetic.one * self.arithmetic.paper
        self.loss: Number = 0 * self.arithmetic.one
        self.quota: Number | None = None
        self.required: Number | None = None
        self.elected: list[int] = []
        self.surplus_moved: set[int] = set()
        self.excluded_somebody = False
        self.guarded: set[int] = set()
        self.doomed: set[int] = set()
        self.stages: list[Stage] = []
        self._elected_before = 0
        self.look_at_constraints()

    # Who stands where

    @property
    def _now(self) -> Point:
        return Point(self.stage, 0, self.votes)

    @property
    def stage(self) -> int:
        """The number of the stage that is being made."""
        return len(self.stages) + 1

    @property
    def continuing(self) -> list[int]:
        return [number for number in self.standing if self.status[number] is Status.CONTINUING]

    @property
    def electable(self) -> list[int]:
        """The continuing who may be elected: all but undeclared write-ins."""
        return [number for number in self.continuing if number not in self.question.undeclared]

    @property
    def places(self) -> int:
        """Places not yet filled."""
        return self.question.seats - len(self.elected)

    @property
    def complete(self) -> bool:
        """Whether the places are filled, or nobody is left to fill them."""
        return not self.places or not self.electable

    @property
    def surpluses(self) -> dict[int, Number]:
        """Candidate → surplus, of the elected whose surplus has not moved."""
        if self.quota is None or self.rules.surplus_papers == "none" or not self.may_elect:
            return {}
        return {
            number: self.votes[number] - self.quota
            for number in self.elected
            if number not in self.surplus_moved and self.votes[number] > self.quota
        }

    def total_surplus(self) -> Number:
        """What the elected hold above the quota, moved or not (Meek B.2.d)."""
        quota = self.quota or 0
        return sum(self.votes[number] - quota for number in self.elected if self.votes[number] > quota)

    @property
    def may_elect(self) -> bool:
        """Whether the rule book lets anybody be elected yet (NI 48(3): one vacancy waits for an exclusion)."""
        waits = self.rules.one_place_waits_for_exclusion and self.question.seats == 1 and self.contested
        return self.excluded_somebody or not waits

    def look_at_constraints(self) -> None:
        """Find guarded and doomed candidates anew: after every single election and exclusion."""
        if self.question.constraints or self.question.guarded:
            state = (self.elected, self.electable, self.places)
            self.guarded = self.feasibility.guarded(*state) | (self.question.guarded & set(state[1]))
            self.doomed = self.feasibility.doomed(*state)

    # Quota and election

    def find_quota(self) -> None:
        """The quota, where it is due to be found (again)."""
        if self.quota is None or is_found_again(self.rules, anybody_elected=bool(self.elected)):
            active = self.valid - self.votes[0] - self.loss
            held = sum(self.votes[number] for number in self.continuing)
            self.quota = quota(self.rules, self.arithmetic, self.question.seats, active, held)

    def find_required(self, not_yet_moved: Number) -> None:
        """The vote that is enough because of what is still active (ers97 5.1.7(b), 6.20)."""
        if self.rules.elected_by_active_vote:
            held = sum(self.votes[number] for number in self.continuing)
            active = held + sum(self.surpluses.values()) + not_yet_moved
            self.required = self.arithmetic.rounded_up(active, self.places + 1)

    def elect_with_quota(self, not_yet_moved: Number | None = None) -> list[int]:
        """Elect, one at a time and highest first, who has the quota (or the required vote); who they were. The quota is
        found before each look, where it is due.

        not_yet_moved: votes of papers of the excluded that have not moved yet.
        """
        newly: list[int] = []
        self.find_quota()
        while self.places and self.may_elect:
            self.find_required(not_yet_moved or 0 * self.arithmetic.one)
            assert self.quota is not None
            enough = self.quota if self.required is None else min(self.quota, self.required)
            able = [c for c in self.electable if c not in self.doomed and self.votes[c] >= enough]
            chosen = self._first_elected(able)
            if chosen is None:
                break
            self._elect(chosen)
            newly.append(chosen)
            if self.places:
                self.find_quota()
        return newly

    def elect_all(self, candidates: Iterable[int]) -> list[int]:
        """Elect all these, who are no more than the places: highest first."""
        waiting, newly = list(candidates), []
        while waiting:
            chosen = self._first_elected(waiting)
            assert chosen is not None
            self._elect(chosen)
            waiting.remove(chosen)
            newly.append(chosen)
        return newly

    def elect_most_voted(self) -> None:
        """Fill the places by votes alone; equal votes for too few places by lot (plurality)."""
        while not self.complete:
            most = max(self.votes[candidate] for candidate in self.electable)
            tied = [candidate for candidate in self.electable if self.votes[candidate] == most]
            self._elect(min(tied) if len(tied) <= self.places else self.ties.by_lot("election", tied, tied, self._now))

    def _elect(self, candidate: int) -> None:
        self.status[candidate] = Status.ELECTED
        self.elected.append(candidate)
        for before, further in pairwise(self.question.ron_chain):
            if before == candidate:
                self.status[further] = Status.CONTINUING
        self.look_at_constraints()

    def _first_elected(self, able: Sequence[int]) -> int | None:
        """Of these, the one with most votes; None where equals are more than the places (ers97 5.6.2)."""
        if not able:
            return None
        most = max(self.votes[candidate] for candidate in able)
        tied = [candidate for candidate in able if self.votes[candidate] == most]
        narrowed, _ = self.ties.look_back(tied, max, self._now)
        if len(narrowed) > self.places:
            return None
        if len(narrowed) > 1 and self.question.constraints and self._one_dooms_another(narrowed):
            return self.ties.by_lot("election", tied, narrowed, self._now)
        return min(narrowed)

    def _one_dooms_another(self, tied: Sequence[int]) -> bool:
        return any(
            self.feasibility.doomed(
                [*self.elected, first], [c for c in self.electable if c != first], self.places - 1
            ).intersection(tied)
            for first in tied
        )

    def settle(self, purpose: Purpose, tied: Sequence[int]) -> int:
        """One of the tied: by look-back, else by recorded decision or lot; the tie is noted. Raises LotNeeded."""
        return self.ties.settle(purpose, tied, self._now)

    # Exclusion

    def undeclared_going_first(self) -> list[int]:
        """The undeclared write-ins, at the stage at which they go out whatever their votes; [] at any other."""
        if not self.rules.undeclared_first or self.stage != 2:
            return []
        return [candidate for candidate in self.continuing if candidate in self.question.undeclared]

    def lowest(self) -> int:
        """Whom an exclusion of one takes: a doomed candidate if there is one, else the lowest who is not guarded."""
        able = self.doomed or set(self.continuing) - self.guarded or set(self.continuing)
        fewest = min(self.votes[candidate] for candidate in able)
        margin = self.total_surplus() if self.rules.tied_within_surplus else 0
        return self.settle("exclusion", sorted(c for c in able if self.votes[c] <= fewest + margin))

    def exclude(self, candidate: int) -> None:
        self.status[candidate] = Status.EXCLUDED
        self.excluded_somebody = True
        self.look_at_constraints()

    # Stages

    def fill_last_places(self) -> None:
        """What a complete stage may settle at once: the last place by comparison, or no more candidates than places."""
        if not (self.places and self.may_elect):
            return
        if self.rules.last_place_by_comparison and self.places == 1:
            held = sum(self.votes[c] for c in self.continuing) + sum(self.surpluses.values())
            ahead = [c for c in self.electable if c not in self.doomed and 2 * self.votes[c] >= held]
            if len(ahead) == 1:
                self._elect(ahead[0])
        # A further RON may begin to stand as one is elected, so that there is somebody for another place.
        while not self.complete and len(self.electable) <= self.places:
            self.elect_all(self.electable)

    def add_point(self, step: int) -> None:
        """Remember the votes as they are, for later look-backs."""
        self.ties.remember(Point(self.stage, step, list(self.votes)))

    def end_stage(
        self,
        kind: Kind,
        of: Sequence[int] = (),
        *,
        excluded: Sequence[int] = (),
        steps: Sequence[Step] = (),
        **more: object,
    ) -> None:
        """Complete the stage: write down how it stands."""
        self.add_point(0)
        going_on = not self.complete
        self.stages.append(
            Stage(
                number=self.stage,
                kind=kind,
                of=tuple(of),
                quota=self.quota,
                votes=tuple(self.votes[1:]),
                non_transferable=self.votes[0],
                loss_by_fraction=self.loss,
                elected=tuple(self.elected[self._elected_before :]),
                excluded=tuple(sorted(excluded)),
                steps=tuple(steps),
                ties=self.ties.taken(),
                guarded=tuple(sorted(self.guarded)) if going_on else (),
                doomed=tuple(sorted(self.doomed)) if going_on else (),
                required=self.required,
                **more,  # type: ignore[arg-type]
            )
        )
        self._elected_before = len(self.elected)
        if self.progress:
            settled = len(self.standing) - len(self.continuing)
            self.progress(settled / len(self.standing) if going_on else 1.0, f"stage {len(self.stages)}")

    def facts(self) -> Facts:
        return Facts(self.papers.valid, self.papers.invalid, tuple(self.stages), tuple(self.elected), self.places)
