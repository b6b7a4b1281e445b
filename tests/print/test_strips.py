"""Cards are columns of strips: what areas have in common is set once, and each card is as if it were set alone."""

from __future__ import annotations

import io
import json

import pytest
from PIL import Image

from hustings.look.typeface import FAMILY
from hustings.print import strips
from hustings.print.compiling import Template, template
from hustings.print.strips import INKS, STEPS, Strip, pictures

COLOURS = {"paper": "#ffffff", "ink": "#000000", "muted": "#666666", "accent": "#0000aa"}


def told(title: str, *, shape: tuple[int, int] = (1200, 630), **more: str) -> str:
    texts = {"kicker": "Green Lanes", "until": "", "address": "", "origin": "", "imprint": "Imprint. Nobody."}
    drawn = {"order": ["Ann Ash", "Bo Beech"], "marks": ["", ""], "size": shape, "font": [FAMILY], "warning": ""}
    return json.dumps({**COLOURS, **texts, **drawn, "title": title, **more})


@pytest.fixture
def setter() -> Template:
    from importlib import resources

    return Template(template("ballot", "strip"), [str(resources.files("hustings.look") / "fonts")])


@pytest.mark.parametrize(
    ("pixel", "step"),
    [
        ((255, 255, 255), 0),
        ((0, 0, 0), STEPS),
        ((0, 0, 255), 2 * STEPS),
        ((255, 0, 0), 3 * STEPS),
        # Two thirds of an ink, 170 of 255, are 56 of 84 steps.
        ((85, 85, 85), 56),
        ((85, 85, 255), STEPS + 56),
        ((255, 85, 85), 2 * STEPS + 56),
    ],
)
def test_black_blue_and_red_are_the_three_inks_in_steps(pixel: tuple[int, int, int], step: int) -> None:
    out = io.BytesIO()
    Image.new("RGB", (1, 1), pixel).save(out, "PNG")
    assert strips._in_steps(out.getvalue(), Strip("ballot", 1)).getpixel((0, 0)) == step
    if step:
        assert (
            strips._in_steps(out.getvalue(), Strip("text", 1, ink=INKS[(step - 1) // STEPS])).getpixel((0, 0)) == step
        )


def test_a_card_has_no_colours_but_its_paper_and_its_inks(setter: Template) -> None:
    (made,) = pictures(setter, [told("How to vote in London", warning="Fictional", address="x.example.org")])
    assert isinstance(made, bytes)
    picture = Image.open(io.BytesIO(made))
    assert (picture.mode, picture.size) == ("P", (1200, 630))
    palette = picture.getpalette() or []
    used = [number for number, often in enumerate(picture.histogram()) if often]
    colours = {(palette[3 * n], palette[3 * n + 1], palette[3 * n + 2]) for n in used}
    assert {(255, 255, 255), (0, 0, 0), (0x66, 0x66, 0x66), (0, 0, 0xAA)} <= colours
    # Whatever lies between paper and an ink is as grey, or as blue, as that ink.
    assert all(r == g and (b == r or abs(3 * (0xFF - b) - (0xFF - r)) <= 3) for r, g, b in colours)


def test_strips_that_cards_have_in_common_are_set_once(setter: Template, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[dict[str, str]]] = []
    real = Template.pages

    def noted(self: Template, what: str, kind: str) -> list[bytes]:
        asked.append(json.loads(what)["strips"])
        return real(self, what, kind)  # type: ignore[arg-type]

    monkeypatch.setattr(Template, "pages", noted)
    both = pictures(setter, [told("How to vote in London"), told("How to vote in Leeds")])
    texts, ballots = asked
    assert sorted(each["text"] for each in texts) == sorted(
        ["Green Lanes", "Imprint. Nobody.", "How to vote in London", "How to vote in Leeds"]
    )
    assert [each["kind"] for each in ballots] == ["ballot"]
    assert both == [
        *pictures(setter, [told("How to vote in London")]),
        *pictures(setter, [told("How to vote in Leeds")]),
    ]


@pytest.mark.parametrize("shape", [(1200, 630), (1080, 1080), (1080, 1920)])
def test_a_card_whose_texts_do_not_fit_says_which_and_the_others_are_made(
    setter: Template, shape: tuple[int, int]
) -> None:
    made = pictures(setter, [told("word " * 200, shape=shape), told("How to vote in Leeds", shape=shape)])
    assert isinstance(made[0], str)
    assert made[0].startswith("shorten “word word")
    assert isinstance(made[1], bytes)


def test_letters_keep_what_is_below_their_line_and_above_their_capitals(setter: Template) -> None:
    """«g» ends below the line on which «n» stands, and a circumflex rises above the capital that has it."""

    def rows(title: str) -> list[int]:
        (made,) = pictures(setter, [told(title, kicker="", imprint="")])
        assert isinstance(made, bytes)
        picture = Image.open(io.BytesIO(made))
        # The rule of the ballot is below.
        return [y for y in range(88) if picture.crop((0, y, 1200, y + 1)).getextrema() != (0, 0)]

    plain, low, high = rows("NNN"), rows("NNg"), rows("ŴNN")
    assert low[-1] > plain[-1]
    assert high[0] < plain[0]
    assert 30 < plain[-1] - plain[0] < 60
