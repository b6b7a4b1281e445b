"""The rule books that the contests of an election folder name, and what these cannot do of what is asked there."""

from __future__ import annotations

from collections.abc import Iterator

from hustings.election.nouns import Contest, Election
from hustings.election.problems import BadInput, Problem
from hustings.rules.book import Rules
from hustings.rules.library import names, no_rule_book, rule_book


def rules_of(election: Election, contest: Contest) -> Rules | None:
    """The contest's rule book; None where it names none. Raises BadInput, with the line, for one there is not."""
    if contest.rules is not None and contest.rules not in names():
        raise BadInput(problem(election, contest, "rules", no_rule_book(contest.rules)))
    return rule_book(contest.rules) if contest.rules is not None else None


def unfit(election: Election) -> Iterator[Problem]:
    """What contests ask that their rule books do not know. Names that are no rule book's are passed over."""
    for contest in election.contests:
        if contest.rules in names():
            for key, said in beyond(contest, rule_book(contest.rules)):
                yield problem(election, contest, key, said)


def beyond(contest: Contest, rules: Rules) -> Iterator[tuple[str, str]]:
    """The keys of a contest that ask what the rule book does not know, and what is said of each."""
    if rules.quota == "majority" and contest.seats > 1:
        said = f"{rules.name} fills one place, and {contest.id} has {contest.seats}"
        yield "seats", f"{said}; a rule book for several is scottish or ers97"
    if rules.procedure == "plurality" and contest.constraints:
        said = f"{rules.name} has no exclusions, so it knows no constraints"
        yield contest.constraints[0].sense.replace(" ", "_"), f"{said}; take them away, or name another rule book"


def problem(election: Election, contest: Contest, key: str, said: str) -> Problem:
    """A problem at the line of election.toml on which the contest has this key."""
    return Problem(str(election.folder / "election.toml"), said, contest.line(key))
