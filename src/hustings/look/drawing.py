"""What hand-made pictures share: SVG elements as escaped text, names shortened to fit, labels kept apart."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from markupsafe import Markup, escape

from hustings.election.wording import CLOSE, OPEN

# The width of an average letter of a system font, as a part of its size.
LETTER = 0.6


def element(tag: str, content: str | Markup = "", **attributes: object) -> Markup:
    """An SVG element; underscores in attribute names stand for hyphens, and «class_» for «class»."""
    names = {key: key.rstrip("_").replace("_", "-") for key in attributes}
    said = Markup("").join(Markup(' {}="{}"').format(names[key], _short(value)) for key, value in attributes.items())
    return Markup("<{}{}>{}</{}>").format(Markup(tag), said, escape(content), Markup(tag))


def label(text: str, x: float, y: float, **attributes: object) -> Markup:
    """Text at a point. The text stands in marks of isolation, so that its direction disturbs nothing around it."""
    return element("text", f"{OPEN}{text}{CLOSE}", x=x, y=y, **attributes)


def shortened(name: str, room: float, size: float) -> str:
    """The name as far as it fits into so much room at a font size, with an ellipsis where it does not."""
    most = max(3, int(room / (LETTER * size)))
    return name if width(name, 1) / LETTER <= most else name[: most - 1].rstrip() + "…"


def width(text: str, size: float) -> float:
    """About how wide the text is drawn."""
    return sum(_letter(character) for character in text) * size


def _letter(character: str) -> float:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0.0
    return 1.0 if unicodedata.east_asian_width(character) in "WF" else LETTER


def apart(wanted: Sequence[float], gap: float, lowest: float) -> list[float]:
    """Positions near the wanted ones, in the same order, at least `gap` apart, none beyond `lowest` if they all fit.

    >>> apart([10.0, 12.0, 50.0], 10.0, 60.0)
    [10.0, 20.0, 50.0]
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed = dict.fromkeys(order, 0.0)
    above = float("-inf")
    for i in order:
        above = placed[i] = max(wanted[i], above + gap)
    below = max(lowest, gap * (len(order) - 1))
    for i in reversed(order):
        placed[i] = min(placed[i], below)
        below = placed[i] - gap
    return [placed[i] for i in range(len(wanted))]


def _short(value: object) -> object:
    return f"{value:.1f}".rstrip("0").rstrip(".") if isinstance(value, float) else value
