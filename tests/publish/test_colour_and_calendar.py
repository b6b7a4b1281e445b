"""Contrast by the formula of WCAG 2.2, and calendars by RFC 5545."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.publish import colour
from hustings.publish.calendar import Event, calendar

LONDON = ZoneInfo("Europe/London")


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


CLOSES = Event("voting-closes", "Voting closes", datetime(2022, 8, 26, 17, 0, tzinfo=LONDON), "By post; or online")
OPENS = Event("ballots-out", "Ballots go out", date(2022, 7, 25))


def test_a_moment_is_written_by_the_clocks_of_london_with_their_rules_and_a_day_as_a_day() -> None:
    text = calendar("NEC", "example.org", [CLOSES, OPENS])
    assert "DTSTART;TZID=Europe/London:20220826T170000\r\n" in text
    assert text.index("BEGIN:VTIMEZONE\r\nTZID:Europe/London\r\n") < text.index("BEGIN:VEVENT")
    assert "DTSTART;VALUE=DATE:20220725\r\nDTEND;VALUE=DATE:20220726\r\n" in text
    assert "UID:voting-closes@example.org\r\nSEQUENCE:0\r\n" in text
    assert "DESCRIPTION:By post\\; or online\r\n" in text


def test_a_moment_of_another_zone_is_written_in_universal_time() -> None:
    """17:00 in Berlin on 26 August is 15:00 UTC (summer time)."""
    closes = Event("k", "Closes", datetime(2022, 8, 26, 17, 0, tzinfo=ZoneInfo("Europe/Berlin")))
    text = calendar("NEC", "example.org", [closes])
    assert "DTSTART:20220826T150000Z\r\n" in text
    assert "VTIMEZONE" not in text


def test_a_date_that_moves_keeps_its_uid_and_raises_its_sequence() -> None:
    first = calendar("NEC", "example.org", [CLOSES, OPENS])
    moved = Event(CLOSES.key, CLOSES.title, datetime(2022, 8, 29, 17, 0, tzinfo=LONDON))
    second = calendar("NEC", "example.org", [moved, OPENS], previous=first)
    assert "UID:voting-closes@example.org\r\nSEQUENCE:1\r\n" in second
    assert "UID:ballots-out@example.org\r\nSEQUENCE:0\r\n" in second
    assert calendar("NEC", "example.org", [moved, OPENS], previous=second) == second


def test_lines_are_folded_at_75_octets() -> None:
    text = calendar("Etholiad", "example.org", [Event("k", "Pleidleisio yn cau – " + "ŵ" * 60, date(2022, 8, 26))])
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "ŵ" * 60 in text.replace("\r\n ", "")
