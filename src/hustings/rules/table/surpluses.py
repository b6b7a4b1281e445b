"""How surpluses move: which papers, at what value, and when they wait."""

from __future__ import annotations

from typing import Annotated, Literal

from hustings.rules.questions import MOVING, Asks

ElectedReceives = Annotated[
    bool,
    Asks(
        {False: (), True: ()},
        MOVING,
    ),
]

SurplusPapers = Annotated[
    Literal["all", "last parcel", "none"],
    Asks(
        {
            "all": ("surplus", "tied surplus"),
            "last parcel": ("surplus", "tied surplus"),
            "none": (),
        },
        MOVING,
    ),
]

# Surplus S, the candidate's votes v, a paper's present value p, n transferable papers:
# share: p * S / v, cut      fraction: (S / v, cut) * p, cut      divided: S / n, cut, and never more than p
TransferValue = Annotated[
    Literal["share", "fraction", "divided", "none"],
    Asks(
        {
            "share": (),
            "fraction": (),
            "divided": (),
            "none": (),
        },
        MOVING,
    ),
]

SurplusWaits = Annotated[
    Literal["never", "not exceeding", "less than"],
    Asks(
        {
            "never": (),
            "not exceeding": ("surplus waits",),
            "less than": ("surplus waits",),
        },
        MOVING,
    ),
]
