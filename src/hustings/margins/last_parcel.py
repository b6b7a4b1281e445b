"""The search below where the last parcel carries a surplus on: `ers97`, `labour-nec`, `northern-ireland`.

What these rule books allow is relaxed where it hangs on more than votes (docs/margins.md, B4): surpluses may wait, and
several be excluded together, whenever the rule book's test can hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hustings.margins.contest import Candidates
from hustings.margins.last_point import Parcelled, Point
from hustings.margins.search import Move
from hustings.margins.steps import Bounds, Window, chosen_to_be_elected, extreme_possible, least_papers, looked, looks
from hustings.margins.values import Carried, class_of, lower_values

# More choices of candidates to be excluded together than this are not searched at one point.
MOST_GROUPS = 300
# How a move is done that stands for all that is not searched.
ENDS = "ends"
At = Callable[[int], Bounds]


class LastParcel(Parcelled):
    """The decisions that these rule books allow."""

    def needs(self, here: Point, cost: int) -> int:
        """As in `search.Game`."""
        flow, pending = here.papers.flow, here.pending
        gone = frozenset(pending.candidates if pending is not None else ())
        able = self.contest.receives(here.continuing | here.waiting.keys() | gone)
        able[-1] = False
        mass = flow.pile.number * flow.value * able[flow.at]
        gap = self.contest.apart(here.elected, here.continuing, here.votes, mass)
        return least_papers(here.slack.reach, gap, cost, self.limit)

    def moves(self, here: Point, window: Window) -> Iterator[Move]:
        """Every decision that the window's numbers of papers allow."""
        contest, votes, k = self.contest, here.votes, window.high - 1
        down, up = here.slack.reach(k)
        everybody = here.continuing
        # Where there is one place, nobody is elected by first preferences, as long as nobody has been excluded.
        waits = here.begins and contest.seats == 1 and self.rules.one_place_waits_for_exclusion
        able = frozenset() if waits else everybody - contest.doomed(here.elected, everybody)
        enough = {c: self.least(here, c, everybody, k) for c in able}
        near = sorted((c for c in able if votes[c] + up >= enough[c]), key=lambda c: (-votes[c], c))
        for candidate in (c for c in near if c in contest.ends_it):

            def reaches(k: int, candidate: int = candidate) -> bool:
                return here.slack.reach(k)[1] >= self.lack(here, candidate, everybody, k)

            needs = self.fewest(window, reaches)
            if needs is not None:
                yield Move("election", candidate, (), needs, other=True)
        electable = [c for c in near if c in contest.electable]
        if contest.question.constraints:
            down += 2 * contest.pile.valid * self.one * self.cut
        bounds = min(enough.values(), default=0), self.quota_at(here, k)[1]
        places = contest.seats - len(here.elected)
        for now in chosen_to_be_elected(votes, electable, bounds, (down, up), places):
            yield from self._after_look(here, now, window, free=waits)

    def _after_look(self, before: Point, now: tuple[int, ...], window: Window, *, free: bool) -> Iterator[Move]:
        """The decisions once these are elected. free: whether others may have had enough votes and not been elected."""
        contest, here = self.contest, self.elect(before, now)
        votes = here.votes
        other = contest.other_result(here.elected, here.continuing)
        whole = other is not None or free
        below = frozenset() if whole else here.continuing - contest.doomed(here.elected, here.continuing)

        def bounds(k: int) -> Bounds:
            least = {c: votes[c] + self.lack(before, c, now, k) for c in now}
            return Bounds(least, dict.fromkeys(below, self.most(here, k) if below else 0))

        needs = self.fewest(
            Window(window.start, window.start, window.high), lambda k: looked(votes, bounds(k), here.slack.reach(k))
        )
        if needs is None or other is False:
            return
        if other:
            if needs >= window.low:
                yield Move("election", now[0], now[1:], needs, other=True)
        elif here.pending is not None and here.pending.batches:
            if needs >= window.low:
                yield Move("batch", here.pending.candidates[0], now, needs)
        else:
            yield from self._surpluses(here, now, window, bounds)
            yield from self._exclusions(here, now, window, bounds)

    def _surpluses(self, here: Point, now: tuple[int, ...], window: Window, bounds: At) -> Iterator[Move]:
        together = self.together(here) if here.waiting else []
        for who in sorted(here.waiting):
            others = [c for c in here.waiting if c != who]
            for carried, agrees in self.ways(here, who, window.high - 1):

                def possible(
                    k: int, who: int = who, others: list[int] = others, agrees: Callable[[int], bool] = agrees
                ) -> bool:
                    if not agrees(k) or self.must_wait(here, together, k):
                        return False
                    reach = here.slack.reach(k)
                    return extreme_possible(here.votes, bounds(k), reach, who, others, highest=True)

                needs = self.fewest(window, possible)
                if needs is not None:
                    yield Move("surplus", who, now, needs, how=carried)

    def together(self, here: Point) -> list[tuple[int, int]]:
        """The lowest who may be excluded, one, two and more: their votes, and those of the next."""
        contest, found = self.contest, []
        if self.rules.surplus_waits == "never" or contest.doomed(here.elected, here.continuing):
            return []
        among = contest.excludable(here.elected, here.continuing)
        among.sort(key=lambda c: here.votes[c])
        for number, above in enumerate(among[1:], 1):
            if not contest.feasible(here.elected, here.continuing.difference(among[:number])):
                break
            found.append((sum(here.votes[c] for c in among[:number]), here.votes[above]))
        return found

    def must_wait(self, here: Point, together: list[tuple[int, int]], k: int) -> bool:
        """Whether surpluses wait whichever k papers are altered: the lowest with all of them stay below the next."""
        (low, _), (down, up) = self.quota_at(here, k), here.slack.reach(k)
        waiting = sum(max(0, here.votes[c] - low) for c in here.waiting)
        return any(lowest + waiting + up < above - down for lowest, above in together)

    def surplus(self, here: Point, who: int, k: int) -> tuple[int, int]:
        """The least and the greatest surplus, in 1/UNIT, that k altered papers can make of somebody's."""
        (low, high), (down, up) = self.quota_at(here, k), here.slack.reach(k)
        return here.votes[who] - high - down, here.votes[who] - low + up

    def ways(self, here: Point, who: int, most: int) -> Iterator[tuple[Carried, Callable[[int], bool]]]:
        """Each way for a surplus to move that `most` papers allow, and whether k papers do (B4)."""
        held, papers = here.waiting[who], here.papers

        def at_most(votes: int, papers: int) -> Callable[[int], bool]:
            return lambda k: k >= papers and self.surplus(here, who, k)[0] <= votes + k * here.slack.more

        if held.altered is not None:
            yield Carried("altered"), at_most(0, held.altered)
        if held.fell is not None:
            fell, gone = held.fell
            yield Carried("fell"), lambda k: at_most(fell + 2 * k * self.each, gone)(k)
        if held.step is None:
            return
        rows = papers.transferable(papers.parcel(who, held.step), self.contest.receives(here.continuing))
        number = papers.papers(rows)
        least, greatest = self.surplus(here, who, most)
        if not number:
            # None of its known papers goes on.
            yield Carried("altered"), lambda _: True
            return
        yield Carried("nothing"), lambda k: self.surplus(here, who, k)[0] <= 0
        above = class_of(here.classes, int(papers.via[rows[0]]))
        worth = here.classes[above]

        def carries(low: int, below: int | None) -> Callable[[int], bool]:
            def agrees(k: int) -> bool:
                least, greatest = self.surplus(here, who, k)
                return number * low * self.cut <= greatest and (below is None or least < number * below * self.cut)

            return agrees

        yield Carried("known", worth.low, worth.high, above, joins=True), carries(worth.low, None)
        first, last = max(0, least // (number * self.cut)), greatest // (number * self.cut)
        for carried in lower_values(here.classes, above, number, self.one, first, last):
            yield carried, carries(carried.low, carried.high + 1)

    def _exclusions(self, here: Point, now: tuple[int, ...], window: Window, bounds: At) -> Iterator[Move]:
        contest = self.contest
        waiting = bool(here.waiting)
        if waiting and (self.rules.surplus_waits == "never" or contest.doomed(here.elected, here.continuing)):
            return
        yield from self._together(here, now, window, bounds)
        among = contest.excludable(here.elected, here.continuing)
        for who in among:
            other = contest.other_result(here.elected, here.continuing - {who})
            if other is False:
                continue
            others = [c for c in among if c != who]

            def possible(k: int, who: int = who, others: list[int] = others) -> bool:
                if waiting and not self.can_go(here, frozenset({who}), k):
                    return False
                return extreme_possible(here.votes, bounds(k), here.slack.reach(k), who, others, highest=False)

            needs = self.fewest(window, possible)
            if needs is not None:
                yield Move("exclusion", who, now, needs, bool(other))

    def _together(self, here: Point, now: tuple[int, ...], window: Window, bounds: At) -> Iterator[Move]:
        """Exclusions of several together. They matter only where their papers could elect somebody on the way (B4)."""
        contest, most = self.contest, window.high - 1
        if self.rules.exclude_together == "never" or contest.doomed(here.elected, here.continuing):
            return
        if not self.matters(here, most):
            return
        groups = self.groups(here, most)
        if len(groups) > MOST_GROUPS:
            # Too many to search: what is proved ends here.
            yield Move("exclusion", groups[0][0], now, window.low, other=True, how=ENDS)
            return
        for group in groups:
            other = contest.other_result(here.elected, here.continuing.difference(group))
            if other is False:
                continue

            def possible(k: int, group: tuple[int, ...] = group) -> bool:
                down, up = looks(here.votes, bounds(k), here.slack.reach(k))
                return down >= 0 and up >= 0 and self.together_possible(here, group, k) and self.matters(here, k)

            needs = self.fewest(window, possible)
            if needs is not None:
                yield Move("exclusion", group[0], now, needs, bool(other), group[1:])

    def together_possible(self, here: Point, group: tuple[int, ...], k: int) -> bool:
        """Can these be fewer than each other candidate, all surpluses added to them?"""
        votes, (down, up) = here.votes, here.slack.reach(k)
        level = self.unmoved(here, k) + sum(votes[c] for c in group) - down
        among = self.contest.excludable(here.elected, here.continuing)
        return sum(max(0, level - votes[c]) for c in among if c not in group) <= up

    def unmoved(self, here: Point, k: int) -> int:
        """No more than all surpluses that have not moved."""
        high = 0 if here.quota is None else self.quota_at(here, k)[1]
        return sum(max(0, here.votes[c] - high) for c in here.waiting)

    def groups(self, here: Point, most: int) -> list[tuple[int, ...]]:
        """Every two or more candidates who could be excluded together with so many papers."""
        contest, votes = self.contest, here.votes
        among = sorted(contest.excludable(here.elected, here.continuing), key=lambda c: votes[c])
        spare = len(here.continuing) - (contest.seats - len(here.elected))
        down, up = here.slack.reach(most)
        waiting = self.unmoved(here, most)
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

    def matters(self, here: Point, k: int) -> bool:
        """Whether the papers of several excluded together could elect somebody before all of them have moved (B4)."""
        contest, votes = self.contest, here.votes
        down, up = here.slack.reach(k)
        among = sorted(contest.excludable(here.elected, here.continuing), key=lambda c: votes[c])
        spare = len(here.continuing) - (contest.seats - len(here.elected))
        mass = below = 0
        for place, who in enumerate(among):
            if place > spare or below - down > votes[who] + up:
                break
            rest = sum(votes[c] for c in among if c != who and votes[c] <= votes[who] + up + down)
            mass = max(mass, min(votes[who] + up + down, rest + up))
            below += votes[who]
        return any(votes[c] + mass + up >= self.least(here, c, here.continuing, k) for c in here.continuing)
