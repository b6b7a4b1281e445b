"""The sentences of the plan's report: what is recommended, and what it is worth.

Names stand between marks of isolation, as in every sentence about an election (rules/wording.py).
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from hustings.election.nouns import Election
from hustings.election.wording import counted, listed, marked, percent, printable
from hustings.forecast.beliefs import INDEPENDENTS
from hustings.narrative.clear import ERRORS
from hustings.planning.choosing import BALANCED, COMPENSATED, FOUND, KEPT, ONE_ORDER, ROTATION
from hustings.planning.evidence import Figures
from hustings.planning.objective import Objective
from hustings.planning.plan import NO_ADVICE
from hustings.planning.recommendation import Recommendation

WAYS = {
    NO_ADVICE: ("No advice", "Nobody is told an order: supporters rank the names as they know them."),
    KEPT: ("Kept", "The plan that is out already, as it is."),
    ONE_ORDER: ("One order", "The slate’s own order in every area, but where an area has settled one."),
    ROTATION: ("Rotation", "The slate’s order turned by one name from area to area, from the largest to the smallest."),
    COMPENSATED: ("Compensated", "From the largest area down, the name with the smallest pile so far stands first."),
    BALANCED: ("Balanced", "First preferences evened out over as many of the names as it pays to keep in the race."),
    FOUND: ("Found by search", "Changed in small steps as long as that won more, on scenarios kept for the search."),
}
ALL_TRIED = "The best of all possible plans, on scenarios kept for the search."
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def way(name: str) -> str:
    """What a way of advising is called on the page."""
    return WAYS[name][0] if name in WAYS else printable(name)


def meaning(name: str, found: Recommendation) -> str:
    """What a way of advising does."""
    return ALL_TRIED if name == FOUND and found.every else WAYS[name][1]


def without(sizes: Mapping[int, Recommendation]) -> list[str]:
    """Who is left out of slates of fewer names than the slate has: the last of its order. sizes: by size."""
    own = max(sizes.values(), key=lambda each: sum(" not yet found" not in name for name in each.slate_names))
    found = []
    for size, each in sorted(sizes.items()):
        if left := [name for name in own.slate_names if name not in each.slate_names and " not yet found" not in name]:
            found.append(
                f"With {number_word(size)} {'name' if size == 1 else 'names'}, {listed(left)} would not stand."
            )
    return found


def number_word(number: int) -> str:
    """Small numbers in words: «six», «13»."""
    return NUMBERS[number] if number < len(NUMBERS) else f"{number:,}"


def in_units(objective: Objective, value: float) -> str:
    """The objective's value: «4.34 places», «96 %»."""
    return percent(value) if objective.kind == "at least" else f"{value:.2f} places"


def with_error(objective: Objective, value: float, error: float) -> str:
    """The objective's value and its standard error, without a unit but per cent: «4.34 ± 0.01», «96 % ± 2»."""
    return f"{percent(value)} ± {100 * error:.0f}" if objective.kind == "at least" else f"{value:.2f} ± {error:.2f}"


def objective_name(objective: Objective) -> str:
    """What the plan makes as large as possible."""
    if objective.of_seats:
        return "expected places"
    at_least = f"chance of at least {counted(objective.number, 'place', 'places')}"
    return "places in the worst tenth of scenarios" if objective.kind == "worst" else at_least


def heading(found: Recommendation, slate: str, past: bool = False) -> str:
    """The recommendation and what it is worth, as one line. slate: its name, marked. past: the vote is long over."""
    worth = _worth(found, found.best, slate, past)
    if found.name == NO_ADVICE or found.plan is None:
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
    best, scenarios = found.best, counted(found.scenarios, "scenario", "scenarios")
    if found.name == NO_ADVICE:
        settled = ", but where an order is settled" if found.plan else ""
        if held_back(found):
            return (
                f"Some orders would win more places on average{settled}, but none of them surely keeps the chance of "
                "fewer places than with no advice within its bound."
            )
        return f"On the same {scenarios} every plan that was compared did no better than giving no advice{settled}."
    said = f"That is {gained(found, best)} with no advice, on the same {scenarios}"
    if abs(best.gain) <= ERRORS * best.gain_error:
        said += ", which is not a clear difference"
    return f"{said}. {_chosen(found)}".strip()


def held_back(found: Recommendation) -> bool:
    """Whether no advice is recommended although an order would win more, since it may win fewer as well."""
    none, worths = found.figures[NO_ADVICE].seats, found.figures
    return found.name == NO_ADVICE and any(worths[name].seats > none for name in found.choice.refused)


def gained(found: Recommendation, figures: Figures) -> str:
    """What a way adds to the objective: «0.67 ± 0.03 places more than», «12 ± 2 percentage points more than»."""
    if found.settings.objective.kind != "at least":
        return difference(figures.gain, figures.gain_error)
    points = f"{100 * abs(figures.gain):.0f} ± {100 * figures.gain_error:.0f} percentage points"
    return f"{points} {'less' if figures.gain < 0 else 'more'} than"


