"""Ballots and nominations are kept until their day, and then destroyed on confirmation, in every version."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from hustings.office.home import Home
from office.browsing import Browser
from office.working import Work

PEOPLE = "name,contest\nAnn,chair\nBob,chair\n"


class Kept(Work):
    """An election with ballots and a nomination."""

    def __init__(self, browser: Browser, title: str, until: str) -> None:
        toml = (
            f'title = "{title}"\n[retention]\nballots = {until}\nnominations = 2099-01-01\n'
            '[[contest]]\nid = "chair"\ntitle = "Chair"\nseats = 1\nrules = "scottish"\n'
        )
        files = {
            "election.toml": toml,
            "candidates.csv": PEOPLE,
            "nominations.csv": "date,branch,candidate\n2020-01-01,1,Ann\n",
        }
        super().__init__(browser, title, files)
        self.contest = f"e/{self.key}/count/chair"
        file = io.BytesIO(b"1st,2nd\nAnn,Bob\nAnn,\nBob,\n")
        file.name = "secret-form.csv"
        where, _ = self.run(self.send(f"{self.contest}/ballots", {"file": file}))
        where, _ = self.run(self.send(f"{where}/confirm", {}))
        self.send(f"{where}/accept", {})
        assert self.send(f"{self.contest}/declare", {"name": "Olive"}).status_code == 302

    def ballots(self, home: Home) -> list[Path]:
        """Every file of this office in which the papers stand."""
        from hustings.office import runs
        from hustings.office.models import Run, Upload

        places = [home.versions(self.key), *(runs.place(run) for run in Run.objects.filter(election__key=self.key))]
        there = [
            path
            for place in places
            for path in place.rglob("*")
            if path.name.startswith(("chair.blt", "ballots.", "in-secret"))
        ]
        digests = Upload.objects.filter(election__key=self.key, removed=False).values_list("digest", flat=True)
        return there + [home.uploads / each for each in digests]


def faults(home: Home, key: str) -> list[str]:
    from hustings.office import checking

    return [fault for fault in checking.faults(home) if key in fault]


def test_what_is_due_is_reminded_of_and_destroyed_when_its_name_is_written(browser_in: Browser, home: Home) -> None:
    kept = Kept(browser_in, "Due", "2020-06-01")
    page = f"e/{kept.key}/retention"
    assert "The ballots were to be kept until 1 June 2020" in browser_in.page(f"e/{kept.key}/")
    leaving = {"leavers": "1", "method": "countback", "because": "she has moved away"}
    where, _ = kept.run(kept.send(f"{kept.contest}/vacancies", leaving))
    assert kept.send(f"{where}/fill", {"name": "Olive"}).status_code == 302
    assert len(kept.ballots(home)) >= 5
    assert kept.send(page, {"kind": "ballots", "name": "yes"}).status_code == 422
    assert kept.send(page, {"kind": "records", "name": "records"}).status_code == 422
    assert kept.send(page, {"kind": "ballots", "name": "ballots"}).status_code == 302
    assert kept.ballots(home) == []
    assert "were to be kept until" not in browser_in.page(f"e/{kept.key}/")
    assert "Destroyed the ballots" in browser_in.page(f"e/{kept.key}/acts")
    # The result stays, with its record and its signature; nothing looks as if it had been altered.
    assert "by Olive" in browser_in.page(kept.contest)
    page_of_vacancies = browser_in.page(f"{kept.contest}/vacancies")
    (corrects,) = re.findall(r"corrects=\d+", page_of_vacancies)
    for path in (where, f"{kept.contest}/vacancies?{corrects}"):
        assert "she has moved away" in browser_in.page(path)
    assert faults(home, kept.key) == []
    # Nominations have a day of their own.
    assert kept.send(page, {"kind": "nominations", "name": "nominations"}).status_code == 422


def test_what_is_to_be_kept_cannot_be_destroyed(browser_in: Browser, home: Home) -> None:
    kept = Kept(browser_in, "Not due", "2099-06-01")
    assert "Destroy" not in browser_in.page(f"e/{kept.key}/retention")
    assert kept.send(f"e/{kept.key}/retention", {"kind": "ballots", "name": "ballots"}).status_code == 422
    assert len(kept.ballots(home)) >= 5


def test_a_destruction_that_was_cut_off_is_carried_out_at_the_next_start_and_what_came_later_stays(
    browser_in: Browser, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hustings.office import retention
    from hustings.office.models import Destroyed

    kept = Kept(browser_in, "Cut off", "2020-06-01")
    monkeypatch.setattr(retention, "carry_out", lambda _row: None)
    kept.send(f"e/{kept.key}/retention", {"kind": "ballots", "name": "ballots"})
    monkeypatch.undo()
    assert len(kept.ballots(home)) >= 5
    row = Destroyed.objects.get(election__key=kept.key)
    retention.carry_out(row)
    assert kept.ballots(home) == []
    file = io.BytesIO(b"1st,2nd\nBob,Ann\nBob,\n")
    file.name = "secret-again.csv"
    kept.run(kept.send(f"{kept.contest}/ballots", {"file": file}))
    there = kept.ballots(home)
    retention.carry_out(row)
    assert kept.ballots(home) == there != []


def test_a_campaign_destroys_its_own_nominations_and_canvass_and_is_reminded_of_the_day(
    browser_in: Browser, home: Home
) -> None:
    """The canvass is due with the ballots; nominations are not yet, but a campaign's own are no evidence."""
    from hustings.office import acts, campaigns
    from hustings.office.models import Election

    title = "Kept by a campaign"
    officers = Work(
        browser_in,
        title,
        {
            "election.toml": f'title = "{title}"\n[retention]\nballots = 2020-06-01\nnominations = 2099-01-01\n'
            '[[contest]]\nid = "chair"\ntitle = "Chair"\nseats = 1\nrules = "scottish"\n',
            "candidates.csv": PEOPLE,
            "nominations.csv": "date,branch,candidate\n2020-01-01,1,Ann\n",
        },
    )
    key = campaigns.begin(Election.objects.get(key=officers.key), f"{title}: ours", "", solo=True).key
    ours = Work.__new__(Work)
    ours.browser, ours.key = browser_in, key
    answers = b"area,date,asked,answer,count\n,2020-02-01,phone,undecided,2\n"
    acts.change(key, ours.base, ours.files() | {"canvass/chair.csv": answers}, "A canvass")
    assert "The canvass was to be kept until 1 June 2020" in browser_in.page(f"e/{key}/")
    assert "nominations were to be kept" not in browser_in.page(f"e/{key}/")
    page = f"e/{key}/retention"
    assert ours.send(page, {"kind": "canvass", "name": "nominations"}).status_code == 422
    assert ours.send(page, {"kind": "ballots", "name": "ballots"}).status_code == 422
    for kind, path in (("canvass", "canvass/chair.csv"), ("nominations", "nominations.csv")):
        assert ours.send(page, {"kind": kind, "name": kind}).status_code == 302
        assert list(home.versions(key).rglob(path)) == []
    assert "was to be kept until" not in browser_in.page(f"e/{key}/")
    assert faults(home, key) == []
    # The officer's are the officer's.
    assert "nominations.csv" in officers.files()


