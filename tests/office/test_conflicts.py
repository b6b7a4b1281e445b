"""Two people with the same page before them decide the same thing: the first one's word stands, the second is told.

Each line of the table is a form. Both load its page; the first sends it; then the second sends what their page still
shows. That is a conflict (409): nothing is written a second time, and what they wrote is shown to them.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from hustings.office.home import Home
from office.accounts import Visitor, named, person
from office.browsing import Browser
from office.test_vacancies import Body
from waiting import LONGEST

if TYPE_CHECKING:
    from hustings.office.models import Election

WORDS = "the words of the second person"
SITES = "https://sites.example.net"
SLATES = "".join(
    f'[[slate]]\nid = "{each}"\nname = "Slate {each}"\n[slate.candidates]\nboard = {names}\n'
    for each, names in (("a", ["Ann", "Bob"]), ("b", ["Cyd", "Dee"]))
)
RESULT = "candidate,votes,slate\nAnn,30,a\nBob,10,a\nCyd,20,b\n"


def pages_of(election: Election, kind: str, title: str) -> int:
    """The number of a run that has made pages."""
    from hustings.office import runs
    from hustings.office.clock import now
    from hustings.office.models import Run

    made = {"kind": kind, "words": "[]", "version": election.current, "state": "done", "status": 0}
    run = Run.objects.create(election=election, asked_at=now(), ended_at=now(), **made)
    (runs.place(run) / "site").mkdir(parents=True)
    (runs.place(run) / "site" / "index.html").write_text(title)
    return run.pk


class Space:
    """An election or a campaign with something behind each form."""

    key: str
    election: Election
    head: str

    def place(self, path: str) -> str:
        """An address of it, with its numbers."""
        return f"/e/{self.key}/" + path.format(**vars(self))


class Scene(Space):
    """An election with a provisional result that two people declare, and something open behind each form."""

    head = "officer"

    def __init__(self, title: str) -> None:
        from hustings.office import acts
        from hustings.office.clock import now
        from hustings.office.models import Batch, Complaint, Result, Upload

        body = Body(Browser(), title)
        where, _ = body.run(body.send(f"{body.contest}/count"))
        assert body.send(f"{where}/accept").status_code == 302
        more = {"nominations.csv": b"date,branch,candidate,contest,challenged\n2027-01-04,B1,Ann,board,not quorate\n"}
        more |= {"site.toml": b'imprint = "A, B"\n', "branches.csv": b"code,name\nB1,First\n"}
        result = Result.objects.get(election__key=body.key)
        self.key = body.key
        self.election = acts.change(self.key, body.base, body.files() | more, "More")
        given: dict[str, Any] = {"election": self.election, "contest": "board", "at": now()}
        self.complaint = Complaint.objects.create(result=result, said="Bob complains", at=now()).pk
        self.upload = Upload.objects.create(name="votes.csv", digest="0" * 64, **given).pk
        typed = {"first_by": "A", "first": "1\n2", "second_by": "B", "second": "1\n3"}
        self.batch = Batch.objects.create(name="7", total=2, **typed, **given).pk
        self.site, self.count = pages_of(self.election, "site", title), result.run.pk


class Within(Space):
    """A campaign in it, which has not taken in what the election has changed since."""

    head = "organiser"

    def __init__(self, scene: Scene) -> None:
        from hustings.office import acts, campaigns
        from hustings.office.models import Election

        def shown(**files: str) -> Election:
            """The election with these files besides, shown to campaigns."""
            row = Election.objects.get(key=scene.key)
            more = {name.replace("_", "."): text.encode() for name, text in files.items()}
            row = acts.change(scene.key, row.current, acts.current_files(row) | more, "More")
            campaigns.show(row, row.current, charts=False)
            return Election.objects.get(key=scene.key)

        campaign = campaigns.begin(
            shown(slates_toml=SLATES, areas_csv="code,name,voters\nn,North,9\n"), "Ours", "", solo=False
        )
        self.key = campaign.key
        files = acts.current_files(campaign) | {"site.toml": b'imprint = "A, B"\n'}
        self.election = acts.change(self.key, campaign.current, files, "An imprint")
        self.preview = pages_of(self.election, "preview", "Ours")
        shown(branches_csv="code,name\nB1,Moved on\n")


@pytest.fixture
def scene(home: Home) -> Scene:
    """Asked for before `served`: it is made in a solo office."""
    assert home.mark.is_file()
    return Scene("Two at once")


@pytest.fixture
def within(scene: Scene) -> Within:
    return Within(scene)


def two(space: Space) -> tuple[Visitor, Visitor]:
    """Two people who may do the same there."""
    return Visitor(named(space.election, space.head)), Visitor(named(space.election, space.head))


def form(page: str, action: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """What the form of a page that is sent to this address says unseen, and what is written into it."""
    for found in re.findall(r"<form\b.*?</form>", page, re.S):
        if f'action="{action}"' in found and all(f'name="{name}"' in found for name in given):
            return {**dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', found)), **given}
    raise AssertionError(f"no form for {action}")


def packed(title: str) -> io.BytesIO:
    """An election folder as a ZIP file."""
    toml = f'title = "{title}"\n[[contest]]\nid = "board"\ntitle = "Board"\nseats = 3\nrules = "scottish"\n'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("election.toml", toml)
        archive.writestr("candidates.csv", "name,contest\nAnn,board\nBob,board\nCyd,board\nDee,board\n")
    made.seek(0)
    made.name = "folder.zip"
    return made


# Page, address of the form, what the first and the second write. In this order: each leaves the next its page.
FORMS: dict[str, tuple[str, str, dict[str, Any], dict[str, Any]]] = {
    "a challenge upheld": (
        *("nominations/board", "nominations/board/row"),
        *({"act": "uphold"}, {"act": "dismiss"}),
    ),
    "a paper settled": (
        *("papers/board/batch/{batch}", "papers/board/batch/{batch}"),
        *({"paper": "2", "said": "2"}, {"paper": "2", "said": "3"}),
    ),
    "a batch thrown away": (
        *("papers/board/batch/{batch}", "papers/board/batch/{batch}/away"),
        *({"name": "7"}, {"name": "7"}),
    ),
    "a name and dates": (
        *("set-up/about", "set-up/about"),
        *({"title": "Two at once", "declared_by": "2"}, {"title": WORDS, "declared_by": "2"}),
    ),
    "the election shown to campaigns": ("campaigns", "campaigns", {}, {}),
    "pages put on the web": ("publish", "run/{site}/web", {}, {}),
    "pages taken off it": ("publish", "publish/take-down", {}, {}),
    "an earlier version": ("versions", "versions/restore", {"number": "1"}, {"number": "1"}),
    "back to where it was": ("versions", "versions/restore", {"number": "3"}, {"number": "2"}),
    "a complaint": (
        *("count/board", "complaint/{complaint}"),
        *({"decided": "Counted again: the same"}, {"decided": WORDS}),
    ),
    "a result set aside": ("count/board", "count/board/set-aside", {}, {}),
    "a count taken as the result": ("run/{count}", "run/{count}/accept", {}, {}),
    "a file as text": (
        *("set-up/text?name=notes.md", "set-up/text"),
        *({"name": "notes.md", "text": "first"}, {"name": "notes.md", "text": WORDS}),
    ),
    "a new contest": (
        *("set-up/contest", "set-up/contest"),
        *({"name": "Chair", "seats": "1", "rules": "scottish"}, {"name": WORDS, "seats": "1", "rules": "scottish"}),
    ),
    "a contest": (
        *("set-up/contest/chair", "set-up/contest/chair"),
        *({"name": "Head", "seats": "1", "rules": "scottish"}, {"name": WORDS, "seats": "1", "rules": "scottish"}),
    ),
    "a contest taken out": ("set-up/contest/chair", "set-up/contest/chair/remove", {}, {}),
    "candidates": ("set-up/candidates/board", "set-up/candidates/board", {"groups-1": "first"}, {"groups-1": WORDS}),
    "a new slate": (
        *("set-up/slate", "set-up/slate"),
        *({"name": "Ours", "c-board": "Ann\nBob"}, {"name": WORDS, "c-board": "Ann\nBob"}),
    ),
    "a slate": (
        *("set-up/slate/ours", "set-up/slate/ours"),
        *({"name": "Ours, too", "c-board": "Ann\nBob"}, {"name": WORDS, "c-board": "Ann\nBob"}),
    ),
    "a slate taken out": ("set-up/slate/ours", "set-up/slate/ours/remove", {}, {}),
    "places brought": (
        *("set-up/places/branches", "set-up/places/branches"),
        *({"pasted": "code,name\nB2,Second"}, {"pasted": f"code,name\nB3,{WORDS}"}),
    ),
    "a new place": (
        *("set-up/places/branches/new", "set-up/places/branches/new"),
        *({"code": "B4", "name": "Fourth"}, {"code": "B5", "name": WORDS}),
    ),
    "a place": (
        *("set-up/places/branches/3", "set-up/places/branches/3"),
        *({"code": "B4", "name": "Once fourth"}, {"code": "B4", "name": WORDS}),
    ),
    "a place taken out": ("set-up/places/branches/3", "set-up/places/branches/3/remove", {}, {}),
    "who publishes": ("publish", "publish", {"imprint": "C, D"}, {"imprint": WORDS}),
    "a folder brought": (
        *("versions", "versions/bring"),
        *({"file": packed("first")}, {"file": packed("second")}),
    ),
    # Of a campaign in it.
    "its own slate": ("", "own-slate", {"slate": "a"}, {"slate": "b"}),
    "beliefs": (
        *("beliefs", "beliefs"),
        *({"act": "result", "pasted": RESULT}, {"act": "result", "pasted": f"{RESULT}{WORDS},1,b\n"}),
    ),
    "orders that change": (
        *("publish/change", "publish/change"),
        *({"gone": "", "said": "Somebody is ill"}, {"gone": "", "said": WORDS}),
    ),
    "a preview's address": ("run/{preview}", "run/{preview}/preview", {"hours": "1"}, {"hours": "168"}),
    "a preview ended": ("publish", "run/{preview}/end-preview", {}, {}),
    "the election taken in": ("", "take-in", {}, {}),
}
OF_A_CAMPAIGN = tuple(FORMS)[tuple(FORMS).index("its own slate") :]


def fault(name: str, space: Space) -> str:
    """What is wrong when two people decide the same thing in this form; "" if nothing is."""
    from hustings.office.models import Event

    page, address, *written = FORMS[name]
    people = two(space)
    shown = [each.page(space.place(page)) for each in people]
    sent = [form(text, space.place(address), given) for text, given in zip(shown, written, strict=True)]
    first = people[0].post(space.place(address), sent[0], form="/out")
    if first.status_code not in (200, 302):
        return f"the first: {first.status_code} {first.content.decode()}"
    acts = Event.objects.count()
    second = people[1].post(space.place(address), sent[1], form="/out")
    text = unescape(second.content.decode())
    # A form of the set-up comes back with everything in it, and can be saved over the other's.
    if second.status_code not in (409, 422) or (second.status_code == 422) != ("in another window" in text):
        return f"the second: {second.status_code} {text}"
    if Event.objects.count() != acts:
        return "the second has acted"
    return f"the second's words are gone: {text}" if WORDS in str(written[1].values()) and WORDS not in text else ""


def test_of_two_who_decide_the_same_thing_the_second_is_told(scene: Scene, within: Within, served: Home) -> None:
    from django.test import override_settings

    assert served
    with override_settings(HUSTINGS_SITES_ORIGIN=SITES, HUSTINGS_PREVIEWS_ORIGIN=SITES):
        for name in FORMS:  # one test, since each leaves the next its page
            if name == "a count taken as the result":
                counted_anew(scene)
            assert not (said := fault(name, within if name in OF_A_CAMPAIGN else scene)), f"{name}: {said}"


def counted_anew(scene: Scene) -> None:
    from hustings.office import counting, runs
    from hustings.office.models import Election

    scene.count = runs.wait(counting.count(Election.objects.get(key=scene.key), "board"), LONGEST).pk


def test_whoever_declares_on_an_older_page_does_not_countersign(served: Home) -> None:
    from hustings.office import counting, declaring, runs
    from hustings.office.acts import create
    from hustings.office.models import Event, Result

    assert served
    toml = 'title = "Two"\ndeclared_by = 2\n[[contest]]\nid = "chair"\ntitle = "Chair"\nseats = 1\nrules = "scottish"\n'
    files = {"election.toml": toml, "candidates.csv": "name,contest\nAnn,chair\nBob,chair\n"}
    files["ballots/chair.blt"] = '2 1\n2 1 0\n1 2 0\n0\n"Ann"\n"Bob"\n"Two"\n'
    election = create("Two", {path: text.encode() for path, text in files.items()}, "made")
    declaring.accept(runs.wait(counting.count(election, "chair"), LONGEST), election.current, "")
    page, two = f"/e/{election.key}/count/chair", [Visitor(named(election, role)) for role in ("officer", "deputy")]
    sent = [form(each.page(page), f"{page}/declare", {}) for each in two]
    assert two[0].post(f"{page}/declare", sent[0], form="/out").status_code == 302
    acts = Event.objects.count()
    second = two[1].post(f"{page}/declare", sent[1], form="/out")
    assert (second.status_code, "you can countersign it" in second.content.decode()) == (409, True)
    assert Event.objects.count() == acts
    assert not Result.objects.get(election=election).declared_at


def test_of_two_who_name_people_or_open_accounts_the_second_is_told(scene: Scene, served: Home) -> None:
    from hustings.office.accounts.models import Invitation, Role

    assert served
    officers = [Visitor(named(scene.election, "officer")) for _ in range(2)]
    clerk, people = named(scene.election, "clerk"), f"/e/{scene.key}/people"
    role = Role.objects.get(election=scene.election, person=clerk)
    away = f"{people}/{role.pk}/remove"
    sent = [form(each.page(people), at, {}) for each, at in zip(officers, (people, away), strict=True)]
    given = {"email": clerk.email, "role": "scrutineer"}
    assert officers[0].post(people, {**sent[0], **given}, form="/out").status_code == 302
    # Who takes a clerk's part away has not said that a scrutineer's goes.
    assert officers[1].post(away, sent[1], form="/out").status_code == 409
    assert Role.objects.get(pk=role.pk).role == "scrutineer"
    bosses = [Visitor(person(administrator=True)) for _ in range(2)]
    for act, given, status in (("again", {"name": clerk.name}, 200), ("open", {}, 302)):
        path = f"/accounts/{clerk.pk}/{act}"
        sent = [form(each.page("/accounts"), path, given) for each in bosses]
        answers = [boss.post(path, said, form="/out").status_code for boss, said in zip(bosses, sent, strict=True)]
        assert answers == [status, 409], act
    # What one has taken away is no page that there never was for the other, who has it before them.
    Role.objects.create(election=scene.election, person=person(), role="clerk")
    role = Role.objects.latest("pk")
    given = {"email": "somebody@example.org", "name": "Somebody", "kind": "plain"}
    assert bosses[0].post("/accounts", given, form="/accounts").status_code == 200
    drawn = f"/accounts/invitation/{Invitation.objects.latest('pk').pk}/withdraw"
    for both, page, path in ((officers, people, f"{people}/{role.pk}/remove"), (bosses, "/accounts", drawn)):
        sent = [form(each.page(page), path, {}) for each in both]
        answers = [each.post(path, said, form="/out").status_code for each, said in zip(both, sent, strict=True)]
        assert answers == [302, 409], path


def test_of_two_lots_for_one_tie_the_first_stands(browser_in: Browser) -> None:
    """One's three papers put Ann first, two each Bob and Cyd: of the count's tie, and then of the vacancy's."""
    from hustings.office.models import Event

    body = Body(browser_in, "Two lots", seats=1, papers=((3, (1,)), (2, (2, 3)), (2, (3, 2))))
    where, page = body.run(body.send(f"{body.contest}/count"))
    told = form(page, f"/key/{where.removeprefix('/key/')}/lot", {})
    numbers = re.findall(r'name="chosen" value="(\d)"', page)
    assert len(numbers) > 1
    assert browser_in.post(f"{where}/lot", {**told, "chosen": numbers[0]}).status_code == 302
    acts = Event.objects.count()
    assert browser_in.post(f"{where}/lot", {**told, "chosen": numbers[1]}).status_code == 409
    assert Event.objects.count() == acts


