"""Areas and branches by form: the folder that a person would write, whether typed, pasted or sent in a file."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from office.browsing import Browser
from office.working import Work

ELECTION = 'title = "Committee"\n[[contest]]\nid = "chair"\ntitle = "Chair"\nseats = 1\nrules = "scottish"\n'


def at_work(browser: Browser) -> Work:
    return Work(browser, "Committee", {"election.toml": ELECTION, "candidates.csv": "name\nAnn Ash\nBen Birch\n"})


def test_rows_pasted_with_a_spreadsheet_s_headings_become_the_file(browser_in: Browser) -> None:
    work = at_work(browser_in)
    areas = f"e/{work.key}/set-up/places/areas"
    pasted = (
        "Area code\tArea name\tElectorate\tWithin\nuk\tEverywhere\t\t\nlon\tLondon\t1,200\tuk\nnw\tNorth West\t\tuk\n"
    )
    assert work.send(areas, {"pasted": pasted}).status_code == 302
    assert work.files()["areas.csv"].decode() == (
        'code,name,parent,voters\nuk,Everywhere,,\nlon,London,uk,"1,200"\nnw,North West,uk,\n'
    )
    # A row that is there takes what the new one says, and keeps the rest.
    assert work.send(areas, {"pasted": "code,voters\nNW,800\n"}).status_code == 302
    assert work.files()["areas.csv"].decode().endswith('lon,London,uk,"1,200"\nNW,North West,uk,800\n')


def test_a_branch_is_added_changed_and_taken_out(browser_in: Browser) -> None:
    work = at_work(browser_in)
    branches = f"e/{work.key}/set-up/places/branches"
    assert work.send(f"{branches}/new", {"name": "Camden", "event": "Rally,  Friday 7 pm"}).status_code == 302
    assert work.send(branches, {"pasted": "Brent,b-1\nBarnet,b-2\n"}).status_code == 302
    assert work.send(f"{branches}/1", {"name": "Camden Town", "code": "c-1", "event": ""}).status_code == 302
    assert work.files()["branches.csv"].decode() == "name,code\nCamden Town,c-1\nBrent,b-1\nBarnet,b-2\n"
    assert work.send(f"{branches}/2/remove").status_code == 302
    assert work.files()["branches.csv"].decode() == "name,code\nCamden Town,c-1\nBarnet,b-2\n"
    page = browser_in.page(f"/{branches}")
    assert "Camden Town" in page
    assert "Brent" not in page


def test_a_file_is_taken_as_pasted_rows_are(browser_in: Browser) -> None:
    work = at_work(browser_in)
    file = SimpleUploadedFile("clps.csv", "CLP;Code\nCamden;c-1\n".encode("utf-16"))
    assert work.send(f"e/{work.key}/set-up/places/branches", {"file": file}).status_code == 302
    assert work.files()["branches.csv"].decode() == "name,code\nCamden,c-1\n"


def test_what_is_wrong_is_shown_with_what_was_pasted_and_nothing_is_kept(browser_in: Browser) -> None:
    work = at_work(browser_in)
    areas = f"e/{work.key}/set-up/places/areas"
    for pasted, said in (
        ("code,name,parents\nlon,London,uk\n", "the column “parents” is none of code, name, parent, voters, covers"),
        ("code,name,electorate,voters\nlon,London,1,1\n", "two columns are the voters; take one of them out"),
        ("lon,London,,12,E12000007,more\n", "there are more than 5 cells, code, name, parent, voters, covers"),
        ("code,name,parent\nlon,London,uk\n", "the parent of lon"),
        ("code,name,voters\nlon,London,many\n", "voters is “many”"),
        ("", "no file was chosen"),
    ):
        answer = work.send(areas, {"pasted": pasted})
        assert answer.status_code == 422
        assert said.casefold() in answer.content.decode().casefold()
        assert pasted.partition("\n")[0] in answer.content.decode()
        assert "areas.csv" not in work.files()


def test_a_row_that_is_not_there_has_no_page(browser_in: Browser) -> None:
    work = at_work(browser_in)
    for path in ("areas/1", "areas/0/remove", "roads", "roads/new"):
        assert work.send(f"e/{work.key}/set-up/places/{path}").status_code == 404
