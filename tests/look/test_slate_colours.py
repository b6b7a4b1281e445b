"""The colours of slates in charts: their own as far as people can read them and tell them apart."""

from __future__ import annotations

from itertools import combinations

import pytest

from hustings.election.nouns import Slate
from hustings.look.slate_colours import ALONE, PALETTE, PAPER, distance, readable, slate_colours


def slates(*colours: str) -> list[Slate]:
    return [
        Slate(id=str(number), name=f"Slate {number}", candidates={}, colour=each) for number, each in enumerate(colours)
    ]


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    linear = light(colour)
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def light(colour: str) -> list[float]:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def contrast(one: str, other: str) -> float:
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


# Machado, Oliveira and Fernandes 2009, severity 1: what is seen of linear red, green and blue without red or green.
NO_RED = ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998))
NO_GREEN = ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881))


def seen(colour: str, eyes: tuple[tuple[float, float, float], ...]) -> str:
    linear = [sum(a * b for a, b in zip(row, light(colour), strict=True)) for row in eyes]
    shown = [
        12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in (min(1, max(0, c)) for c in linear)
    ]
    return "#" + "".join(f"{round(255 * c):02x}" for c in shown)


@pytest.mark.parametrize("colour", [*PALETTE, ALONE])
def test_labels_in_a_colour_of_the_palette_can_be_read(colour: str) -> None:
    """A contrast of 4.5 to 1 with the paper (WCAG 2.2, 1.4.3)."""
    assert contrast(PAPER, colour) >= 4.5


@pytest.mark.parametrize("eyes", [NO_RED, NO_GREEN])
def test_people_who_see_no_red_or_no_green_can_tell_the_palette(eyes: tuple[tuple[float, float, float], ...]) -> None:
    for one, other in combinations([*PALETTE, ALONE], 2):
        assert distance(seen(one, eyes), seen(other, eyes)) > 0.08, (one, other)


def test_black_and_white_are_one_apart_and_a_colour_is_nothing_from_itself() -> None:
    """Ottosson (2020): white has a lightness of 1 and no chroma. CSS Color 4 has red as oklch(0.62796 0.25768 29)."""
    assert distance("#000000", "#ffffff") == pytest.approx(1, abs=1e-4)
    assert distance("#5b3a8c", "#5b3a8c") == 0
    assert distance("#ff0000", "#000000") == pytest.approx((0.62796**2 + 0.25768**2) ** 0.5, abs=1e-3)


def test_slates_have_their_own_colours() -> None:
    """Those of the Hedgerow League."""
    own = ("#00664d", "#8a3d00", "#5b3a8c", "#7a5c00")
    assert tuple(slate_colours(slates(*own)).values()) == own


def test_slates_without_a_colour_have_one_of_the_palette_that_is_not_like_anothers_own() -> None:
    """The first of the palette is like the own blue of the second slate."""
    found = slate_colours(slates("", "#0a6fb0", ""))
    assert found["1"] == "#0a6fb0"
    assert found["0"] == PALETTE[1]
    assert found["2"] == PALETTE[2]


def test_of_two_slates_with_nearly_the_same_colour_the_second_has_one_of_the_palette() -> None:
    found = slate_colours(slates("#00664d", "#006650"))
    assert (found["0"], found["1"]) == ("#00664d", PALETTE[0])


def test_a_slate_in_the_grey_of_those_on_no_slate_has_one_of_the_palette() -> None:
    assert slate_colours(slates("#787878")) == {"0": PALETTE[0]}


@pytest.mark.parametrize("colour", ["#ffd700", "#FFFFFF", "#ff8800", "#00ffff"])
def test_a_colour_too_light_for_the_paper_is_made_darker_and_no_darker_than_it_must_be(colour: str) -> None:
    darker = readable(colour)
    assert 4.5 <= contrast(PAPER, darker) < 4.8


def test_a_colour_that_can_be_read_stays_as_it_is() -> None:
    assert readable("#5b3a8c") == "#5b3a8c"


def test_there_are_colours_however_many_slates_there_are() -> None:
    found = slate_colours(slates(*[""] * 9))
    assert len(found) == 9
    assert tuple(found.values())[:6] == PALETTE
