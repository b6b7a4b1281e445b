"""Rules: the answers that a rule book gives to the questions that every count must ask.

A rule book is one short file in `rules/books/`: its statute's paragraphs in our own words, numbered as there,
and one `Rules` value. Both counters read these answers; neither knows a rule book by name.

The fields of `Rules` are the table of questions: each is declared once, with its possible answers and their meaning.
A new answer is one row here and one branch in each counter (docs/architecture.md, "A new answer").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from hustings.rules.questions import NUMBER, Answer, Asks, InvalidRules, Needs, Procedure, Value, faults, questions_of

Purpose = Literal["surplus", "exclusion", "election"]
PURPOSES: tuple[Purpose, ...] = ("surplus", "exclusion", "election")

_MOVING: tuple[Procedure, ...] = ("transfers",)
_KEEPING: tuple[Procedure, ...] = ("meek", "warren")
_STAGED = (*_MOVING, *_KEEPING)

# The two tests by which the lowest candidates are compared with the next: T is all surpluses together, the lowest k have
# b votes together and the next candidate has a. For some k that could go together, T + b <= a, or T + b < a.
_NOT_EXCEEDING = "{} the lowest candidates’ votes, together with all surpluses, do not exceed the next candidate’s votes"
_LESS_THAN = "{} the lowest candidates’ votes, together with all surpluses, are fewer than the next candidate’s votes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """One rule book. Raises InvalidRules for answers that no counter knows, or that have no meaning together."""

    name: str
    title: str
    # Where the text of the rule book is, and which version.
    source: str
    # The paragraphs in our own words: the rule file's own docstring.
    text: str
    # Paragraph numbers by what they govern (the keys are EVENTS), for the sentences of the count record.
    paragraphs: Mapping[str, str]

    procedure: Annotated[
        Procedure,
        Asks(
            "How does a paper support candidates?",
            {
                "transfers": Answer(
                    "It lies with one candidate at a time, and moves to the next", "Gregory methods, Alternative Vote"
                ),
                "meek": Answer(
                    "Every elected candidate on it keeps the same share of it; the rest goes to the next preference",
                    "Meek",
                    ("surplus",),
                ),
                "warren": Answer(
                    "Every elected candidate on it takes the same price; the rest goes to the next preference",
                    "Warren",
                    ("surplus",),
                ),
                "plurality": Answer(
                    "Each of its first preferences, as many as there are places, is one vote; most votes win",
                    "multiple non-transferable vote",
                    ("tied election",),
                ),
            },
        ),
    ] = "transfers"
    decimals: Annotated[
        int | None,
        Asks(
            "How exactly is a vote counted?",
            {NUMBER: Answer("To {} decimal places"), None: Answer("Exactly, in fractions")},
        ),
    ]
    # V valid votes, s seats.
    quota: Annotated[
        Literal["whole", "fractional", "least", "majority", "hare", "none"],
        Asks(
            "What is the quota?",
            {
                "whole": Answer(
                    "Valid votes divided by one more than the places, rounded down, and one vote more",
                    "Droop quota",
                    ("quota",),
                ),
                "fractional": Answer(
                    "Valid votes divided by one more than the places, rounded up to the last decimal place",
                    "Hagenbach-Bischoff quota",
                    ("quota",),
                ),
                "least": Answer(
                    "Votes still held divided by one more than the places, cut, and one more in the last decimal place",
                    "Droop quota of a decimal count",
                    ("quota",),
                ),
                "majority": Answer("More than half of the votes of the continuing candidates", "majority", ("quota",)),
                "hare": Answer(
                    "Valid votes divided by the places, rounded up to the last decimal place", "Hare quota", ("quota",)
                ),
                "none": Answer("There is none"),
            },
        ),
    ]
    quota_again: Annotated[
        Literal["never", "until someone is elected", "always"],
        Asks(
            "Is the quota found again?",
            {
                "never": Answer("No"),
                "until someone is elected": Answer(
                    "Until somebody is elected, whenever votes become non-transferable", events=("quota again",)
                ),
                "always": Answer("Yes, before every test for election", "dynamic quota", ("quota again",)),
            },
            _STAGED,
        ),
    ] = "never"
    elected_by_active_vote: Annotated[
        bool,
        Asks(
            "Is anybody elected below the quota?",
            {
                False: Answer(""),
                True: Answer(
                    "At the active vote divided by one more than the places left, rounded up",
                    events=("election by active vote",),
                ),
            },
            _MOVING,
        ),
    ] = False
    one_place_waits_for_exclusion: Annotated[
        bool,
        Asks(
            "And for one place?",
            {False: Answer(""), True: Answer("Nobody is elected before somebody has been excluded")},
            _MOVING,
        ),
    ] = False
    elected_receives: Annotated[
        bool,
        Asks(
            "Do the elected still receive papers?",
            {False: Answer(""), True: Answer("Until their own surplus has moved")},
            _MOVING,
        ),
    ] = False

    surplus_papers: Annotated[
        Literal["all", "last parcel", "none"],
        Asks(
            "Which papers carry a surplus on?",
            {
                "all": Answer("All of them", "inclusive", ("surplus", "tied surplus")),
                "last parcel": Answer("The last parcel received", events=("surplus", "tied surplus")),
                "none": Answer("None move"),
            },
            _MOVING,
        ),
    ] = "none"
    # Surplus S, the candidate's votes v, a paper's present value p, n transferable papers:
    # share: p * S / v, cut      fraction: (S / v, cut) * p, cut      divided: S / n, cut, and never more than p
    transfer_value: Annotated[
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
            _MOVING,
        ),
    ] = "none"
    surplus_waits: Annotated[
        Literal["never", "not exceeding", "less than"],
        Asks(
            "When may surpluses wait?",
            {
                "never": Answer("Never"),
                "not exceeding": Answer(_NOT_EXCEEDING.format("When"), "deferred surplus", ("surplus waits",)),
                "less than": Answer(_LESS_THAN.format("When"), "deferred surplus", ("surplus waits",)),
            },
            _MOVING,
        ),
    ] = "never"
    exclude_together: Annotated[
        Literal["never", "not exceeding", "less than"],
        Asks(
            "Are several excluded together?",
            {
                "never": Answer("No, one at a time"),
                "not exceeding": Answer(
                    _NOT_EXCEEDING.format("As many as possible while"), "batch exclusion", ("exclusion together",)
                ),
                "less than": Answer(
                    _LESS_THAN.format("As many as possible while"), "batch exclusion", ("exclusion together",)
                ),
            },
            _MOVING,
        ),
    ] = "never"
    exclude_before_surplus: Annotated[
        bool,
        Asks(
            "Who goes before surpluses move?",
            {False: Answer(""), True: Answer("Candidates who could not catch up with all surpluses")},
            _MOVING,
        ),
    ] = False
    batches: Annotated[
        Literal["one", "by value", "first preferences, then by value"],
        Asks(
            "How do papers of the excluded move?",
            {
                "one": Answer("All at once, each at the value at which it was received"),
                "by value": Answer("In batches by value, the highest first"),
                "first preferences, then by value": Answer(
                    "First preferences first, then transferred papers by value, the highest first"
                ),
            },
            _MOVING,
        ),
    ] = "one"
    elect_after_each_batch: Annotated[
        bool,
        Asks(
            "Is anybody elected between batches?",
            {False: Answer(""), True: Answer("Yes, after each, and receives nothing more")},
            _MOVING,
        ),
    ] = False
    last_places: Annotated[
        Literal["after", "before"],
        Asks(
            "When candidates are as many as places?",
            {
                "after": Answer("They are elected once a stage has left them so"),
                "before": Answer("They are elected before the exclusion that would leave them so, which does not happen"),
            },
            _STAGED,
        ),
    ] = "after"
    last_place_by_comparison: Annotated[
        bool,
        Asks(
            "And the very last place?",
            {
                False: Answer(""),
                True: Answer(
                    "The candidate who has at least all others’ votes and surpluses is elected",
                    events=("last place by comparison",),
                ),
            },
            _MOVING,
        ),
    ] = False

    look_back: Annotated[
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
    look_back_points: Annotated[
        Literal["stages", "batches"],
        Asks(
            "Which points count?",
            {"stages": Answer("The end of each stage"), "batches": Answer("The end of each stage and of each batch")},
            _MOVING,
        ),
    ] = "stages"
    lot: Annotated[
        Literal["seed", "schedule 1A"],
        Asks(
            "How is the lot drawn?",
            {
                "seed": Answer("By SHA-256 of a published seed, the stage, the purpose and the name"),
                "schedule 1A": Answer("By the pseudo-random numbers of the New Zealand schedule"),
            },
        ),
    ] = "seed"

    overvoted: Annotated[
        Literal["stops", "passed over", "stops if several continue", "stops if any continues"],
        Asks(
            "What if several candidates share a preference?",
            {
                "stops": Answer("The paper counts up to there and stops", "overvote exhausts"),
                "passed over": Answer("The preference is passed over", "overvote skipped"),
                "stops if several continue": Answer(
                    "The paper stops if two or more of them may still receive it, and goes to the one who may"
                ),
                "stops if any continues": Answer("The paper stops if any of them may still receive it"),
            },
        ),
    ] = "stops"
    repeated: Annotated[
        Literal["ignored", "stops", "invalid"],
        Asks(
            "What if a candidate stands on a paper twice?",
            {
                "ignored": Answer("The second preference is passed over"),
                "stops": Answer("The paper stops at the second"),
                "invalid": Answer("The paper is invalid"),
            },
        ),
    ] = "ignored"
    skipped: Annotated[
        Literal["stops", "passed over", "stops after two"],
        Asks(
            "What if a preference is left out?",
            {
                "stops": Answer("The paper stops there"),
                "passed over": Answer("It is passed over"),
                "stops after two": Answer("It is passed over; two in a row stop the paper"),
            },
        ),
    ] = "stops"

    convergence: Annotated[
        int | None,
        Asks(
            "When have the keep values converged?",
            {
                NUMBER: Answer("When the total surplus is below one vote in 10 to the power of {}, or no longer falls"),
                None: Answer(""),
            },
            _KEEPING,
        ),
    ] = None
    tied_within_surplus: Annotated[
        bool,
        Asks(
            "Who is tied for exclusion?",
            {False: Answer(""), True: Answer("All within the total surplus of the lowest")},
            _KEEPING,
        ),
    ] = False

    def __post_init__(self) -> None:
        wrong = list(faults(self.answers(), QUESTIONS, NEEDS))
        wrong += [f"there is no event “{event}” for a paragraph" for event in self.paragraphs if event not in EVENTS]
        if self.convergence is not None and not 0 < self.convergence <= (self.decimals or 0):
            wrong.append(f"convergence is {self.convergence}; it should be from 1 to the {self.decimals} decimal places")
        if wrong:
            raise InvalidRules(f"{self.name}: {'; '.join(wrong)}")

    def answers(self) -> dict[str, Value]:
        """Every answer by the name of its question, fit for JSON, with the rule book's name, title and source."""
        named: dict[str, Value] = {"name": self.name, "title": self.title, "source": self.source}
        return named | {question.name: getattr(self, question.name) for question in QUESTIONS}


