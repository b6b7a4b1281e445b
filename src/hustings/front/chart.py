"""A count in a notebook: its finding, its chart and the votes."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from importlib import resources

from markupsafe import Markup, escape

from hustings.look.sheets import bdi
from hustings.narrative.catalogue import ENGLISH, words
from hustings.narrative.chart_words import chart_in_words, finding
from hustings.record.record import CountRecord
from hustings.reports.votes_chart import chart_room, votes_chart


@dataclass(frozen=True)
class Chart:
    """The chart of a count. `svg` is the picture, `words` says the same in sentences."""

    record: CountRecord
    language: str = ENGLISH

    @property
    def svg(self) -> str:
        """The picture as the text of an SVG file."""
        drawn = str(votes_chart(self.record, language=self.language))
        start = drawn.index(">", drawn.index("<svg"))
        opened = drawn[:start].replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
        return f"{opened}><style>{escape(_style())}</style>{drawn[start + 1 :]}"

    @property
    def words(self) -> str:
        """What the picture shows, in sentences."""
        return bdi(chart_in_words(self.record, self.language)).striptags()

    def _repr_html_(self) -> Markup:
        # As an image, so that its style reaches nothing else on the notebook's page.
        address = f"data:image/svg+xml;base64,{b64encode(self.svg.encode()).decode()}"
        return Markup('<img alt="{}" src="{}" style="width: 100%; max-width: {}px">').format(
            self.words, address, chart_room(self.record)[1]
        )


def in_notebook(record: CountRecord, language: str = ENGLISH) -> Markup:
    """The result as HTML for a notebook: the finding as a heading, who is elected, and the chart."""
    names = [record.names[number - 1] for number in record.facts.elected]
    question, say = record.question, words(language, file="count")
    counted = say(
        "notebook.counted", n=question.seats, rules=question.rules.name, witnesses=say.listed(record.witnesses)
    )
    return Markup("<section><h3>{}</h3><ol>{}</ol><p>{}</p>{}</section>").format(
        bdi(finding(record, language)),
        Markup("").join(Markup("<li>{}</li>").format(name) for name in names),
        counted,
        Chart(record, language)._repr_html_(),
    )


def _style() -> str:
    """The style of the picture on its own: the colours of paper and ink, then what all charts of a count share."""
    look = resources.files("hustings.look") / "templates"
    sheet = (look / "sheet.css").read_text("utf-8")
    colours = sheet[sheet.index(":root") : sheet.index("}") + 1].replace(":root", "svg")
    return colours + "".join((look / name).read_text("utf-8") for name in ("pictures.css", "chart.css"))
