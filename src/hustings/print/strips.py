"""Cards put together from strips. Most strips (who recommends, the order, the deadline, the imprint) are the same in
many areas: each is set once, and a card is a column of them.

A strip is a picture in steps of three inks on paper, as printers have plates; the colours of a campaign are in the
card's palette. So a card is one byte a pixel, and drawing one takes a quarter of what it would take to set it whole.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from PIL import Image, ImageChops

from hustings.print.compiling import Overfull, Template

ACCENT = "#ff0000"
"""How the accent is written in marks: strip.typ draws in black, blue and red, for INKS."""
COMPRESSION = 3
"""Of PNG: twice as fast as the usual 6, for files that are a sixth larger."""
INKS = ("ink", "muted", "accent")
STEPS = 84
"""From paper to an ink: three times as many, and paper itself, are a palette of 253 colours."""
LEAST_ROOM = 30
GRID = 12
"""Ballots are as high as so many pixels allow, so that those of most areas are one strip."""


@dataclass(frozen=True, slots=True)
class Strip:
    """What is set by itself. kind: text, banner, ballot or button. most, least: the size of its text.

    pad: above and below; in that of a text there is what letters have beyond capitals and line, and strips may lie over
    each other. tall: 0 for what it needs. room, row: what a ballot and one of its rows may take.
    """

    kind: str
    across: int
    text: str = ""
    most: int = 0
    least: int = 0
    ink: str = "ink"
    bold: bool = False
    lines: int = 1
    pad: int = 0
    tall: int = 0
    names: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    room: int = 0
    row: int = 0

    @property
    def over(self) -> int:
        """What of the pad is no part of its height; a banner's is."""
        return 0 if self.kind == "banner" else self.pad


Column = list[tuple[Strip, int]]
"""Strips from above to below, each with the space below it."""


