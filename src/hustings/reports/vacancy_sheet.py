"""The count sheet of a vacancy: who fills the place and why, who sits now, and the count on which that rests."""

from __future__ import annotations

from dataclasses import replace

from hustings.election.wording import marked, printable
from hustings.narrative.catalogue import ENGLISH, words
from hustings.narrative.vacancy import body_said, vacancy_said
from hustings.record.body import Body
from hustings.reports.count_sheet import count_sheet
from hustings.reports.frame import Frame, VacancyText


def vacancy_sheet(body: Body, frame: Frame | None = None, language: str = ENGLISH) -> str:
    """The last vacancy as one HTML page without script.

    Below it is the countback; where there was none, the election, from which the runner-up comes.
    """
    last, say = body.vacancies[-1], words(language, file="count_sheet")
    bodies = [Body(body.election, body.vacancies[: index + 1]) for index in range(len(body.vacancies))]
    said = [vacancy_said(each, each.vacancies[-1], _quoted, language) for each in bodies]
    which = "vacant.filled" if last.newcomers else "vacant.stays"
    n, k = len(last.newcomers), len(last.leavers)
    names = say.listed([body.names[number - 1] for number in last.newcomers])
    text = VacancyText(
        heading=say(which, names=say.listed([_quoted(body.names[number - 1]) for number in last.newcomers]), n=n, k=k),
        plain=say(which, names=names, n=n, k=k),
        said=(said[-1], body_said(body, _quoted, language)),
        before=tuple(said[:-1]),
        below=say("vacant.countback" if last.countback is not None else "vacant.election"),
    )
    return count_sheet(
        last.countback or body.election, replace(frame or Frame(record="vacancy.json"), vacancy=text), language
    )


def _quoted(text: str) -> str:
    return marked(printable(text))
