"""The page of a margin: what is known of every number of papers, and the two kinds of error side by side."""

from __future__ import annotations

import re

import hustings
from hustings.narrative.margin import ranges
from hustings.reports.margin_sheet import margin_sheet
from hustings.rules.library import rule_book
from hustings.rules.question import Question

# Of nine papers five put Ann first, and four Bob.
CLOSE = hustings.from_rankings([["Ann", "Bob"]] * 5 + [["Bob", "Ann"]] * 4)


def test_every_number_of_papers_is_in_one_range() -> None:
    # Of 25 papers 20 rank Ann first. With seven changed she still leads, by 13 to 12; with eight Bob leads by 13 to 12.
    margin = hustings.margin(hustings.from_rankings([["Ann"]] * 20 + [["Bob"]] * 5), "plurality", seats=1)
    assert (margin.at_least, margin.at_most) == (8, 8)
    assert ranges(margin) == [
        ("same", "Up to 7 papers: the same result, whichever papers they are. Proved."),
        ("other", "From 8 papers: another result is possible. Shown by an example."),
    ]


def test_the_page_shows_worst_case_and_misreading_side_by_side() -> None:
    page = margin_sheet(hustings.margin(CLOSE, "irv", seats=1), "Chair", Question(rule_book("irv"), 1))
    headings = re.findall(r"<h2[^>]*>([^<]+)</h2>", page)
    assert headings == ["The worst case", "Misread at random", "Elected"]
    # One paper changed is enough: four for Ann, five for Bob.
    assert re.findall(r'<li class="(\w+)">([^<]+)', page) == [
        ("other", "From one paper: another result is possible. Shown by an example.")
    ]
    assert len(re.findall(r'<th scope="row">', page)) == 5
