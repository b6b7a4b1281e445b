"""The colours of slates in pictures: their own, where those can be read on paper and told apart.

Everything in a slate's colour has its name beside it, so that nobody needs the colours to tell the slates.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from hustings.election.nouns import Slate

PAPER, INK, ALONE = "#fffdf8", "#1b1a17", "#77736a"
# Blue and vermilion as in Okabe and Ito's "Color universal design" (2008), the others chosen so that people who see
# all colours, no red or no green (as in Machado, Oliveira and Fernandes 2009) can tell any two of these and grey.
PALETTE = ("#0072b2", "#c04f00", "#005a4b", "#690069", "#4b3ca5", "#5a2d00")
# WCAG 2.2, 1.4.3, for text on the paper.
READABLE = 4.5
# In Ottosson's Oklab (2020), where black and white are 1 apart and neighbouring shades that just differ about 0.02.
APART = 0.08

Channels = tuple[float, float, float]
CONES = ((0.4122215, 0.5363325, 0.0514460), (0.2119035, 0.6806995, 0.1073970), (0.0883025, 0.2817188, 0.6299787))
OKLAB = ((0.2104543, 0.7936178, -0.0040720), (1.9779985, -2.4285922, 0.4505937), (0.0259040, 0.7827718, -0.8086758))


def slate_colours(slates: Iterable[Slate]) -> dict[str, str]:
    """A colour for every slate, by its id.

    Its own colour, made darker where it could not be read on the paper. Where it has none, or one that cannot be told
    from that of a slate before it or from the grey of those on no slate, one of the palette.
    """
    slates = list(slates)
    found: dict[str, str] = {}
    for slate in slates:
        own = readable(slate.colour) if slate.colour else ""
        if own and _apart(own, found.values()) >= APART:
            found[slate.id] = own
    for slate in slates:
        if slate.id not in found:
            found[slate.id] = _from_the_palette([*found.values()])
    return found


def _from_the_palette(taken: Sequence[str]) -> str:
    """The first that can be told from those taken; if there is none, the one that is least like them."""
    clear = [colour for colour in PALETTE if _apart(colour, taken) >= APART]
    return clear[0] if clear else max(PALETTE, key=lambda colour: _apart(colour, taken))


def _apart(colour: str, others: Iterable[str]) -> float:
    return min(distance(colour, other) for other in (*others, ALONE))


def readable(colour: str) -> str:
    """The colour, or the nearest darker one that can be read on the paper."""
    for part in range(100, -1, -1):
        darker = "#" + "".join(f"{int(colour[i : i + 2], 16) * part // 100:02x}" for i in (1, 3, 5))
        if (luminance(PAPER) + 0.05) / (luminance(darker) + 0.05) >= READABLE:
            return darker
    raise AssertionError("black can be read on paper")


def distance(one: str, other: str) -> float:
    """How different two colours look, 0 for the same to 1 for black and white."""
    return math.dist(_oklab(one), _oklab(other))


def luminance(colour: str) -> float:
    """Relative luminance, 0 for black to 1 for white (WCAG 2.2)."""
    return sum(weight * each for weight, each in zip((0.2126, 0.7152, 0.0722), _linear(colour), strict=True))


def _oklab(colour: str) -> Channels:
    cones = _times(CONES, _linear(colour))
    return _times(OKLAB, (math.cbrt(cones[0]), math.cbrt(cones[1]), math.cbrt(cones[2])))


def _times(rows: Sequence[Channels], by: Channels) -> Channels:
    first, second, third = (sum(a * b for a, b in zip(row, by, strict=True)) for row in rows)
    return first, second, third


def _linear(colour: str) -> Channels:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return _light(red), _light(green), _light(blue)


def _light(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
