"""What the database holds of people: accounts, their roles in elections, and invitations that are open."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from hustings.office.models import NAME, Election

OFFICER, DEPUTY, CLERK, SCRUTINEER = "officer", "deputy", "clerk", "scrutineer"
ORGANISER, HELPER, STAND_IN = "organiser", "helper", "stand-in"
ROLES = {
    OFFICER: "returning officer",
    DEPUTY: "deputy returning officer",
    CLERK: "nominations clerk",
    SCRUTINEER: "scrutineer",
    ORGANISER: "organiser",
    HELPER: "helper",
    STAND_IN: "helper and stand-in for the organiser",
}
IN_CAMPAIGNS = (ORGANISER, HELPER, STAND_IN)


def roles_in(election: Election) -> dict[str, str]:
    """The parts that somebody can have in an election, or in a campaign."""
    return {role: said for role, said in ROLES.items() if (role in IN_CAMPAIGNS) == (election.of_id is not None)}


def head_of(election: Election) -> str:
    """The part that somebody must have: who names all others."""
    return OFFICER if election.of_id is None else ORGANISER


class Persons(BaseUserManager["Person"]):
    """Accounts are found by e-mail address, in whatever letters it was typed."""

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username or "")


class Person(AbstractBaseUser):
    """An account. administrator: it manages accounts, and shows no election. may_begin: it may begin elections."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    is_active = models.BooleanField(default=True)
    administrator = models.BooleanField(default=False)
    may_begin = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[Persons] = Persons()

    def __str__(self) -> str:
        return self.name

    @property
    def needs_second_factor(self) -> bool:
        """Whether a password alone opens too much: who manages accounts, or declares results."""
        heads = self.roles.filter(role__in=(OFFICER, DEPUTY))
        return self.administrator or self.may_begin or heads.exists()


class Role(models.Model):
    """What a person is in an election: one thing, of ROLES."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles")
    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=20)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "election"], name="one_role_in_an_election"),)

    def __str__(self) -> str:
        return ROLES[self.role]


class Invitation(models.Model):
    """A one-time link that makes an account, or lets somebody in again whose way in is lost.

    token: the digest of what stands in the link, which is kept nowhere. person: who is let in again; None for a new
    account, which gets what else is said here. used: by an act, or withdrawn. password_only: asked for by its person,
    and second factors stay.
    """

    token = models.CharField(max_length=NAME, unique=True)
    email = models.EmailField()
    name = models.CharField(max_length=150)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="invitations")
    administrator = models.BooleanField(default=False)
    may_begin = models.BooleanField(default=False)
    election = models.ForeignKey(Election, on_delete=models.PROTECT, null=True)
    role = models.CharField(max_length=20, blank=True)
    by = models.CharField(max_length=200)
    until = models.DateTimeField()
    used = models.BooleanField(default=False)
    password_only = models.BooleanField(default=False)
