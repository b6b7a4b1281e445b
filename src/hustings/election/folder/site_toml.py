"""site.toml: what a published site says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hustings.election.folder.candidates_csv import inside
from hustings.election.folder.news_md import read_articles
from hustings.election.folder.site_forms import SiteForm
from hustings.election.folder.toml_forms import Filled, read_form
from hustings.election.moments import Moment, NoSuchTime, moment
from hustings.election.nouns import Election
from hustings.election.own_words import own_language
from hustings.election.problems import Problem, shown
from hustings.election.site import Colours, Document, Event, Link, Privacy, SiteSettings

# The link to an online event is published so long before it begins, unless the folder says another moment.
BEFORE = timedelta(minutes=30)


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
        privacy=_privacy(form),
        articles=read_articles(path.parent / "news", election.timetable.time_zone, problems),
        documents=tuple(_documents(filled, problems)),
        languages=tuple(own_language(path.parent, code) for code in dict.fromkeys(form.languages)),
    )


def _documents(filled: Filled[SiteForm], problems: list[Problem]) -> Iterator[Document]:
    names: list[str] = []
    for index, each in enumerate(filled.form.document):
        name = Path(each.file).name.casefold()
        if not inside(Path(filled.file).parent, each.file) or not name.endswith(".pdf"):
            said = f"there is no PDF file {shown(each.file)} in this folder"
            problems.append(filled.problem(said, "document", index, "file"))
        elif name in names:
            problems.append(filled.problem(f"another document is called {shown(name)} too", "document", index, "file"))
        else:
            names.append(name)
            yield Document(title=each.title, file=each.file, about=each.about)


def _privacy(form: SiteForm) -> Privacy:
    said = form.privacy
    if said is None:
        return Privacy()
    return Privacy(controller=said.controller or "", contact=said.contact or "", host=said.host, logs=said.logs)


def _event(filled: Filled[SiteForm], index: int, zone: str, problems: list[Problem]) -> Event | None:
    form, times = filled.form.event[index], dict[str, Moment]()
    for key, said in (("starts", form.starts), ("ends", form.ends), ("join_from", form.join_from)):
        try:
            if said is not None:
                times[key] = moment(said, zone, ends=key == "ends")
        except NoSuchTime as error:
            problems.append(filled.problem(f"{shown(key)} is {said}, and {error}", "event", index, key))
    if "ends" in times and "starts" in times and times["ends"].at <= times["starts"].at:
        problems.append(filled.problem("the event ends before it starts", "event", index, "ends"))
    if form.join_from is not None and form.join is None:
        lacking = "join_from says when the link to join is shown, and there is no link; it should be in join"
        problems.append(filled.problem(lacking, "event", index, "join_from"))
    if "starts" not in times:
        return None
    starts = times["starts"]
    return Event(
        title=form.title,
        starts=starts,
        ends=times.get("ends"),
        place=form.place,
        link=form.link or "",
        join=form.join or "",
        join_from=times.get("join_from") or (replace(starts, at=starts.at - BEFORE) if form.join else None),
        about=form.about,
    )
