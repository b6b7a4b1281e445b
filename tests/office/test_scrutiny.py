"""Two people declare where the election asks for it, and a scrutineer sees all, counts again, and takes a report away.

The count is worked out by hand: five papers for Ann, two for Bob, one without a preference: 7 are valid, the quota of
one place is 7 // 2 + 1 = 4, and Ann is elected.
"""

from __future__ import annotations

import hashlib
import re
from html import unescape
from typing import Any

import pytest

from hustings.office.home import Home
from office.accounts import Visitor, named
from office.working import ended
from waiting import LONGEST

BLT = b'3 1\n5 1 0\n2 2 0\n1 0\n0\n"Ann"\n"Bob"\n"Cyd"\n"Chair"\n'


class Office:
    """An election with a provisional result, and its people's browsers."""

    def __init__(self, title: str, committee: dict[str, bytes], *, people: int = 2) -> None:
        from hustings.office import acts, counting, declaring, runs

        toml = committee["election.toml"].replace(b"[[contest]]", f"declared_by = {people}\n[[contest]]".encode())
        files = committee | {"election.toml": toml, "ballots/chair.blt": BLT}
        self.election = acts.create(title, files, "made")
        run = runs.wait(counting.count(self.election, "chair"), LONGEST)
        self.result = declaring.accept(run, self.election.current, "")
        self.page = f"/e/{self.election.key}/count/chair"
        self.run = f"/e/{self.election.key}/run/{run.pk}"
        names = {"officer": "Olive Officer", "deputy": "Dee Deputy", "scrutineer": "Sam Scrutineer"}
        self.visitors = {role: Visitor(named(self.election, role, name=name)) for role, name in names.items()}

    def sends(self, role: str, path: str, base: str = "") -> tuple[int, str]:
        self.election.refresh_from_db()
        given = {"base": base or self.election.current}
        answer = self.visitors[role].post(path, given, form="/out")
        return answer.status_code, unescape(answer.content.decode())

    def declared(self) -> str:
        self.result.refresh_from_db()
        return str(self.result.declared_by)


@pytest.fixture
def office(served: Home, committee: dict[str, bytes], request: pytest.FixtureRequest) -> Office:
    assert served
    return Office(request.node.name[5:40], committee)


def test_the_second_person_makes_a_declaration_and_the_first_alone_does_not(office: Office) -> None:
    from hustings.office import versions
    from hustings.office.acts import home_of
    from hustings.office.models import Event

    assert office.sends("scrutineer", f"{office.run}/countersign")[0] == 422  # nothing waits yet
    assert office.sends("officer", f"{office.page}/declare")[0] == 302
    assert office.declared() == ""
    assert "Olive Officer has declared this result" in office.visitors["scrutineer"].page(office.page)
    for path in (f"{office.page}/declare", f"{office.run}/countersign"):
        assert office.sends("officer", path)[0] == 422
    assert office.declared() == ""
    assert office.sends("scrutineer", f"{office.run}/countersign")[0] == 302
    assert office.declared() == "Olive Officer, countersigned by Sam Scrutineer"
    acts = [event.act for event in Event.objects.filter(election=office.election.key).order_by("number")]
    assert acts[-2:] == ["declared, to be countersigned", "declared"]
    told = versions.note(home_of(office.election.key), office.result.version).told
    assert told["by"] == "Olive Officer, countersigned by Sam Scrutineer"


def test_what_waits_for_a_second_person_stands_on_the_elections_first_page(office: Office) -> None:
    first, sam = f"/e/{office.election.key}/", office.visitors["scrutineer"]
    assert "countersign" not in sam.page(first)
    office.sends("officer", f"{office.page}/declare")
    assert "Provisional result; Olive Officer has declared it. Next: countersign it." in sam.page(first)
    office.sends("scrutineer", f"{office.run}/countersign")
    assert "countersign" not in sam.page(first)
    # Ann, who was elected, leaves: of the others only Bob has votes.
    leaving = {"leavers": "1", "method": "countback", "protect": "yes"}
    run = office.visitors["officer"].post(f"{office.page}/vacancies", leaving, form="/out")["Location"]
    assert "Bob fills the place" in ended(sam, run)
    assert "countersign" not in sam.page(first)
    assert office.sends("officer", f"{run}/fill")[0] == 302
    assert "Olive Officer has declared who fills a vacancy. Next: countersign it." in sam.page(first)
    assert office.sends("scrutineer", f"{run}/countersign")[0] == 302
    assert "countersign" not in sam.page(first)


