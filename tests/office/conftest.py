"""One office for the tests of a process; what each test makes in it has names of its own."""

from __future__ import annotations

import os

import pytest

pytest.importorskip("django")

from hustings.office.home import Home
from office.browsing import HOST, PREFIX, Browser


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """An office's folder, with Django set up for it."""
    from hustings.office.door import Door
    from hustings.office.settings import configure, migrate

    # In a process that drives a browser an event loop is running, which Django would refuse.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    home = Home.at(tmp_path_factory.mktemp("office") / "home")
    configure(Door(home, HOST, PREFIX))
    migrate()
    return home


@pytest.fixture
def committee() -> dict[str, bytes]:
    """The files of a small election that is in order: three candidates for one place."""
    toml = (
        'title = "Committee"\norganisation = "The Orchard Society"\n\n'
        '[[contest]]\nid = "chair"\ntitle = "Chair"\nseats = 1\nrules = "scottish"\n'
    )
    return {"election.toml": toml.encode(), "candidates.csv": b"name,contest\nAnn,chair\nBob,chair\nCyd,chair\n"}


@pytest.fixture
def browser_in(home: Home) -> Browser:
    """The browser that the office has let in."""
    assert home.database.is_file()
    return Browser()
