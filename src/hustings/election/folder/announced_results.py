"""What can be wrong with a result that election.toml says was announced ([contest.result])."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from hustings.election.moments import Moment
from hustings.election.names import Register
from hustings.election.nouns import Candidate, Contest
from hustings.election.problems import Problem

# Makes a problem of a sentence and the path of the key that it is about.
MakeProblem = Callable[..., Problem]


def announced_problems(
    problem: MakeProblem, index: int, contest: Contest, voting_closes: Moment | None
) -> Iterator[Problem]:
    """More people than there are places, or a day before the end of voting. index: of the contest in the file."""
    said = contest.announced
    if said is None:
        return
    path = ("contest", index, "result")
    if len(said.elected) > contest.seats:
        words = f"{len(said.elected)} people are elected, and there are {contest.seats} places"
        yield problem(f"{words}; it should be at most as many", *path, "elected")
    if voting_closes and said.on < voting_closes.day:
        words = f"it was announced on {said.on}, before voting closes on {voting_closes.day}"
        yield problem(f"{words}; it should be that day or later", *path, "announced")


def announced_names_problems(
    problem: MakeProblem, index: int, contest: Contest, candidates: Sequence[Candidate]
) -> Iterator[Problem]:
    """Names that no candidate of the contest has, and names that stand there twice."""
    assert contest.announced is not None
    names = [each.name for each in candidates if each.contest == contest.id]
    standing = Register("candidate", "candidates.csv", {name: name for name in names})
    seen = set[str]()
    for place, said in enumerate(contest.announced.elected):
        name = standing.find(said)
        if name is None:
            yield problem(standing.unknown(said), "contest", index, "result", "elected", place)
        elif name in seen:
            yield problem(f"{name} stands here twice", "contest", index, "result", "elected", place)
        else:
            seen.add(name)
