"""Re-open nominations (RON): a candidate who is nobody, so that a place it is elected to stays empty.

Two readings. The plain one: RON is a candidate, and fills at most one place. That of the model ruling of the National
Union of Students, «Model Ruling on RON and STV» (for its Annual Conference, before 2010): once RON has the votes to be
elected, «any surplus and any further votes» are transferred «to a further re-open nominations candidate», as often as
required, and as many vacancies stay unfilled as RON candidates are deemed elected. Under it every paper names, behind
RON, as many further RONs as there could be; each stands once the one before is elected.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from hustings.ballots.ballots import Ballots, Ranking
from hustings.election.problems import BadInput, Problem
from hustings.rules.question import Question

NAMED = "{} ({})"
CERTAIN = ("stops", "passed over")


def with_further_ron(ballots: Ballots, question: Question) -> tuple[Ballots, Question]:
    """The ballots with further RONs behind RON on every paper, and the question that knows them.

    Raises BadInput where the rule book has no surplus to transfer, or decides about shared preferences only during the
    count.
    """
    ron, rules = question.ron, question.rules
    assert ron is not None
    if rules.procedure == "plurality":
        raise BadInput(Problem("--ron", f"{rules.name} transfers nothing, so there is nothing for a further RON"))
    if rules.overvoted not in CERTAIN:
        said = f"{rules.name} looks at shared preferences during the count; a further RON has no meaning in them"
        raise BadInput(Problem("--ron", said))
    size = len(ballots.names)
    further = tuple(range(size + 1, size + question.seats))
    return _recast(ballots, ron, further), dataclasses.replace(question, further_ron=further)


def as_counted(ballots: Ballots, question: Question) -> Ballots:
    """The ballots as a question with further RONs counts them; any other question counts them as they are."""
    if question.ron is None or not question.further_ron or len(ballots.names) >= question.further_ron[0]:
        return ballots
    return _recast(ballots, question.ron, question.further_ron)


def _recast(ballots: Ballots, ron: int, further: tuple[int, ...]) -> Ballots:
    names = [*ballots.names, *(NAMED.format(ballots.names[ron - 1], n) for n in range(2, len(further) + 2))]
    made = Ballots.of(names, ((tuple(_behind(ranking, ron, further)), papers) for ranking, papers in ballots))
    kept = {field.name: getattr(ballots, field.name) for field in dataclasses.fields(ballots)}
    more = dict.fromkeys(("names", "tokens", "starts", "papers"))
    about = {name: value for name, value in kept.items() if name not in more}
    about["parties"] = (*ballots.parties, *("" for _ in further)) if ballots.parties else ()
    about["tie_order"] = _in_order(ballots.tie_order, ron, further)
    about["nicknames"] = ()
    return dataclasses.replace(made, **about)


def _behind(ranking: Ranking, ron: int, further: tuple[int, ...]) -> Iterator[int]:
    """The ranking with the further RONs behind RON, where it stands alone."""
    for at, token in enumerate(ranking):
        yield token
        if token == ron and (at + 1 == len(ranking) or ranking[at + 1] >= 0):
            yield from further


def _in_order(order: tuple[int, ...], ron: int, further: tuple[int, ...]) -> tuple[int, ...]:
    """The order for breaking ties, with the further RONs behind RON."""
    return tuple(number for one in order for number in ((one, *further) if one == ron else (one,)))
