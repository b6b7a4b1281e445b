"""How ties are broken."""

from __future__ import annotations

from typing import Annotated, Literal

from hustings.rules.questions import MOVING, Asks

LookBack = Annotated[
    Literal["earliest", "most recent", "none"],
    Asks(
        {
            "earliest": (),
            "most recent": (),
            "none": (),
        },
    ),
]

LookBackPoints = Annotated[
    Literal["stages", "batches"],
    Asks(
        {"stages": (), "batches": ()},
        MOVING,
    ),
]

Lot = Annotated[
    Literal["seed", "schedule 1A"],
    Asks(
        {
            "seed": (),
            "schedule 1A": (),
        },
    ),
]
