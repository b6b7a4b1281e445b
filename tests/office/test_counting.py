"""From an upload to a declaration: what was understood, the count, the tie, the result, its correction."""

from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from hustings.office.home import Home
from office.browsing import Browser
from office.working import Work

# Ann has 3 first preferences, Bob and Cyd 2 each: whoever of the two the lot excludes, their papers go on to the other.
PAPERS = [("Ann",)] * 3 + [("Bob", "Cyd")] * 2 + [("Cyd", "Bob")] * 2
HEAD = "Timestamp,E-mail address,First preference,Second preference\n"


def export(papers: Sequence[Sequence[str]], name: str = "form.csv") -> io.BytesIO:
    """What a form program exports, with a voter's address on every row."""
    rows = "".join(f"2027-04-0{n},v{n}@example.org,{','.join((*paper, '')[:2])}\n" for n, paper in enumerate(papers, 1))
    file = io.BytesIO((HEAD + rows).encode())
    file.name = name
    return file


class Office(Work):
    """An election for one place with three candidates, as an officer works on it."""

    def __init__(self, browser: Browser, title: str, more: str = "") -> None:
        toml = f'title = "{title}"\n{more}\n[[contest]]\nid = "chair"\ntitle = "Chair"\nseats = 1\nrules = "scottish"\n'
        people = "name,contest\nAnn,chair\nBob,chair\nCyd,chair\n"
        super().__init__(browser, title, {"election.toml": toml, "candidates.csv": people})
        self.contest = f"e/{self.key}/count/chair"

    def counted(self, papers: Sequence[Sequence[str]], name: str = "form.csv") -> tuple[str, str]:
        """Ballots brought and confirmed: the count's address and page."""
        read, page = self.run(self.send(f"{self.contest}/ballots", {"file": export(papers, name)}))
        assert "What was understood" in page
        return self.run(self.send(f"{read}/confirm"))

    def declared(self, where: str, why: str = "") -> str:
        assert self.send(f"{where}/accept", {"why": why}).status_code == 302
        assert self.send(f"{self.contest}/declare", {"name": "Olive Officer"}).status_code == 302
        return self.browser.page(self.contest)


def test_what_was_understood_is_shown_before_anything_is_counted(browser_in: Browser) -> None:
    office = Office(browser_in, "Understood")
    where, page = office.run(office.send(f"{office.contest}/ballots", {"file": export(PAPERS)}))
    assert re.search(r"Papers</dt><dd>7<", page)
    for column, taken in (("E-mail address", "ignored"), ("First preference", "preference 1")):
        assert re.search(rf"{column}[^§]*?<td>{taken}", page), page
    assert office.send(f"{where}/confirm", {"base": "of an earlier page"}).status_code == 409
    assert "ballots/chair.blt" not in office.files()


def test_voters_addresses_stay_outside_of_every_version(browser_in: Browser, home: Home) -> None:
    office = Office(browser_in, "Addresses")
    office.counted(PAPERS, "addresses.csv")
    kept = b"".join(path.read_bytes() for path in home.versions(office.key).rglob("*") if path.is_file())
    assert b"@example.org" not in kept
    (number,) = re.findall(r"upload/(\d+)/remove", browser_in.page(office.contest))
    digest = hashlib.sha256(export(PAPERS).getvalue()).hexdigest()
    assert office.send(f"e/{office.key}/upload/{number}/remove").status_code == 422
    assert list(home.runs.glob("*/in-addresses.csv"))
    office.send(f"e/{office.key}/upload/{number}/remove", {"name": "addresses.csv"})
    assert "for good" not in browser_in.page(office.contest)
    assert list(home.runs.glob("*/in-addresses.csv")) == []
    from hustings.office.models import Upload

    if not Upload.objects.filter(digest=digest, removed=False).exists():
        assert not (home.uploads / digest).exists()


def test_a_file_that_leaves_doubt_is_told_and_read_again_with_what_the_officer_says(browser_in: Browser) -> None:
    office = Office(browser_in, "Doubt")
    odd = [*PAPERS, ("A. Smith-Jones",), ("Nobody at all",)]
    where, page = office.run(office.send(f"{office.contest}/ballots", {"file": export(odd)}))
    assert "cannot be read yet" in page
    assert "Nobody at all" in page
    assert "form.csv" in page
    assert "in-form.csv" not in page
    assert "--" not in re.sub(r"<!doctype.*?<main", "", page, flags=re.S)
    said = {"word": "Nobody at all=blank", "same": "A. Smith-Jones=Ann"}
    _, page = office.run(office.send(f"{where}/read-again", said))
    assert re.search(r"Papers</dt><dd>9<", page)
    assert "blank" in page


