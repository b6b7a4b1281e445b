"""How django-allauth behaves here: nobody signs up unasked, and a lock-out is axes's, by person and place."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from hustings.office.pages import show

# What a session knows of the account with whose password somebody has begun to sign in.
BEGUN_WITH = "begun-with"


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by invitation alone."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The e-mail address or the password is not right. Try again.",
        "enter_current_password": "This is not your password now.",
        "incorrect_password": "This is not your password.",
        "too_many_login_attempts": "That was too often. Wait a few minutes, then try again.",
        "rate_limited": "That was too often. Wait a few minutes, then try again.",
        "account_inactive": "This account is stopped. An administrator of this office can open it again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """No limit by the e-mail address alone: whoever knows it could lock its owner out."""

    def pre_login(self, request: HttpRequest, user: Any, **told: Any) -> HttpResponse | None:
        request.session[BEGUN_WITH] = user.get_session_auth_hash()
        answer: HttpResponse | None = super().pre_login(request, user, **told)
        return answer

    def login(self, request: HttpRequest, user: Any) -> None:
        """Nobody comes in whose password was changed between it and the code: it was of another one."""
        if request.session.pop(BEGUN_WITH, "") != user.get_session_auth_hash():
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))
        super().login(request, user)

    def get_login_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return reverse("elections")

    def respond_user_inactive(self, request: HttpRequest, _user: object) -> HttpResponse:
        said = "An administrator of this office can open it again."
        return show(request, "mistake", 403, heading="This account is stopped", said=said)

    def get_client_ip(self, request: HttpRequest) -> str:
        """As `proxy` has set it."""
        return str(request.META.get("REMOTE_ADDR", "")) or "127.0.0.1"

    def add_message(self, *_args: Any, **_kwargs: Any) -> None:
        """Pages say what was done; nothing is kept for the next one."""


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """What is said where a second factor is refused, and in what an app or a list of keys shows."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code is not right. Wait for the next one, and check the phone’s clock.",
        "cannot_delete_authenticator": "It cannot be taken away: without it you could not come in.",
        "cannot_generate_recovery_codes": "Set up an authenticator app or a passkey first.",
    }

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """What a passkey is called until its owner names it."""
        return f"Passkey {user.authenticator_set.filter(type=type).count() + 1}"
