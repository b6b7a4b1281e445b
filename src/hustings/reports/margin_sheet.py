"""A margin as one HTML page: no script, no request, nothing beside it needed."""

from __future__ import annotations

from markupsafe import Markup

from hustings import __version__
from hustings.election.wording import marked, printable
from hustings.look.drawing import element
from hustings.look.sheets import common_style, environment, own_policy
from hustings.margins.answer import Margin
from hustings.narrative.catalogue import ENGLISH, words
from hustings.narrative.margin import at_random, heading, ranges, size, worst_case
from hustings.rules.question import Question


def margin_sheet(margin: Margin, title: str, question: Question) -> str:
    """The page. title: of the contest, "" where it has none."""
    asks = heading()
    say = words(ENGLISH, file="margin")
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
        "first": printable(size(margin)),
        "say": say,
        "bar": _bar(margin),
        "ranges": ranges(margin) if margin.at_most != 0 and not margin.certain else [],
        "worst": [printable(sentence) for sentence in worst_case(margin)],
        "misread": margin.misread,
        "lots": any(each.lot for each in margin.misread),
        "means": at_random(margin)[-1:],
        "notice": "",
        "version": __version__,
        "style": Markup(style),
        "policy": own_policy(style),
    }
    return environment("reports").get_template("margin_sheet.html").render(content) + "\n"


def _number(papers: int | None) -> str:
    return "–" if papers is None else f"{papers:,}"


def _bar(margin: Margin) -> Markup:
    """From no paper altered to a quarter more than the margin: where the same are elected, and where others can be."""
    most = margin.at_most or margin.at_least
    parts = [("same", 0, margin.at_least), ("unknown", margin.at_least, most), ("other", most, 1.25 * most)]
    if margin.at_most is None:
        parts[1:] = [("unknown", most, 1.25 * most)]
    drawn = [
        element("rect", class_=kind, x=80 * low / most, y=0, width=80 * (high - low) / most, height=10)
        for kind, low, high in parts
        if most and high > low
    ]
    shape = {"class_": "ranges", "viewBox": "0 0 100 10", "preserveAspectRatio": "none", "aria_hidden": "true"}
    return element("svg", Markup("").join(drawn), **shape)
