"""A margin in words."""

from __future__ import annotations

from hustings.ballots.ballots import Ranking
from hustings.margins.answer import Margin
from hustings.narrative.catalogue import ENGLISH, Words, words

# So many changes are told one by one.
MOST_CHANGES = 6
BASES = {
    "exact rules": "basis.exact",
    "relaxed rules": "basis.relaxed",
    "converged keep values": "basis.converged",
    "lots only": "basis.lots",
}


RESULT = ("other_result.others", "other_result.elected", "other_result.not_elected")
RANDOM = ("random.others", "random.elected", "random.not_elected")
ALTERED = {"change": "altered.change", "add": "altered.add", "remove": "altered.remove"}
NOT_ENOUGH = {"change": "not_enough.change", "add": "not_enough.add", "remove": "not_enough.remove"}


def margin_words(margin: Margin, language: str = ENGLISH) -> list[str]:
    """All that is known of a margin, a sentence each: how small it is, the papers that show it, what is proved."""
    return [size(margin, language), *worst_case(margin, language), *at_random(margin, language)]


def worst_case(margin: Margin, language: str = ENGLISH) -> list[str]:
    """Which papers show how small a margin is, and how far the lower number is proved, a sentence each."""
    say = words(language, file="margin")
    found = [] if margin.exhibit is None else changes(margin, say)
    if margin.certain or margin.at_most == 0:
        return found
    # Of a margin that is known exactly it does not matter what was relaxed; but what was assumed does.
    if not margin.exact or margin.basis not in ("exact rules", "relaxed rules"):
        found.append(say(BASES[margin.basis]))
    if not margin.finished and not margin.exact:
        found.append(say("basis.unfinished"))
    return [*found, say("about.worst")]


def at_random(margin: Margin, language: str = ENGLISH) -> list[str]:
    """How often papers that are misread at random give another result, a sentence each, and what that means."""
    say = words(language, file="margin")
    if margin.certain or margin.at_most == 0 or not margin.misread:
        return []
    found, happens = [], about(margin, say, RANDOM)
    for each in margin.misread:
        share, key = f"{each.thousandths / 10:g}", "random.with_lot" if each.lot else "random.other"
        counts = {"n": each.papers, "other": each.other, "draws": each.draws, "lot": each.lot}
        found.append(say(key, share=share, happens=happens, **counts))
    return [*found, say("random.means")]


def ranges(margin: Margin, language: str = ENGLISH) -> list[tuple[str, str]]:
    """What is known of every number of papers altered, from none up: a kind (same, unknown, other) and its sentence."""
    say = words(language, file="margin")
    least, most = margin.at_least, margin.at_most
    found = [("same", say("ranges.same", n=least - 1))] if least > 1 else []
    if most is None:
        return [*found, ("unknown", say("ranges.open", n=max(least, 1)))]
    if most > max(least, 1):
        between = "ranges.between" if most - 1 > max(least, 1) else "ranges.one"
        found.append(("unknown", say(between, low=f"{max(least, 1):,}", high=f"{most - 1:,}")))
    return [*found, ("other", say("ranges.other", n=most))]


def about(margin: Margin, say: Words, keys: tuple[str, str, str]) -> str:
    """What another result is: others elected, one candidate elected, or one not elected; in the words of these keys."""
    who = margin.candidate
    if who is None:
        return say(keys[0])
    return say(keys[2 if who in margin.elected else 1], name=margin.names[who - 1])


def size(margin: Margin, language: str = ENGLISH) -> str:
    """How small a margin is, in one sentence or two."""
    say = words(language, file="margin")
    valid, result = f"{margin.valid:,}", about(margin, say, RESULT)
    if margin.certain:
        return say("size.certain")
    if margin.at_most == 0:
        return say("size.lots") if margin.candidate is None else say("size.lots_candidate", result=result)
    if margin.at_most is None:
        if margin.at_least > 1:
            return say(NOT_ENOUGH[margin.kind], n=margin.at_least - 1, valid=valid)
        return say("size.only_lots" if margin.at_least else "size.nothing")
    altered = say(ALTERED[margin.kind], n=margin.at_most, valid=valid)
    if margin.exact:
        return say("size.exact", result=result, altered=altered)
    if margin.at_least <= 1:
        return say("size.shown", result=result, altered=altered)
    return say("size.between", result=result, altered=altered, n=margin.at_least - 1)


def heading(language: str = ENGLISH) -> str:
    """What a margin answers, as a heading."""
    return words(language, file="margin")("about.heading")


def changes(margin: Margin, say: Words) -> list[str]:
    """Which papers would have had to be different, and who is elected then."""
    exhibit = margin.exhibit
    assert exhibit is not None
    alike: dict[tuple[str, str], int] = {}
    for change in exhibit.changes:
        key = ranked(change.before[:1], margin.names), ranked(change.after, margin.names)
        alike[key] = alike.get(key, 0) + change.papers
    told = {"change": "change.alone", "add": "change.added", "remove": "change.removed"}[margin.kind]
    parts = [say(told, n=number, before=before, after=after) for (before, after), number in alike.items()]
    found = [_sentence(say.listed(parts))] if parts else []
    elected = exhibit.record.facts.elected
    new = [margin.names[n - 1] for n in elected if n not in margin.elected]
    lost = [margin.names[n - 1] for n in margin.elected if n not in elected]
    found.append(say("change.result", elected=say.listed(new) or "–", lost=say.listed(lost) or "–", n=len(new)))
    for decision in exhibit.decisions:
        found.append(say("change.lot", stage=decision.stage, chosen=margin.names[decision.chosen - 1]))
    return found


def ranked(ranking: Ranking, names: tuple[str, ...]) -> str:
    """A strict ranking as «Ann first» or «Ann first, Bob next»."""
    order = [names[n - 1] for n in ranking if 0 < n <= len(names)]
    if not order:
        return ""
    return f"{order[0]} first" + "".join(f", then {name}" for name in order[1:])


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
