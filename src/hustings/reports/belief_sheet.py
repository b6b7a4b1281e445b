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
from hustings.narrative import beliefs as words
from hustings.planning.information import Calls


def belief_sheet(found: Believed, forecast: Forecast, election: Election, calls: Calls | None = None) -> str:
    """The page. calls: what more answers would be worth, if it was asked."""
    contest, slate = election.contest(forecast.contest), printable(election.slate(forecast.slate).name)
    shares = {words.name_of(each, election): value for each, value in found.shares.items()}
    support = {election.area(code).name: value for code, value in found.support.items()}
    sections = [
        ("shares", "Who begins with whom", shares, words.source(found, "shares", "national_shock")),
        ("areas", "Support in each area", support, words.source(found, "shares_in", "shares", "area_shock")),
        ("known", "Whom supporters put first if they follow no order", found.known, words.source(found, "recognition")),
        ("order", "How many follow the order", {slate: found.adherence}, words.source(found, "adherence")),
    ]
    style = common_style("reports", "belief_sheet", f"{slate}, {printable(contest.title)}")
    content = {
        "title": f"What {slate} believes: {printable(contest.title)}",
        "slate": marked(slate),
        "contest": marked(printable(contest.title)),
        "election": marked(printable(election.title)),
        "lead": words.lead(found, forecast),
        "note": marked(printable(forecast.note)),
        "sections": [(key, title, _chart(values, key), source) for key, title, values, source in sections],
        "unknown": words.not_known(found, forecast),
        "calls": calls and _calls(calls, election),
        "notice": election.notice,
        "version": __version__,
        "style": Markup(style),
        "policy": own_policy(style),
    }
    return environment("reports").get_template("belief_sheet.html").render(content) + "\n"


def _calls(calls: Calls, election: Election) -> dict[str, object]:
    """What more answers would be worth: in sentences, and area by area, from the most to the least."""
    areas = sorted(calls.areas.items(), key=lambda each: -each[1].seats)
    rows = [(marked(printable(election.area(code).name)), words.gained(worth)) for code, worth in areas]
    return {"number": f"{calls.number:,}", "sentences": words.worth_of_calls(calls, election), "rows": rows}


def _chart(values: Mapping[str, Interval], anchor: str) -> Markup:
    rows = [Row(printable(name), value.middle, words.part(value), error=value.half) for name, value in values.items()]
    return row_chart(rows, f"{anchor} {anchor}-words", wide=WHOLE)