def test_the_days_are_set_by_form_and_stand_in_election_toml(browser_in: Browser) -> None:
    from hustings.office import acts
    from hustings.office.models import Election

    key = acts.create(
        "Set", {"election.toml": b'title = "Set"\n[[contest]]\nid = "chair"\ntitle = "Chair"\nseats = 1\n'}, "made"
    ).key
    base = Election.objects.get(key=key).current
    given = {"title": "Set", "time_zone": "Europe/London", "declared_by": "1", "base": base}
    given |= {"keep_ballots": "2028-06-28", "complaints_close": "2027-07-14"}
    assert browser_in.post(f"e/{key}/set-up/about", given).status_code == 302
    text = acts.current_files(Election.objects.get(key=key))["election.toml"].decode()
    assert "[retention]\nballots = 2028-06-28\n" in text
    assert "complaints_close = 2027-07-14" in text


def test_accounts_are_destroyed_once_their_day_is_over_and_the_acts_stay(
    served: Home, committee: dict[str, bytes]
) -> None:
    """Of four people the officer stays, the clerk has a part elsewhere, and two accounts go with all that is theirs."""
    from allauth.mfa.models import Authenticator

    from hustings.office import acts, audit
    from hustings.office.accounts.models import Person, Role
    from office.accounts import PASSWORD, Visitor, named

    assert served.mark.is_file()
    files = {**committee, "election.toml": b"retention.accounts = 2020-01-01\n" + committee["election.toml"]}
    election = acts.create("Long ago", files, "made")
    other = acts.create("Now", committee, "made")
    officer, clerk = named(election, "officer", name="Olive"), named(election, "clerk", name="Clem")
    deputy, scrutineer = named(election, "deputy", name="Dee Deputy"), named(election, "scrutineer", name="Sam")
    Role.objects.create(election=other, person=clerk, role="clerk")
    visitor, theirs, email = Visitor(officer), Visitor(deputy), deputy.email
    start = f"/e/{election.key}/"
    assert "a day that is over" in visitor.page(start)
    assert "Dee Deputy: the account is destroyed" in visitor.page(f"{start}people")
    assert "Clem: keeps the account" in visitor.page(f"{start}people")
    assert visitor.post(f"{start}people/destroy", {"name": "account"}, form=f"{start}people").status_code == 422
    assert theirs.get(start).status_code == 200
    seen = {"name": "accounts", "seen": "of an earlier page"}
    assert visitor.post(f"{start}people/destroy", seen, form=f"{start}people").status_code == 409
    assert visitor.post(f"{start}people/destroy", {"name": "accounts"}, form=f"{start}people").status_code == 302
    assert theirs.get(start).status_code == 302
    assert list(Role.objects.filter(election=election).values_list("person", flat=True)) == [officer.pk]
    assert Person.objects.get(pk=clerk.pk).is_active
    for gone in (deputy, scrutineer):
        left = Person.objects.get(pk=gone.pk)
        assert (left.name, left.is_active, left.has_usable_password()) == (f"Account {gone.pk}", False, False)
        assert not Authenticator.objects.filter(user=gone).exists()
    assert not Person.objects.filter(email=email).exists()
    assert Visitor().post("/in", {"login": email, "password": PASSWORD}).status_code == 200
    assert "a day that is over" not in visitor.page(start)
    assert "Dee Deputy" not in visitor.page(f"{start}people")
    assert [fault for fault in audit.faults() if "follow" in fault] == []


def test_accounts_that_are_to_be_kept_are_not_destroyed(served: Home, committee: dict[str, bytes]) -> None:
    from hustings.office import acts
    from office.accounts import Visitor, named

    assert served.mark.is_file()
    files = {**committee, "election.toml": b"retention.accounts = 2099-01-01\n" + committee["election.toml"]}
    election = acts.create("Still kept", files, "made")
    visitor, deputy = Visitor(named(election, "officer")), named(election, "deputy")
    page = f"/e/{election.key}/people"
    assert visitor.post(f"{page}/destroy", {"name": "accounts"}, form=page).status_code == 422
    assert Visitor(deputy).get(f"/e/{election.key}/").status_code == 200
