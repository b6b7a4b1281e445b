"""Django's settings, made from where the office is: nothing is read from the environment."""

from __future__ import annotations

import os
import secrets
from operator import attrgetter
from pathlib import Path
from typing import Any

import django
from csp.constants import NONE, SELF
from django.conf import settings

from hustings.election.problems import BadInput, Problem
from hustings.office.database import NAME, SQLITE, database
from hustings.office.door import Door
from hustings.office.home import Home

HERE = Path(__file__).parent
# An upload is at most so large; what it unpacks to is limited where it is unpacked.
MOST_UPLOADED = 60 << 20


def configure(door: Door, url: str = "") -> None:
    """Set Django up for the office behind this door. url: of its database in PostgreSQL. Raises BadInput."""
    settings.configure(**settings_for(door, url))
    django.setup()


def office_home() -> Home:
    """The folder of the office that Django is set up for."""
    door: Door = attrgetter("HUSTINGS_DOOR")(settings)
    return door.home


def migrate(*, copy: bool = True) -> None:
    """Bring the office's database to what this version of Hustings knows, once it is copied. Raises BadInput where it
    cannot be reached, or is another office's. copy: as for `upgrading.upgrade`."""
    from django.db import OperationalError, connection

    from hustings.office import belonging, upgrading

    home = office_home()
    belonging.check_kind(home, connection.vendor)
    try:
        upgrading.upgrade(home, copy=copy)
    except OperationalError as error:
        said = f"the office's database cannot be used: {str(error).splitlines()[0]}"
        raise BadInput(Problem(str(home.database) if connection.vendor == SQLITE else NAME, said)) from None
    if connection.vendor == SQLITE:
        os.chmod(home.database, 0o600)
    belonging.check(home)


def settings_for(door: Door, url: str = "") -> dict[str, Any]:
    """All settings that differ from Django's own. url: of a database of PostgreSQL. Raises BadInput."""
    home, prefix = door.home, door.prefix
    return {
        "HUSTINGS_DOOR": door,
        # Another name of the same computer: another site, whose pages can do nothing in the office.
        "HUSTINGS_PREVIEWS_ORIGIN": f"http://localhost:{door.host.partition(':')[2]}",
        "SECRET_KEY": secrets.token_urlsafe(48),
        "DEBUG": False,
        "ALLOWED_HOSTS": [door.host.partition(":")[0]],
        "ROOT_URLCONF": "hustings.office.urls",
        "INSTALLED_APPS": ["django.contrib.staticfiles", "django_htmx", "csp", "hustings.office"],
        "MIDDLEWARE": [
            "hustings.office.solo.OneUser",
            "csp.middleware.CSPMiddleware",
            "django.middleware.security.SecurityMiddleware",
            "whitenoise.middleware.WhiteNoiseMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
            "django_htmx.middleware.HtmxMiddleware",
            "hustings.office.mistakes.AsPages",
            "hustings.office.spaces.Fitting",
        ],
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.jinja2.Jinja2",
                "DIRS": [HERE / "templates"],
                "OPTIONS": {"environment": "hustings.office.pages.environment"},
            }
        ],
        "DATABASES": {"default": database(home, url)},
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "USE_TZ": True,
        "TIME_ZONE": "UTC",
        "USE_I18N": False,
        "STATIC_URL": f"{prefix}static/",
        "STATICFILES_DIRS": [("site", HERE.parent / "site/assets"), ("site", HERE.parent / "look/fonts")],
        "WHITENOISE_USE_FINDERS": True,
        "WHITENOISE_MAX_AGE": 0,
        "WHITENOISE_ALLOW_ALL_ORIGINS": False,
        "FORCE_SCRIPT_NAME": prefix.rstrip("/") or None,
        **_safety(prefix),
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 20 << 20,
        "DATA_UPLOAD_MAX_NUMBER_FIELDS": 5_000,
        "DATA_UPLOAD_MAX_NUMBER_FILES": 1,
        "FILE_UPLOAD_HANDLERS": ["django.core.files.uploadhandler.TemporaryFileUploadHandler"],
        "FILE_UPLOAD_TEMP_DIR": home.uploads,
        "LOGGING_CONFIG": None,
    }


def _safety(prefix: str) -> dict[str, Any]:
    """What pages may do and who may show them: the office's own scripts and styles, nothing inline, in no frame."""
    own = {"PATH": prefix, "HTTPONLY": True, "SAMESITE": "Strict"}
    return {
        **{f"CSRF_COOKIE_{name}": value for name, value in own.items()},
        "CSRF_FAILURE_VIEW": "hustings.office.mistakes.not_from_here",
        "X_FRAME_OPTIONS": "DENY",
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "SECURE_REFERRER_POLICY": "same-origin",
        "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin",
        "CONTENT_SECURITY_POLICY": {
            "DIRECTIVES": {
                "default-src": [NONE],
                "script-src": [SELF],
                "style-src": [SELF],
                "img-src": [SELF],
                "font-src": [SELF],
                "connect-src": [SELF],
                "form-action": [SELF],
                "frame-ancestors": [NONE],
                "base-uri": [NONE],
            }
        },
    }
