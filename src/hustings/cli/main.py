"""The program: its commands, and what becomes of a command that cannot go on."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from typing import Any

import typer

from hustings.cli import (
    check,
    compare,
    convert,
    count,
    count_many,
    demo,
    ending,
    evaluate,
    forecast,
    importing,
    margin,
    new,
    nominations,
    office,
    plan,
    postcodes,
    publish,
    reconcile,
    rules,
    serve,
    sign,
    simulate,
    vacancy,
    verify,
)
from hustings.cli.interruption import listen
from hustings.cli.one_value import OneValue
from hustings.cli.problems_file import with_problems_file
from hustings.election.extras import extras
from hustings.election.problems import HustingsError

forecast_app = typer.Typer(help="What a campaign believes, from real ballots and a canvass.", no_args_is_help=True)
forecast_app.command("fit", cls=OneValue, short_help="Count how voters behave, and write it as a forecast.toml.")(
    forecast.fit
)
forecast_app.command("from-nominations", cls=OneValue, short_help="Begin a forecast.toml with what nominations say.")(
    forecast.from_nominations
)
forecast_app.command("from-result", cls=OneValue, short_help="Begin a forecast.toml with an earlier result.")(
    forecast.from_result
)
forecast_app.command("combine", cls=OneValue, short_help="Make one forecast of two from different sources.")(
    forecast.combine
)
forecast_app.command("show", cls=OneValue, short_help="Show what is believed, from what and how surely.")(forecast.show)
forecast_app.command("turnout", cls=OneValue, short_help="Move voters of areas by how many have voted so far.")(
    forecast.turnout
)
forecast_app.command("update", cls=OneValue, short_help="Move what is believed by what people answered.")(
    forecast.update
)
postcodes_app = typer.Typer(help="Build a postcode index, and look a postcode up.", no_args_is_help=True)
postcodes_app.command("build", cls=OneValue, short_help="Build the index that Python and web pages read.")(
    postcodes.build
)
postcodes_app.command("find", cls=OneValue)(postcodes.find)
app = typer.Typer(
    name="hustings",
    help="Elections inside membership organisations by the Single Transferable Vote: count, plan, publish.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
# Each with its line in the list of commands, which has room for sixty letters.
COMMANDS: tuple[tuple[str, Callable[..., None], str], ...] = (
    ("count", count.count, "Count an election by two witnesses that must agree."),
    ("verify", verify.verify, "Count a record's ballots again and confirm it."),
    ("sign", sign.sign, "Sign a record, so that people know who declared it."),
    ("new-key", sign.new_key, "Make a key to sign records with."),
    ("compare", compare.compare, "Show who is elected under several rule books."),
    ("margin", margin.margin, "Find how few papers would have changed who is elected."),
    ("count-many", count_many.count_many, "Count many ballots files into one table."),
    ("rules", rules.rules, "List the rule books, or show one, paragraph by paragraph."),
    ("convert", convert.convert, "Write a ballots file in another format."),
    ("import", importing.import_, "Write a form program's export into an election folder."),
    ("reconcile", reconcile.reconcile, "Compare two typings of the same paper ballots."),
    ("vacancy", vacancy.vacancy, "Fill a vacant place by countback or by the runner-up."),
    ("demo", demo.demo, "Show the whole journey with a fictional election."),
    ("new", new.new, "Write a commented template of an election folder."),
    ("check", check.check, "Say everything that is wrong with an election folder."),
    ("nominations", nominations.nominations, "Tally the nominations, and what they say of the slates."),
    ("plan", plan.plan, "Find the order to recommend in each area."),
    ("evaluate", evaluate.evaluate, "Compare a plan with giving no advice."),
    ("simulate", simulate.simulate, "Draw elections from a forecast, as ballots files."),
    ("publish", publish.publish, "Write a campaign's or the returning officer's site."),
    ("serve", serve.serve, "Show a published site on this computer until Ctrl-C."),
)
READ_BALLOTS = ("count", "verify", "compare", "convert", "import", "vacancy", "check", "reconcile", "margin")
for name, command, line in COMMANDS:
    app.command(name, cls=OneValue, short_help=line)(with_problems_file(command) if name in READ_BALLOTS else command)
app.add_typer(forecast_app, name="forecast")
app.add_typer(postcodes_app, name="postcodes")
app.add_typer(office.app, name="office", short_help="Do all of this in the browser, on this computer.")


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
    said = " ".join(error.format_message().split()).rstrip(".").replace("Input should be", f"{_given(error)}should be")
    return f"{command}: {said}; `{command} -h` says what there is\n"


def _given(error: Any) -> str:
    """The invalid value, where typer's own checks have kept it."""
    faults: list[dict[str, Any]] = getattr(error.__cause__, "errors", list)()
    return f"{faults[0]['input']!s:.40} " if faults else "it "


def main() -> None:
    """Run a command and leave with its exit status (README)."""
    listen()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(_status())


def _status() -> int:
    """Run a command; whatever happens, its exit status and at most a few lines."""
    try:
        with extras():
            status = app(prog_name="hustings", standalone_mode=False)
        sys.stdout.flush()
        return int(status or 0)
    except UsageError as error:
        sys.stderr.write(_usage(error))
    except typer.Abort:
        sys.stderr.write("hustings: a question was not answered; nothing was done\n")
    except HustingsError as stop:
        return ending.report(stop)
    except (BrokenPipeError, SystemExit) as leaving:
        # Where the reader of the output went away, typer leaves with 1, which means something else here.
        if isinstance(leaving, SystemExit) and not isinstance(leaving.__context__, BrokenPipeError):
            raise
        _forget_output()
        return ending.READER_GONE
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        sys.stderr.write(f"hustings: {where}{error.strerror or error}\n")
        _forget_output()
    except Exception as error:
        return ending.unforeseen(error)
    return 2


def _forget_output() -> None:
    """What could not be printed is not tried again when the program ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
