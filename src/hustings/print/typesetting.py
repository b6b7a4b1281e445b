"""Setting leaflets and cards with typst: the bundled font and the folder's own, the same bytes every time, nothing left
out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import Literal

import typst

from hustings.election.problems import BadInput, Problem, shown
from hustings.look.more_fonts import fonts_for
from hustings.look.numerals import numeral
from hustings.look.pictures import cross
from hustings.look.typeface import FAMILY, lacking_in, need_glyphs
from hustings.many.each import each
from hustings.many.outcome import Outcome
from hustings.site.content import Person, Site

PAGES = re.compile(rb"/Type\s*/Page\b")
# Sheets that one process sets before it takes the next ones: about a second of work.
BATCH = 40
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
    templates = resources.files("hustings.print") / "templates"
    template = "".join((templates / f"{name}.typ").read_text("utf-8") for name in ("ballot", kind)).encode()
    with resources.as_file(resources.files("hustings.look") / "fonts") as fonts:
        own = (str(fonts), *dict.fromkeys(str(path.parent) for path in site.fonts))
        families = [FAMILY, *sorted({*_fonts(own).families()} - {FAMILY}), *(font.family for font in more)]
        paths = (*own, *(str(font.path.parent) for font in more))
        told = [_content(site, sheet, families) for sheet in sheets]
        batches = [Batch(kind, template, paths, tuple(told[at : at + BATCH])) for at in range(0, len(told), BATCH)]
        pages = [page for outcome in each(_set_all, batches, workers=_workers(batches)) for page in _of(outcome)]
    problems = [Problem(sheet.name, page) for sheet, page in zip(sheets, pages, strict=True) if isinstance(page, str)]
    if problems:
        raise BadInput(problems)
    return {sheet.key: page for sheet, page in zip(sheets, pages, strict=True) if isinstance(page, bytes)}


@dataclass(frozen=True, slots=True)
class Batch:
    """Sheets of one kind that are set one after the other, each as JSON of what it shows. paths: folders of fonts."""

    kind: Literal["leaflet", "card"]
    template: bytes
    paths: tuple[str, ...]
    shown: tuple[str, ...]


def _workers(batches: Sequence[Batch]) -> int | None:
    """A few sheets are done before a second process has started."""
    return 1 if len(batches) <= 2 else None


def _content(site: Site, sheet: Sheet, families: list[str]) -> str:
    drawn = _marks(site, len(sheet.order)) if sheet.marked else [""] * len(sheet.order)
    content: dict[str, object] = {**sheet.texts, **sheet.drawings, "others": sheet.others, "font": families}
    content |= {"marks": drawn, "order": [person.name for person in sheet.order], "size": sheet.size}
    return json.dumps(content)


def _of(outcome: Outcome[Batch, list[bytes | str]]) -> list[bytes | str]:
    if outcome.result is None:
        raise RuntimeError(f"setting a batch of sheets failed: {outcome.error}")
    return outcome.result


def _fonts(paths: Sequence[str]) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(paths))


def _set_all(batch: Batch) -> list[bytes | str]:
    """For each sheet its page, or what does not fit."""
    compiler = typst.Compiler(font_paths=_fonts(batch.paths))
    made: list[bytes | str] = []
    for told in batch.shown:
        try:
            made.append(_set(compiler, batch.template, told, batch.kind))
        except _Overfull as error:
            made.append(str(error))
    return made


class _Overfull(Exception):
    """Something does not fit; the message says what."""


def _set(compiler: typst.Compiler, template: bytes, told: str, kind: str) -> bytes:
    """The one page of it. Raises _Overfull."""
    inputs = {"shown": told}
    try:
        if kind == "card":
            page = compiler.compile(template, format="png", ppi=72.0, sys_inputs=inputs)
            fits = isinstance(page, bytes)
        else:
            page = compiler.compile(template, format="pdf", sys_inputs=inputs, timestamp=0)
            fits = isinstance(page, bytes) and len(PAGES.findall(page)) == 1
    except typst.TypstError as error:
        _, found, text = str(error).partition("overfull:")
        if not found:
            raise
        raise _Overfull(f"it does not fit one {PLACE[kind]}; shorten {shown(text.rstrip(chr(34)))}") from None
    if not fits or not isinstance(page, bytes):
        raise _Overfull(f"it does not fit one {PLACE[kind]}; shorten its longest text")
    return page


def _marks(site: Site, places: int) -> list[str]:
    """What is written into the boxes, as SVG in the campaign's colour."""
    if not site.system:
        return [""] * places
    drawn = (str(numeral(place) if site.numbered else cross()) for place in range(1, places + 1))
    namespace = '<svg xmlns="http://www.w3.org/2000/svg" '
    return [each.replace("<svg ", namespace, 1).replace("currentColor", site.accent.light) for each in drawn]