def _chosen(found: Recommendation) -> str:
    """Why this way and no other."""
    if found.ahead != found.name:
        return (
            f"Where the choice was made “{way(found.ahead)}” was ahead, but not clearly; "
            f"“{way(found.name)}” is plainer, and leans less on what is assumed."
        )
    if found.every:
        return "Every possible plan was tried."
    return "" if found.name == FOUND else f"The search found nothing better than the way called “{way(found.name)}”."


def rival(found: Recommendation) -> str:
    """That another way came out ahead on the scenarios of the report, where one did; "" else."""
    objective, first = found.settings.objective, max(found.figures, key=lambda name: found.figures[name].value)
    if found.figures[first].value <= found.best.value or first == found.ahead:
        return ""
    value = in_units(objective, found.figures[first].value)
    return (
        f"On these scenarios “{way(first)}” came out ahead, at {value}: "
        "which to recommend was decided on others, before these were looked at."
    )


def comparison_finding(found: Recommendation) -> str:
    """What the picture of all ways shows."""
    if found.name == NO_ADVICE:
        better = "No way of advising that wins more is safe enough"
        return better if held_back(found) else "No way of advising does better than no advice"
    objective, none = found.settings.objective, found.figures[NO_ADVICE]
    if not objective.of_seats:
        name = objective_name(objective)
        return f"{name[0].upper()}{name[1:]}: {_value(found, found.best)}, with no advice {_value(found, none)}"
    return f"The recommended orders win {difference(found.best.more)} no advice"


def comparison_told(found: Recommendation) -> str:
    """The picture of all ways in words."""
    objective, none = found.settings.objective, found.figures[NO_ADVICE]
    if not objective.of_seats:
        return (
            f"Each bar is what the plan was to make as large as possible: the {objective_name(objective)}. The line "
            "across its end is two standard errors either way."
        )
    return (
        f"With no advice {none.seats:.2f} places are expected. Each bar is what a way of advising adds to that or "
        "takes away, then come the places expected with it. The line across its end is two standard errors either way."
    )


def compared(found: Recommendation, name: str) -> str:
    """What stands beside a way's bar."""
    each = found.figures[name]
    if not found.settings.objective.of_seats:
        return _value(found, each)
    return f"{each.seats:.2f}" if name == NO_ADVICE else f"{each.more:+.2f} → {each.seats:.2f}"


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
        f"{marked_name(safest)} is the safest, at {percent(chances[safest])}; "
        f"{marked_name(last)} the least likely, at {percent(chances[last])}"
    )


def sizes_finding(sizes: Mapping[int, Recommendation]) -> str:
    """Which slate size does best, and whether another does as well, as far as can be told."""
    ranked = sorted(sizes, key=lambda size: (-sizes[size].best.value, size))
    first, others = ranked[0], ranked[1:]
    best = sizes[first].best

    def alike(size: int) -> bool:
        other = sizes[size].best
        return best.value - other.value <= ERRORS * math.hypot(best.value_error, other.value_error)

    near = [size for size in others if alike(size)]
    if near:
        said = listed([_names(first), *(number_word(size) for size in near)])
        return f"{said.replace(' and ', ' or ')}: no clear difference"
    return f"{_names(first)} would do best"


def _names(size: int) -> str:
    return f"{number_word(size).capitalize()} {'name' if size == 1 else 'names'}"


def following_name(slate: str, election: Election) -> str:
    """A following's name, marked; «the independents» for those on no slate."""
    names = {each.id: each.name for each in election.slates}
    return "the independents" if slate == INDEPENDENTS and slate not in names else marked_name(names.get(slate, slate))


# How good it is


def limits(found: Recommendation) -> list[tuple[str, str, str]]:
    """The recommended value, the ceiling and the bound: what each is called, its figure, what it means."""
    objective, best = found.settings.objective, found.best
    at_least = objective.kind == "at least"
    proved = (
        "Every possible plan was tried, scenario by scenario: this is exact."
        if found.exact
        else "The slate has no more names, or the contest no more places. The true limit may be far lower."
    )
    number = found.seats if objective.kind != "at least" else 0
    of = f" of {number}" if number else ""

    def figure(value: float, error: float = 0.0) -> str:
        said = f" ± {100 * error:.0f}" if at_least else f" ± {error:.2f}"
        return (percent(value) if at_least else f"{value:.2f}") + (said if error else "")

    def missing(value: float) -> str:
        more = max(0.0, value - best.value)
        return f"{100 * more:.0f} percentage points" if at_least else f"{more:.2f} places"

    found_with_hindsight = (
        [
            (
                "Best found with hindsight",
                figure(ceiling.value, ceiling.error),
                f"{missing(ceiling.value)} above the recommendation: if each of "
                f"{counted(ceiling.scenarios, 'scenario', 'scenarios')} were known beforehand and had a plan of its "
                "own. Nobody can know that; and it is what was found, not proved: there may be better.",
            )
        ]
        if (ceiling := found.ceiling)
        else []
    )
    return [
        (
            "Recommended",
            f"{figure(best.value, best.value_error)}{of}",
            f"What the recommended orders have: {objective_name(objective)}.",
        ),
        *found_with_hindsight,
        ("No plan has more than", figure(found.bound), f"{missing(found.bound)} above the recommendation. {proved}"),
    ]


def marked_name(name: str) -> str:
    """A name between marks, without what cannot be printed."""
    return marked(printable(name))
