"""A site in another language, and in several: nothing of it is in English but what is the folder's own."""

from __future__ import annotations

import html
import json
import re
import shutil
import tomllib
from collections.abc import Iterator
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import hustings
from hustings.election.problems import BadInput
from hustings.election.reading import read_branches, read_election, read_site
from hustings.narrative import catalogue
from hustings.narrative.languages import language_of
from hustings.rules.library import rule_book
from journeys.sites import indexed, serving
from made_up_language import LANGUAGE, latin, spoken, written
from seasons import DISPUTED, MOMENTS, disputed, record
from whole_site import evidence

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SHOWN = {**MOMENTS, **DISPUTED}
ENGLISH = Path(catalogue.__file__).parent / "words/en"


@pytest.fixture
def made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The catalogue with the made-up language of other letters."""
    yield from spoken(tmp_path / "words", monkeypatch)


def league_in(folder: Path, languages: str, **files: str) -> Path:
    """The fictional election with these languages, and files below words/."""
    disputed(folder)
    settings = (folder / "site.toml").read_text("utf-8")
    settings = re.sub(r"(?m)^base_address.*\n", "", settings)
    address = 'base_address = "https://votes.example.org/"\n'
    (folder / "site.toml").write_text(f"languages = {languages}\n{address}{settings}", "utf-8")
    for name, text in files.items():
        path = folder / "words" / f"{name.replace('__', '/')}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def published(folder: Path, phase: str, **more: object) -> Path:
    out = folder.with_name(f"{folder.name}-{phase}")
    if phase in ("result", *DISPUTED):
        more |= {"records": [record(folder.parent)], "trust_record": True}
    hustings.publish(folder, out, datetime.fromisoformat(SHOWN[phase]), slate="green-lanes", **more)  # type: ignore[arg-type]
    return out


class Met(HTMLParser):
    """What a person meets on a page in its own language: text and names of parts, without what is marked as another."""

    READ = ("aria-label", "title", "alt", "content", "data-days", "data-day", "data-done", "data-past-title")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.within: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        there = dict(attrs)
        if (
            tag == "meta"
            and there.get("name") not in ("description",)
            and there.get("property") not in ("og:title", "og:description")
        ):
            return
        if self.within or tag in ("style", "script", "code") or (there.get("lang") and tag != "html"):
            if tag not in ("link", "meta", "br", "img", "source", "path", "hr", "input"):
                self.within.append(tag)
            return
        self.texts += [
            value or "" for name, value in attrs if name in self.READ and not (value or "").startswith("http")
        ]

    def handle_endtag(self, tag: str) -> None:
        if self.within and self.within[-1] == tag:
            self.within.pop()

    def handle_data(self, data: str) -> None:
        if not self.within:
            self.texts.append(data)


def names_of(folder: Path) -> set[str]:
    """What is the same in every language: names of people, slates, bodies and places; and titles within sentences."""
    election = read_election(folder)
    settings = read_site(election)
    found = {election.title, election.organisation, settings.title}
    found |= {each.name for each in election.candidates} | {each.name for each in election.slates}
    found |= {each.name for each in election.areas}
    found |= {each.name for slate in election.slates for each in slate.supporters}
    # Within a sentence, or in what the head of a page says of it, a text cannot be marked as another language.
    found |= {each.source for slate in election.slates for each in slate.fixed}
    found |= {each.about for each in election.candidates} | {each.slogan for each in election.slates}
    found |= {each.role for slate in election.slates for each in slate.supporters}
    found |= {each.group for contest in election.contests for each in contest.constraints}
    found |= {text for article in settings.articles for text in (article.title, article.summary)}
    # What the count sheet says of its source and its publisher.
    found |= {settings.imprint, rule_book("scottish").title, rule_book("scottish").source, "made-up.blt"}
    found |= {each.title for each in election.contests} | {each.electorate.condition for each in election.contests}
    return {*found, *(each.name for each in read_branches(election))} - {""}


# Names of programs, formats and services, and an example of a postcode.
EVERYWHERE = {
    "SW1A",
    "AA",
    "ico.org.uk",
    "Python",
    "Mac",
    "Windows",
    "shasum",
    "certutil",
    "-hashfile",
    "SHA256",
    "axe",
}
EVERYWHERE |= {"PDF", "kB", "MB", "JSON", "SHA-256", "sha256sum", "Hustings", "IP", "AA"}
EVERYWHERE |= {"luck", "WhatsApp", "Bluesky", "X", "Facebook", "BFPO", "Open Innovations", "RFC"}


def words_left(path: Path, known: set[str]) -> set[str]:
    met = "\n".join(Met(path.read_text("utf-8")).texts)
    return latin(re.sub(r"\{\w+\}|[\w.-]+\.(example|org)\b", "", met), known)


@pytest.mark.parametrize("phase", ["nominations", "voting", "provisional"])
@pytest.mark.usefixtures("made_up")
def test_no_word_of_a_page_is_left_in_english(tmp_path: Path, phase: str) -> None:
    """In the made-up language every letter is of another alphabet: what is Latin is in no catalogue, or not marked."""
    folder = league_in(tmp_path / "folder", f'["{LANGUAGE}"]')
    (tmp_path / "plan.json").write_text(json.dumps(evidence()), "utf-8")
    site = published(folder, phase, evidence=tmp_path / "plan.json")
    pages = list(site.rglob("*.html"))
    assert len(pages) > 30
    assert words_left(site / "privacy.html", set()) > {"Green", "Lanes"}, "names are there to be met"
    known = names_of(folder) | EVERYWHERE
    left = {path.relative_to(site).as_posix(): words_left(path, known) for path in pages}
    assert sorted(f"{path}: {word}" for path, words in left.items() for word in words) == []


REVIEWED = 'reviewed_by = "Somebody in a test"\n'
TEXTS = '"A League that its branches run" = "Cynghrair y canghennau"\n"London" = "Llundain"\n'


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fictional slate's site in English and Welsh, whose draft the folder calls reviewed."""
    place = tmp_path_factory.mktemp("languages")
    folder = league_in(place / "folder", '["en", "cy"]', cy__language=REVIEWED, cy__texts=TEXTS)
    (folder / "words/cy/statements").mkdir()
    (folder / "words/cy/statements/alder-fieldfare.md").write_text("Datganiad Alder.\n", "utf-8")
    (folder / "words/cy/news").mkdir()
    article = "---\ndate: 2027-07-18\ntitle: Rali\nsummary: Daeth pedwar cant.\n---\nGlaw.\n"
    (folder / "words/cy/news/rally.md").write_text(article, "utf-8")
    return published(folder, "voting", index=indexed(place))


