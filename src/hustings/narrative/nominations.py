"""What the nominations say, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import permutations

from hustings.election.wording import counted, listed, verb
from hustings.nominations.breakdowns import reached_on
from hustings.nominations.slates import Places, SlateTally, all_above, joint_share, level_for_the_last, slate_tallies
from hustings.nominations.tally import Tally, said_day

# More names than this are told by their number.
NAMED = 4


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
        said += f"; {_have_reached(tally)} the {_number(tally.needed or 0)} needed"
    return said[0].upper() + said[1:] + "."


def _have_reached(tally: Tally) -> str:
    """«34 of 42 candidates have reached»."""
    reached, standing = tally.reached or 0, len(tally.standings)
    return f"{_of_all(reached, standing)} candidates {verb(max(1, reached), 'has', 'have')} reached"


def _of_all(part: int, whole: int) -> str:
    """«3 of 12», «all 12», «both», «none of 12»."""
    if part == whole:
        return "both" if whole == 2 else f"all {whole:,}"
    return f"{part:,} of {whole:,}" if part else f"none of {whole:,}"


def _number(number: int) -> str:
    """A number without its noun: «one», «12», «none»."""
    return {0: "none", 1: "one"}.get(number, f"{number:,}")


def finding(tally: Tally) -> str:
    """The one thing to say of the ranking: a slate at the top, a slate wholly above another, or who leads."""
    slates = slate_tallies(tally)
    if not tally.standings:
        return "Nobody stands"
    if not tally.counted:
        return "Nobody has been nominated yet"
    held = [(top - len(each.standings), f"{each.slate.name} {said}") for each, top, said in _holders(tally, slates)]
    if held:
        return min(held, key=lambda each: each[0])[1]
    above = [(first, second) for first, second in permutations(slates, 2) if all_above(first, second)]
    several = [(first, second) for first, second in above if len(first.standings) > 1]
    if several:
        return _above(several[0][0], [several[0][1]])
    return _who_leads(tally)


def _who_leads(tally: Tally) -> str:
    first = [standing.name for standing in tally.standings if standing.rank == 1]
    held, branches = tally.standings[0].nominations, len(tally.branches)
    if len(first) > 1:
        names = listed(first) if len(first) <= NAMED else f"{len(first)} candidates"
        return f"{names} lead together, with {counted(held, 'nomination', 'nominations')} each"
    by = f"{_of_all(held, branches)} branches" if branches > 1 else "the only branch"
    return f"{first[0]} leads, nominated by {by}"


def _holders(tally: Tally, slates: Iterable[SlateTally]) -> Iterator[tuple[SlateTally, int, str]]:
    """Slates that hold all or nearly all of the top, down to their lowest; so many places; and that in words."""
    for each in slates:
        top, number = each.top(tally), len(each.standings)
        if top and number > 1 and top <= number + 2:
            said = f"the top {top} places" if number == top else f"{number} of the top {top} places"
            yield each, top, f"holds {said}"
        elif top == 1:
            yield each, top, "holds the top place"


def _above(first: SlateTally, below: Iterable[SlateTally]) -> str:
    names = listed([each.slate.name for each in below])
    if len(first.standings) > 1:
        return f"Every candidate of {first.slate.name} stands above the best of {names}"
    return f"The one candidate of {first.slate.name} stands above all of {names}"


def progress(tally: Tally) -> str:
    """«34 of 42 candidates have reached the 5 nominations needed; 8 are short», «All … , the last on 31 March 2027»."""
    short = [standing for standing in tally.standings if standing.short]
    needed = counted(tally.needed or 0, "nomination", "nominations")
    if not tally.standings:
        return "Nobody stands"
    if len(tally.standings) == 1 and short:
        return f"{short[0].name} is {short[0].short} short of the {needed} needed"
    if len(tally.standings) == 1:
        said = f"{tally.standings[0].name} has reached the {needed} needed"
    else:
        said = _have_reached(tally)
        said = f"{said[0].upper()}{said[1:]} the {needed} needed"
    if len(short) == len(tally.standings):
        return said
    if short:
        named = f"{short[0].name} is {short[0].short} short" if len(short) == 1 else f"{len(short)} are short"
        return f"{said}; {named}"
    days = reached_on(tally).values()
    last = "the last " if len(tally.standings) > 1 else ""
    return f"{said}, {last}on {said_day(max(days))}" if days else said


def said_places(tally: Tally, slate: SlateTally) -> str:
    """How many of the top places (as many as there are seats) a slate holds, for a table: «6», «1–2».

    «–» where that says nothing: nobody has been nominated, or the top takes in all who stand.
    """
    if not _top_says_something(tally):
        return "–"
    places = slate.among_top(tally, tally.contest.seats)
    return str(places.fewest) if places.fewest == places.most else f"{places.fewest}–{places.most}"


def _top_says_something(tally: Tally) -> bool:
    return bool(tally.counted) and tally.contest.seats < len(tally.standings)


def in_the_top(places: Places, top: int) -> str:
    """«6 of the top 9», «none of the top 9», «1 or 2 of the top 2», «0 to 2 of the top 2», «the top place»."""
    few, most = places.fewest, places.most
    if top == 1:
        return "the top place" if few else "level for the top place" if most else "not the top place"
    if few == most:
        return f"{'all' if few == top else _number(few)} of the top {top}"
    if most > few + 1:
        return f"{few} to {most} of the top {top}"
    return f"{f'{few} or {most}' if few else 'none or one'} of the top {top}"


def level_at_the_top(tally: Tally) -> str:
    """«Ash, Birch and Cedar are level for the last 2 of the top 9 places.», "" where it matters to no slate."""
    top = tally.contest.seats
    if not _top_says_something(tally):
        return ""
    places = [slate.among_top(tally, top) for slate in slate_tallies(tally)]
    if all(each.fewest == each.most for each in places):
        return ""
    level = level_for_the_last(tally, top)
    names = listed([each.name for each in level]) if len(level) <= NAMED else f"{len(level)} candidates"
    left = top + 1 - level[0].rank
    if left == top:
        return f"{names} are level for the top {f'{top} places' if top > 1 else 'place'}."
    return f"{names} are level for the last {f'{left} ' if left > 1 else ''}of the top {top} places."


def about_slates(tally: Tally) -> Iterator[str]:
    """Each slate in a sentence: «Together: 1,668 nominations, 42.4 % of all; 278 on average, from 333 (…) to …».

    None where there are no nominations.
    """
    for each in slate_tallies(tally) if tally.counted else ():
        low = each.lowest
        said = f"{each.slate.name}: {counted(each.total, 'nomination', 'nominations')}, {percent(each.share)} of all"
        if len(each.standings) > 1:
            said += f"; {average(each.average)} on average, from {each.highest.nominations} ({each.highest.name}) to "
            said += f"{low.nominations} ({low.name}, {ordinal(low.rank)})"
        if _top_says_something(tally):
            said += f"; {in_the_top(each.among_top(tally, tally.contest.seats), tally.contest.seats)}"
        yield f"{said}."


def remarks(tally: Tally) -> Iterator[str]:
    """What the slates' figures come to: who holds the top, who stands above whom, joint shares, majorities.

    None where there are no nominations.
    """
    if not tally.counted:
        return
    slates = slate_tallies(tally)
    yield from (f"{each.slate.name} {said}." for each, _, said in _holders(tally, slates))
    for first in slates:
        below = [second for second in slates if second is not first and all_above(first, second)]
        if below and first.top(tally) != 1:
            yield f"{_above(first, below)}."
    yield from filter(None, [level_at_the_top(tally)])
    yield from _joint_shares(tally, slates)
    majority = [standing.name for standing in tally.standings if standing.majority]
    if majority:
        of = "branches" if tally.branches_known else "branches that nominated anybody"
        yield f"Nominated by a majority of the {of}: {listed(majority)}."


def _joint_shares(tally: Tally, slates: Sequence[SlateTally]) -> Iterator[str]:
    """Of the two slates with most nominations, and of all."""
    largest = sorted(slates, key=lambda each: -each.total)
    for some in sorted({2, len(slates)}) if len(slates) > 1 else ():
        names = [each.slate.name for each in largest[:some]]
        share = joint_share(tally, [each.slate.id for each in largest[:some]])
        yield f"{listed(names)} together have {percent(share)} of all nominations."
