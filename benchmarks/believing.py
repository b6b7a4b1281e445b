"""What a party could have believed before a vote, as a Forecast: fitted from the ward itself, wrong by design, or from
the wards of five years before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from advice import FOLLOWING, area_codes
from party_wards import INDEPENDENT, PartyWard

from hustings.ballots.ballots import Ballots
from hustings.forecast.beliefs import INDEPENDENTS, AreaBelief, Belief, Following, Forecast, Onward
from hustings.forecast.fitting import Fitted, fit

# The files have two labels for the same party.
LABELS = {"C": "Con"}
# The party's stay is not believed to be outside of these, whatever the error.
LEAST_STAY, MOST_STAY = 0.02, 0.98


@dataclass(frozen=True)
class View:
    """How sure a party is, and how wrong. share: believed over true share of its own; the others' are rescaled.

    leak: believed over true part that does not stay in the party after a name. shock: standard deviation of the shock
    to the logs of shares. recognition_shock: to the logs of how well names are known. spread: of adherence and stay, on
    the logit scale.
    """

    share: float = 1.0
    leak: float = 1.0
    shock: float = 0.1
    recognition_shock: float = 0.1
    spread: float = 0.2

    def times(self, factor: float) -> View:
        """As wrong, but so many times as unsure."""
        return replace(
            self,
            shock=factor * self.shock,
            recognition_shock=factor * self.recognition_shock,
            spread=factor * self.spread,
        )


def fitted_in(ballots: Ballots) -> Fitted:
    """Behaviour counted in a ward, with a slate for each party; independents are together."""
    return fit(ballots, slates_of(ballots))


def slates_of(ballots: Ballots) -> dict[int, str]:
    """Candidate number → party, independents left out."""
    parties = enumerate(ballots.parties, 1)
    return {n: LABELS.get(party, party) for n, party in parties if party.casefold() not in INDEPENDENT}


def forecast_of(case: PartyWard, fitted: Fitted, view: View) -> Forecast:
    """The party's forecast: twelve equal areas with the same beliefs.

    Adherence is believed of all its supporters, and who ranks only one of its names cannot follow: so it is FOLLOWING
    times the part that can.
    """
    party = LABELS.get(case.party, case.party)
    members = members_of(case.ballots)
    able = fitted.able[party]
    area = AreaBelief(
        "", max(1, round(fitted.papers / len(area_codes()))), _shares(fitted, members, party, view.share),
        Belief(FOLLOWING * able, view.spread),
    )  # fmt: skip
    return Forecast(
        contest=case.ward,
        slate=party,
        names=case.ballots.names,
        followings=tuple(
            Following(
                slate,
                names,
                tuple(fitted.recognition[case.ballots.names[n - 1]] for n in names),
                _onward(fitted, slate, view if slate == party else View(spread=view.spread)),
                fitted.transfers.get(slate, {}),
            )
            for slate, names in members.items()
        ),
        areas=tuple(replace(area, code=code) for code in area_codes()),
        national_shock=view.shock,
        recognition_shock=view.recognition_shock,
    )


def members_of(ballots: Ballots) -> dict[str, tuple[int, ...]]:
    """Slate → numbers of its candidates."""
    slates, members = slates_of(ballots), defaultdict(list)
    for number in range(1, len(ballots.names) + 1):
        members[slates.get(number, INDEPENDENTS)].append(number)
    return {slate: tuple(numbers) for slate, numbers in members.items()}


def _shares(fitted: Fitted, slates: Iterable[str], party: str, factor: float) -> tuple[float, ...]:
    true = fitted.shares[party]
    believed = min(0.98, factor * true)
    rest = (1 - believed) / (1 - true) if true < 1 else 0.0
    return tuple(believed if slate == party else rest * fitted.shares[slate] for slate in slates)


def _onward(fitted: Fitted, slate: str, view: View) -> Onward:
    leak = 1 - fitted.stay[slate]
    stay = min(MOST_STAY, max(LEAST_STAY, 1 - view.leak * leak))
    return Onward(Belief(stay, view.spread), fitted.stop[slate] * (1 - stay) / leak)


# Out of sample


@dataclass(frozen=True)
class Past:
    """Behaviour in earlier wards, by number of a slate's names (three for more; independents apart).

    stay, stop, able: means, weighted by papers. recognition: number of names → mean weight by place on the ballot
    paper. recognition_shock: how much single names differ from that. transfers: (from, to) → mean part, over wards
    where both stood.
    """

    stay: Mapping[str, float]
    stop: Mapping[str, float]
    able: Mapping[str, float]
    recognition: Mapping[int, tuple[float, ...]]
    recognition_shock: float
    transfers: Mapping[tuple[str, str], float]

    def as_fitted(self, case: PartyWard, shares: Fitted) -> Fitted:
        """What would be believed of a ward whose shares alone are known."""
        members = members_of(case.ballots)
        sizes = {slate: size_of(slate, names) for slate, names in members.items()}
        recognition: dict[str, float] = {}
        for names in members.values():
            weights = self.recognition.get(len(names), (1.0,) * len(names))
            recognition |= {case.ballots.names[n - 1]: weight for n, weight in zip(names, weights, strict=True)}
        return replace(
            shares,
            recognition=recognition,
            stay={slate: self.stay[size] for slate, size in sizes.items()},
            stop={slate: self.stop[size] for slate, size in sizes.items()},
            able={slate: self.able[size] for slate, size in sizes.items() if size in self.able},
            transfers={
                one: {other: self.transfers.get((one, other), shares.shares[other]) for other in sizes if other != one}
                for one in sizes
            },
        )


def past_of(earlier: Iterable[Ballots]) -> Past:
    """Behaviour in these wards, taken together."""
    means: dict[str, Mean] = {what: Mean() for what in ("stay", "stop", "able", "transfers")}
    logs: dict[int, list[np.ndarray]] = defaultdict(list)
    for ballots in earlier:
        found = fitted_in(ballots)
        for slate, names in members_of(ballots).items():
            size, papers = size_of(slate, names), found.shares[slate] * found.papers
            means["stay"].add(size, found.stay[slate], found.counted[slate])
            means["stop"].add(size, found.stop[slate], found.counted[slate])
            if slate in found.able:
                means["able"].add(size, found.able[slate], papers)
            for other in found.shares:
                if other != slate and slate in found.transfers:
                    means["transfers"].add((slate, other), found.transfers[slate].get(other, 0.0), papers)
            if slate != INDEPENDENTS and len(names) > 1:
                weights = np.log([found.recognition[ballots.names[n - 1]] for n in names])
                logs[len(names)].append(weights - weights.mean())
    # Logs of k names whose mean is taken away keep (k - 1) / k of the variance of one.
    squares = [((each - np.mean(rows, axis=0)) ** 2).mean() * k / (k - 1) for k, rows in logs.items() for each in rows]
    return Past(
        stay=means["stay"].values(),
        stop=means["stop"].values(),
        able=means["able"].values(),
        recognition={k: tuple(np.exp(np.mean(rows, axis=0)).tolist()) for k, rows in logs.items()},
        recognition_shock=float(np.sqrt(np.mean(squares))),
        transfers=means["transfers"].values(),
    )


def size_of(slate: str, names: tuple[int, ...]) -> str:
    return f"{'independents' if slate == INDEPENDENTS else 'names'} {min(3, len(names))}"


class Mean:
    """Weighted means by key, under way."""

    def __init__(self) -> None:
        self.sums: dict[Any, float] = defaultdict(float)
        self.weights: dict[Any, float] = defaultdict(float)

    def add(self, key: Any, value: float, weight: float) -> None:
        self.sums[key] += value * weight
        self.weights[key] += weight

    def values(self) -> dict[Any, float]:
        return {key: self.sums[key] / weight for key, weight in self.weights.items() if weight}
