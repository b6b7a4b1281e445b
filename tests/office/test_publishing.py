"""The election's pages as a ZIP file: with the results that are declared, and with ballots only when asked."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import timedelta

import pytest

from hustings.office.home import Home
from office.browsing import Browser
from office.working import Work
from waiting import LONGEST

TOML = 'title = "{}"\n[[contest]]\nid = "chair"\ntitle = "Chair"\nseats = 1\nrules = "scottish"\n'
BLT = '3 1\n5 1 0\n2 2 3 0\n0\n"Ann"\n"Bob"\n"Cyd"\n""\n'


class Publishing(Work):
    """An election with ballots, whose pages are made."""

    def __init__(self, browser: Browser, title: str) -> None:
        people = "name,contest\nAnn,chair\nBob,chair\nCyd,chair\n"
        files = {"election.toml": TOML.format(title), "candidates.csv": people, "ballots/chair.blt": BLT}
        super().__init__(browser, title, files)

    def declare(self) -> None:
        where, _ = self.run(self.send(f"e/{self.key}/count/chair/count", {}))
        self.send(f"{where}/accept", {})
        assert self.send(f"e/{self.key}/count/chair/declare", {"name": "Olive"}).status_code == 302

    def pages(self, **asked: str) -> dict[str, str]:
        """The pages, made and downloaded."""
        where, page = self.run(self.send(f"e/{self.key}/publish/make", asked))
        assert "The pages are made" in page, page
        packed = zipfile.ZipFile(io.BytesIO(self.browser.get(f"{where}/site.zip").content))
        return {name: packed.read(name).decode("utf-8", "replace") for name in packed.namelist()}


def test_pages_have_an_imprint_and_the_result_once_it_is_declared(browser_in: Browser) -> None:
    office = Publishing(browser_in, "Published")
    assert office.send(f"e/{office.key}/publish/make", {}).status_code == 422
    assert office.send(f"e/{office.key}/publish", {"imprint": ""}).status_code == 422
    given = {"imprint": "Olive Officer, 1 High Street, Town", "base_address": "not an address"}
    assert office.send(f"e/{office.key}/publish", given).status_code == 422
    assert office.send(f"e/{office.key}/publish", given | {"base_address": ""}).status_code == 302
    pages = office.pages()
    assert "1 High Street" in pages["index.html"]
    assert not [name for name in pages if name.startswith("result")]
    office.declare()
    pages = office.pages()
    results = [name for name in pages if name.startswith("result")]
    assert any("Ann" in pages[name] for name in results)
    assert not [name for name in pages if name.endswith(".blt")]
    assert "The pages of" in browser_in.page(f"e/{office.key}/publish")


def test_a_declared_result_keeps_its_address_while_a_newer_count_is_provisional(browser_in: Browser) -> None:
    office = Publishing(browser_in, "Counted again")
    office.send(f"e/{office.key}/publish", {"imprint": "Olive Officer, 1 High Street, Town", "base_address": ""})
    office.declare()
    printed = {name for name in office.pages() if name.startswith("result")}
    assert "results/chair.html" in printed
    where, _ = office.run(office.send(f"e/{office.key}/count/chair/count", {}))
    assert office.send(f"{where}/accept", {"why": "asked for"}).status_code == 302
    pages = office.pages()
    assert printed <= set(pages)
    assert "Ann" in pages["results/chair.html"]


def test_pages_that_newer_ones_have_replaced_go_after_a_week_unless_they_are_or_were_on_the_web(
    browser_in: Browser, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four were made on four days. The first is on the web; the last is the newest; the second was on it lately."""
    from django.test import override_settings

    from hustings.office import expiring, hosting, runs
    from hustings.office.clock import now
    from hustings.office.models import Run

    office = Publishing(browser_in, "Replaced")
    office.send(f"e/{office.key}/publish", {"imprint": "Olive Officer, 1 High Street, Town", "base_address": ""})
    made = [Run.objects.get(pk=int(office.run(office.send(f"e/{office.key}/publish/make", {}))[0].rpartition("/")[2]))]
    for days in (30, 20, 10):
        made.append(runs.wait(runs.begin_as(made[0]), LONGEST))
        Run.objects.filter(pk=made[-2].pk).update(ended_at=now() - timedelta(days=days))
    first, second, third, last = made
    copies = [home.sites / f"{office.key}.{run.pk}" for run in (first, second)]
    with override_settings(HUSTINGS_SITES_ORIGIN="https://sites.example.net"):
        hosting.put_up(second)
        hosting.put_up(first)
    expiring.remove()
    there = [bool(list(runs.place(run).rglob("index.html"))) for run in made]
    # Its pages were replaced ten days ago, and it never was on the web.
    assert there == [True, True, True, True]
    Run.objects.filter(pk=last.pk).update(ended_at=now() - timedelta(days=8))
    expiring.remove()
    assert [runs.place(run).is_dir() for run in made] == [True, True, False, True]
    page = browser_in.page(f"e/{office.key}/run/{third.pk}")
    assert "not kept any more" in page
    assert browser_in.get(f"e/{office.key}/run/{third.pk}/site.zip").status_code == 404
    # The copy that is answered from goes ten minutes after another took its place.
    assert [copy.is_dir() for copy in copies] == [True, True]
    link = home.sites / office.key
    os.utime(link, (0, 0), follow_symlinks=False)
    expiring.remove()
    assert [copy.is_dir() for copy in copies] == [True, False]
    # A week after it left the web the second goes, too; what is on the web stays, however old.
    monkeypatch.setattr(expiring, "now", lambda: now() + timedelta(days=8))
    expiring.remove()
    assert [runs.place(run).is_dir() for run in made] == [True, False, False, True]
    _, page = office.run(office.send(f"e/{office.key}/run/{second.pk}/again", {}))
    assert "The pages are made" in page
    hosting.take_down(first.election)
    assert not copies[0].exists()


def test_ballots_are_published_only_when_that_is_asked(browser_in: Browser) -> None:
    office = Publishing(browser_in, "With ballots")
    office.send(f"e/{office.key}/publish", {"imprint": "Olive Officer, 1 High Street, Town", "base_address": ""})
    office.declare()
    asked = office.pages(ballots="yes")
    assert set(asked) - set(office.pages())


def test_a_run_of_something_else_is_no_site(browser_in: Browser) -> None:
    office = Publishing(browser_in, "No site")
    where, _ = office.run(office.send(f"e/{office.key}/count/chair/count", {}))
    assert browser_in.get(f"{where}/site.zip").status_code == 404
