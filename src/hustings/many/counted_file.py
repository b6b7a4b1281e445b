"""A row of a table of counts: one ballots file under one rule book."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hustings import __version__

if TYPE_CHECKING:
    from hustings.rules.book import Rules


@dataclass(frozen=True, slots=True)
class CountedFile:
    """One row of a batch: a file under a rule book.

    elected: in order of election. unfilled: places that nobody was there to fill. stages, ties: how many; lots: ties
    that only a lot settled. quota: at the end of the count, "" where the rule book has none. valid, invalid: papers.
    issued, returned: papers, where the file says. turnout: papers returned of those issued, in per cent, "" where
    nobody can tell. seconds: processor time, None where nobody asked. error: why there is no count, "" where there
    is one; status: what `hustings count` would exit with, 0 for a count.
    file_sha256, question_sha256: digests of the file's bytes, and of what was asked of it; "" where there is no file.
    """

    file: str
    rules: str
    seats: int | None = None
    elected: tuple[str, ...] = ()
    unfilled: int = 0
    stages: int = 0
    quota: str = ""
    valid: str = ""
    invalid: str = ""
    issued: int | None = None
    returned: int | None = None
    turnout: str = ""
    ties: int = 0
    lots: int = 0
    seconds: float | None = None
    error: str = ""
    status: int = 0
    file_sha256: str = ""
    question_sha256: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What makes two counts the same: the file's bytes, and everything that was asked of them."""
        return self.file_sha256, self.question_sha256


def question_digest(rules: Rules, seats: int | None, lot_seed: str | None, one_witness: bool) -> str:
    """The digest of everything but the file that a row depends on, this version of the program included."""
    asked = {
        "program": __version__,
        "rule_book": rules.answers(),
        "seats": seats,
        "lot_seed": lot_seed,
        "one_witness": one_witness,
    }
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