def read(site: Path, path: str) -> str:
    return html.unescape((site / path).read_text("utf-8"))


def test_every_page_is_there_in_both_languages_and_each_leads_to_the_other(both: Path) -> None:
    pages = {path.relative_to(both).as_posix() for path in both.rglob("*.html")}
    english = {path for path in pages if not path.startswith("cy/")}
    assert pages - english == {f"cy/{path}" for path in english}
    assert "areas/london.html" in english
    for path in sorted(english - {"404.html", "embed/index.html"}):
        up = "../" * path.count("/")
        assert f'<a href="{up}cy/{path}" lang="cy" hreflang="cy">Cymraeg</a>' in read(both, path)
        welsh = read(both, f"cy/{path}")
        assert f'<a href="../{up}{path}" lang="en-GB" hreflang="en-GB">English</a>' in welsh
        assert '<html lang="cy"' in welsh
        shown = path.removesuffix("index.html")
        for page in (read(both, path), welsh):
            assert f'<link rel="alternate" hreflang="en-GB" href="https://votes.example.org/{shown}">' in page
            assert f'<link rel="alternate" hreflang="cy" href="https://votes.example.org/cy/{shown}">' in page


def test_every_link_of_a_page_in_another_language_leads_somewhere(both: Path) -> None:
    for page in both.rglob("*.html"):
        text = html.unescape(page.read_text("utf-8"))
        address = "/" if page.name == "404.html" else ""
        for link in re.findall(r'(?:href|src|data-(?:answers|districts|places|index|terminated))="([^"#:]+)["#]', text):
            target = both / link.lstrip("/") if address else page.parent / link
            assert (target / "index.html" if link.endswith("/") else target).exists(), (page, link)


