"""What holds for every ballots file, whatever its format: names that can be told apart, numbers that can be counted."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from hustings.ballots.account import Reading
from hustings.ballots.ballots import MOST_CANDIDATES, MOST_PAPERS
from hustings.election.names import unfit_names
from hustings.election.problems import BadInput, Problem


def sound(reading: Reading) -> Reading:
    """The reading, with warnings of what every format may hold. Raises BadInput for what no count can use."""
    ballots = reading.ballots
    problems = [Problem(reading.file, said) for _, said in unfit_names(ballots.names)]
    if not ballots.names:
        problems.append(Problem(reading.file, "no candidates are named"))
    if len(ballots.names) > MOST_CANDIDATES:
        problems.append(Problem(reading.file, too_many(len(ballots.names))))
    if ballots.total > MOST_PAPERS:
        said = f"the numbers of papers add up to {ballots.total:,f}; more than {MOST_PAPERS:,} cannot be counted"
        problems.append(Problem(reading.file, said))
    if problems:
        raise BadInput(problems)
    warnings = [*reading.warnings, *_scale(ballots.decimals)]
    cleaned = replace(ballots, parties=_printable(ballots.parties), title=_encodable(ballots.title))
    return replace(reading, ballots=cleaned, warnings=tuple(dict.fromkeys(warnings)))


def too_many(candidates: int) -> str:
    """What is said of more candidates than any ballot paper has."""
    return f"there are {candidates:,} candidates; 1 to {MOST_CANDIDATES:,} are possible"


def _scale(decimals: int) -> list[str]:
    said = (
        "papers have fractions as weights: a quota of whole papers depends on the scale, and 70 and 30 papers may elect"
    )
    return [f"{said} others than 0.7 and 0.3 do"] if decimals else []


def _printable(parties: Sequence[str]) -> tuple[str, ...]:
    """Parties' names without what cannot be printed; nothing in a count goes by them."""
    return tuple("".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in party) for party in parties)


def _encodable(title: str) -> str:
    """A title without control characters, and without halves of characters, which no file can hold."""
    return "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(c) in ("Cc", "Cs") else c for c in title)
