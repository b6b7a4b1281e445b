"""An SVG file made safe: what can run, ask for something elsewhere, or hide behind an entity is taken out."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

from hustings.election.files import read_bytes
from hustings.election.problems import BadInput, Problem

SVG = "http://www.w3.org/2000/svg"
XLINK = "{http://www.w3.org/1999/xlink}href"
_SHAPES = "a circle clipPath defs desc ellipse g line linearGradient marker mask path pattern polygon polyline"
_MORE = "radialGradient rect stop style svg switch symbol text textPath title tspan use view"
_FILTERS = "Blend ColorMatrix ComponentTransfer Composite ConvolveMatrix DiffuseLighting DisplacementMap DropShadow"
_FILTERS_MORE = "Flood FuncA FuncB FuncG FuncR GaussianBlur Merge MergeNode Morphology Offset Tile Turbulence"
ELEMENTS = {*_SHAPES.split(), *_MORE.split(), "filter"} - {"a"} | {
    f"fe{name}" for name in (*_FILTERS.split(), *_FILTERS_MORE.split())
}
# Only what is in the file itself: «#name».
_OWN = re.compile(r"\s*#[\w.:-]*\s*")
_URL = re.compile(r"url\s*\(\s*['\"]?\s*(?!#)", re.IGNORECASE)
_BAD_STYLE = re.compile(
    r"@import|expression|javascript:|\\|</|-moz-binding|behavior\s*:|image-set|src\s*\(", re.IGNORECASE
)


def safe_svg(path: Path) -> bytes:
    """The file's drawing with nothing but shapes, text and colours. Raises BadInput where it is no SVG."""
    data = read_bytes(path)
    if re.search(rb"<!\s*ENTITY", data, re.IGNORECASE):
        raise _bad(
            path, "this SVG declares entities, which can stand for anything; save it as plain SVG without a DOCTYPE"
        )
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError):
        raise _bad(path, "this is not an SVG file that can be read") from None
    if root.tag != f"{{{SVG}}}svg":
        raise _bad(path, 'this is not an SVG file; it should begin with <svg xmlns="http://www.w3.org/2000/svg">')
    _clean(root)
    ElementTree.register_namespace("", SVG)
    ElementTree.register_namespace("xlink", XLINK[1:].partition("}")[0])
    text: str = ElementTree.tostring(root, encoding="unicode")
    return f"{text}\n".encode()


def _bad(path: Path, said: str) -> BadInput:
    return BadInput(Problem(str(path), said))


def _clean(element: ElementTree.Element) -> None:
    """Takes out of an element, and of all within it, what is not known to be harmless."""
    for name, value in list(element.attrib.items()):
        if not _harmless(name, value):
            del element.attrib[name]
    before: ElementTree.Element | None = None
    for child in list(element):
        tag = child.tag.removeprefix(f"{{{SVG}}}") if isinstance(child.tag, str) else ""
        if tag in ELEMENTS and child.tag != tag and not (tag == "style" and _unsafe_style("".join(child.itertext()))):
            _clean(child)
            before = child
            continue
        # The text behind it stays where it was.
        if child.tail and before is not None:
            before.tail = (before.tail or "") + child.tail
        elif child.tail:
            element.text = (element.text or "") + child.tail
        element.remove(child)


def _harmless(name: str, value: str) -> bool:
    if name in ("href", XLINK):
        return bool(_OWN.fullmatch(value))
    if name.startswith("{") or name.casefold().startswith("on"):
        return name == "{http://www.w3.org/XML/1998/namespace}space"
    return not _unsafe_style(value)


def _unsafe_style(text: str) -> bool:
    return bool(_URL.search(text) or _BAD_STYLE.search(text))
