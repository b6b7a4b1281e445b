"""How surpluses move: which papers, at what value, and when they wait."""

from __future__ import annotations

from typing import Annotated, Literal

from hustings.rules.questions import MOVING, Answer, Asks
from hustings.rules.table.waiting import LESS_THAN, NOT_EXCEEDING

ElectedReceives = Annotated[
    bool,
    Asks(
        "Do the elected still receive papers?",
        {False: Answer(""), True: Answer("Until their own surplus has moved")},
        MOVING,
    ),
]

SurplusPapers = Annotated[
    Literal["all", "last parcel", "none"],
    Asks(
        "Which papers carry a surplus on?",
        {
            "all": Answer("All of them", "inclusive", ("surplus", "tied surplus")),
            "last parcel": Answer("The last parcel received", events=("surplus", "tied surplus")),
            "none": Answer("None move"),
        },
        MOVING,
    ),
]

# Surplus S, the candidate's votes v, a paper's present value p, n transferable papers:
# share: p * S / v, cut      fraction: (S / v, cut) * p, cut      divided: S / n, cut, and never more than p
TransferValue = Annotated[
    Literal["share", "fraction", "divided", "none"],
    Asks(
        "At what value?",
        {
            "share": Answer(
                "The paper’s value times the surplus, divided by the candidate’s votes, cut",
                "weighted inclusive Gregory",
            ),
            "fraction": Answer(
                "The surplus divided by the candidate’s votes, cut, times the paper’s value, cut",
                "weighted inclusive Gregory, by surplus fraction",
            ),
            "divided": Answer(
                "The surplus divided by the number of transferable papers, cut, and never more than before",
                "Gregory",
            ),
            "none": Answer(""),
        },
        MOVING,
    ),
]

SurplusWaits = Annotated[
    Literal["never", "not exceeding", "less than"],
    Asks(
        "When may surpluses wait?",
        {
            "never": Answer("Never"),
            "not exceeding": Answer(NOT_EXCEEDING.format("When"), "deferred surplus", ("surplus waits",)),
            "less than": Answer(LESS_THAN.format("When"), "deferred surplus", ("surplus waits",)),
        },
        MOVING,
    ),
]
