"""One office for the tests of a process; what each test makes in it has names of its own.

Django is set up once in a process: for an office of several people, which a solo one is but for its door.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("django")

from hustings.office.home import Home
from office.browsing import HOST, PREFIX, Browser
from office.databases import new_database
from postgres import SERVER
from waiting import until

SERVED = "office.example.org"
SET_UP_ONCE = ("DATABASES", "INSTALLED_APPS", "TEMPLATES")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where tests/postgres.py has started a PostgreSQL, what is of SQLite alone is no test; elsewhere, what is of
    PostgreSQL alone."""
    not_here = "solo" if os.environ.get(SERVER) else "postgresql"
    gone = [each for each in items if each.get_closest_marker(not_here)]
    config.hook.pytest_deselected(items=gone)
    items[:] = [each for each in items if each not in gone]


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """An office's folder, with Django set up for it."""
    import django
    from django.conf import settings
    from django.test import override_settings
    from django.urls import set_script_prefix

    from hustings.office.settings import migrate

    # In a process that drives a browser an event loop is running, which Django would refuse.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    home = Home.at(tmp_path_factory.mktemp("office") / "home")
    several = _of_several(home, new_database())
    settings.configure(**several, PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    django.setup()
    migrate()
    override_settings(**_solo(home)).enable()
    set_script_prefix(PREFIX)
    return home


@pytest.fixture(autouse=True)
def nothing_goes_on(home: Home) -> Iterator[None]:
    """Django is set up for every test, whichever is the first. Runs that one leaves going take no turn of another's,
    and what it sent counts towards nobody else's limit."""
    assert home.mark.is_file()
    yield
    from django.core.cache import cache

    from hustings.office import runs
    from hustings.office.models import Run

    Run.objects.exclude(state__in=runs.OVER).update(cancel=True)
    until(lambda: not runs._looked_after, "the end of the runs")
    runs.find_lost(all_of_them=True)
    cache.clear()


@pytest.fixture
def served(home: Home) -> Iterator[Home]:
    """The same office as one of several people."""
    from django.test import override_settings
    from django.test.utils import override_script_prefix

    with override_settings(**_but_set_up_once(_of_several(home))), override_script_prefix("/"):
        yield home


def _of_several(home: Home, url: str = "") -> dict[str, Any]:
    from hustings.office.accounts.settings import Served, settings_for

    return settings_for(Served(home, f"https://{SERVED}", database=url))


def _solo(home: Home) -> dict[str, Any]:
    from hustings.office.door import Door
    from hustings.office.settings import settings_for

    plain = {"SECURE_SSL_REDIRECT": False, "CSRF_COOKIE_SECURE": False, "CSRF_COOKIE_NAME": "csrftoken"}
    return _but_set_up_once(settings_for(Door(home, HOST, PREFIX))) | plain


def _but_set_up_once(settings: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in settings.items() if name not in SET_UP_ONCE}


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
    assert home.mark.is_file()
    return Browser()
