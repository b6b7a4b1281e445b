"""Bars in a table's cells: as wide as the cell, whatever that is, with the figure beside them as text."""

from __future__ import annotations

from markupsafe import Markup


def bar(value: float, most: float, error: float = 0.0, kind: str = "", mark: float | None = None) -> Markup:
    """A bar from zero to `value` where the whole width is `most`, hidden from screen readers: the figure is beside it.

    error: half the length of a whisker on its end. kind: a class that says what it is. mark: where a line crosses it.
    """
    wide = _part(value, most)
    parts = f'<rect class="{" ".join(filter(None, ("bar", kind)))}" x="0" y="2" width="{wide}" height="12"/>'
    if error:
        low, high = _part(value - error, most), _part(value + error, most)
        parts += f'<path class="whisker" vector-effect="non-scaling-stroke" d="M{low} 8H{high}M{low} 5v6M{high} 5v6"/>'
    if mark is not None:
        parts += f'<path class="mark" vector-effect="non-scaling-stroke" d="M{_part(mark, most)} 0V16"/>'
    return Markup(
        '<svg class="inbar" viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f"{parts}</svg>"
    )


def _part(value: float, most: float) -> str:
    return f"{min(100.0, max(0.0, 100 * value / most if most else 0.0)):.2f}".rstrip("0").rstrip(".")