def test_no_sentence_of_a_welsh_page_is_english(both: Path) -> None:
    """All sentences of the English catalogue of three words and more, but for what both languages share."""
    sentences = {
        text for page in tomllib.loads((ENGLISH / "site.toml").read_text("utf-8")).values() for text in page.values()
        if text.count(" ") > 1 and "{" not in text
    }  # fmt: skip
    assert len(sentences) > 150
    for page in [*(both / "cy").rglob("*.html"), *(both / "assets").glob("areas-cy.*.json")]:
        text = html.unescape(page.read_text("utf-8"))
        assert [each for each in sentences if each in text] == [], page


def test_dates_names_and_own_texts_are_in_the_language(both: Path) -> None:
    home, area = read(both, "cy/index.html"), read(both, "cy/areas/london.html")
    # 16 August 2027 is a Monday.
    assert '<time datetime="2027-08-16T12:00:00+01:00">Dydd Llun 16 Awst 2027, hanner dydd</time>' in home
    assert '<p class="slogan">Cynghrair y canghennau</p>' in home
    assert "<h1>" in area
    assert "Sut i bleidleisio: Llundain" in area
    assert "Llundain" not in read(both, "areas/london.html")
    # What nobody has put into Welsh says that it is English; a statement that somebody has, does not.
    assert '<span lang="en-GB">The Hedgerow League (fictional)</span>' in home
    assert '<div class="statement"><p>Datganiad Alder.</p>\n</div>' in read(both, "cy/candidates/alder-fieldfare.html")
    assert '<div class="statement"><div lang="en-GB">' in read(both, "cy/candidates/bryony-hawthorn.html")
    assert "Daeth pedwar cant." in read(both, "cy/news.html")
    assert "Glaw." in read(both, "cy/news/rally.html")
    assert "SUMMARY:Council\\, members' places: Y bleidlais yn cau" in read(both, "cy/dates.ics").replace("\r\n ", "")
    assert 'xml:lang="cy"' in read(both, "cy/feed.xml")


def test_what_all_languages_share_is_there_once(both: Path) -> None:
    assert not (both / "cy/assets").exists()
    assert not (both / "cy/documents").exists()
    assert not (both / "cy/_headers").exists()
    headers = read(both, "_headers")
    assert headers.count("frame-ancestors *") == 2
    assert "/cy/embed/*" in headers


def test_the_site_map_has_both_languages(tmp_path: Path) -> None:
    """An example's site is not for search engines, so the folder stops being one."""
    folder = league_in(tmp_path / "folder", '["en", "cy"]', cy__language=REVIEWED)
    text = (folder / "election.toml").read_text("utf-8")
    (folder / "election.toml").write_text(re.sub(r"(?m)^example = .*\n", "", text), "utf-8")
    rows = read(published(folder, "voting"), "sitemap.xml")
    english, welsh = "https://votes.example.org/finder.html", "https://votes.example.org/cy/finder.html"
    beside = (
        f'<xhtml:link rel="alternate" hreflang="en-GB" href="{english}"/>'
        f'<xhtml:link rel="alternate" hreflang="cy" href="{welsh}"/>'
    )
    assert f"<url><loc>{english}</loc>{beside}</url>\n<url><loc>{welsh}</loc>{beside}</url>" in rows


def test_a_draft_is_shown_to_nobody(tmp_path: Path) -> None:
    folder = league_in(tmp_path / "folder", '["en", "cy"]')
    with pytest.raises(BadInput, match=r"site\.toml: Cymraeg is a draft: nobody who speaks it has reviewed it"):
        published(folder, "voting")
    assert not folder.with_name("folder-voting").exists()
    with pytest.raises(BadInput, match="until then language can be en"):
        language_of("cy")
    (problem,) = hustings.read_election(folder).problems
    assert "reviewed_by" in problem.message


