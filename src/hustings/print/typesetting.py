"""Setting leaflets and cards with typst: the bundled font and the folder's own, the same bytes every time, nothing left
out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import Literal

from hustings.election.problems import BadInput, Problem
from hustings.look.more_fonts import fonts_for
from hustings.look.numerals import numeral
from hustings.look.pictures import cross
from hustings.look.typeface import FAMILY, lacking_in, need_glyphs
from hustings.many.each import each
from hustings.many.outcome import Outcome
from hustings.print.compiling import Overfull, Template, template
from hustings.print.compiling import fonts as fonts_in
from hustings.print.strips import ACCENT, pictures
from hustings.site.content import Person, Site

PAGES = re.compile(rb"/Type\s*/Page\b")
# Sheets that one process sets before it takes the next ones: about a second of work.
BATCH = 100
PLACE = {"leaflet": "page", "card": "card"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One leaflet or card. key: its file's name, without the ending. title: as problems name it. order: the names.

    texts: what the template shows besides. others: the other contests, (contest, whose it is, whom to vote for).
    size: of a card, in points. marked: the boxes beside the names have marks.
    """

    key: str
    name: str
    order: tuple[Person, ...]
    texts: dict[str, str]
    others: tuple[tuple[str, str, str], ...] = ()
    size: tuple[int, int] = (0, 0)
    drawings: dict[str, str] = field(default_factory=dict)
    marked: bool = True

    def said(self) -> Iterable[str]:
        """Every text on it."""
        yield from self.texts.values()
        for other in self.others:
            yield from other
        yield from (person.name for person in self.order)


def typeset(site: Site, kind: Literal["leaflet", "card"], sheets: Iterable[Sheet]) -> dict[str, bytes]:
    """A PDF (leaflet) or PNG (card) for every sheet, by its key.

    Raises BadInput with every text that has a character which no font has, or else with every sheet whose texts do not
    fit.
    """
    sheets = list(sheets)
    texts = [(sheet.name, text) for sheet in sheets for text in sheet.said()]
    more, lacking = fonts_for(lacking_in(texts, site.fonts))
    need_glyphs(texts, lacking)
    with resources.as_file(resources.files("hustings.look") / "fonts") as fonts:
        own = (str(fonts), *dict.fromkeys(str(path.parent) for path in site.fonts))
        families = [FAMILY, *sorted({*fonts_in(own).families()} - {FAMILY}), *(font.family for font in more)]
        paths = (*own, *(str(font.path.parent) for font in more))
        marks = _marks(site, site.accent.light if kind == "leaflet" else ACCENT)
        told = [_content(sheet, marks, families) for sheet in sheets]
        batches = [Batch(kind, paths, tuple(told[at : at + BATCH])) for at in range(0, len(told), BATCH)]
        pages = [page for outcome in each(_set_all, batches, workers=_workers(batches)) for page in _of(outcome)]
    problems = [Problem(sheet.name, page) for sheet, page in zip(sheets, pages, strict=True) if isinstance(page, str)]
    if problems:
        raise BadInput(problems)
    return {sheet.key: page for sheet, page in zip(sheets, pages, strict=True) if isinstance(page, bytes)}


@dataclass(frozen=True, slots=True)
class Batch:
    """Sheets of one kind that are set together, each as JSON of what it shows. paths: folders of fonts."""

    kind: Literal["leaflet", "card"]
    paths: tuple[str, ...]
    shown: tuple[str, ...]


def _workers(batches: Sequence[Batch]) -> int | None:
    """A few sheets are done before a second process has started."""
    return 1 if len(batches) <= 2 else None


def _content(sheet: Sheet, marks: Callable[[int], list[str]], families: list[str]) -> str:
    drawn = marks(len(sheet.order)) if sheet.marked else [""] * len(sheet.order)
    content: dict[str, object] = {**sheet.texts, **sheet.drawings, "others": sheet.others, "font": families}
    content |= {"marks": drawn, "order": [person.name for person in sheet.order], "size": sheet.size}
    return json.dumps(content)


def _of(outcome: Outcome[Batch, list[bytes | str]]) -> list[bytes | str]:
    if outcome.result is None:
        raise RuntimeError(f"setting a batch of sheets failed: {outcome.error}")
    return outcome.result


def _set_all(batch: Batch) -> list[bytes | str]:
    """For each sheet its page, or what does not fit."""
    if batch.kind == "card":
        made = pictures(Template(template("ballot", "strip"), batch.paths), batch.shown)
    else:
        setter = Template(template("ballot", "leaflet"), batch.paths)
        made = [_leaflet(setter, told) for told in batch.shown]
    return [page if isinstance(page, bytes) else f"it does not fit one {PLACE[batch.kind]}; {page}" for page in made]


def _leaflet(setter: Template, told: str) -> bytes | str:
    """The one page of it, or what does not fit."""
    try:
        (page,) = setter.pages(told, "pdf")
    except Overfull as error:
        return str(error)
    return page if len(PAGES.findall(page)) == 1 else str(Overfull())


def _marks(site: Site, colour: str) -> Callable[[int], list[str]]:
    """What is written into so many boxes, as SVG in a colour."""

    def drawn(places: int) -> list[str]:
        if not site.system:
            return [""] * places
        marks = (str(numeral(place) if site.numbered else cross()) for place in range(1, places + 1))
        namespace = '<svg xmlns="http://www.w3.org/2000/svg" '
        return [each.replace("<svg ", namespace, 1).replace("currentColor", colour) for each in marks]

    return drawn
