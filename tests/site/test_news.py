"""News from its moment on, its feed, documents, and the lines that show the finder on another site."""

from __future__ import annotations

import html
import re
import shutil
import xml.etree.ElementTree as ElementTree
from datetime import datetime
from pathlib import Path

import pytest

from hustings import publish
from hustings.election.problems import BadInput
from hustings.election.reading import read_election, read_site
from seasons import league

ATOM = "{http://www.w3.org/2005/Atom}"
FIRST = """---
date: 2027-07-14T09:00
title: The Guild supports <us>
summary: One of the oldest bodies of the League backs all six.
breaking_until: 2027-07-16T12:00
---
The Guild said *yes*. <script>alert(1)</script>
"""
SECOND = "---\ndate: 2027-07-18\ntitle: A rally in Nettlewick\nsummary: Four hundred came.\n---\nIt rained.\n"


def folder_with(folder: Path, **articles: str) -> Path:
    league(folder)
    # Not the example's own articles.
    shutil.rmtree(folder / "news")
    (folder / "news").mkdir()
    for name, text in articles.items():
        (folder / "news" / f"{name}.md").write_text(text, "utf-8")
    return folder


def published(folder: Path, moment: str) -> Path:
    out = folder.with_name("site")
    publish(folder, out, datetime.fromisoformat(moment), slate="green-lanes")
    return out


def test_an_article_is_in_no_file_before_its_moment(tmp_path: Path) -> None:
    site = published(folder_with(tmp_path / "folder", guild=FIRST, rally=SECOND), "2027-07-14T08:59")
    assert [path for path in site.rglob("*") if path.is_file() and b"Guild supports" in path.read_bytes()] == []
    assert not (site / "news.html").exists()


def test_breaking_news_leads_the_home_page_until_its_moment_is_over(tmp_path: Path) -> None:
    folder = folder_with(tmp_path / "folder", guild=FIRST, rally=SECOND)
    home = (published(folder, "2027-07-14T09:00") / "index.html").read_text("utf-8")
    assert 'class="changed breaking" data-ends="2027-07-16T12:00:00+01:00"' in home
    assert home.index("breaking") < home.index('id="finder"')
    home = (published(folder, "2027-07-16T12:00") / "index.html").read_text("utf-8")
    assert "breaking" not in home
    # It stays among the news.
    assert '<a href="news/guild.html">The Guild supports &lt;us&gt;</a>' in home


def test_news_has_pages_the_newest_first_and_a_feed(tmp_path: Path) -> None:
    site = published(folder_with(tmp_path / "folder", guild=FIRST, rally=SECOND), "2027-07-20T12:00")
    listed = re.findall(r'href="news/(\w+)\.html"', (site / "news.html").read_text("utf-8"))
    assert listed == ["rally", "guild"]
    page = (site / "news/guild.html").read_text("utf-8")
    assert "<p>The Guild said <em>yes</em>." in page
    assert "<script>alert" not in page
    feed = ElementTree.parse(site / "feed.xml").getroot()
    entries = feed.findall(f"{ATOM}entry")
    assert [each.findtext(f"{ATOM}title") for each in entries] == ["A rally in Nettlewick", "The Guild supports <us>"]
    # 9.00 by London's summer time.
    assert entries[1].findtext(f"{ATOM}updated") == "2027-07-14T08:00:00Z"
    assert entries[1].findtext(f"{ATOM}id") == "https://hedgerow-league.example.org/news/guild.html"
    assert feed.findtext(f"{ATOM}updated") == "2027-07-17T23:00:00Z"
    assert "<script" not in (entries[1].findtext(f"{ATOM}content") or "")
    assert 'type="application/atom+xml"' in (site / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("No head\n", "the article has no head; it should begin with ---"),
        ("---\ndate: 2027-07-14\ntitle: T\n---\n", "the article has no summary"),
        ("---\ndate: soon\ntitle: T\nsummary: S\n---\n", "date is “soon”, which is not a time; write it as 2027-07-14"),
        ("---\ndate: 2027-07-14\ntitel: T\nsummary: S\n---\n", "“titel: T” is not understood"),
        ("---\ndate: 2027-03-28T01:30\ntitle: T\nsummary: S\n---\n", "the clocks of Europe/London go forward"),
    ],
)
def test_a_head_that_is_not_understood_is_told_with_its_file(tmp_path: Path, text: str, said: str) -> None:
    folder = folder_with(tmp_path / "folder", wrong=text)
    with pytest.raises(BadInput, match=re.escape(said)):
        read_site(read_election(folder))


def with_document(folder: Path, content: bytes, name: str = "manifesto.pdf") -> Path:
    league(folder)
    (folder / "manifesto.pdf").write_bytes(content)
    more = f'\n[[document]]\ntitle = "Our manifesto"\nfile = "{name}"\nabout = "Twelve pages."\n'
    path = folder / "site.toml"
    path.write_text(path.read_text("utf-8") + more, "utf-8")
    return folder


def test_a_document_is_handed_out_with_its_size(tmp_path: Path) -> None:
    content = b"%PDF-1.7\n" + bytes(2_490)
    site = published(with_document(tmp_path / "folder", content), "2027-07-20T12:00")
    page = (site / "press.html").read_text("utf-8")
    assert '<a href="documents/manifesto.pdf">Our manifesto</a> <span class="note">PDF, 2 kB</span>' in page
    assert (site / "documents/manifesto.pdf").read_bytes() == content
    assert "Documents that were attached" in (site / "accessibility.html").read_text("utf-8")


def test_what_is_no_pdf_is_not_handed_out(tmp_path: Path) -> None:
    folder = with_document(tmp_path / "folder", b"<script>alert(1)</script>")
    with pytest.raises(BadInput, match="this is not a PDF file, and documents are"):
        published(folder, "2027-07-20T12:00")
    folder = with_document(tmp_path / "other", b"%PDF-1.7", "../../etc/passwd")
    with pytest.raises(BadInput, match="there is no PDF file"):
        published(folder, "2027-07-20T12:00")


def test_the_page_for_supporters_has_the_lines_that_show_the_finder_elsewhere(tmp_path: Path) -> None:
    site = published(league(tmp_path / "folder"), "2027-07-20T12:00")
    found = re.search(r'<code id="snippet">(.*?)</code>', (site / "help.html").read_text("utf-8"))
    assert found
    snippet = html.unescape(found[1])
    assert snippet.startswith('<iframe src="https://hedgerow-league.example.org/embed/" title="Green Lanes"')
    assert (site / "embed/index.html").is_file()
