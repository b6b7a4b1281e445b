"""Running a command with `--json -`."""

from __future__ import annotations

from typer.testing import CliRunner

from hustings.cli.main import app


def run(*words: object) -> str:
    """What the command prints. Its exit status may be another than 0 where it still prints something."""
    result = CliRunner().invoke(app, [*map(str, words)])
    assert result.stdout or result.exit_code == 0, f"{words}: {result.exception}"
    return result.stdout


def said(*words: object) -> str:
    """What the command prints with `--json -`, and nothing else."""
    return run(*words, "--json", "-")
