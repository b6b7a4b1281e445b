"""Real ballots for the compiled counter."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("hustings.kernel._kernel", reason="the compiled counter is not built here")

from hustings.ballots.ballots import Ballots
from hustings.ballots.reading import read_ballots


@pytest.fixture(scope="session")
def wards(data: Path) -> dict[str, Ballots]:
    """The 529 Scottish wards by name."""
    return {path.stem: read_ballots(path) for path in sorted((data / "scotland").glob("20*/*.blt"))}


@pytest.fixture(scope="session")
def model_election(data: Path) -> Ballots:
    """The ERS97 booklet's 753 papers."""
    return read_ballots(data / "oracles" / "ers97_model_election.blt")
