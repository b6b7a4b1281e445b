"""How ties are broken."""

from __future__ import annotations

from typing import Annotated, Literal

from hustings.rules.questions import MOVING, Answer, Asks

LookBack = Annotated[
    Literal["earliest", "most recent", "none"],
    Asks(
        "How are ties broken?",
        {
            "earliest": Answer("By the earliest point at which they differed, then by lot", "forwards tie-break"),
            "most recent": Answer(
                "By the most recent point at which they differed, then by lot", "backwards tie-break"
            ),
            "none": Answer("By lot"),
        },
    ),
]

LookBackPoints = Annotated[
    Literal["stages", "batches"],
    Asks(
        "Which points count?",
        {"stages": Answer("The end of each stage"), "batches": Answer("The end of each stage and of each batch")},
        MOVING,
    ),
]

Lot = Annotated[
    Literal["seed", "schedule 1A"],
    Asks(
        "How is the lot drawn?",
        {
            "seed": Answer("By SHA-256 of a published seed, the stage, the purpose and the name"),
            "schedule 1A": Answer("By the pseudo-random numbers of the New Zealand schedule"),
        },
    ),
]
