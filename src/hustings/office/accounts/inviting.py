"""Accounts by invitation: a link that is good once, made, sent or shown, taken up, and withdrawn."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Iterable
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from hustings.election.problems import BadInput, Problem
from hustings.office import acts, audit
from hustings.office.accounts.models import Invitation, Person, roles_in
from hustings.office.accounts.proxy import served
from hustings.office.accounts.roles import grant
from hustings.office.acting import Actor, acting, who
from hustings.office.clock import now
from hustings.office.models import Election

GOOD_FOR = timedelta(days=7)
# Of a link for a forgotten password; and how long until another one is sent.
ASKED_FOR, PAUSE = timedelta(hours=1), timedelta(minutes=10)


def invite(
    email: str,
    name: str,
    *,
    administrator: bool = False,
    may_begin: bool = False,
    election: Election | None = None,
    role: str = "",
) -> str:
    """Invite somebody who has no account. The link, which is kept nowhere. Raises BadInput."""
    email = email.strip().casefold()
    problems = list(_wrong(email, name))
    if Person.objects.filter(email__iexact=email).exists():
        problems.append(Problem("email", f"{email} has an account already"))
    if election is not None and role not in roles_in(election):
        problems.append(Problem("role", "choose what they are here"))
    if problems:
        raise BadInput(problems)
    what = {"administrator": administrator, "may_begin": may_begin, "role": role}
    with transaction.atomic():
        row, token = _new(email, name.strip())
        row.administrator, row.may_begin, row.election, row.role = administrator, may_begin, election, role
        row.save()
        audit.record(who(), "invited", election.key if election else "", invitation=row.pk, name=row.name, **what)
    return link(token)


def open_link(person: Person) -> int:
    """The number of the link by which somebody can be let in again that is good now; 0 where there is none."""
    rows = Invitation.objects.filter(person=person, password_only=False, used=False, until__gt=now())
    return rows.order_by("-pk").values_list("pk", flat=True).first() or 0


def let_in_again(person: Person, seen: str | None = None) -> str:
    """A link by which somebody sets a new password, and second factors anew: what they had ends when it is used.

    seen: the link that was open when it was decided (`open_link`): a second one ends the first. Raises Moved.
    """
    with transaction.atomic():
        if seen is not None:
            acts.expect(seen, open_link(person))
        Invitation.objects.filter(person=person, used=False).update(used=True)
        row, token = _new(person.email, person.name)
        row.person = person
        row.save()
        _written(person, "made a link to let somebody in again", account=person.pk, name=person.name)
    return link(token)


def forgotten(email: str) -> None:
    """Send somebody who has forgotten a password a link to choose another; whoever asks is told the same, whether
    there is such an account or not. Second factors stay: who can read somebody's mail alone does not get in."""
    person = Person.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if person is None or not served().mail:
        return
    with transaction.atomic():
        since = now() + ASKED_FOR - PAUSE
        if Invitation.objects.filter(person=person, password_only=True, used=False, until__gt=since).exists():
            return
        row, token = _new(person.email, person.name)
        row.person, row.password_only, row.until = person, True, now() + ASKED_FOR
        row.save()
        audit.record(who(), "asked for a new password", "", account=person.pk)
    host = served().host
    text = (
        f"Dear {person.name},\n\nsomebody has asked for a new password for your account in the Hustings office at "
        f"{host}. This address is good once, for an hour:\n\n{link(token)}\n\n"
        "If it was not you, do nothing: your password stays."
    )
    # An answer that takes longer where there is an account would tell that there is one.
    words = (f"A new password for the office at {host}", text, person.email)
    threading.Thread(target=_mailed, args=words, daemon=True).start()


def link(token: str) -> str:
    return served().origin + reverse("join", args=[token])


def send(address: str, email: str, name: str) -> bool:
    """Send a link, where mail is set up. Whether it went out: where it did not, it is shown."""
    if not served().mail:
        return False
    host = served().host
    text = (
        f"Dear {name},\n\nopen this address to get into the Hustings office at {host}. It is good once, for 7 days:\n\n"
        f"{address}\n\nIf you do not expect this, do nothing."
    )
    return _mailed(f"Your way into the office at {host}", text, email)


def _mailed(about: str, text: str, email: str) -> bool:
    try:
        return bool(send_mail(about, text, None, [email]))
    except OSError:
        return False


def find(token: str) -> Invitation | None:
    """The invitation of a link that is still good."""
    row = Invitation.objects.filter(token=_digest(token), used=False, until__gt=now()).first()
    return row if row is None or row.person is None or row.person.is_active else None


def accept(token: str, password: str, again: str) -> Person:
    """Make the account of an invitation, or let its person in again. Raises BadInput."""
    with transaction.atomic():
        row = Invitation.objects.select_for_update().filter(token=_digest(token), used=False).first()
        if row is None or find(token) is None:
            raise BadInput(Problem("link", "this link was used, was withdrawn, or is too old; ask for a new one"))
        person = row.person or Person(email=row.email, name=row.name, made_at=now())
        problems = list(_weak(password, again, person))
        if row.person is None and Person.objects.filter(email__iexact=row.email).exists():
            problems.append(Problem("link", f"{row.email} has an account already"))
        if problems:
            raise BadInput(problems)
        person.set_password(password)
        if row.person is None:
            person.administrator, person.may_begin = row.administrator, row.may_begin
        person.save()
        Invitation.objects.filter(pk=row.pk).update(used=True)
        with acting(Actor(person.name, person.pk)):
            _taken_up(row, person)
    return person


def _taken_up(row: Invitation, person: Person) -> None:
    if row.password_only:
        audit.record(who(), "chose a new password by mail", "")
        return
    if row.person is not None:
        gone, _ = Authenticator.objects.filter(user=person).delete()
        _written(person, "was let in again", by=row.by, second_factors_removed=gone)
        return
    audit.record(who(), "joined", "", invitation=row.pk, by=row.by)
    if row.election is not None:
        grant(row.election, person, row.role)


def _written(person: Person, act: str, **detail: object) -> None:
    """An act about somebody's account, among the acts of accounts and of each space in which they have a part: whoever
    works there sees that another hand may have come in."""
    for key in ("", *person.roles.order_by("pk").values_list("election__key", flat=True)):
        audit.record(who(), act, key, **detail)


def withdraw(row: Invitation) -> None:
    """Make a link that was not used yet good for nothing."""
    with transaction.atomic():
        if not Invitation.objects.filter(pk=row.pk, used=False).update(used=True):
            raise acts.Moved("this invitation was used, or withdrawn, since the page was shown")
        audit.record(who(), "withdrew an invitation", "", invitation=row.pk, name=row.name)


def _new(email: str, name: str) -> tuple[Invitation, str]:
    token = secrets.token_urlsafe(32)
    return Invitation(token=_digest(token), email=email, name=name, by=who(), until=now() + GOOD_FOR), token


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _wrong(email: str, name: str) -> Iterable[Problem]:
    try:
        validate_email(email)
    except ValidationError:
        yield Problem("email", "write an e-mail address, like ann@example.org")
    if not name.strip():
        yield Problem("name", "write the person’s name")


def _weak(password: str, again: str, person: Person) -> Iterable[Problem]:
    try:
        validate_password(password, person)
    except ValidationError as error:
        yield from (Problem("password", said.rstrip(".")) for said in error.messages)
    if password != again:
        yield Problem("again", "the two passwords are not the same")
