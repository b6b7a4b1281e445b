"""The map of constituencies, each a hexagon of the same size, in the colour and with the letter of its list.

`hexes.csv` has the place of each of the 650 constituencies of 2024 in a layout of pointed hexagons whose odd rows
stand half a hexagon to the right ("odd-r"), rows counted upwards. Source: the 2024 constituency layout by Open
Innovations (constituencies.open-innovations.org); codes by the Office for National Statistics (OGL v3.0).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import resources

from markupsafe import Markup, escape

from hustings.site.lists import OrderList

Place = tuple[int, int]

WIDE, ROW, SLOPE, SIDE = 12, 10.5, 3.5, 7
HEXAGON = f"l{WIDE // 2} {SLOPE}v{SIDE}l-{WIDE // 2} {SLOPE}l-{WIDE // 2}-{SLOPE}v-{SIDE}z"
# From a hexagon's top: where each edge begins and goes, and the neighbour beyond it (in columns for even rows, for
# odd ones, and in rows).
EDGES = (
    ((0, 0), (6, 3.5), (0, 1, 1)),
    ((6, 3.5), (0, 7), (1, 1, 0)),
    ((6, 10.5), (-6, 3.5), (0, 1, -1)),
    ((0, 14), (-6, -3.5), (-1, 0, -1)),
    ((-6, 10.5), (0, -7), (-1, -1, 0)),
    ((-6, 3.5), (6, -3.5), (-1, 0, 1)),
)
# Font sizes of labels by how many hexagons lie together, the largest first.
SIZES = ((12, 20), (4, 12), (1, 8))


@cache
def hexes() -> Mapping[str, Place]:
    """Code of a constituency → its column and row."""
    text = resources.files(__package__).joinpath("hexes.csv").read_text("utf-8")
    return {row["code"]: (int(row["q"]), int(row["r"])) for row in csv.DictReader(io.StringIO(text))}


def hex_map(lists: Iterable[OrderList], areas: Mapping[str, str], names: Mapping[str, str], words: str) -> Markup:
    """The map as SVG. areas: constituency → code of its area. names: of all areas, by code. words: its description.

    Constituencies whose area has no published order are left pale and without a letter.
    """
    of_area = {area.code: each for each in lists for area in each.areas}
    places = {hexes()[code]: area for code, area in areas.items()}
    shown = {place: of_area[area].label if area in of_area else "" for place, area in places.items()}
    top, left = max(row for _, row in places), min(column for column, _ in places)

    def at(place: Place) -> tuple[float, float]:
        """Where the hexagon's topmost point is drawn."""
        column, row = place
        return 7 + WIDE * (column - left) + (WIDE / 2 if row % 2 else 0), 1 + ROW * (top - row)

    parts = []
    for area in dict.fromkeys(places.values()):
        own = "".join(f"M{_short(*at(place))}{HEXAGON}" for place, of in places.items() if of == area)
        each = of_area.get(area)
        title = escape(f"{names.get(area, area)}: {each.label}" if each else names.get(area, area))
        parts.append(f'<path class="list{each.colour if each else 0}" d="{own}"><title>{title}</title></path>')
    parts.append(f'<path class="edge" d="{_edges(shown, at)}"/>')
    colours = {each.label: each.colour for each in of_area.values()}
    for label, together in _together(shown):
        x, y = at(_inmost(together))
        size = next(size for least, size in SIZES if len(together) >= least)
        size = size * 2 // (1 + len(label)) if len(label) > 1 else size
        parts.append(
            f'<text class="on{colours[label]}" x="{x:g}" y="{y + 7 + size * 0.36:.1f}" font-size="{size}" '
            f'text-anchor="middle">{escape(label)}</text>'
        )
    wide, tall = max(at(place)[0] for place in places) + 7, max(at(place)[1] for place in places) + 15
    head = f'<svg class="hexmap" viewBox="0 0 {wide:g} {tall:g}" role="img" aria-label="{escape(words)}">'
    return Markup(f"{head}{''.join(parts)}</svg>")


def _edges(shown: Mapping[Place, str], at: Callable[[Place], tuple[float, float]]) -> str:
    """The lines between lists, and around the map."""
    lines = []
    for place, label in shown.items():
        x, y = at(place)
        for (from_x, from_y), (to_x, to_y), step in EDGES:
            beyond = _beyond(place, step)
            if beyond not in shown or (shown[beyond] != label and place < beyond):
                lines.append(f"M{_short(x + from_x, y + from_y)}l{_short(to_x, to_y)}")
    return "".join(lines)


def _together(shown: Mapping[Place, str]) -> Iterable[tuple[str, set[Place]]]:
    """Hexagons of one list that touch, with its label."""
    left = {place for place, label in shown.items() if label}
    while left:
        first = min(left)
        found, edge = {first}, [first]
        while edge:
            place = edge.pop()
            touching = {_beyond(place, step) for _, _, step in EDGES} & left - found
            fresh = {each for each in touching if shown[each] == shown[first]}
            found |= fresh
            edge += sorted(fresh)
        left -= found
        yield shown[first], found


def _inmost(places: set[Place]) -> Place:
    """The hexagon farthest from the edge; of several, the one nearest to their middle."""
    core, layer = places, places
    while layer:
        core = layer
        layer = {place for place in layer if all(_beyond(place, step) in layer for _, _, step in EDGES)}
    middle = (sum(q for q, _ in core) / len(core), sum(r for _, r in core) / len(core))
    return min(core, key=lambda place: ((place[0] - middle[0]) ** 2 + (place[1] - middle[1]) ** 2, place))


def _beyond(place: Place, step: tuple[int, int, int]) -> Place:
    column, row = place
    return column + step[row % 2], row + step[2]


def _short(x: float, y: float) -> str:
    return f"{x:g} {y:g}"