def test_a_column_that_nobody_knows_is_proposed_to_be_passed_over_and_read_only_when_the_officer_says_so(
    browser_in: Browser,
) -> None:
    office = Office(browser_in, "Proposed")
    file = io.BytesIO(b"Timestamp,First preference,Second preference,Colour\n1,Ann,Bob,red\n2,Cyd,,blue\n")
    file.name = "form.csv"
    where, page = office.run(office.send(f"{office.contest}/ballots", {"file": file}))
    assert "write Colour under “Columns that are no part of the vote” below" in page
    (proposed,) = re.findall(r'name="ignore"[^>]*>\s*([^<]*)</textarea>', page)
    _, page = office.run(office.send(f"{where}/read-again", {"ignore": proposed}))
    assert re.search(r"Papers</dt><dd>2<", page)


def test_at_a_tie_the_count_stops_names_the_tied_and_goes_on_with_the_officers_lot(browser_in: Browser) -> None:
    office = Office(browser_in, "Tied")
    where, page = office.counted(PAPERS)
    assert "A tie that a lot must decide" in page
    tied = re.findall(r'value="(\d)"> <span class="name">(\w+)</span> <span class="note">([^<]+)', page)
    assert tied == [("2", "Bob", "2 votes"), ("3", "Cyd", "2 votes")]
    assert office.send(f"{where}/lot", {"chosen": "1"}).status_code == 422
    # Bob is excluded; Cyd then has 4 of 7, which is the quota.
    _, page = office.run(office.send(f"{where}/lot", {"chosen": "2", "how": "from a hat"}))
    assert re.findall(r'<span class="name">(\w+)</span>', page) == ["Cyd"]
    assert office.files()["decisions/chair.csv"] == b"stage,for,chosen\n2,exclusion,Bob\n"
    assert "from a hat" in browser_in.page(f"e/{office.key}/acts")


def test_the_computer_can_draw_the_lot_and_says_that_it_did(browser_in: Browser) -> None:
    office = Office(browser_in, "Drawn here")
    where, _ = office.counted(PAPERS)
    _, page = office.run(office.send(f"{where}/lot", {"draw": "here"}))
    (winner,) = re.findall(r'<span class="name">(\w+)</span>', page)
    excluded = office.files()["decisions/chair.csv"].decode().split(",")[-1].strip()
    assert {winner, excluded} == {"Bob", "Cyd"}
    assert "drawn by this computer" in browser_in.page(f"e/{office.key}/versions")
    # Other ballots take the decisions of the old ones away.
    _, page = office.counted([("Ann",)] * 5)
    assert re.findall(r'<span class="name">(\w+)</span>', page) == ["Ann"]
    assert "decisions/chair.csv" not in office.files()


def test_a_result_is_provisional_then_declared_signed_and_never_undone(browser_in: Browser) -> None:
    office = Office(browser_in, "Declared")
    where, _ = office.counted([("Ann",)] * 5 + [("Bob",)])
    assert office.send(f"{office.contest}/declare", {"name": "Olive"}).status_code == 422
    office.send(f"{where}/accept")
    assert "Provisional result; not declared" in browser_in.page(office.contest)
    assert office.send(f"{office.contest}/declare", {"name": ""}).status_code == 422
    office.send(f"{office.contest}/declare", {"name": "Olive Officer"})
    page = browser_in.page(office.contest)
    assert "by Olive Officer (declared by one person)" in page
    (number,) = re.findall(r"result/(\d+)/chair.json\"", page)
    for name in ("chair.json/../../election.toml", "../manifest.json", "other.json", "chair.exe"):
        assert browser_in.get(f"e/{office.key}/result/{number}/{name}").status_code == 404
    # The count sheet brings its own policy: its one style, by digest.
    for sheet in (f"{where}/sheet", f"e/{office.key}/result/{number}/chair.html"):
        policy = browser_in.get(sheet).headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in policy
    for act in ("declare", "set-aside", "complain"):
        assert office.send(f"{office.contest}/{act}", {"name": "Again", "said": "No"}).status_code == 422
    # Going back to an earlier version takes the folder back, and not the declaration.
    office.send(f"e/{office.key}/versions/restore", {"number": "1"})
    assert "by Olive Officer" in browser_in.page(office.contest)
    from hustings.office import checking

    assert [fault for fault in checking.faults(browser_home()) if office.key in fault] == []


