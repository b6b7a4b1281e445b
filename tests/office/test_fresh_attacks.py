"""More tries of strangers, colleagues and files that want to harm: see docs/office-attacks.md."""

from __future__ import annotations

import re
import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from hustings.office.home import Home
from office.accounts import PASSWORD, Visitor, named, person
from office.browsing import Browser
from office.serving import Server
from office.test_campaigns import TOML, Officer
from office.working import Work
from waiting import LONGEST

CODES = "/account/authenticate/"


def code_of(somebody: object) -> str:
    """The code that somebody's app shows now."""
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time

    secret = TOTP(Authenticator.objects.get(user=somebody)).instance.data["secret"]
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def test_no_header_of_a_stranger_says_where_the_office_is_or_puts_an_address_into_the_log(tmp_path: Path) -> None:
    """Over the wire, as through a proxy that passes on whatever it is sent."""
    server = Server(tmp_path / "office")
    server.start()

    def asked(path: str, *headers: str) -> str:
        lines = [f"GET {path} HTTP/1.1", f"Host: {urlsplit(server.origin).netloc}", *headers, "Connection: close"]
        with socket.create_connection(("127.0.0.1", server.port), timeout=LONGEST) as connection:
            connection.sendall("\r\n".join([*lines, "", ""]).encode())
            with connection.makefile("rb") as answer:
                return answer.read().decode()

    try:
        plain = asked("/in")
        assert 'action="/in"' in plain
        assert 'action="/in"' in asked("/in", "SCRIPT_NAME: /i", "PATH_INFO: /accounts", "REMOTE_USER: Ada")
        assert asked("/join/a-secret-way-in", "SCRIPT_NAME: /other").startswith("HTTP/1.1 404 ")
        assert asked("//elsewhere.example/", "SCRIPT_NAME: //elsewhere.example").startswith("HTTP/1.1 404 ")
        for other in ("Host: elsewhere.example", "Transfer-Encoding: chunked\r\nContent-Length: 3"):
            assert asked("/in", other).startswith("HTTP/1.1 400 "), other
    finally:
        server.stop()
    assert "a-secret-way-in" not in (tmp_path / "log").read_text()


