"""Count sheets and evidence that are published with a site: its imprint, its notice, and nothing inline."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from elections import election, question
from hustings.counting.count import count
from hustings.narrative.record_files import to_json
from hustings.record.record import CountRecord, record_of
from hustings.reports.count_sheet import count_sheet
from hustings.reports.frame import Frame
from journeys.program import ROOT, hustings
from whole_site import INLINE_SCRIPT

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
    published = ("--out", folder / "site", "--record", folder / "nec-clp.json", "--trust-record", "--as-of", AFTER)
    # The papers are made up, so nobody is elected who was.
    nec = shutil.copytree(NEC, folder / "nec")
    text = (nec / "election.toml").read_text("utf-8")
    (nec / "election.toml").write_text(re.sub(r"\[contest\.result\][^\[]*\[[^\]]*\][^\[]*", "", text), "utf-8")
    done = hustings("publish", nec, *published)
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
    assert {"nec-clp.css", "../assets/theme.css", "../result.html"} <= {
        re.sub(r"\.[0-9a-f]{10}\.", ".", each) for each in asked
    }
    asked += re.findall(r'url\("([^"]+)"\)', (site / "results/nec-clp.css").read_text("utf-8"))
    assert "hustings verify nec-clp.json made-up.blt" in page
    assert (site / "results/nec-clp.json").exists()
    assert all((site / "results" / address).exists() for address in asked)


def test_a_count_sheet_that_stands_alone_admits_its_own_style_and_nothing_else() -> None:
    page = count_sheet(record_of_the_five(), Frame(notice="Historical example, not advice", noindex=True))
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.S)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src &#39;none&#39;; style-src &#39;sha256-{digest}&#39;" in page
    assert not re.search(r"<script|\sstyle=", page)
    assert "Historical example, not advice" in page
    assert 'content="noindex' in page


# Evidence


LEAGUE = ROOT / "examples/hedgerow-league"
SIX = (
    *("Bryony Hawthorn", "Alder Fieldfare", "Marigold Sedge"),
    *("Rowan Quickset", "Tansy Bullfinch", "Juniper Goldcrest"),
)


def figures(seats: float, more: float, chances: tuple[float, ...]) -> dict[str, object]:
    named = dict(zip(SIX, chances, strict=True))
    about = {"error": 0.05, "more_error": 0.05, "distribution": [0, 0, 0, 0.25, 0.75, 0, 0], "chances": named}
    return {"seats": seats, "more": more, **about}


def told(**changes: object) -> dict[str, Any]:
    """The JSON of a made-up plan."""
    order = [SIX[5], *SIX[:5]]
    row = {"contest": "council", "slate": "green-lanes", "area": "london", "list": "A", "order": order, "source": ""}
    return {
        "format": "hustings-plan/1",
        "contest": "council",
        "slate": "green-lanes",
        "note": "Made up for a test.",
        "scenarios": 80,
        "seed": 7,
        "lists": 6,
        "recommended": "found by search",
        "bound": 6.0,
        "plans": {
            "no advice": figures(3.75, 0.0, (1, 0.75, 1, 0, 1, 0)),
            "found by search": figures(4.5, 0.75, (1, 0.8, 0.995, 0.004, 1, 0.7)),
        },
        "reasons": {"london": "Juniper Goldcrest first: made up for a test."},
        "plan": [row],
    } | changes


def publish_with(
    folder: Path, evidence: str, *more: object, overseas: Sequence[str] = ()
) -> subprocess.CompletedProcess[str]:
    (folder / "plan.json").write_text(evidence, "utf-8")
    plan = folder / "plan.csv"
    plan.write_text(f"contest,slate,area,list,1,2,3,4,5,6\ncouncil,green-lanes,london,A,{SIX[5]},{','.join(SIX[:5])}\n")
    if overseas:
        plan.write_text(plan.read_text() + f"council,green-lanes,overseas,B,{','.join(overseas)}\n")
    said = more or ("--slate", "green-lanes", "--as-of", "2027-07-20T12:00:00+01:00")
    return hustings(
        "publish", LEAGUE, "--out", folder / "out", "--plan", plan, "--evidence", folder / "plan.json", *said
    )


def test_an_order_that_a_branch_has_settled_gets_no_computed_reason(tmp_path: Path) -> None:
    """The overseas branch of the example has decided its own order (slates.toml)."""
    settled = [SIX[n] for n in (1, 4, 2, 5, 3, 0)]
    (london,) = told()["plan"]
    page = told(
        reasons={"overseas": "made up for a test"}, plan=[london, london | {"area": "overseas", "order": settled}]
    )
    done = publish_with(tmp_path, json.dumps(page), overseas=settled)
    assert done.returncode == 0, done.stderr
    shown = (tmp_path / "out/areas/overseas-branch.html").read_text("utf-8")
    assert re.findall(r'class="name">([^<]+)<', shown)[:6] == settled
    assert "made up for a test" not in shown


def test_the_page_of_evidence_says_what_the_orders_are_worth(tmp_path: Path) -> None:
    done = publish_with(tmp_path, json.dumps(told()))
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "out/evidence.html").read_text("utf-8")
    assert "expected to win 4.50 of 9 places. If nobody were advised, it would win 3.75." in page
    assert "Made up for a test." in page
    assert "Imprint" in page
    assert "default-src &#39;self&#39;" in page
    assert not re.search(rf"<style|\sstyle=|{INLINE_SCRIPT}", page)


def test_no_candidates_chance_is_published_nor_what_would_lose_a_place(tmp_path: Path) -> None:
    """0.8 for Fieldfare and 0.7 for Goldcrest in the plan; 2,051 votes would lose a place."""
    moved = {"seats": 4, "lose": {"votes": 2051, "following": "open-gate"}, "gain": None}
    assert publish_with(tmp_path, json.dumps(told(votes_to_move=moved))).returncode == 0
    main = "".join(each.read_text("utf-8") for each in (tmp_path / "out").rglob("*.html"))
    assert not re.search(r"80\s%|70\s%|2,0(51|00)|would be lost|chance of a place", main)


def test_why_an_order_is_so_stands_with_it_where_the_campaign_shows_that(tmp_path: Path) -> None:
    """By default in a sentence without figures; the plan's own reasons only where site.toml asks for them."""
    league = shutil.copytree(LEAGUE, tmp_path / "league")
    (tmp_path / "plan.json").write_text(json.dumps(told()), "utf-8")
    (league / "plan.json").write_text(json.dumps(told()), "utf-8")
    (league / "plan.csv").write_text(
        f"contest,slate,area,list,1,2,3,4,5,6\ncouncil,green-lanes,london,A,{SIX[5]},{','.join(SIX[:5])}\n", "utf-8"
    )
    asked = ("--slate", "green-lanes", "--as-of", "2027-07-20T12:00:00+01:00", "--out", tmp_path / "out")
    site = (league / "site.toml").read_text("utf-8")
    own, short = "first: made up for a test", "Here your 1 does most for Juniper Goldcrest."
    for show, evidence, london, page in (
        ("", True, short, True),
        ('[evidence]\nshow = ["worth"]\n', False, short, True),
        ('[evidence]\nshow = ["worth", "reasons"]\n', False, own, True),
        ('[evidence]\nshow = ["reasons"]\n', False, own, False),
        ("", False, "", False),
    ):
        (league / "site.toml").write_text(site + show, "utf-8")
        more = ("--evidence", tmp_path / "plan.json") if evidence else ()
        done = hustings("publish", league, *asked, *more)
        assert done.returncode == 0, done.stderr
        said = (tmp_path / "out/areas/london.html").read_text("utf-8")
        assert [each for each in (own, short) if each in said] == [london] * bool(london)
        assert own not in (tmp_path / "out/areas/wales.html").read_text("utf-8")
        assert (tmp_path / "out/evidence.html").exists() is page
    # A plan of an older version says chances in its reasons.
    old = told(reasons={"london": "Juniper Goldcrest first, elected in 70 % of the scenarios."})
    (league / "plan.json").write_text(json.dumps(old), "utf-8")
    (league / "site.toml").write_text(site + '[evidence]\nshow = ["reasons"]\n', "utf-8")
    assert hustings("publish", league, *asked).returncode == 0
    assert short in (tmp_path / "out/areas/london.html").read_text("utf-8")
    (league / "plan.json").unlink()
    done = hustings("publish", league, *asked)
    assert (done.returncode, "there is no plan.json" in done.stderr) == (2, True)


