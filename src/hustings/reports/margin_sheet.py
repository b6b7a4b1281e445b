"""A margin as one HTML page: no script, no request, nothing beside it needed."""

from __future__ import annotations

from markupsafe import Markup

from hustings import __version__
from hustings.election.wording import marked, printable
from hustings.look.sheets import common_style, environment, own_policy
from hustings.margins.answer import Margin
from hustings.narrative.margin import heading, margin_words
from hustings.rules.question import Question


def margin_sheet(margin: Margin, title: str, question: Question) -> str:
    """The page. title: of the contest, "" where it has none."""
    asks = heading()
    first, *rest = map(printable, margin_words(margin))
    style = common_style("reports", "margin_sheet", printable(title) or asks)
    numbers = [("Valid papers", f"{margin.valid:,}"), ("At least", _number(margin.at_least))]
    numbers.append(("At most", _number(margin.at_most)))
    content = {
        "title": f"{asks} {printable(title)}".strip(),
        "heading": asks,
        "contest": marked(printable(title)),
        "rules": question.rules.title,
        "numbers": numbers,
        "elected": [marked(printable(margin.names[number - 1])) for number in margin.elected],
        "first": first,
        "rest": rest,
        "notice": "",
        "version": __version__,
        "style": Markup(style),
        "policy": own_policy(style),
    }
    return environment("reports").get_template("margin_sheet.html").render(content) + "\n"


def _number(papers: int | None) -> str:
    return "–" if papers is None else f"{papers:,}"
