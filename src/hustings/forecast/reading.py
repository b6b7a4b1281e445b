"""forecast.toml: beliefs, one table [[forecast]] for every contest that is planned, and slate that plans it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from hustings.election.folder.toml_forms import Filled, read_form
from hustings.election.names import Register
from hustings.election.nouns import Contest, Election, Slate
from hustings.election.problems import BadInput, Problem, nearest, shown
from hustings.election.reading import needed
from hustings.forecast.advising import adhering, faults_of_advice, names_after, orders_of
from hustings.forecast.beliefs import (
    INDEPENDENTS,
    SHOCKS,
    AreaBelief,
    Belief,
    Following,
    Forecast,
    Onward,
    default_onward,
    unsure_of,
    usual_recognition,
)
from hustings.forecast.forms import LEAST_CHANCE, ForecastForm, a_second, chosen


def read_forecast(
    election: Election, contest: str | None = None, slate: str | None = None, *, path: Path | None = None
) -> Forecast:
    """The forecast of a contest, by a slate, from the folder's forecast.toml. Raises BadInput with all that is wrong.

    contest, slate: their ids; None takes the only one there is a forecast of. path: another file in its place.
    """
    path = path or needed(election.folder, "forecast.toml")
    problems: list[Problem] = []
    filled = read_form(path, ForecastForm, problems)
    if filled is None:
        raise BadInput(problems)
    forecast = _Reading(election, filled, chosen(filled, contest, slate), problems).forecast()
    if problems or forecast is None:
        raise BadInput(dict.fromkeys(problems))
    return forecast


def check_forecasts(election: Election, *, sound: bool = True) -> None:
    """Read every forecast of the folder. Raises BadInput with what is wrong in any of them.

    sound: False where something is wrong with the election itself; names are then not checked against it.
    """
    problems: list[Problem] = []
    filled = read_form(needed(election.folder, "forecast.toml"), ForecastForm, problems)
    if filled is None:
        raise BadInput(problems)
    for index, form in enumerate(filled.form.forecast):
        reading = _Reading(election, filled, index, problems)
        if (form.contest, form.slate) in [(each.contest, each.slate) for each in filled.form.forecast[:index]]:
            problems.append(a_second(filled, index))
        if sound:
            reading.forecast()
        else:
            reading.check_numbers()
    if problems:
        raise BadInput(dict.fromkeys(problems))


def check_alone(election: Election, output: Path) -> None:
    """Raise BadInput where the folder's forecast.toml is to be written anew, and holds other forecasts as well."""
    path = needed(election.folder, "forecast.toml")
    problems: list[Problem] = []
    filled = read_form(path, ForecastForm, problems)
    if filled is not None and len(filled.form.forecast) > 1 and output.resolve() == path.resolve():
        said = f"{path} holds {len(filled.form.forecast)} forecasts, and the others would be lost"
        raise BadInput(Problem("--output", f"{said}; write to another file and put its table in place of the old one"))


