"""Reading papers under a rule book: how far each one counts, and which are valid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, assert_never

from hustings.ballots.ballots import OVERVOTE, Ballots, Ranking
from hustings.rules.book import Rules
from hustings.rules.question import Question

# Where a paper goes on no further.
STOPS: Literal[0] = 0
# A candidate; or several at one preference, of whom the count decides when a paper gets there.
Preference = int | frozenset[int]


@dataclass(frozen=True, slots=True)
class ValidPapers:
    """The valid papers as they count.

    rankings: candidate numbers in order of preference, ended by 0; beyond the last candidate's number, numbers stand
    for the overvoted preferences of `overvotes`, in order. The first is always a candidate.
    weights: how many papers carry each ranking, in units of 10**-ballots.decimals.
    valid, invalid: totals of papers in that unit. candidates: the last candidate's number.
    overvotes: overvoted preferences that are decided when a paper gets there, without the withdrawn.
    """

    rankings: list[Ranking]
    weights: list[int]
    valid: int
    invalid: int
    candidates: int
    overvotes: list[frozenset[int]]

    def destinations(self, rules: Rules, receives: Sequence[bool]) -> list[int | None]:
        """Where each number of a ranking sends a paper: to a candidate, nowhere for good (0), or on (None).

        receives: by candidate's number, who may receive papers now.
        """
        to: list[int | None] = [0]
        to += [number if receives[number] else None for number in range(1, self.candidates + 1)]
        for overvote in self.overvotes:
            able = [candidate for candidate in overvote if receives[candidate]]
            goes_on = len(able) == 1 and rules.overvoted == "stops if several continue"
            to.append(None if not able else able[0] if goes_on else STOPS)
        return to


def read_papers(ballots: Ballots, question: Question) -> ValidPapers:
    """Every paper as far as it counts."""
    tokens, starts, papers = ballots.tokens.tolist(), ballots.starts.tolist(), ballots.papers.tolist()
    candidates = len(ballots.names)
    plain = not question.withdrawn and min(tokens, default=1) > 0 and max(tokens, default=1) <= candidates
    numbers: dict[Preference, int] = {number: number for number in range(1, candidates + 1)}
    rankings, weights, invalid = [], [], 0
    for i, number in enumerate(papers):
        ranking = tokens[starts[i] : starts[i + 1]]
        if not plain or len(set(ranking)) < len(ranking):
            counts = as_far_as_it_counts(ranking, question.rules, question.withdrawn)
            ranking = [numbers.setdefault(preference, len(numbers) + 1) for preference in counts]
        if ranking:
            rankings.append((*ranking, 0))
            weights.append(number)
        else:
            invalid += number
    overvotes = [preference for preference in numbers if isinstance(preference, frozenset)]
    return ValidPapers(rankings, weights, sum(weights), invalid, candidates, overvotes)


def as_far_as_it_counts(ranking: Sequence[int], rules: Rules, withdrawn: frozenset[int]) -> list[Preference]:
    """What a paper may support, in order; nothing if it is invalid.

    >>> from hustings.rules.books.scottish import RULES
    >>> as_far_as_it_counts([3, 1, 0, 2], RULES, frozenset({3}))
    [1]
    """
    counts: list[Preference] = []
    named: set[int] = set()
    after_gap = False
    for rank in _ranks(ranking):
        preference: Preference | None
        if not rank:
            preference = _skipped(rules, after_gap)
        elif len(rank) > 1 or OVERVOTE in rank:
            preference = _overvoted(rank, rules, withdrawn)
        elif not rank <= named:
            preference = next(iter(rank - withdrawn), None)
            named |= rank
        elif rules.repeated == "invalid":
            return []
        else:
            preference = _repeated(rules)
        if preference == STOPS:
            break
        after_gap = not rank
        if preference is not None and preference not in counts:
            counts.append(preference)
    # At the first reading everybody may receive, so that any overvoted preference which is not passed over stops it.
    return counts if counts and isinstance(counts[0], int) else []


def _skipped(rules: Rules, after_gap: bool) -> Literal[0] | None:
    """What a paper does at a skipped preference: it stops, or goes on (None)."""
    match rules.skipped:
        case "stops":
            return STOPS
        case "passed over":
            return None
        case "stops after two":
            return STOPS if after_gap else None
        case unknown:
            assert_never(unknown)


def _repeated(rules: Rules) -> Literal[0] | None:
    """What a paper does where a candidate is named again: it stops, or goes on (None)."""
    match rules.repeated:
        case "stops" | "invalid":
            return STOPS
        case "ignored":
            return None
        case unknown:
            assert_never(unknown)


def _overvoted(rank: frozenset[int], rules: Rules, withdrawn: frozenset[int]) -> Preference | None:
    """What is left of an overvoted preference: nothing (None), an end of the paper, one candidate, or several of whom
    the count decides when the paper gets there.

    Where the file does not say whose names they are, all of them may receive.
    """
    standing = rank - withdrawn
    match rules.overvoted:
        case "stops":
            return STOPS
        case "passed over":
            return None
        case "stops if several continue":
            if OVERVOTE in rank:
                return STOPS
            return next(iter(standing), None) if len(standing) < 2 else standing
        case "stops if any continues":
            return STOPS if OVERVOTE in rank else standing or None
        case unknown:
            assert_never(unknown)


def _ranks(ranking: Sequence[int]) -> Iterator[frozenset[int]]:
    """The candidates at each preference; nobody at a skipped one."""
    at = 0
    while at < len(ranking):
        end = at + 1
        while end < len(ranking) and ranking[end] < 0:
            end += 1
        yield frozenset(abs(token) for token in ranking[at:end] if token)
        at = end
