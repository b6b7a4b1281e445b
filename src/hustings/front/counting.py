"""Counting: `count` by two witnesses, `compare` rule books."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hustings.ballots.ballots import Ballots
from hustings.ballots.reading import read_ballots
from hustings.election.problems import BadInput
from hustings.front.asking import Asked, Progress, Where, book
from hustings.front.contest import read_contest
from hustings.front.count import Count
from hustings.narrative.languages import language_of
from hustings.rules.book import Rules
from hustings.rules.library import names, rule_book
from hustings.witness.asking import ask, read_groups
from hustings.witness.comparing import Compared
from hustings.witness.comparing import compare as under_each
from hustings.witness.contest import no_rules
from hustings.witness.declaring import declare

if TYPE_CHECKING:
    from hustings.margins.answer import Margin


def rule_books() -> dict[str, Rules]:
    """The rule books, by name.

    >>> hustings.rule_books()["scottish"].quota
    'whole'
    """
    return {name: rule_book(name) for name in names()}


def count(
    ballots: Ballots | Where,
    rules: str | Rules | None = None,
    seats: int | None = None,
    *,
    contest: str | None = None,
    at_least: Mapping[str, int] | None = None,
    at_most: Mapping[str, int] | None = None,
    groups: Mapping[str, Iterable[str]] | None = None,
    withdraw: Iterable[str] = (),
    lot_seed: str | None = None,
    decisions: Iterable[tuple[int, str, str]] = (),
    language: str | None = None,
    one_witness: bool = False,
    progress: Progress | None = None,
) -> Count:
    """Count an election by two independent counters, which must agree in every figure.

    ballots: a file, what `read_ballots` gave, or an election folder (with `contest` where it has several).
    rules: the name of a rule book (`rule_books()`), or one of your own. seats: where the ballots do not say.
    at_least, at_most: how many of the elected must, or may, be of a group. groups: the members of each by name.
    withdraw: candidates who have withdrawn. lot_seed: the published text with which lots are drawn.
    decisions: how the returning officer decided ties: (stage, "surplus" | "exclusion" | "election", who was chosen).
    language: of the count's words, where it is not the folder's. one_witness: count once only; the record says so.
    Raises BadInput, LotNeeded, Dispute, NoSecondWitness.

    >>> count = hustings.count("examples/ers97-model-election.blt", "ers97")
    >>> count
    <Count by ers97: Smith, Duke, Carpenter, Prince, Vicar, Freeman elected to 6 places>
    >>> count.stages[0].votes["Smith"], count.stages[1].action
    (Decimal('134.00'), 'Surplus of Smith')
    """
    asked = Asked(at_least or {}, at_most or {}, groups or {}, withdraw, lot_seed, decisions)
    file = ""
    if not isinstance(ballots, Ballots):
        path = Path(ballots)
        if path.is_dir():
            found = read_contest(path, contest, asked.of_folder(path, rules, seats), language)
            return found.count(one_witness=one_witness, progress=progress)
        ballots, file = read_ballots(path), str(path)
    if rules is None:
        raise BadInput(no_rules())
    question = ask(ballots, book(rules), seats, **asked.options(ballots.names))
    witnessed = declare(ballots, question, one_witness=one_witness, file=file, progress=progress)
    return Count(witnessed.record, witnessed.by_one, language_of(language))


@dataclass(frozen=True)
class Comparison:
    """The same ballots under several rule books. results: one each, in the order in which they were asked for.

    margins: by the rule book's name, how close each count was, where that was asked for.
    """

    ballots: Ballots
    results: tuple[Compared, ...]
    margins: Mapping[str, Margin] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, Count]:
        """The counts, by the rule book's name."""
        return {each.rules.name: Count(each.record) for each in self.results if each.record is not None}

    @property
    def refused(self) -> dict[str, str]:
        """Why there is no count, by the rule book's name."""
        return {each.rules.name: each.why_none for each in self.results if each.record is None}

    @property
    def elected(self) -> dict[str, tuple[str, ...]]:
        """Who is elected, by rule book."""
        return {name: count.elected for name, count in self.counts.items()}

    def _repr_html_(self) -> str:
        from markupsafe import Markup

        rows = [(name, ", ".join(count.elected)) for name, count in self.counts.items()]
        rows += [(name, f"no count: {why}") for name, why in self.refused.items()]
        body = Markup("").join(Markup("<tr><th>{}</th><td>{}</td></tr>").format(*row) for row in rows)
        return Markup("<table><tr><th>rules</th><th>elected</th></tr>{}</table>").format(body)


