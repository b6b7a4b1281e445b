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
# in the election: o its returning officer, d deputy, c clerk, s scrutineer; in a campaign in it: g its organiser, h a
# helper, k a stand-in. Everybody but n has an account.
EVERYBODY, ACCOUNTS, CAMPAIGNERS = "npbaodcsghk", "pbaodcsghk", "pbodcsghk"
EXPECTED = {
    "elections": (ACCOUNTS, ""),
    "put-aside": (ACCOUNTS, ""),
    "new": ("b", "b"),
    "bring": ("", "b"),
    "try": ("", "b"),
    "rule-books": (ACCOUNTS, ""),
    "election": ("odcsghk", ""),
    "away": ("", "og"),
    "set-up": ("ods", ""),
    "about": ("ods", "od"),
    "text": ("odsghk", "odghk"),
    "new-contest": ("od", "od"),
    "contest": ("ods", "od"),
    "remove-contest": ("", "od"),
    "candidates": ("odcs", "odc"),
    "new-slate": ("odghk", "odghk"),
    "slate": ("odsghk", "odghk"),
    "remove-slate": ("", "odghk"),
    "places": ("ods", "od"),
    "new-place": ("od", "od"),
    "place": ("ods", "od"),
    "remove-place": ("", "od"),
    "nominations": ("odcsghk", "odcghk"),
    "nomination": ("", "odcghk"),
    "nominations-chart": ("odcsghk", ""),
    "campaigns": ("ods", "od"),
    "new-campaign": (CAMPAIGNERS, CAMPAIGNERS),
    "take-in": ("", "ghk"),
    "own-slate": ("", "ghk"),
    "published-chart": ("ghk", ""),
    "beliefs": ("ghk", "ghk"),
    "belief-sheet": ("ghk", ""),
    "plan": ("ghk", "ghk"),
    "plan-report": ("ghk", ""),
    "take-plan": ("", "ghk"),
    "enough": ("", "ghk"),
    "preview": ("", "ghk"),
    "offer-preview": ("", "ghk"),
    "end-preview": ("", "ghk"),
    "change": ("ghk", "ghk"),
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
    "run": ("odsghk", ""),
    "progress": ("odsghk", ""),
    "cancel": ("", "odghk"),
    "again": ("", "odghk"),
    "preview-sheet": ("ods", ""),
    "read-again": ("", "od"),
    "confirm": ("", "od"),
    "lot": ("", "od"),
    "accept": ("", "od"),
    "remove-upload": ("", "od"),
    "publish": ("odsghk", "odghk"),
    "make-site": ("", "odghk"),
    "site-zip": ("odsghk", ""),
    "put-up": ("", "odg"),
    "take-down": ("", "odg"),
    "retention": ("odsghk", "og"),
    "versions": ("odsghk", ""),
    "compare": ("odsghk", ""),
    "restore": ("", "odghk"),
    "bring-version": ("", "odg"),
    "download": ("odsghk", ""),
    "acts": ("odsghk", ""),
    "roles": ("odsghk", "og"),
    "destroy-accounts": ("", "og"),
    "remove-role": ("", "og"),
    "take-over": ("", "k"),
    "accounts": ("a", "a"),
    "account-open": ("", "a"),
    "let-in-again": ("", "a"),
    "withdraw": ("", "a"),
    "appoint": ("", "a"),
    "account-acts": ("a", ""),
    "join": (EVERYBODY, EVERYBODY),
    "forgotten": (EVERYBODY, EVERYBODY),
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
IN_CAMPAIGNS = {"g": "organiser", "h": "helper", "k": "stand-in"}
# Addresses below that of a passkey.
WITH_A_KEY = ("mfa_remove_webauthn", "mfa_edit_webauthn")
# What nobody outside of the other election, and of the campaigns, may ever read.
SECRET, BELIEVED, RIVAL = "Hidden Hollow", "Quiet Quarry", "Silent Spinney"


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


FORECAST = (
    '[[forecast]]\ncontest = "board"\nslate = "green"\nnote = "{}"\nadherence = {{ mean = 0.3 }}\n'
    "[forecast.shares]\ngreen = 0.6\nindependents = 0.4\n"
)


class Campaign:
    """A campaign in an election, with something behind each address that campaigns have."""

    def __init__(self, of: Space, title: str) -> None:
        from hustings.office import acts, campaigns, runs
        from hustings.office.clock import now
        from hustings.office.models import Election, Run

        election = Election.objects.get(key=of.key)
        campaigns.show(election, election.current, charts=True)
        begun = campaigns.begin(Election.objects.get(key=of.key), title, "", solo=False)
        slates = f'[[slate]]\nid = "green"\nname = "{title}"\n[slate.candidates]\nboard = ["Ann", "Bob"]\n'
        own = {"slates.toml": slates, "site.toml": 'imprint = "A, B"\n', "areas.csv": "code,name,voters\nN,North,9\n"}
        own["forecast.toml"] = FORECAST.format(title)
        own["nominations.csv"] = "date,branch,candidate,contest\n2027-01-04,B1,Ann,board\n"
        files = acts.current_files(begun) | {name: text.encode() for name, text in own.items()}
        self.election = acts.change(begun.key, begun.current, files, title)
        self.key = self.election.key
        given: dict[str, Any] = {"election": self.election, "version": self.election.current, "asked_at": now()}
        site = Run.objects.create(kind="site", words="[]", ended_at=now(), state="done", status=0, **given)
        (runs.place(site) / "site").mkdir(parents=True)
        (runs.place(site) / "site" / "index.html").write_text(title)
        self.run = site.pk
        made = Run.objects.create(
            kind="plan", contest="board", words="[]", ended_at=now(), state="done", status=0, **given
        )
        runs.place(made).mkdir(parents=True)
        (runs.place(made) / "plan.json").write_text('{"plans": {"p": {"seats": 1.0}}, "recommended": "p"}')
        (runs.place(made) / "report.html").write_text(title)
        self.plan = made.pk

    def words(self, pattern: URLPattern, other: Campaign | Space | None = None) -> dict[str, object]:
        """What stands in an address of this campaign. other: whose numbers stand in it."""
        of = other or self
        run = of.numbers["site-zip"] if isinstance(of, Space) else of.run
        given: dict[str, object] = {"key": self.key, "contest": "board", "slate": "green", "role": 0, "sheet": "areas"}
        given |= {"number": 1 if pattern.name == "download" else run, "number_of": 1, "at": 1, "which": "first"}
        if pattern.name == "plan-report" and isinstance(of, Campaign):
            given["number"] = of.plan
        given["name"] = "board-ranking" if pattern.name == "published-chart" else "ranking"
        return {each: given[each] for each in pattern.pattern.converters}


@pytest.fixture(scope="module")
def campaigns(spaces: tuple[Space, Space]) -> tuple[Campaign, Campaign]:
    return Campaign(spaces[0], BELIEVED), Campaign(spaces[0], RIVAL)


@pytest.fixture(scope="module")
def spaces(home: Home) -> tuple[Space, Space]:
    assert home.mark.is_file()
    return Space("An open field"), Space(SECRET)


@pytest.fixture
def people(served: Home, spaces: tuple[Space, Space], campaigns: tuple[Campaign, Campaign]) -> dict[str, Person]:
    """Somebody of each kind; x: the returning officer of the other election, y: the organiser of the other campaign."""
    assert served
    found = {letter: named(spaces[0].election, role) for letter, role in ROLES.items()}
    found |= {letter: named(campaigns[0].election, role) for letter, role in IN_CAMPAIGNS.items()}
    found |= {"y": named(campaigns[1].election, "organiser")}
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
            sees, sends = _in_space(pattern, campaign=False)
            if name != "account_logout":
                seen = visitor.get(path)
                # An administrator reads titles of elections, where one may need a new returning officer; nothing else.
                text = seen.content.decode("utf-8", "replace")
                known = {("a", "accounts"): SECRET, ("g", "elections"): BELIEVED, ("h", "elections"): BELIEVED}
                known[("k", "elections")] = BELIEVED
                for hidden in {SECRET, RIVAL, BELIEVED} - {known.get((letter, name))}:
                    assert hidden not in text, (letter, name, hidden)
                if (letter in sees) != _seen(seen.status_code, seen.headers.get("Location", ""), name):
                    wrong.append((letter, "GET", name, seen.status_code))
            wrong += _sent_wrongly(visitor, letter, name, path, sends, every_method=letter == "o")
    assert wrong == []
    assert SECRET in Visitor(people["x"]).page("/")


def _sent_wrongly(
    visitor: Visitor, letter: str, name: str, path: str, sends: str, *, every_method: bool
) -> Iterator[tuple[str, str, str, int]]:
    """What is answered otherwise than it should be where something is sent. Without the token of a form: whoever may
    send it is told so (403), and nothing is done."""
    sent = visitor.client.post(path, **visitor.headers)  # type: ignore[arg-type]
    if (letter in sends) != (sent.status_code == 403):
        yield letter, "POST", name, sent.status_code
    for method in ("put", "delete", "options") if every_method else ():
        status = getattr(visitor.client, method)(path, **visitor.headers).status_code
        if status not in (403, 404, 405):
            yield letter, method, name, status


def _in_space(pattern: URLPattern, *, campaign: bool) -> tuple[str, str]:
    """Who sees and who sends, of those in an election, or in a campaign: none of the other kind, and no address that
    the other kind has alone."""
    from hustings.office.spaces import fits

    name = str(pattern.name)
    sees, sends = EXPECTED[name]
    if "key" not in pattern.pattern.converters:
        return sees, sends
    if not fits(name, campaign=campaign):
        return "", ""
    kept = set(IN_CAMPAIGNS if campaign else ROLES)
    return "".join(each for each in sees if each in kept), "".join(each for each in sends if each in kept)


def test_a_campaign_is_seen_and_changed_by_its_own_people_alone(
    campaigns: tuple[Campaign, Campaign], people: dict[str, Person]
) -> None:
    mine, _ = campaigns
    wrong = []
    for letter in f"{EVERYBODY}xy":
        visitor = Visitor(people.get(letter))
        for pattern in patterns():
            if "key" not in pattern.pattern.converters:
                continue
            name, path = str(pattern.name), address(pattern, mine.words(pattern))
            sees, sends = _in_space(pattern, campaign=True)
            seen = visitor.get(path)
            text = seen.content.decode("utf-8", "replace")
            assert RIVAL not in text, (letter, name)
            assert letter in IN_CAMPAIGNS or BELIEVED not in text, (letter, name)
            if (letter in sees) != _seen(seen.status_code, seen.headers.get("Location", ""), name):
                wrong.append((letter, "GET", name, seen.status_code))
            wrong += _sent_wrongly(visitor, letter, name, path, sends, every_method=letter == "g")
    assert wrong == []


def test_no_number_of_another_space_leads_a_campaign_into_it_or_anybody_into_the_campaign(
    spaces: tuple[Space, Space], campaigns: tuple[Campaign, Campaign], people: dict[str, Person]
) -> None:
    from hustings.office.accounts.models import Role
    from hustings.office.models import Event

    (mine, rival), (election, _) = campaigns, spaces
    before = {key: Event.objects.filter(election=key).count() for key in (mine.key, rival.key)}
    leaks: list[tuple[object, ...]] = []
    for letter, hidden in (("g", RIVAL), ("g", SECRET), ("y", BELIEVED), ("o", BELIEVED)):
        visitor = Visitor(people[letter])
        visitor.client.handler.enforce_csrf_checks = False
        own: Campaign | Space = {"g": mine, "y": rival}.get(letter, election)
        other: Campaign | Space = {"y": mine, "o": mine}.get(letter, rival if hidden == RIVAL else spaces[1])
        for pattern in patterns():
            if not set(pattern.pattern.converters) & {"number", "number_of", "role"} or pattern.name == "download":
                continue
            if "key" not in pattern.pattern.converters:
                continue
            # The own space with the other's numbers.
            role = Role.objects.filter(election=other.election).values_list("pk", flat=True)[0]
            numbers = {"number": other.run, "number_of": other.run, "role": role}
            given = own.words(pattern) | {each: numbers[each] for each in numbers.keys() & pattern.pattern.converters}
            path = address(pattern, given)
            for answer in (visitor.get(path), visitor.client.post(path, {"name": "x"}, **visitor.headers)):  # type: ignore[arg-type]
                if answer.status_code != 404 or hidden in answer.content.decode("utf-8", "replace"):
                    leaks.append((letter, pattern.name, path, answer.status_code))
    assert leaks == []
    assert {key: Event.objects.filter(election=key).count() for key in before} == before


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


def test_no_page_offers_what_the_role_may_not_do(
    spaces: tuple[Space, Space], campaigns: tuple[Campaign, Campaign], people: dict[str, Person]
) -> None:
    from django.urls import resolve

    offered = []
    for letter in "cshk":
        visitor = Visitor(people[letter])
        for pattern in patterns():
            if "key" not in pattern.pattern.converters:
                continue
            mine = campaigns[0] if letter in IN_CAMPAIGNS else spaces[0]
            name, path = str(pattern.name), address(pattern, mine.words(pattern))
            if letter not in EXPECTED[name][0]:
                continue
            html = visitor.get(path).content.decode("utf-8", "replace")
            for form in re.findall(r'<form method="post"[^>]*>(?:.(?!</form>))*', html, re.S):
                action = re.match(r'<form[^>]*action="([^"]*)"', form)
                target = str(resolve(action[1] if action else path.partition("?")[0]).url_name)
                if letter not in EXPECTED[target][1] and '<fieldset class="whole" disabled>' not in form:
                    offered.append((letter, name, target))
    assert offered == []
