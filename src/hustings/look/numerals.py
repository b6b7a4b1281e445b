"""Numerals as a hand writes them into the boxes of a ballot paper, drawn so that no font is needed."""

from __future__ import annotations

from markupsafe import Markup

# One pen stroke a digit, in a box 20 wide and 30 high.
STROKES = {
    "0": "M10.5 3C3 3 2.5 27 10 27C17.5 27 17.5 3.5 9.5 3.2",
    "1": "M5.5 8.8C8 7.2 10.2 5.2 11.6 3C11 11 10.6 19 10.6 27",
    "2": "M4 9.2C4 2 16 1.8 15.4 9.6C15 15 8 21 4 26.4C8 25.4 12 26 17 26.6",
    "3": "M4.5 5.2C8 2 15.6 2.8 14.6 8.4C14 12 10.4 13.6 8 13.8C13 13.4 16.6 17 15.6 21.4C14.4 27.6 7 28.6 3.5 24.4",
    "4": "M11 3C9.4 9 6.4 14 3.4 18.4C8 17.8 13 17.8 17.4 18.2M13.4 11.5C13 17 12.6 22 12.2 27.6",
    "5": "M15.6 3.4C12 3.1 9 3.2 6.6 3.6C6.1 7 5.6 10 5 13.2C9 10.4 16 12 15.8 19C15.6 26.2 8 28.6 3.5 25",
    "6": "M14 3.4C8 6 4.6 13 4.6 19.6C4.6 29 16 29 16 20.6C16 13.4 7 13 4.9 19.4",
    "7": "M3.4 4.6C8 4 12 4 16.6 3.7C13 11 10 19 8.6 27.6",
    "8": "M14.6 6C11 1.4 4 3 5 8.6C6 13 15.6 15 15.6 21.4C15.6 28.6 4 28.6 4.6 21C5 15 15.6 12.4 14.6 6",
    "9": "M15 9C14 1.9 4.6 2.4 4.6 9.6C4.6 16.2 14 15.6 15 9C15 16 14 22 11.6 27.6",
}


def numeral(number: int) -> Markup:
    """The number as an inline picture in the colour of its text, hidden from screen readers: say it in words beside."""
    digits = str(number)
    strokes = "".join(f'<path transform="translate({20 * i} 0)" d="{STROKES[d]}"/>' for i, d in enumerate(digits))
    return Markup(
        f'<svg class="numeral" viewBox="-2 -1 {20 * len(digits) + 4} 32" aria-hidden="true" focusable="false" '
        f'fill="none" stroke="currentColor" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round">'
        f"{strokes}</svg>"
    )
