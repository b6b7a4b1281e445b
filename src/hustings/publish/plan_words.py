"""The sentences of the plan's report: what is recommended, what it is worth, and what would change that.

Names stand between marks of isolation, as in every sentence about an election (rules/wording.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from hustings.election.nouns import Election
from hustings.forecast.beliefs import INDEPENDENTS
from hustings.planning.evidence import MOST_SCENARIOS, Figures
from hustings.planning.objective import Objective
from hustings.planning.recommend import BALANCED, COMPENSATED, FOUND, NO_ADVICE, ONE_ORDER, ROTATION, Recommendation
from hustings.planning.sensitivity import Variant
from hustings.publish.evidence_words import percent
from hustings.rules.wording import counted, listed, marked, printable

# A difference is told from chance where it is more than so many standard errors.
ERRORS = 2
# So many cases are named in a heading.
MOST_NAMED = 2

WAYS = {
    NO_ADVICE: ("No advice", "Nobody is told an order: supporters rank the names as they know them."),
    ONE_ORDER: ("One order", "The slate’s own order in every area, but where an area has settled one."),
    ROTATION: ("Rotation", "The slate’s order turned by one name from area to area, from the largest to the smallest."),
    COMPENSATED: ("Compensated", "From the largest area down, the name with the smallest pile so far stands first."),
    BALANCED: ("Balanced", "First preferences evened out over as many of the names as it pays to keep in the race."),
    FOUND: ("Found by search", "Changed in small steps as long as that won more, on scenarios kept for the search."),
}
BELIEFS = {
    "support": ("Support", "the slate’s share of first preferences, in every area"),
    "adherence": ("Adherence", "how many of the slate’s supporters follow the order you recommend"),
    "leak": ("Leak", "how many leave the slate, or stop, after each of its names"),
}
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def way(name: str) -> str:
    """What a way of advising is called on the page."""
    return WAYS[name][0] if name in WAYS else printable(name)


def number_word(number: int) -> str:
    """Small numbers in words: «six», «13»."""
    return NUMBERS[number] if number < len(NUMBERS) else f"{number:,}"


def in_units(objective: Objective, value: float) -> str:
    """The objective's value: «4.34 places», «96 %»."""
    return percent(value) if objective.kind == "at least" else f"{value:.2f} places"


def objective_name(objective: Objective) -> str:
    """What the plan makes as large as possible."""
    return {"seats": "expected places", "worst": "places in the worst tenth of scenarios"}.get(
        objective.kind, f"chance of at least {counted(objective.number, 'place', 'places')}"
    )


def heading(found: Recommendation, slate: str, past: bool = False) -> str:
    """The recommendation and what it is worth, as one line. slate: its name, marked. past: the vote is long over."""
    worth = _worth(found, found.best, slate, past)
    if found.plan is None:
        return f"{'No order' if past else 'Recommend no order'}: {worth} that way"
    without = _value(found, found.figures[NO_ADVICE])
    lists, areas = len(found.plan.lists), len(found.plan.orders)
    said = (
        f"{number_word(lists).capitalize()} {'list' if lists == 1 else 'lists'} for {counted(areas, 'area', 'areas')}"
    )
    return f"{said}: {worth}, {without} with no advice"


def _worth(found: Recommendation, figures: Figures, slate: str, past: bool) -> str:
    objective, value = found.settings.objective, _value(found, figures)
    if objective.kind == "at least":
        had = "had" if past else "has"
        return f"{slate} {had} a {value} chance of at least {objective.number} of {found.seats} places"
    tail = " in the worst tenth of scenarios" if objective.kind == "worst" else ""
    return f"{slate} {'could have expected' if past else 'can expect'} {value} of {found.seats} places{tail}"


def _value(found: Recommendation, figures: Figures) -> str:
    objective = found.settings.objective
    return percent(figures.value) if objective.kind == "at least" else f"{figures.value:.2f}"


def lead(found: Recommendation) -> str:
    """How the recommendation compares with no advice, and how it was chosen."""
    best = found.best
    scenarios = counted(found.scenarios, "scenario", "scenarios")
    if found.plan is None:
        return f"On the same {scenarios} every plan that was compared did no better than giving no advice."
    said = f"That is {difference(best.more, best.more_error)} with no advice, on the same {scenarios}"
    if abs(best.more) <= ERRORS * best.more_error:
        said += ", which is no more than chance explains"
    if found.name != FOUND:
        return f"{said}. The search found nothing better than the way called “{way(found.name)}”."
    return f"{said}. {'' if found.rounds else 'Every possible plan was tried.'}".strip()


