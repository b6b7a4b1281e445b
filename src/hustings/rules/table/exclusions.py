"""Who is excluded, how their papers move, and who takes the last places."""

from __future__ import annotations

from typing import Annotated, Literal

from hustings.rules.questions import MOVING, STAGED, Asks

ExcludeTogether = Annotated[
    Literal["never", "not exceeding", "less than"],
    Asks(
        {
            "never": (),
            "not exceeding": ("exclusion together",),
            "less than": ("exclusion together",),
        },
        MOVING,
    ),
]

ExcludeBeforeSurplus = Annotated[
    bool,
    Asks(
        {False: (), True: ()},
        MOVING,
    ),
]

# Their votes then count as ones that others may still receive (Minneapolis 167.70(c)(1)c.). Where a statute is silent
# they go first as well, so that nobody is excluded who would have received their papers.
UndeclaredFirst = Annotated[
    bool,
    Asks(
        {False: (), True: ()},
        STAGED,
    ),
]

Batches = Annotated[
    Literal["one", "by value", "first preferences, then by value"],
    Asks(
        {
            "one": (),
            "by value": (),
            "first preferences, then by value": (),
        },
        MOVING,
    ),
]

ElectAfterEachBatch = Annotated[
    bool,
    Asks(
        {False: (), True: ()},
        MOVING,
    ),
]

LastPlaces = Annotated[
    Literal["after", "before"],
    Asks(
        {
            "after": (),
            "before": (),
        },
        STAGED,
    ),
]

LastPlaceByComparison = Annotated[
    bool,
    Asks(
        {
            False: (),
            True: ("last place by comparison",),
        },
        MOVING,
    ),
]
