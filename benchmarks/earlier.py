"""First-preference totals of the other year, and what they tell of a ward: a council's parties, and who stood before.

Wards were drawn anew between 2012 and 2017, so a party's share is that of its council; a candidate is found again by
first name, surname and party. How far each can be off is counted in one half of the councils and used in the other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from advice import FOLLOWING, area_codes
from believing import LABELS, Past, View, members_of, size_of, slates_of
from party_wards import PartyWard

from hustings.ballots.ballots import Ballots
from hustings.forecast.beliefs import INDEPENDENTS, AreaBelief, Belief, Following, Forecast, default_onward

# A party that stood nowhere in the council in the other year has this share there.
NEW = 0.02


@dataclass(frozen=True)
class Moves:
    """How far totals of five years before were off.

    shares: standard deviation of the logs of a party's share in a ward beside its share of the council then, of parties
    with two names or more. known: of the log of a name's recognition beside its first preferences then, for colleagues
    who both stood in one ward. returning: by how much who stood before is better known than a new colleague; off:
    standard deviation of the log of each.
    """

    shares: float
    known: float
    returning: float
    off: float


@dataclass(frozen=True)
class Stood:
    """Somebody who stood for a party: in which ward, and with how many first preferences."""

    ward: str
    votes: float


Who = tuple[str, str, str]


@dataclass(frozen=True)
class Totals:
    """councils: council and year → party → first preferences. people: council and year → who → how they did. moves: by
    half of the councils, counted in the other half."""

    councils: Mapping[tuple[str, int], Mapping[str, float]]
    people: Mapping[tuple[str, int], Mapping[Who, Stood]]
    moves: tuple[Moves, Moves]

    def forecast(self, case: PartyWard, past: Past) -> Forecast:
        """What is believed of a case that nothing else is known of. past: whence it is believed how many can follow."""
        council, before = council_of(case.ward), (council_of(case.ward), _other(case.year))
        moves, party = self.moves[half(council)], LABELS.get(case.party, case.party)
        members = members_of(case.ballots)
        cast = self.councils[before]
        total = sum(cast.values())
        parts = np.array([max(cast.get(slate, 0.0) / total, NEW) for slate in members])
        able = past.able[size_of(party, members[party])]
        voters = sum(papers for _, papers in case.ballots)
        area = AreaBelief(
            "", max(1, round(voters / len(area_codes()))), tuple((parts / parts.sum()).tolist()),
            Belief(FOLLOWING * able, View().spread),
        )  # fmt: skip
        followings = tuple(self._known(case, slate, names, before, moves) for slate, names in members.items())
        return Forecast(
            contest=case.ward,
            slate=party,
            names=case.ballots.names,
            followings=followings,
            areas=tuple(replace(area, code=code) for code in area_codes()),
            national_shock=moves.shares,
        )

    def _known(
        self, case: PartyWard, slate: str, names: tuple[int, ...], before: tuple[str, int], moves: Moves
    ) -> Following:
        stood = [self.people[before].get((*key(case.ballots.names[n - 1]), slate)) for n in names]
        wards = {each.ward for each in stood if each}
        beside = len(names) > 1 and all(stood) and len(wards) == 1
        weights = [max(each.votes, 1.0) if beside else moves.returning for each in stood if each]
        known = iter(weights)
        return Following(
            slate,
            names,
            tuple(next(known) if each else 1.0 for each in stood),
            default_onward(len(names), slate),
            unsure=(moves.known if beside else moves.off,) * len(names),
        )


def totals_of(wards: Mapping[Path, Ballots]) -> Totals:
    """From the files' ballots."""
    councils: dict[tuple[str, int], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    people: dict[tuple[str, int], dict[Who, Stood]] = defaultdict(dict)
    for file, ballots in wards.items():
        where, firsts, slates = (council_of(file.stem), int(file.parent.name)), firsts_of(ballots), slates_of(ballots)
        for number, name in enumerate(ballots.names, 1):
            slate = slates.get(number, INDEPENDENTS)
            councils[where][slate] += firsts[number]
            people[where][*key(name), slate] = Stood(file.stem, firsts[number])
    halves = [{file: each for file, each in wards.items() if half(council_of(file.stem)) == which} for which in (0, 1)]
    first, second = (_moves(each, councils, people) for each in halves)
    return Totals(councils, people, (second, first))


def _moves(
    wards: Mapping[Path, Ballots],
    councils: Mapping[tuple[str, int], Mapping[str, float]],
    people: Mapping[tuple[str, int], Mapping[Who, Stood]],
) -> Moves:
    shares, both, one = [], [], []
    for file, ballots in wards.items():
        before = council_of(file.stem), _other(int(file.parent.name))
        firsts = firsts_of(ballots)
        total, then = firsts.sum(), sum(councils[before].values())
        for slate, names in members_of(ballots).items():
            votes = sum(firsts[n] for n in names)
            if slate == INDEPENDENTS or len(names) < 2:
                continue
            if councils[before].get(slate):
                shares.append(np.log(votes / total / (councils[before][slate] / then)))
            stood = [people[before].get((*key(ballots.names[n - 1]), slate)) for n in names]
            logs = np.log(np.maximum([firsts[n] for n in names], 1))
            if all(stood) and len({each.ward for each in stood if each}) == 1:
                off = logs - np.log([max(each.votes, 1) for each in stood if each])
                both.append((off - off.mean(), len(names)))
            elif len({bool(each) for each in stood}) == 2:
                old = [log for log, each in zip(logs, stood, strict=True) if each]
                new = [log for log, each in zip(logs, stood, strict=True) if not each]
                one.append(float(np.mean(old) - np.mean(new)))
    # Of k names whose mean is taken away (k - 1) / k of the variance is left; a difference of two has twice one's.
    known = np.sqrt(np.mean([square * k / (k - 1) for off, k in both for square in off**2]))
    return Moves(
        shares=float(np.sqrt(np.mean(np.square(shares)))),
        known=float(known),
        returning=float(np.exp(np.mean(one))),
        off=float(np.std(one) / np.sqrt(2)),
    )


def firsts_of(ballots: Ballots) -> np.ndarray:
    """First preferences by candidate number."""
    found = np.zeros(len(ballots.names) + 1)
    for ranking, papers in ballots:
        if ranking and ranking[0] > 0:
            found[ranking[0]] += papers
    return found


def council_of(ward: str) -> str:
    return ward.split("_20")[0]


def half(council: str) -> int:
    return sum(council.encode()) % 2


def key(name: str) -> tuple[str, str]:
    """First name and surname."""
    words = re.sub(r"[^a-z ]", "", name.casefold()).split() or [""]
    return words[0], words[-1]


def _other(year: int) -> int:
    return 2017 if year == 2012 else 2012
