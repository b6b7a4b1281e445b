"""What vote is enough, and who is elected besides."""

from __future__ import annotations

from typing import Annotated, Literal

from hustings.rules.questions import MOVING, STAGED, Asks

# V valid votes, s seats.
Quota = Annotated[
    Literal["whole", "fractional", "least", "majority", "hare", "none"],
    Asks(
        {
            "whole": ("quota",),
            "fractional": ("quota",),
            "least": ("quota",),
            "majority": ("quota",),
            "hare": ("quota",),
            "none": (),
        },
    ),
]

QuotaAgain = Annotated[
    Literal["never", "until someone is elected", "always"],
    Asks(
        {
            "never": (),
            "until someone is elected": ("quota again",),
            "always": ("quota again",),
        },
        STAGED,
    ),
]

ElectedByActiveVote = Annotated[
    bool,
    Asks(
        {
            False: (),
            True: ("election by active vote",),
        },
        MOVING,
    ),
]

OnePlaceWaitsForExclusion = Annotated[
    bool,
    Asks(
        {False: (), True: ()},
        MOVING,
    ),
]
