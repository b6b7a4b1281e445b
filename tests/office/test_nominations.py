"""Nominations in the office: a messy spreadsheet, names settled once, the tally, challenges."""

from __future__ import annotations

import io
import re

from office.browsing import Browser
from office.working import Work

TOML = """title = "{title}"
[timetable]
time_zone = "Europe/London"
nominations_open = 2027-01-12
nominations_close = 2027-02-26

[[contest]]
id = "chair"
title = "Chair"
seats = 1
rules = "scottish"
nominations_needed = 2
"""
BRANCHES = "code,name\n001,Ashford\n002,Bradwell\n003,Castleton\n"
# Once names are settled: Ann by three branches, one of them late; Bob by one.
SENT = (
    "Timestamp,E-mail,CLP,Nominee 1,Nominee 2\n"
    "14/01/2027 09:00,a@example.org,Ashford,Ann Ash,Bob B.\n"
    "15/01/2027 09:00,b@example.org,Bradwel,ann ash,\n"
    "27/02/2027 09:00,c@example.org,Castleton,Ann Ash,\n"
)


class Nominating(Work):
    """An election with three branches and two candidates."""

    def __init__(self, browser: Browser, title: str) -> None:
        people = "name,contest\nAnn Ash,chair\nBob Birch,chair\n"
        files = {"election.toml": TOML.format(title=title), "candidates.csv": people, "branches.csv": BRANCHES}
        super().__init__(browser, title, files)
        self.page = f"e/{self.key}/nominations/chair"

    def file(self) -> str:
        """nominations.csv."""
        return self.files()["nominations.csv"].decode()

    def understood(self, text: str = SENT, **more: str) -> str:
        file = io.BytesIO(text.encode())
        file.name = "from branches.csv"
        answer = self.send(self.page, {"file": file, **more})
        assert answer.status_code == 200, answer.content.decode()
        return answer.content.decode()

    def added(self, page: str, **chosen: str) -> str:
        """The page confirmed as it is, with what is chosen for its names; the nominations' page then."""
        given: dict[str, str] = dict(re.findall(r'<input type="hidden" name="([a-z0-9-]+)" value="([^"]*)"', page))
        (given["pasted"],) = re.findall(r"<textarea[^>]*>(.*?)</textarea>", page, re.S)
        for name, options in re.findall(r'<select id="[^"]*" name="([^"]+)".*?>(.*?)</select>', page, re.S):
            proposed = re.findall(r'value="([^"]*)" selected', options)
            given[name] = chosen.get(name, proposed[0] if proposed else "")
        del given["csrfmiddlewaretoken"]
        answer = self.send(self.page, given)
        assert answer.status_code == 302, answer.content.decode()
        return self.browser.page(answer["Location"].partition("?")[0])


def test_a_messy_spreadsheet_is_shown_its_names_are_settled_once_and_it_is_added(browser_in: Browser) -> None:
    office = Nominating(browser_in, "Messy")
    page = office.understood()
    assert "Whom do these names mean?" in page
    assert re.findall(r'<label for="f-\d+">(.*?)</label>', page) == ["Bob B.", "Bradwel"]
    assert "Passed over: E-mail" in page
    assert "@example.org" not in page
    page = office.added(page, **{"meant-1": "Bob Birch"})
    assert "3 nominations" not in office.file()
    assert re.findall(r'<th scope="row">(.*?)</th><td>(\d+)</td><td>(.*?)</td>', page) == [
        ("Ann Ash", "2", "yes"),
        ("Bob Birch", "1", "1 short"),
    ]
    assert "after nominations closed on 26 February 2027" in page
    # The same file once more, with one row more: nothing is asked, and one is added.
    page = office.understood(f"{SENT}16/01/2027,d@example.org,Castleton,Bob B.,\n")
    assert "What was understood" in page
    assert "1 nomination to add" in page
    assert "4 are here already" in page
    page = office.added(page)
    assert ("Bob Birch", "2", "yes") in re.findall(r'<th scope="row">(.*?)</th><td>(\d+)</td><td>(.*?)</td>', page)
    assert "Nothing new is in it" in office.understood()


