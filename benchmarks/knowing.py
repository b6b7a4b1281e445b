"""What a campaign knew of a party-ward before the vote, as a Forecast: by where it comes from, and after a canvass.

Constants are those of the other year, or of the other half of the councils: nothing is tried on papers that they come
from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from advice import area_codes, first_preferences
from believing import Past, View, fitted_in, forecast_of
from earlier import Totals
from party_wards import PartyWard

from hustings.forecast.beliefs import Following, Forecast
from hustings.forecast.canvass import updated
from hustings.forecast.fitting import Fitted
from hustings.forecast.returns import Group

YEARS = (2012, 2017)
# By how much the earlier name is better known, and the standard deviation of the log of each name's recognition, with
# that and without: counted in pairs and threes of one year, used in the other.
EARLIER = {2012: 1.68, 2017: 1.69}
OFF = {2012: (0.48, 0.60), 2017: (0.38, 0.54)}
WRONG = 0.5
# Standard deviation of the planted bias: of the log of how much likelier those who favour a name are to answer.
PLANTED = 0.2
FITTED, OTHER_YEAR, TOTALS, ORDER, UNKNOWN, MISTAKEN = BASES = (
    "fitted in the ward", "behaviour of the other year", "totals of the other year", "ballot order alone", "nothing",
    f"wrong by {WRONG}, and said so",
)  # fmt: skip
ANSWERS = (20, 50, 100, 300)
EXHAUSTED = "every plan tried"


@dataclass(frozen=True)
class Known:
    """What is known. answers: how many of the party's voters said whom they put first. biased: favouring some names
    makes likelier to answer. exhausted: the planner tries every plan, and knows exactly how likely a loss is."""

    base: str
    answers: int = 0
    biased: bool = False
    exhausted: bool = False

    def __str__(self) -> str:
        asked = [f"{self.answers} answers"] * (self.answers > 0) + ["biased"] * self.biased
        return ", ".join([self.base, *asked, *[EXHAUSTED] * self.exhausted])


@dataclass(frozen=True)
class Record:
    """What earlier votes tell: behaviour in each year, and first-preference totals."""

    past: Mapping[int, Past]
    totals: Totals


def forecast_with(case: PartyWard, known: Known, record: Record) -> Forecast:
    """What the planner believes of a case."""
    before = _before(case, known.base, record)
    if not known.answers:
        return before
    counts = canvassed(case, known.answers, biased=known.biased)
    names = (case.ballots.names[number - 1] for number in case.names)
    group = Group(tuple(area_codes()), {("phone", name): n for name, n in zip(names, counts, strict=True) if n})
    return updated(before, [group]).forecast


def canvassed(case: PartyWard, answers: int, *, biased: bool) -> tuple[int, ...]:
    """How many of so many of the party's voters named each of its names as their first choice: the same for a case,
    whatever else is known."""
    firsts = first_preferences(case)
    random = np.random.default_rng((int(case.random(answers).integers(2**31)), int(biased)))
    likely = firsts * np.exp(PLANTED * random.standard_normal(len(firsts))) if biased else firsts
    return tuple(random.multinomial(answers, likely / likely.sum()).tolist())


def _before(case: PartyWard, base: str, record: Record) -> Forecast:
    fitted, other = fitted_in(case.ballots), YEARS[case.year == YEARS[0]]
    if base == TOTALS:
        return record.totals.forecast(case, record.past[other])
    if base == OTHER_YEAR:
        behaviour = record.past[other]
        view = replace(View(), recognition_shock=behaviour.recognition_shock)
        return forecast_of(case, behaviour.as_fitted(case, fitted), view)
    if base == MISTAKEN:
        return forecast_of(case, _mistaken(case, fitted), replace(View(), recognition_shock=WRONG))
    forecast = forecast_of(case, fitted, View())
    if base == FITTED:
        return forecast
    return replace(forecast, followings=tuple(_alike(each, other, base) for each in forecast.followings))


def _alike(following: Following, year: int, base: str) -> Following:
    """The following when at most the order on the ballot paper says how well its names are known."""
    places = np.arange(len(following.names))
    weights = 1 / (1 + places * (EARLIER[year] - 1)) if base == ORDER else np.ones(len(places))
    off = OFF[year][base != ORDER]
    return replace(following, recognition=tuple(weights.tolist()), unsure=(off,) * len(places))


def _mistaken(case: PartyWard, fitted: Fitted) -> Fitted:
    """How well each name is known, with an error in its log; the same for a case whenever it is tried."""
    random = case.random(0)
    wrong = np.exp(WRONG * random.standard_normal(len(case.ballots.names)))
    known = zip(case.ballots.names, wrong, strict=True)
    return replace(fitted, recognition={name: fitted.recognition[name] * factor for name, factor in known})
