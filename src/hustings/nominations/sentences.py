"""What the nominations say, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import permutations

from hustings.nominations.breakdowns import reached_on
from hustings.nominations.slates import SlateTally, all_above, joint_share, slate_tallies
from hustings.nominations.tally import Tally, said_day
from hustings.rules.wording import counted, listed, verb


def percent(share: Fraction) -> str:
    """«42.4 %», halves rounded up.

    >>> percent(Fraction(1, 3)), percent(Fraction(1, 2))
    ('33.3 %', '50.0 %')
    """
    thousandths = (2000 * share.numerator + share.denominator) // (2 * share.denominator)
    return f"{thousandths // 10}.{thousandths % 10} %"


def average(value: Fraction) -> str:
    """«278», «157.7», halves rounded up."""
    tenths = (20 * value.numerator + value.denominator) // (2 * value.denominator)
    return f"{tenths // 10}.{tenths % 10}".removesuffix(".0")


def ordinal(number: int) -> str:
    """«1st», «12th», «23rd»."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def opening(tally: Tally) -> str:
    """«3,938 nominations by 402 of 454 branches; 42 of 66 candidates have reached the 5 needed.»"""
    if not tally.counted:
        return "No nominations yet." if not tally.not_counted else "No nomination counts yet."
    made, branches = counted(len(tally.counted), "nomination", "nominations"), len(tally.branches)
    by = counted(tally.nominating, "branch", "branches")
    if tally.branches_known and branches > 1:
        by = f"{_of_all(tally.nominating, branches)} branches"
    said = f"{made} by {by}"
    if tally.reached is not None and len(tally.standings) > 1:
        candidates = _of_all(tally.reached, len(tally.standings))
        said += f"; {candidates} candidates {verb(tally.reached, 'has', 'have')} reached the {tally.needed} needed"
    return said[0].upper() + said[1:] + "."


def _of_all(part: int, whole: int) -> str:
    """«3 of 12», «all 12»."""
    return f"all {whole:,}" if part == whole else f"{part:,} of {whole:,}"


def finding(tally: Tally) -> str:
    """The one thing to say of the ranking: a slate wholly above another, a slate at the top, or who leads."""
    slates = slate_tallies(tally)
    leads = [each for each in slates if len(each.standings) > 1 and each.top(tally) <= len(each.standings) + 2]
    if not tally.standings:
        return "Nobody stands"
    if not tally.counted:
        return "Nobody has been nominated yet"
    if leads:
        best = min(leads, key=lambda each: each.top(tally) - len(each.standings))
        return f"{best.slate.name} {holds(tally, best)}"
    above = [(first, second) for first, second in permutations(slates, 2) if all_above(first, second)]
    if above:
        first, second = above[0]
        return f"Every candidate of {first.slate.name} stands above the best of {second.slate.name}"
    first_place = [standing.name for standing in tally.standings if standing.rank == 1]
    held = tally.standings[0].nominations
    if len(first_place) > 1:
        return f"{listed(first_place)} lead together, with {held} each"
    return f"{first_place[0]} leads, nominated by {held} of {len(tally.branches)} branches"


def holds(tally: Tally, slate: SlateTally) -> str:
    """«holds 6 of the top 7 places»."""
    top, number = slate.top(tally), len(slate.standings)
    if number == top:
        return f"holds the top {top} places" if top > 1 else "holds the top place"
    return f"holds {number} of the top {top} places"


def progress(tally: Tally) -> str:
    """«34 of 42 candidates have reached the 5 nominations needed; 8 are short», «All … , the last on 31 March 2027»."""
    short = [standing for standing in tally.standings if standing.short]
    needed = counted(tally.needed or 0, "nomination", "nominations")
    if not tally.standings:
        return "Nobody stands"
    if not short:
        days = reached_on(tally).values()
        last = f", the last on {said_day(max(days))}" if days else ""
        return f"All {len(tally.standings)} candidates have reached the {needed} needed{last}"
    reached = tally.reached or 0
    said = f"{reached} of {len(tally.standings)} candidates {verb(reached, 'has', 'have')} reached the {needed} needed"
    return f"{said}; {len(short)} {verb(len(short), 'is', 'are')} short"


def about_slates(tally: Tally) -> Iterator[str]:
    """Each slate in a sentence: «Together: 1,668 nominations, 42.4 % of all; 278 on average, from 333 (…) to …»."""
    for each in slate_tallies(tally):
        low, top = each.lowest, len(each.standings)
        said = f"{each.slate.name}: {each.total:,} nominations, {percent(each.share)} of all"
        if top > 1:
            said += f"; {average(each.average)} on average, from {each.highest.nominations} ({each.highest.name}) to "
            said += f"{low.nominations} ({low.name}, {ordinal(low.rank)})"
        yield f"{said}; {each.among_top(tally.contest.seats)} of the top {tally.contest.seats}."


def remarks(tally: Tally) -> Iterator[str]:
    """What the slates' figures come to: who holds the top, who stands above whom, joint shares, majorities."""
    slates = slate_tallies(tally)
    for each in slates:
        if each.top(tally) <= len(each.standings) + 2 and each.lowest.nominations:
            yield f"{each.slate.name} {holds(tally, each)}."
    for first in slates:
        below = [second.slate.name for second in slates if second is not first and all_above(first, second)]
        if below:
            yield f"Every candidate of {first.slate.name} stands above the best of {listed(below)}."
    if len(slates) > 1:
        largest = sorted(slates, key=lambda each: -each.total)
        for some in sorted({2, len(slates)}):
            names = [each.slate.name for each in largest[:some]]
            share = joint_share(tally, [each.slate.id for each in largest[:some]])
            yield f"{listed(names)} together have {percent(share)} of all nominations."
    majority = [standing.name for standing in tally.standings if standing.majority]
    if majority:
        of = "branches" if tally.branches_known else "branches that nominated anybody"
        yield f"Nominated by a majority of the {of}: {listed(majority)}."
