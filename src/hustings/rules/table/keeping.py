"""When Meek’s and Warren’s keep values have converged."""

from __future__ import annotations

from typing import Annotated

from hustings.rules.questions import KEEPING, NUMBER, Asks

Convergence = Annotated[
    int | None,
    Asks(
        {
            NUMBER: (),
            None: (),
        },
        KEEPING,
    ),
]

TiedWithinSurplus = Annotated[
    bool,
    Asks(
        {False: (), True: ()},
        KEEPING,
    ),
]
