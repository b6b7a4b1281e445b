"""hustings demo: the whole journey on the bundled fictional election."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

LEAGUE, CONTEST, SLATE = "hedgerow-league", "council", "green-lanes"


def demo(
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where everything goes.")] = Path("demo-out"),
    no_serve: Annotated[bool, typer.Option("--no-serve", help="End without serving the site.")] = False,
    port: Annotated[
        int, typer.Option(min=0, max=65535, metavar="N", help="Of the site on localhost; 0 takes any.")
    ] = 8000,
) -> None:
    """Check a fictional election, show its nominations, plan it, simulate and count it, publish and serve its site, and
    open an office with it."""
    import shutil
    from datetime import date

    from hustings.cli.check import check
    from hustings.cli.count import count
    from hustings.cli.nominations import nominations
    from hustings.cli.plan import plan
    from hustings.cli.publish import publish
    from hustings.cli.serve import serve
    from hustings.cli.simulate import simulate
    from hustings.election.examples import voting_today
    from hustings.election.problems import BadInput

    folder, orders, figures, record = out / LEAGUE, out / LEAGUE / "plan.csv", out / "plan.json", out / "council.json"
    _say(f"1. The election: a copy of the fictional {LEAGUE}, its dates moved so that voting is open today")
    voting_today(LEAGUE, folder, date.today())
    check(folder)
    _say("2. Nominations")
    nominations(folder, contest=CONTEST)
    _say("3. The plan: which order Green Lanes should recommend where, on few scenarios (`hustings plan` takes 1,000)")
    plan(folder, lists=6, draws=300, rounds=2, out=orders, json=figures, html=out / "plan.html")
    _say("4. An election simulated from the assumptions, and counted by both witnesses (every stage: count-sheet.html)")
    simulate(folder, plan=orders, out=out / "simulated")
    (folder / "ballots").mkdir(exist_ok=True)
    shutil.copy(out / "simulated" / f"{CONTEST}-1.blt", folder / "ballots" / f"{CONTEST}.blt")
    count(ballots=folder, contest=CONTEST, lot_seed="demo", json=record, html=out / "count-sheet.html", brief=True)
    _say("5. The campaign's site, with leaflets and cards")
    publish(folder, out=out / "site", slate=SLATE, plan=orders, evidence=figures, leaflets=True, cards=True)
    _say("6. The office: the same election in the browser, to be counted and declared there")
    with _office(out / "office", folder, serving=not no_serve) as address:
        typer.echo(address)
        _say(f"Everything is in {out}: plan.html, count-sheet.html, council.json, {LEAGUE}/, site/, office/")
        if no_serve:
            typer.echo(f"hustings serve {out / 'site'}    shows the site")
            return
        try:
            serve(out / "site", port)
        except BadInput as taken:
            typer.echo(f"{taken}. Any will do here:", err=True)
            serve(out / "site", 0)


@contextmanager
def _office(root: Path, folder: Path, *, serving: bool) -> Iterator[str]:
    """An office with the election in it. What to do with it: its address where it is served, else a command."""
    from importlib.util import find_spec
    from threading import Thread

    if find_spec("django") is None:
        yield 'pip install "hustings[office]" brings the office'
        return
    from hustings.office.home import Home
    from hustings.office.server import open_office

    office = open_office(Home.at(root))
    try:
        office.bring(folder, "A copy of the fictional election")
        if serving:
            Thread(target=office.server.run, daemon=True).start()
        yield f"{office.address()}  (good once)" if serving else f"hustings office --folder {root}    opens it"
    finally:
        office.close()


def _say(words: str) -> None:
    typer.secho(f"\n{words}\n", bold=True)
