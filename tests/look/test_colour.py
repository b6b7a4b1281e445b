"""Contrast by the formula of WCAG 2.2."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.look import colour


@pytest.mark.parametrize(
    ("a", "b", "ratio"),
    [
        ("#ffffff", "#000000", 21.0),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_contrast_is_that_of_the_published_formula(a: str, b: str, ratio: float) -> None:
    """#767676 on white has 4.54 and pure red on white 4.0: well-known figures of WCAG checkers."""
    assert colour.contrast(a, b) == pytest.approx(ratio, abs=0.06)


def test_an_unreadable_accent_is_refused_with_one_that_would_do() -> None:
    with pytest.raises(ValueError, match=r"contrast of 1\.\d\d .* 4.5 is needed, as #") as refusal:
        colour.accent("#ffdd00")
    suggested = str(refusal.value).rpartition("as ")[2].split()[0]
    assert colour.contrast(suggested, colour.PAPER) >= 4.5


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_every_accent_can_be_read_on_both_grounds_and_read_upon(said: str) -> None:
    try:
        found = colour.accent(said)
    except ValueError:
        return
    assert colour.contrast(found.light, colour.PAPER) >= 4.5
    assert colour.contrast(found.dark, colour.DARK_PAPER) >= 4.5
    assert colour.contrast(found.on_light, found.light) >= 4.5
    assert colour.contrast(found.on_dark, found.dark) >= 4.5


def test_ink_on_paper_is_readable_by_far() -> None:
    assert colour.contrast(colour.INK, colour.PAPER) > 12
    assert colour.contrast(colour.DARK_INK, colour.DARK_PAPER) > 12
