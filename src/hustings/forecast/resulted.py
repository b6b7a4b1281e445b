"""A first forecast from an earlier result: what it says of support and of who is known, and how far opinion moves.

How far, from Scottish wards of 2012 and 2017 (parties with two names or more; docs/forecast.md): the log of a party's
share moved by 0.49, taken apart here into the country and an area; colleagues who both stood before kept their first
preferences but for 0.28 in the log of each; who stood before was better known than a new colleague by a factor of 1.43,
each off by 0.52.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from hustings.election.nouns import Contest, Election, Slate
from hustings.forecast.beliefs import INDEPENDENTS, default_onward
from hustings.forecast.results import EarlierResult
from hustings.forecast.writing import number, summing_to_one, text

NATIONAL, AREA = 0.38, 0.3
KNOWN, RETURNING, OFF_RETURNING = 0.28, 1.43, 0.52
# A slate that nobody could vote for then has this share; assumed. An area's result counts with so many votes beside it
# that are as in the whole contest; what stages say of a slate, with so many votes as usual.
NEW, BORROWED, USUAL = 0.02, 50.0, 100.0
# The part of supporters who follow an order; assumed.
FOLLOWING = 0.3


# A slate had no votes; votes went to people on no slate; nobody, or not everybody, of a slate stood; the result is not
# by area, has no stages, and never tells who follows an order.
Kind = Literal["new", "gone", "nobody_stood", "not_all_stood", "not_by_area", "no_stages", "following"]


@dataclass(frozen=True, slots=True)
class Untold:
    """Something that the result does not tell. who: did not stand. share: assumed. votes: for people on no slate."""

    what: Kind
    who: tuple[str, ...] = ()
    slate: str = ""
    share: float = 0.0
    votes: float = 0.0


@dataclass(frozen=True, slots=True)
class Begun:
    """A forecast.toml, and what the result does not tell."""

    toml: str
    untold: tuple[Untold, ...]


def resulted_toml(result: EarlierResult, election: Election, contest: Contest, slate: Slate, source: str) -> Begun:
    """A forecast.toml from an earlier result, with a source for every number. source: what the result is called."""
    slates = {
        each.id: tuple(each.candidates[contest.id]) for each in election.slates if each.candidates.get(contest.id)
    }
    if independent := tuple(each.name for each in election.independents(contest.id)):
        slates[INDEPENDENTS] = independent
    country, new = _shares(slates, result.by_slate(""), {})
    known = {each: _recognition(names, result) for each, names in slates.items() if len(names) > 1}
    beside = known[slate.id] is not None and all(name in result.firsts[""] for name in slates[slate.id])
    shock = KNOWN if beside else OFF_RETURNING
    moved = "How far opinion has moved since is as in Scottish wards; adherence is assumed."
    stood = "all of the slate stood then" if beside else "not all of the slate stood then"
    lines = [
        f"# From {source}. Who will follow an order cannot be seen in a result.",
        "[[forecast]]",
        f"contest = {text(contest.id)}",
        f"slate = {text(slate.id)}",
        f"note = {text(f'From {source}. {moved}')}",
        f"national_shock = {NATIONAL}  # source: how far shares moved in five years, in Scottish wards",
        f"area_shock = {AREA}  # source: the same, in one area beside the others",
        f"recognition_shock = {shock}  # source: how far who is known moved; {stood}",
        f"adherence = {{ mean = {FOLLOWING}, spread = 0.5 }}  # source: assumed: a result does not show it",
        *_table("shares", country, f"first preferences of {source}"),
    ]
    for area in election.leaves():
        if any(result.firsts.get(area.code, {}).values()):
            there, _ = _shares(slates, result.by_slate(area.code), country)
            lines += _table(
                f"shares_in.{area.code}", there, f"first preferences there, and {BORROWED:g} as in the whole"
            )
    said = {name: weight for weights in known.values() for name, weight in (weights or {}).items()}
    if said:
        origin = "first preferences then, or how much better known those are who stood before"
        lines += ["", f"[forecast.recognition]  # source: {origin}"]
        lines += [f"{text(name)} = {number(weight)}" for name, weight in said.items()]
    for each, names in slates.items():
        lines += _onward(each, names, result)
    return Begun("\n".join(lines) + "\n", tuple(_untold(result, slates, new, known)))


def _shares(
    slates: Mapping[str, Sequence[str]], votes: Mapping[str, float], country: Mapping[str, float]
) -> tuple[dict[str, float], list[str]]:
    """Shares of those who stand today, and who had none then."""
    total = sum(votes.get(each, 0.0) for each in slates)
    if country:
        parts = {each: (votes.get(each, 0.0) + BORROWED * country[each]) / (total + BORROWED) for each in slates}
        return dict(zip(parts, summing_to_one(list(parts.values())), strict=True)), []
    new = [each for each in slates if not votes.get(each)]
    rest = 1 - NEW * len(new)
    parts = {each: NEW if each in new else rest * votes[each] / total for each in slates}
    return dict(zip(parts, summing_to_one(list(parts.values())), strict=True)), new


def _recognition(names: Sequence[str], result: EarlierResult) -> dict[str, float] | None:
    """How well each name of a slate is known; None where none of them stood then."""
    then = {name: max(result.firsts[""][name], 0.5) for name in names if name in result.firsts[""]}
    if not then:
        return None
    # Of those who stood the mean (of logs) is RETURNING times as well known as a new name.
    mean = math.exp(sum(map(math.log, then.values())) / len(then))
    weights = {name: RETURNING * votes / mean for name, votes in then.items()}
    return {name: weights.get(name, 1.0) for name in names}


def _onward(slate: str, names: Sequence[str], result: EarlierResult) -> list[str]:
    """What stages say of staying, leaning on what is usual."""
    went = result.went.get(slate)
    if went is None or len(names) < 2:
        return []
    usual = default_onward(len(names), slate)
    total = went.total + USUAL
    stay, stop = (went.stayed + USUAL * usual.stay.mean) / total, (went.stopped + USUAL * usual.stop) / total
    source = f"{went.total:,.0f} votes that left its names, and {USUAL:g} as is usual"
    return [
        "",
        f"[forecast.onward.{slate}]  # source: {source}",
        f"stay = {number(stay)}",
        f"stop = {number(stop)}",
        "spread = 0.3",
    ]


def _untold(
    result: EarlierResult, slates: Mapping[str, Sequence[str]], new: Sequence[str],
    known: Mapping[str, Mapping[str, float] | None],
) -> Iterator[Untold]:  # fmt: skip
    for each in new:
        yield Untold("new", slate=each, share=NEW)
    if gone := sum(votes for name, votes in result.by_slate("").items() if name not in slates):
        yield Untold("gone", votes=gone)
    for each, weights in known.items():
        missing = tuple(name for name in slates[each] if name not in result.firsts[""])
        if weights is None:
            yield Untold("nobody_stood", slate=each)
        elif missing:
            yield Untold("not_all_stood", missing, each)
    if set(result.firsts) == {""}:
        yield Untold("not_by_area")
    if not result.went:
        yield Untold("no_stages")
    yield Untold("following", share=FOLLOWING)


def _table(name: str, shares: Mapping[str, float], source: str) -> list[str]:
    return [
        "",
        f"[forecast.{name}]  # source: {source}",
        *(f"{each} = {number(share)}" for each, share in shares.items()),
    ]
