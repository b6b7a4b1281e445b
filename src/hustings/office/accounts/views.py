"""Pages about people: accounts for administrators, the roles of an election for its officer, and the way in."""

from __future__ import annotations

import json

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

import hustings
from hustings.election.problems import BadInput, Problem
from hustings.office import acts, retention
from hustings.office.accounts import forgetting, inviting, roles
from hustings.office.accounts.models import OFFICER, Invitation, Person, Role, roles_in
from hustings.office.accounts.proxy import served
from hustings.office.clock import now
from hustings.office.models import Election, Event
from hustings.office.pages import show
from hustings.office.views.given import election_of, field, number, to


@require_http_methods(["GET", "POST"])
def accounts(request: HttpRequest) -> HttpResponse:
    """All accounts and open invitations; a form to invite somebody."""
    filled = {name: field(request, name) for name in ("email", "name", "kind")}
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        manages, begins = filled["kind"] == "administrator", filled["kind"] == "beginner"
        try:
            return _invited(
                request, inviting.invite(filled["email"], filled["name"], administrator=manages, may_begin=begins)
            )
        except BadInput as bad:
            problems = bad.problems
    people = Person.objects.order_by("name").prefetch_related("authenticator_set")
    told: dict[str, object] = {"people": people, "links": {each.pk: inviting.open_link(each) for each in people}}
    told["invitations"] = _open().filter(election=None)
    told["elections"] = [
        (each, [role.person for role in each.roles.all() if role.role == OFFICER])
        for each in Election.objects.filter(of=None).order_by("-pk").prefetch_related("roles__person")
    ]
    told["candidates"] = Person.objects.filter(administrator=False, is_active=True).order_by("name")
    return show(request, "accounts", 422 if problems else 200, problems=problems, filled=filled, **told)


@require_POST
def set_open(request: HttpRequest, account: int) -> HttpResponse:
    """Stop an account, or open it again."""
    roles.set_open(_person(account), is_open=field(request, "open") == "yes")
    return to("accounts")


@require_POST
def let_in_again(request: HttpRequest, account: int) -> HttpResponse:
    """A link for somebody whose password or second factor is lost."""
    person = _person(account)
    if field(request, "name") != person.name:
        said = f"write {person.name} to make a link that replaces their password and second factors"
        raise BadInput(Problem(f"again-{account}", said))
    address = inviting.let_in_again(person, field(request, "seen"))
    return _shown(request, address, person.email, person.name)


@require_POST
def withdraw(_request: HttpRequest, invitation: int) -> HttpResponse:
    """Make an invitation good for nothing."""
    row = Invitation.objects.filter(pk=invitation).first()
    if row is None:
        raise Http404("invitation")
    inviting.withdraw(row)
    return to("accounts")


@require_POST
def appoint(request: HttpRequest) -> HttpResponse:
    """Make somebody returning officer of an election that has lost its own."""
    election = Election.objects.filter(pk=number(request, "election"), of=None).first()
    if election is None:
        raise BadInput(Problem("election", "choose the election"))
    roles.appoint(election, _person(number(request, "account")))
    return to("accounts")


@require_GET
def account_acts(request: HttpRequest) -> HttpResponse:
    """What was done to accounts, newest first."""
    rows = [(event, json.loads(event.detail)) for event in Event.objects.filter(election="").order_by("-number")[:500]]
    return show(request, "account-acts", rows=rows)


@require_http_methods(["GET", "POST"])
def in_election(request: HttpRequest, key: str) -> HttpResponse:
    """Who is what in an election; a form to name or invite somebody."""
    election = election_of(key)
    filled = {name: field(request, name) for name in ("email", "name", "role")}
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        acts.expect(field(request, "seen"), roles.state(election))
        try:
            known = Person.objects.filter(email__iexact=filled["email"], is_active=True).first()
            if known is not None:
                roles.grant(election, known, filled["role"])
                return to("roles", key)
            link = inviting.invite(filled["email"], filled["name"], election=election, role=filled["role"])
            return _invited(request, link, election)
        except BadInput as bad:
            problems = bad.problems
    told: dict[str, object] = {"rows": Role.objects.filter(election=election).select_related("person").order_by("pk")}
    told["invitations"] = _open().filter(election=election)
    read = hustings.read_election(acts.current_folder(election))
    due = not read.error and retention.accounts_due(election, read.election, now().date())
    told["leaving"] = forgetting.leaving(election) if due else []
    return show(
        request,
        "roles",
        422 if problems else 200,
        election=election,
        problems=problems,
        filled=filled,
        roles=roles_in(election),
        seen=roles.state(election),
        heads=roles.heads(election),
        **told,
    )


@require_POST
def destroy_accounts(request: HttpRequest, key: str) -> HttpResponse:
    """Destroy the accounts of an election whose day is over."""
    forgetting.destroy(election_of(key), field(request, "name"), field(request, "seen"))
    return to("roles", key)


@require_POST
def remove_role(request: HttpRequest, key: str, role: int) -> HttpResponse:
    """Take a role away, or an invitation to one."""
    row = Role.objects.filter(pk=role, election__key=key).select_related("person", "election").first()
    if row is None:
        if field(request, "seen"):  # somebody else has taken it away
            acts.expect(field(request, "seen"), roles.state(election_of(key)))
        raise Http404("role")
    acts.expect(field(request, "seen"), roles.state(row.election))
    roles.remove(row)
    return to("roles", key)


@require_POST
def take_over(_request: HttpRequest, key: str) -> HttpResponse:
    """Become a campaign's organiser where none can sign in any more."""
    roles.take_over(election_of(key))
    return to("roles", key)


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Where a link leads: a password is chosen."""
    row = inviting.find(token)
    if row is None:
        said = "It was used, was withdrawn, or is too old. Ask whoever sent it for a new one."
        return show(request, "mistake", 404, heading="This link is not good any more", said=said)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            inviting.accept(token, request.POST.get("password", ""), request.POST.get("again", ""))
            return to("account_login")
        except BadInput as bad:
            problems = bad.problems
    return show(request, "join", 422 if problems else 200, row=row, problems=problems)


@require_http_methods(["GET", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """For somebody who has forgotten a password: a link comes by mail, where this office sends any."""
    if request.method == "POST":
        inviting.forgotten(field(request, "email"))
    return show(request, "forgotten", sends=bool(served().mail), asked=request.method == "POST")


def _invited(request: HttpRequest, link: str, election: Election | None = None) -> HttpResponse:
    return _shown(request, link, field(request, "email"), field(request, "name"), election)


def _shown(request: HttpRequest, link: str, email: str, name: str, election: Election | None = None) -> HttpResponse:
    """The link, this once, where no mail takes it; it is written nowhere."""
    sent = inviting.send(link, email, name)
    told = {"link": "" if sent else link, "email": email, "name": name}
    return show(request, "link", election=election, **told)


def _open() -> QuerySet[Invitation]:
    return Invitation.objects.filter(used=False, until__gt=now()).order_by("pk")


def _person(account: int) -> Person:
    found = Person.objects.filter(pk=account).first()
    if found is None:
        raise Http404("account")
    return found
