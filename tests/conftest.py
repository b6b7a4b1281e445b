"""Where the reference data is, and what is skipped without it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("ordinary", deadline=None)
settings.register_profile("long", deadline=None, max_examples=5000)
settings.load_profile("ordinary")

ROOT = Path(__file__).parent.parent
DATA = Path(os.environ.get("HUSTINGS_DATA", ROOT.parent / "shared" / "data"))


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of the reference data: real ballots, published counts, oracles, postcodes."""
    if not DATA.is_dir():
        pytest.skip(f"the reference data is not at {DATA} (set HUSTINGS_DATA to its folder)")
    return DATA
