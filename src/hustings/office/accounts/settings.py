"""Django's settings for an office of several people: those of a solo office, with accounts in place of its door."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from csp.constants import SELF

from hustings.election.problems import BadInput, Problem
from hustings.office.door import Door
from hustings.office.home import Home
from hustings.office.settings import settings_for as solo

HERE = Path(__file__).parent
APPS = (
    *("django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"),
    *("allauth", "allauth.account", "allauth.mfa", "axes", "hustings.office.accounts"),
)
# A session ends after twelve hours, or with the browser; wrong passwords lock for a quarter of an hour.
SESSION, LOCKED, TRIES = 12 * 3600, 0.25, 5

# allauth's forms with this office's words.
FORMS = "hustings.office.accounts.forms"
ACCOUNT_FORMS = {"login": "SignIn", "change_password": "NewPassword"}
MFA_FORMS = {
    "authenticate": "Code",
    "reauthenticate": "CodeAgain",
    "activate_totp": "App",
    "add_webauthn": "Passkey",
    "edit_webauthn": "Renamed",
}


@dataclass(frozen=True, slots=True)
class Served:
    """An office as it is reached. origin: its address in browsers. sites: the address of published sites, on another
    host; "" where none are shown. mail: smtp://USER:PASSWORD@HOST:PORT, or smtps://…; "" where no mail is sent.
    mail_from: who mail is from. database: its URL, where it is PostgreSQL."""

    home: Home
    origin: str
    sites: str = ""
    mail: str = ""
    mail_from: str = ""
    database: str = ""

    def __post_init__(self) -> None:
        for option, value in (("--origin", self.origin), ("--sites-origin", self.sites)):
            if value or option == "--origin":
                _check_origin(option, value)
        if self.sites and urlsplit(self.sites).hostname == urlsplit(self.origin).hostname:
            said = f"{self.sites} is on the office’s own host; published sites need a host name of their own"
            raise BadInput(Problem("--sites-origin", said))
        if self.mail and (urlsplit(self.mail).scheme not in ("smtp", "smtps") or not urlsplit(self.mail).hostname):
            raise BadInput(Problem("HUSTINGS_MAIL_URL", "it should be like smtp://user:password@mail.example.org:587"))

    @property
    def host(self) -> str:
        """What browsers send as the host."""
        return urlsplit(self.origin).netloc

    @property
    def secure(self) -> bool:
        return self.origin.startswith("https:")


def _check_origin(option: str, value: str) -> None:
    parts = urlsplit(value)
    near = parts.hostname in ("localhost", "127.0.0.1")
    if parts.scheme not in ("https", *(["http"] if near else [])) or not parts.hostname or value != value.rstrip("/"):
        said = f"“{value}” should be an address like https://office.example.org (http only for localhost)"
        raise BadInput(Problem(option, said))
    if parts.path or parts.query or parts.fragment or "@" in parts.netloc:
        raise BadInput(Problem(option, f"“{value}” should be a host alone, like https://office.example.org"))


def settings_for(served: Served) -> dict[str, Any]:
    """All settings that differ from Django's own."""
    base = solo(Door(served.home, served.host, "/", ""), served.database)
    base.update(
        HUSTINGS_SERVED=served,
        HUSTINGS_SITES_ORIGIN=served.sites,
        HUSTINGS_PREVIEWS_ORIGIN=served.sites,
        SECRET_KEY=_secret(served.home),
        ALLOWED_HOSTS=[served.host.partition(":")[0]],
        ROOT_URLCONF="hustings.office.accounts.urls",
        INSTALLED_APPS=[*base["INSTALLED_APPS"], *APPS],
        MIDDLEWARE=MIDDLEWARE,
        TEMPLATES=[*base["TEMPLATES"], ALLAUTH_TEMPLATES],
        AUTH_USER_MODEL="people.Person",
        AUTHENTICATION_BACKENDS=[
            "axes.backends.AxesStandaloneBackend",
            "allauth.account.auth_backends.AuthenticationBackend",
        ],
        AUTH_PASSWORD_VALIDATORS=[
            {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
            {
                "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
                "OPTIONS": {"min_length": 12},
            },
            {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
        ],
        LOGIN_URL="account_login",
    )
    # The picture that an authenticator app reads is in the page itself.
    base["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["img-src"] = [SELF, "data:"]
    return base | _cookies(served) | _accounts(served) | _mail(served)


MIDDLEWARE = [
    "hustings.office.accounts.proxy.Proxy",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hustings.office.accounts.guard.Guard",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "hustings.office.mistakes.AsPages",
    "hustings.office.spaces.Fitting",
    "axes.middleware.AxesMiddleware",
]
ALLAUTH_TEMPLATES: dict[str, Any] = {
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "DIRS": [HERE / "templates"],
    "APP_DIRS": True,
    "OPTIONS": {
        "context_processors": [
            "django.template.context_processors.request",
            "django.contrib.auth.context_processors.auth",
        ]
    },
}


def _cookies(served: Served) -> dict[str, Any]:
    """Cookies of this host alone, which no neighbour under the same domain can set."""
    prefix = "__Host-" if served.secure else ""
    own = {"PATH": "/", "HTTPONLY": True, "SAMESITE": "Lax", "SECURE": served.secure}
    return {
        **{f"{cookie}_COOKIE_{name}": value for cookie in ("SESSION", "CSRF") for name, value in own.items()},
        "SESSION_COOKIE_NAME": f"{prefix}hustings",
        "CSRF_COOKIE_NAME": f"{prefix}hustings-form",
        "SESSION_COOKIE_AGE": SESSION,
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
        "SECURE_SSL_REDIRECT": served.secure,
        "SECURE_HSTS_SECONDS": 365 * 86_400 if served.secure else 0,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": served.secure,
        "SECURE_HSTS_PRELOAD": served.secure,
        "WHITENOISE_MAX_AGE": 3600,
    }


def _accounts(served: Served) -> dict[str, Any]:
    host = urlsplit(served.origin).hostname
    return {
        "ACCOUNT_ADAPTER": "hustings.office.accounts.adapter.Adapter",
        "ACCOUNT_FORMS": {name: f"{FORMS}.{form}" for name, form in ACCOUNT_FORMS.items()},
        "ACCOUNT_LOGIN_METHODS": {"email"},
        "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*"],
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE": False,
        "ACCOUNT_SESSION_REMEMBER": False,
        "ACCOUNT_REAUTHENTICATION_TIMEOUT": 600,
        "MFA_ADAPTER": "hustings.office.accounts.adapter.SecondFactors",
        "MFA_FORMS": {name: f"{FORMS}.{form}" for name, form in MFA_FORMS.items()},
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_TOTP_ISSUER": host,
        "MFA_TOTP_TOLERANCE": 1,
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": not served.secure,
        "AXES_FAILURE_LIMIT": TRIES,
        "AXES_COOLOFF_TIME": LOCKED,
        "AXES_LOCKOUT_PARAMETERS": [["username", "ip_address"]],
        "AXES_RESET_ON_SUCCESS": True,
        "AXES_USERNAME_CALLABLE": "hustings.office.accounts.proxy.typed_address",
        "AXES_CLIENT_IP_CALLABLE": "hustings.office.accounts.proxy.near",
        "AXES_LOCKOUT_CALLABLE": "hustings.office.accounts.proxy.locked_out",
        "AXES_ENABLE_ACCESS_FAILURE_LOG": False,
        "AXES_DISABLE_ACCESS_LOG": True,
        "AXES_VERBOSE": False,
        "AXES_ENABLE_ADMIN": False,
    }


def _mail(served: Served) -> dict[str, Any]:
    if not served.mail:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(served.mail)
    whole = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if whole else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": whole,
        "EMAIL_USE_TLS": not whole and parts.hostname not in ("localhost", "127.0.0.1"),
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": served.mail_from or f"office@{urlsplit(served.origin).hostname}",
    }


def _secret(home: Home) -> str:
    """The key that sessions are signed with: made once, readable by the office's user alone."""
    path = home.keys / "secret"
    if not path.is_file():
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
    return path.read_text("utf-8")