def rival(found: Recommendation) -> str:
    """That another way came out ahead on the scenarios of the report, where one did; "" else."""
    objective, first = found.settings.objective, max(found.figures, key=lambda name: found.figures[name].value)
    if found.figures[first].value <= found.best.value:
        return ""
    value = in_units(objective, found.figures[first].value)
    return (
        f"On these scenarios “{way(first)}” came out ahead, at {value}: "
        "which to recommend was decided on others, before these were looked at."
    )


def comparison_finding(found: Recommendation) -> str:
    """What the picture of all ways shows."""
    if found.plan is None:
        return "No way of advising does better than no advice"
    return f"The recommended orders win {difference(found.best.more)} no advice"


def difference(more: float, error: float | None = None) -> str:
    """«0.67 ± 0.03 places more than»."""
    figure = f"{abs(more):.2f}" + (f" ± {error:.2f}" if error is not None else "")
    return f"{figure} places {'fewer' if more < 0 else 'more'} than"


def seats_finding(found: Recommendation) -> str:
    """Which number of places is the most likely."""
    shares = found.best.distribution
    most = max(range(len(shares)), key=lambda n: shares[n])
    places = counted(most, "place", "places")
    return f"{places[0].upper()}{places[1:]}: the most likely, in {percent(shares[most])} of the scenarios"


def chances_finding(found: Recommendation) -> str:
    """Who is the safest and who the least likely."""
    chances = dict(zip(found.slate_names, found.best.chances, strict=True))
    safest, last = (pick(chances, key=lambda name: chances[name]) for pick in (max, min))
    if chances[safest] == chances[last]:
        return f"Every candidate of the slate has the same chance, {percent(chances[safest])}"
    return (
        f"{_name(safest)} is the safest, at {percent(chances[safest])}; "
        f"{_name(last)} the least likely, at {percent(chances[last])}"
    )


def sizes_finding(sizes: Mapping[int, Recommendation]) -> str:
    """Which slate size does best, and whether another does as well, as far as can be told."""
    ranked = sorted(sizes, key=lambda size: (-sizes[size].best.value, size))
    first, others = ranked[0], ranked[1:]
    best = sizes[first].best
    near = [size for size in others if best.seats - sizes[size].best.seats <= ERRORS * sizes[size].best.error]
    if near and sizes[first].settings.objective.kind == "seats":
        alike = listed([_names(first), *(number_word(size) for size in near)])
        return f"{alike.replace(' and ', ' or ')}: hardly a difference"
    return f"{_names(first)} would do best"


def _names(size: int) -> str:
    return f"{number_word(size).capitalize()} {'name' if size == 1 else 'names'}"


# What would have to be true


@dataclass(frozen=True, slots=True)
class Told:
    """What a changed belief does. clear: whether another plan is then ahead by more than chance explains."""

    belief: str
    meaning: str
    sentences: tuple[str, ...]


def clearly_behind(each: Variant) -> bool:
    """Whether another plan is ahead of the recommended one by more than chance explains."""
    return each.behind > 0 and each.behind > ERRORS * each.behind_error


def variants_finding(found: Recommendation) -> str:
    """When another plan would be better, as a heading."""
    cases = [f"{each.belief} were {changed(each)}" for each in found.variants if clearly_behind(each)]
    if not cases:
        return "Whichever of these beliefs is wrong, no other plan compared is clearly better"
    named = cases[:MOST_NAMED] + (
        [f"in {counted(len(cases) - MOST_NAMED, 'other case', 'other cases')}"] if len(cases) > MOST_NAMED else []
    )
    return f"Another plan would be better if {listed(named).replace(' and ', ' or ')}"


def variants_told(found: Recommendation) -> Iterator[Told]:
    """For each belief, sentences on what happens when it is changed."""
    for belief, group in groupby(found.variants, key=lambda each: each.belief):
        name, meaning = BELIEFS.get(belief, (belief.capitalize(), ""))
        yield Told(name, meaning, tuple(_sentences(found, list(group))))


