"""Campaigns: what they are shown of an election, what they cannot change, and what they take in when it moves on."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from hustings.election.problems import BadInput
from hustings.office.home import Home
from office.accounts import Visitor, named, person
from office.browsing import Browser
from office.working import Work

if TYPE_CHECKING:
    from hustings.office.models import Election

TOML = 'title = "{}"\n[[contest]]\nid = "chair"\ntitle = "Chair"\nseats = 1\nrules = "scottish"\n'
FILES = {
    "candidates.csv": "name,contest,statement\nAnn,chair,ann.md\nBob,chair,\n",
    "ann.md": "I stand.\n",
    "ballots/chair.blt": '2 1\n5 1 0\n0\n"Ann"\n"Bob"\n""\n',
    "nominations.csv": "date,branch,candidate,challenged\n2027-01-04,Weir,Ann,a private matter\n",
    "notes.md": "for the officer alone",
    "site.toml": 'imprint = "The officer"\n',
    "slates.toml": '[[slate]]\nid = "a"\nname = "A"\nslogan = "Onward"\n[slate.candidates]\nchair = ["Ann"]\n'
    '[slate.nominate]\nchair = ["Ann", "Bob"]\n',
}


class Officer(Work):
    """An election with more in it than campaigns may see."""

    def __init__(self, browser: Browser, title: str) -> None:
        super().__init__(browser, title, {"election.toml": TOML.format(title)} | FILES)

    @property
    def row(self) -> Election:
        from hustings.office.models import Election

        return Election.objects.get(key=self.key)

    def edit(self, name: str, text: str) -> None:
        from hustings.office import acts

        acts.change(self.key, self.base, self.files() | {name: text.encode()}, f"{name} edited")

    def campaign(self, title: str = "Ours") -> Work:
        """A campaign in it, in an office of several."""
        from hustings.office import campaigns

        campaigns.show(self.row, self.base, charts=False)
        return of(self.browser, campaigns.begin(self.row, title, "", solo=False).key)


def of(browser: Browser, key: str) -> Work:
    found = Work.__new__(Work)
    found.browser, found.key = browser, key
    return found


def test_a_campaign_has_the_public_files_and_no_others(browser_in: Browser) -> None:
    files = Officer(browser_in, "Public files").campaign().files()
    # No ballots, nominations, notes, nor whom the officer's files say a slate nominates.
    assert sorted(files) == ["ann.md", "candidates.csv", "election.toml", "slates.toml"]
    assert b"nominate" not in files["slates.toml"]
    assert b"Onward" not in files["slates.toml"]
    assert b'chair = ["Ann"]' in files["slates.toml"]


def test_charts_of_nominations_are_shown_only_when_the_officer_says_so(browser_in: Browser) -> None:
    from hustings.office import campaigns

    office = Officer(browser_in, "Charts")
    office.edit("nominations.csv", "date,branch,candidate\n2027-01-04,Weir,Ann\n")
    with pytest.raises(BadInput, match="shown"):
        campaigns.begin(office.row, "Ours", "", solo=False)
    campaigns.show(office.row, office.base, charts=True)
    files = of(browser_in, campaigns.begin(office.row, "Ours", "", solo=False).key).files()
    assert "published/chair-ranking.svg" in files
    assert "nominations.csv" not in files


def zipped(name: str, text: str) -> io.BytesIO:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, text)
    packed.seek(0)
    packed.name = "own.zip"
    return packed


def test_what_is_the_elections_cannot_be_changed_by_text_upload_or_restoring(browser_in: Browser) -> None:
    campaign = Officer(browser_in, "Not to be changed").campaign()
    said = campaign.send(
        f"e/{campaign.key}/set-up/text", {"name": "candidates.csv", "text": "name,contest\nZoe,chair\n"}
    )
    assert said.status_code == 422
    assert "is the election’s" in said.content.decode()
    assert campaign.send(f"e/{campaign.key}/set-up/text", {"name": "news.md", "text": "New"}).status_code == 302
    for name, text, answer in (
        ("candidates.csv", "name,contest\nZoe,chair\n", 422),
        ("site.toml", 'imprint = "Us"\n', 302),
    ):
        sent = campaign.send(f"e/{campaign.key}/versions/bring", {"file": zipped(name, text)})
        assert sent.status_code == answer
    assert b"Ann" in campaign.files()["candidates.csv"]
    assert "news.md" not in campaign.files()
    assert campaign.send(f"e/{campaign.key}/versions/restore", {"number": "2"}).status_code == 302
    assert campaign.files()["news.md"] == b"New\n"


def test_the_election_moves_on_only_when_it_is_shown_and_taken_in(browser_in: Browser) -> None:
    from hustings.office import campaigns
    from hustings.office.models import Election

    office = Officer(browser_in, "Moves on")
    campaign = office.campaign()
    row = Election.objects.get(key=campaign.key)
    campaign.send(f"e/{campaign.key}/set-up/text", {"name": "site.toml", "text": 'imprint = "Us"'})
    slates = campaign.files()["slates.toml"].decode() + "# ours\n"
    campaign.send(f"e/{campaign.key}/set-up/text", {"name": "slates.toml", "text": slates})
    office.edit("candidates.csv", "name,contest,withdrawn\nAnn,chair,\nBob,chair,yes\n")
    assert campaigns.news(row, solo=False) == []
    campaigns.show(office.row, office.base, charts=False)
    row.refresh_from_db()
    assert campaigns.news(row, solo=False) == ["ann.md", "candidates.csv"]
    campaigns.take_in(row, row.current, solo=False)
    files = campaign.files()
    assert b"yes" in files["candidates.csv"]
    assert "ann.md" not in files
    assert files["site.toml"] == b'imprint = "Us"\n'
    assert files["slates.toml"].endswith(b"# ours\n")
    row.refresh_from_db()
    assert (campaigns.news(row, solo=False), row.pinned) == ([], office.row.shown)
    # Undone: the election as it was before, of which the page says so again.
    campaign.send(f"e/{campaign.key}/versions/restore", {"number": "3"})
    row.refresh_from_db()
    assert (b"yes" in campaign.files()["candidates.csv"], campaigns.news(row, solo=False)) == (
        False,
        ["ann.md", "candidates.csv"],
    )


def test_records_are_public_once_they_are_declared(browser_in: Browser) -> None:
    from hustings.office import campaigns

    office = Officer(browser_in, "Declared")
    where, _ = office.run(office.send(f"e/{office.key}/count/chair/count", {}))
    office.send(f"{where}/accept", {})
    assert "records/chair.json" in office.files()
    assert not [path for path in campaigns.public(office.row, office.base, charts=False) if path.startswith("records")]
    assert office.send(f"e/{office.key}/count/chair/declare", {"name": "Olive"}).status_code == 302
    found = campaigns.public(office.row, office.base, charts=False)
    assert [path for path in found if path.startswith(("records", "ballots"))] == ["records/chair.json"]


def test_in_an_office_of_one_a_campaign_is_simply_begun(browser_in: Browser) -> None:
    office = Officer(browser_in, "Alone")
    assert "Begin a campaign" in browser_in.page(f"e/{office.key}/campaigns")
    given = {"title": "Alone, ours", "election": office.key}
    key = browser_in.post("campaigns/new", given, form="campaigns/new")["Location"].strip("/").rpartition("/")[2]
    page = browser_in.page(f"e/{key}/")
    assert "A campaign in Alone" in page
    assert "can read this computer’s disk" in page
    assert browser_in.get(f"e/{key}/count/chair").status_code == 404
    assert browser_in.get(f"e/{office.key}/take-in").status_code == 404
    # Nobody else is there: the nominations come along, from which the campaign's own page draws its charts.
    files = of(browser_in, key).files()
    assert [path for path in files if path.startswith(("nominations", "published"))] == ["nominations.csv"]


def test_whoever_begins_a_campaign_organises_it_and_has_no_other_part(browser_in: Browser, served: Home) -> None:
    from hustings.office import campaigns
    from hustings.office.accounts.models import Role

    assert served
    office = Officer(browser_in, "Begun by members")
    campaigns.show(office.row, office.base, charts=False)
    officer, member = named(office.row, "officer"), person("Mia Member")
    given = {"title": "Mia’s", "election": office.key}
    refused = Visitor(officer).post("/campaigns/new", given, form="/campaigns/new")
    assert (refused.status_code, "another part" in refused.content.decode()) == (422, True)
    visitor = Visitor(member)
    assert visitor.post("/campaigns/new", given, form="/campaigns/new").status_code == 302
    assert [(str(each), each.election.title) for each in Role.objects.filter(person=member)] == [("organiser", "Mia’s")]
    page = visitor.page(f"/e/{Role.objects.get(person=member).election.key}/")
    assert "can read its disk" in page
    assert "office of your own" in page
    people = f"/e/{Role.objects.get(person=member).election.key}/people"
    given = {"email": officer.email, "role": "helper"}
    assert visitor.post(people, given, form=people).status_code == 422
    given = {"email": person().email, "role": "officer"}
    assert visitor.post(people, given, form=people).status_code == 422
    given = {"email": person().email, "role": "helper"}
    assert visitor.post(people, given, form=people).status_code == 302


def test_a_campaign_whose_organiser_is_gone_goes_on_with_its_stand_in_and_nobody_else_sees_it(
    browser_in: Browser, served: Home
) -> None:
    from hustings.office import campaigns
    from hustings.office.accounts.models import Role
    from hustings.office.models import Event

    assert served
    office = Officer(browser_in, "Organiser gone")
    campaigns.show(office.row, office.base, charts=False)
    campaign = campaigns.begin(office.row, "Hidden Hedge", "", solo=False)
    organiser, stand_in, helper = (named(campaign, role) for role in ("organiser", "stand-in", "helper"))
    boss, people = Visitor(person("Ada Admin", administrator=True)), f"/e/{campaign.key}/people"
    over = f"{people}/take-over"
    # While an organiser can sign in nobody takes over; and a helper never does. Neither page of people has a form then.
    other = f"/e/{campaign.key}/set-up/text?name=slates.toml"
    assert Visitor(stand_in).post(over, form=other).status_code == 422
    assert "Take over" not in Visitor(stand_in).page(people)
    assert boss.post(f"/accounts/{organiser.pk}/open", {"open": "no"}, form="/accounts").status_code == 302
    assert Visitor(helper).post(over, form=other).status_code == 404
    assert "The stand-in can take over" in Visitor(helper).page(people)
    # Nor does the administrator come in by an appointment, or see so much as the campaign's name.
    appoint = {"election": campaign.pk, "account": helper.pk}
    assert boss.post("/accounts/appoint", appoint, form="/accounts").status_code == 422
    assert "Hidden Hedge" not in boss.page("/accounts") + boss.page("/accounts/acts")
    assert Visitor(stand_in).post(over, form=people).status_code == 302
    assert Role.objects.get(election=campaign, person=stand_in).role == "organiser"
    assert Event.objects.filter(election=campaign.key).latest("number").act == "took over as organiser"
    assert f"{stand_in.name} (account {stand_in.pk}) took over" in Visitor(helper).page(f"/e/{campaign.key}/")
    assert Visitor(stand_in).page(people).count("Give this part") == 1


def test_an_organiser_who_is_let_in_again_is_seen_by_all_of_the_campaign(browser_in: Browser, served: Home) -> None:
    from hustings.office import campaigns

    assert served
    office = Officer(browser_in, "Let in")
    campaigns.show(office.row, office.base, charts=False)
    campaign = campaigns.begin(office.row, "Ours again", "", solo=False)
    organiser, helper = named(campaign, "organiser", name="Olga Organiser"), named(campaign, "helper")
    boss = Visitor(person("Ada Admin", administrator=True))
    again = f"/accounts/{organiser.pk}/again"
    assert boss.post(again, {"name": "Olga Organiser"}, form="/accounts").status_code == 200
    page = Visitor(helper).page(f"/e/{campaign.key}/")
    assert "made a link to let somebody in again: Olga Organiser" in page
    assert "Ada Admin" in page


def test_an_election_that_has_an_officer_gets_none_from_an_administrator(browser_in: Browser, served: Home) -> None:
    from hustings.office.accounts.models import Role

    assert served
    office = Officer(browser_in, "Has an officer")
    officer, other = named(office.row, "officer"), person()
    boss = Visitor(person(administrator=True))
    given = {"election": office.row.pk, "account": other.pk}
    refused = boss.post("/accounts/appoint", given, form="/accounts")
    assert (refused.status_code, "is its returning officer" in refused.content.decode()) == (422, True)
    assert boss.post(f"/accounts/{officer.pk}/open", {"open": "no"}, form="/accounts").status_code == 302
    assert boss.post("/accounts/appoint", given, form="/accounts").status_code == 302
    assert Role.objects.get(election=office.row, person=other).role == "officer"