def test_of_two_lots_for_one_tie_of_a_vacancy_the_first_stands(browser_in: Browser) -> None:
    from hustings.office.models import Event

    # Ann has most; without her Bob and Cyd have three papers each of six.
    body = Body(browser_in, "Two lots of a vacancy", seats=1, papers=((4, (1,)), (3, (2,)), (3, (3,)))).declared()
    where, page = body.leaves("Ann")
    assert "tie that a lot" in page
    numbers = re.findall(r'name="chosen" value="(\d)"', page)
    assert body.send(f"{where}/lot", {"chosen": numbers[0]}).status_code == 302
    acts = Event.objects.count()
    assert body.send(f"{where}/lot", {"chosen": numbers[1]}).status_code == 409
    assert Event.objects.count() == acts


def test_whoever_writes_into_what_was_taken_out_is_told_and_sees_what_they_wrote(scene: Scene, served: Home) -> None:
    """A slate, a contest and a place that another officer has taken out while this one wrote."""
    from hustings.office import acts
    from hustings.office.models import Election

    assert served
    row = Election.objects.get(key=scene.key)
    toml = packed("Two at once and a chair")
    with zipfile.ZipFile(toml) as archive:
        text = archive.read("election.toml").decode()
    text += '[[contest]]\nid = "chair"\ntitle = "Chair"\nseats = 1\nrules = "scottish"\n'
    more = {"election.toml": text, "slates.toml": SLATES, "branches.csv": "code,name\nB1,First\n"}
    acts.change(scene.key, row.current, acts.current_files(row) | {n: t.encode() for n, t in more.items()}, "More")
    given = {"slate/a": {"name": WORDS, "c-board": "Ann"}, "places/branches/1": {"code": "B1", "name": WORDS}}
    given["contest/chair"] = {"name": WORDS, "seats": "1", "rules": "scottish"}
    for part, said in given.items():
        address, people = scene.place(f"set-up/{part}"), two(scene)
        shown = [each.page(address) for each in people]
        away = form(shown[0], f"{address}/remove", {})
        assert people[0].post(f"{address}/remove", away, form="/out").status_code == 302, part
        second = people[1].post(address, form(shown[1], address, said), form="/out")
        assert (second.status_code, WORDS in unescape(second.content.decode())) == (409, True), part
        assert people[1].get(scene.place("")).status_code == 200


