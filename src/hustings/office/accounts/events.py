"""What happens to accounts by other hands than this office's own, written down as acts: ways in, and second factors."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, user_logged_in
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from axes.signals import user_locked_out
from django.db import transaction
from django.dispatch import receiver

from hustings.office import audit
from hustings.office.acting import Actor

KINDS = {"totp": "an authenticator app", "webauthn": "a passkey", "recovery_codes": "recovery codes"}


def _written(user: Any, act: str, **detail: object) -> None:
    with transaction.atomic():
        audit.record(str(Actor(user.name, user.pk)), act, "", **detail)


@receiver(user_logged_in)
def _signed_in(user: Any, **_: Any) -> None:
    _written(user, "signed in")


@receiver(password_changed)
def _password(user: Any, **_: Any) -> None:
    _written(user, "changed the password")


@receiver((authenticator_added, authenticator_reset))
def _added(user: Any, authenticator: Any, **_: Any) -> None:
    _written(user, "set a second factor up", kind=KINDS.get(authenticator.type, authenticator.type))


@receiver(authenticator_removed)
def _removed(user: Any, authenticator: Any, **_: Any) -> None:
    _written(user, "removed a second factor", kind=KINDS.get(authenticator.type, authenticator.type))


@receiver(user_locked_out)
def _locked(username: str, **_: Any) -> None:
    """The account that was tried, where there is one; what else was typed is written nowhere."""
    from hustings.office.accounts.models import Person

    person = Person.objects.filter(email__iexact=username or "").first()
    if person is not None:
        with transaction.atomic():
            audit.record("nobody", "locked out after wrong passwords", "", account=person.pk)
