"""The phases of a season: one table leads every page, and after the vote no page asks anybody to vote."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest

from hustings.narrative.catalogue import catalogue
from hustings.site.phases import PHASES, expanded
from seasons import MOMENTS, season

# What asks for a vote, on any page of the fictional slate; nobody should read it once voting has closed.
ASKING = re.compile(
    r"Put (these|a cross)|Find your order|Show my order|ask for another ballot by|Go on with|How to vote|send it now|"
    r"Ask your branch|Voting is open|days left|Ballots go out on|Add these dates|Vote on|vote for",
    re.IGNORECASE,
)


class Seen(HTMLParser):
    """The text of a page's <main> and menu that is shown in a phase, and its numerals."""

    EMPTY = ("meta", "link", "img", "br", "hr", "path", "input", "wbr", "circle", "line", "rect")

    def __init__(self, phase: str) -> None:
        super().__init__()
        self.phase, self.depth, self.text, self.numerals = phase, list[bool](), list[str](), 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        phases = said.get("data-in")
        hidden = tag in ("template", "style", "script", "noscript", "head") or (
            self.phase not in phases.split() if phases is not None else "hidden" in said
        )
        if tag not in self.EMPTY:
            self.depth.append(hidden)
        if not any(self.depth) and "numeral" in (said.get("class") or "").split():
            self.numerals += 1

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.EMPTY and self.depth:
            self.depth.pop()

    def handle_data(self, data: str) -> None:
        if not any(self.depth):
            self.text.append(data)


def seen(page: Path, phase: str) -> Seen:
    parser = Seen(phase)
    parser.feed(page.read_text("utf-8"))
    return parser


def said(page: Path, phase: str) -> str:
    return " ".join(" ".join(seen(page, phase).text).split())


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The slate's site published before its orders, while people vote, and with the result."""
    folder = tmp_path_factory.mktemp("season")
    return {phase: season(folder, phase) for phase in ("between", "voting", "result")}


def pages(site: Path) -> list[Path]:
    """All pages but the count sheet, which is a document of its own."""
    return sorted(each for each in site.rglob("*.html") if each.parent.name != "results")


def test_the_catalogue_has_words_for_every_phase() -> None:
    words = catalogue("en")["phase"]
    assert {phase.name for phase in PHASES} <= words.keys()


def test_names_of_phases_and_groups_can_be_mixed() -> None:
    assert expanded("past nominations") == ["nominations", "counting", "provisional", "complaints", "result"]
    assert expanded("known") == ["provisional", "complaints", "result"]
    with pytest.raises(AssertionError, match="soon"):
        expanded("soon")


def test_every_page_leads_with_each_phase_of_the_season(sites: dict[str, Path]) -> None:
    leads = {
        "nominations": "Nominations are open until Friday 25 June 2027, noon. Ask your branch to nominate Green Lanes.",
        "orders": "The recommended orders are published. Ballots go out on Monday 12 July 2027.",
        "voting": "Voting is open until Monday 16 August 2027, noon.",
        "last_reissue": "If your ballot has not come, ask for another by Friday 6 August 2027.",
        "last_days": "Voting closes on Monday 16 August 2027, noon. If you vote by post, send it now.",
        "counting": "Voting has closed. The result is expected on Wednesday 18 August 2027, 5 pm.",
    }
    for page in pages(sites["voting"]):
        for phase, lead in leads.items():
            text = said(page, phase)
            assert lead in text, (page, phase)
            others = [other for name, other in leads.items() if name not in (phase, "voting") and other in text]
            assert not others, (page, phase)


def test_once_voting_has_closed_no_page_asks_anybody_to_vote(sites: dict[str, Path]) -> None:
    """Neither a page from then nor one that was published while people voted, on a device that knows the day."""
    assert len(pages(sites["voting"])) > 20
    for site, phase in (("voting", "counting"), ("result", "result"), ("result", "counting")):
        for page in pages(sites[site]):
            text = said(page, phase)
            assert not ASKING.search(text), (page, phase, ASKING.search(text))
            if page.name != "result.html":
                assert seen(page, phase).numerals == 0, (page, phase)


def test_the_check_would_find_an_imperative(sites: dict[str, Path]) -> None:
    page = sites["voting"] / "areas/london.html"
    assert "Put these numbers next to these names" in said(page, "voting")
    assert seen(page, "voting").numerals == 6
    assert ASKING.search(said(page, "voting"))