def test_of_two_who_bring_nominations_or_destroy_what_is_due_the_second_is_told(scene: Scene, served: Home) -> None:
    from hustings.office import acts
    from hustings.office.models import Election, Event

    assert served
    row = Election.objects.get(key=scene.key)
    files = acts.current_files(row) | {"branches.csv": b"code,name\nB1,First\n"}
    acts.change(scene.key, row.current, files, "A branch")
    people, address = two(scene), scene.place("nominations/board")
    rows = [{"pasted": f"date,branch,candidate\n2027-01-05,B1,{name}\n"} for name in ("Bob", "Cyd")]
    understood = [each.post(address, pasted, form=address) for each, pasted in zip(people, rows, strict=True)]
    sent = [form(unescape(each.content.decode()), address, {}) for each in understood]
    texts = [re.search(r'name="pasted"[^>]*>\n?([^<]*)<', each.content.decode()) for each in understood]
    for said, text in zip(sent, texts, strict=True):
        said["pasted"] = text[1] if text else ""
    answers = [each.post(address, said, form="/out").status_code for each, said in zip(people, sent, strict=True)]
    assert answers == [302, 409]
    row = Election.objects.get(key=scene.key)
    toml = acts.current_files(row)["election.toml"] + b"\n[retention]\nnominations = 2020-01-01\n"
    acts.change(scene.key, row.current, acts.current_files(row) | {"election.toml": toml}, "Due")
    address, given = scene.place("retention"), {"kind": "nominations", "name": "nominations"}
    sent = [form(each.page(address), address, given) for each in people]
    assert people[0].post(address, sent[0], form="/out").status_code == 302
    before = Event.objects.count()
    assert people[1].post(address, sent[1], form="/out").status_code == 409
    assert Event.objects.count() == before


