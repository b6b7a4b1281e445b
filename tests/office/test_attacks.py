"""Tries at the office that go through all of its pages: every field of every form, every header, files that are bombs.

docs/office-attacks.md lists each kind of try with the test that makes it.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest

from hustings.office.home import Home
from journeys.program import ROOT
from office.accounts import PASSWORD, Visitor, person
from office.browsing import Browser
from office.test_counting import Office
from office.test_roles import Space
from office.test_solo import ATTACK

HOSTILE = {"html": ATTACK, "long": "x" * 6_000, "nul": "a\0b", "odd": "\u202e'=1+1\t{{7*7}}%00%s"}
TYPED = ("text", "email", "search", "url", "tel", "number", "date", "datetime-local", "password")


@dataclass
class Form:
    """A form of a page. typed: names of fields in which anything can be written."""

    action: str
    sends: bool
    given: dict[str, str] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


class Page(HTMLParser):
    """The forms and links of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.foreign: list[str] = []
        self._list = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if any(each.startswith("on") or each == "style" for each in told) or told.get("src") == "x":
            self.foreign.append(self.get_starttag_text() or tag)
        if (tag == "script" and not told.get("src")) or told.get("href", "").startswith("javascript:"):
            self.foreign.append(self.get_starttag_text() or tag)
        name, kind = told.get("name", ""), told.get("type", "text")
        if tag == "form":
            self.forms.append(Form(told.get("action", ""), told.get("method", "get").lower() == "post"))
        elif tag == "a":
            self.links.append(told.get("href", "").partition("#")[0])
        elif not self.forms or (not name and tag != "option"):
            return
        elif tag == "textarea" or (tag == "input" and kind in TYPED):
            self.forms[-1].typed.append(name)
        elif tag == "input" and kind == "file":
            self.forms[-1].files.append(name)
        elif tag == "select":
            self._list = name
        elif tag == "option":
            self.forms[-1].given.setdefault(self._list, told.get("value", ""))
        elif tag in ("input", "button"):
            self.forms[-1].given.setdefault(name, told.get("value", "on"))


def pages(browser: Browser, start: str, most: int = 60) -> Iterator[tuple[str, str, Page]]:
    """The pages of an election that links lead to: address, text, forms."""
    left, seen = [start], {start}
    while left and len(seen) < most:
        path = left.pop(0)
        answer = browser.get(path)
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        assert answer.status_code < 500, path
        text = answer.content.decode()
        assert_safe(path, text)
        page = Page(text)
        yield path, text, page
        for link in page.links:
            place = re.sub(r"^/key/", "", link)
            if place.startswith(start) and not place.endswith(".html") and place not in seen:
                seen.add(place)
                left.append(place)


def assert_safe(path: str, text: str) -> None:
    """Nothing that was typed has become part of the page: it has no script and no style but the office's own."""
    assert Page(text).foreign == [], path


def filled(form: Form, value: str) -> dict[str, object]:
    given: dict[str, object] = {**form.given, **dict.fromkeys(form.typed, value)}
    for name in form.files:
        file = io.BytesIO(f"name,contest\n{value},board\n".encode())
        file.name = f"{value[:150]}.csv".replace("\0", "")
        given[name] = file
    return given


@pytest.fixture(scope="module")
def space(home: Home) -> Space:
    assert home.mark.is_file()
    return Space("Attacked")


@pytest.mark.parametrize("kind", HOSTILE)
def test_nothing_written_into_any_field_of_any_form_runs_or_breaks_a_page(
    kind: str, space: Space, browser_in: Browser
) -> None:
    """Each form of each page of an election with all that an election can have, sent with the same in every field."""
    start = f"e/{space.key}/"
    forms = {(path, number) for path, _, page in pages(browser_in, start) for number, _ in enumerate(page.forms)}
    assert len(forms) > 30
    tried = 0
    for path, number in sorted(forms):
        found = Page(browser_in.get(path).content.decode()).forms
        if number >= len(found) or not found[number].sends or not (found[number].typed or found[number].files):
            continue
        form = found[number]
        answer = browser_in.client.post(
            "/" + re.sub(r"^/key/", "", form.action or path).lstrip("/"),
            filled(form, HOSTILE[kind]),
            HTTP_HOST="127.0.0.1:8123",
            HTTP_ORIGIN="http://127.0.0.1:8123",
            HTTP_SEC_FETCH_SITE="same-origin",
        )
        assert answer.status_code < 500, (path, form.action, answer.content.decode()[-400:])
        assert answer.status_code != 403, (path, form.action)
        if "html" in answer.headers.get("Content-Type", ""):
            assert_safe(form.action, answer.content.decode())
        tried += 1
    assert tried > 15
    assert len(list(pages(browser_in, start))) > 10


def test_every_page_says_that_nobody_keeps_frames_or_adds_to_it(browser_in: Browser) -> None:
    office = Office(browser_in, "Headers")
    for path, _, _ in pages(browser_in, f"e/{office.key}/"):
        headers = browser_in.get(path).headers
        assert headers["Cache-Control"] == "no-store", path
        assert headers["X-Frame-Options"] == "DENY", path
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Referrer-Policy"] == "same-origin", path
        policy = headers["Content-Security-Policy"]
        assert "unsafe" not in policy, path
        assert "frame-ancestors 'none'" in policy, path


