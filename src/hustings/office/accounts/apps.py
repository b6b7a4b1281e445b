"""The accounts as Django names them."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_save


class Accounts(AppConfig):
    """The rows of accounts, roles and invitations."""

    name = "hustings.office.accounts"
    label = "people"
    verbose_name = "Accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Whoever begins an election is its returning officer, from the transaction on in which it begins."""
        from hustings.office.accounts import events  # noqa: F401
        from hustings.office.models import Election

        post_save.connect(_owned, sender=Election, dispatch_uid="owned")


def _owned(instance: Any, *, created: bool, **_: Any) -> None:
    from hustings.office.accounts.models import Person, Role, head_of
    from hustings.office.accounts.roles import check_alone
    from hustings.office.acting import actor

    if created and actor().account:
        check_alone(instance, Person.objects.get(pk=actor().account))
        Role.objects.create(person_id=actor().account, election=instance, role=head_of(instance))