def test_the_evidence_of_other_orders_is_refused(tmp_path: Path) -> None:
    done = publish_with(tmp_path, json.dumps(told(plan=[{"area": "london", "order": list(SIX)}])))
    assert done.returncode == 2
    assert "its orders are not those that are published (as in “london”)" in done.stderr


def test_evidence_tells_no_order_before_its_moment(tmp_path: Path) -> None:
    """Orders are published on 5 July 2027."""
    early = ("--slate", "green-lanes", "--as-of", "2027-07-01T12:00:00+01:00")
    assert publish_with(tmp_path, json.dumps(told()), *early).returncode == 0
    assert not [path for path in (tmp_path / "out").rglob("*.*") if b"made up for a test" in path.read_bytes()]


@pytest.mark.parametrize(
    ("evidence", "said"),
    [
        ("<!doctype html><script>alert(1)</script>", "this is a page"),
        ("no json", "this is not JSON"),
        ("[" * 100_000, "this is not JSON"),
        ('{"format": "hustings-plan/2"}', "this is not a plan"),
        (json.dumps(told(slate="open-gate")), "this is a plan of open-gate"),
        (json.dumps(told(recommended="luck")), "“luck” is not among its plans"),
        (json.dumps(told()).replace("Tansy Bullfinch", "Nobody"), "plan again"),
        (json.dumps(told(bound=float("nan"))), "this is not a plan"),
    ],
)
def test_evidence_that_cannot_be_used_is_refused_in_one_line(tmp_path: Path, evidence: str, said: str) -> None:
    done = publish_with(tmp_path, evidence)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_the_returning_officers_site_takes_no_slates_evidence(tmp_path: Path) -> None:
    done = publish_with(tmp_path, json.dumps(told()), "--as-of", "2027-07-20T12:00:00+01:00")
    assert (done.returncode, "recommends nobody" in done.stderr) == (2, True)