def test_nobody_is_sent_elsewhere_when_they_sign_in(served: Home) -> None:
    assert served
    somebody = person(second_factor=False)
    for place in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        answer = Visitor().post(f"/in?next={place}", {"login": somebody.email, "password": PASSWORD, "next": place})
        assert (answer.status_code, answer["Location"]) == (302, "/")


# What bandit finds, by its rule and file, and why it stays.
ANSWERED = {
    ("B105", "office/accounts/adapter.py"): "what is said of a password that is not right",
    (
        "B105",
        "office/accounts/settings.py",
    ): "the word in question is a name of a setting, and what it is set to is False",
    ("B404", "office/declaring.py"): "the office runs its own program",
    ("B404", "office/runs.py"): "the office runs its own program",
    ("B404", "office/postgres/copies.py"): "PostgreSQL's own programs make and read the copy",
    ("B603", "office/postgres/copies.py"): "the command is a list, of which no word is anybody's but the office's",
    ("B603", "office/declaring.py"): "the command is a list, of which no word is anybody's but the office's",
    ("B603", "office/runs.py"): "the command is a list; what people wrote is the value of an option, after its “=”",
    (
        "B701",
        "office/pages.py",
    ): "Django's backend passes autoescape=True on; the test of every field would fail without",
    ("B301", "many/cluster.py"): "what the program itself has sent to its own workers",
    ("B301", "many/crew.py"): "what the program itself has sent to its own workers",
    ("B314", "site/safe_svg.py"): "a file with an entity is refused before it is parsed (tests/site/test_safe_svg.py)",
}
# Markup of the program's own around escaped text; what people wrote goes through nh3 or is escaped first.
OWN_MARKUP = "B704"


@pytest.mark.parametrize(("folder", "level"), [("office", "low"), pytest.param("", "medium", marks=pytest.mark.long)])
def test_each_finding_of_bandit_has_an_answer(folder: str, level: str) -> None:
    words = ["-q", "-r", str(ROOT / "src/hustings" / folder), "-f", "json", "--severity-level", level, "-s", "B101"]
    done = subprocess.run([sys.executable, "-m", "bandit", *words], capture_output=True, text=True)
    results = json.loads(done.stdout)["results"]
    found = {(each["test_id"], each["filename"].partition("src/hustings/")[2]) for each in results}
    assert {each for each in found if each[0] != OWN_MARKUP} - set(ANSWERED) == set()
    assert found & set(ANSWERED)


# A workbook with one cell, whose text is an entity that stands for ten others, nine times over: 10^9 letters.
BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORKBOOK = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" '
    'ContentType="application/xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{SHEETS}" xmlns:r="{DOCUMENT}"><sheets><sheet name="S" sheetId="1" '
    'r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/worksheets/sheet1.xml": f'<!DOCTYPE w [<!ENTITY e0 "aaaaaaaaaa">{BOMB}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    f'<worksheet xmlns="{SHEETS}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Name&e9;&f;</t></is></c></row>'
    "</sheetData></worksheet>",
}


def test_a_spreadsheet_whose_xml_grows_without_end_or_asks_for_files_is_only_a_bad_spreadsheet(
    browser_in: Browser,
) -> None:
    office = Office(browser_in, "Entities")
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as made:
        for name, text in WORKBOOK.items():
            made.writestr(name, text)
    for path in (f"e/{office.key}/nominations/chair", f"{office.contest}/ballots"):
        book.seek(0)
        book.name = "book.xlsx"
        begun = time.process_time()
        answer = office.send(path, {"file": book})
        text = office.run(answer)[1] if answer.status_code == 302 else answer.content.decode()
        assert answer.status_code < 500
        assert "root:" not in text
        assert "aaaaaaaaaa" not in text
        # A billion letters take more than that; what is refused takes next to nothing.
        assert time.process_time() - begun < 5


def test_a_batchs_name_is_no_formula_in_the_sheet_of_typed_papers(browser_in: Browser) -> None:
    office = Office(browser_in, "Formulas")
    from hustings.office import paper_entry
    from hustings.office.clock import now
    from hustings.office.models import Batch, Election

    election = Election.objects.get(key=office.key)
    typed = {"first_by": "A", "first": "1", "second_by": "B", "second": "1"}
    Batch.objects.create(election=election, contest="chair", name="=1+1", total=1, at=now(), **typed)
    text = paper_entry.as_csv(election, "chair", ["@Ann", "Bob", "Cyd"], "agreed")
    assert text.splitlines()[1] == "'=1+1-1,'@Ann"


def test_the_list_of_tries_names_tests_that_there_are() -> None:
    listed = re.findall(r"`([a-z_]{15,})…?`", (ROOT / "docs/office-attacks.md").read_text("utf-8"))
    there = "".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert len(listed) > 25
    assert [name for name in listed if f"def test_{name}" not in there] == []
