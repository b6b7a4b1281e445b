"""Statements in Markdown: what people write works, and what is left out is told with its line."""

from __future__ import annotations

import io
import re
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from election_folders import COMMITTEE, folder
from hustings import publish
from hustings.election.problems import BadInput
from hustings.site.markdown import cleaned, left_out
from hustings.site.statements import BASE
from journeys.program import hustings
from pictures import picture
from seasons import MOMENTS, league


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
    text = "# Ann\n\nOne line\nand ![](ann.jpg) here\n\n- [call](tel:0123)\n- [fine](https://example.org)\n"
    text += "\n![me](https://tracker.example.org/x.png) ![at the gate](gate.jpg)\n"
    elsewhere = "pictures are files of the election folder, since no page asks another site for anything"
    assert list(left_out(text)) == [
        (
            4,
            "the picture ann.jpg is left out; it needs words that say what it shows, "
            "as in ![Ann at the gate](gate.jpg)",
        ),
        (6, "the link to tel: is left out; links begin with https:, http: or mailto:"),
        (9, f"the picture https://tracker.example.org/x.png is left out; {elsewhere}"),
    ]


def test_check_says_what_a_site_leaves_out(tmp_path: Path) -> None:
    slates = COMMITTEE["slates.toml"].replace("[[slate]]\n", '[[slate]]\nstatement = "us.md"\n', 1)
    there = folder(tmp_path / "folder", slates_toml=slates)
    (there / "us.md").write_text("Us.\n\n![](us.jpg)\n", "utf-8")
    done = hustings("check", there)
    assert done.returncode == 0, done.stderr
    assert f"{there}/us.md:3: the picture us.jpg is left out; it needs words that say what it shows" in done.stderr


def test_pictures_of_a_statement_are_written_anew_and_stand_with_their_words(tmp_path: Path) -> None:
    """Beside the statement, with a space in its name; wider than any screen, so in two widths and two kinds."""
    there = league(tmp_path / "folder")
    picture(there / "statements/at the gate.jpg", (1200, 800))
    path = there / "statements/alder-fieldfare.md"
    path.write_text('Me.\n\n![Alder "at" the <gate>](at%20the%20gate.jpg)\n', "utf-8")
    (there / "news").mkdir(exist_ok=True)
    article = "---\ndate: 2027-07-14\ntitle: A\nsummary: B\n---\n![A hedge](statements/at%20the%20gate.jpg)\n"
    (there / "news/hedge.md").write_text(article, "utf-8")
    site = tmp_path / "site"
    publish(
        there, site, datetime.fromisoformat(MOMENTS["voting"]), slate="green-lanes", base_url="https://x.example.org"
    )
    page = (site / "candidates/alder-fieldfare.html").read_text("utf-8")
    found = re.search(r'srcset="(\.\./images/[^"]+-480\.jpg) 480w, (\.\./images/[^"]+-960\.jpg) 960w"', page)
    assert found
    assert 'alt="Alder &#34;at&#34; the &lt;gate&gt;" width="960" height="640" loading="lazy"' in page
    for name, size in zip(found.groups(), ((480, 320), (960, 640)), strict=True):
        content = (site / "candidates" / name).read_bytes()
        with Image.open(io.BytesIO(content)) as image:
            assert image.size == size
            assert not image.getexif()
        assert b"camera" not in content
    assert len(list((site / "images").iterdir())) == 4
    assert 'src="../images/at-the-gate-' in (site / "news/hedge.html").read_text("utf-8")
    feed = (site / "feed.xml").read_text("utf-8")
    assert "https://x.example.org/images/at-the-gate-" in feed
    assert not [each for each in site.rglob("*") if each.is_file() and BASE.encode() in each.read_bytes()]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("gone.jpg", "there is no picture “gone.jpg” beside this file or in the election folder"),
        ("../../outside.jpg", "there is no picture “../../outside.jpg” beside this file or in the election folder"),
        ("fake.jpg", "this is not a photograph that can be read; it should be a JPEG, PNG or WebP file"),
    ],
)
def test_a_picture_that_is_not_there_or_none_stops_the_publication(tmp_path: Path, source: str, said: str) -> None:
    there = league(tmp_path / "folder")
    picture(tmp_path / "outside.jpg")
    (there / "statements/fake.jpg").write_text("<svg onload='alert(1)'>", "utf-8")
    (there / "statements/alder-fieldfare.md").write_text(f"Me.\n\nHere: ![me]({source})\n", "utf-8")
    with pytest.raises(BadInput) as wrong:
        publish(there, tmp_path / "site", datetime.fromisoformat(MOMENTS["voting"]), slate="green-lanes")
    (problem,) = wrong.value.problems
    assert problem.message == said
    if "there is no" in said:
        assert problem.line == 3
    assert not (tmp_path / "site").exists()


def test_signs_that_the_site_uses_itself_are_no_text() -> None:
    assert str(cleaned("a\ue0010\ue002 b\ue000c")) == "<p>a0 bc</p>\n"
