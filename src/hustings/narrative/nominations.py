"""What the nominations say, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import permutations

from hustings.election.wording import sentence
from hustings.narrative.catalogue import ENGLISH, Words, words
from hustings.narrative.dates import plain_day, plain_moment
from hustings.nominations.breakdowns import reached_on
from hustings.nominations.slates import Places, SlateTally, all_above, joint_share, level_for_the_last, slate_tallies
from hustings.nominations.tally import NotCounted, Tally

# More names than this are told by their number.
NAMED = 4
IN_ENGLISH = words(ENGLISH, file="nominations")


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


def opening(tally: Tally, say: Words = IN_ENGLISH) -> str:
    """«3,938 nominations by 402 of 454 branches; 42 of 66 candidates have reached the 5 needed.»"""
    if not tally.counted:
        return sentence(say("opening.none_counts" if tally.not_counted else "opening.none"))
    made, branches = len(tally.counted), len(tally.branches)
    by = say("opening.branches", n=tally.nominating)
    if tally.branches_known and branches > 1:
        by = say("opening.share_of_branches", share=_of_all(tally.nominating, branches, say))
    if tally.reached is None or len(tally.standings) == 1:
        return sentence(say("opening.made", n=made, by=by))
    reached, needed = _have_reached(tally, say), tally.needed or 0
    return sentence(say("opening.made_and_reached", n=made, by=by, reached=reached, needed=needed))


def _have_reached(tally: Tally, say: Words) -> str:
    """«34 of 42 candidates have reached»."""
    reached, standing = tally.reached or 0, len(tally.standings)
    return say("opening.reached", share=_of_all(reached, standing, say), n=max(1, reached))


def _of_all(part: int, whole: int, say: Words) -> str:
    """«3 of 12», «all 12», «both», «none of 12»."""
    key = "all" if part == whole else "some" if part else "none"
    return say("part_of.both" if part == whole == 2 else f"part_of.{key}", part=f"{part:,}", whole=f"{whole:,}")


def finding(tally: Tally, say: Words = IN_ENGLISH) -> str:
    """The one thing to say of the ranking: a slate at the top, a slate wholly above another, or who leads."""
    slates = slate_tallies(tally)
    if not tally.standings:
        return say("finding.nobody_stands")
    if not tally.counted:
        return say("finding.nobody_nominated")
    held = [(top - len(each.standings), each, holds) for each, top, holds in _holders(tally, slates, say)]
    if held:
        _, each, holds = min(held, key=lambda one: one[0])
        return say("finding.holds", slate=each.slate.name, holds=holds)
    above = [(first, second) for first, second in permutations(slates, 2) if all_above(first, second)]
    several = [(first, second) for first, second in above if len(first.standings) > 1]
    if several:
        return _above(several[0][0], [several[0][1]], say)
    return _who_leads(tally, say)


def _who_leads(tally: Tally, say: Words) -> str:
    first = [standing.name for standing in tally.standings if standing.rank == 1]
    held, branches = tally.standings[0].nominations, len(tally.branches)
    if len(first) > 1:
        return say("finding.lead_together", names=_some(first, say), n=held)
    of_branches = say("opening.share_of_branches", share=_of_all(held, branches, say))
    return say("finding.leads", name=first[0], by=of_branches if branches > 1 else say("finding.only_branch"))


def _some(names: Sequence[str], say: Words) -> str:
    """The names, or how many they are."""
    return say.listed(names) if len(names) <= NAMED else say("finding.candidates", n=len(names))


def _holders(tally: Tally, slates: Iterable[SlateTally], say: Words) -> Iterator[tuple[SlateTally, int, str]]:
    """Slates that hold all or nearly all of the top, down to their lowest; so many places; and that in words."""
    for each in slates:
        top, number = each.top(tally), len(each.standings)
        if top and number > 1 and top <= number + 2:
            key = "finding.holds_all" if number == top else "finding.holds_some"
            yield each, top, say(key, number=number, top=top)
        elif top == 1:
            yield each, top, say("finding.holds_top")


def _above(first: SlateTally, below: Iterable[SlateTally], say: Words) -> str:
    names = say.listed([each.slate.name for each in below])
    key = "finding.above" if len(first.standings) > 1 else "finding.one_above"
    return say(key, slate=first.slate.name, below=names)


def progress(tally: Tally, say: Words = IN_ENGLISH) -> str:
    """«34 of 42 candidates have reached the 5 nominations needed; 8 are short», «All … , the last on 31 March 2027»."""
    short = [standing for standing in tally.standings if standing.short]
    needed, standing = tally.needed or 0, len(tally.standings)
    if not standing:
        return say("finding.nobody_stands")
    if standing == 1 and short:
        return say("progress.one_short", name=short[0].name, short=short[0].short, n=needed)
    if standing == 1:
        said = say("progress.one_reached", name=tally.standings[0].name, n=needed)
    else:
        said = say("progress.reached", reached=_have_reached(tally, say), n=needed)
        said = f"{said[0].upper()}{said[1:]}"
    if len(short) == standing:
        return said
    if short:
        key = "progress.and_one_short" if len(short) == 1 else "progress.and_some_short"
        return say(key, said=said, name=short[0].name, short=short[0].short, n=len(short))
    days = reached_on(tally).values()
    key = "progress.last_on" if standing > 1 else "progress.on"
    return say(key, said=said, day=plain_day(max(days), say.language)) if days else said


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


def in_the_top(places: Places, top: int, say: Words = IN_ENGLISH) -> str:
    """«6 of the top 9», «none of the top 9», «1 or 2 of the top 2», «0 to 2 of the top 2», «the top place»."""
    few, most = places.fewest, places.most
    if top == 1:
        return say("top.place" if few else "top.level" if most else "top.not_place")
    if few == most:
        return say("top.all" if few == top else "top.some", n=few, top=top)
    if most > few + 1:
        return say("top.range", few=few, most=most, top=top)
    return say("top.few_or_most" if few else "top.none_or_one", few=few, most=most, top=top)


def level_at_the_top(tally: Tally, say: Words = IN_ENGLISH) -> str:
    """«Ash, Birch and Cedar are level for the last 2 of the top 9 places.», "" where it matters to no slate."""
    top = tally.contest.seats
    if not _top_says_something(tally):
        return ""
    places = [slate.among_top(tally, top) for slate in slate_tallies(tally)]
    if all(each.fewest == each.most for each in places):
        return ""
    level = level_for_the_last(tally, top)
    left = top + 1 - level[0].rank
    if left == top:
        key = "top.level_for_all" if top > 1 else "top.level_for_place"
    else:
        key = "top.level_for_some" if left > 1 else "top.level_for_last"
    return f"{say(key, names=_some([each.name for each in level], say), left=left, top=top)}."


def not_counted(each: NotCounted, say: Words = IN_ENGLISH) -> str:
    """Why a nomination does not count, in words that follow «not counted:»."""
    limit = plain_moment(each.limit, say.language) if each.limit else ""
    key = f"not_counted.{each.why.replace(' ', '_')}"
    return say(key, name=each.name, line=each.number, n=each.number, limit=limit)


def about_slates(tally: Tally, say: Words = IN_ENGLISH) -> Iterator[str]:
    """Each slate in a sentence: «Together: 1,668 nominations, 42.4 % of all; 278 on average, from 333 (…) to …».

    None where there are no nominations.
    """
    for each in slate_tallies(tally) if tally.counted else ():
        said = [say("slate.total", slate=each.slate.name, n=each.total, share=percent(each.share))]
        if len(each.standings) > 1:
            said.append(_average(each, say))
        if _top_says_something(tally):
            said.append(in_the_top(each.among_top(tally, tally.contest.seats), tally.contest.seats, say))
        yield f"{say('slate.between').join(said)}."


def _average(slate: SlateTally, say: Words) -> str:
    high, low = slate.highest, slate.lowest
    return say(
        "slate.average",
        average=average(slate.average),
        most=high.nominations,
        highest=high.name,
        least=low.nominations,
        lowest=low.name,
        rank=say.ordinal(low.rank),
    )


def remarks(tally: Tally, say: Words = IN_ENGLISH) -> Iterator[str]:
    """What the slates' figures come to: who holds the top, who stands above whom, joint shares, majorities.

    None where there are no nominations.
    """
    if not tally.counted:
        return
    slates = slate_tallies(tally)
    for each, _, holds in _holders(tally, slates, say):
        yield f"{say('finding.holds', slate=each.slate.name, holds=holds)}."
    for first in slates:
        below = [second for second in slates if second is not first and all_above(first, second)]
        if below and first.top(tally) != 1:
            yield f"{_above(first, below, say)}."
    yield from filter(None, [level_at_the_top(tally, say)])
    yield from _joint_shares(tally, slates, say)
    majority = [standing.name for standing in tally.standings if standing.majority]
    if majority:
        key = "slate.majority" if tally.branches_known else "slate.majority_of_nominating"
        yield sentence(say(key, names=say.listed(majority)))


def _joint_shares(tally: Tally, slates: Sequence[SlateTally], say: Words) -> Iterator[str]:
    """Of the two slates with most nominations, and of all."""
    largest = sorted(slates, key=lambda each: -each.total)
    for some in sorted({2, len(slates)}) if len(slates) > 1 else ():
        names = [each.slate.name for each in largest[:some]]
        share = joint_share(tally, [each.slate.id for each in largest[:some]])
        yield f"{say('slate.joint', names=say.listed(names), share=percent(share))}."