# The other forms: the test in which somebody sends what an older page shows, by its file where it is elsewhere.
PEOPLE, DUE = (
    "test_of_two_who_name_people_or_open_accounts_the_second_is_told",
    "test_of_two_who_bring_nominations_or_destroy_what_is_due_the_second_is_told",
)
TRIED = {
    **dict.fromkeys(("roles", "remove-role", "account-open", "let-in-again", "withdraw"), PEOPLE),
    **dict.fromkeys(("nominations", "retention"), DUE),
    "declare": "test_whoever_declares_on_an_older_page_does_not_countersign",
    "lot": "test_of_two_lots_for_one_tie_the_first_stands",
    "countersign": "test_scrutiny.py: test_of_two_who_countersign_at_once_one_does",
    "confirm": "test_counting.py: test_what_was_understood_is_shown_before_anything_is_counted",
    "declare-vacancy": "test_vacancies.py: test_a_vacancy_then_a_vacancy_of_the_body_that_it_made",
    "constraint": "test_vacancies.py: test_where_a_newcomer_would_break_a_constraint_the_organisation_is_asked",
    "take-plan": "test_plans.py: test_a_plan_is_that_of_the_command_and_is_taken_and_grows_old",
    "papers": "test_paper_entry.py: test_nobody_types_twice_and_a_batch_has_as_many_papers_as_it_says",
    "destroy-accounts": "test_retention.py: test_accounts_are_destroyed_once_their_day_is_over_and_the_acts_stay",
    "appoint": "test_campaigns.py: test_an_election_that_has_an_officer_gets_none_from_an_administrator",
    "take-over": "test_campaigns.py: test_a_campaign_whose_organiser_is_gone_goes_on_with_its_stand_in_and_nobody_else"
    "_sees_it",
    "join": "test_accounts.py: test_a_link_makes_an_account_once_is_shown_once_and_is_kept_nowhere",
}
# Forms that put nothing in the place of what somebody else has done, and why.
ADDS, SAME = "what both have sent is there side by side", "it says what is to be, and for both that is the same"
NOTHING_IS_LOST = {
    **dict.fromkeys(("new", "bring", "try", "new-campaign", "accounts", "complain"), ADDS),
    # Runs beside each other; what is made of one is a form of its own.
    **dict.fromkeys(("ballots", "read-again", "count", "recount", "again", "read-papers", "vacancies"), ADDS),
    **dict.fromkeys(("plan", "make-site", "preview"), ADDS),
    **dict.fromkeys(("away", "cancel", "enough", "remove-upload", "forgotten"), SAME),
}


def test_every_form_of_the_office_has_an_answer_here() -> None:
    """A new address that takes a form fails until it is tried by two, or says why nothing can be lost by it."""
    from django.urls import resolve

    from hustings.office.accounts.rights import NOBODY, RIGHTS

    asked = {name for name, (_, send) in RIGHTS.items() if send != NOBODY and not name.startswith(("account_", "mfa_"))}
    here = {re.sub(r"\{\w+\}", "1", address) for _, address, *_ in FORMS.values()}
    tried = {str(resolve(f"/e/key/{each}", "hustings.office.accounts.urls").url_name) for each in here}
    answers: list[set[str]] = [tried, set(TRIED), set(NOTHING_IS_LOST)]
    assert set[str]().union(*answers) == asked
    assert sum(map(len, answers)) == len(asked), "a form has two answers"
    for test in TRIED.values():
        file, _, name = test.rpartition(": ")
        assert f"def {name}(" in (Path(__file__).parent / (file or Path(__file__).name)).read_text(), test
