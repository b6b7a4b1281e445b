"""When Meek’s and Warren’s keep values have converged."""

from __future__ import annotations

from typing import Annotated

from hustings.rules.questions import KEEPING, NUMBER, Answer, Asks

Convergence = Annotated[
    int | None,
    Asks(
        "When have the keep values converged?",
        {
            NUMBER: Answer("When the total surplus is below one vote in 10 to the power of {}, or no longer falls"),
            None: Answer(""),
        },
        KEEPING,
    ),
]

TiedWithinSurplus = Annotated[
    bool,
    Asks(
        "Who is tied for exclusion?",
        {False: Answer(""), True: Answer("All within the total surplus of the lowest")},
        KEEPING,
    ),
]
