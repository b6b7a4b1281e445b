"""One office for the tests of a process; what each test makes in it has names of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("django")

from hustings.office.home import Home

HOST = "127.0.0.1:8123"
PREFIX = "/key/"


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """An office's folder, with Django set up for it."""
    from hustings.office.settings import configure, migrate

    home = Home.at(tmp_path_factory.mktemp("office") / "home")
    configure(home, host=HOST, prefix=PREFIX)
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


def files_below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
