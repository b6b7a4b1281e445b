"""Behaviour in several contests together: each slate leans on all others, the more so the less is counted of it.

How a slate's voters go on (staying with it; stopping, of those who do not stay) is normal among slates on the logit
scale: mean and spread are found by the method of moments (DerSimonian and Laird, Controlled Clinical Trials 7, 1986).
A few slates hardly show a spread, so it leans on that of Scottish parties, as if WORTH more slates had shown it. With
what is counted of it, each slate is then as likely as both say; another organisation's slate has the mean and the
spread.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hustings.forecast.beliefs import INDEPENDENTS, Belief, Forecast, Onward
from hustings.forecast.fitting import Fitted

# Among 343 parties with two names or more in Scottish wards: the standard deviation of the logits of staying, and of
# stopping, without what chance adds.
STAY_SPREAD, STOP_SPREAD, WORTH = 0.44, 0.43, 4
# A part that was counted is at least so far from 0 and from 1.
EDGE = 1e-4


@dataclass(frozen=True, slots=True)
class Among:
    """How slates differ, on the logit scale. mean: of all. spread: standard deviation of slates."""

    mean: float
    spread: float

    @property
    def chance(self) -> float:
        return _chance(self.mean)

    def beside(self, seen: float, variance: float) -> float:
        """What is believed of one slate of which this logit was seen, with this sampling variance."""
        if not self.spread:
            return self.mean
        own, others = 1 / variance, self.spread**-2
        return (own * seen + others * self.mean) / (own + others)


@dataclass(frozen=True, slots=True)
class Pooled:
    """slates: how many slates of two names or more were counted. stay, stop: how they differ; stop is of those who do
    not stay."""

    slates: int
    stay: Among
    stop: Among


def pooled(fits: Sequence[Fitted]) -> Pooled:
    """What all slates of two names or more have in common."""
    seen = [values for fitted in fits for values in _seen(fitted).values()]
    stay, stop = ([pair[which] for pair in seen] for which in (0, 1))
    return Pooled(len(seen), _among(stay, STAY_SPREAD), _among(stop, STOP_SPREAD))


def leaning(fitted: Fitted, found: Pooled) -> Fitted:
    """A contest's fit in which each slate leans on all."""
    stay, stop = dict(fitted.stay), dict(fitted.stop)
    for slate, (staying, stopping) in _seen(fitted).items():
        stay[slate] = _chance(found.stay.beside(*staying))
        stop[slate] = (1 - stay[slate]) * _chance(found.stop.beside(*stopping))
    return replace(fitted, stay=stay, stop=stop)


def behaving(forecast: Forecast, found: Pooled) -> Forecast:
    """A forecast in which every slate of two names or more goes on as slates do elsewhere, and as surely."""
    onward = Onward(
        Belief(found.stay.chance, found.stay.spread), (1 - found.stay.chance) * found.stop.chance, found.stop.spread
    )
    followings = tuple(
        replace(each, onward=onward) if len(each.names) > 1 and each.slate != INDEPENDENTS else each
        for each in forecast.followings
    )
    return replace(forecast, followings=followings)


Seen = tuple[float, float]


def _seen(fitted: Fitted) -> Mapping[str, tuple[Seen, Seen]]:
    """By slate of two names or more of which something was counted: the logits of staying and of stopping, each with
    the variance that counting so many leaves."""
    found = {}
    for slate in fitted.able:
        stay, number = fitted.stay[slate], fitted.counted[slate]
        if slate == INDEPENDENTS or not number:
            continue
        stop = fitted.stop[slate] / (1 - stay)
        found[slate] = (_logit(stay, number), _logit(stop, number * (1 - stay)))
    return found


def _logit(part: float, number: float) -> Seen:
    part = min(max(part, EDGE), 1 - EDGE)
    return math.log(part / (1 - part)), 1 / (max(number, 1.0) * part * (1 - part))


def _among(seen: Sequence[Seen], usual: float) -> Among:
    """The mean and the spread of what was seen of several slates."""
    weights = [1 / variance for _, variance in seen]
    total = sum(weights)
    if not total:
        return Among(0.0, usual)
    fixed = sum(w * value for w, (value, _) in zip(weights, seen, strict=True)) / total
    freedom = len(seen) - 1
    off = sum(w * (value - fixed) ** 2 for w, (value, _) in zip(weights, seen, strict=True))
    scale = total - sum(w**2 for w in weights) / total
    variance = max(0.0, (off - freedom) / scale) if freedom else 0.0
    variance = (freedom * variance + WORTH * usual**2) / (freedom + WORTH)
    around = [1 / (each + variance) for _, each in seen]
    mean = sum(w * value for w, (value, _) in zip(around, seen, strict=True)) / sum(around)
    return Among(mean, math.sqrt(variance))


def _chance(logit: float) -> float:
    return 1 / (1 + math.exp(-logit))
