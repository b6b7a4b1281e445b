"""site.toml: what a published site says of itself."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from hustings.election.folder.candidates_csv import inside
from hustings.election.folder.election_toml import A_TIME, AN_ADDRESS, Address
from hustings.election.folder.slates_toml import A_COLOUR, TEXT, Colour
from hustings.election.folder.toml_forms import Filled, Form, Words, read_form
from hustings.election.moments import Moment, NoSuchTime, moment
from hustings.election.nouns import Election
from hustings.election.problems import Problem, shown
from hustings.election.site import Colours, Event, Link, SiteSettings


class ColoursForm(Form):
    accent: Colour = Field("", description=A_COLOUR)
    paper: Colour = Field("", description=A_COLOUR)
    ink: Colour = Field("", description=A_COLOUR)


class EventForm(Form):
    title: Words = Field(description=TEXT)
    starts: datetime | date = Field(description=A_TIME)
    ends: datetime | date | None = Field(None, description=A_TIME)
    place: str = Field("", description=TEXT)
    link: Address | None = Field(None, description=AN_ADDRESS)


class LinkForm(Form):
    title: Words = Field(description=TEXT)
    address: Address = Field(description=AN_ADDRESS)


class EvidenceForm(Form):
    show: list[Literal["worth", "reasons"]] = Field(description='["worth"], ["reasons"], or both')


class SiteForm(Form):
    base_address: Annotated[str, Field(pattern=r"^https?://[^\s\"<>?#]+$")] | None = Field(None, description=AN_ADDRESS)
    imprint: str = Field("", description=f"{TEXT}: who publishes, for whom, with a postal address")
    title: str = Field("", description=TEXT)
    logo: str = Field("", description="the name of an SVG or PNG file in this folder")
    noindex: bool = Field(False, description="true or false, without quotation marks")
    news: Address | None = Field(None, description=AN_ADDRESS)
    colours: ColoursForm | None = Field(None, description="a table of accent, paper and ink")
    evidence: EvidenceForm | None = Field(None, description="a table with show")
    words: dict[Words, Words] = Field({}, description="a table of sentences to be replaced, by their names")
    event: list[EventForm] = Field([], description="one table, [[event]], for every event")
    link: list[LinkForm] = Field([], description="one table, [[link]], for every link")


def read_settings(path: Path, election: Election, problems: list[Problem]) -> SiteSettings:
    """Read site.toml, and add to `problems` what is wrong with it. Raises BadInput if it cannot be read."""
    filled = read_form(path, SiteForm, problems)
    if filled is None:
        return SiteSettings()
    form = filled.form
    if form.logo and not (inside(path.parent, form.logo) and form.logo.casefold().endswith((".svg", ".png"))):
        said = f"there is no SVG or PNG file {shown(form.logo)} in this folder"
        problems.append(filled.problem(said, "logo"))
    chosen = form.colours
    events = [_event(filled, index, election.timetable.time_zone, problems) for index in range(len(form.event))]
    return SiteSettings(
        base_address=re.sub("/*$", "/", form.base_address) if form.base_address else "",
        imprint=form.imprint.strip(),
        title=form.title,
        colours=Colours(accent=chosen.accent, paper=chosen.paper, ink=chosen.ink) if chosen else Colours(),
        logo=form.logo,
        noindex=form.noindex or election.example is not None,
        words=form.words,
        events=tuple(event for event in events if event),
        links=tuple(Link(title=link.title, address=link.address) for link in form.link),
        news=form.news or "",
        evidence=tuple(form.evidence.show) if form.evidence else (),
    )


def _event(filled: Filled[SiteForm], index: int, zone: str, problems: list[Problem]) -> Event | None:
    form, times = filled.form.event[index], dict[str, Moment]()
    for key, said in (("starts", form.starts), ("ends", form.ends)):
        try:
            if said is not None:
                times[key] = moment(said, zone, ends=key == "ends")
        except NoSuchTime as error:
            problems.append(filled.problem(f"{shown(key)} is {said}, and {error}", "event", index, key))
    if "ends" in times and "starts" in times and times["ends"].at <= times["starts"].at:
        problems.append(filled.problem("the event ends before it starts", "event", index, "ends"))
    if "starts" not in times:
        return None
    return Event(
        title=form.title, starts=times["starts"], ends=times.get("ends"), place=form.place, link=form.link or ""
    )
