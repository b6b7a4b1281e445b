"""How close a count was: `margin`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from hustings.ballots.ballots import Ballots
from hustings.ballots.reading import read_ballots
from hustings.election.limits import NODES, one_of
from hustings.election.problems import BadInput, Problem, shown
from hustings.front.asking import Asked, Progress, Where, book
from hustings.front.count import Count
from hustings.margins.aim import Kind as Kind
from hustings.margins.answer import Margin
from hustings.margins.finding import NODES as SEARCHED
from hustings.margins.finding import find_margin
from hustings.rules.book import Rules
from hustings.rules.question import Question
from hustings.witness.asking import ask, numbers_of
from hustings.witness.contest import contest_of, no_rules
from hustings.witness.declaring import declare


def margin(
    ballots: Ballots | Where,
    rules: str | Rules | None = None,
    seats: int | None = None,
    *,
    contest: str | None = None,
    of: Count | None = None,
    papers: Kind = "change",
    candidate: str | None = None,
    at_least: Mapping[str, int] | None = None,
    at_most: Mapping[str, int] | None = None,
    groups: Mapping[str, Iterable[str]] | None = None,
    withdraw: Iterable[str] = (),
    lot_seed: str | None = None,
    decisions: Iterable[tuple[int, str, str]] = (),
    nodes: int | None = SEARCHED,
    spent: Callable[[], float] = lambda: 0.0,
    progress: Progress | None = None,
) -> Margin:
    """Find how few papers would have changed who is elected: at least so many, proved; at most so many, shown.

    ballots, rules, seats, contest and the rest: as for `count`. of: a count of these ballots, in place of rules, seats
    and all that was asked of it. papers: "change" them, "add" others or "remove" some. candidate: how far this one was
    from a place, or how safe it is, in place of any other result. nodes: how far to search; the same number gives the
    same answer everywhere, and None searches without a limit. spent: how much of the time is used, 1 for all of it.
    Raises BadInput, LotNeeded, Dispute, NoSecondWitness.

    >>> ballots = hustings.from_rankings({("Ann", "Bob"): 60, ("Bob", "Ann"): 50}, seats=1)
    >>> found = hustings.margin(ballots, "scottish")
    >>> found.at_least, found.at_most, found.exact
    (5, 5, True)
    >>> [(change.papers, change.before, change.after) for change in found.exhibit.changes]
    [(5, (1, 2), (2,))]
    """
    one_of("--papers", papers, Kind)
    nodes = NODES.maybe(nodes)
    asked = Asked(at_least or {}, at_most or {}, groups or {}, withdraw, lot_seed, decisions)
    if not isinstance(ballots, Ballots) and Path(ballots).is_dir():
        if of is not None:
            raise BadInput(Problem(str(ballots), "a count is of ballots; read the ballots of this folder's contest"))
        found = contest_of(Path(ballots), contest, asked.of_folder(ballots, rules, seats))
        return margin_of(found.ballots, found.question, None, papers, candidate, nodes, spent, progress)
    cast = ballots if isinstance(ballots, Ballots) else read_ballots(Path(ballots))
    if of is not None:
        return margin_of(cast, of.record.question, of.elected, papers, candidate, nodes, spent, progress)
    if rules is None:
        raise BadInput(no_rules())
    question = ask(cast, book(rules), seats, **asked.options(cast.names))
    return margin_of(cast, question, None, papers, candidate, nodes, spent, progress)


def margin_of(
    ballots: Ballots,
    question: Question,
    declared: Iterable[str] | None,
    papers: Kind = "change",
    candidate: str | None = None,
    nodes: int | None = SEARCHED,
    spent: Callable[[], float] = lambda: 0.0,
    progress: Progress | None = None,
) -> Margin:
    """The margin of a question. declared: who was declared elected, which the count must confirm."""
    who = None if candidate is None else candidate_of(candidate, ballots, question)
    record = declare(ballots, question).record
    elected = [ballots.names[number - 1] for number in record.facts.elected]
    if declared is not None and sorted(elected) != sorted(declared):
        said = (
            f"these ballots elect {', '.join(map(shown, elected))}, and the record says "
            f"{', '.join(map(shown, declared))}; `hustings verify` names the first difference"
        )
        raise BadInput(Problem("the ballots", said))
    return find_margin(
        ballots,
        question,
        record,
        kind=papers,
        candidate=who,
        nodes=nodes,
        spent=spent,
        progress=progress or (lambda *_: None),
    )


def candidate_of(name: str, ballots: Ballots, question: Question) -> int:
    """The number of a candidate who stands. Raises BadInput."""
    (number,) = numbers_of([name], ballots.names, "--candidate")
    if number in question.withdrawn:
        raise BadInput(Problem("--candidate", f"{shown(name)} has withdrawn; name a candidate who stands"))
    return number
