"""How the figures move with what is believed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from hustings.forecast.advised import Order
from hustings.forecast.beliefs import (
    ALPHABETICAL,
    INDEPENDENTS,
    UNKNOWN,
    AreaBelief,
    Following,
    Forecast,
    Onward,
    unsure_of,
    usual_recognition,
)
from hustings.many.crew import Crew
from hustings.planning.evidence import Figures, figures
from hustings.planning.objective import Objective
from hustings.planning.otherwise import on_papers_of
from hustings.planning.plan import NO_ADVICE, Plan
from hustings.planning.stream import Draws, Stream
from hustings.planning.worth import Worth
from hustings.rules.question import Question

# Variants are counted in so many scenarios at the most, in blocks of so many, each with half as many papers as usual:
# enough to see which plan is ahead, and by how much chance may have put it there.
MOST_SCENARIOS, BLOCK = 200, 40
AS_BELIEVED = "as believed"
SEATS = Objective("seats")
# What stands in place of a factor: nothing is believed; other slates even out their votes.
FORGOTTEN, EVENED = 0.0, -1.0
# No share, adherence or leak is changed beyond this.
MOST = 0.99


@dataclass(frozen=True, slots=True)
class Variant:
    """The comparison, were a belief another. belief: AS_BELIEVED, or recognition, ballot order, support, adherence,
    leak, or leaving where lengths are believed (which decide who stops), or rival vote. factor: times what is believed;
    FORGOTTEN, where nothing is; EVENED, where the other slates manage their votes as well.

    figures: of every plan compared, by name, all on the same scenarios. behind: by how much of the objective the
    recommended plan is behind the best of them (0 if it is the best), and the standard error of that, paired. change:
    how many seats more the recommended plan wins than as believed, and the standard error of that, paired.
    """

    belief: str
    factor: float
    figures: Mapping[str, Figures]
    best: str
    behind: float
    behind_error: float
    change: float = 0.0
    change_error: float = 0.0


def variants(
    forecast: Forecast, question: Question, draws: Draws, plans: Mapping[str, Plan], name: str, objective: Objective,
    *, settled: Mapping[str, Order] | None = None, threads: int | None = None, crew: Crew | None = None,
) -> Iterator[Variant]:  # fmt: skip
    """The comparison as believed, then with support, adherence and leak changed, one at a time, where they can be so
    much larger; all on the same few scenarios. name: of the recommended plan; no advice is among the plans."""
    fewer = replace(draws, scenarios=min(draws.scenarios, MOST_SCENARIOS), block=BLOCK, papers=-(-draws.papers // 2))
    changes = [(belief, factor, change(forecast, factor)) for belief, change, factors in CHANGES for factor in factors]
    possible = [(belief, factor, changed) for belief, factor, changed in changes if changed is not None]
    asked = [(changed, belief in (AS_BELIEVED, "support", "adherence")) for belief, _, changed in possible]
    counted = _counted(_Compared(forecast, question, fewer, plans, settled), asked, threads, crew)
    believed: Worth | None = None
    for (belief, factor, _), worths in zip(possible, counted, strict=True):
        best = max(worths, key=lambda each: (objective.value(worths[each]), each == name))
        behind, error = objective.ahead(worths[best], worths[name])
        believed = worths[name] if believed is None else believed
        yield Variant(
            "leaving" if belief == "leak" and forecast.lengths else belief,
            factor,
            {each: figures(worth, worths[NO_ADVICE], objective) for each, worth in worths.items()},
            best,
            behind,
            error,
            *SEATS.ahead(worths[name], believed),
        )


@dataclass(frozen=True, slots=True)
class _Compared:
    """Plans to compare in scenarios of one forecast after another."""

    believed: Forecast
    question: Question
    draws: Draws
    plans: Mapping[str, Plan]
    settled: Mapping[str, Order] | None

    def stream(self, forecast: Forecast, threads: int | None = 1) -> Stream:
        return Stream(forecast, self.question, self.draws, settled=self.settled, threads=threads)


# Plans, and the scenarios as believed; a forecast, and whether it can do with the papers as believed.
_Base = tuple[_Compared, Stream]
_Asked = tuple[Forecast, bool]


def _counted(
    compared: _Compared, asked: Sequence[_Asked], threads: int | None, crew: Crew | None
) -> Iterator[dict[str, Worth]]:
    """What each plan is worth in each of the forecasts, in their order."""
    if crew is None:
        base = compared, compared.stream(compared.believed, threads)
        yield from (_worths(base, each) for each in asked)
        return
    yield from map(crew.answer, [crew.ask(_worths, crew.hold(_base, compared), each) for each in asked])


def _base(compared: _Compared) -> _Base:
    return compared, compared.stream(compared.believed)


def _worths(base: _Base, asked: _Asked) -> dict[str, Worth]:
    (compared, believed), (forecast, same_papers) = base, asked
    stream = on_papers_of(believed, forecast) if same_papers else compared.stream(forecast, believed.threads)
    return {name: stream.worth(plan) for name, plan in compared.plans.items()}


def supported(forecast: Forecast, factor: float) -> Forecast | None:
    """The planning slate's shares times a factor, everywhere; the others' in proportion. None where it is too much, or
    where everybody in an area begins with the slate, so that there are no others."""
    mine = [area.shares[forecast.planning] for area in forecast.areas]
    if max(mine) * factor > MOST or max(mine) == 1:
        return None

    def moved(area: AreaBelief) -> AreaBelief:
        mine = area.shares[forecast.planning]
        shares = (
            share * factor if f == forecast.planning else share * (1 - mine * factor) / (1 - mine)
            for f, share in enumerate(area.shares)
        )
        return replace(area, shares=tuple(shares))

    return replace(forecast, areas=tuple(map(moved, forecast.areas)))


def followed(forecast: Forecast, factor: float) -> Forecast | None:
    """Adherence times a factor, everywhere. None where that is too much."""
    if max(area.adherence.mean for area in forecast.areas) * factor > MOST:
        return None
    areas = (
        replace(area, adherence=replace(area.adherence, mean=area.adherence.mean * factor)) for area in forecast.areas
    )
    return replace(forecast, areas=tuple(areas))


def leaking(forecast: Forecast, factor: float) -> Forecast | None:
    """The planning slate's leak (who does not go on within it) times a factor; stopping and leaving in proportion.
    Where lengths decide who stops, those who leave of those who go on. None where that is too much."""
    mine = forecast.followings[forecast.planning]
    own = _leaking(mine.onward, factor, forecast.lengths)
    adhering = forecast.adhering and _leaking(forecast.adhering, factor, forecast.lengths)
    if own is None or (forecast.adhering and adhering is None):
        return None
    followings = (replace(each, onward=own) if each is mine else each for each in forecast.followings)
    return replace(forecast, followings=tuple(followings), adhering=adhering)


def _leaking(onward: Onward, factor: float, lengths: Sequence[float]) -> Onward | None:
    stay, end = onward.stay.mean, onward.stop_at_end
    # What of the leak is spoken of: with lengths, nobody stops of those who go on.
    part = 1 - end if lengths else 1.0
    leak = factor * (1 - stay) * part / (stay + (1 - stay) * part)
    if leak > MOST:
        return None
    stay = (1 - leak) * part / (leak + (1 - leak) * part)
    return replace(onward, stay=replace(onward.stay, mean=stay), stop=(1 - stay) * end)


def unrecognised(forecast: Forecast, _: float) -> Forecast | None:
    """Nobody says how well the planning slate's names are known. None where nobody does."""
    mine = forecast.followings[forecast.planning]
    if len(mine.names) < 2 or not any(mine.said):
        return None
    names = tuple(forecast.names[number - 1] for number in mine.names)
    usual = usual_recognition(names, forecast.ballot_order)
    return _known(forecast, usual, unsure_of([False] * len(names), forecast.ballot_order))


