"""How a paper is read: overvoted, repeated and skipped preferences."""

from __future__ import annotations

from typing import Annotated, Literal

from hustings.rules.questions import Answer, Asks

Overvoted = Annotated[
    Literal["stops", "passed over", "stops if several continue", "stops if any continues"],
    Asks(
        "What if several candidates share a preference?",
        {
            "stops": Answer("The paper counts up to there and stops", "overvote exhausts"),
            "passed over": Answer("The preference is passed over", "overvote skipped"),
            "stops if several continue": Answer(
                "The paper stops if two or more of them may still receive it, and goes to the one who may"
            ),
            "stops if any continues": Answer("The paper stops if any of them may still receive it"),
        },
    ),
]

Repeated = Annotated[
    Literal["ignored", "stops", "invalid"],
    Asks(
        "What if a candidate stands on a paper twice?",
        {
            "ignored": Answer("The second preference is passed over"),
            "stops": Answer("The paper stops at the second"),
            "invalid": Answer("The paper is invalid"),
        },
    ),
]

Skipped = Annotated[
    Literal["stops", "passed over", "stops after two"],
    Asks(
        "What if a preference is left out?",
        {
            "stops": Answer("The paper stops there"),
            "passed over": Answer("It is passed over"),
            "stops after two": Answer("It is passed over; two in a row stop the paper"),
        },
    ),
]
