"""Where the reference data and a browser are, and what is skipped without them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

settings.register_profile("ordinary", deadline=None)
settings.register_profile("long", deadline=None, max_examples=5000)
settings.load_profile("ordinary")

ROOT = Path(__file__).parent.parent
DATA = Path(os.environ.get("HUSTINGS_DATA", ROOT.parent / "shared" / "data"))
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of the reference data: real ballots, published counts, oracles, postcodes."""
    if not DATA.is_dir():
        pytest.skip(f"the reference data is not at {DATA} (set HUSTINGS_DATA to its folder)")
    return DATA


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium: the one HUSTINGS_BROWSER names, the system's, or Playwright's own; without any, skipped."""
    sync_api = pytest.importorskip("playwright.sync_api")
    found = os.environ.get("HUSTINGS_BROWSER") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    with sync_api.sync_playwright() as playwright:
        try:
            launched = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        except sync_api.Error as error:
            pytest.skip(f"no Chromium can be started: {str(error).splitlines()[0]}")
        yield launched
        launched.close()
