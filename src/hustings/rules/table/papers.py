"""How a paper is read: overvoted, repeated and skipped preferences."""

from __future__ import annotations

from typing import Annotated, Literal

from hustings.rules.questions import Asks

Overvoted = Annotated[
    Literal["stops", "passed over", "stops if several continue", "stops if any continues"],
    Asks(
        {
            "stops": (),
            "passed over": (),
            "stops if several continue": (),
            "stops if any continues": (),
        },
    ),
]

Repeated = Annotated[
    Literal["ignored", "stops", "invalid"],
    Asks(
        {
            "ignored": (),
            "stops": (),
            "invalid": (),
        },
    ),
]

Skipped = Annotated[
    Literal["stops", "passed over", "stops after two"],
    Asks(
        {
            "stops": (),
            "passed over": (),
            "stops after two": (),
        },
    ),
]
