"""Accounts destroyed once the day is over until which an election keeps them.

What was done stays among the acts, with the names of who did it: an act cannot be altered. Everything else of a person
goes: name, e-mail address, password, second factors. A row without them is left, to which the acts' numbers point.
"""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.db import transaction
from django.db.models import Q

import hustings
from hustings.election.problems import BadInput, Problem
from hustings.office import acts, audit, retention
from hustings.office.accounts import roles
from hustings.office.accounts.models import Invitation, Person, Role
from hustings.office.acting import actor, who
from hustings.office.clock import now
from hustings.office.models import Destroyed, Election


def leaving(election: Election) -> list[tuple[Role, bool]]:
    """Everybody else with a part in the election, and whether their account goes with it: not where they have a part
    in another one, begin elections, or manage accounts."""
    rows = Role.objects.filter(election=election).exclude(person_id=actor().account).select_related("person")
    return [(row, not _needed(row.person, election)) for row in rows.order_by("pk")]


def _needed(person: Person, election: Election) -> bool:
    return person.administrator or person.may_begin or person.roles.exclude(election=election).exists()


def destroy(election: Election, said: str, seen: str) -> None:
    """Take everybody else's part in an election that is over away, and destroy the accounts that had no other. seen:
    who had a part when it was decided (`roles.state`). Raises BadInput where they are to be kept, or their name was not
    written, and Moved."""
    told = hustings.read_election(acts.current_folder(election)).election
    if not retention.accounts_due(election, told, now().date()):
        raise BadInput(Problem("accounts", "the accounts are to be kept; only what is due can be destroyed"))
    if said != retention.ACCOUNTS:
        raise BadInput(Problem("accounts", f"write “{retention.ACCOUNTS}” to destroy them for good"))
    with transaction.atomic():
        acts.expect(seen, roles.state(election))
        gone, stay = list[int](), list[int]()
        for row, goes in leaving(election):
            (gone if goes else stay).append(row.person.pk)
            row.delete()
            if goes:
                _forget(row.person)
        Invitation.objects.filter(election=election).update(email="", name="", used=True)
        Destroyed.objects.create(election=election, kind=retention.ACCOUNTS, at=now(), paths="[]")
        since = str(told.kept_until[retention.ACCOUNTS])
        audit.record(who(), "destroyed the accounts", election.key, accounts=gone, left=stay, since=since)


def _forget(person: Person) -> None:
    email = person.email
    Authenticator.objects.filter(user=person).delete()
    EmailAddress.objects.filter(user=person).delete()
    AccessAttempt.objects.filter(username__iexact=email).delete()
    mine = Invitation.objects.filter(Q(person=person) | Q(email__iexact=email))
    mine.update(email="", name="", used=True)
    person.name, person.email = f"Account {person.pk}", f"account-{person.pk}@destroyed.invalid"
    person.is_active = False
    person.set_unusable_password()
    person.save()
