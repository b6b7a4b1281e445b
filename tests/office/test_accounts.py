"""Accounts: invited by a link that is good once, locked out without locking others out, let in again, and stopped."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from hustings.election.problems import BadInput
from hustings.office.home import Home
from office.accounts import PASSWORD, SERVED, Visitor, named, person


def election(title: str) -> Any:
    from hustings.office import acts

    return acts.create(title, {"election.toml": f'title = "{title}"\n'.encode()}, "made")


def last_acts(number: int) -> list[tuple[str, str]]:
    from hustings.office.models import Event

    return [(event.who, event.act) for event in Event.objects.order_by("-number")[:number]][::-1]


def test_a_link_makes_an_account_once_is_shown_once_and_is_kept_nowhere(served: Home) -> None:
    from hustings.office.accounts.models import Person

    boss = Visitor(person("Ada Admin", administrator=True))
    said = {"name": "Olive Officer", "email": "Olive@Example.org", "kind": "beginner"}
    page = boss.post("/accounts", said, form="/accounts").content.decode()
    (path,) = re.findall(rf"https://{SERVED}(/join/[\w-]+)", page)
    assert path not in boss.page("/accounts") + boss.page("/accounts/acts")
    token = path.removeprefix("/join/").encode()
    assert not any(token in file.read_bytes() for file in served.root.rglob("*") if file.is_file())
    stranger = Visitor()
    weak = stranger.post(path, {"password": "short", "again": "other"}, form=path)
    assert weak.status_code == 422
    assert "too short" in weak.content.decode()
    answer = stranger.post(path, {"password": PASSWORD, "again": PASSWORD}, form=path)
    assert (answer.status_code, answer["Location"]) == (302, "/in")
    assert stranger.get(path).status_code == 404
    made = Person.objects.get(email="olive@example.org")
    assert (made.may_begin, made.administrator) == (True, False)
    # A phone's capital letter, and the first sign-in: a password alone opens nothing for who may begin elections.
    answer = stranger.post("/in", {"login": "OLIVE@example.org", "password": PASSWORD})
    assert answer.status_code == 302
    assert stranger.get("/")["Location"] == "/account/"
    assert "a password alone is not enough" in stranger.page("/account/")


def test_somebody_whose_part_is_small_needs_no_second_factor(served: Home) -> None:
    assert served
    clerk = named(election("A small part"), "clerk", second_factor=False)
    assert "A small part" in Visitor(clerk).page("/")
    deputy = named(election("A large part"), "deputy", second_factor=False)
    assert Visitor(deputy).get("/")["Location"] == "/account/"


def test_a_password_and_a_code_let_in_and_either_alone_does_not(served: Home) -> None:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time

    assert served
    officer, visitor = person(may_begin=True), Visitor()
    answer = visitor.post("/in", {"login": officer.email, "password": PASSWORD})
    assert answer["Location"].startswith("/account/authenticate/")
    assert visitor.get("/")["Location"].startswith("/in?")
    # Where a part of a page was asked for, the whole page goes there: the form to sign in is no part of another page.
    part = visitor.get("/", HTTP_HX_REQUEST="true")
    assert (part.status_code, part["HX-Redirect"].startswith("/in?")) == (204, True)
    secret = TOTP(Authenticator.objects.get(user=officer)).instance.data["secret"]
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    page = "/account/authenticate/"
    assert visitor.post(page, {"code": f"{(int(code) + 1) % 10**6:06}"}, form=page).status_code == 200
    assert visitor.post(page, {"code": code}, form=page).status_code == 302
    assert "Set up an election" in visitor.page("/")
    assert last_acts(1) == [(f"{officer.name} (account {officer.pk})", "signed in")]


def test_wrong_passwords_lock_out_who_tries_them_and_nobody_else(served: Home) -> None:
    assert served
    victim, attacker, owner = person(second_factor=False), Visitor(address="203.0.113.9"), Visitor()
    for _ in range(5):
        answer = attacker.post("/in", {"login": victim.email.upper(), "password": "a guess"})
    assert answer.status_code == 429
    # Not even with the right password, from there; and from where its owner is, as ever.
    assert attacker.post("/in", {"login": victim.email, "password": PASSWORD}).status_code == 429
    assert owner.post("/in", {"login": victim.email, "password": PASSWORD}).status_code == 302
    assert "locked out after wrong passwords" in [act for _, act in last_acts(3)]
    # Nor does what a client says of itself make it another one: the proxy's word comes last.
    forged = Visitor(address="192.0.2.1, 203.0.113.9")
    assert forged.post("/in", {"login": victim.email, "password": PASSWORD}).status_code == 429
    other = person(second_factor=False)
    assert attacker.post("/in", {"login": other.email, "password": PASSWORD}).status_code == 302


def test_on_count_night_a_lost_phone_is_replaced_by_an_administrator_and_the_acts_say_so(served: Home) -> None:
    from allauth.mfa.utils import is_mfa_enabled

    assert served
    officer = person("Olive Officer", may_begin=True)
    boss = Visitor(person("Ada Admin", administrator=True))
    working = Visitor(officer)
    path = f"/accounts/{officer.pk}/again"
    assert boss.post(path, {"name": "somebody"}, form="/accounts").status_code == 422
    page = boss.post(path, {"name": "Olive Officer"}, form="/accounts").content.decode()
    (link,) = re.findall(rf"https://{SERVED}(/join/[\w-]+)", page)
    # Until the link is used everything is as it was: a mistaken click locks nobody out.
    assert is_mfa_enabled(officer)
    assert working.get("/").status_code == 200
    new = "eleven other hawthorn trees"
    assert Visitor().post(link, {"password": new, "again": new}, form=link).status_code == 302
    assert not is_mfa_enabled(officer)
    assert working.get("/")["Location"].startswith("/in?")
    who = f"Olive Officer (account {officer.pk})"
    assert last_acts(2)[1] == (who, "was let in again")
    assert last_acts(2)[0][1] == "made a link to let somebody in again"
    assert Visitor().post("/in", {"login": officer.email, "password": PASSWORD}).status_code == 200


def test_a_stopped_account_is_out_at_once_and_its_links_are_dead(served: Home) -> None:
    assert served
    gone, boss = person(), person(administrator=True)
    working, admin = Visitor(gone), Visitor(boss)
    assert working.get("/").status_code == 200
    assert admin.post(f"/accounts/{gone.pk}/open", {"open": "no"}, form="/accounts").status_code == 302
    assert working.get("/")["Location"].startswith("/in?")
    assert Visitor().post("/in", {"login": gone.email, "password": PASSWORD}).status_code == 403
    answer = admin.post(f"/accounts/{boss.pk}/open", {"open": "no"}, form="/accounts")
    assert (answer.status_code, "You cannot stop your own" in answer.content.decode()) == (422, True)


def test_the_officer_names_people_and_an_administrator_can_have_no_part(served: Home) -> None:
    from hustings.office.accounts import roles
    from hustings.office.accounts.models import Role

    assert served
    mine = election("Named people")
    officer, known, boss = named(mine, "officer"), person("Sam Scrutineer"), person(administrator=True)
    visitor, page = Visitor(officer), f"/e/{mine.key}/people"
    assert visitor.post(page, {"email": known.email.upper(), "role": "scrutineer"}, form=page).status_code == 302
    assert Role.objects.get(election=mine, person=known).role == "scrutineer"
    answer = visitor.post(page, {"email": boss.email, "role": "deputy"}, form=page)
    assert (answer.status_code, "manages accounts" in answer.content.decode()) == (422, True)
    invited = {"email": "new@example.org", "name": "Dee Deputy", "role": "deputy"}
    shown = visitor.post(page, invited, form=page).content.decode()
    (link,) = re.findall(rf"https://{SERVED}(/join/[\w-]+)", shown)
    assert Visitor().post(link, {"password": PASSWORD, "again": PASSWORD}, form=link).status_code == 302
    assert Role.objects.get(election=mine, person__email="new@example.org").role == "deputy"
    row = Role.objects.get(election=mine, person=officer)
    with pytest.raises(BadInput, match="needs a returning officer"):
        roles.remove(row)
    taken = Role.objects.get(election=mine, person=known)
    assert visitor.post(f"{page}/{taken.pk}/remove", form=page).status_code == 302
    assert Visitor(known).get(f"/e/{mine.key}/").status_code == 404


def test_who_begins_an_election_is_its_officer_and_the_acts_name_the_account(served: Home) -> None:
    from hustings.office.accounts.models import Role
    from hustings.office.models import Election, Version

    assert served
    beginner = person("Bea Beginner", may_begin=True)
    said = {"title": "Begun here", "contest": "Chair", "seats": "1", "rules": "scottish"}
    assert Visitor(beginner).post("/new", said, form="/new").status_code == 302
    begun = Election.objects.get(title="Begun here")
    assert Role.objects.get(election=begun).person == beginner
    assert last_acts(1) == [(f"Bea Beginner (account {beginner.pk})", "new election")]
    # Names of officers may stand in versions; what else an account has may not.
    assert "example.org" not in Version.objects.get(election=begun).who


def test_a_typed_batch_is_the_accounts_and_not_of_whom_the_form_says(served: Home, committee: dict[str, bytes]) -> None:
    from hustings.office import acts
    from hustings.office.models import Batch

    assert served
    mine = acts.create("Typed by accounts", committee, "made")
    clerk, page = named(mine, "clerk", name="Cleo Clerk"), f"/e/{mine.key}/papers/chair"
    said = {"batch": "1", "total": "1", "papers": "1 2", "by": "Somebody Else"}
    assert Visitor(clerk).post(page, said, form=page).status_code == 302
    assert Batch.objects.get(election=mine).first_by == "Cleo Clerk"
    again = Visitor(clerk).post(page, said, form=page)
    assert (again.status_code, "somebody else has to type it" in again.content.decode()) == (422, True)


@pytest.mark.parametrize("host", ["evil.example", f"{SERVED}:8443", f"{SERVED}.evil.example", ""])
def test_another_host_name_is_refused_and_so_is_plain_http(host: str, served: Home) -> None:
    assert served
    visitor = Visitor()
    assert visitor.get("/in", HTTP_HOST=host).status_code == 421
    answer = visitor.get("/in", HTTP_X_FORWARDED_PROTO="http")
    assert (answer.status_code, answer["Location"]) == (301, f"https://{SERVED}/in")


def test_cookies_are_of_this_host_alone_and_change_when_somebody_signs_in(served: Home) -> None:
    assert served
    one, visitor = person(second_factor=False), Visitor()
    visitor.page("/in")
    planted = "f" * 32
    visitor.client.cookies["__Host-hustings"] = planted
    visitor.post("/in", {"login": one.email, "password": PASSWORD})
    cookie = visitor.client.cookies["__Host-hustings"]
    assert cookie.value != planted
    assert (cookie["secure"], cookie["httponly"], cookie["path"], cookie["domain"]) == (True, True, "/", "")
    assert visitor.get("/").headers["Cache-Control"] == "no-store"


def test_djangos_own_check_for_deployment_finds_nothing(served: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.core.checks import run_checks

    assert served
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE")  # for browsers in tests
    assert run_checks(include_deployment_checks=True) == []


def test_mail_takes_the_link_where_it_is_set_up_and_shows_it_where_it_fails(
    served: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from django.core import mail
    from django.test import override_settings

    from hustings.office.accounts import proxy

    with_mail = replace(proxy.served(), mail="smtp://mail.example.org")
    boss = Visitor(person(administrator=True))
    said = {"name": "Mo Mail", "email": "mo@example.org", "kind": "plain"}
    with override_settings(HUSTINGS_SERVED=with_mail, EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        mail.outbox = []
        page = boss.post("/accounts", said, form="/accounts").content.decode()
        assert "/join/" not in page
        (sent,) = mail.outbox
        assert sent.to == ["mo@example.org"]
        assert f"https://{SERVED}/join/" in str(sent.body)
        monkeypatch.setattr("hustings.office.accounts.inviting.send_mail", _refused)
        page = boss.post("/accounts", said | {"email": "mo2@example.org"}, form="/accounts").content.decode()
        assert "/join/" in page
    assert served


def _refused(*_: object) -> int:
    raise ConnectionRefusedError


def test_what_is_kept_of_people_for_a_time_is_removed_once_that_is_over(served: Home) -> None:
    """Sessions, tries of passwords with their addresses, and whom links were for."""
    from axes.models import AccessAttempt
    from django.contrib.sessions.models import Session

    from hustings.office.accounts import expiring, inviting
    from hustings.office.accounts.models import Invitation
    from hustings.office.clock import now

    assert served.mark.is_file()
    visitor, stranger = Visitor(person()), Visitor(address="198.51.100.99")
    stranger.post("/in", {"login": "nobody@example.org", "password": "wrong"})
    inviting.invite("open@example.org", "Still Open")
    expiring.remove()
    session = Session.objects.get(pk=visitor.client.session.session_key)
    (tried,) = AccessAttempt.objects.filter(ip_address="198.51.100.99")
    link = Invitation.objects.get(email="open@example.org")
    before = now() - timedelta(minutes=16)
    Session.objects.filter(pk=session.pk).update(expire_date=before)
    AccessAttempt.objects.filter(pk=tried.pk).update(attempt_time=before)
    Invitation.objects.filter(pk=link.pk).update(until=before)
    expiring.remove()
    assert not Session.objects.filter(pk=session.pk).exists()
    assert not AccessAttempt.objects.filter(pk=tried.pk).exists()
    link.refresh_from_db()
    assert (link.email, link.name) == ("", "")
