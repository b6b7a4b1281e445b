"""A folder whose every text is hostile: the published site runs none of it, keeps its layout, and tells it as text."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from journeys.program import hustings
from journeys.sites import LEAGUE, VOTING, serving
from whole_site import INLINE_SCRIPT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SCRIPT = "<script>window.caught=1</script><img src=x onerror=window.caught=2>"
OVERRIDE = "\N{RIGHT-TO-LEFT OVERRIDE}evil\N{LEFT-TO-RIGHT EMBEDDING}"
LONG = "Supercalifragilistic" * 15
MARKED = "<b onclick=window.caught=5>Bullfinch"
HOSTILE = f"{SCRIPT} {OVERRIDE} {LONG}"
STATEMENT = f"""# {SCRIPT}

[a link](javascript:window.caught=3) and [another](data:text/html,<script>window.caught=4</script>)

<iframe src="https://example.org/"></iframe> {OVERRIDE} {LONG}

![picture](https://tracker.example.org/x.png)
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fictional slate's site, with hostile words wherever the folder has words."""
    folder = tmp_path_factory.mktemp("hostile")
    league = folder / "league"
    shutil.copytree(LEAGUE, league)
    quoted = HOSTILE.replace('"', "'")
    for name, old in (
        ("election.toml", '"The Hedgerow League (fictional)"'),
        ("election.toml", '"Council, members\' places"'),
        ("areas.csv", ",London,"),
        ("slates.toml", '"Green Lanes"'),
        ("site.toml", '"The Corn Hall, Nettlewick (no such place)"'),
    ):
        text = (league / name).read_text("utf-8")
        assert old in text, (name, old)
        comma = "," if old.startswith(",") else ""
        (league / name).write_text(text.replace(old, f'{comma}"{quoted}"{comma}'), "utf-8")
    for name in ("candidates.csv", "slates.toml", "nominations.csv", "forecast.toml"):
        text = (league / name).read_text("utf-8")
        (league / name).write_text(text.replace("Tansy Bullfinch", f"Tansy {MARKED}"), "utf-8")
    for statement in (league / "statements").iterdir():
        statement.write_text(STATEMENT, "utf-8")
    done = hustings("publish", league, "--slate", "green-lanes", "--as-of", VOTING, "--out", folder / "site")
    assert done.returncode == 0, done.stderr
    return folder / "site"


def test_no_page_has_a_script_a_handler_or_an_address_of_its_makers(hostile: Path) -> None:
    pages = list(hostile.rglob("*.html"))
    assert len(pages) > 20
    for page in pages:
        text = page.read_text("utf-8")
        tags = re.findall(r"<[a-z](?:[^>\"]|\"[^\"]*\")*>", text)
        bare = [re.sub(r'"[^"]*"', '""', tag) for tag in tags]
        assert not [tag for tag in bare if re.search(r"\son\w+\s*=|^<iframe", tag)], page
        assert not [tag for tag in tags if re.search(r'(?:href|src)="\s*(?:javascript|data|https://tracker)', tag)], (
            page
        )
        assert not re.search(INLINE_SCRIPT, text), page
        assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in text, page


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1200])
def test_a_browser_runs_none_of_it_and_keeps_the_layout(browser: Browser, hostile: Path, width: int) -> None:
    paths = ["index", "finder", "how-to-vote", "areas/london", "candidates", "nominations"]
    paths += [f"candidates/{next((hostile / 'candidates').glob('tansy*')).stem}"]
    context = browser.new_context(viewport={"width": width, "height": 700})
    asked: list[str] = []
    with serving(hostile) as (address, _):
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        for path in paths:
            page.goto(f"{address}/{path}.html")
            page.wait_for_load_state("networkidle")
            assert page.evaluate("window.caught") is None, path
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        page.goto(f"{address}/index.html")
        assert "<script>window.caught=1</script>" in page.locator("body").inner_text()
        assert all(url.startswith(address) for url in asked)
    context.close()


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,hello", "//evil.example.org", "ftp://example.org"]
)
def test_an_address_that_is_not_of_the_web_is_refused_with_its_line(tmp_path: Path, address: str) -> None:
    league = tmp_path / "league"
    shutil.copytree(LEAGUE, league)
    site = league / "site.toml"
    site.write_text(site.read_text("utf-8").replace("https://social.example.org/@greenlanes", address), "utf-8")
    line = next(n for n, text in enumerate(site.read_text("utf-8").splitlines(), 1) if address in text)
    done = hustings("check", league)
    assert done.returncode == 2
    assert f"site.toml:{line}:" in done.stderr, done.stderr


def test_no_cell_of_a_csv_we_write_can_be_taken_for_a_formula(tmp_path: Path) -> None:
    """Names that begin with each of the signs that spreadsheets take for a formula, through every command that writes
    CSV from ballots."""
    names = ["=1+1", "+SUM(A1)", "-2+3", "@cmd", "\tTab"]
    ballots = tmp_path / "b.blt"
    ballots.write_text(
        "5 2\n"
        + "".join(f"{9 - n} {n} {n % 5 + 1} 0\n" for n in range(1, 6))
        + "0\n"
        + "".join(f'"{name}"\n' for name in names)
        + '"T"\n'
    )
    for words in (["count", ballots, "--rules", "scottish", "--lot-seed", "x", "--csv", tmp_path / "out.csv"],
                  ["convert", ballots, tmp_path / "papers.csv"]):  # fmt: skip
        done = hustings(*words)
        assert done.returncode == 0, done.stderr
    for file in ("out.csv", "papers.csv"):
        cells = re.split(r"[,\n]", (tmp_path / file).read_text("utf-8"))
        bare = [cell for cell in cells if cell.strip('"')[:1] in tuple("=+@\t") or re.match(r'"?-\d*[^\d.]', cell)]
        assert bare == [], (file, bare)
