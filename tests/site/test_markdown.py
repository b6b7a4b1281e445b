"""Statements in Markdown: what people write works, and what is left out is told with its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from election_folders import COMMITTEE, folder
from hustings.site.markdown import cleaned, left_out
from journeys.program import hustings


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("# Who I am", "<h2>Who I am</h2>"),
        ("### Work", "<h4>Work</h4>"),
        ("###### Small", "<h4>Small</h4>"),
        ("| Year | Post |\n|---|:-:|\n| 2020 | Chair |", "<th>Post</th>"),
        ("| Year | Post |\n|---|:-:|\n| 2020 | Chair |", "<td>Chair</td>"),
        ("See https://example.org/a?b=1.", 'href="https://example.org/a?b=1"'),
        ("[me](mailto:ann@example.org)", 'href="mailto:ann@example.org"'),
        ("Write to ann.ash today, e.g. at noon.", "<p>Write to ann.ash today, e.g. at noon.</p>"),
    ],
)
def test_headings_tables_and_bare_links_work(written: str, wanted: str) -> None:
    assert wanted in cleaned(written)


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "![a](https://tracker.example.org/x.png)",
        "| a |\n|:-:|\n| <b style='x'> |",
        "[a](data:text/html,x)",
        "<https://example.org/\"onclick='x'>",
    ],
)
def test_nothing_runs_styles_or_asks_for_anything(hostile: str) -> None:
    """Tags as a browser would find them; what is shown as text may say anything."""
    found = re.findall(r"<[a-z][^>]*>", str(cleaned(hostile)))
    assert [tag for tag in found if re.search(r"^<(script|img|b\b)|\sstyle=|\son\w+=|javascript:|data:", tag)] == []


def test_what_is_left_out_is_told_with_its_line() -> None:
    text = "# Ann\n\nOne line\nand ![me](ann.jpg) here\n\n- [call](tel:0123)\n- [fine](https://example.org)\n"
    assert list(left_out(text)) == [
        (4, "the picture ann.jpg is left out; a statement is text"),
        (6, "the link to tel: is left out; links begin with https:, http: or mailto:"),
    ]


def test_check_says_what_a_site_leaves_out(tmp_path: Path) -> None:
    slates = COMMITTEE["slates.toml"].replace("[[slate]]\n", '[[slate]]\nstatement = "us.md"\n', 1)
    there = folder(tmp_path / "folder", slates_toml=slates)
    (there / "us.md").write_text("Us.\n\n![us](us.jpg)\n", "utf-8")
    done = hustings("check", there)
    assert done.returncode == 0, done.stderr
    assert f"{there}/us.md:3: the picture us.jpg is left out; a statement is text" in done.stderr