def test_what_was_recommended_is_still_there(sites: dict[str, Path]) -> None:
    text = said(sites["voting"] / "areas/london.html", "counting")
    assert "London: the recommended order" in text
    assert "This was the recommended order" in text


def test_an_imperative_has_its_closing_day_beside_it(sites: dict[str, Path]) -> None:
    """On paper and in a cache a page does not know the day."""
    for phase in ("orders", "voting"):
        text = said(sites["voting"] / "areas/london.html", phase)
        asked = text.index("put these numbers" if phase == "orders" else "Put these numbers")
        assert "Voting closes on Monday 16 August 2027, noon." in text[asked:]


def test_the_result_comes_first_and_stands_on_every_page(sites: dict[str, Path]) -> None:
    """Three of the slate's six are elected in the made-up count."""
    line = "3 of our 6 candidates are elected: Bryony Hawthorn, Alder Fieldfare, Marigold Sedge."
    for page in pages(sites["result"]):
        assert line in said(page, "result"), page
    home = said(sites["result"] / "index.html", "result")
    first = home.index("3 of our 6 elected")
    thanks = home.index("Thank you to everybody who voted")
    assert first < thanks < home.index("A League that its branches run")


def test_the_neutral_home_page_shows_everybody_who_is_elected(tmp_path: Path) -> None:
    home = said(season(tmp_path, "result", slate=None) / "index.html", "result")
    names = ["Campion Larkspur", "Bryony Hawthorn", "Clover Wagtail", "Alder Fieldfare", "Sorrel Nightjar"]
    places = [home.index(name, home.index("Elected: Council, members' places")) for name in names]
    assert places == sorted(places)
    assert "Thank you" not in home


def test_some_orders_settled_are_not_yet_the_orders(sites: dict[str, Path]) -> None:
    """The overseas branch has settled its own; the others come on 5 July."""
    home = said(sites["between"] / "index.html", "between")
    assert "Already settled: Overseas branch. The other orders come on Monday 5 July 2027." in home
    assert "The recommended orders are published" not in home
    # A device whose clock is past that day has a page without the orders: it does not claim that they are there.
    phases = re.findall(r" (\w+);", (sites["between"] / "index.html").read_text("utf-8").split("<head>")[0])
    assert "orders" not in phases
    london = said(sites["between"] / "areas/london.html", "between")
    assert "The order for London is not published yet. It will be here on Monday 5 July 2027." in london
    assert "put these numbers" in said(sites["between"] / "areas/overseas-branch.html", "between")


def test_phases_begin_in_the_order_of_the_season(sites: dict[str, Path]) -> None:
    """Three days to ask for another ballot, until the midnight that ends 6 August; five to vote, until noon."""
    html = (sites["voting"] / "index.html").read_text("utf-8").split("<head>")[0]
    rows = [entry.split(" ") for entry in re.findall(r"\d{4}-\S+ \w+", html)]
    moments = {phase: datetime.fromisoformat(at) for at, phase in rows if phase != "voting"}
    assert [phase for _, phase in rows] == [
        *("nominations", "between", "orders", "voting", "last_reissue", "voting", "last_days", "counting"),
    ]
    assert moments["last_days"] == moments["counting"] - timedelta(days=5)
    for phase, moment in MOMENTS.items():
        if phase not in ("before", "result"):
            now = datetime.fromisoformat(moment)
            assert [name for at, name in rows if datetime.fromisoformat(at) <= now][-1] == phase


def test_members_read_whole_votes_and_on_a_phone_bars(sites: dict[str, Path]) -> None:
    """Alder Fieldfare is elected at stage 8 with 71.9996 votes by the record: 72."""
    page = sites["result"] / "result.html"
    text = said(page, "result")
    assert "Alder Fieldfare Green Lanes, at stage 8, with 72 votes" in re.sub(r" ,", ",", text)
    main = page.read_text("utf-8").split('<ol class="votes"')[1].split("</ol>")[0]
    assert re.search(r"<bdi>Alder Fieldfare</bdi> <span class=.note fate.>elected</span></span> <span>72</span>", main)
    assert '<rect class="bar best"' in main
    assert seen(page, "result").numerals == 0