class _Reading:
    """One table under way."""

    def __init__(self, election: Election, filled: Filled[ForecastForm], index: int, problems: list[Problem]) -> None:
        self.election, self.filled, self.index, self.problems = election, filled, index, problems
        self.form = filled.form.forecast[index]
        self.people = Register[str]("candidate", "candidates.csv", {})

    def fault(self, said: str, *path: str | int) -> None:
        self.problems.append(self.filled.problem(said, "forecast", self.index, *path))

    def forecast(self) -> Forecast | None:
        ids = [each.id for each in self.election.contests]
        if self.form.contest not in ids:
            self.fault(f"there is no contest {shown(self.form.contest)}{nearest(self.form.contest, ids)}", "contest")
            return None
        contest = self.election.contest(self.form.contest)
        standing = self.election.standing(contest.id)
        if not standing:
            self.fault(f"nobody is known to stand for {contest.id}; candidates.csv should say who does", "contest")
            return None
        names = tuple(each.name for each in standing)
        slates = [slate for slate in self.election.slates if slate.candidates.get(contest.id)]
        independent = tuple(each.name for each in self.election.independents(contest.id))
        known = [slate.id for slate in slates] + ([INDEPENDENTS] if independent else [])
        spelt = [(name, each.name) for each in standing for name in (each.name, each.id)]
        self.people = Register("candidate", f"candidates.csv for {contest.id}", spelt)
        if self.form.slate not in known or self.form.slate == INDEPENDENTS:
            self.fault(
                f"{shown(self.form.slate)} is not a slate of this contest{nearest(self.form.slate, known)}", "slate"
            )
            return None
        several = Counter(name for slate in slates for name in slate.candidates[contest.id])
        for name in (name for name, times in several.items() if times > 1):
            both = " and ".join(slate.id for slate in slates if name in slate.candidates[contest.id])
            self.fault(f"{name} is on several slates, {both}; a forecast needs each name on one at most", "contest")
        if len(next(s for s in slates if s.id == self.form.slate).candidates[contest.id]) < 2:
            self.fault("a slate of one has no order to plan; two names at least are wanted", "slate")
        self._check_names(known)
        self.check_numbers()
        areas = self._areas(contest, known)
        if self.problems:
            return None
        followings = tuple(self._followings(contest, names, slates, independent))
        if self.problems:
            return None
        return Forecast(
            contest=contest.id,
            slate=self.form.slate,
            names=names,
            followings=followings,
            areas=areas,
            home=self.form.home,
            ballot_order=self.form.ballot_order,
            lengths=tuple(self.form.lengths),
            **{shock: getattr(self.form, shock) for shock in SHOCKS},
            homes={number: self._within(each.area) for number, each in enumerate(standing, 1) if each.area},
            after=names_after(self.election, self.form, names),
            adhering=adhering(self.form),
            note=self.form.note,
        )

    @cached_property
    def _lineages(self) -> dict[str, frozenset[str]]:
        """The codes of each area that members vote in, with those of all areas that it lies in."""
        parents = {area.code: area.parent for area in self.election.areas}

        def lineage(code: str) -> Iterator[str]:
            while code:
                yield code
                code = parents[code]

        return {leaf.code: frozenset(lineage(leaf.code)) for leaf in self.election.leaves()}

    def _within(self, area: str) -> frozenset[str]:
        """The codes of the areas that members vote in, in this one."""
        return frozenset(leaf for leaf, lineage in self._lineages.items() if area in lineage)

    def _check_names(self, known: list[str]) -> None:
        """Every slate, area and candidate that the table speaks of must be there."""
        areas = [area.code for area in self.election.leaves()]
        meant: list[str] = []
        for said in self.form.recognition:
            name = self.people.find(said)
            if name is None:
                self.fault(self.people.unknown(said), "recognition", said)
            elif name in meant:
                self.fault(f"{name} stands here twice; each name stands once", "recognition", said)
            else:
                meant.append(name)
        slates: list[tuple[str, tuple[str, ...]]] = [
            *((each, ("shares",)) for each in self.form.shares),
            *((each, ("onward",)) for each in self.form.onward),
            *((each, ("recognition_shock_of",)) for each in self.form.recognition_shock_of),
            *((each, ("managed",)) for each in self.form.managed),
            *((each, ("managed_plan",)) for each in self.form.managed_plan),
            *((each, ("transfers",)) for each in self.form.transfers),
            *((each, ("transfers", row)) for row, to in self.form.transfers.items() for each in to),
            *((each, ("shares_in", area)) for area, shares in self.form.shares_in.items() for each in shares),
        ]
        for each, path in slates:
            if each not in known:
                self.fault(
                    f"there is no slate {shown(each)} here{nearest(each, known)}; there are {', '.join(known)}",
                    *path,
                    each,
                )
        tables: tuple[tuple[tuple[str, ...], Iterable[str]], ...] = (
            (("shares_in",), self.form.shares_in),
            (("adherence", "in"), self.form.adherence.in_),
            (("voters",), self.form.voters),
        )
        for path, codes in tables:
            for code in codes:
                if code not in areas:
                    self.fault(
                        f"there is no area {shown(code)}{nearest(code, areas)} that members vote in", *path, code
                    )

    def check_numbers(self) -> None:
        """What is wrong with the numbers, whoever they are of."""
        form = self.form
        tables = [(form.shares, ("shares",)), *((said, ("shares_in", area)) for area, said in form.shares_in.items())]
        for shares, path in tables:
            total = sum(shares.values())
            if total > 1 + 1e-9:
                self.fault(f"the shares are {total:g} together; 1 is the most there can be", *path)
        if not self._has_a_share():
            self.fault(_no_share(form.slate), "shares")
        for slate, onward in form.onward.items():
            total = onward.stay + onward.stop
            if total > 1 - LEAST_CHANCE / 100:
                self.fault(f"stay and stop are {total:g} together; below 1 is wanted", "onward", slate)
        given = form.lengths
        if given and (given[0] != 1 or given[-1] == 0 or any(b > a for a, b in pairwise(given))):
            self.fault(
                f"lengths is {given}; it should begin with 1 and fall, but not to 0, as in [1.0, 0.86]", "lengths"
            )
        for fault, *keys in faults_of_advice(form):
            self.fault(fault, *keys)
        for slate, to in form.transfers.items():
            if to.get(slate):
                right = f"take {shown(slate)} out of transfers.{slate}"
                self.fault(f"a slate's own voters cannot leave it for itself; {right}", "transfers", slate, slate)
            elif not any(to.values()):
                self.fault("nobody goes anywhere; one share at least should be above 0", "transfers", slate)

    def _has_a_share(self) -> bool:
        """Whether anybody is said to begin with the planning slate, be it in one area alone."""
        return any(said.get(self.form.slate) for said in (self.form.shares, *self.form.shares_in.values()))

    def _areas(self, contest: Contest, known: list[str]) -> tuple[AreaBelief, ...]:
        found = []
        file = str(self.election.folder / "areas.csv")
        for area in self.election.leaves():
            if contest.electorate.areas and not self._lineages[area.code] & {*contest.electorate.areas}:
                continue
            voters = self.form.voters.get(area.code, area.voters)
            if not voters:
                number = "0 voters" if area.voters == 0 else "no voters"
                said = (
                    f"{area.name} ({area.code}) has {number}; a forecast needs their number, here or in forecast.toml"
                )
                self.problems.append(Problem(file, said, area.line))
                continue
            here = self.form.shares_in.get(area.code)
            shares = self._shares(here or self.form.shares, known, *(("shares_in", area.code) if here else ("shares",)))
            adherence = self.form.adherence.in_.get(area.code, self.form.adherence.mean)
            found.append(AreaBelief(area.code, voters, shares, Belief(adherence, self.form.adherence.spread)))
        if not found and not self.problems:
            self.problems.append(Problem(file, "there are no areas; a forecast needs at least one with its voters"))
        if not self.problems and not any(each.shares[known.index(self.form.slate)] for each in found):
            self.fault(_no_share(self.form.slate), "shares")
        return tuple(found)

    def _shares(self, said: Mapping[str, float], known: list[str], *path: str) -> tuple[float, ...]:
        """Shares in the order of followings; what is missing to 1 is the independents' where they are not mentioned."""
        rest = 1 - sum(said.values())
        if INDEPENDENTS in known and INDEPENDENTS not in said:
            said = {**said, INDEPENDENTS: max(rest, 0.0)}
        elif rest > 1e-6 and self._has_a_share():
            self.fault(
                f"the shares are {1 - rest:g} together; 1 is wanted, since everybody begins with somebody", *path
            )
        return tuple(said.get(each, 0.0) for each in known)

    def _followings(
        self, contest: Contest, names: tuple[str, ...], slates: list[Slate], independent: tuple[str, ...]
    ) -> list[Following]:
        groups = [(slate.id, slate.candidates[contest.id]) for slate in slates]
        groups += [(INDEPENDENTS, independent)] if independent else []
        known = {self.people.find(said): weight for said, weight in self.form.recognition.items()}
        found = []
        for slate, members in groups:
            usual = usual_recognition(members, self.form.ballot_order)
            weights = tuple(known.get(name, weight) for name, weight in zip(members, usual, strict=True))
            unsure = unsure_of([name in known for name in members], self.form.ballot_order)
            said = self.form.onward.get(slate)
            onward = default_onward(len(members), slate)
            if said:
                onward = Onward(Belief(said.stay, said.spread), said.stop, said.stop_spread)
            numbers = tuple(names.index(name) + 1 for name in members)
            off, managed = self.form.recognition_shock_of.get(slate), self.form.managed.get(slate, 0.0)
            transfers = self.form.transfers.get(slate, {})
            file = self.form.managed_plan.get(slate, "")
            orders = orders_of(self.election, file, (contest.id, slate), names, self.problems) if file else {}
            found.append(Following(slate, numbers, weights, onward, transfers, unsure, off, managed, orders, file))
        return found


def _no_share(slate: str) -> str:
    return f"the planning slate {shown(slate)} has no share; it should be above 0, in one area at least"