def test_what_was_changed_in_between_is_declared_anew(office: Office) -> None:
    from hustings.office import acts

    assert office.sends("deputy", f"{office.page}/declare")[0] == 302
    files = acts.current_files(office.election) | {"site.toml": b'imprint = "A, B"\n'}
    acts.change(office.election.key, office.election.current, files, "another thing")
    assert office.sends("scrutineer", f"{office.run}/countersign")[0] == 422
    assert office.declared() == ""
    assert office.sends("deputy", f"{office.page}/declare")[0] == 302
    # Who presses Declare on a page that is older than the first declaration has not said that they countersign.
    assert office.sends("officer", f"{office.page}/declare")[0] == 409
    assert office.sends("officer", f"{office.run}/countersign")[0] == 302
    assert office.declared() == "Dee Deputy, countersigned by Olive Officer"


def test_of_two_who_countersign_at_once_one_does(office: Office) -> None:
    office.sends("officer", f"{office.page}/declare")
    office.election.refresh_from_db()
    base = office.election.current
    assert office.sends("deputy", f"{office.run}/countersign", base)[0] == 302
    assert office.sends("scrutineer", f"{office.run}/countersign", base)[0] in (409, 422)
    assert office.declared() == "Olive Officer, countersigned by Dee Deputy"


def test_where_one_person_is_enough_one_declares(served: Home, committee: dict[str, bytes]) -> None:
    assert served
    office = Office("One is enough", committee, people=1)
    assert office.sends("officer", f"{office.page}/declare")[0] == 302
    assert office.declared() == "Olive Officer (declared by one person)"


def test_a_scrutineer_counts_again_in_one_click_and_takes_the_report_away(office: Office, served: Home) -> None:
    from hustings.office import checking
    from hustings.office.acts import current_files
    from hustings.office.models import Event

    sam = office.visitors["scrutineer"]
    answer = sam.post(f"{office.page}/recount", form="/out")
    page = ended(sam, answer["Location"])
    assert "The recount agrees" in page
    assert "Take as the provisional result" not in page
    report = unescape(sam.page(f"{office.page}/report"))
    figures = dict(re.findall("<dt>(.*?)</dt><dd>(.*?)</dd>", report))
    office.election.refresh_from_db()
    record = current_files(office.election)["records/chair.json"]
    assert (figures["Issued"], figures["Valid"], figures["Invalid"]) == ("not known", "7", "1")
    assert figures["of these, no preference"] == "1"
    assert figures["Digest of the record’s file"] == hashlib.sha256(record).hexdigest()
    assert re.findall("<li>(.*?)</li>", report) == ["Ann"]
    assert "Rule book: Scottish local government elections (Scottish Local Government Elections Order 2007" in report
    assert "{" not in report.partition("<body>")[2]
    assert "The record is the same to the byte" in report
    assert "Sam Scrutineer, scrutineer" in report
    last = Event.objects.order_by("-number").first()
    assert last is not None
    assert figures["Last act of the office"] == f"number {last.number}, {last.digest}"
    assert not [fault for fault in checking.faults(served, [last.digest]) if "given here" in fault]
    # Acts made anew from some point on do not have the one on the report.
    assert [fault for fault in checking.faults(served, ["0" * 63 + "1"]) if "given here" in fault]


@pytest.mark.parametrize("role", ["officer", "deputy", "clerk", "scrutineer"])
def test_every_link_that_somebody_is_shown_leads_to_a_page_that_they_may_see(role: str, office: Office) -> None:
    begin = f"/e/{office.election.key}/"
    visitor, seen, left = Visitor(named(office.election, role, name="Lee Looker")), set[str](), [begin]
    wrong = []
    while left:
        path = left.pop()
        answer: Any = visitor.get(path)
        if answer.status_code != 200:
            wrong.append((path, answer.status_code))
        if "text/html" not in answer["Content-Type"]:
            continue
        found = {
            unescape(each).partition("#")[0] for each in re.findall(r' href="(/e/[^"]*)"', answer.content.decode())
        }
        left += sorted(found - seen)
        seen |= found
    assert wrong == []
    assert f"{begin}nominations/chair" in seen
    assert (f"{begin}count/chair" in seen) == (role != "clerk")
    assert (f"{begin}papers/chair" in seen) == (role != "scrutineer")
