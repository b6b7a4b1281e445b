"""What a program asks of a count: the words of the front door in those of the rooms behind it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hustings.election.problems import BadInput, Problem, shown
from hustings.rules.book import PURPOSES, Rules
from hustings.rules.library import rule_book
from hustings.rules.question import Decision
from hustings.witness.asking import numbers_of
from hustings.witness.contest import ContestOptions

Progress = Callable[[float, str], None]
Where = str | os.PathLike[str]


@dataclass(frozen=True)
class Asked:
    """What a program asks of a count besides ballots, rules and seats; see `hustings.count`."""

    at_least: Mapping[str, int] = field(default_factory=dict)
    at_most: Mapping[str, int] = field(default_factory=dict)
    groups: Mapping[str, Iterable[str]] = field(default_factory=dict)
    withdraw: Iterable[str] = ()
    lot_seed: str | None = None
    decisions: Iterable[tuple[int, str, str]] = ()

    def options(self, names: Sequence[str]) -> dict[str, Any]:
        """The same as `witness.asking.ask` takes it, for candidates of these names."""
        return {
            "at_least": [f"{number}:{group}" for group, number in self.at_least.items()],
            "at_most": [f"{number}:{group}" for group, number in self.at_most.items()],
            "groups": {group: numbers_of(members, names, "--groups") for group, members in self.groups.items()},
            "withdraw": tuple(self.withdraw),
            "lot_seed": self.lot_seed,
            "decisions": tuple(decision(*each, names) for each in self.decisions),
        }

    def of_folder(self, folder: Where, rules: str | Rules | None, seats: int | None) -> ContestOptions:
        """The same for a contest of an election folder. Raises BadInput for what only its files can say."""
        if isinstance(rules, Rules) or self.groups or self.decisions:
            said = "a folder's contest has its own groups and its rule book's name; read the ballots for others"
            raise BadInput(Problem(str(folder), said))
        options = self.options(())
        put = {key: options[key] for key in ("at_least", "at_most", "withdraw", "lot_seed")}
        return ContestOptions(rules, seats, **put)


def book(rules: str | Rules) -> Rules:
    """The rule book, by name or as it is."""
    return rules if isinstance(rules, Rules) else rule_book(rules)


def decision(stage: int, purpose: str, chosen: str, names: Sequence[str]) -> Decision:
    """A decision as a program says it. Raises BadInput for an unknown purpose or candidate."""
    (number,) = numbers_of([chosen], names, "--decisions")
    for known in PURPOSES:
        if known == purpose:
            return Decision(stage, known, number)
    raise BadInput(Problem("--decisions", f"a decision is for {', '.join(PURPOSES)}, and this is for {shown(purpose)}"))