def unordered(forecast: Forecast, _: float) -> Forecast | None:
    """The ballot paper's order says nothing of how well the planning slate's names are known. None where it does not
    say anything as it is."""
    mine = forecast.followings[forecast.planning]
    if forecast.ballot_order != ALPHABETICAL or not mine.unsure:
        return None
    weights = zip(mine.recognition, mine.said, strict=True)
    return _known(forecast, tuple(each if said else 1.0 for each, said in weights), unsure_of(mine.said, UNKNOWN))


def rivals_even_out(forecast: Forecast, _: float) -> Forecast | None:
    """Every other slate evens out its first preferences, with as large a part of its supporters as follow ours. None
    where no other has two names, or it is believed of all of them already."""
    voters = np.array([area.voters * area.shares[forecast.planning] for area in forecast.areas])
    part = float(voters @ [area.adherence.mean for area in forecast.areas] / voters.sum())

    def manages(following: Following) -> bool:
        rival = following.slate not in (forecast.slate, INDEPENDENTS) and len(following.names) > 1
        return rival and following.managed < part and not following.orders

    if not any(map(manages, forecast.followings)):
        return None
    others = (replace(each, managed=part) if manages(each) else each for each in forecast.followings)
    return replace(forecast, followings=tuple(others))


def _known(forecast: Forecast, recognition: tuple[float, ...], unsure: tuple[float, ...]) -> Forecast:
    mine = forecast.followings[forecast.planning]
    other = replace(mine, recognition=recognition, unsure=unsure)
    return replace(forecast, followings=tuple(other if each is mine else each for each in forecast.followings))


Change = Callable[[Forecast, float], Forecast | None]
CHANGES: tuple[tuple[str, Change, tuple[float, ...]], ...] = (
    (AS_BELIEVED, lambda forecast, _: forecast, (1.0,)),
    ("recognition", unrecognised, (FORGOTTEN,)),
    ("ballot order", unordered, (FORGOTTEN,)),
    ("support", supported, (0.8, 0.9, 1.1, 1.2)),
    ("adherence", followed, (0.25, 0.5, 1.5, 2.0)),
    ("leak", leaking, (0.5, 1.5, 2.0)),
    ("rival vote", rivals_even_out, (EVENED,)),
)
