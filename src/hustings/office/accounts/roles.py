"""Roles in elections, and accounts that are stopped or opened: each change an act."""

from __future__ import annotations

from django.db import transaction

from hustings.election.problems import BadInput, Problem
from hustings.office import audit
from hustings.office.accounts.models import ROLES, Person, Role, head_of, roles_in
from hustings.office.acting import actor, who
from hustings.office.models import Election


def grant(election: Election, person: Person, role: str) -> None:
    """Make somebody something in an election, in place of what they were in it. Raises BadInput."""
    if role not in roles_in(election):
        raise BadInput(Problem("role", "choose what they are here"))
    if person.administrator:
        said = f"{person.name} manages accounts, and so can have no part in an election; they need a second account"
        raise BadInput(Problem("email", said))
    check_alone(election, person)
    with transaction.atomic():
        before = Role.objects.select_for_update().filter(election=election, person=person).first()
        if before is not None and before.role == head_of(election) != role:
            _check_head_left(election, person)
        Role.objects.update_or_create(election=election, person=person, defaults={"role": role})
        audit.record(who(), "granted a role", election.key, account=person.pk, name=person.name, role=ROLES[role])


def remove(row: Role) -> None:
    """Take somebody's role in an election away. Raises BadInput where nobody would be returning officer."""
    with transaction.atomic():
        if row.role == head_of(row.election):
            _check_head_left(row.election, row.person)
        person, election = row.person, row.election
        row.delete()
        audit.record(who(), "took a role away", election.key, account=person.pk, name=person.name, role=str(row))


def set_open(person: Person, *, is_open: bool) -> None:
    """Stop an account, which ends its sessions, or open it again. Raises BadInput for one's own."""
    if person.pk == actor().account:
        raise BadInput(Problem("account", "you cannot stop your own account; another administrator can"))
    with transaction.atomic():
        Person.objects.filter(pk=person.pk).update(is_active=is_open)
        act = "opened an account again" if is_open else "stopped an account"
        audit.record(who(), act, "", account=person.pk, name=person.name)


def check_alone(election: Election, person: Person) -> None:
    """Raise BadInput where somebody has a part in the election that this campaign is in, in another campaign in it, or
    in a campaign in this election."""
    of = election.of_id or election.pk
    spaces = Role.objects.filter(person=person).exclude(election=election)
    if (spaces.filter(election=of) | spaces.filter(election__of=of)).exists():
        said = f"{person.name} has another part in this election; nobody works for two of: the election, its campaigns"
        raise BadInput(Problem("email", said))


def _check_head_left(election: Election, leaves: Person) -> None:
    head = head_of(election)
    if not Role.objects.filter(election=election, role=head).exclude(person=leaves).exists():
        space = "a campaign needs an" if election.of_id else "an election needs a"
        said = f"{space} {ROLES[head]}; name another one first"
        raise BadInput(Problem("role", said))