def compare(
    ballots: Ballots | Where,
    rules: Iterable[str | Rules],
    seats: int | None = None,
    *,
    at_least: Mapping[str, int] | None = None,
    at_most: Mapping[str, int] | None = None,
    groups: Mapping[str, Iterable[str]] | None = None,
    withdraw: Iterable[str] = (),
    lot_seed: str | None = None,
    one_witness: bool = False,
    margin: bool = False,
    nodes: int | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """The same ballots under several rule books, each counted as `count` does. Raises BadInput when none fits.

    margin: whether to find how close each count was, as `margin` does, with so many `nodes`.

    >>> compared = hustings.compare("examples/ers97-model-election.blt", ["ers97", "scottish", "irv"])
    >>> compared.elected["scottish"][:3]
    ('Smith', 'Duke', 'Carpenter')
    >>> compared.refused
    {'irv': 'irv fills one place and there are 6; a rule book for several is scottish or ers97'}
    """
    asked = Asked(at_least or {}, at_most or {}, groups or {}, withdraw, lot_seed)
    cast = (
        ballots
        if isinstance(ballots, Ballots)
        else read_ballots(ballots if isinstance(ballots, Path) else str(ballots))
    )
    options = {**asked.options(cast.names), "one_witness": one_witness, "progress": progress}
    return compared(cast, rules, seats, margin=margin, nodes=nodes, **options)


def book_named(name: str, option: str) -> Rules:
    """The rule book of this name. option: where it was said. Raises BadInput, with the names that there are."""
    return rule_book(name, option)


def books_named(said: str) -> list[str]:
    """The rule books of a text such as "scottish, meek". Raises BadInput where it names none."""
    named = [name.strip() for name in said.split(",") if name.strip()]
    if not named:
        raise BadInput(no_rules())
    return named


def compared(
    ballots: Ballots,
    rules: Iterable[str | Rules],
    seats: int | None,
    *,
    groups: Path | Mapping[str, frozenset[int]] | None = None,
    one_witness: bool = False,
    margin: bool = False,
    nodes: int | None = None,
    progress: Progress | None = None,
    **asked: Any,
) -> Comparison:
    """As `compare`, where constraints are said as "4:women" and groups can be a CSV file. Raises BadInput."""
    books = [book(each) for each in ([rules] if isinstance(rules, str | Rules) else rules)]
    if not books:
        raise BadInput(no_rules())
    members = read_groups(groups, ballots.names) if isinstance(groups, Path) else groups
    asked |= {"groups": members, "one_witness": one_witness, "progress": progress}
    results = tuple(under_each(ballots, books, seats, **asked))
    return Comparison(ballots, results, _margins(ballots, results, nodes, progress) if margin else {})


def _margins(
    ballots: Ballots, results: Iterable[Compared], nodes: int | None, progress: Progress | None
) -> dict[str, Margin]:
    """How close each count was, by rule book. Raises BadInput for weighted papers."""
    from hustings.margins.finding import NODES, find_margin

    say = progress or (lambda *_: None)
    return {
        each.rules.name: find_margin(ballots, each.record.question, each.record, nodes=nodes or NODES, progress=say)
        for each in results
        if each.record is not None
    }
