"""The plan's report: one self-contained HTML page that an organiser can take into a meeting.

What to recommend comes first; then what it is worth, what would change that, and everything it rests on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from hustings import __version__
from hustings.election.nouns import Election, PlanRow
from hustings.election.wording import marked, percent, printable
from hustings.look.row_chart import Row, row_chart
from hustings.look.sheets import common_style, environment, own_policy
from hustings.narrative import plan_changes as changes
from hustings.narrative import plan_words as words
from hustings.narrative.catalogue import ENGLISH, Words, tag_of
from hustings.narrative.catalogue import words as words_of
from hustings.narrative.clear import ERRORS
from hustings.narrative.heading import notice_of
from hustings.narrative.plan_assumptions import assumptions
from hustings.narrative.plan_guard import harm, left_out, refused, small_percent, with_bound
from hustings.narrative.plan_later import later_preferences
from hustings.narrative.plan_points import size_said
from hustings.narrative.plan_reasons import reasons
from hustings.planning.evidence import Figures
from hustings.planning.plan import NO_ADVICE
from hustings.planning.plan_files import command, plan_csv
from hustings.planning.recommendation import Recommendation
from hustings.planning.sensitivity import MOST_SCENARIOS
from hustings.reports.plan_facts import made, numbers
from hustings.reports.plan_points import shown_points


def plan_report(
    found: Recommendation, sizes: Mapping[int, Recommendation], election: Election, *, folder: str = "FOLDER",
    same_list: bool = False, language: str = ENGLISH,
) -> str:  # fmt: skip
    """The recommendation as one HTML page: no request, nothing beside it needed; one script for its sliders, if points
    were counted.

    sizes: recommendations for slates of other sizes, by size. For the line that makes the plan again, folder: what the
    election folder is called; same_list: whether areas under one parent had to share a list.
    """
    say = words_of(language, file="plan_report")
    content = _content(found, sizes, election, say, words_of(language, file="plan"))
    content["command"] = command(found, sizes, folder, same_list)
    foot = say("report.page_foot", plain=content["plain"], digest=f"{content['digest'][:16]}…")
    style = common_style("reports", "plan_report", foot)
    played = str(content["points"]["script"]) if content["points"] else ""
    content |= {
        "style": Markup(style),
        "policy": own_policy(style, played),
        "notice": notice_of(election.example, language),
    }
    content |= {"language": tag_of(language), "notice_label": say("report.notice")}
    return environment("reports").get_template("plan_report.html").render(content) + "\n"


def _content(
    found: Recommendation, sizes: Mapping[int, Recommendation], election: Election, say: Words, part: Words
) -> dict[str, Any]:
    forecast = found.forecast
    contest, slate = election.contest(forecast.contest), printable(election.slate(forecast.slate).name)
    past = election.example == "historical"
    heading, beside = words.heading(found, marked(slate), past, part), {len(found.slate_names): found, **sizes}
    return {
        "plain": f"{slate}, {printable(contest.title)}",
        "title": words.heading(found, slate, past, part),
        "past": past,
        "contest": marked(printable(contest.title)),
        "election": marked(printable(election.title)),
        "slate": marked(slate),
        "heading": heading,
        "lead": f"{words.lead(found, part)} {words.rival(found, part)}".strip(),
        "rests": {"heading": part("rests.heading"), "gains": changes.gains_left(found, part)},
        "warnings": _warnings(found, part),
        "later": marked(later_preferences(found, part)),
        "note": marked(printable(forecast.note)),
        "lists": _lists(found, election),
        "why": _why(found, election, part),
        "numbers": numbers(found, election, say),
        "comparison": _comparison(found, part),
        "spread": _spread(found, say, part),
        "chances": _chances(found, part),
        "sizes": _sizes(beside, say, part) if sizes else None,
        "variants": _variants(found, part),
        "points": shown_points(found, election, say, part),
        "moved": (changes.moved_finding(found, part), changes.moved_told(found, election, marked(slate), part))
        if found.moved
        else None,
        "limits": words.limits(found, part),
        "assumptions": assumptions(forecast, election, part),
        "ballot_order": forecast.ballot_order,
        "say": say,
        "made": made(found, say, part),
        "digest": hashlib.sha256(plan_csv(found.rows()).encode()).hexdigest(),
        "version": __version__,
    }


# The recommendation


def _lists(found: Recommendation, election: Election) -> list[dict[str, Any]]:
    """Each list with its order and the names of its areas."""
    grouped: dict[str, list[PlanRow]] = {}
    for row in found.rows():
        grouped.setdefault(row.list, []).append(row)
    return [
        {
            "letter": letter,
            "order": [marked(printable(name)) for name in here[0].order],
            "areas": [_area(row.area, election) for row in here],
        }
        for letter, here in grouped.items()
    ]


def _why(found: Recommendation, election: Election, part: Words) -> list[dict[str, Any]]:
    """Each area with its list and why; those whose order was settled beforehand say by what."""
    settled = {
        each.area: printable(each.source)
        for each in election.slate(found.forecast.slate).fixed
        if each.contest == found.forecast.contest
    }
    told = reasons(found, part)
    return [
        {
            "area": _area(row.area, election),
            "list": row.list,
            "why": "" if row.area in settled else printable(told[row.area]),
            "settled": row.area in settled,
            "source": settled.get(row.area, ""),
        }
        for row in found.rows()
    ]


def _area(code: str, election: Election) -> str:
    return marked(printable(election.area(code).name))


def _warnings(found: Recommendation, part: Words) -> list[str]:
    """Sentences on what nobody has said, on harm, and on what there was no time for."""
    said = (changes.nobody_said(found, part), harm(found, part), refused(found, part), *left_out(found, part))
    return [each for each in said if each]


# What it is worth


def _ranked(found: Recommendation) -> list[tuple[str, Figures]]:
    """All ways, the recommended one first, then by what they are worth."""
    return sorted(found.figures.items(), key=lambda each: (each[0] != found.name, -each[1].value, -each[1].seats))


def _comparison(found: Recommendation, part: Words) -> dict[str, Any]:
    ranked, objective = _ranked(found), found.settings.objective
    of_places = objective.of_seats
    rows = [
        Row(
            words.way(name, part),
            each.more if of_places else each.value,
            words.compared(found, name),
            ERRORS * (each.more_error if of_places else each.value_error),
            "best" if name == found.name else "other",
        )
        for name, each in ranked
    ]
    return {
        "finding": words.comparison_finding(found, part),
        "said": words.comparison_told(found, part),
        "chart": row_chart(rows, "compared compared-words", 1.0 if objective.kind == "at least" else None),
        "measure": words.objective_name(objective, part) if not objective.of_seats else "",
        "rows": [
            {
                "name": words.way(name, part),
                "best": name == found.name,
                "seats": f"{each.seats:.2f} ± {each.error:.2f}",
                "more": "–" if name == NO_ADVICE else f"{each.more:+.2f} ± {each.more_error:.2f}",
                "value": words.with_error(objective, each.value, each.value_error),
                "fewer": "–" if name == NO_ADVICE else small_percent(each.fewer),
                "gap": f"{each.gap:,.0f}",
            }
            for name, each in ranked
        ],
        "ways": [(words.way(name, part), words.meaning(name, found, part)) for name, _ in ranked if name in words.WAYS],
    }


def _spread(found: Recommendation, say: Words, part: Words) -> dict[str, Any]:
    """How many places, how often; numbers of places that never come about are left out."""
    best, without = found.best.distribution, found.figures[NO_ADVICE].distribution
    shown = [n for n in range(len(best)) if best[n] or without[n]]
    shown = list(range(shown[0], shown[-1] + 1))
    return {
        "finding": words.seats_finding(found, part),
        **_beside(
            found,
            [say("made.so_many_places", n=n) for n in shown],
            best[shown[0] :],
            without[shown[0] :],
            "spread",
        ),
    }


def _chances(found: Recommendation, part: Words) -> dict[str, Any]:
    names = [printable(name) for name in found.slate_names]
    return {
        "finding": words.chances_finding(found, part),
        **_beside(found, names, found.best.chances, found.figures[NO_ADVICE].chances, "chances"),
    }


def _beside(
    found: Recommendation, names: Sequence[str], best: Sequence[float], without: Sequence[float], anchor: str
) -> dict[str, Any]:
    """Chances with the recommended orders beside those with no advice, where these are two."""
    two = found.name != NO_ADVICE
    rows, table = [], []
    for name, chance, other in zip(names, best, without, strict=False):
        said = f"{percent(chance)} ({percent(other)})" if two else percent(chance)
        rows.append(Row(name, chance, said, against=other if two else None))
        table.append((marked(name), percent(chance), percent(other)))
    return {"chart": row_chart(rows, f"{anchor} {anchor}-words", most=1.0), "rows": table, "two": two}


def _sizes(sizes: Mapping[int, Recommendation], say: Words, part: Words) -> dict[str, Any]:
    ordered = sorted(sizes.items())
    most = max(each.best.value for _, each in ordered)
    objective = ordered[0][1].settings.objective
    rows, table = [], []
    for size, each in ordered:
        name, best = say("made.so_many_names", n=size), each.best
        value = percent(best.value) if objective.kind == "at least" else f"{best.value:.2f}"
        error = ERRORS * best.value_error
        rows.append(Row(name, best.value, value, error, "best" if best.value == most else "other"))
        table.append(
            {
                "name": name,
                "seats": f"{best.seats:.2f} ± {best.error:.2f}",
                "without": f"{each.figures[NO_ADVICE].seats:.2f}",
                "value": words.with_error(objective, best.value, best.value_error),
                "way": words.way(each.name, part),
                "said": size_said(sizes, size, part),
            }
        )
    return {
        "finding": words.sizes_finding(sizes, part),
        "without": words.without(sizes, part),
        "chart": row_chart(rows, "sizes sizes-words"),
        "rows": table,
        "measure": words.objective_name(objective, part) if not objective.of_seats else "",
    }


# What would change it


def _variants(found: Recommendation, part: Words) -> dict[str, Any] | None:
    if not found.variants:
        return None
    return {
        "finding": changes.variants_finding(found, part),
        "told": list(changes.changed_beliefs(found, part)),
        "scenarios": f"{min(found.scenarios, MOST_SCENARIOS):,}",
        "points": found.settings.objective.kind == "at least",
        "rows": [
            {
                "belief": changes.believed(each, part),
                "seats": f"{each.figures[found.name].seats:.2f} ± {each.figures[found.name].error:.2f}",
                "without": f"{each.figures[NO_ADVICE].seats:.2f}",
                "best": with_bound(words.way(each.best, part), each.best, found, part) if each.behind > 0 else "",
                "behind": changes.behind_figure(found.settings.objective, each),
                "ahead": changes.clearly_behind(each),
            }
            for each in found.variants
        ],
    }
