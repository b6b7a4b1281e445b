"""What vote is enough, and who is elected besides."""

from __future__ import annotations

from typing import Annotated, Literal

from hustings.rules.questions import MOVING, STAGED, Answer, Asks

# V valid votes, s seats.
Quota = Annotated[
    Literal["whole", "fractional", "least", "majority", "hare", "none"],
    Asks(
        "What is the quota?",
        {
            "whole": Answer(
                "Valid votes divided by one more than the places, rounded down, and one vote more",
                "Droop quota",
                ("quota",),
            ),
            "fractional": Answer(
                "Valid votes divided by one more than the places, rounded up to the last decimal place",
                "Hagenbach-Bischoff quota",
                ("quota",),
            ),
            "least": Answer(
                "Votes still held divided by one more than the places, cut, and one more in the last decimal place",
                "Droop quota of a decimal count",
                ("quota",),
            ),
            "majority": Answer("More than half of the votes of the continuing candidates", "majority", ("quota",)),
            "hare": Answer(
                "Valid votes divided by the places, rounded up to the last decimal place", "Hare quota", ("quota",)
            ),
            "none": Answer("There is none"),
        },
    ),
]

QuotaAgain = Annotated[
    Literal["never", "until someone is elected", "always"],
    Asks(
        "Is the quota found again?",
        {
            "never": Answer("No"),
            "until someone is elected": Answer(
                "Until somebody is elected, whenever votes become non-transferable", events=("quota again",)
            ),
            "always": Answer("Yes, before every test for election", "dynamic quota", ("quota again",)),
        },
        STAGED,
    ),
]

ElectedByActiveVote = Annotated[
    bool,
    Asks(
        "Is anybody elected below the quota?",
        {
            False: Answer(""),
            True: Answer(
                "At the active vote divided by one more than the places left, rounded up",
                events=("election by active vote",),
            ),
        },
        MOVING,
    ),
]

OnePlaceWaitsForExclusion = Annotated[
    bool,
    Asks(
        "And for one place?",
        {False: Answer(""), True: Answer("Nobody is elected before somebody has been excluded")},
        MOVING,
    ),
]
