"""What a paper does for its candidates, and how exactly votes are counted."""

from __future__ import annotations

from typing import Annotated

from hustings.rules.questions import NUMBER, Answer, Asks, Procedure

TheProcedure = Annotated[
    Procedure,
    Asks(
        "How does a paper support candidates?",
        {
            "transfers": Answer(
                "It lies with one candidate at a time, and moves to the next", "Gregory methods, Alternative Vote"
            ),
            "meek": Answer(
                "Every elected candidate on it keeps the same share of it; the rest goes to the next preference",
                "Meek",
                ("surplus",),
            ),
            "warren": Answer(
                "Every elected candidate on it takes the same price; the rest goes to the next preference",
                "Warren",
                ("surplus",),
            ),
            "plurality": Answer(
                "Each of its first preferences, as many as there are places, is one vote; most votes win",
                "multiple non-transferable vote",
                ("tied election",),
            ),
        },
    ),
]

Decimals = Annotated[
    int | None,
    Asks(
        "How exactly is a vote counted?",
        {NUMBER: Answer("To {} decimal places"), None: Answer("Exactly, in fractions")},
    ),
]
