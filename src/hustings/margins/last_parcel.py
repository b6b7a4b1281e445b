"""The search below where the last parcel carries a surplus on: `ers97`, `labour-nec`, `northern-ireland`.

What these rule books allow is relaxed where it hangs on more than votes (docs/margins.md, B4): surpluses may wait, and
several be excluded together, whenever the rule book's test can hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hustings.margins.contest import Candidates, with_any_of
from hustings.margins.last_point import Parcelled, Point
from hustings.margins.search import Move
from hustings.margins.steps import Bounds, fewest, highest_possible, looked, looks, lowest_possible

# More choices of candidates to be excluded together than this are not searched at one point.
MOST_GROUPS = 300


class LastParcel(Parcelled):
    """The decisions that these rule books allow."""

    def moves(self, here: Point, cost: int) -> Iterator[Move]:
        """Every decision that fewer papers than the limit allow."""
        contest, votes = self.contest, here.votes
        far = here.slack.reach(self.limit)[1]
        all_here = here.continuing
        near = sorted(c for c in all_here if votes[c] + far >= self.least(here, c, all_here, self.limit))
        doomed = contest.doomed(here.elected, here.continuing)
        for loser in (c for c in near if c not in contest.winners and c not in doomed):

            def reaches(k: int, loser: int = loser) -> bool:
                return here.slack.reach(k)[1] >= self.lack(here, loser, near, k)

            needs = fewest(reaches, cost, self.limit)
            if needs < self.limit:
                yield Move("election", loser, (), needs, other=True)
        places = contest.seats - len(here.elected)
        waits = here.begins and contest.seats == 1 and self.rules.one_place_waits_for_exclusion
        for now in with_any_of((), [c for c in near if c in contest.winners]):
            if len(now) <= places:
                free = waits or (len(near) > places and not now)
                yield from self._after_look(here, now, cost, free)

    def _after_look(self, before: Point, now: tuple[int, ...], cost: int, free: bool) -> Iterator[Move]:
        """The decisions once these are elected. free: whether others may have had enough votes and not been elected."""
        contest, here = self.contest, self.elect(before, now)
        if contest.over(here.elected, here.continuing):
            return
        votes = here.votes
        below = frozenset() if free else here.continuing - contest.doomed(here.elected, here.continuing)

        def bounds(k: int) -> Bounds:
            most = self.most(here, k) if below else 0
            least = {c: votes[c] + self.lack(before, c, now, k) for c in now}
            return Bounds(least, dict.fromkeys(below, most))

        needs = fewest(lambda k: looked(votes, bounds(k), here.slack, k), cost, self.limit)
        if needs >= self.limit:
            return
        if here.pending is not None and here.pending.batches:
            yield Move("batch", here.pending.candidates[0], now, needs)
            return
        yield from self._surpluses(here, now, needs, bounds)
        yield from self._exclusions(here, now, needs, bounds)

    def _surpluses(
        self, here: Point, now: tuple[int, ...], cost: int, bounds: Callable[[int], Bounds]
    ) -> Iterator[Move]:
        for who in sorted(here.waiting):
            others = [c for c in here.sized if c != who] if who in here.sized else []

            def possible(k: int, who: int = who, others: list[int] = others) -> bool:
                return highest_possible(here.votes, bounds(k), here.slack, who, others, k)

            needs = fewest(possible, cost, self.limit)
            if needs < self.limit:
                yield Move("surplus", who, now, needs)

    def _exclusions(
        self, here: Point, now: tuple[int, ...], cost: int, bounds: Callable[[int], Bounds]
    ) -> Iterator[Move]:
        contest = self.contest
        waiting = bool(here.waiting)
        if waiting and (self.rules.surplus_waits == "never" or contest.doomed(here.elected, here.continuing)):
            return
        yield from self._together(here, now, cost, bounds)
        among = contest.excludable(here.elected, here.continuing)
        for who in among:
            others = [c for c in among if c != who]

            def possible(k: int, who: int = who, others: list[int] = others) -> bool:
                if waiting and not self.can_go(here, frozenset({who}), k):
                    return False
                return lowest_possible(here.votes, bounds(k), here.slack, who, others, k)

            needs = fewest(possible, cost, self.limit)
            if needs < self.limit:
                yield Move("exclusion", who, now, needs, who in contest.winners)

    def _together(
        self, here: Point, now: tuple[int, ...], cost: int, bounds: Callable[[int], Bounds]
    ) -> Iterator[Move]:
        """Exclusions of several together. They matter only where their papers could elect somebody on the way (B4)."""
        contest = self.contest
        if self.rules.exclude_together == "never" or contest.doomed(here.elected, here.continuing):
            return
        if not self.matters(here):
            return
        groups = self.groups(here)
        if len(groups) > MOST_GROUPS:
            # Too many to search: what is proved ends here.
            yield Move("exclusion", groups[0][0], now, cost, other=True)
            return
        for group in groups:

            def possible(k: int, group: tuple[int, ...] = group) -> bool:
                down, up = looks(here.votes, bounds(k), here.slack, k)
                return down >= 0 and up >= 0 and self.together_possible(here, group, k)

            needs = fewest(possible, cost, self.limit)
            if needs < self.limit:
                other = bool(contest.winners.intersection(group))
                yield Move("exclusion", group[0], now, needs, other, group[1:])

    def together_possible(self, here: Point, group: tuple[int, ...], k: int) -> bool:
        """Can these be fewer than each other candidate, all surpluses added to them?"""
        votes, (down, up) = here.votes, here.slack.reach(k)
        level = self.unmoved(here, k) + sum(votes[c] for c in group) - down
        among = self.contest.excludable(here.elected, here.continuing)
        return sum(max(0, level - votes[c]) for c in among if c not in group) <= up

    def unmoved(self, here: Point, k: int) -> int:
        """No more than all surpluses that have not moved."""
        high = 0 if here.quota is None else here.quota.high + k * here.quota.each
        return sum(max(0, here.votes[c] - high) for c in here.sized)

    def groups(self, here: Point) -> list[tuple[int, ...]]:
        """Every two or more candidates who could be excluded together with fewer papers than the limit."""
        contest, votes = self.contest, here.votes
        among = sorted(contest.excludable(here.elected, here.continuing), key=lambda c: votes[c])
        spare = len(here.continuing) - (contest.seats - len(here.elected))
        down, up = here.slack.reach(self.limit)
        waiting = self.unmoved(here, self.limit)
        found: list[tuple[int, ...]] = []

        def choose(place: int, group: tuple[int, ...], held: int, least: int | None) -> None:
            """Go on from the candidate at `place`. least: the fewest votes of those left out."""
            if len(found) > MOST_GROUPS or (least is not None and held - down > least + up):
                return
            if place == len(among):
                if len(group) >= 2 and least is not None:
                    found.append(group)
                return
            who = among[place]
            if len(group) < spare:
                choose(place + 1, (*group, who), held + votes[who], least)
            choose(place + 1, group, held, votes[who] if least is None else least)

        choose(0, (), waiting, None)
        return found

    def can_go(self, here: Point, members: Candidates, k: int) -> bool:
        """Can these, perhaps with others, be fewer than the next candidate, all surpluses added to them (B4)?"""
        contest, votes = self.contest, here.votes
        down, up = here.slack.reach(k)
        among = contest.excludable(here.elected, here.continuing)
        outside = sorted((c for c in among if c not in members), key=lambda c: -votes[c])
        together = self.unmoved(here, k) + sum(votes[c] for c in members)
        while outside and votes[outside[-1]] + up < together - down:
            together += votes[outside.pop()]
        remain = len(here.continuing) - (len(among) - len(outside))
        return bool(outside) and remain >= contest.seats - len(here.elected)

    def matters(self, here: Point) -> bool:
        """Whether the papers of several excluded together could elect somebody before all of them have moved (B4)."""
        contest, votes = self.contest, here.votes
        down, up = here.slack.reach(self.limit)
        among = sorted(contest.excludable(here.elected, here.continuing), key=lambda c: votes[c])
        spare = len(here.continuing) - (contest.seats - len(here.elected))
        mass = below = 0
        for place, who in enumerate(among):
            if place > spare or below - down > votes[who] + up:
                break
            rest = sum(votes[c] for c in among if c != who and votes[c] <= votes[who] + up + down)
            mass = max(mass, min(votes[who] + up + down, rest + up))
            below += votes[who]
        return any(votes[c] + mass + up >= self.least(here, c, here.continuing, self.limit) for c in here.continuing)