def browser_home() -> Home:
    from hustings.office.settings import office_home

    return office_home()


def test_a_correction_supersedes_a_declaration_and_both_stay_in_view(browser_in: Browser) -> None:
    office = Office(browser_in, "Corrected")
    where, _ = office.counted([("Ann",)] * 5 + [("Bob",)])
    office.declared(where)
    where, page = office.counted([("Bob",)] * 5 + [("Ann",)])
    assert "This count differs" in page
    assert office.send(f"{where}/accept", {"why": ""}).status_code == 422
    # A provisional correction may itself be set aside, or counted again; it still corrects the declaration.
    assert office.send(f"{where}/accept", {"why": "A first reason"}).status_code == 302
    where, page = office.run(office.send(f"{office.contest}/count"))
    assert "The recount agrees" in page
    assert office.send(f"{office.contest}/set-aside", form=office.contest).status_code == 302
    assert office.send(f"{where}/accept", {"why": ""}).status_code == 422
    page = office.declared(where, "Ballots of Ann and Bob had been exchanged")
    assert "It supersedes the declaration of" in page
    assert "Ballots of Ann and Bob had been exchanged" in page
    assert page.index("Bob") < page.index("Earlier declarations")
    assert "Superseded" in page
    records = re.findall(r'href="/key/(e/[^"]*chair\.json)"', page)
    told = [json.loads(browser_in.get(path).content) for path in records]
    names = [each["candidates"][each["elected"][0] - 1]["name"] for each in told]
    assert names == ["Bob", "Ann"]


def test_what_is_in_the_way_of_a_declaration_is_said(browser_in: Browser) -> None:
    two = Office(browser_in, "Two must declare", "declared_by = 2")
    where, _ = two.counted([("Ann",)] * 5)
    two.send(f"{where}/accept")
    assert "This election asks that two people declare" in browser_in.page(two.contest)
    assert two.send(f"{two.contest}/declare", {"name": "Olive"}).status_code == 422
    open_one = Office(browser_in, "Complained of")
    where, _ = open_one.counted([("Ann",)] * 5)
    open_one.send(f"{where}/accept")
    open_one.send(f"{open_one.contest}/complain", {"said": "Bob asks for a recount"}, form=open_one.contest)
    assert open_one.send(f"{open_one.contest}/declare", {"name": "Olive"}).status_code == 422
    _, page = open_one.run(open_one.send(f"{open_one.contest}/count"))
    assert "The recount agrees" in page
    (number,) = re.findall(r"complaint/(\d+)", browser_in.page(open_one.contest))
    open_one.send(f"e/{open_one.key}/complaint/{number}", {"decided": "Counted again: the same"})
    files = open_one.files() | {"candidates.csv": b"name,contest,groups\nAnn,chair,women\nBob,chair,\nCyd,chair,\n"}
    from hustings.office import acts

    before = open_one.base
    acts.change(open_one.key, before, files, "a group")
    assert "has been changed since this result; count again" in browser_in.page(open_one.contest)
    open_one.send(f"e/{open_one.key}/versions/restore", {"number": str(len(version_numbers(open_one.key)) - 1)})
    assert open_one.send(f"{open_one.contest}/declare", {"name": "Olive"}).status_code == 302


def test_nothing_is_declared_before_requests_and_complaints_are_over(browser_in: Browser) -> None:
    times = '[timetable]\ntime_zone = "Europe/London"\nrecount_requests_close = {}\ncomplaints_close = {}\n'
    waiting = Office(browser_in, "Waiting", times.format("2020-07-01", "2099-07-14T12:00:00"))
    where, _ = waiting.counted([("Ann",)] * 5)
    waiting.send(f"{where}/accept")
    page = browser_in.page(waiting.contest)
    assert "Complaints may come until 14 July 2099, 12:00; declare when that is over" in page
    assert "Requests for a recount may come" not in page
    assert waiting.send(f"{waiting.contest}/declare", {"name": "Olive"}).status_code == 422
    over = Office(browser_in, "Over", times.format("2020-07-01", "2020-07-14"))
    where, _ = over.counted([("Ann",)] * 5)
    over.send(f"{where}/accept")
    over.send(f"{over.contest}/complain", {"said": "Bob complains"}, form=over.contest)
    assert "after the time for it" in browser_in.page(over.contest)
    (number,) = re.findall(r"complaint/(\d+)", browser_in.page(over.contest))
    over.send(f"e/{over.key}/complaint/{number}", {"decided": "Too late"})
    assert over.send(f"{over.contest}/declare", {"name": "Olive"}).status_code == 302


