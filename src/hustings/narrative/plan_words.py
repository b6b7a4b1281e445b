"""The sentences of the plan's report: what is recommended, and what it is worth.

Names stand between marks of isolation, as in every sentence about an election (election/wording.py).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from hustings.election.nouns import Election
from hustings.election.wording import marked, percent, printable
from hustings.forecast.beliefs import INDEPENDENTS
from hustings.narrative.catalogue import ENGLISH, Words, words
from hustings.narrative.clear import ERRORS
from hustings.planning.choosing import BALANCED, CAUTIOUS, COMPENSATED, FOUND, KEPT, ONE_ORDER, ROTATION
from hustings.planning.evidence import Figures
from hustings.planning.objective import Objective
from hustings.planning.plan import NO_ADVICE
from hustings.planning.recommendation import Recommendation
from hustings.planning.sizes import NOT_FOUND

IN_ENGLISH = words(ENGLISH, file="plan")
WAYS = (NO_ADVICE, KEPT, ONE_ORDER, ROTATION, COMPENSATED, BALANCED, FOUND, CAUTIOUS)
# So many areas are named at most.
MOST_NAMED = 9
# The plan that `evaluate` is given.
GIVEN = "the plan"
# Numbers up to this one have a word of their own.
WORDED = 12


def key(name: str) -> str:
    """The name of a way or a belief as it stands in the catalogue: «no advice» as «no_advice»."""
    return name.replace(" ", "_")


def way(name: str, say: Words = IN_ENGLISH) -> str:
    """What a way of advising is called on the page."""
    return say(f"way.{key(name)}") if name in WAYS else printable(name)


def way_named(name: str, say: Words = IN_ENGLISH) -> str:
    """What a way of advising is called within a sentence or a table: «found by search»."""
    return say(f"way_named.{key(name)}") if name in (*WAYS, GIVEN) else printable(name)


def about(votes: float, say: Words = IN_ENGLISH) -> str:
    """Votes to two figures, since they rest on samples of papers: «about 4,700»."""
    if votes < 1:
        return say("unit.hardly_any")
    return say("unit.about", votes=f"{round(votes, 1 - math.floor(math.log10(votes))):,.0f}")


def meaning(name: str, found: Recommendation, say: Words = IN_ENGLISH) -> str:
    """What a way of advising does."""
    return say("meaning.all_tried" if name == FOUND and found.every else f"meaning.{key(name)}")


def number_word(number: int, say: Words = IN_ENGLISH) -> str:
    """Small numbers in words: «six», «13»."""
    return say(f"number.{number}") if number <= WORDED else f"{number:,}"


def in_units(objective: Objective, value: float, say: Words = IN_ENGLISH) -> str:
    """The objective's value: «4.34 places», «96 %»."""
    return percent(value) if objective.kind == "at least" else say("unit.places", value=f"{value:.2f}")


def with_error(objective: Objective, value: float, error: float) -> str:
    """The objective's value and its standard error, without a unit but per cent: «4.34 ± 0.01», «96 % ± 2»."""
    return f"{percent(value)} ± {100 * error:.0f}" if objective.kind == "at least" else f"{value:.2f} ± {error:.2f}"


def objective_name(objective: Objective, say: Words = IN_ENGLISH) -> str:
    """What the plan makes as large as possible."""
    if objective.of_seats:
        return say("objective.seats")
    return say("objective.worst" if objective.kind == "worst" else "objective.at_least", n=objective.number)


def heading(found: Recommendation, slate: str, past: bool = False, say: Words = IN_ENGLISH) -> str:
    """The recommendation and what it is worth, as one line. slate: its name, marked. past: the vote is long over."""
    worth = _worth(found, found.best, slate, past, say)
    if found.name == NO_ADVICE or found.plan is None:
        return say("headline.recommended_none" if past else "headline.recommend_none", worth=worth)
    lists, without = len(found.plan.lists), _value(found, found.figures[NO_ADVICE])
    number, areas = number_word(lists, say).capitalize(), len(found.plan.orders)
    return say("headline.lists", number=number, n=lists, areas=areas, worth=worth, without=without)


def _worth(found: Recommendation, figures: Figures, slate: str, past: bool, say: Words) -> str:
    objective = found.settings.objective
    if objective.kind == "at least":
        which = "headline.had_chance" if past else "headline.has_chance"
    else:
        which = "headline.could_expect" if past else "headline.can_expect"
        which += "_worst" if objective.kind == "worst" else ""
    value, seats = _value(found, figures), found.seats
    return say(which, slate=slate, value=value, number=objective.number, seats=seats)


