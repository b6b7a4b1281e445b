"""Vacancies in the office: who leaves, who fills the place, the constraint, the lot, the correction.

The ballots, and who fills which place, are worked out by hand: Ann, Cyd and Dee are elected to three places under
`scottish`. Ann leaves: by countback Eve. Then Cyd leaves: by countback Bob, since Dee sits already.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from hustings.office.home import Home
from office.browsing import Browser
from office.working import Work

PAPERS = ((5, (4,)), (8, (1, 5)), (1, (5, 3, 1, 4)), (9, (3, 2, 1)), (5, (1, 3)), (5, (2, 3)))
PEOPLE = ("Ann", "Bob", "Cyd", "Dee", "Eve")


class Body(Work):
    """A declared election, whose body a member leaves."""

    def __init__(
        self,
        browser: Browser,
        title: str,
        more: str = "",
        seats: int = 3,
        papers: Sequence[tuple[int, Sequence[int]]] = PAPERS,
    ) -> None:
        toml = (
            f'title = "{title}"\n[[contest]]\nid = "board"\ntitle = "Board"\nseats = {seats}\n'
            f'rules = "scottish"\n{more}\n'
        )
        women = "".join(f"{name},board,{'women' if name in ('Ann', 'Eve') else ''}\n" for name in PEOPLE)
        blt = f"5 {seats}\n" + "".join(f"{n} {' '.join(map(str, order))} 0\n" for n, order in papers) + "0\n"
        files = {"election.toml": toml, "candidates.csv": f"name,contest,groups\n{women}"}
        files["ballots/board.blt"] = blt + "".join(f'"{name}"\n' for name in (*PEOPLE, title))
        super().__init__(browser, title, files)
        self.contest = f"e/{self.key}/count/board"
        self.page = f"{self.contest}/vacancies"

    def declared(self) -> Body:
        where, page = self.run(self.send(f"{self.contest}/count"))
        while "tie that a lot" in page:
            (first, *_) = re.findall(r'name="chosen" value="(\d)"', page)
            where, page = self.run(self.send(f"{where}/lot", {"chosen": first}))
        self.send(f"{where}/accept")
        assert self.send(f"{self.contest}/declare", {"name": "Olive Officer"}).status_code == 302
        return self

    def leaves(self, *names: str, method: str = "countback", **more: object) -> tuple[str, str]:
        said = {"leavers": [PEOPLE.index(name) + 1 for name in names], "method": method, "protect": "yes", **more}
        return self.run(self.send(self.page, said))

    def filled(self, where: str) -> str:
        assert self.send(f"{where}/fill", {"name": "Olive Officer"}).status_code == 302
        return self.browser.page(self.page)


def heading(page: str) -> str:
    (found,) = re.findall("<h1[^>]*>(.*)</h1>", page)
    return str(found)


def sitting(page: str) -> list[str]:
    return re.findall("<li>(.*?)</li>", page.partition('<ul class="names">')[2].partition("</ul>")[0])


def test_a_vacancy_then_a_vacancy_of_the_body_that_it_made(browser_in: Browser, home: Home) -> None:
    body = Body(browser_in, "Vacancy after vacancy").declared()
    assert sitting(browser_in.page(body.page)) == ["Ann", "Cyd", "Dee"]
    where, page = body.leaves("Ann", because="she has moved away")
    assert heading(page) == "Eve fills the place"
    assert body.send(f"{where}/fill", {"name": "Olive", "base": "of an earlier page"}).status_code == 409
    page = body.filled(where)
    assert sitting(page) == ["Cyd", "Dee", "Eve"]
    assert "she has moved away" in page
    where, page = body.leaves("Cyd")
    assert heading(page) == "Bob fills the place"
    page = body.filled(where)
    assert sitting(page) == ["Dee", "Eve", "Bob"]
    # Ann and Cyd have left: neither can leave again, nor decline.
    for said in (
        {"leavers": "1"},
        {"leavers": "4", "declining": "3"},
        {"leavers": ""},
        {"leavers": "4", "method": "x"},
    ):
        assert body.send(body.page, {"method": "countback"} | said).status_code == 422
    # The record is the one that the command writes, signed, and its chain is the body's history.
    record, signed = re.findall(r'href="/key/(e/[^"]*body\.json(?:\.sig)?)"', page)[-2:]
    told = json.loads(browser_in.get(record).content)
    assert [each["because"] for each in told["vacancies"]] == ["she has moved away", ""]
    assert json.loads(browser_in.get(signed).content)
    from hustings.office import checking

    assert [fault for fault in checking.faults(home) if body.key in fault] == []


def test_where_a_newcomer_would_break_a_constraint_the_organisation_is_asked(browser_in: Browser) -> None:
    for answer, newcomer in (("keep", "Eve"), ("lapse", "Bob")):
        body = Body(browser_in, f"Women {answer}", "at_least = {women = 1}").declared()
        where, page = body.leaves("Ann", method="runner-up")
        assert heading(page) == "Is the constraint kept?"
        assert "Eve fills the place" in page
        assert "Bob fills the place" in page
        assert "--" not in re.sub(r"<!doctype.*?<main", "", page, flags=re.S)
        assert body.send(f"{where}/fill", {"name": "Olive"}).status_code == 422
        assert body.send(f"{where}/constraint", {"constraint": ""}).status_code == 422
        _, page = body.run(body.send(f"{where}/constraint", {"constraint": answer}))
        assert heading(page) == f"{newcomer} fills the place"
        # Somebody else, whose page still asks, is told that it was answered.
        assert body.send(f"{where}/constraint", {"constraint": "keep"}).status_code == 409


def test_who_declines_is_passed_over_and_a_correction_begins_from_the_body_before_it(browser_in: Browser) -> None:
    body = Body(browser_in, "Corrected vacancy").declared()
    where, _ = body.leaves("Ann")
    page = body.filled(where)
    (number,) = re.findall(r"corrects=(\d+)", page)
    page = browser_in.page(f"{body.page}?corrects={number}")
    assert sitting(page) == ["Ann", "Cyd", "Dee"]
    said = {"leavers": ["1"], "declining": ["5"], "method": "countback", "protect": "yes", "corrects": number}
    assert body.send(body.page, said).status_code == 422
    where, page = body.run(body.send(body.page, said | {"why": "Eve had written that she would not"}))
    assert heading(page) == "Bob fills the place"
    page = body.filled(where)
    assert sitting(page) == ["Cyd", "Dee", "Bob"]
    assert page.index("Eve had written") < page.index("Superseded declarations") < page.index("Eve fills the place")
    # What was superseded, or has another built on it, cannot be corrected.
    assert body.send(body.page, said | {"why": "again"}).status_code == 422


def test_a_lot_of_a_countback_is_the_officers_and_stands_in_the_record(browser_in: Browser) -> None:
    """Without Ann, Bob and Cyd have 4 papers each, and Dee's one names neither."""
    body = Body(browser_in, "Lot", seats=1, papers=((10, (1,)), (4, (2,)), (4, (3,)), (1, (4,)))).declared()
    where, page = body.leaves("Ann")
    while "tie that a lot" in page:
        tied = dict(re.findall(r'name="chosen" value="(\d)"> <span class="name">(\w+)', page))
        chosen = next(number for number, name in tied.items() if name != "Cyd")
        where, page = body.run(body.send(f"{where}/lot", {"chosen": chosen, "how": "from a hat"}))
    assert heading(page) == "Cyd fills the place"
    assert "from a hat" in browser_in.page(f"e/{body.key}/acts")
    page = body.filled(where)
    (record,) = re.findall(r'href="/key/(e/[^"]*body\.json)"', page)
    decisions = json.loads(browser_in.get(record).content)["vacancies"][0]["decisions"]
    assert {each["chosen"] for each in decisions} >= {2}


