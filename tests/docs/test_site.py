"""The documentation as a site: it builds without a warning, no link is broken, and what is generated is complete."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import hustings
from hustings.narrative.rule_book import meaning_of, question_in_words
from hustings.rules.book import QUESTIONS
from hustings.rules.library import names, rule_book
from hustings.rules.needs import NEEDS
from hustings.rules.questions import NUMBER
from journeys.program import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytest.importorskip("myst_parser", reason="the documentation's packages are not installed here (make docs)")
SPHINX = ROOT / "docs/_sphinx"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs")
    built = build(ROOT / "docs", folder / "site")
    assert built.returncode == 0, built.stderr
    return folder / "site"


def build(pages: Path, site: Path) -> subprocess.CompletedProcess[str]:
    words = ["-q", "-W", "--keep-going", "-c", str(SPHINX), "-d", str(site.parent / "doctrees"), str(pages), str(site)]
    return subprocess.run(
        [sys.executable, "-m", "sphinx", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )


def links_checked(site: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SPHINX / "links.py"), str(site)], capture_output=True, text=True, check=False
    )


def text_of(page: Path) -> str:
    """What a reader sees, in one line."""
    return " ".join(html.unescape(re.sub("<[^>]*>", " ", page.read_text(encoding="utf-8"))).split())


def test_no_link_leads_nowhere(site: Path) -> None:
    assert links_checked(site).stdout == ""
    assert len(list(site.rglob("*.html"))) > 15


def test_a_broken_link_and_a_missing_place_are_noticed(tmp_path: Path) -> None:
    """Planted: a page that links to nothing, and the source of one."""
    (tmp_path / "page.html").write_text(
        '<p id="here"><a href="#here">1</a><a href="#there">2</a><a href="no.html">3</a>'
    )
    assert links_checked(tmp_path).stdout.splitlines() == [
        "page.html: #there: there is no such place on the page",
        "page.html: no.html: there is no such file",
    ]
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "index.md").write_text("# Planted\n\n[nowhere](missing.md), [no place](#missing)\n")
    built = build(pages, tmp_path / "site")
    assert built.returncode != 0
    assert "missing.md" in built.stderr
    assert "'missing'" in built.stderr


@pytest.mark.browser
@pytest.mark.parametrize("page", ["index", "how-to/developer", "reference/questions"])
def test_a_page_can_be_read_on_a_phone_by_keyboard_and_by_ear(site: Path, browser: Browser, page: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    shown = browser.new_page()
    shown.goto((site / f"{page}.html").as_uri())
    for width in (1280, 360):
        shown.set_viewport_size({"width": width, "height": 800})
        assert shown.evaluate("document.documentElement.scrollWidth") <= width
    violations = [each["id"] for each in axe.run(shown).response["violations"] if each["impact"] != "minor"]
    shown.close()
    assert violations == []


def test_the_questions_page_has_every_question_answer_meaning_term_and_need(site: Path) -> None:
    page = site / "reference/questions.html"
    text, source = text_of(page), page.read_text(encoding="utf-8")
    for question in QUESTIONS:
        assert f'id="{question.name.replace("_", "-")}"' in source
        assert question_in_words(question) in text
        for answer in question.answers:
            meaning = meaning_of(question, answer)
            assert meaning.text.replace(NUMBER, "n") in text
            assert meaning.term in text
    assert text.count(" needs ") >= 2 * len(NEEDS)


def test_the_rule_books_page_has_every_rule_book(site: Path) -> None:
    text = text_of(site / "reference/rule-books.html")
    for book in map(rule_book, names()):
        assert book.title in text
        assert " ".join(book.text.split()) in text


def test_the_python_page_has_every_public_name(site: Path) -> None:
    source = (site / "reference/python.html").read_text(encoding="utf-8")
    for name in hustings.__all__:
        assert f'id="hustings.{name}"' in source


def test_the_commands_page_has_every_command(site: Path) -> None:
    from hustings.cli.main import COMMANDS

    text = text_of(site / "reference/commands.html")
    for name, _, _ in COMMANDS:
        assert f"Usage: hustings {name}" in text