def _value(found: Recommendation, figures: Figures) -> str:
    objective = found.settings.objective
    return percent(figures.value) if objective.kind == "at least" else f"{figures.value:.2f}"


def lead(found: Recommendation, say: Words = IN_ENGLISH) -> str:
    """How the recommendation compares with no advice, and how it was chosen."""
    best = found.best
    if found.name == NO_ADVICE:
        settled = say("lead.but_settled") if found.plan else ""
        return say("lead.held_back" if held_back(found) else "lead.none_better", settled=settled, n=found.scenarios)
    which = "lead.gained_unclear" if abs(best.gain) <= ERRORS * best.gain_error else "lead.gained"
    said = say(which, gained=gained(found, best, say), n=found.scenarios)
    return f"{said} {_chosen(found, say)}".strip()


def held_back(found: Recommendation) -> bool:
    """Whether no advice is recommended although an order would win more, since it may win fewer as well."""
    none, worths = found.figures[NO_ADVICE].seats, found.figures
    return found.name == NO_ADVICE and any(worths[name].seats > none for name in found.choice.refused)


def gained(found: Recommendation, figures: Figures, say: Words = IN_ENGLISH) -> str:
    """What a way adds to the objective: «0.67 ± 0.03 places more than», «12 ± 2 percentage points more than»."""
    if found.settings.objective.kind != "at least":
        return difference(figures.gain, figures.gain_error, say)
    value = f"{100 * abs(figures.gain):.0f} ± {100 * figures.gain_error:.0f}"
    return say("lead.points_less" if figures.gain < 0 else "lead.points_more", value=value)


def _chosen(found: Recommendation, say: Words) -> str:
    """Why this way and no other."""
    if found.ahead != found.name:
        return say("lead.plainer", ahead=way(found.ahead, say), way=way(found.name, say))
    if found.every:
        return say("lead.every")
    return "" if found.name == FOUND else say("lead.nothing_better", way=way(found.name, say))


def rival(found: Recommendation, say: Words = IN_ENGLISH) -> str:
    """That another way came out ahead on the scenarios of the report, where one did; "" else."""
    objective, first = found.settings.objective, max(found.figures, key=lambda name: found.figures[name].value)
    if found.figures[first].value <= found.best.value or first == found.ahead:
        return ""
    return say("lead.rival", way=way(first, say), value=in_units(objective, found.figures[first].value, say))


def comparison_finding(found: Recommendation, say: Words = IN_ENGLISH) -> str:
    """What the picture of all ways shows."""
    if found.name == NO_ADVICE:
        return say("compared.none_safe" if held_back(found) else "compared.none_better")
    objective, none = found.settings.objective, found.figures[NO_ADVICE]
    if objective.of_seats:
        return say("compared.wins", more=difference(found.best.more, say=say))
    name = objective_name(objective, say)
    name = f"{name[0].upper()}{name[1:]}"
    return say("compared.value", objective=name, value=_value(found, found.best), without=_value(found, none))


def comparison_told(found: Recommendation, say: Words = IN_ENGLISH) -> str:
    """The picture of all ways in words."""
    objective, none = found.settings.objective, found.figures[NO_ADVICE]
    if not objective.of_seats:
        return say("compared.bars_of_objective", objective=objective_name(objective, say))
    return say("compared.bars", seats=f"{none.seats:.2f}")


def compared(found: Recommendation, name: str) -> str:
    """What stands beside a way's bar."""
    each = found.figures[name]
    if not found.settings.objective.of_seats:
        return _value(found, each)
    return f"{each.seats:.2f}" if name == NO_ADVICE else f"{each.more:+.2f} → {each.seats:.2f}"


def difference(more: float, error: float | None = None, say: Words = IN_ENGLISH) -> str:
    """«0.67 ± 0.03 places more than»."""
    value = f"{abs(more):.2f}" + (f" ± {error:.2f}" if error is not None else "")
    return say("lead.fewer" if more < 0 else "lead.more", value=value)


def seats_finding(found: Recommendation, say: Words = IN_ENGLISH) -> str:
    """Which number of places is the most likely."""
    shares = found.best.distribution
    most = max(range(len(shares)), key=lambda n: shares[n])
    return say("shown.seats", n=most, share=percent(shares[most]))


