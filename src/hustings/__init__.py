"""Hustings: elections inside membership organisations by the Single Transferable Vote.

What a Python program can call is on this page:

    >>> import hustings
    >>> ballots = hustings.from_rankings({("Ann", "Bob"): 6, ("Bob", "Cyd"): 5, ("Cyd", "Bob"): 4}, seats=1)
    >>> count = hustings.count(ballots, rules="scottish")
    >>> count.elected, count.quota
    (('Bob',), Decimal('8.00000'))
    >>> count.why("Cyd")[:44]
    'Cyd was excluded at stage 2. Cyd has the few'

Every function raises `HustingsError` or one of its kinds: `BadInput` (the input cannot be used), `LotNeeded` (a tie
needs a lot and there is neither seed nor decision), `Dispute` (the two counters differ), `NoSecondWitness` (only one
can count). An error's `problems` say everything that is wrong: file, line, field, value, message.

Votes are `Decimal`, or `Fraction` under a rule book that rounds nothing; never floats. Nothing here prints, reads the
clock or an environment variable. Long work takes `progress(part, words)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import os
    from datetime import datetime

    from hustings.ballots.ballots import Ballots
    from hustings.election.extras import MissingExtra
    from hustings.election.nouns import Election
    from hustings.election.problems import BadInput, HustingsError, Problem
    from hustings.front.asking import Comparison, Tally
    from hustings.front.body import Body
    from hustings.front.count import Count
    from hustings.places.finder import Answer
    from hustings.record.record import CountRecord
    from hustings.rules.book import Rules
    from hustings.rules.lot import LotNeeded
    from hustings.site.publishing import Published
    from hustings.witness.declaring import Dispute, NoSecondWitness

    Where = str | os.PathLike[str]
    Progress = Callable[[float, str], None]
    Preference = str | Sequence[str] | None

__version__ = "0.1.0"

__all__ = [
    "Answer",
    "BadInput",
    "Ballots",
    "Body",
    "Comparison",
    "Count",
    "CountRecord",
    "Dispute",
    "Election",
    "HustingsError",
    "LotNeeded",
    "MissingExtra",
    "NoSecondWitness",
    "Problem",
    "Published",
    "Rules",
    "Tally",
    "compare",
    "count",
    "count_many",
    "fill_vacancy",
    "find_postcode",
    "from_dataframe",
    "from_rankings",
    "publish",
    "read_ballots",
    "read_election",
    "rule_books",
    "simulate",
    "verify",
]

# Where the types of this page are; each is loaded when it is first named.
_HOMES = {
    "Answer": "places.finder",
    "BadInput": "election.problems",
    "Ballots": "ballots.ballots",
    "Body": "front.body",
    "Comparison": "front.asking",
    "Count": "front.count",
    "CountRecord": "record.record",
    "Dispute": "witness.declaring",
    "Election": "election.nouns",
    "HustingsError": "election.problems",
    "LotNeeded": "rules.lot",
    "MissingExtra": "election.extras",
    "NoSecondWitness": "witness.declaring",
    "Problem": "election.problems",
    "Published": "site.publishing",
    "Rules": "rules.book",
    "Tally": "front.asking",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module “hustings” has no attribute “{name}”")
    from importlib import import_module

    return getattr(import_module(f"hustings.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])


# Ballots


def read_ballots(
    path: Where,
    *,
    format: str | None = None,
    candidates: Sequence[str] = (),
    ignore: Sequence[str] = (),
    cells: Literal["ranks", "scores"] | None = None,
) -> Ballots:
    """The ballots in a file: BLT, CSV, XLSX, ABIF, PrefLib and others (docs/formats.md).

    format: the name of a format; without it the file's content decides. candidates: the contest's list, to which
    names in the file are matched. ignore: headers of columns that are no part of the vote. cells: what numbers
    under candidates are, where the file leaves doubt. Raises BadInput with everything that is wrong, by file and line;
    nothing is guessed or dropped.

    >>> ballots = hustings.read_ballots("examples/ers97-model-election.blt")
    >>> len(ballots.names), ballots.total, ballots.seats
    (11, Decimal('753'), 6)
    """
    from hustings.ballots.reading import read_asked
    from hustings.ballots.source import Options

    listed = "candidates" if candidates else ""
    options = Options(candidates=tuple(candidates), listed_in=listed, ignore=tuple(ignore), cells=cells)
    return read_asked(str(path), options, format).ballots


def from_rankings(
    rankings: Mapping[tuple[Preference, ...], int] | Iterable[Sequence[Preference]],
    *,
    candidates: Sequence[str] | None = None,
    seats: int | None = None,
    title: str = "",
) -> Ballots:
    """Ballots from papers in Python: each a sequence of names in order of preference, or such tuples with how many.

    Several names at one preference are a tuple of names; a preference that was left out is None. candidates: all of
    them, in the order of the ballot paper; without it those named, in order of appearance. Raises BadInput for a name
    that is not on the list.

    >>> hustings.from_rankings([("Ann", "Bob"), ("Bob", None, "Cyd"), (("Ann", "Cyd"), "Bob")]).names
    ('Ann', 'Bob', 'Cyd')
    """
    from hustings.front.papers import from_rankings

    return from_rankings(rankings, candidates, seats, title)


def from_dataframe(
    frame: Any, *, candidates: Sequence[str] = (), ignore: Sequence[str] = (), seats: int | None = None, title: str = ""
) -> Ballots:
    """Ballots from a pandas or Polars frame, one paper a row: a column a candidate with the preference numbers, or a
    column a preference with names; a column `papers` says how many papers a row stands for.

    It is read as a CSV file of that content would be. candidates, ignore: as for `read_ballots`.
    """
    from hustings.front.papers import from_dataframe

    return from_dataframe(frame, candidates, ignore, seats, title)


# Counts


def rule_books() -> dict[str, Rules]:
    """The rule books, by name.

    >>> hustings.rule_books()["scottish"].quota
    'whole'
    """
    from hustings.rules.library import names, rule_book

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
    one_witness: bool = False,
    progress: Progress | None = None,
) -> Count:
    """Count an election by two independent counters, which must agree in every figure.

    ballots: a file, what `read_ballots` gave, or an election folder (with `contest` where it has several).
    rules: the name of a rule book (`rule_books()`), or one of your own. seats: where the ballots do not say.
    at_least, at_most: how many of the elected must, or may, be of a group. groups: the members of each by name.
    withdraw: candidates who have withdrawn. lot_seed: the published text with which lots are drawn.
    decisions: how the returning officer decided ties: (stage, "surplus" | "exclusion" | "election", who was chosen).
    one_witness: count once only; the record says so.
    Raises BadInput, LotNeeded, Dispute, NoSecondWitness.

    >>> count = hustings.count("examples/ers97-model-election.blt", "ers97")
    >>> count
    <Count by ers97: Smith, Duke, Carpenter, Prince, Vicar, Freeman elected to 6 places>
    >>> count.stages[0].votes["Smith"], count.stages[1].action
    (Decimal('134.00'), 'Surplus of Smith')
    """
    from hustings.front.asking import Asked
    from hustings.front.asking import count as counted

    asked = Asked(at_least or {}, at_most or {}, groups or {}, withdraw, lot_seed, decisions)
    return counted(ballots, rules, seats, asked, contest=contest, one_witness=one_witness, progress=progress)


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
) -> Comparison:
    """The same ballots under several rule books, each counted as `count` does. Raises BadInput when none fits.

    >>> compared = hustings.compare("examples/ers97-model-election.blt", ["ers97", "scottish", "irv"])
    >>> compared.elected["scottish"][:3]
    ('Smith', 'Duke', 'Carpenter')
    >>> compared.refused
    {'irv': 'irv fills one place and there are 6; a rule book for several is scottish or ers97'}
    """
    from hustings.front.asking import Asked
    from hustings.front.asking import compare as compared

    return compared(ballots, rules, seats, Asked(at_least or {}, at_most or {}, groups or {}, withdraw, lot_seed))


def count_many(
    files: Iterable[Where],
    rules: str | Sequence[str],
    seats: int | None = None,
    *,
    lot_seed: str | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Iterator[Tally]:
    """Count many ballots files under one or several rule books, on all cores; rows come in the order of the files.

    A file that cannot be counted is a row with its `error`; the others go on. seats: where files do not say.
    workers: how many processes; None takes as many as there are cores. The rows are the same for any number.

    >>> [row] = hustings.count_many(["examples/ers97-model-election.blt"], "ers97")
    >>> row.elected[0], row.stages, row.quota
    ('Smith', 6, '107.58')
    """
    from hustings.front.asking import count_many as counted

    return counted(files, [rules] if isinstance(rules, str) else rules, seats, lot_seed, workers, progress)


def verify(record: Count | CountRecord | Where, ballots: Ballots | Where) -> list[str]:
    """Count a record's ballots again: everything that speaks against the record, in sentences; [] confirms it.

    record: a file that `hustings count --json` wrote, or a count. Raises BadInput for a file that holds no record.

    >>> count = hustings.count("examples/ers97-model-election.blt", "ers97")
    >>> hustings.verify(count, "examples/ers97-model-election.blt")
    []
    """
    from pathlib import Path

    from hustings.ballots.ballots import Ballots as Cast
    from hustings.ballots.reading import read_ballots as read
    from hustings.front.asking import record_text
    from hustings.narrative.record_files import to_json
    from hustings.witness.verifying import verify as verified

    text, name = record_text(record)
    cast = ballots if isinstance(ballots, Cast) else read(Path(ballots))
    return list(verified(text, name, cast, to_json).differences)


def fill_vacancy(
    record: Body | Count | Where,
    ballots: Ballots | Where,
    leavers: str | Iterable[str],
    method: Literal["countback", "runner-up"],
    *,
    declining: Iterable[str] = (),
    because: str = "",
    protect_sitting: bool = True,
    constraint: Literal["keep", "lapse"] | None = None,
    lot_seed: str | None = None,
    decisions: Iterable[tuple[int, str, str]] = (),
    one_witness: bool = False,
    progress: Progress | None = None,
) -> Body:
    """Fill the places of sitting members who leave, from the ballots of the election.

    record: the count, a record's file, or the body that an earlier call gave. leavers: who leave. method: "countback"
    counts all papers again without them; "runner-up" takes the candidate who was excluded last. declining: who would
    not take a place. because: why they leave, for the record. protect_sitting: no sitting member is excluded in a
    countback. constraint: what becomes of a constraint that the next newcomer would break: it is kept, or it lapses.
    Raises BadInput, and `HustingsError` with status 4 where a constraint is in question and there is no answer.

    >>> ballots = hustings.read_ballots("examples/ers97-model-election.blt")
    >>> body = hustings.fill_vacancy(hustings.count(ballots, "ers97"), ballots, "Duke", "countback")
    >>> len(body.members), "Duke" in body.members, len(body.newcomers)
    (6, False, 1)
    """
    from hustings.front.body import fill_vacancy

    return fill_vacancy(
        record,
        ballots,
        [leavers] if isinstance(leavers, str) else leavers,
        method,
        declining=declining,
        because=because,
        protect_sitting=protect_sitting,
        constraint=constraint,
        lot_seed=lot_seed,
        decisions=decisions,
        one_witness=one_witness,
        progress=progress,
    )


# Elections and places


def read_election(folder: Where) -> Election:
    """The election that a folder describes. Raises BadInput with all its problems at once.

    >>> hustings.read_election("examples/hedgerow-league").title
    'Hedgerow League council elections 2027 (fictional)'
    """
    from hustings.election.reading import read_election as read

    return read(str(folder))


def simulate(
    folder: Where,
    *,
    contest: str | None = None,
    slate: str | None = None,
    plan: Where | None = None,
    draws: int = 1,
    seed: int = 1,
) -> Iterator[Ballots]:
    """Elections drawn from a folder's forecast, as ballots; fewer than `draws` where nothing varies in the forecast.

    plan: a plan.csv whose orders the slate's supporters are given; without it only settled orders are known.
    slate, contest: whose forecast, where there are several. The same seed draws the same elections.

    >>> ballots = next(hustings.simulate("examples/hedgerow-league", draws=1))
    >>> ballots.seats, len(ballots.names)
    (9, 42)
    """
    from hustings.front.publishing import simulate

    return simulate(folder, contest, slate, plan, draws, seed)


def publish(
    folder: Where,
    out: Where,
    as_of: datetime,
    *,
    slate: str | None = None,
    contest: str | None = None,
    plan: Where | None = None,
    evidence: Where | None = None,
    records: Iterable[Where] = (),
    trust_record: bool = False,
    ballots: bool = False,
    index: Where | None = None,
    base_url: str = "",
    leaflets: bool = False,
    cards: bool = False,
) -> Published:
    """Write the site of an election folder as it stands at a moment; the old site stays until the new one is complete.

    out: a link to the newest release. as_of: without an offset from UTC it is in the election's time zone. slate: whose
    campaign site; None for the returning officer's neutral one. contest: the main one, if not the first.
    plan, evidence: what `hustings plan` wrote. records: count records, each called after its contest, and each counted
    again unless trust_record. ballots: they are published beside them. index: of postcodes. base_url: where the site
    will be; without it there are no QR codes and no cards. leaflets, cards: one for every area with an order.
    The same input gives the same bytes. Raises BadInput with all that is wrong.

    >>> from datetime import datetime
    >>> from tempfile import mkdtemp
    >>> done = hustings.publish("examples/labour-nec-2022", f"{mkdtemp()}/site", datetime(2022, 8, 1))
    >>> done.files > 20, done.addressed
    (True, True)
    """
    from hustings.front.publishing import publish

    return publish(
        folder,
        out,
        as_of,
        leaflets=leaflets,
        cards=cards,
        slate=slate,
        contest=contest,
        plan=plan,
        evidence=evidence,
        records=records,
        trust_record=trust_record,
        ballots=ballots,
        index=index,
        base_url=base_url,
    )


def find_postcode(postcode: str, index: Where | None = None) -> Answer:
    """What a postcode is: its state, constituency and region, or why that cannot be told.

    index: as `hustings postcodes build` makes it; without one only the region of the postcode's district is known.

    >>> hustings.find_postcode("sw1a 1aa").postcode
    'SW1A 1AA'
    """
    from hustings.election.extras import extras

    with extras():
        from hustings.places.districts import bundled
        from hustings.places.finder import Finder

        finder = Finder.load(str(index)) if index is not None else Finder(districts=bundled())
        return finder.find(postcode)
