"""An election is set up by forms, pasted rows or text; what is wrong stands beside its field, and nothing is lost."""

from __future__ import annotations

import re

import pytest

from office.browsing import Browser

BEGUN = {"title": "Committee 2027", "organisation": "The Orchard Society", "contest": "Chair", "seats": "1"}


def begun(browser: Browser) -> str:
    """The address of a new election, and below it its files."""
    return browser.post("new", BEGUN | {"rules": "scottish"})["Location"].removesuffix("set-up/candidates/chair")


def files(where: str) -> dict[str, str]:
    """The texts of the election's folder as it is now."""
    from hustings.office import acts
    from hustings.office.models import Election

    election = Election.objects.get(key=where.rstrip("/").rpartition("/")[2])
    return {path: content.decode() for path, content in acts.current_files(election).items()}


def save(browser: Browser, page: str, given: dict[str, str]) -> tuple[int, str]:
    """A form of the set-up sent as it was shown: the status, and the page or the next address."""
    base = re.search(r'name="base" value="(\w+)"', browser.page(page))
    assert base
    answer = browser.post(page, {"base": base[1], **given})
    return answer.status_code, answer["Location"] if answer.status_code == 302 else answer.content.decode()


def test_forms_write_the_folder_that_a_person_would_write(browser_in: Browser) -> None:
    where = begun(browser_in)
    more = {"name": "Committee, members’ places", "seats": "2", "rules": "ers97", "at_least": "women 1"}
    assert save(browser_in, f"{where}set-up/contest", more)[0] == 302
    pasted = "Name\tGroups\nAnn Ash\twomen\nBen Birch\t\n"
    status, _ = save(browser_in, f"{where}set-up/candidates/committee-members-places", {"pasted": pasted})
    assert status == 302
    assert save(browser_in, f"{where}set-up/candidates/chair", {"pasted": "Cy Cedar\nDi Dogwood\n"})[0] == 302
    names = {"c-chair": "Cy Cedar", "c-committee-members-places": "Ann Ash\nBen Birch"}
    # A slip in a name is told at its field, not by a line of a file that nobody has seen.
    status, wrong = save(browser_in, f"{where}set-up/slate", {"name": "Together", **names, "c-chair": "Cy Ceder"})
    assert (status, '<a href="#f-c-chair">No candidate is called “Cy Ceder” (did you mean “Cy Cedar”?)' in wrong) == (
        422,
        True,
    )
    assert save(browser_in, f"{where}set-up/slate", {"name": "Together", "colour": "#1d4f91", **names})[0] == 302
    page = browser_in.page(f"{where}set-up")
    for name in ("Committee, members’ places", "Chair", "Together"):
        assert f">{name}</a>" in page
    assert files(where) == {
        "election.toml": (
            'title = "Committee 2027"\norganisation = "The Orchard Society"\n\n'
            '[[contest]]\nid = "chair"\ntitle = "Chair"\nseats = 1\nrules = "scottish"\n\n'
            '[[contest]]\nid = "committee-members-places"\ntitle = "Committee, members’ places"\n'
            'seats = 2\nrules = "ers97"\nat_least = {women = 1}\n'
        ),
        "candidates.csv": (
            "name,contest,groups\nAnn Ash,committee-members-places,women\nBen Birch,committee-members-places,\n"
            "Cy Cedar,chair,\nDi Dogwood,chair,\n"
        ),
        "slates.toml": (
            '[[slate]]\nid = "together"\nname = "Together"\ncolour = "#1d4f91"\n'
            'candidates = {chair = ["Cy Cedar"], committee-members-places = ["Ann Ash", "Ben Birch"]}\n'
        ),
    }


def test_a_change_of_one_key_leaves_the_notes_and_every_other_line_of_the_file(browser_in: Browser) -> None:
    where = begun(browser_in)
    text = files(where)["election.toml"].replace("seats = 1", "seats = 1  # since 1974") + "# the end\n"
    assert save(browser_in, f"{where}set-up/text?name=election.toml", {"name": "election.toml", "text": text})[0] == 302
    dates = {"title": "Committee 2027", "organisation": "The Orchard Society", "declared_by": "1"}
    dates |= {"time_zone": "Europe/London", "voting_closes": "2027-04-09 12:00"}
    assert save(browser_in, f"{where}set-up/about", dates)[0] == 302
    written = files(where)["election.toml"]
    assert set(text.splitlines()) <= set(written.splitlines())
    assert "voting_closes = 2027-04-09T12:00:00\n" in written