def test_a_folder_adds_a_language_that_hustings_has_not(tmp_path: Path) -> None:
    """Here the made-up one, whole; then with a sentence missing, an unknown one, and a brace too few."""
    written(tmp_path / "catalogue")
    folder = league_in(tmp_path / "folder", f'["{LANGUAGE}"]')
    own = folder / "words" / LANGUAGE
    shutil.copytree(tmp_path / "catalogue" / LANGUAGE, own)
    site = published(folder, "voting")
    assert f'<html lang="{LANGUAGE}"' in read(site, "index.html")
    assert words_left(site / "privacy.html", names_of(folder) | EVERYWHERE) == set()
    text = (own / "site.toml").read_text("utf-8")
    text = re.sub(r"(?m)^skip = .*\n", 'skop = "x"\n', text)
    text = re.sub(r"(?m)^nominate = .*\n", 'nominate = "x {slat}"\n', text)
    (own / "site.toml").write_text(text, "utf-8")
    with pytest.raises(BadInput) as wrong:
        published(folder, "voting")
    said = [problem.message for problem in wrong.value.problems]
    assert "“site.skop” is not a sentence of the catalogue (did you mean “site.skip”?)" in said
    assert "“phase.nominate” should have the same braces as in English; look at {slat}, {slate}" in said
    assert "there is no sentence “site.skip”; in English it is “Skip to the page”" in said
    assert len(said) == 3
    (own / "site.toml").unlink()
    with pytest.raises(BadInput, match=r"words/zz: there is no site\.toml with its sentences"):
        published(folder, "voting")


def test_a_text_that_is_none_of_the_folder_is_named(tmp_path: Path) -> None:
    texts = '"A League that its branches ran" = "Cynghrair"\n'
    folder = league_in(tmp_path / "folder", '["en", "cy"]', cy__language=REVIEWED, cy__texts=texts)
    with pytest.raises(BadInput, match=r"“A League that its branches ran” is no text of this folder .did you mean “A"):
        published(folder, "voting")
    (folder / "words/cy/texts.toml").write_text(TEXTS, "utf-8")
    (notice, *_) = hustings.read_election(folder).notices
    assert re.match(r"\d+ texts of the folder stay as they are on the pages in Cymraeg: “Hedgerow", notice.message)


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
def test_the_finder_answers_in_welsh_and_the_switch_leads_to_english(browser: Browser, both: Path, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with serving(both) as (address, _):
        page = browser.new_page(viewport={"width": width, "height": 740}, bypass_csp=True)
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.clock.set_fixed_time(datetime.fromisoformat(SHOWN["voting"]))
        page.goto(f"{address}/cy/index.html")
        page.get_by_label("Eich cod post, cangen neu wlad").wait_for()
        header = page.locator("header").bounding_box()
        assert header
        if width == 360:
            assert header["y"] + header["height"] <= 740 / 5
            for link in (page.locator(".languages a"), page.locator(".to-menu")):
                box = link.bounding_box()
                assert box
                assert min(box["height"], box["width"]) >= 44
        page.get_by_label("Eich cod post, cangen neu wlad").fill("Yr Almaen")
        page.get_by_role("button", name="Dangos fy nhrefn").click()
        page.get_by_role("heading", name="Rydych yn pleidleisio o'r wlad hon: Yr Almaen").wait_for()
        page.get_by_label("Eich cod post, cangen neu wlad").fill("E8 1AA")
        page.get_by_role("button", name="Dangos fy nhrefn").click()
        page.get_by_text("Ardal codau post E8: Llundain.").or_(page.get_by_text("Ardal E8 1AA: Llundain.")).wait_for()
        page.get_by_role("heading", name="Rhowch y rhifau hyn wrth yr enwau hyn").wait_for()
        assert page.get_by_role("link", name="Y dudalen ar gyfer Llundain").get_attribute("href") == "areas/london.html"
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})
        assert found.violations_count == 0, found.generate_report()
        page.get_by_role("link", name="English").click()
        page.get_by_role("link", name="Cymraeg").wait_for()
        assert page.url == f"{address}/index.html"
        assert faults == []
        page.close()