def test_no_place_falls_vacant_before_a_declaration_and_one_person_fills_none_that_two_must(
    browser_in: Browser,
) -> None:
    body = Body(browser_in, "Too early")
    assert browser_in.get(body.page).status_code == 404
    two = Body(browser_in, "Two fill").declared()
    where, _ = two.leaves("Ann")
    from hustings.office import acts
    from hustings.office.models import Election

    files = acts.current_files(Election.objects.get(key=two.key))
    files["election.toml"] = b"declared_by = 2\n" + files["election.toml"]
    acts.change(two.key, two.base, files, "two declare")
    assert "has been changed since" in browser_in.page(where)
    where, _ = two.leaves("Ann")
    answer = two.send(f"{where}/fill", {"name": "Olive"})
    assert (answer.status_code, b"asks that two people declare" in answer.content) == (422, True)


def test_a_vacancy_that_was_cut_off_is_begun_again(browser_in: Browser) -> None:
    from hustings.office.models import Run

    body = Body(browser_in, "Cut off vacancy").declared()
    where, _ = body.leaves("Ann")
    Run.objects.filter(pk=int(where.rstrip("/").rpartition("/")[2])).update(state="lost")
    assert "A vacancy’s count was interrupted" in browser_in.page(body.contest)
    _, page = body.run(body.send(f"{where}/again"))
    assert heading(page) == "Eve fills the place"


def test_names_and_reasons_with_html_stay_text(browser_in: Browser) -> None:
    body = Body(browser_in, "Hostile vacancy").declared()
    where, _ = body.leaves("Ann", because="<script>alert(1)</script>")
    assert b"<script>alert" not in browser_in.get(where).content
    body.filled(where)
    raw = browser_in.get(body.page).content
    assert b"<script>alert" not in raw
    assert b"&lt;script&gt;alert" in raw
