"""The election's pages as a ZIP file: with the results that are declared, and with ballots only when asked."""

from __future__ import annotations

import io
import zipfile

from office.browsing import Browser
from office.working import Work

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
