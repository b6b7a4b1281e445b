"""Where the bundled examples are: in the project's own folder, or in the installed package."""

from __future__ import annotations

from pathlib import Path

from hustings.election.problems import BadInput, Problem

PLACES = (Path(__file__).parents[3] / "examples", Path(__file__).parents[1] / "examples")


def example(name: str) -> Path:
    """The path of an example. Raises BadInput where the examples are not installed."""
    for place in PLACES:
        if (place / name).exists():
            return place / name
    raise BadInput(Problem(name, "the examples are not here; run this from the project's own folder"))
