"""What a paper does for its candidates, and how exactly votes are counted."""

from __future__ import annotations

from typing import Annotated

from hustings.rules.questions import NUMBER, Asks, Procedure

TheProcedure = Annotated[
    Procedure,
    Asks(
        {
            "transfers": (),
            "meek": ("surplus",),
            "warren": ("surplus",),
            "plurality": ("tied election",),
        },
    ),
]

Decimals = Annotated[
    int | None,
    Asks(
        {NUMBER: (), None: ()},
    ),
]
