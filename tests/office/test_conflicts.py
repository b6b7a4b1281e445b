"""Two people with the same page before them decide the same thing: the first one's word stands, the second is told.

Each line of the table is a form. Both load its page; the first sends it; then the second sends what their page still
shows. That is a conflict (409): nothing is written a second time, and what they wrote is shown to them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

import pytest

from hustings.office.home import Home
from office.accounts import Visitor, named, person
from office.browsing import Browser
from office.test_vacancies import Body

WORDS = "the words of the second person"
SITES = "https://sites.example.net"


class Scene:
    """An election with a provisional result that two people declare, and something open behind each form."""

    def __init__(self, title: str) -> None:
        from hustings.office import acts, runs
        from hustings.office.clock import now
        from hustings.office.models import Batch, Complaint, Result, Run, Upload

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
        made = {"kind": "site", "words": "[]", "version": self.election.current, "state": "done", "status": 0}
        site = Run.objects.create(election=self.election, asked_at=now(), ended_at=now(), **made)
        (runs.place(site) / "site").mkdir(parents=True)
        (runs.place(site) / "site" / "index.html").write_text(title)
        self.site, self.count = site.pk, result.run.pk

    def place(self, path: str) -> str:
        """An address of this election, with its numbers."""
        return f"/e/{self.key}/" + path.format(**vars(self))


@pytest.fixture(scope="module")
def scene(home: Home) -> Scene:
    assert home.mark.is_file()
    return Scene("Two at once")


@pytest.fixture
def two(served: Home, scene: Scene) -> tuple[Visitor, Visitor]:
    assert served
    return Visitor(named(scene.election, "officer")), Visitor(named(scene.election, "officer"))


def form(page: str, action: str, given: Mapping[str, str]) -> dict[str, str]:
    """What the form of a page that is sent to this address says unseen, and what is written into it."""
    for found in re.findall(r"<form\b.*?</form>", page, re.S):
        if f'action="{action}"' in found and all(f'name="{name}"' in found for name in given):
            return {**dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', found)), **given}
    raise AssertionError(f"no form for {action}")


# Page, address of the form, what the first and the second write. In this order: each leaves the next its page.
FORMS: dict[str, tuple[str, str, dict[str, str], dict[str, str]]] = {
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
}


@pytest.mark.parametrize("name", FORMS)
def test_of_two_who_decide_the_same_thing_the_second_is_told(
    name: str, scene: Scene, two: tuple[Visitor, Visitor]
) -> None:
    from django.test import override_settings

    from hustings.office.models import Event

    page, address, *written = FORMS[name]
    with override_settings(HUSTINGS_SITES_ORIGIN=SITES):
        if name == "a count taken as the result":
            counted_anew(scene)
        shown = [each.page(scene.place(page)) for each in two]
        sent = [form(text, scene.place(address), given) for text, given in zip(shown, written, strict=True)]
        first = two[0].post(scene.place(address), sent[0], form="/out")
        assert first.status_code in (200, 302), first.content.decode()
        acts = Event.objects.count()
        second = two[1].post(scene.place(address), sent[1], form="/out")
    text = unescape(second.content.decode())
    assert second.status_code in (409, 422), (second.status_code, text)
    # A form of the set-up comes back with everything in it, and can be saved over the other's.
    assert (second.status_code == 422) == ("in another window" in text)
    assert Event.objects.count() == acts
    if WORDS in written[1].values():
        assert WORDS in text


def counted_anew(scene: Scene) -> None:
    from hustings.office import counting, runs
    from hustings.office.models import Election

    scene.count = runs.wait(counting.count(Election.objects.get(key=scene.key), "board"), 60).pk


def test_whoever_declares_on_an_older_page_does_not_countersign(served: Home) -> None:
    from hustings.office import counting, declaring, runs
    from hustings.office.acts import create
    from hustings.office.models import Event, Result

    assert served
    toml = 'title = "Two"\ndeclared_by = 2\n[[contest]]\nid = "chair"\ntitle = "Chair"\nseats = 1\nrules = "scottish"\n'
    files = {"election.toml": toml, "candidates.csv": "name,contest\nAnn,chair\nBob,chair\n"}
    files["ballots/chair.blt"] = '2 1\n2 1 0\n1 2 0\n0\n"Ann"\n"Bob"\n"Two"\n'
    election = create("Two", {path: text.encode() for path, text in files.items()}, "made")
    declaring.accept(runs.wait(counting.count(election, "chair"), 60), election.current, "")
    page, two = f"/e/{election.key}/count/chair", [Visitor(named(election, role)) for role in ("officer", "deputy")]
    sent = [form(each.page(page), f"{page}/declare", {}) for each in two]
    assert two[0].post(f"{page}/declare", sent[0], form="/out").status_code == 302
    acts = Event.objects.count()
    second = two[1].post(f"{page}/declare", sent[1], form="/out")
    assert (second.status_code, "you can countersign it" in second.content.decode()) == (409, True)
    assert Event.objects.count() == acts
    assert not Result.objects.get(election=election).declared_at


def test_of_two_who_name_people_or_open_accounts_the_second_is_told(served: Home, scene: Scene) -> None:
    from hustings.office.accounts.models import Role

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
