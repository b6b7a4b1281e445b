"""The program: its commands, and what becomes of a command that cannot go on."""

from __future__ import annotations

import os
import sys
from typing import Any

import typer

from hustings.cli import (
    check,
    compare,
    convert,
    count,
    demo,
    evaluate,
    forecast,
    new,
    nominations,
    plan,
    postcodes,
    publish,
    rules,
    serve,
    simulate,
    vacancy,
    verify,
)
from hustings.cli.interruption import listen
from hustings.election.problems import Stop

forecast_app = typer.Typer(help="What a campaign believes, from real ballots.", no_args_is_help=True)
forecast_app.command("fit")(forecast.fit)
postcodes_app = typer.Typer(help="Build a postcode index, and look a postcode up.", no_args_is_help=True)
postcodes_app.command("build")(postcodes.build)
postcodes_app.command("find")(postcodes.find)
app = typer.Typer(
    name="hustings",
    help="Elections inside membership organisations by the Single Transferable Vote: count, plan, publish.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("count")(count.count)
app.command("verify")(verify.verify)
app.command("compare")(compare.compare)
app.command("rules")(rules.rules)
app.command("convert")(convert.convert)
app.command("vacancy")(vacancy.vacancy)
app.command("demo")(demo.demo)
app.command("new")(new.new)
app.command("check")(check.check)
app.command("nominations")(nominations.nominations)
app.command("plan")(plan.plan)
app.command("evaluate")(evaluate.evaluate)
app.command("simulate")(simulate.simulate)
app.command("publish")(publish.publish)
app.command("serve")(serve.serve)
app.add_typer(forecast_app, name="forecast")
app.add_typer(postcodes_app, name="postcodes")


@app.callback(invoke_without_command=True)
def about(version: bool = typer.Option(False, "--version", help="Say which version this is.")) -> None:
    if version:
        from hustings import __version__

        typer.echo(f"hustings {__version__}")
        raise typer.Exit


# What typer raises for words it does not know, whether it brings its own click or not.
UsageError: type[Any] = typer.BadParameter.__bases__[0]


def _usage(error: Any) -> str:
    """One line on what is wrong with the words of a command; for a command that needs words and has none, its help."""
    if type(error).show is not UsageError.show:
        return f"{error.format_message()}\n"
    command = error.ctx.command_path if error.ctx else "hustings"
    return f"{command}: {' '.join(error.format_message().split()).rstrip('.')}; `{command} -h` says what there is\n"


def main() -> None:
    """Run a command. Exit status: 0 done, 1 verify found a difference, 2 bad input, 3 dispute, 4 a lot is needed."""
    listen()
    try:
        sys.exit(app(prog_name="hustings", standalone_mode=False))
    except UsageError as error:
        sys.stderr.write(_usage(error))
        sys.exit(2)
    except Stop as stop:
        sys.stderr.write(f"{stop}\n")
        sys.exit(stop.status)
    except BrokenPipeError:
        _forget_output()
        sys.exit(1)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        sys.stderr.write(f"hustings: {where}{error.strerror or error}\n")
        _forget_output()
        sys.exit(2)


def _forget_output() -> None:
    """What could not be printed is not tried again when the program ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
