"""How django-allauth behaves here: nobody signs up unasked, and a lock-out is axes's, by person and place."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from hustings.office.pages import show


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by invitation alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """No limit by the e-mail address alone: whoever knows it could lock its owner out."""

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
