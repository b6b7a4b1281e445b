"""The search above: an alteration that changes the result, as small as trying finds (docs/margins.md, U1 and U2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import permutations

from hustings.margins.laboratory import Alteration, Laboratory, Route, scaled, size

Pair = tuple[int, int]


class Above:
    """The search. closest: candidate numbers, those first whose election or exclusion was the nearest thing.

    two: whether papers may be given two preferences. best: the least alteration found so far, () if there is none.
    """

    def __init__(self, laboratory: Laboratory, closest: Sequence[int], *, two: bool) -> None:
        self.laboratory, self.two, self.kind = laboratory, two, laboratory.aim.kind
        self.standing = list(closest)
        self.best: Alteration = ()
        # At least one paper has to be left where papers are removed.
        self.number = int(laboratory.cast[laboratory.altered].sum()) + (self.kind != "remove")

    def run(self, stop: Callable[[], bool] = lambda: False) -> Alteration:
        """Search until all is tried, no trials are left or `stop` says so."""
        pairs = self.pairs()
        routes = [self.route(source, target) for source, target in pairs]
        for route in routes:
            if stop() or self.laboratory.trials <= 0:
                return self.best
            self.alone([route])
        if self.two and self.kind != "remove":
            for source, target in pairs:
                if stop() or self.laboratory.trials <= 0:
                    return self.best
                others = [then for then in self.standing if then not in (source, target)]
                self.alone([self.route(source, target, then) for then in others])
        for route in routes:
            if stop() or self.laboratory.trials <= 0:
                break
            self.beside(route, routes)
        return self.best

    def route(self, source: int, target: int, *then: int) -> Route:
        """Papers of one candidate for another; without the other where papers are removed, without the one if added."""
        return Route(source, target, () if self.kind == "remove" else (target, *then))

    def pairs(self) -> list[Pair]:
        """Every two candidates, those first that are likely to matter: winners' papers, for others who were close."""
        aim, place = self.laboratory.aim, {n: i for i, n in enumerate(self.standing)}
        winners, asked = aim.winners, aim.candidate
        every = [(0, target) for target in self.standing] if self.kind == "add" else permutations(self.standing, 2)

        def order(pair: Pair) -> tuple[int, int, int]:
            source, target = pair
            far = (source not in winners) + (target in winners) + 3 * (asked is not None and asked not in pair)
            return far, place.get(source, 0) + place[target], place.get(source, 0)

        return sorted(every, key=order)

    def alone(self, routes: Sequence[Route]) -> None:
        """Try each route alone, with fewer papers than the best."""
        trials: list[Alteration] = []
        for route in routes:
            most = min(self.number - 1, self.laboratory.has(route.source))
            numbers = {most * part // 8 for part in (1, 2, 4, 6, 8)} - {0}
            trials += [((route, number),) for number in sorted(numbers)]
        self.take(trials)

    def beside(self, one: Route, routes: Sequence[Route]) -> None:
        """Try a route together with every other, with fewer papers than the best."""
        number, has = self.number - 1, self.laboratory.has
        trials: list[Alteration] = []
        for other in routes:
            if other == one or (other.source and other.source == one.source):
                continue
            for part in (1, 2, 3):
                first = number * part // 4
                if 0 < first <= has(one.source) and 0 < number - first <= has(other.source):
                    trials.append(((one, first), (other, number - first)))
        self.take(trials)

    def take(self, trials: Sequence[Alteration]) -> None:
        """Keep the least of the trials that elects others, thinned out."""
        if not trials:
            return
        good = [t for t, other in zip(trials, self.laboratory.others_elected(trials), strict=True) if other]
        if good:
            self.thin(min(good, key=size))

    def thin(self, alteration: Alteration) -> None:
        """Keep an alteration that elects others, as small as halving makes it in the same proportions."""
        low, high = 0, size(alteration)
        if high >= self.number:
            return
        self.best, self.number = alteration, high
        while high - low > 1:
            middle = (low + high) // 2
            less = scaled(alteration, middle)
            if self.laboratory.others_elected([less])[0]:
                high = middle
                self.best, self.number = less, middle
            else:
                low = middle
