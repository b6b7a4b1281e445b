"""What the front door does with an election folder: a new one, what is wrong with it, simulated elections, its site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from hustings.ballots.ballots import Ballots
from hustings.election.extras import extras
from hustings.election.limits import ELECTIONS, SEED
from hustings.election.nouns import Election
from hustings.election.problems import BadInput, Problem
from hustings.front.asking import Where

if TYPE_CHECKING:
    from hustings.forecast.simulating import Simulation
    from hustings.site.publishing import Published


@dataclass(frozen=True)
class ElectionFolder:
    """An election folder, every file of it read.

    path: the folder. holds: what it holds, in one line; "" where something is wrong. error: what is wrong, if anything.
    notices: what a site would leave out of its statements; with the packages of publishing only.
    """

    path: Path
    holds: str
    error: BadInput | None
    notices: tuple[Problem, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong in any of its files: file, line, value, what would be right; () where nothing is."""
        return self.error.problems if self.error else ()

    @property
    def election(self) -> Election:
        """The election. Raises BadInput, with the problems, where there are any."""
        from hustings.election.reading import read_election as read

        if self.error:
            raise self.error
        return read(self.path)

    def __repr__(self) -> str:
        wrong = f"{len(self.problems)} problems" if self.error else self.holds
        return f"<ElectionFolder {self.path}: {wrong}>"


def read_election(folder: Where) -> ElectionFolder:
    """An election folder and everything that is wrong in any of its files, forecasts and ballots included.

    >>> found = hustings.read_election("examples/hedgerow-league")
    >>> found.problems, found.election.title
    ((), 'Hedgerow League council elections 2027 (fictional)')
    """
    from hustings.ballots.reading import read_ballots
    from hustings.ballots.source import Options
    from hustings.election.checking import check
    from hustings.rules.contests import unfit
    from hustings.rules.library import names
    from hustings.site.own_texts import unfit_languages

    def forecasts(election: Election, sound: bool) -> None:
        with extras():
            from hustings.forecast.reading import check_forecasts

            check_forecasts(election, sound=sound)

    def ballots(path: Path, listed: tuple[str, ...], withdrawn: tuple[str, ...]) -> Ballots:
        return read_ballots(path, Options(listed, str(Path(folder) / "candidates.csv"), withdrawn))

    def amiss(election: Election) -> Iterator[Problem]:
        yield from unfit(election)
        yield from unfit_languages(election)

    readers = {"forecast.toml": forecasts}
    try:
        holds = check(Path(folder), rule_books=names(), read_ballots=ballots, readers=readers, unfit=amiss)
    except BadInput as bad:
        return ElectionFolder(Path(folder), "", bad)
    return ElectionFolder(Path(folder), holds, None, tuple(_left_out(Path(folder))))


def _left_out(folder: Path) -> Iterator[Problem]:
    """What of the folder's statements a site would not show, or not in all of its languages."""
    from hustings.election.extras import MissingExtra
    from hustings.election.reading import read_election as read
    from hustings.election.reading import read_site
    from hustings.election.site import Article
    from hustings.site.own_texts import untranslated

    election, articles = read(folder), tuple[Article, ...]()
    if (folder / "site.toml").exists():
        settings = read_site(election)
        articles = settings.articles
        yield from untranslated(election, settings)
    named = {each.statement for each in election.candidates}
    for slate in election.slates:
        named |= {slate.statement, *slate.statements.values()}
    try:
        with extras():
            from hustings.site.statements import not_shown
    except MissingExtra:
        return
    for name in sorted(named - {""}):
        yield from not_shown(folder, name)
    for article in articles:
        yield from not_shown(folder, f"news/{article.name}.md", article.body)


def simulate(
    folder: Where,
    *,
    contest: str | None = None,
    slate: str | None = None,
    plan: Where | None = None,
    draws: int = 1,
    seed: int = 1,
) -> Simulation:
    """Elections drawn from a folder's forecast, as ballots; fewer than `draws` where nothing varies in the forecast.

    plan: a plan.csv whose orders the slate's supporters are given; without it only settled orders are known.
    slate, contest: whose forecast, where there are several. The same seed draws the same elections.

    >>> ballots = next(hustings.simulate("examples/hedgerow-league", draws=1))
    >>> ballots.seats, len(ballots.names)
    (9, 42)
    """
    with extras():
        from hustings.forecast.simulating import simulation

        return simulation(Path(folder), contest, slate, _path(plan), ELECTIONS.of(draws), SEED.of(seed))


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
    margins: Iterable[Where] = (),
    index: Where | None = None,
    base_url: str = "",
    leaflets: bool = False,
    branch_leaflets: bool = False,
    cards: bool = False,
) -> Published:
    """Write the site of an election folder as it stands at a moment; the old site stays until the new one is complete.

    out: a link to the newest release. as_of: without an offset from UTC it is in the election's time zone. slate: whose
    campaign site; None for the returning officer's neutral one. contest: the main one, if not the first.
    plan, evidence: what `hustings plan` wrote. records: count records, each called after its contest, and each counted
    again unless trust_record. ballots: they are published beside them. margins: of records, as
    `hustings margin --json` writes them. index: of postcodes. base_url: where the site
    will be; without it there are no QR codes and no cards. leaflets, cards: for every area with an order.
    branch_leaflets: one for every branch in such an area.
    The same input gives the same bytes. Raises BadInput with all that is wrong.

    >>> from datetime import datetime
    >>> from tempfile import mkdtemp
    >>> done = hustings.publish("examples/labour-nec-2022", f"{mkdtemp()}/site", datetime(2022, 8, 1))
    >>> done.files > 20, done.addressed
    (True, True)
    """
    with extras():
        from hustings.print import printers
        from hustings.site.publishing import publish as published

        return published(
            Path(folder),
            Path(out),
            as_of,
            slate=slate,
            contest=contest,
            plan=_path(plan),
            evidence=_path(evidence),
            records=[Path(record) for record in records],
            trust_record=trust_record,
            ballots=ballots,
            margins=[Path(margin) for margin in margins],
            index=_path(index),
            base_url=base_url,
            leaflets=printers.leaflets(areas=leaflets, branches=branch_leaflets),
            cards=printers.cards if cards else None,
        )


def _path(where: Where | None) -> Path | None:
    return None if where is None else Path(where)
