"""What people type, and what it is read as."""

from __future__ import annotations

import pytest

from hustings.places.postcode import Meant, Typed, parse, readings


@pytest.mark.parametrize(
    "typed",
    [
        "SW1A 2AA",
        "sw1a2aa",
        "  Sw1A  2aA ",
        "SW1A-2AA",
        "S.W.1.A. 2.A.A.",
        "SW1A\N{NO-BREAK SPACE}2AA",
        "SW1A\N{ZERO WIDTH SPACE}2AA",
        "“SW1A 2AA”,",
        "ＳＷ１Ａ　２ＡＡ",
        "ｓｗ１ａ２ａａ",
        "SW1A\t2AA\n",
        "Ⓢⓦ1A_2AA",
    ],
)
def test_a_postcode_is_read_in_any_case_spacing_punctuation_and_width(typed: str) -> None:
    assert parse(typed) == Typed("well-formed", "SW1A2AA", "SW1A", "2AA")


@pytest.mark.parametrize(
    ("typed", "district", "unit"),
    [
        ("M11AE", "M1", "1AE"),
        ("B338TH", "B33", "8TH"),
        ("CR26XH", "CR2", "6XH"),
        ("DN551PT", "DN55", "1PT"),
        ("W1A1HQ", "W1A", "1HQ"),
        ("EC1A1BB", "EC1A", "1BB"),
        ("GIR0AA", "GIR", "0AA"),
        ("NPT1AA", "NPT", "1AA"),
    ],
)
def test_every_shape_of_postcode_divides_before_its_last_three_characters(typed: str, district: str, unit: str) -> None:
    assert parse(typed)[2:] == (district, unit)


@pytest.mark.parametrize("typed", ["", "   ", "-", "\N{ZERO WIDTH SPACE}", "\N{BLACK STAR}"])
def test_nothing_typed_is_empty(typed: str) -> None:
    assert parse(typed).shape == "empty"


@pytest.mark.parametrize("typed", ["S", "SW", "SW1", "sw1a", "SW1A 2", "SW1A 2A", "M1 1", "GIR"])
def test_the_beginning_of_a_postcode_is_partial(typed: str) -> None:
    assert parse(typed).shape == "partial"


@pytest.mark.parametrize(
    "typed",
    ["London", "12345", "SW1A 2AAA", "SW1A 22A", "75008 Paris", "<script>", "\x00", "10 Downing Street", "A" * 10_000],
)
def test_what_is_no_postcode_is_malformed(typed: str) -> None:
    assert parse(typed).shape in {"malformed", "empty"}


def test_a_letter_of_another_alphabet_is_not_dropped() -> None:
    # A Cyrillic «Ѕ» before W1A 1AA: without it another, real postcode would be left.
    assert parse("ЅW1A 1AA").shape == "malformed"


@pytest.mark.parametrize("typed", ["BFPO 57", "bfpo", "B.F.P.O. 801"])
def test_a_forces_post_office_number_is_known_as_one(typed: str) -> None:
    assert parse(typed).shape == "bfpo number"


def test_well_formed_does_not_mean_that_it_exists() -> None:
    assert parse("ZZ99 9ZZ").shape == "well-formed"


def test_readings_exchange_look_alikes_and_count_them() -> None:
    # «P0I 4JE»: 0 for O is one change and I for 1 another, and only both together make a postcode's shape with PO1;
    # read as it stands it has the shape «P0I 4JE» (letter, digit, letter).
    assert Meant(2, "PO1", "4JE") in set(readings("P0I4JE"))
    assert Meant(1, "P01", "4JE") in set(readings("P0I4JE"))
    assert not list(readings("HUSTINGS"))
