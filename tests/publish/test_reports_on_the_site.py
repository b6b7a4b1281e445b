"""Count sheets and evidence that are published with a site: its imprint, its notice, and nothing inline."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import re
from pathlib import Path

import pytest

from elections import election, question
from hustings.counting.count import count
from hustings.publish.count_sheet import Frame, count_sheet
from hustings.rules.record import CountRecord, record_of
from hustings.rules.record_json import to_json
from journeys.program import ROOT, hustings

NEC = ROOT / "examples/labour-nec-2022"
AFTER = "2022-09-10T12:00:00+01:00"
FIVE = ("Jess Barnard", "Yasmine Dar", "Mish Rahman", "Gemma Bolton", "Naomi Wimborne-Idrissi")


def record_of_the_five() -> CountRecord:
    """A count of made-up papers under the names of the example's slate: only its form matters here."""
    named = dataclasses.replace(election({"ABC": 30, "BD": 16, "CB": 14, "DE": 9, "E": 5}), names=FIVE)
    ask = question("scottish", 2)
    return record_of(named, ask, count(named, ask), ["statute counter", "compiled counter"], file="made-up.blt")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    (folder / "nec-clp.json").write_text(to_json(record_of_the_five()), "utf-8")
    published = ("--out", folder / "site", "--record", folder / "nec-clp.json", "--as-of", AFTER)
    done = hustings("publish", NEC, *published)
    assert done.returncode == 0, done.stderr
    return folder / "site"


def test_a_count_sheet_on_the_site_has_its_imprint_its_notice_and_its_policy(site: Path) -> None:
    page = (site / "results/nec-clp.html").read_text("utf-8")
    assert "not published by or on behalf of any candidate or campaign" in page
    assert "Historical example, not advice" in page
    assert '<meta name="robots" content="noindex, nofollow">' in page
    assert "default-src &#39;self&#39;" in page
    assert "unsafe-inline" not in page
    assert not re.search(r"<script|<style|\sstyle=", page)


def test_what_a_count_sheet_on_the_site_asks_for_is_there(site: Path) -> None:
    page = (site / "results/nec-clp.html").read_text("utf-8")
    asked = re.findall(r'(?:href|src)="(?!#)([^"]+)"', page)
    assert {"nec-clp.css", "../result.html"} <= set(asked)
    assert all((site / "results" / address).exists() for address in asked)


def test_a_count_sheet_that_stands_alone_admits_its_own_style_and_nothing_else() -> None:
    page = count_sheet(record_of_the_five(), Frame(notice="Historical example, not advice", noindex=True))
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.S)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src &#39;none&#39;; style-src &#39;sha256-{digest}&#39;" in page
    assert not re.search(r"<script|\sstyle=", page)
    assert "Historical example, not advice" in page
    assert 'content="noindex' in page
