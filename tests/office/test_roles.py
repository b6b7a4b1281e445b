"""The role matrix: every address × role × method, in one's own election and in somebody else's, by guessed numbers too.

Who may see and send what is written down here a second time; an address without a line fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pytest

from hustings.office.home import Home
from office.accounts import Visitor, named, person
from office.browsing import Browser
from office.test_vacancies import Body

if TYPE_CHECKING:
    from django.urls import URLPattern

    from hustings.office.accounts.models import Person

# Letters: n nobody (no account), p a person with an account alone, b who may begin elections, a an administrator;
# in the election: o its returning officer, d deputy, c clerk, s scrutineer. Everybody but n has an account.
EVERYBODY, ACCOUNTS = "npbaodcs", "pbaodcs"
EXPECTED = {
    "elections": (ACCOUNTS, ""),
    "put-aside": (ACCOUNTS, ""),
    "new": ("b", "b"),
    "bring": ("", "b"),
    "try": ("", "b"),
    "rule-books": (ACCOUNTS, ""),
    "election": ("odcs", ""),
    "away": ("", "o"),
    "set-up": ("ods", ""),
    "about": ("ods", "od"),
    "text": ("ods", "od"),
    "new-contest": ("od", "od"),
    "contest": ("ods", "od"),
    "remove-contest": ("", "od"),
    "candidates": ("odcs", "odc"),
    "new-slate": ("od", "od"),
    "slate": ("ods", "od"),
    "remove-slate": ("", "od"),
    "places": ("ods", "od"),
    "new-place": ("od", "od"),
    "place": ("ods", "od"),
    "remove-place": ("", "od"),
    "nominations": ("odcs", "odc"),
    "nomination": ("", "odc"),
    "nominations-chart": ("odcs", ""),
    "result": ("ods", ""),
    "ballots": ("", "od"),
    "count": ("", "od"),
    "declare": ("", "od"),
    "countersign": ("", "ods"),
    "recount": ("", "ods"),
    "report": ("ods", ""),
    "set-aside": ("", "od"),
    "complain": ("", "od"),
    "decide": ("", "od"),
    "papers": ("odcs", "odc"),
    "read-papers": ("", "od"),
    "paper-sheet": ("ods", ""),
    "batch": ("ods", "od"),
    "throw-batch": ("", "od"),
    "vacancies": ("ods", "od"),
    "constraint": ("", "od"),
    "vacancy-sheet": ("ods", ""),
    "declare-vacancy": ("", "od"),
    "vacancy-file": ("ods", ""),
    "result-file": ("ods", ""),
    "run": ("ods", ""),
    "progress": ("ods", ""),
    "cancel": ("", "od"),
    "again": ("", "od"),
    "preview-sheet": ("ods", ""),
    "read-again": ("", "od"),
    "confirm": ("", "od"),
    "lot": ("", "od"),
    "accept": ("", "od"),
    "remove-upload": ("", "od"),
    "publish": ("ods", "od"),
    "make-site": ("", "od"),
    "site-zip": ("ods", ""),
    "put-up": ("", "od"),
    "take-down": ("", "od"),
    "retention": ("ods", "o"),
    "versions": ("ods", ""),
    "compare": ("ods", ""),
    "restore": ("", "od"),
    "bring-version": ("", "od"),
    "download": ("ods", ""),
    "acts": ("ods", ""),
    "roles": ("ods", "o"),
    "remove-role": ("", "o"),
    "accounts": ("a", "a"),
    "account-open": ("", "a"),
    "let-in-again": ("", "a"),
    "withdraw": ("", "a"),
    "appoint": ("", "a"),
    "account-acts": ("a", ""),
    "join": (EVERYBODY, EVERYBODY),
    "account_login": (EVERYBODY, EVERYBODY),
    "account_logout": (ACCOUNTS, ACCOUNTS),
    "account_reauthenticate": (ACCOUNTS, ACCOUNTS),
    "account_change_password": (ACCOUNTS, ACCOUNTS),
    "mfa_authenticate": (EVERYBODY, EVERYBODY),
    "mfa_login_webauthn": (EVERYBODY, EVERYBODY),
    "mfa_index": (ACCOUNTS, ""),
    "mfa_reauthenticate": (ACCOUNTS, ACCOUNTS),
    "mfa_activate_totp": (ACCOUNTS, ACCOUNTS),
    "mfa_deactivate_totp": (ACCOUNTS, ACCOUNTS),
    "mfa_view_recovery_codes": (ACCOUNTS, ""),
    "mfa_download_recovery_codes": (ACCOUNTS, ""),
    "mfa_generate_recovery_codes": (ACCOUNTS, ACCOUNTS),
    "mfa_list_webauthn": (ACCOUNTS, ""),
    "mfa_add_webauthn": (ACCOUNTS, ACCOUNTS),
    "mfa_reauthenticate_webauthn": (ACCOUNTS, ACCOUNTS),
    "mfa_remove_webauthn": (ACCOUNTS, ACCOUNTS),
    "mfa_edit_webauthn": (ACCOUNTS, ACCOUNTS),
}
ROLES = {"o": "officer", "d": "deputy", "c": "clerk", "s": "scrutineer"}
# Addresses below that of a passkey.
WITH_A_KEY = ("mfa_remove_webauthn", "mfa_edit_webauthn")
# What nobody outside of the other election may ever read.
SECRET = "Hidden Hollow"


class Space:
    """An election with something behind each address that is about one. numbers: by the name of the address."""

    def __init__(self, title: str) -> None:
        from hustings.office import acts, runs
        from hustings.office.clock import now
        from hustings.office.models import Batch, Complaint, Result, Run, Upload, Vacancy

        self.body = Body(Browser(), title).declared()
        self.body.filled(self.body.leaves("Ann")[0])
        self.election = Result.objects.get(election__key=self.body.key).election
        more = {"branches.csv": b"code,name\nB1,First\n", "site.toml": b'imprint = "A, B"\n'}
        more["nominations.csv"] = b"date,branch,candidate,contest\n2027-01-04,B1,Ann,board\n"
        more["slates.toml"] = b'[[slate]]\nid = "green"\nname = "Green"\n[slate.candidates]\nboard = ["Ann"]\n'
        acts.change(self.key, self.body.base, self.body.files() | more, "More")
        result = Result.objects.get(election=self.election)
        count = result.run
        site = Run.objects.create(
            election=self.election,
            kind="site",
            words="[]",
            version=count.version,
            asked_at=now(),
            ended_at=now(),
            state="done",
            status=0,
        )
        (runs.place(site) / "site").mkdir(parents=True)
        (runs.place(site) / "site" / "index.html").write_text(title)
        given: dict[str, Any] = {"election": self.election, "contest": "board", "at": now()}
        upload = Upload.objects.create(name="votes.csv", digest="0" * 64, **given)
        typed = {"first_by": "A", "first": "1", "second_by": "B", "second": "1"}
        batch = Batch.objects.create(name="1", total=1, **typed, **given)
        self.numbers = {
            **dict.fromkeys(("download",), 1),
            **dict.fromkeys(("batch", "throw-batch"), batch.pk),
            "vacancy-file": Vacancy.objects.get(result=result).pk,
            "vacancy-sheet": Vacancy.objects.get(result=result).run.pk,
            "result-file": result.pk,
            "decide": Complaint.objects.create(result=result, said=title, at=now()).pk,
            "remove-upload": upload.pk,
            "site-zip": site.pk,
            "remove-role": 0,
        }
        self.run = count.pk

    @property
    def key(self) -> str:
        return self.body.key

    def words(self, pattern: URLPattern, other: Space | None = None) -> dict[str, object]:
        """What stands in an address of this election. other: whose numbers stand in it."""
        name, of = str(pattern.name), other or self
        file = {"result-file": "board.json", "vacancy-file": "board.body.json"}
        given: dict[str, object] = {
            **dict.fromkeys(("account", "invitation", "pk"), 0),
            **dict.fromkeys(("number", "number_of", "role"), of.numbers.get(name, of.run)),
            "name": file.get(name, "ranking"),
            "token": "guessed",
            "key": self.key,
            "contest": "board",
            "slate": "green",
            "sheet": "branches",
            "at": 1,
            "which": "first",
        }
        converters = {"pk"} if name in WITH_A_KEY else pattern.pattern.converters
        return {each: given[each] for each in converters}


@pytest.fixture(scope="module")
def spaces(home: Home) -> tuple[Space, Space]:
    assert home.mark.is_file()
    return Space("An open field"), Space(SECRET)


@pytest.fixture
def people(served: Home, spaces: tuple[Space, Space]) -> dict[str, Person]:
    """Somebody of each kind; x: the returning officer of the other election."""
    assert served
    found = {letter: named(spaces[0].election, role) for letter, role in ROLES.items()}
    found |= {"p": person(), "b": person(may_begin=True), "a": person(administrator=True)}
    return found | {"x": named(spaces[1].election, "officer")}


def patterns() -> Iterator[URLPattern]:
    """Every address that the office has."""
    from django.urls import URLResolver, get_resolver

    left = list(get_resolver().url_patterns)
    for each in left:
        if isinstance(each, URLResolver):
            left += each.url_patterns
        else:
            yield each


def address(pattern: URLPattern, words: Mapping[str, object]) -> str:
    from django.urls import reverse

    made = reverse(str(pattern.name), kwargs=dict(words))
    return made + ("?a=1&b=2" if pattern.name == "compare" else "")


def test_every_address_has_an_answer_here(served: Home) -> None:
    assert served
    assert sorted(str(each.name) for each in patterns()) == sorted(EXPECTED)


def test_each_role_sees_and_sends_what_it_may_and_nothing_else(
    spaces: tuple[Space, Space], people: dict[str, Person]
) -> None:
    mine, _ = spaces
    wrong = []
    for letter in EVERYBODY:
        visitor = Visitor(people.get(letter))
        for pattern in patterns():
            name, path = str(pattern.name), address(pattern, mine.words(pattern))
            sees, sends = EXPECTED[name]
            if name != "account_logout":
                seen = visitor.get(path)
                # An administrator reads titles, where an election may need a new returning officer; and nothing else.
                if (letter, name) != ("a", "accounts"):
                    assert SECRET not in seen.content.decode("utf-8", "replace"), (letter, name)
                if (letter in sees) != _seen(seen.status_code, seen.headers.get("Location", ""), name):
                    wrong.append((letter, "GET", name, seen.status_code))
            # Without the token of a form: whoever may send it is told so, and nothing is done.
            sent = visitor.client.post(path, **visitor.headers)  # type: ignore[arg-type]
            if (letter in sends) != (sent.status_code == 403):
                wrong.append((letter, "POST", name, sent.status_code))
            for method in ("put", "delete", "options") if letter == "o" else ():
                status = getattr(visitor.client, method)(path, **visitor.headers).status_code
                if status not in (403, 404, 405):
                    wrong.append((letter, method, name, status))
    assert wrong == []
    assert SECRET in Visitor(people["x"]).page("/")


def _seen(status: int, location: str, name: str) -> bool:
    """Whether a page was shown, or the way to it: what belongs to one's account asks for the password again. A link
    that nobody made, and a passkey or codes that nobody has, are not there for those who may see them."""
    if location.startswith("/in?"):
        return False
    if name in ("join", *WITH_A_KEY, "mfa_view_recovery_codes", "mfa_download_recovery_codes"):
        return status in (302, 404)
    return status in (200, 204) or (status == 302 and name.startswith(("account_", "mfa_")))


def test_nothing_of_another_election_is_seen_or_changed_by_guessed_keys_and_numbers(
    spaces: tuple[Space, Space], people: dict[str, Person]
) -> None:
    from hustings.office.models import Event

    mine, other = spaces
    before = Event.objects.filter(election=other.key).count()
    leaks: list[tuple[object, ...]] = []
    # Those who have no part in any election are refused everywhere in one by the test above.
    for letter in "odcs":
        visitor = Visitor(people[letter])
        visitor.client.handler.enforce_csrf_checks = False
        for pattern in patterns():
            if "key" not in pattern.pattern.converters:
                continue
            theirs = address(pattern, other.words(pattern))
            tries = [theirs]
            if letter in "od" and set(pattern.pattern.converters) & {"number", "number_of", "role"}:
                tries += [] if pattern.name == "download" else [address(pattern, mine.words(pattern, other))]
            for path in tries:
                sent = visitor.client.post(path, {"name": "votes.csv"}, **visitor.headers)  # type: ignore[arg-type]
                for answer in (visitor.get(path), sent):
                    if answer.status_code not in (302, 404) or SECRET in answer.content.decode("utf-8", "replace"):
                        leaks.append((letter, pattern.name, path, answer.status_code))
                    if answer.status_code == 302 and not answer["Location"].startswith("/in?"):
                        leaks.append((letter, pattern.name, path, answer["Location"]))
    assert leaks == []
    assert Event.objects.filter(election=other.key).count() == before


def test_no_page_offers_what_the_role_may_not_do(spaces: tuple[Space, Space], people: dict[str, Person]) -> None:
    from django.urls import resolve

    mine, _ = spaces
    offered = []
    for letter in "cs":
        visitor = Visitor(people[letter])
        for pattern in patterns():
            name, path = str(pattern.name), address(pattern, mine.words(pattern))
            if letter not in EXPECTED[name][0] or "key" not in pattern.pattern.converters:
                continue
            html = visitor.get(path).content.decode("utf-8", "replace")
            for form in re.findall(r'<form method="post"[^>]*>(?:.(?!</form>))*', html, re.S):
                action = re.match(r'<form[^>]*action="([^"]*)"', form)
                target = str(resolve(action[1] if action else path.partition("?")[0]).url_name)
                if letter not in EXPECTED[target][1] and '<fieldset class="whole" disabled>' not in form:
                    offered.append((letter, name, target))
    assert offered == []
