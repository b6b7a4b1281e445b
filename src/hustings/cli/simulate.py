"""hustings simulate: elections drawn from a forecast, as ballots files that any counter can read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hustings.cli import options
from hustings.election.limits import ELECTIONS, SEED


def simulate(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="An election folder with a forecast.toml.")],
    contest: options.Contest = None,
    slate: options.ForecastOf = None,
    plan: Annotated[Path | None, typer.Option(metavar="FILE", help="A plan; without one nobody is advised.")] = None,
    draws: Annotated[int, typer.Option(min=ELECTIONS.least, max=ELECTIONS.most, help="How many elections.")] = 1,
    seed: Annotated[int, typer.Option(min=SEED.least, help="The same seed draws the same elections.")] = 1,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the files go.")] = Path("simulated"),
    json: options.Json = None,
) -> None:
    """Draw elections from a folder's forecast and write the ballots of each as a BLT file."""
    from hustings import simulate as simulated
    from hustings.cli import as_json
    from hustings.cli.outputs import Outputs
    from hustings.election.files import make_folder
    from hustings.election.outputs import Writing
    from hustings.election.wording import counted
    from hustings.front.papers import ballots_text
    from hustings.narrative.plan_words import nobody_advised

    outputs = Outputs([folder, plan], json=json)
    drawn = simulated(folder, contest=contest, slate=slate, plan=plan, draws=draws, seed=seed)
    if said := nobody_advised(drawn.silent):
        typer.echo(said, err=True)
    make_folder(out)
    post, written = drawn.contest, list[Path]()
    with options.progress() as progress, Writing() as writing:
        for cast in drawn:
            number = len(written) + 1
            written.append(out / f"{post.id}-{number:0{len(str(draws))}d}.blt")
            writing.add(written[-1], ballots_text(cast, written[-1])[0])
            progress(number / draws, f"draw {number}")
    outputs.write(json=lambda: as_json.simulation(folder, post.id, drawn.slate, plan, seed, drawn.voters, written))
    if outputs.printed:
        return
    said = counted(len(written), "simulated election", "simulated elections")
    same = ": nothing varies in this forecast, so every draw would be the same" if len(written) < draws else ""
    typer.echo(f"{said[0].upper()}{said[1:]} of {drawn.voters:,} papers in {out}{same}")