QUESTIONS = questions_of(Rules)
"""The table of questions, in the order of a count."""

_A_QUOTA = ("whole", "fractional", "least", "majority", "hare")

NEEDS = (
    Needs("procedure", ("transfers", "meek", "warren"), "quota", _A_QUOTA),
    Needs("procedure", ("plurality",), "quota", ("none",)),
    Needs("procedure", ("meek", "warren"), "convergence", (NUMBER,)),
    Needs("procedure", ("meek", "warren"), "decimals", (NUMBER,)),
    # The end of an iteration is no exclusion that could be proposed and not take place.
    Needs("procedure", ("meek", "warren"), "last_places", ("after",)),
    Needs("quota", ("least",), "decimals", (NUMBER,)),
    Needs("surplus_papers", ("all",), "transfer_value", ("share", "fraction")),
    Needs("surplus_papers", ("last parcel",), "transfer_value", ("divided",)),
    Needs("surplus_papers", ("none",), "transfer_value", ("none",)),
    # Surpluses wait by the same test by which several are excluded, where both are asked.
    Needs("surplus_waits", ("not exceeding",), "exclude_together", ("never", "not exceeding")),
    Needs("surplus_waits", ("less than",), "exclude_together", ("never", "less than")),
    Needs("surplus_waits", ("not exceeding", "less than"), "exclude_before_surplus", (False,)),
    Needs("surplus_waits", ("not exceeding", "less than"), "surplus_papers", ("all", "last parcel")),
    Needs("exclude_before_surplus", (True,), "exclude_together", ("not exceeding", "less than")),
    Needs("elected_receives", (True,), "surplus_papers", ("all", "last parcel")),
    Needs("elect_after_each_batch", (True,), "batches", ("by value", "first preferences, then by value")),
    Needs("look_back_points", ("batches",), "batches", ("by value", "first preferences, then by value")),
    Needs("look_back_points", ("batches",), "look_back", ("earliest", "most recent")),
)
"""Which answers need which others, and so exclude the rest."""

# What a paragraph can govern. Every rule book names the paragraphs of those events that can happen under it.
EVENTS = (
    "quota",
    "quota again",
    "election",
    "election by active vote",
    "surplus",
    "surplus waits",
    "exclusion",
    "exclusion together",
    "batches",
    "last places",
    "last place by comparison",
    "tied surplus",
    "tied exclusion",
    "tied election",
    "completion",
)