def test_two_texts_that_take_an_hour_to_compare_are_shown_as_old_and_new(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every second line is another one: what is alike would be sought again from each of them."""
    from hustings.office import comparing

    lines = [[f"{kind}{n}" for n in range(20_000) for kind in ("same ", each)] for each in ("old ", "new ")]
    old, new = ("\n".join(each).encode() for each in lines)
    # One line of a long text is found as before.
    (found,) = comparing.differences({"a": old}, {"a": old.replace(b"old 7000\n", b"anew\n")})
    assert [(each.kind, each.text) for each in found.lines] == [
        ("place", "from line 14000"),
        ("same", "old 6999"),
        ("same", "same 7000"),
        ("old", "old 7000"),
        ("new", "anew"),
        ("same", "same 7001"),
        ("same", "old 7001"),
    ]
    monkeypatch.setattr("difflib.unified_diff", None)
    (found,) = comparing.differences({"a": old}, {"a": new})
    # From the first line that differs to the last: 39,999 of each, after one that is the same and where it is.
    assert (len(found.lines) + found.more, found.lines[1].kind) == (2 * 39_999 + 2, "same")


def test_a_password_that_was_changed_meanwhile_is_none_however_good_the_code(served: Home) -> None:
    """Somebody who knows the old password waits between it and the code until they have seen a code."""
    assert served
    victim, thief = person(), Visitor()
    assert thief.post("/in", {"login": victim.email, "password": PASSWORD}).status_code == 302
    victim.set_password("an orchard of nine quinces")
    victim.save()
    if thief.get(CODES).status_code == 200:  # it asks for the code still
        thief.post(CODES, {"code": code_of(victim)}, form=CODES)
    assert thief.get("/").status_code == 302
    owner = Visitor()
    assert owner.post("/in", {"login": victim.email, "password": "an orchard of nine quinces"}).status_code == 302


def test_a_part_that_is_taken_away_ends_at_once_with_all_that_it_had_open(browser_in: Browser, served: Home) -> None:
    from hustings.office.accounts.models import Role

    assert served
    office = Officer(browser_in, "Taken away")
    deputy, start = named(office.row, "deputy"), f"/e/{office.key}/"
    visitor = Visitor(deputy)
    run = visitor.post(f"{start}count/chair/count", {}, form=f"{start}count/chair")["Location"]
    form = visitor.page(f"{start}set-up/text?name=notes.md")
    for open_page in (run, f"{run}/progress", f"{start}versions/1.zip"):
        assert visitor.get(open_page).status_code in (200, 204), open_page
    Role.objects.get(election=office.row, person=deputy).delete()
    for gone in (start, run, f"{run}/progress", f"{run}/sheet", f"{start}versions/1.zip", f"{start}acts"):
        assert visitor.get(gone).status_code == 404, gone
    assert "notes.md" in form
    given = {"name": "notes.md", "text": "after", "base": office.base}
    for path, sent in (("set-up/text", given), (f"{run.removeprefix(start)}/cancel", {}), ("versions/restore", given)):
        assert visitor.post(f"{start}{path}", sent, form="/out").status_code == 404, path


def test_nothing_that_is_downloaded_is_kept_by_a_browser_or_proxy(browser_in: Browser, served: Home) -> None:
    assert served
    office = Officer(browser_in, "Downloaded")
    visitor, start = Visitor(named(office.row, "officer")), f"/e/{office.key}/"
    run = visitor.post(f"{start}count/chair/count", {}, form=f"{start}count/chair")["Location"]
    from hustings.office import runs
    from hustings.office.models import Result, Run

    assert runs.wait(Run.objects.get(pk=int(run.rpartition("/")[2])), LONGEST).status == 0
    accepted = visitor.post(f"{run}/accept", {"base": office.base}, form="/out")
    assert accepted.status_code == 302, accepted.content.decode()
    result = Result.objects.get(election=office.row)
    files = [f"result/{result.pk}/chair.{end}" for end in ("json", "html")]
    for path in ("versions/1.zip", "count/chair/report", "nominations/chair/ranking.svg", *files):
        answer = visitor.get(f"{start}{path}")
        assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store"), path
        policy = answer["Content-Security-Policy"]  # opened in the browser, it runs no script that it brings
        assert re.search(r"(default|script)-src '(none|self)'(;|$)", policy), (path, policy)


@pytest.mark.parametrize("path", ["../../../../keys/office.key", "../../../../office.json", "/etc/hostname", "own"])
def test_no_file_that_a_folder_names_is_outside_of_it(path: str, browser_in: Browser, home: Home) -> None:
    """Of a candidate, a contest, a site: what the office can read, a run can, and pages show what it has read."""
    secret = "the secret of the office"
    (home.root / "secret.txt").write_text(secret)
    path = path.replace("own", "../../../../secret.txt")
    row = f"name,contest,statement,photo\nAnn,chair,{path},\nBob,chair,,{path}\n"
    toml = TOML.format("Outside")
    folders = {
        "statement and photo": {"election.toml": toml, "candidates.csv": row},
        "ballots": {"election.toml": f'{toml}ballots = "{path}"\n'},
        "logo": {"election.toml": toml, "site.toml": f'imprint = "A"\nlogo = "{path}"\n'},
    }
    for title, files in folders.items():
        work = Work(browser_in, title, {"candidates.csv": "name,contest\nAnn,chair\nBob,chair\n"} | files)
        page = browser_in.page(f"e/{work.key}/")
        assert secret not in page
        for form in ("publish/make", "count/chair/count"):
            sent = work.send(f"e/{work.key}/{form}", {})
            if sent.status_code == 302:
                _, page = work.run(sent)
                assert "The pages are made" not in page, (title, form)
                assert "Elected" not in page, (title, form)
            assert secret not in sent.content.decode() + page, (title, form)


def test_whether_somebody_has_an_account_costs_no_less_to_refuse(served: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes time at the way in is the digest of a password: it is made once, for whomever is asked about."""
    from django.contrib.auth.hashers import MD5PasswordHasher

    assert served
    made: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        made.append(password)
        return str(encode(self, password, salt))

    there, stopped, without = person(), person(), person()
    stopped.is_active = False
    stopped.save()
    without.set_unusable_password()
    without.save()
    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    for email in (there.email, stopped.email, without.email, "nobody@example.org"):
        made.clear()
        assert Visitor().post("/in", {"login": email, "password": "a guess at it"}).status_code == 200
        assert len(made) == 1, email


def test_many_addresses_tried_from_one_place_in_a_minute_are_put_off_with_a_page_of_the_office(served: Home) -> None:
    assert served
    stranger = Visitor(address="203.0.113.77")
    answers = [
        stranger.post("/in", {"login": f"tried-{n}@example.org", "password": "a guess at it"}) for n in range(31)
    ]
    assert [each.status_code for each in answers] == [200] * 30 + [429]
    assert "Wait a little" in answers[-1].content.decode()
    assert answers[-1]["Cache-Control"] == "no-store"
