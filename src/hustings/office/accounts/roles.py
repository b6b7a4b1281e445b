"""Roles in elections, and accounts that are stopped or opened: each change an act."""

from __future__ import annotations

import hashlib

from django.db import transaction

from hustings.election.problems import BadInput, Problem
from hustings.office import audit
from hustings.office.accounts.models import ROLES, STAND_IN, Person, Role, head_of, roles_in
from hustings.office.acting import actor, who
from hustings.office.acts import Moved
from hustings.office.models import Election


def state(election: Election) -> str:
    """Who is what in an election, as a digest: who changes it says which state they saw."""
    rows = Role.objects.filter(election=election).order_by("pk").values_list("pk", "person_id", "role")
    return hashlib.sha256(repr(list(rows)).encode()).hexdigest()[:16]


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
        if not Person.objects.filter(pk=person.pk, is_active=not is_open).update(is_active=is_open):
            raise Moved("another administrator has done that since the page was shown")
        act = "opened an account again" if is_open else "stopped an account"
        audit.record(who(), act, "", account=person.pk, name=person.name)


def heads(election: Election) -> list[Person]:
    """The returning officers of an election, or the organisers of a campaign, who can sign in."""
    rows = Role.objects.filter(election=election, role=head_of(election), person__is_active=True)
    return [row.person for row in rows.select_related("person").order_by("pk")]


def take_over(campaign: Election) -> None:
    """Make the stand-in who acts an organiser, where no organiser can sign in any more. Raises BadInput."""
    with transaction.atomic():
        Election.objects.select_for_update().get(pk=campaign.pk)
        if there := heads(campaign):
            said = f"{there[0].name} is the organiser, and can sign in"
            raise BadInput(Problem("take-over", said))
        row = Role.objects.get(election=campaign, person_id=actor().account, role=STAND_IN)
        row.role = head_of(campaign)
        row.save()
        audit.record(who(), "took over as organiser", campaign.key, account=row.person_id)


def appoint(election: Election, person: Person) -> None:
    """Make somebody returning officer of an election that has lost its own. Raises BadInput where it has one who can
    sign in: that one names the next."""
    with transaction.atomic():
        Election.objects.select_for_update().get(pk=election.pk)
        if there := heads(election):
            said = f"{there[0].name} is its returning officer, and names another one"
            after = "if they cannot sign in, let them in again; if they are gone, stop their account first"
            raise BadInput(Problem("election", f"{said}; {after}"))
        grant(election, person, head_of(election))


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
    if not any(each != leaves for each in heads(election)):
        space = "a campaign needs an" if election.of_id else "an election needs a"
        said = f"{space} {ROLES[head]}; name another one first"
        raise BadInput(Problem("role", said))
