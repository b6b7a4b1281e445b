"""Colours of a campaign, and whether people can read what is set in them (WCAG 2.2, contrast)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hustings.look.slate_colours import luminance

PAPER, INK = "#fbf8f1", "#1a1a18"
DARK_PAPER, DARK_INK = "#171613", "#efebe1"
ENOUGH, AT_EASE = 4.5, 7


@dataclass(frozen=True, slots=True)
class Accent:
    """A campaign's one colour, as it is and as it has to be on a dark ground; `on` is readable upon it."""

    light: str
    dark: str
    on_light: str
    on_dark: str


def contrast(a: str, b: str) -> float:
    """1 for the same colour to 21 for black on white.

    >>> round(contrast("#000000", "#ffffff"), 1), round(contrast("#777777", "#ffffff"), 2)
    (21.0, 4.48)
    """
    lighter, darker = sorted((luminance(a), luminance(b)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@dataclass(frozen=True, slots=True)
class Ground:
    """What is printed on, by day: paper, ink, and the shades between them for notes, rules and washes."""

    paper: str = PAPER
    ink: str = INK
    muted: str = "#5d574c"
    rule: str = "#d8d1c2"
    wash: str = "#f2ecdf"


def ground(paper: str, ink: str) -> Ground:
    """The ground of these colours, "" for Hustings' own. Raises ValueError where the ink cannot be read at ease."""
    if not paper and not ink:
        return Ground()
    paper, ink = _written(paper or PAPER), _written(ink or INK)
    if luminance(paper) <= luminance(ink):
        raise ValueError(f"the paper {paper} is darker than the ink {ink}; dark mode is made from them by itself")
    if (found := contrast(ink, paper)) < AT_EASE:
        raise ValueError(f"the ink {ink} has a contrast of {found:.2f} on the paper {paper}; {AT_EASE} is needed")
    muted = next(shade for part in range(40, -1, -1) if contrast(shade := _between(ink, paper, part), paper) >= ENOUGH)
    return Ground(paper, ink, muted, _between(ink, paper, 80), _between(ink, paper, 94))


def accent(colour: str, paper: str = PAPER) -> Accent:
    """The accent for both grounds. Raises ValueError, with what would be right, for a colour unreadable on paper."""
    colour = _written(colour)
    if (found := contrast(colour, paper)) < ENOUGH:
        near = _mixed(colour, "#000000", paper)
        raise ValueError(
            f"the colour {colour} has a contrast of {found:.2f} on the page's ground; {ENOUGH} is needed, as {near} has"
        )
    dark = _mixed(colour, "#ffffff", DARK_PAPER)
    return Accent(colour, dark, _readable_on(colour), _readable_on(dark))


def _mixed(colour: str, towards: str, ground: str) -> str:
    """The colour itself or the nearest mixture with black or white that can be read on the ground."""
    for part in range(101):
        mixed = _between(colour, towards, part)
        if contrast(mixed, ground) >= ENOUGH:
            return mixed
    raise AssertionError("black and white can be read on either ground")


def _between(colour: str, towards: str, part: int) -> str:
    """The colour with so many hundredths of another."""
    channels = ((int(colour[i : i + 2], 16), int(towards[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * part / 100):02x}" for a, b in channels)


def _written(colour: str) -> str:
    colour = colour.strip().lower()
    if not re.fullmatch(r"#[0-9a-f]{6}", colour):
        raise ValueError(f"the colour {colour} should be written as in #b3001b")
    return colour


def _readable_on(colour: str) -> str:
    return max(("#ffffff", "#000000"), key=lambda ink: contrast(colour, ink))
