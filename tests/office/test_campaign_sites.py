"""A campaign's site: previews that nobody can guess or keep, orders in no file before their moment, made anew when it
comes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime, timedelta

import pytest

from hustings.office.home import Home
from office.browsing import Browser
from office.test_campaigns import of
from office.test_hosting import SITES, asked, the_office
from office.test_plans import FILES, FORECAST, TOML
from office.working import Work

HOST = "sites.example.net"
PLAN = "contest,slate,area,list,1,2\nchair,a,north,A,Bob,Ann\nchair,a,south,A,Bob,Ann\n"
# The order, as pages, texts for sharing and the finder's data write it. Elsewhere Ann comes before Bob.
ORDER = re.compile(r'1 Bob,?\s2 Ann|"Bob", ?"Ann"')


class Site(Work):
    """A campaign with a plan. orders: the moment from which its orders are shown."""

    def __init__(self, browser: Browser, title: str, orders: str) -> None:
        from hustings.office import acts, campaigns

        toml = TOML.format(title) + '[timetable]\ntime_zone = "Europe/London"\nvoting_closes = 2099-06-01T12:00:00\n'
        files = {"election.toml": toml} | FILES
        election = acts.create(title, {name: text.encode() for name, text in files.items()}, "made")
        found = of(browser, campaigns.begin(election, f"{title}: A", "a", solo=True).key)
        self.browser, self.key = browser, found.key
        assert self.send(f"e/{self.key}/set-up/text", {"name": "plan.csv", "text": PLAN}).status_code == 302
        given = {"imprint": "A, 1 High Street, Town", "base_address": "", "orders": orders}
        answer = self.send(f"e/{self.key}/publish", given)
        assert answer.status_code == 302, answer.content.decode()

    def published(self) -> tuple[str, dict[str, str]]:
        """The address of a run that has made the site, and its files."""
        where, page = self.run(self.send(f"e/{self.key}/publish/make", {}))
        assert "The pages are made" in page, page
        packed = zipfile.ZipFile(io.BytesIO(self.browser.get(f"{where}/site.zip").content))
        return where, {name: packed.read(name).decode("utf-8", "replace") for name in packed.namelist()}


def shows(files: dict[str, str]) -> bool:
    return any(ORDER.search(text) for text in files.values())


def test_orders_stand_in_no_file_before_their_moment_and_previews_show_any(browser_in: Browser) -> None:
    from django.test import override_settings

    from hustings.cli.site_server import SiteFiles
    from hustings.office.hosting import by_host
    from hustings.office.models import Preview
    from hustings.office.settings import office_home

    site = Site(browser_in, "Embargo", "2099-05-01 10:00")
    _, files = site.published()
    assert not shows(files)
    where, page = site.run(site.send(f"e/{site.key}/publish/preview", {"as_of": "2099-05-01T10:00"}))
    assert "A preview is made" in page
    application = by_host(the_office, SiteFiles, office_home(), SITES)
    with override_settings(HUSTINGS_PREVIEWS_ORIGIN=SITES):
        answer = site.send(f"{where}/preview", {"hours": "24"}).content.decode()
        found = re.search(rf"{SITES}(/preview/[\w-]{{43}}/)", answer)
        assert found
        path = found[1]
        status, headers, body = asked(application, HOST, path, "session=stolen")
        assert (status, headers["Cache-Control"], headers["X-Robots-Tag"]) == (200, "no-store", "noindex, nofollow")
        assert headers["Referrer-Policy"] == "no-referrer"
        assert b"A, 1 High Street" in body
        assert ORDER.search(asked(application, HOST, f"{path}areas/north.html")[2].decode())
        # The address is kept nowhere, is no other host's, and leads to nothing without its token.
        row = Preview.objects.get(run__election__key=site.key)
        assert row.token not in path
        for host, other in ((HOST, "/preview/"), (HOST, f"/preview/{row.token}/"), (HOST, f"/preview/{'x' * 43}/")):
            assert asked(application, host, other)[0] == 404
        assert asked(application, "office.example.org", path)[2] == b"the office"
        assert asked(application, HOST, f"{path}../../../../office.sqlite3")[0] == 404
        # It ends by itself, and by an act.
        Preview.objects.filter(pk=row.pk).update(until=datetime.now(UTC) - timedelta(seconds=1))
        assert asked(application, HOST, path)[0] == 404
        Preview.objects.filter(pk=row.pk).update(until=row.until)
        assert asked(application, HOST, path)[0] == 200
        assert site.send(f"{where}/end-preview", {}, form=f"e/{site.key}/publish").status_code == 302
        assert asked(application, HOST, path)[0] == 404


def test_pages_of_a_preview_are_removed_once_nobody_can_see_them(browser_in: Browser) -> None:
    """Once its address is over; and a week after they were made, where they never had one."""
    from hustings.office import expiring, previews, runs
    from hustings.office.models import Preview, Run

    site = Site(browser_in, "Removed", "")
    where, _ = site.run(site.send(f"e/{site.key}/publish/preview", {"as_of": ""}))
    run, now = Run.objects.get(pk=int(where.rpartition("/")[2])), datetime.now(UTC)
    moved: list[tuple[timedelta, timedelta | None, bool]] = [
        # Made so long ago, an address that is good for so long, and whether the pages are there then.
        (timedelta(days=6, hours=23), None, True),
        (timedelta(days=30), timedelta(seconds=60), True),
        (timedelta(0), timedelta(seconds=-1), False),
        (timedelta(days=7, hours=1), None, False),
    ]
    for age, good, there in moved:
        (runs.place(run) / "site").mkdir(parents=True, exist_ok=True)
        Run.objects.filter(pk=run.pk).update(ended_at=now - age)
        Preview.objects.filter(run=run).delete()
        if good is not None:
            Preview.objects.create(run=run, token=str(good), until=now + good)
        expiring.remove()
        assert runs.place(run).is_dir() is there, (age, good)
        assert Preview.objects.filter(run=run).exists() is bool(there and good)
    assert previews.HOURS[-1] == 7 * 24
    assert site.send(f"{where}/preview", {"hours": "24"}).status_code == 422
    assert "A preview that is over" in browser_in.page(where)
    # What a site was published from stays, however old it is.
    where, _ = site.published()
    run = Run.objects.get(pk=int(where.rpartition("/")[2]))
    Run.objects.filter(pk=run.pk).update(ended_at=now - timedelta(days=400))
    expiring.remove()
    assert runs.place(run).is_dir()


def test_the_office_makes_pages_anew_when_a_moment_comes_that_stands_in_them(
    browser_in: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.test import override_settings

    from hustings.office import hosting, runs, upkeep
    from hustings.office.models import Election, Event, Run

    moment = datetime.now(UTC).replace(second=0, microsecond=0)
    site = Site(browser_in, "Comes", (moment + timedelta(days=1)).isoformat(" ", "minutes").replace("+00:00", "Z"))
    where, files = site.published()
    assert not shows(files)
    row = Election.objects.get(key=site.key)
    with override_settings(HUSTINGS_SITES_ORIGIN=SITES):
        assert site.send(f"{where}/web", {"seen": "0"}).status_code == 302
        assert upkeep.due(row) is None
        run = Run.objects.get(pk=hosting.on_the_web(row))
        # As if it had been put up two days ago: the moment is a day ahead, so it has not come yet.
        Run.objects.filter(pk=run.pk).update(asked_at=moment - timedelta(days=2))
        assert upkeep.due(row) is None
        monkeypatch.setattr(upkeep, "now", lambda: moment + timedelta(days=1, minutes=1))
        assert upkeep.due(row) == run
        # What is being worked on is not published by it.
        site.send(f"e/{site.key}/set-up/text", {"name": "site.toml", "text": 'imprint = "Half written"'})
        made = upkeep.release(run)
        assert (made.version, made.pk != run.pk, runs.stale(made)) == (run.version, True, True)
        assert hosting.on_the_web(row) == made.pk
        assert "the office" in Event.objects.filter(election=site.key, act="began: site").latest("number").who


def test_moments_are_those_that_stand_in_the_files() -> None:
    from hustings.office.upkeep import moments

    files = {
        "election.toml": b"[timetable]\norders_published = 2027-07-05T10:00\nballots_out = 2027-07-12\n",
        "news/a.md": b"---\ndate: 2027-07-14T09:00+02:00\n---\n",
        "candidates.csv": b"name\n2027-01-01\n",
    }
    # London is an hour ahead of UTC in July; a day begins and ends at its midnights; half an hour before, people join.
    assert sorted({at.astimezone(UTC).strftime("%d %H:%M") for at in moments(files, "Europe/London")}) == [
        "05 08:30",
        "05 09:00",
        "11 23:00",
        "12 23:00",
        "14 06:30",
        "14 07:00",
    ]


def test_a_campaign_sets_the_moment_of_its_orders_and_nothing_else_of_the_elections_dates(browser_in: Browser) -> None:
    from hustings.office import campaigns
    from hustings.office.models import Election

    site = Site(browser_in, "Own moment", "2099-05-01 10:00")
    text = site.files()["election.toml"].decode()
    assert "orders_published = 2099-05-01" in text
    wrong = site.send(f"e/{site.key}/set-up/text", {"name": "election.toml", "text": text.replace("06-01", "06-02")})
    assert (wrong.status_code, "is the election’s" in wrong.content.decode()) == (422, True)
    given = {"imprint": "A, 1 High Street, Town", "base_address": "", "orders": "soon"}
    assert site.send(f"e/{site.key}/publish", given).status_code == 422
    # It stays when the election is taken in anew.
    row = Election.objects.get(key=site.key)
    assert row.of is not None
    office = of(browser_in, row.of.key)
    office.send(
        f"e/{office.key}/set-up/text",
        {"name": "election.toml", "text": office.files()["election.toml"].decode().replace("06-01", "06-03")},
    )
    assert campaigns.news(row, solo=True) == ["election.toml"]
    campaigns.take_in(row, row.current, solo=True)
    text = site.files()["election.toml"].decode()
    assert ("2099-06-03" in text, "orders_published = 2099-05-01" in text) == (True, True)


def test_a_candidate_who_drops_out_is_off_the_site_by_one_form(browser_in: Browser) -> None:
    site = Site(browser_in, "Drops out", "")
    assert shows(site.published()[1])
    three = site.files()["slates.toml"].decode().replace('"Ann", "Bob"', '"Ann", "Bob", "Dee"')
    for name, text in (("slates.toml", three), ("forecast.toml", FORECAST + "Dee = 0.5\n")):
        answer = site.send(f"e/{site.key}/set-up/text", {"name": name, "text": text})
        assert answer.status_code == 302, answer.content.decode()
    address = f"e/{site.key}/publish/change"
    for wrong in ({"said": ""}, {"gone": "chair/Zoe"}, {"day": "soon"}):
        given = {"gone": "chair/Bob", "said": "Bob has withdrawn."} | wrong
        assert site.send(address, given).status_code == 422
    where, page = site.run(site.send(address, {"gone": "chair/Bob", "said": "Bob has withdrawn. Begin with Ann."}))
    assert "The pages are made" in page
    packed = zipfile.ZipFile(io.BytesIO(site.browser.get(f"{where}/site.zip").content))
    files = {name: packed.read(name).decode("utf-8", "replace") for name in packed.namelist()}
    assert not shows(files)
    assert "Begin with Ann" in files["areas/north.html"]
    # Whoever comes after moves up, and nothing else is believed otherwise.
    assert site.files()["plan.csv"].decode().splitlines()[1].startswith("chair,a,north,A,Ann,")
    assert site.files()["forecast.toml"].decode() == (FORECAST + "Dee = 0.5\n").replace("Bob = 1.0\n", "")
    # One name is left: there is no order to plan any more, and members are told all the same.
    _, page = site.run(site.send(address, {"gone": "chair/Dee", "said": "Dee has withdrawn, too."}))
    assert "The pages are made" in page
    # And the page of what is published is there, to put them up or take them off.
    assert "Make the pages" in site.browser.page(f"e/{site.key}/publish")


def test_a_solo_office_has_previews_on_another_name_of_this_computer_and_puts_nothing_up(home: Home) -> None:
    from hustings.office import hosting, previews

    assert home
    assert previews.origin() == "http://localhost:8123"
    assert hosting.origin() == ""
