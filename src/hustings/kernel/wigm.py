"""The second witness for weighted inclusive Gregory in exact fractions: whole numbers over a common denominator.

Values of papers are numerators over `Count.one`, which is also the value of a paper at full value. When a candidate
with v votes passes a surplus S on, everything is multiplied by v and the moving papers' values by S instead, so that
nothing is ever divided; then what all numerators and the denominator have in common is taken out again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from math import gcd

from hustings.ballots.ballots import Ballots
from hustings.kernel.completions import Completions
from hustings.kernel.exactness import Unsupported
from hustings.record.facts import Facts, Kind, Stage, Step, Tie
from hustings.rules.book import Purpose, Rules
from hustings.rules.lot import Lot
from hustings.rules.question import Impossible, Question

# The answers that this counter knows; those not named here may be any.
_ANSWERS: dict[str, tuple[object, ...]] = {
    "procedure": ("transfers",),
    "decimals": (None,),
    "quota": ("whole",),
    "quota_again": ("never",),
    "elected_by_active_vote": (False,),
    "one_place_waits_for_exclusion": (False,),
    "elected_receives": (False,),
    "surplus_papers": ("all",),
    "transfer_value": ("share",),
    "surplus_waits": ("never",),
    "exclude_together": ("never",),
    "exclude_before_surplus": (False,),
    "batches": ("one",),
    "elect_after_each_batch": (False,),
    "last_places": ("after",),
    "last_place_by_comparison": (False,),
    "look_back_points": ("stages",),
}


def count(ballots: Ballots, question: Question) -> Facts:
    """The facts of one count; votes and values are Fractions. Raises as `counter.count` does."""
    for name, known in _ANSWERS.items():
        if getattr(question.rules, name) not in known:
            raise Unsupported(f"the second witness counts in fractions only with {name} = {known[0]!r}")
    return _Count(ballots, question).facts()


def _readable(ballots: Ballots, rules: Rules) -> Iterable[tuple[list[int], int]]:
    """Each ranking as far as it can be read, and its papers."""
    for ranking, papers in ballots:
        read: list[int] = []
        for at, token in enumerate(ranking):
            if token == 0 and rules.skipped == "passed over":
                continue
            if token <= 0 or (at + 1 < len(ranking) and ranking[at + 1] < 0):
                break
            read.append(token)
        yield read, papers


class _Count:
    """One count while it is made. A parcel is (ranking, the place where it lies, papers)."""

    def __init__(self, ballots: Ballots, question: Question) -> None:
        self.question = question
        self.scale: int = 10**ballots.decimals
        self.numbers = range(1, len(ballots.names) + 1)
        self.one = 1
        self.continuing = [c for c in self.numbers if c not in question.withdrawn]
        self.votes = dict.fromkeys(self.numbers, 0)
        self.piles: dict[int, dict[int, list[tuple[list[int], int, int]]]] = {c: {} for c in self.numbers}
        self.gone = 0
        self.pending: list[int] = []
        self.elected: list[int] = []
        self.history: list[dict[int, Fraction]] = []
        self.stages: list[Stage] = []
        self.ties: list[Tie] = []
        self.completions = Completions(question, len(ballots.names))
        if question.constraints and not self.completions.possible((), self.continuing, question.seats):
            raise Impossible("the constraints cannot be met by any result")
        self.look_again()
        rankings = [(read, papers) for read, papers in _readable(ballots, question.rules) if papers]
        self.invalid = self.deal(((read, -1, papers) for read, papers in rankings), 1)[1]
        self.valid = sum(papers for _, papers in rankings) - self.invalid
        if self.valid == 0 and len(self.continuing) > question.seats:
            raise Impossible("there is no valid paper, and more candidates than places")
        self.whole_quota: int = self.valid // ((question.seats + 1) * self.scale) + 1
        self.lot = Lot(question, ballots.names, self.valid // self.scale)

    @property
    def quota(self) -> int:
        return self.whole_quota * self.scale * self.one

    @property
    def places(self) -> int:
        return self.question.seats - len(self.elected)

    def exact(self, votes: int) -> Fraction:
        return Fraction(votes, self.one * self.scale)

    def facts(self) -> Facts:
        """Count to the end."""
        if len(self.continuing) <= self.question.seats:
            self.elect_rest()
            self.end("first preferences", (), 0)
        else:
            self.elect()
            self.close("first preferences", (), 0)
        while self.places > 0 and self.continuing:
            over = [c for c in self.pending if self.votes[c] > self.quota]
            if over:
                most = max(self.votes[c] for c in over)
                self.surplus(self.settle("surplus", [c for c in over if self.votes[c] == most], max))
            else:
                going = self.completions.doomed or [c for c in self.continuing if c not in self.guarded]
                going = going or self.continuing
                least = min(self.votes[c] for c in going)
                self.exclude(self.settle("exclusion", [c for c in going if self.votes[c] == least], min))
        return Facts(self.valid, self.invalid, tuple(self.stages), tuple(self.elected), self.places)

    @property
    def guarded(self) -> list[int]:
        return [c for c in self.continuing if c in self.completions.guarded or c in self.question.guarded]

    def look_again(self) -> None:
        self.completions.look_again(self.elected, self.continuing, self.places)

    def deal(self, papers: Iterable[tuple[list[int], int, int]], value: int) -> tuple[dict[int, int], int]:
        """Papers go to their next continuing candidates: papers received by each, and those that reach nobody."""
        received = dict.fromkeys(self.numbers, 0)
        exhausted = 0
        for read, place, number in papers:
            for at in range(place + 1, len(read)):
                if read[at] in self.continuing:
                    self.piles[read[at]].setdefault(value, []).append((read, at, number))
                    received[read[at]] += number
                    break
            else:
                exhausted += number
        for c, number in received.items():
            self.votes[c] += number * value
        return received, exhausted

    def step(self, papers: list[tuple[list[int], int, int]], value: int) -> Step:
        """Deal the papers at this value."""
        received, exhausted = self.deal(papers, value)
        self.gone += exhausted * value
        votes = tuple(self.exact(received[c] * value) for c in self.numbers)
        examined = sum(number for _, _, number in papers)
        return Step(Fraction(value, self.one), examined, votes, self.exact(exhausted * value), Fraction(0))

    def surplus(self, c: int) -> None:
        self.pending.remove(c)
        surplus, votes = self.votes[c] - self.quota, self.votes[c]
        piles = sorted(self.piles[c].items(), reverse=True)
        self.piles[c] = {}
        common = gcd(surplus, votes)
        self.rescale(votes // common)
        steps = [self.step(papers, value * (surplus // common)) for value, papers in piles]
        self.votes[c] = self.quota
        self.reduce()
        self.elect()
        self.close("surplus", (c,), 0, steps, Fraction(surplus, votes))

    def exclude(self, c: int) -> None:
        self.continuing.remove(c)
        self.look_again()
        piles = sorted(self.piles[c].items(), reverse=True)
        self.piles[c] = {}
        self.votes[c] = 0
        steps = [self.step(papers, value) for value, papers in piles]
        self.elect()
        self.close("exclusion", (c,), 1, steps)

    def rescale(self, factor: int) -> None:
        """The denominator becomes `factor` times as large."""
        self.one *= factor
        self.gone *= factor
        self.votes = {c: votes * factor for c, votes in self.votes.items()}
        self.piles = {c: {v * factor: papers for v, papers in piles.items()} for c, piles in self.piles.items()}

    def reduce(self) -> None:
        """Take out what the denominator has in common with every numerator."""
        common = gcd(self.one, self.gone, *self.votes.values(), *(v for piles in self.piles.values() for v in piles))
        self.one //= common
        self.gone //= common
        self.votes = {c: votes // common for c, votes in self.votes.items()}
        self.piles = {c: {v // common: papers for v, papers in piles.items()} for c, piles in self.piles.items()}

    def elect(self) -> None:
        """Elect all who have the quota, highest first."""
        while self.places > 0:
            able = [c for c in self.continuing if c not in self.completions.doomed and self.votes[c] >= self.quota]
            if not able:
                return
            most = max(self.votes[c] for c in able)
            tied = [c for c in able if self.votes[c] == most]
            left, _ = self.look_back(tied, max)
            chosen = left[0]
            if any(self.completions.excludes_other(self.elected, self.continuing, self.places, left)):
                chosen = self.draw("election", tied, left)
            self.take(chosen)

    def elect_rest(self) -> None:
        """Elect all who continue."""
        while self.continuing and self.places > 0:
            most = max(self.votes[c] for c in self.continuing)
            self.take(self.look_back([c for c in self.continuing if self.votes[c] == most], max)[0][0])

    def take(self, c: int) -> None:
        self.continuing.remove(c)
        self.elected.append(c)
        self.pending.append(c)
        self.look_again()

    def look_back(self, tied: list[int], best: Callable[[Iterable[Fraction]], Fraction]) -> tuple[list[int], int]:
        """Who of the tied were ahead (or behind), and the last stage that told, or 0."""
        told = 0
        order = list(enumerate(self.history, 1))
        if self.question.rules.look_back == "none":
            order = []
        if self.question.rules.look_back == "most recent":
            order.reverse()
        for number, votes in order:
            if len({votes[c] for c in tied}) > 1:
                told, ahead = number, best(votes[c] for c in tied)
                tied = [c for c in tied if votes[c] == ahead]
        return tied, told

    def settle(self, purpose: Purpose, tied: list[int], best: Callable[[Iterable[Fraction]], Fraction]) -> int:
        if len(tied) == 1:
            return tied[0]
        left, told = self.look_back(tied, best)
        if len(left) > 1:
            return self.draw(purpose, tied, left)
        self.ties.append(Tie(purpose, tuple(sorted(tied)), "look-back", left[0], told))
        return left[0]

    def draw(self, purpose: Purpose, tied: list[int], left: list[int]) -> int:
        among = tuple(sorted(left))
        chosen, by = self.lot.choose(len(self.stages) + 1, purpose, among)
        narrowed = among if len(left) < len(tied) else ()
        self.ties.append(Tie(purpose, tuple(sorted(tied)), by, chosen, narrowed=narrowed))
        return chosen

    def close(
        self, kind: Kind, of: tuple[int, ...], excluded: int, steps: Iterable[Step] = (),
        transfer_value: Fraction | None = None,
    ) -> None:  # fmt: skip
        """What may still happen in a stage when its papers have moved; then its end."""
        if self.places > 0 and len(self.continuing) == self.places:
            self.elect_rest()
        self.end(kind, of, excluded, steps, transfer_value)

    def end(
        self, kind: Kind, of: tuple[int, ...], excluded: int, steps: Iterable[Step] = (),
        transfer_value: Fraction | None = None,
    ) -> None:  # fmt: skip
        votes = {c: self.exact(number) for c, number in self.votes.items()}
        self.history.append(votes)
        before = sum(len(stage.elected) for stage in self.stages)
        full = self.places == 0
        self.stages.append(
            Stage(
                number=len(self.stages) + 1,
                kind=kind,
                of=of,
                quota=Fraction(self.whole_quota),
                votes=tuple(votes[c] for c in self.numbers),
                non_transferable=self.exact(self.gone),
                loss_by_fraction=Fraction(0),
                elected=tuple(self.elected[before:]),
                excluded=of if excluded else (),
                steps=tuple(steps),
                ties=tuple(self.ties),
                guarded=() if full else tuple(self.guarded),
                doomed=() if full else tuple(c for c in self.continuing if c in self.completions.doomed),
                transfer_value=transfer_value,
            )
        )
        self.ties = []
