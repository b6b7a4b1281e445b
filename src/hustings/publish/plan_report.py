"""The plan report: one self-contained page that an organiser can take into a meeting.

The recommendation first, then what it is worth beside the other ways of advising, then what would change it, then
what all of it rests on. Figures are the planner's; none is computed here.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from hustings import __version__
from hustings.election.nouns import Election
from hustings.forecast.beliefs import INDEPENDENTS, Following, alphabetical_recognition, default_onward
from hustings.planning.recommend import BALANCED, COMPENSATED, FOUND, NO_ADVICE, ONE_ORDER, ROTATION, Recommendation
from hustings.planning.sensitivity import Variant
from hustings.planning.telling import reasons
from hustings.publish.plan_charts import Mark, Row, dot_chart
from hustings.publish.sheets import common_style, environment, own_policy
from hustings.rules.wording import counted, listed, marked, printable

WAYS = {
    NO_ADVICE: "No advice",
    ONE_ORDER: "One order everywhere",
    ROTATION: "The order rotated",
    COMPENSATED: "Lowest pile first",
    BALANCED: "Balanced piles",
    FOUND: "Found by search",
}
# Figures further apart than so many standard errors are called different.
CLEAR = 2


@dataclass(frozen=True, slots=True)
class List:
    """One list of the plan: its letter, its names in order, and the areas it is for, by name."""

    letter: str
    order: tuple[str, ...]
    areas: tuple[str, ...]


def plan_report(found: Recommendation, sizes: Mapping[int, Recommendation], election: Election) -> str:
    """The report as one HTML page, nothing beside it needed. sizes: the same for slates of other sizes."""
    style = _style(found, election)
    content = _content(found, sizes, election) | {"style": Markup(style), "policy": own_policy(style)}
    return environment().get_template("plan_report.html").render(content) + "\n"


def _style(found: Recommendation, election: Election) -> str:
    foot = f"{election.title[:60]} · assumptions, not a promise · seed {found.settings.seed}"
    return common_style("plan_report", foot)


def _content(found: Recommendation, sizes: Mapping[int, Recommendation], election: Election) -> dict[str, Any]:
    told, areas = reasons(found), {area.code: _name(area.name) for area in election.areas}
    ranked = sorted(found.figures, key=lambda name: -found.figures[name].seats)
    all_sizes = dict(sorted({len(found.slate_names): found, **sizes}.items()))
    return {
        "found": found,
        "best": found.best,
        "unadvised": found.figures[NO_ADVICE],
        "notice": election.notice or "",
        "contest": election.contest(found.forecast.contest).title,
        "slate": election.slate(found.forecast.slate).name,
        "election": election.title,
        "lists": lists(found, areas),
        "reasons": [(areas[code], printable(said)) for code, said in told.items()],
        "heading": _heading(found),
        "ways": WAYS,
        "ranked": ranked,
        "comparison": _comparison(found, ranked),
        "names": [_name(name) for name in found.slate_names],
        "chances": _chances(found),
        "places": [n for n, chance in enumerate(found.best.distribution) if chance or _none(found, n)],
        "sizes": all_sizes if len(all_sizes) > 1 else {},
        "sizes_chart": _sizes_chart(all_sizes),
        "sizes_finding": _sizes_finding(all_sizes),
        "better": [_better(each) for each in found.variants if _is_better(each, found.name)],
        "belief": _belief,
        "moved": _moved(found, election),
        "proved": "every plan was tried"
        if found.exact
        else "the slate has no more names, or the contest no more seats",
        "assumptions": _assumptions(found, election),
        "areas": [(areas[area.code], area) for area in found.forecast.areas],
        "planning": found.forecast.planning,
        "aim": str(found.settings.objective).capitalize() if found.settings.objective.kind != "seats" else "",
        "again": _again(found, sizes, election),
        "version": __version__,
    }


def _name(text: str) -> str:
    return marked(printable(text))


def _none(found: Recommendation, places: int) -> float:
    return found.figures[NO_ADVICE].distribution[places]


def lists(found: Recommendation, areas: Mapping[str, str]) -> list[List]:
    """The distinct lists in the order of their letters. areas: code → name."""
    rows = found.rows()
    return [
        List(
            letter,
            tuple(_name(name) for name in next(row.order for row in rows if row.list == letter)),
            tuple(areas[row.area] for row in rows if row.list == letter),
        )
        for letter in dict.fromkeys(row.list for row in rows)
    ]


def _heading(found: Recommendation) -> str:
    best = found.best
    if found.plan is None:
        return f"Recommend no order: {best.seats:.2f} seats expected without advice, and no plan does better"
    count = len(found.plan.lists)
    said = f"{_spelled(count)} {'list' if count == 1 else 'lists'}: {best.seats:.2f} seats expected"
    return f"{said}, {best.more:.2f} more than without advice" if best.more > 0 else said


def _spelled(number: int) -> str:
    words = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")
    return words[number] if number < len(words) else str(number)


# The pictures


def _comparison(found: Recommendation, ranked: Sequence[str]) -> Markup:
    rows = [
        Row(
            WAYS[name],
            [Mark(each.seats, f"{each.seats:.2f}", 2 * each.error, "best" if name == found.name else "")],
        )
        for name, each in ((name, found.figures[name]) for name in ranked)
    ]
    if found.settings.objective.kind != "seats":
        return dot_chart(rows, "Expected seats", whole=True)
    ceiling = found.ceiling
    limit = Row("Ceiling, not proved", [Mark(ceiling.value, f"{ceiling.value:.2f}", 2 * ceiling.error, "limit")])
    return dot_chart([limit, *rows], "Expected seats", whole=True)


def _chances(found: Recommendation) -> Markup:
    rows = [
        Row(printable(name), [Mark(100 * none, "", 0, "other"), Mark(100 * chance, f"{chance:.0%}", 0, "best")])
        for name, chance, none in zip(
            found.slate_names, found.best.chances, found.figures[NO_ADVICE].chances, strict=True
        )
    ]
    return dot_chart(rows, "Chance of a seat, per cent", low=0.0, high=100.0)


def _sizes_chart(sizes: Mapping[int, Recommendation]) -> Markup:
    rows = [
        Row(
            counted(size, "name", "names"),
            [
                Mark(each.figures[NO_ADVICE].seats, "", 0, "other"),
                Mark(each.best.seats, f"{each.best.seats:.2f}", 2 * each.best.error, "best"),
            ],
        )
        for size, each in sizes.items()
    ]
    return dot_chart(rows, "Expected seats", whole=True)


def _sizes_finding(sizes: Mapping[int, Recommendation]) -> str:
    ranked = sorted(sizes, key=lambda size: -sizes[size].best.value)
    first, *others = ranked
    if not others:
        return ""
    best, next_best = sizes[first].best, sizes[others[0]].best
    if best.seats - next_best.seats < CLEAR * (best.error**2 + next_best.error**2) ** 0.5:
        return f"{_spelled(first)} or {_spelled(others[0]).lower()} names: no difference that shows"
    more = f"{best.seats - next_best.seats:.2f} seats more"
    return f"{_spelled(first)} names are worth {more} than {_spelled(others[0]).lower()}"


# What would change it


def _is_better(variant: Variant, name: str) -> bool:
    return variant.best != name and variant.behind > CLEAR * variant.behind_error


def _better(variant: Variant) -> str:
    way = WAYS[variant.best].lower()
    return f"{_belief(variant)}: “{way}” would be ahead by {variant.behind:.2f} ± {2 * variant.behind_error:.2f}"


def _belief(variant: Variant) -> str:
    change = round(100 * (variant.factor - 1))
    return f"{variant.belief} {abs(change)} % {'more' if change > 0 else 'less'} than believed".capitalize()


def _moved(found: Recommendation, election: Election) -> list[str]:
    if found.moved is None:
        return []
    names = {slate.id: slate.name for slate in election.slates} | {INDEPENDENTS: "the independents"}
    said = [f"Were everything exactly as believed, the slate would win {counted(found.moved.seats, 'seat', 'seats')}."]
    if found.moved.lose:
        votes, to = found.moved.lose
        said.append(f"{votes:,.0f} of its voters beginning with {_name(names[to])} instead would cost it a seat.")
    if found.moved.gain:
        votes, whence = found.moved.gain
        said.append(f"{votes:,.0f} voters won over from {_name(names[whence])} would bring it one more.")
    return said


# What it rests on


def _assumptions(found: Recommendation, election: Election) -> list[tuple[str, str, str]]:
    """What is believed: the parameter, its value, and where that comes from."""
    forecast, names = found.forecast, {slate.id: slate.name for slate in election.slates}
    said = "said in forecast.toml"
    told = [
        (
            "Shares move together in the country, standard deviation on the log scale",
            f"{forecast.national_shock:g}",
            said,
        ),
        ("Shares move in each area alone", f"{forecast.area_shock:g}", said),
        ("How well candidates are known moves", f"{forecast.recognition_shock:g}", said),
        ("Adherence moves, standard deviation of logits", f"{forecast.areas[0].adherence.spread:g}", said),
        ("A candidate is better known in the home area, times", f"{forecast.home:g}", said),
    ]
    for following in forecast.followings:
        slate = _name(names.get(following.slate, "Independents"))
        told += [
            (
                f"{slate}: after a name goes on within the slate, stops",
                f"{following.onward.stay.mean:.0%}, {following.onward.stop:.0%}",
                "measured in Scottish council wards, 2007–2022"
                if following.onward == default_onward(len(following.names))
                else said,
            ),
            (f"{slate}: how well known", _known(found, following), _known_from(found, following, said)),
        ]
    return told


def _known(found: Recommendation, following: Following) -> str:
    total, names = sum(following.recognition), found.forecast.names
    parts = zip(following.names, following.recognition, strict=True)
    return listed([f"{_name(names[n - 1])} {weight / total:.0%}" for n, weight in parts])


def _known_from(found: Recommendation, following: Following, said: str) -> str:
    names = tuple(found.forecast.names[n - 1] for n in following.names)
    by_alphabet = following.recognition == alphabetical_recognition(names)
    return "by alphabet alone: measured for two names, assumed beyond" if by_alphabet else said


def _again(found: Recommendation, sizes: Mapping[int, Recommendation], election: Election) -> str:
    """The command that makes these figures again."""
    settings = found.settings
    words = ["hustings", "plan", str(election.folder), "--contest", found.forecast.contest]
    words += ["--lists", str(settings.lists)] if settings.lists is not None else []
    words += ["--sizes", ",".join(map(str, sizes))] if sizes else []
    words += ["--objective", settings.objective.option, "--draws", str(settings.scenarios)]
    words += ["--seed", str(settings.seed), "--rounds", str(found.rounds or settings.rounds)]
    return shlex.join(words)
