"""Where the reference data and a browser are, and what is skipped without them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from waiting import LONGEST

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# How fast examples are made says nothing of the program, only of what else the machine does.
SLOW = [HealthCheck.too_slow]
settings.register_profile("ordinary", deadline=None, suppress_health_check=SLOW)
settings.register_profile("long", deadline=None, max_examples=5000, suppress_health_check=SLOW)
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
def chromium() -> str | None:
    """The program that HUSTINGS_BROWSER names, or the system's; None for Playwright's own."""
    return os.environ.get("HUSTINGS_BROWSER") or next(filter(None, map(shutil.which, CHROMIUMS)), None)


@pytest.fixture(scope="session")
def browser(chromium: str | None) -> Iterator[Browser]:
    """A Chromium; without any, tests that want one are skipped."""
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        try:
            launched = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        except sync_api.Error as error:
            said = f"no Chromium can be started: {str(error).splitlines()[0]}"
            if os.environ.get("HUSTINGS_BROWSER_REQUIRED"):
                pytest.fail(said)
            pytest.skip(said)
        for name in ("new_page", "new_context"):
            setattr(launched, name, _patient(getattr(launched, name)))
        yield launched
        launched.close()


def _patient(make: Callable[..., Any]) -> Callable[..., Any]:
    """Makes pages or contexts that wait for what is to come as long as all tests do."""

    def made(**given: Any) -> Any:
        new = make(**given)
        new.set_default_timeout(LONGEST * 1000)
        return new

    return made
