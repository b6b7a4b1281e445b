"""The kernel compiled once for all tests."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

pytest.importorskip("numba")

from hustings.ballots.ballots import Ballots
from hustings.ballots.reading import read_ballots
from hustings.kernel import compiled


@pytest.fixture(scope="session", autouse=True)
def _kernel() -> None:
    """Compiled code in the cache directory that the program itself uses."""
    compiled.prepare(Path(platformdirs.user_cache_dir("hustings", appauthor=False)))


@pytest.fixture(scope="session")
def wards(data: Path) -> dict[str, Ballots]:
    """The 529 Scottish wards by name."""
    return {path.stem: read_ballots(path) for path in sorted((data / "scotland").glob("20*/*.blt"))}


@pytest.fixture(scope="session")
def model_election(data: Path) -> Ballots:
    """The ERS97 booklet's 753 papers."""
    return read_ballots(data / "oracles" / "ers97_model_election.blt")