def _sentences(found: Recommendation, group: list[Variant]) -> Iterator[str]:
    clear = [each for each in group if clearly_behind(each)]
    level = [each for each in group if each.behind > 0 and not clearly_behind(each)]
    stays = [each for each in group if not each.behind > 0]
    for each in clear:
        yield (
            f"Were it {changed(each)}, “{way(each.best)}” would be ahead of the recommended plan by "
            f"{behind_said(found.settings.objective, each)}."
        )
    if level:
        yield f"Were it {_any_of(level)}, another plan would be ahead by no more than chance explains."
    if stays:
        plan = "it" if clear or level else "the recommended plan"
        yield f"Were it {_any_of(stays)}, {plan} would stay the best of those compared."


def _any_of(group: list[Variant]) -> str:
    return listed([changed(each) for each in group]).replace(" and ", " or ")


def changed(variant: Variant) -> str:
    """How a belief was changed: «20 % lower», «half as high»."""
    simple = {0.25: "a quarter as high", 0.5: "half as high", 2.0: "twice as high"}
    if variant.factor in simple:
        return simple[variant.factor]
    return f"{abs(variant.factor - 1):.0%} {'lower' if variant.factor < 1 else 'higher'}".replace("%", " %")


def behind_said(objective: Objective, each: Variant) -> str:
    """By how much the recommended plan is behind, with its standard error; "" where it is the best."""
    if not each.behind > 0:
        return ""
    if objective.kind == "at least":
        return f"{100 * each.behind:.1f} ± {100 * each.behind_error:.1f} percentage points"
    return f"{each.behind:.2f} ± {each.behind_error:.2f} places"


def moved_finding(found: Recommendation) -> str:
    """How close the next place and the loss of one are."""
    moved = found.moved
    assert moved is not None
    near = [f"{moved.gain[0]:,.0f} votes from one place more"] if moved.gain else []
    near += [f"{moved.lose[0]:,.0f} votes from one fewer"] if moved.lose else []
    return listed(near) or "No number of votes, moved to or from one other slate, changes a place"


def moved_told(found: Recommendation, election: Election, slate: str) -> list[str]:
    """Were all as expected: the places, and the votes that would change them. slate: its name, marked."""
    moved = found.moved
    assert moved is not None
    said = [f"Were everything exactly as expected, {slate} would win {counted(moved.seats, 'place', 'places')}."]
    if moved.gain:
        votes, whence = moved.gain
        said.append(
            f"For one more, {votes:,.0f} voters who begin with {following_name(whence, election)} would have to begin "
            f"with {slate} instead."
        )
    if moved.lose:
        votes, to = moved.lose
        said.append(
            f"One would be lost if {votes:,.0f} voters who begin with {slate} began with "
            f"{following_name(to, election)} instead."
        )
    return said


def following_name(slate: str, election: Election) -> str:
    """A following's name, marked; «the independents» for those on no slate."""
    names = {each.id: each.name for each in election.slates}
    return "the independents" if slate == INDEPENDENTS and slate not in names else _name(names.get(slate, slate))


# How good it is


def limits(found: Recommendation) -> list[tuple[str, str, str]]:
    """The recommended value, the ceiling and the bound: what each is called, its figure, what it means."""
    objective, best = found.settings.objective, found.best
    at_least = objective.kind == "at least"
    errors = f" ± {100 * found.ceiling.error:.0f}" if at_least else f" ± {found.ceiling.error:.2f}"
    looked = min(found.scenarios, MOST_SCENARIOS)
    proved = (
        "Every possible plan was tried, scenario by scenario: this is exact."
        if found.exact
        else "The slate has no more names, or the contest no more places. The true limit may be far lower."
    )
    number = found.seats if objective.kind != "at least" else 0
    of = f" of {number}" if number else ""
    value, ceiling, bound = (
        percent(each) if at_least else f"{each:.2f}" for each in (best.value, found.ceiling.value, found.bound)
    )
    return [
        ("Recommended", f"{value}{of}", f"What the recommended orders have: {objective_name(objective)}."),
        (
            "Best found with hindsight",
            f"{ceiling}{errors}",
            f"If each of {counted(looked, 'scenario', 'scenarios')} were known beforehand and had a plan of its own. "
            "Nobody can know that; and it is what was found, not proved: there may be better.",
        ),
        ("No plan has more than", bound, proved),
    ]


def _name(name: str) -> str:
    return marked(printable(name))
