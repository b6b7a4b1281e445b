"""Rules: the answers that a rule book gives to the questions that every count must ask.

A rule book is one short file in `rules/books/`: its statute's paragraphs in our own words, numbered as there,
and one `Rules` value. Both counters read these answers; neither knows a rule book by name.

The fields of `Rules` are the questions; `table/` declares each once, with its possible answers and their meaning, and
`needs.py` says which answers need which others. A new answer is one row there and one branch in each counter
(docs/architecture.md, "A new answer").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from hustings.rules.needs import NEEDS
from hustings.rules.questions import InvalidRules, Value, faults, questions_of
from hustings.rules.table.exclusions import (
    Batches,
    ElectAfterEachBatch,
    ExcludeBeforeSurplus,
    ExcludeTogether,
    LastPlaceByComparison,
    LastPlaces,
    UndeclaredFirst,
)
from hustings.rules.table.keeping import Convergence, TiedWithinSurplus
from hustings.rules.table.papers import Overvoted, Repeated, Skipped
from hustings.rules.table.procedures import Decimals, TheProcedure
from hustings.rules.table.quotas import ElectedByActiveVote, OnePlaceWaitsForExclusion, Quota, QuotaAgain
from hustings.rules.table.surpluses import ElectedReceives, SurplusPapers, SurplusWaits, TransferValue
from hustings.rules.table.ties import LookBack, LookBackPoints, Lot

Purpose = Literal["surplus", "exclusion", "election"]
PURPOSES: tuple[Purpose, ...] = ("surplus", "exclusion", "election")


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

    procedure: TheProcedure = "transfers"
    decimals: Decimals
    quota: Quota
    quota_again: QuotaAgain = "never"
    elected_by_active_vote: ElectedByActiveVote = False
    one_place_waits_for_exclusion: OnePlaceWaitsForExclusion = False
    elected_receives: ElectedReceives = False
    surplus_papers: SurplusPapers = "none"
    transfer_value: TransferValue = "none"
    surplus_waits: SurplusWaits = "never"
    exclude_together: ExcludeTogether = "never"
    exclude_before_surplus: ExcludeBeforeSurplus = False
    undeclared_first: UndeclaredFirst = True
    batches: Batches = "one"
    elect_after_each_batch: ElectAfterEachBatch = False
    last_places: LastPlaces = "after"
    last_place_by_comparison: LastPlaceByComparison = False
    look_back: LookBack
    look_back_points: LookBackPoints = "stages"
    lot: Lot = "seed"
    overvoted: Overvoted = "stops"
    repeated: Repeated = "ignored"
    skipped: Skipped = "stops"
    convergence: Convergence = None
    tied_within_surplus: TiedWithinSurplus = False

    def __post_init__(self) -> None:
        wrong = list(faults(self.answers(), QUESTIONS, NEEDS))
        wrong += [f"there is no event “{event}” for a paragraph" for event in self.paragraphs if event not in EVENTS]
        if self.convergence is not None and not 0 < self.convergence <= (self.decimals or 0):
            wrong.append(
                f"convergence is {self.convergence}; it should be from 1 to the {self.decimals} decimal places"
            )
        if wrong:
            raise InvalidRules(f"{self.name}: {'; '.join(wrong)}")

    def answers(self) -> dict[str, Value]:
        """Every answer by the name of its question, fit for JSON, with the rule book's name, title and source."""
        named: dict[str, Value] = {"name": self.name, "title": self.title, "source": self.source}
        return named | {question.name: getattr(self, question.name) for question in QUESTIONS}


QUESTIONS = questions_of(Rules)
"""The table of questions, in the order of a count."""

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
