"""What is wrong with a ballots file, collected while it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hustings.ballots.ballots import MOST_PREFERENCES, OVERVOTE
from hustings.election.problems import BadInput, Problem, shown

MOST = 100_000


@dataclass
class FileFaults:
    """All that is wrong with the file `name`, by line; with a hundred thousand problems, reading stops."""

    name: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, line: int | None, said: str) -> None:
        self.problems.append(Problem(self.name, said, line))
        if len(self.problems) == MOST:
            self.problems.append(Problem(self.name, f"reading stopped here, after {MOST:,} problems"))
            self.stop_if_any()

    def stop_if_any(self) -> None:
        """Raises BadInput if anything is wrong."""
        if self.problems:
            raise BadInput(self.problems)

    def check_ranking(self, tokens: Sequence[int], candidates: int, line: int) -> bool:
        """Whether a paper's tokens name candidates there are, each once at a preference; if not, that is added."""
        if len(tokens) > MOST_PREFERENCES:
            self.add(line, f"this paper has {len(tokens):,} preferences; {MOST_PREFERENCES:,} are possible")
            return False
        ranked = [abs(token) for token in tokens if token and token != OVERVOTE]
        for number in ranked:
            if not 1 <= number <= candidates:
                self.add(line, f"{shown(number)} is not a candidate; they are numbered 1 to {candidates}")
                return False
        together: set[int] = set()
        for token in tokens:
            together = {token} if token >= 0 else together
            if token < 0 and -token in together:
                self.add(line, f"candidate {-token} is named twice at one preference")
                return False
            together.add(abs(token))
        return True