def version_numbers(key: str) -> list[int]:
    from hustings.office.models import Version

    return list(Version.objects.filter(election__key=key).values_list("number", flat=True))


def test_of_two_declarations_at_once_one_wins(browser_in: Browser) -> None:
    from threading import Thread

    from django.db import connection

    from hustings.election.problems import HustingsError
    from hustings.office import declaring
    from hustings.office.models import Event
    from hustings.office.progress import latest
    from hustings.office.views.given import election_of

    office = Office(browser_in, "Two at once declared")
    where, _ = office.counted([("Ann",)] * 5)
    office.send(f"{where}/accept")
    base, ended = office.base, []

    def declare(name: str) -> None:
        result = latest(election_of(office.key), "chair")
        assert result is not None
        try:
            ended.append(declaring.declare(result, base, name).declared_by)
        except HustingsError as lost:
            ended.append(type(lost).__name__)
        finally:
            connection.close()

    both = [Thread(target=declare, args=(name,)) for name in ("Olive", "Oscar")]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert len([each for each in ended if "declared by one person" in each]) == 1
    assert Event.objects.filter(election=office.key, act="declared").count() == 1


def test_the_same_acts_by_command_give_the_same_folder_and_the_same_record(
    browser_in: Browser, home: Home, tmp_path: Path
) -> None:
    office = Office(browser_in, "Same")
    where, _ = office.counted(PAPERS)
    where, _ = office.run(office.send(f"{where}/lot", {"chosen": "2", "how": "from a hat"}))
    office.declared(where)
    # By hand: the same files written, then the commands.
    folder = tmp_path / "same"
    for name in ("ballots", "decisions", "records"):
        (folder / name).mkdir(parents=True)
    first = {name: office.files()[name] for name in ("election.toml", "candidates.csv")}
    for name, content in first.items():
        (folder / name).write_bytes(content)
    (tmp_path / "form.csv").write_bytes(export(PAPERS).getvalue())
    (tmp_path / "names.txt").write_text("Ann\nBob\nCyd\n")
    (folder / "decisions/chair.csv").write_text("stage,for,chosen\n2,exclusion,Bob\n")
    outputs = ["--json", "same/records/chair.json", "--html", "same/records/chair.html"]
    commands = [
        ["convert", "form.csv", "same/ballots/chair.blt", "--candidates", "names.txt"],
        ["count", "same", "--contest", "chair", "--decisions", "same/decisions/chair.csv", *outputs],
        ["sign", "same/records/chair.json", "--key", str(home.keys / "office.pem")],
    ]
    for words in commands:
        subprocess.run([sys.executable, "-m", "hustings", *words], cwd=tmp_path, check=True, capture_output=True)
    by_hand = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    assert by_hand == office.files()


def test_names_in_an_upload_do_not_become_part_of_a_page_nor_its_file_name_a_path(
    browser_in: Browser, home: Home
) -> None:
    office = Office(browser_in, "Hostile upload")
    attack = "<script>alert(1)</script>"
    file = export([(attack,), ("Ann",)], f"../../{attack}.csv")
    where, page = office.run(office.send(f"{office.contest}/ballots", {"file": file}))
    raw = browser_in.get(where).content.decode()
    assert "<script>alert" not in raw
    assert "&lt;script&gt;" in raw
    assert page
    assert {path.parent for path in home.uploads.rglob("*")} == {home.uploads}


def test_a_run_that_was_cut_off_is_found_on_its_contests_page_and_begun_again(browser_in: Browser) -> None:
    from hustings.office.models import Run

    office = Office(browser_in, "Cut off")
    where, _ = office.counted([("Ann",)] * 3)
    run = Run.objects.filter(election__key=office.key).latest("pk")
    Run.objects.filter(pk=run.pk).update(state="running", beat="2020-01-01T00:00:00Z")
    assert "This was interrupted" in browser_in.page(where)
    assert "begin it again" in browser_in.page(office.contest)
    assert browser_in.get(f"{where}/progress").headers["HX-Redirect"].endswith(where.removeprefix("/key"))
    _, page = office.run(office.send(f"{where}/again"))
    assert re.findall(r'<span class="name">(\w+)</span>', page) == ["Ann"]
    assert "was interrupted" not in browser_in.page(office.contest)