@pytest.mark.parametrize(
    ("page", "given", "said", "beside"),
    [
        ("contest/chair", {"name": "Chair", "seats": "0", "rules": "scottish"}, "a whole number from 1", "seats"),
        ("contest/chair", {"name": "", "seats": "1", "rules": "scottish"}, "write the name of the post", "name"),
        ("contest/chair", {"name": "C", "seats": "3", "rules": "irv"}, "irv fills one place", "seats"),
        (
            "contest/chair",
            {"name": "C", "seats": "1", "rules": "irv", "at_least": "2"},
            "group and a number",
            "at_least",
        ),
        ("about", {"title": "A", "declared_by": "1", "result": "next week"}, "28 June 2027 12:00", "result"),
        ("about", {"title": "A", "declared_by": "1", "time_zone": "Mars"}, "Mars", "time_zone"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_is_kept(
    page: str, given: dict[str, str], said: str, beside: str, browser_in: Browser
) -> None:
    where = begun(browser_in)
    before = files(where)
    status, text = save(browser_in, f"{where}set-up/{page}", given)
    assert status == 422
    error = re.search(rf'id="e-{beside}">([^<]+)<', text)
    assert error, text
    assert said.casefold() in error[1].casefold()
    for value in given.values():
        assert value in text
    assert files(where) == before


def test_a_folder_with_something_wrong_is_kept_only_when_that_is_asked_for(browser_in: Browser) -> None:
    where = begun(browser_in)
    page, given = (
        f"{where}set-up/text?name=candidates.csv",
        {"name": "candidates.csv", "text": "name,contest\nAnn,chiar\n"},
    )
    status, text = save(browser_in, page, given)
    assert (status, "line 2" in text, "Save it although something is wrong" in text) == (422, True, True)
    assert save(browser_in, page, {**given, "anyway": "yes"})[0] == 302
    assert "chiar" in browser_in.page(f"{where}set-up")
    # What was wrong before is no obstacle to another change.
    assert save(browser_in, f"{where}set-up/about", {"title": "Another", "declared_by": "1"})[0] == 302


def test_of_two_windows_the_second_is_told_and_loses_nothing(browser_in: Browser) -> None:
    where = begun(browser_in)
    base = re.search(r'name="base" value="(\w+)"', browser_in.page(f"{where}set-up/about"))
    assert base
    assert save(browser_in, f"{where}set-up/candidates/chair", {"pasted": "Ann"})[0] == 302
    given = {"title": "From the second window", "declared_by": "1", "base": base[1]}
    answer = browser_in.post(f"{where}set-up/about", given)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "changed in another window" in text
    assert "From the second window" in text
    assert save(browser_in, f"{where}set-up/about", {"title": "From the second window", "declared_by": "1"})[0] == 302
    assert "Ann" in files(where)["candidates.csv"]


def test_every_change_can_be_undone_and_an_undone_one_too(browser_in: Browser) -> None:
    where = begun(browser_in)
    key = where.rstrip("/").rpartition("/")[2]
    save(browser_in, f"{where}set-up/contest", {"name": "Treasurer", "seats": "1", "rules": "irv"})
    base = re.search(r'name="base" value="(\w+)"', browser_in.page(f"{where}set-up/contest/treasurer"))
    assert base
    after = browser_in.post(f"{where}set-up/contest/treasurer/remove", {"base": base[1]})["Location"]
    assert "Treasurer" not in files(where)["election.toml"]
    page = browser_in.page(after)
    assert "Undo" in page
    undo = re.search(r'name="base" value="(\w+)"><input type="hidden" name="number" value="(\d+)"', page)
    assert undo
    browser_in.post(f"e/{key}/versions/restore", {"base": undo[1], "number": undo[2]})
    assert "Treasurer" in files(where)["election.toml"]


def test_pasted_names_keep_their_commas_and_a_name_twice_is_refused(browser_in: Browser) -> None:
    where = begun(browser_in)
    page = f"{where}set-up/candidates/chair"
    assert save(browser_in, page, {"pasted": "Ash, Ann\r\n\r\nO’Brien,  Zoë\r\n"})[0] == 302
    assert files(where)["candidates.csv"] == 'name,contest\n"Ash, Ann",chair\n"O’Brien, Zoë",chair\n'
    status, text = save(browser_in, page, {"pasted": "ash, ann"})
    assert (status, "is on the list already" in text) == (422, True)
    assert save(browser_in, page, {"withdrawn-1": "yes", "groups-1": "women"})[0] == 302
    assert files(where)["candidates.csv"].splitlines()[1] == '"Ash, Ann",chair,women,yes'
    assert save(browser_in, page, {"out-2": "yes", "groups-1": "women"})[0] == 302
    assert files(where)["candidates.csv"] == 'name,contest,groups\n"Ash, Ann",chair,women\n'


def test_a_name_that_a_spreadsheet_would_run_is_written_so_that_it_does_not(browser_in: Browser) -> None:
    where = begun(browser_in)
    page = f"{where}set-up/candidates/chair"
    save(browser_in, page, {"pasted": "=HYPERLINK(1)"})
    for _ in range(2):  # saving again adds nothing
        assert "'=HYPERLINK(1)" in files(where)["candidates.csv"]
        save(browser_in, page, {"groups-1": "a"})
    assert "''" not in files(where)["candidates.csv"]