def chances_finding(found: Recommendation, say: Words = IN_ENGLISH) -> str:
    """Who is the safest and who the least likely."""
    chances = dict(zip(found.slate_names, found.best.chances, strict=True))
    safest, last = (pick(chances, key=lambda name: chances[name]) for pick in (max, min))
    most, least = percent(chances[safest]), percent(chances[last])
    if chances[safest] == chances[last]:
        return say("shown.same_chance", chance=most)
    return say("shown.safest", safest=marked_name(safest), most=most, last=marked_name(last), least=least)


def sizes_finding(sizes: Mapping[int, Recommendation], say: Words = IN_ENGLISH) -> str:
    """Which slate size does best, and whether another does as well, as far as can be told."""
    ranked = sorted(sizes, key=lambda size: (-sizes[size].best.value, size))
    first, others = ranked[0], ranked[1:]
    best = sizes[first].best

    def alike(size: int) -> bool:
        other = sizes[size].best
        return best.value - other.value <= ERRORS * math.hypot(best.value_error, other.value_error)

    names = say("shown.names", number=number_word(first, say).capitalize(), n=first)
    near = [number_word(size, say) for size in others if alike(size)]
    if near:
        return say("shown.no_clear_difference", sizes=say.either([names, *near]))
    return say("shown.best_size", size=names)


def without(sizes: Mapping[int, Recommendation], say: Words = IN_ENGLISH) -> list[str]:
    """Who is left out of slates of fewer names than the slate has: the last of its order. sizes: by size."""
    standing = {size: [name for name in each.slate_names if NOT_FOUND not in name] for size, each in sizes.items()}
    own = max(standing.values(), key=len)
    found = []
    for size in sorted(sizes):
        if left := [printable(name) for name in own if name not in standing[size]]:
            names = say("shown.names", number=number_word(size, say), n=size)
            found.append(say("shown.would_not_stand", size=names, names=say.listed(left)))
    return found


def nobody_advised(areas: Sequence[str], say: Words = IN_ENGLISH) -> str:
    """For which areas a plan has no order; "" where for none. Of many, the first few and how many more."""
    if not areas:
        return ""
    named = list(areas) if len(areas) <= MOST_NAMED + 1 else [*areas[:MOST_NAMED]]
    rest = len(areas) - len(named)
    return say("shown.silent", areas=say.listed([*named, *([say("shown.more_areas", number=rest)] if rest else [])]))


def following_name(slate: str, election: Election, say: Words = IN_ENGLISH) -> str:
    """A following's name, marked; «the independents» for those on no slate."""
    names = {each.id: each.name for each in election.slates}
    if slate == INDEPENDENTS and slate not in names:
        return say("following.independents")
    return marked_name(names.get(slate, slate))


# How good it is


def limits(found: Recommendation, say: Words = IN_ENGLISH) -> list[tuple[str, str, str]]:
    """The recommended value, the ceiling and the bound: what each is called, its figure, what it means."""
    objective, best, ceiling = found.settings.objective, found.best, found.ceiling
    value = _limit(objective, best.value, best.value_error)
    if found.seats and objective.kind != "at least":
        value = say("limit.of", value=value, number=found.seats)
    told = [
        (say("limit.recommended"), value, say("limit.recommended_meaning", objective=objective_name(objective, say))),
    ]
    if ceiling:
        missing = _missing(found, ceiling.value, say)
        meant = say("limit.hindsight_meaning", missing=missing, n=ceiling.scenarios)
        told.append((say("limit.hindsight"), _limit(objective, ceiling.value, ceiling.error), meant))
    proved = say("limit.exact" if found.exact else "limit.not_exact")
    meant = say("limit.bound_meaning", missing=_missing(found, found.bound, say), proved=proved)
    return [*told, (say("limit.bound"), _limit(objective, found.bound), meant)]


def _limit(objective: Objective, value: float, error: float = 0.0) -> str:
    at_least = objective.kind == "at least"
    spread = f" ± {100 * error:.0f}" if at_least else f" ± {error:.2f}"
    return (percent(value) if at_least else f"{value:.2f}") + (spread if error else "")


def _missing(found: Recommendation, value: float, say: Words) -> str:
    """How far the recommendation is below a limit."""
    more = max(0.0, value - found.best.value)
    if found.settings.objective.kind == "at least":
        return say("unit.points", value=f"{100 * more:.0f}")
    return say("unit.places", value=f"{more:.2f}")


def marked_name(name: str) -> str:
    """A name between marks, without what cannot be printed."""
    return marked(printable(name))
