"""Rules: the answers that a rule book gives to the questions any count must ask.

A rule book is one short file in `rules/books/`: its statute's paragraphs in our own words, numbered as there,
and one `Rules` value. Both counters read these answers; neither knows a rule book by name.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Purpose = Literal["surplus", "exclusion", "election"]
PURPOSES: tuple[Purpose, ...] = ("surplus", "exclusion", "election")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """One rule book. The comment above each field is the question; its type lists the possible answers."""

    name: str
    title: str
    # Where the text of the rule book is, and which version.
    source: str
    # The paragraphs in our own words: the rule file's own docstring.
    text: str
    # Paragraph numbers by what they govern (the keys are EVENTS), for the sentences of the count record.
    paragraphs: Mapping[str, str]

    # Do papers move from pile to pile, or does every paper keep supporting the elected by shares (meek) or by
    # fixed prices (warren)? Or is each of a paper's first so many preferences simply one vote (plurality)?
    procedure: Literal["transfers", "meek", "warren", "plurality"] = "transfers"
    # To how many decimal places is a vote counted? None: exactly, in fractions.
    decimals: int | None
    # What vote is enough? V valid votes, s seats:
    #   whole: floor(V / (s + 1)) + 1        fractional: V / (s + 1), rounded up to the last decimal place
    #   least: V / (s + 1) cut to the last decimal place, plus one in that place, V without non-transferable votes
    #   majority: floor(votes of continuing candidates / 2) + 1        hare: V / s, rounded up as fractional is
    quota: Literal["whole", "fractional", "least", "majority", "hare", "none"]
    # When is the quota found again, without the votes that have become non-transferable?
    quota_again: Literal["never", "until someone is elected", "always"] = "never"
    # Is a candidate also elected at votes still active / (places left + 1), rounded up (ers97 5.1.7 (b))?
    elected_by_active_vote: bool = False
    # Where one place is to be filled, must somebody be excluded before anybody is elected (NI 48(3), 49(11))?
    one_place_waits_for_exclusion: bool = False
    # Does a candidate with a quota go on receiving papers until its own surplus has moved (Minneapolis)?
    elected_receives: bool = False

    # Which papers of an elected candidate carry the surplus on?
    surplus_papers: Literal["all", "last parcel", "none"] = "none"
    # At what value? surplus S, the candidate's votes v, a paper's present value p, n transferable papers:
    #   share: p * S / v, cut      fraction: (S / v, cut) * p, cut      divided: S / n, cut, and never more than p
    transfer_value: Literal["share", "fraction", "divided", "none"] = "none"
    # When may surpluses wait? T all surpluses together; lowest k candidates with b votes together, the next has a:
    # for some k >= 1 such that these k could be excluded together, T + b <= a (not exceeding) or < a (less than).
    surplus_waits: Literal["never", "not exceeding", "less than"] = "never"
    # How many go out together? As many lowest as satisfy the same test.
    exclude_together: Literal["never", "not exceeding", "less than"] = "never"
    # Do candidates who cannot catch up go out before surpluses move (Minneapolis 167.70(c)(1)c.)?
    exclude_before_surplus: bool = False
    # Do undeclared write-ins go out at the second stage, whatever their votes, and do their votes count as ones that
    # others may still receive (Minneapolis 167.70(c)(1)c.)? Else they go as anybody does.
    undeclared_first: bool = False
    # In what batches do the papers of the excluded move? all at once; by value, highest first;
    # or first preferences, then transferred papers by value (NI 51(2)-(9)).
    batches: Literal["one", "by value", "first preferences, then by value"] = "one"
    # Is anybody elected after each batch (ers97 5.4.9), or only when the stage is complete?
    elect_after_each_batch: bool = False
    # Continuing candidates as many as places left: elected when a stage has left them so (after), or as soon as an
    # exclusion would leave them so, which then does not take place (before)?
    last_places: Literal["after", "before"] = "after"
    # With one place left, is a candidate elected who has at least all others' votes and surpluses (NI 52(2))?
    last_place_by_comparison: bool = False

    # Equal votes: who had more (fewer) at the earliest or the most recent point where they differed; else by lot.
    look_back: Literal["earliest", "most recent", "none"]
    # Which points count: the end of each stage, or also the end of each batch (ers97)?
    look_back_points: Literal["stages", "batches"] = "stages"
    # How is the lot drawn: SHA-256 with a published seed (rules/lot.py), or the pseudo-random numbers of the
    # New Zealand schedule?
    lot: Literal["seed", "schedule 1A"] = "seed"

    # Several candidates at one preference: does the paper stop there, or is the preference passed over? Or is that
    # decided when the paper gets there: it stops if two or more of them may still receive it (and goes to the one who
    # may), or if any of them may?
    overvoted: Literal["stops", "passed over", "stops if several continue", "stops if any continues"] = "stops"
    # The same candidate alone at a second preference: passed over, or does the paper stop there, or is it invalid?
    repeated: Literal["ignored", "stops", "invalid"] = "ignored"
    # A preference left out: does the paper stop there, is it passed over, or does a second one directly behind stop it?
    skipped: Literal["stops", "passed over", "stops after two"] = "stops"

    # Meek and Warren: iterate until the total surplus is below 10**-convergence; are all candidates within the total
    # surplus of the lowest tied with it?
    convergence: int | None = None
    tied_within_surplus: bool = False

    def answers(self) -> dict[str, object]:
        """Every answer by the name of its question, fit for JSON: the `rule_book` of a count record."""
        return {
            field.name: getattr(self, field.name)
            for field in dataclasses.fields(self)
            if field.name not in ("text", "paragraphs")
        }


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