def test_a_challenge_is_shown_not_counted_decided_and_can_be_undone(browser_in: Browser) -> None:
    office = Nominating(browser_in, "Challenged")
    office.added(office.understood("date,branch,candidate\n2027-01-14,Ashford,Ann Ash\n"))
    (line,) = re.findall(r'name="line" value="(\d+)"', browser_in.page(office.page))
    row = f"{office.page}/row"
    assert office.send(row, {"line": line, "act": "challenge", "said": ""}).status_code == 422
    for given, shown in (
        ({"act": "challenge", "said": "no quorum, says Bob"}, "challenged, and not decided yet (no quorum, says Bob)"),
        ({"act": "uphold"}, "the challenge was upheld (no quorum, says Bob)"),
        ({"act": "challenge", "said": "a second letter"}, "not decided yet (a second letter)"),
        ({"act": "dismiss"}, "The challenge was dismissed (a second letter)"),
    ):
        answer = office.send(row, {"line": line, **given})
        assert answer.status_code == 302, answer.content.decode()
        page = browser_in.page(answer["Location"])
        assert shown in page
        assert "Undo" in page
    assert "Dismiss it" not in page
    assert office.send(row, {"line": line, "act": "out"}).status_code == 302
    assert office.file() == "date,branch,candidate,challenged,decision\n"
    assert office.send(row, {"line": line, "act": "out"}).status_code == 422
    assert office.send(row, {"line": line, "act": "else"}).status_code == 422


def test_what_is_not_clear_is_told_beside_what_was_sent(browser_in: Browser) -> None:
    office = Nominating(browser_in, "Unclear")
    for text, said in (
        ("date,branch,candidate\n03/11/2027,Ashford,Ann Ash\n", "such as 03/11/2027 can be read in two ways"),
        ("branch,candidate\nAshford,Ann Ash\n", "no column is headed “date”"),
        ("date,branch,candidate\n2027-01-14,Ashford,\n", '<a href="#f-pasted">Line 2: nobody is nominated in it'),
    ):
        answer = office.send(office.page, {"pasted": text})
        page = answer.content.decode()
        assert (answer.status_code, said.casefold() in page.casefold(), text.splitlines()[1] in page) == (
            422,
            True,
            True,
        )
    dated = office.send(office.page, {"pasted": "branch,candidate\nAshford,Ann Ash\n", "day": "14 January 2027"})
    assert "1 nomination to add" in dated.content.decode()
    assert office.send(office.page, {}).status_code == 422


def test_of_a_double_nomination_the_day_of_the_first_is_said_and_no_line_of_the_offices_file(
    browser_in: Browser,
) -> None:
    office = Nominating(browser_in, "Double")
    for day in ("2027-01-14", "2027-01-21"):
        office.added(office.understood(f"date,branch,candidate\n{day},Ashford,Ann Ash\n"))
    assert "a second one by this branch; the first is of 14 January 2027" in browser_in.page(office.page)


def test_a_name_that_is_nobodys_is_left_out_and_html_in_it_stays_text(browser_in: Browser) -> None:
    office = Nominating(browser_in, "Kept")
    attack = "<script>alert(1)</script>"
    text = f"date,branch,candidate\n2027-01-14,Ashford,{attack}\n2027-01-14,Ashford,Ann Ash\n"
    page = office.understood(text)
    assert attack not in page
    chosen = {"pasted": text, "confirmed": "yes", "asked": "1", "said-1": attack, "meant-1": "="}
    answer = office.send(office.page, chosen)
    assert answer.status_code == 302, answer.content.decode()
    assert office.file() == "date,branch,candidate\n2027-01-14,001,Ann Ash\n"
    page = office.understood(text)
    assert "1 nomination left out, since the name is nobody’s" in page


def test_pictures_of_the_nominations(browser_in: Browser) -> None:
    office = Nominating(browser_in, "Pictures")
    office.added(office.understood("date,branch,candidate\n2027-01-14,Ashford,Ann Ash\n"))
    names = re.findall(r'href="/key/(e/[^"]*\.svg)"', browser_in.page(office.page))
    assert names
    for name in names:
        answer = browser_in.get(name)
        assert answer.content.startswith(b"<svg")
        assert answer["Content-Type"] == "image/svg+xml"
    assert browser_in.get(f"{office.page}/other.svg").status_code == 404
