"""What is said of a margin, where it is not known above, and of papers that are added or missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hustings.margins.aim import Kind
from hustings.margins.answer import Margin
from hustings.narrative.margin import size

OPEN = Margin(110, None, 463, (1,), ("Ann", "Bob"), "exact rules", points=1, trials=1, finished=True)
NONE = "No set of papers with another result was found."


@pytest.mark.parametrize(
    ("kind", "at_least", "said"),
    [
        ("change", 110, "The result would have been the same if any 109 papers of 463 had been different."),
        ("add", 110, "The result would have been the same if any 109 more papers had come in beside the 463."),
        ("remove", 110, "The result would have been the same if any 109 papers of 463 had not been counted."),
        ("remove", 2, "The result would have been the same if any one paper of 463 had not been counted."),
    ],
)
def test_where_nothing_is_shown_what_is_not_enough_is_said(kind: Kind, at_least: int, said: str) -> None:
    assert size(replace(OPEN, kind=kind, at_least=at_least)) == f"{said} {NONE}"


def test_an_interval_says_how_many_papers_are_not_enough() -> None:
    known = replace(OPEN, kind="remove", at_most=120)
    assert size(known) == (
        "Others would have been elected if 120 papers of 463 had not been counted. "
        "It is proved that 109 papers are not enough."
    )
    assert size(replace(known, at_least=2)).endswith("It is proved that one paper is not enough.")
