"""An SVG logo is published without anything that could run or ask for something, or it is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from hustings.election.problems import BadInput
from hustings.site.safe_svg import safe_svg
from journeys.program import ROOT

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"'
CIRCLE = '<circle cx="4" cy="4" r="3" fill="#00694f"'


def made_safe(folder: Path, text: str) -> str:
    path = folder / "logo.svg"
    path.write_text(text, "utf-8")
    return safe_svg(path).decode()


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<script xlink:href="https://example.org/x.js"/>',
        "<foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml' src='https://example.org'/></foreignObject>",
        '<image href="https://example.org/x.png"/>',
        '<image xlink:href="data:image/svg+xml;base64,PHN2Zy8+"/>',
        '<a href="javascript:alert(1)"><circle r="1"/></a>',
        '<use href="https://example.org/x.svg#a"/>',
        '<use xlink:href="//example.org/x.svg#a"/>',
        '<animate attributeName="href" values="javascript:alert(1)"/>',
        '<set attributeName="onload" to="alert(1)"/>',
        "<style>@import 'https://example.org/x.css';</style>",
        "<style>circle { fill: url(https://example.org/x.svg#a) }</style>",
        "<style>circle { fill: u\\72l(https://example.org/x) }</style>",
        '<rect onclick="alert(1)" ONLOAD="alert(2)"/>',
        "<rect fill=\"url( 'https://example.org/x.svg#a')\"/>",
        '<rect style="background:url(https://example.org/x)"/>',
        '<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>',
        '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>',
        "<?xml-stylesheet href='https://example.org/x.css'?>",
    ],
)
def test_what_could_run_or_ask_is_gone_and_the_drawing_stays(tmp_path: Path, hostile: str) -> None:
    said = made_safe(tmp_path, f'{HEAD} onload="alert(0)">{hostile}{CIRCLE}/></svg>')
    for never in ("example.org", "script", "alert", "import", "xml-stylesheet", "<a ", "data:"):
        assert never not in said.casefold(), said
    assert '<circle cx="4" cy="4" r="3" fill="#00694f"' in said
    assert '"0 0 9 9"' in said


def test_a_drawing_keeps_its_gradients_styles_and_links_within_itself(tmp_path: Path) -> None:
    gradient = '<defs><linearGradient id="g"><stop offset="1" stop-color="red"/></linearGradient></defs>'
    said = made_safe(
        tmp_path,
        f'{HEAD}>{gradient}<style>.a {{ fill: url(#g) }}</style>{CIRCLE} class="a"/><use xlink:href="#g"/></svg>',
    )
    assert "url(#g)" in said
    assert 'href="#g"' in said
    assert 'stop-color="red"' in said


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('<!DOCTYPE svg [<!ENTITY a "b">]>' + HEAD + ">&a;</svg>", "declares entities"),
        ('<!doctype svg [<! entity % a SYSTEM "file:///etc/passwd">]>' + HEAD + "/>", "declares entities"),
        ("<html><body>hello</body></html>", "not an SVG file; it should begin with"),
        (f"{HEAD}><circle></svg>", "not an SVG file that can be read"),
        ("GIF89a", "not an SVG file that can be read"),
    ],
)
def test_what_is_no_plain_svg_is_refused(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        made_safe(tmp_path, text)


def test_the_examples_logo_keeps_its_shapes() -> None:
    said = safe_svg(ROOT / "examples/hedgerow-league/logo.svg").decode()
    shapes = (ROOT / "examples/hedgerow-league/logo.svg").read_text("utf-8").count("<path")
    assert said.count("<path") == shapes
