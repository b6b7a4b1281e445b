"""What a forecast believes as one HTML page: no script, no request, nothing beside it needed."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from hustings import __version__
from hustings.election.nouns import Election
from hustings.election.wording import marked, printable
from hustings.forecast.beliefs import Forecast
from hustings.forecast.believed import Believed, Interval
from hustings.look.row_chart import WHOLE, Row, row_chart
from hustings.look.sheets import common_style, environment, own_policy
from hustings.narrative import beliefs as told
from hustings.narrative.catalogue import ENGLISH, Words, tag_of, words
from hustings.narrative.heading import notice_of
from hustings.planning.information import Calls


def belief_sheet(
    found: Believed, forecast: Forecast, election: Election, calls: Calls | None = None, *, language: str = ENGLISH
) -> str:
    """The page. calls: what more answers would be worth, if it was asked."""
    say = words(language, file="forecast")
    contest, slate = election.contest(forecast.contest), printable(election.slate(forecast.slate).name)
    shares = {told.name_of(each, election, say): value for each, value in found.shares.items()}
    support = {election.area(code).name: value for code, value in found.support.items()}
    sections = [
        ("shares", say("belief_page.shares"), shares, told.source(found, "shares", "national_shock", say=say)),
        ("areas", say("belief_page.areas"), support, told.source(found, "shares_in", "shares", "area_shock", say=say)),
        ("known", say("belief_page.known"), found.known, told.source(found, "recognition", say=say)),
        ("order", say("belief_page.order"), {slate: found.adherence}, told.source(found, "adherence", say=say)),
    ]
    style = common_style("reports", "belief_sheet", f"{slate}, {printable(contest.title)}")
    content = {
        "title": say("belief_page.title", slate=slate, contest=printable(contest.title)),
        "slate": marked(slate),
        "contest": marked(printable(contest.title)),
        "election": marked(printable(election.title)),
        "lead": told.lead(found, forecast, say),
        "note": marked(printable(forecast.note)),
        "sections": [(key, title, _chart(values, key, say), source) for key, title, values, source in sections],
        "unknown": told.not_known(found, forecast, say),
        "calls": calls and _calls(calls, election, say),
        "notice": notice_of(election.example, language),
        "notice_label": say("belief_page.notice"),
        "language": tag_of(language),
        "say": say,
        "version": __version__,
        "style": Markup(style),
        "policy": own_policy(style),
    }
    return environment("reports").get_template("belief_sheet.html").render(content) + "\n"


def _calls(calls: Calls, election: Election, say: Words) -> dict[str, object]:
    """What more answers would be worth: in sentences, and area by area, from the most to the least."""
    areas = sorted(calls.areas.items(), key=lambda each: -each[1].seats)
    rows = [(marked(printable(election.area(code).name)), told.gained(worth, say)) for code, worth in areas]
    return {"number": f"{calls.number:,}", "sentences": told.worth_of_calls(calls, election, say), "rows": rows}


def _chart(values: Mapping[str, Interval], anchor: str, say: Words) -> Markup:
    rows = [
        Row(printable(name), value.middle, told.part(value, say), error=value.half) for name, value in values.items()
    ]
    return row_chart(rows, f"{anchor} {anchor}-words", wide=WHOLE)
