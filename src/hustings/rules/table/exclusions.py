"""Who is excluded, how their papers move, and who takes the last places."""

from __future__ import annotations

from typing import Annotated, Literal

from hustings.rules.questions import MOVING, STAGED, Answer, Asks
from hustings.rules.table.waiting import LESS_THAN, NOT_EXCEEDING

ExcludeTogether = Annotated[
    Literal["never", "not exceeding", "less than"],
    Asks(
        "Are several excluded together?",
        {
            "never": Answer("No, one at a time"),
            "not exceeding": Answer(
                NOT_EXCEEDING.format("As many as possible while"), "batch exclusion", ("exclusion together",)
            ),
            "less than": Answer(
                LESS_THAN.format("As many as possible while"), "batch exclusion", ("exclusion together",)
            ),
        },
        MOVING,
    ),
]

ExcludeBeforeSurplus = Annotated[
    bool,
    Asks(
        "Who goes before surpluses move?",
        {False: Answer(""), True: Answer("Candidates who could not catch up with all surpluses")},
        MOVING,
    ),
]

# Their votes then count as ones that others may still receive (Minneapolis 167.70(c)(1)c.). Where a statute is silent
# they go first as well, so that nobody is excluded who would have received their papers.
UndeclaredFirst = Annotated[
    bool,
    Asks(
        "When do undeclared write-ins go?",
        {False: Answer("When they have the fewest votes"), True: Answer("At the second stage, whatever their votes")},
        STAGED,
    ),
]

Batches = Annotated[
    Literal["one", "by value", "first preferences, then by value"],
    Asks(
        "How do papers of the excluded move?",
        {
            "one": Answer("All at once, each at the value at which it was received"),
            "by value": Answer("In batches by value, the highest first"),
            "first preferences, then by value": Answer(
                "First preferences first, then transferred papers by value, the highest first"
            ),
        },
        MOVING,
    ),
]

ElectAfterEachBatch = Annotated[
    bool,
    Asks(
        "Is anybody elected between batches?",
        {False: Answer(""), True: Answer("Yes, after each, and receives nothing more")},
        MOVING,
    ),
]

LastPlaces = Annotated[
    Literal["after", "before"],
    Asks(
        "When candidates are as many as places?",
        {
            "after": Answer("They are elected once a stage has left them so"),
            "before": Answer("They are elected before the exclusion that would leave them so, which does not happen"),
        },
        STAGED,
    ),
]

LastPlaceByComparison = Annotated[
    bool,
    Asks(
        "And the very last place?",
        {
            False: Answer(""),
            True: Answer(
                "The candidate who has at least all others’ votes and surpluses is elected",
                events=("last place by comparison",),
            ),
        },
        MOVING,
    ),
]