@dataclass(frozen=True, slots=True)
class Card:
    """One card. told: what it shows (see `card`)."""

    told: dict[str, Any]

    @property
    def size(self) -> tuple[int, int]:
        across, tall = self.told["size"]
        return across, tall

    @property
    def wide(self) -> bool:
        return self.size[0] > self.size[1]

    @property
    def upright(self) -> bool:
        return self.size[0] < self.size[1]

    @property
    def edges(self) -> tuple[int, int]:
        """Where its strips begin and end. Stories have the marks of their service at the top and the foot."""
        above, below = (150, 180) if self.upright else (26, 22) if self.wide else (40, 40)
        return 0 if self.wide and self.told["warning"] else above, self.size[1] - below

    def head(self) -> Column:
        if self.wide:
            banner = self._text("warning", 24, 16, kind="banner", ink="paper", bold=True, pad=0, tall=52), 20
            return _there(
                [banner, (self._text("kicker", 26, 18, ink="muted", lines=2), 24), (self._title(60, lines=2), 26)]
            )
        banner = self._text("warning", 28, 18, kind="banner", ink="paper", bold=True, pad=10, lines=2), 26
        return _there(
            [banner, (self._text("kicker", 32, 18, ink="muted", lines=2), 24), (self._title(84, lines=3), 26)]
        )

    def foot(self) -> Column:
        more = 0 if self.wide else 8
        few = self.wide
        return _there(
            [
                (self._text("until", 26 + more, 18, bold=True, lines=1 if few else 2), 11),
                (self._text("address", 26 + more, 16, ink="accent", bold=True, lines=2), 14),
                (self._text("origin", 22 + more, 16, ink="muted", lines=2 if few else 4), 11),
                (self._text("imprint", 20 + more, 14, ink="muted", lines=3 if few else 5), 0),
            ]
        )

    def middle(self, room: int) -> Column:
        """The ballot, in so much room; or the question with its box."""
        across = self.size[0]
        if not self.told["order"]:
            button = Strip("button", across, self.told["button"], pad=2)
            return [(button, 24), (self._text("question", 32, 20, ink="muted", lines=3), 0)]
        row, most = (84, 48) if self.wide else (170, 64) if self.upright else (110, 64)
        names, marks = tuple(self.told["order"]), tuple(self.told["marks"])
        # So much of the room can be filled, in steps.
        room = max(min(room - room % GRID, row * len(names)), LEAST_ROOM)
        return [(Strip("ballot", across, "", most, 13, names=names, marks=marks, pad=2, room=room, row=row), 0)]

    def _title(self, most: int, lines: int) -> Strip:
        return self._text("title", most, 30, bold=True, lines=lines)

    def _text(self, key: str, most: int, least: int, **more: Any) -> Strip:
        about = {"kind": "text", "pad": most // 2, **more}
        return Strip(across=self.size[0], text=self.told[key], most=most, least=least, **about)


def _there(column: Column) -> Column:
    return [(strip, below) for strip, below in column if strip.text]


def pictures(template: Template, shown: Sequence[str]) -> list[bytes | str]:
    """A PNG for each card, or what does not fit. shown: JSON of what it shows."""
    cards = [Card(json.loads(told)) for told in shown]
    printer = _Printer(template, cards[0].told["font"] if cards else [])
    printer.set([strip for card in cards for strip, _ in (*card.head(), *card.foot())])
    rooms = [printer.room(card) for card in cards]
    middles = [[] if room is None else card.middle(room) for card, room in zip(cards, rooms, strict=True)]
    printer.set([strip for middle in middles for strip, _ in middle])
    return [printer.card(card, middle) for card, middle in zip(cards, middles, strict=True)]


class _Printer:
    """Sets strips, each once, and puts cards together from them."""

    def __init__(self, template: Template, fonts: list[str]) -> None:
        self._template, self._fonts = template, fonts
        self._made: dict[Strip, Image.Image | str] = {}

    def set(self, strips: Iterable[Strip]) -> None:
        new = [strip for strip in dict.fromkeys(strips) if strip not in self._made]
        try:
            self._made |= zip(new, self._pages(new), strict=True)
        except Overfull:
            for strip in new:
                try:
                    self._made[strip] = self._pages([strip])[0]
                except Overfull as error:
                    self._made[strip] = str(error)

    def _pages(self, strips: list[Strip]) -> list[Image.Image]:
        if not strips:
            return []
        told = json.dumps({"font": self._fonts, "strips": [asdict(strip) for strip in strips]})
        return [_in_steps(page, strip) for page, strip in zip(self._template.pages(told, "png"), strips, strict=True)]

    def room(self, card: Card) -> int | None:
        """What head and foot leave to the ballot; None where something of them does not fit."""
        above, below = card.edges
        head, foot = self._height(card.head()), self._height(card.foot())
        return None if head is None or foot is None else below - above - head - foot - 20

    def _height(self, column: Column) -> int | None:
        total = 0
        for strip, below in column:
            picture = self._made[strip]
            if isinstance(picture, str):
                return None
            total += picture.height - 2 * strip.over + below
        return total

    def card(self, card: Card, middle: Column) -> bytes | str:
        head, foot = card.head(), card.foot()
        for strip, _ in (*head, *middle, *foot):
            if isinstance(said := self._made[strip], str):
                return said
        canvas = Image.new("L", card.size)
        above, below = card.edges
        # The question stands lower than names do.
        after = self._put(canvas, [*head, *middle], above)
        start = below - (self._height(foot) or 0)
        if after > start:
            return str(Overfull())
        self._put(canvas, foot, start)
        canvas.putpalette(_palette(card.told))
        out = io.BytesIO()
        canvas.save(out, "PNG", compress_level=COMPRESSION)
        return out.getvalue()

    def _put(self, canvas: Image.Image, column: Column, top: int) -> int:
        """Put strips below each other; where the last one ends, with the space below it."""
        for strip, below in column:
            picture = self._made[strip]
            assert isinstance(picture, Image.Image)
            at = (0, top - strip.over)
            if strip.kind == "text":
                canvas.paste(picture, at, picture.point(_anything))
            else:
                canvas.paste(picture, at)
            top += picture.height - 2 * strip.over + below
        return top


def _in_steps(png: bytes, strip: Strip) -> Image.Image:
    """A strip as numbers of a palette: what is black, blue and red in it is how much there is of each ink."""
    picture = Image.open(io.BytesIO(png))
    if strip.kind == "text":
        # No ink has any green.
        return picture.getchannel("G").point(_steps(INKS.index(strip.ink))[::-1])
    red, green, blue = picture.convert("RGB").split()
    muted, accent = ImageChops.subtract(blue, green), ImageChops.subtract(red, green)
    ink = ImageChops.invert(ImageChops.add(red, muted))
    found = ink.point(_steps(0))
    for place, plate in ((1, muted), (2, accent)):
        found = ImageChops.lighter(found, plate.point(_steps(place)))
    return found


def _steps(place: int) -> list[int]:
    """From how much there is of an ink, of 255, to the number in the palette."""
    steps = [(much * STEPS + 127) // 255 for much in range(256)]
    return [step + place * STEPS if step else 0 for step in steps]


_anything = [0, *[255] * 255]


def _palette(colours: dict[str, Any]) -> list[int]:
    """Paper, then each ink in its steps, the faintest first."""
    paper = _parts(colours["paper"])
    found = [*paper]
    for name in INKS:
        ink = _parts(colours[name])
        for step in range(1, STEPS + 1):
            found += [(a * (STEPS - step) + b * step + STEPS // 2) // STEPS for a, b in zip(paper, ink, strict=True)]
    return found


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))
