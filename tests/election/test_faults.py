"""Every kind of fault in an election folder, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from election_folders import COMMITTEE, folder
from hustings.election.problems import BadInput
from hustings.election.reading import read_election, read_plan, read_site


def said(path: Path, read: Callable[[], object]) -> list[str]:
    with pytest.raises(BadInput) as error:
        read()
    return [str(problem).removeprefix(f"{path}/") for problem in error.value.problems]


def faults(path: Path, file: str, old: str, new: str) -> list[str]:
    """What is said when in the committee's folder `old` is replaced by `new`."""
    assert old in COMMITTEE[file]
    folder(path, COMMITTEE | {file: COMMITTEE[file].replace(old, new, 1)})
    return said(path, lambda: read_election(path))


@pytest.mark.parametrize(
    ("file", "old", "new", "wanted"),
    [
        # election.toml
        ("election.toml", "seats = 3", "seats = 0", "14: “seats” is “0”; it should be a whole number from 1: how many"),
        ("election.toml", "seats = 3", "seats = true", "14: “seats” is “true”; it should be a whole number from 1"),
        ("election.toml", 'title = "Committee"', "", "11: “title” is missing; it should be the name of the post"),
        ("election.toml", "title =", "tittle =", "“tittle” here (did you mean “title”?)"),
        (
            "election.toml",
            'id = "committee"',
            'id = "the committee!"',
            "12: “id” is “the committee!”; it should be a short",
        ),
        ("election.toml", "seats = 3", "seats = 3 3", "14: this is not TOML"),
        ("election.toml", '"Committee"', "“Committee”", "text stands between straight quotation marks, as in"),
        ("election.toml", '"Committee"', "Committee", "text stands between quotation marks, as in"),
        (
            "election.toml",
            "seats = 3",
            "seats = 30%",
            "14: this is not TOML",
        ),
        ("election.toml", "seats = 3", "seats = 30 %", "a part is written as a number, as in 0.40 for 40 %"),
        ("election.toml", "2027-03-15", "15/03/2027", "a day is written year, month, day, as in 2027-06-28"),
        ("election.toml", "2027-03-15", "2027-02-30", "8: there is no day or time “2027-02-30”; it should be as in"),
        ("election.toml", "2027-03-15", "2027-13-01", "8: there is no day or time “2027-13-01”; it should be as in"),
        ("election.toml", "2027-03-15", "2027-3-15", "8: there is no day or time “2027-3-15”; it should be as in"),
        ("election.toml", "2027-04-09T12:00:00", "2027-04-09 25:00", "9: there is no day or time “2027-04-09 25:00”"),
        ("election.toml", "T12:00:00", "T12:00", "9: there is no day or time “2027-04-09T12:00”; it should be as in"),
        ("election.toml", "title =", "tit le = 2027-02-28 # 2027-02-30", "this is not TOML: expected '='"),
        (
            "election.toml",
            "seats = 3",
            "seats = 3\nseats = 4",
            "this is not TOML: a key or table stands here a second time",
        ),
        ("election.toml", "Europe/London", "Europe/Londn", "“Europe/Londn” (did you mean “Europe/London”?)"),
        ("election.toml", "2027-03-15", "2027-02-15", "8: ballots out is before nominations close (line 7)"),
        (
            "election.toml",
            "2027-04-09T12:00:00",
            "2027-03-28T01:30:00",
            "9: “voting_closes” is 2027-03-28 01:30:00, and",
        ),
        ("election.toml", "women = 1", "women = 4", "16: at least 4 of women cannot be among 3 elected"),
        ("election.toml", "women = 1", "women = 3", "16: at least 3 of women must be elected, and 2 stand"),
        (
            "election.toml",
            "women = 1",
            "woman = 1",
            "16: there is no group “woman” in candidates.csv (did you mean “women”?)",
        ),
        (
            "election.toml",
            "women = 1}",
            "women = 2}\nat_most = {women = 1}",
            "17: at most 1 of women contradicts at least 2",
        ),
        (
            "election.toml",
            "seats = 3",
            'seats = 3\nareas = ["nroth"]',
            "15: there is no area “nroth” in areas.csv (did you",
        ),
        ("election.toml", "seats = 3", f"seats = {'[' * 5000}", "nested too deeply"),
        # candidates.csv
        (
            "candidates.csv",
            "name,groups",
            "nmae,groups",
            "1: “nmae” is not a column of this file (did you mean “name”",
        ),
        ("candidates.csv", "name,groups,area,withdrawn", "name,groups,area,area", "1: the column “area” stands twice"),
        ("candidates.csv", "Ben Birch,,south,", "ann  ASH,,south,", "3: ann ASH stands in committee in line 2 already"),
        (
            "candidates.csv",
            "Ben Birch,,south,",
            "Ben, Birch,,south,no",
            "3: there are 5 cells and 4 columns; put quotation",
        ),
        ("candidates.csv", "Ben Birch,,south,", "Ben Birch,,west,", "3: there is no area “west” in areas.csv"),
        ("candidates.csv", "Ben Birch,,south,", ",,south,", "3: a candidate has no name"),
        ("candidates.csv", "Ben Birch,,south,", "!!!,,south,", "3: the id is “”; it should be a short id"),
        # slates.toml
        (
            "slates.toml",
            '"Ben Birch"',
            '"Ben Brich"',
            "6: there is no candidate “Ben Brich” in candidates.csv for committee",
        ),
        ("slates.toml", '"Ben Birch"', '"ann ash"', "6: Ann Ash stands here twice; each name stands once"),
        ("slates.toml", '"Ben Birch"', '"Flo Fir"', "6: Flo Fir has withdrawn (candidates.csv)"),
        (
            "slates.toml",
            "committee =",
            "comittee =",
            "6: there is no contest “comittee” in election.toml (did you mean",
        ),
        ("slates.toml", 'id = "onward"', 'id = "Together"', "9: a slate with the id “Together” stands above already"),
        (
            "slates.toml",
            'name = "Together"',
            'name = "Together"\ncolour = "blue"',
            "4: “colour” is “blue”; it should be a colour",
        ),
        ("slates.toml", 'name = "Together"', 'name = "Together"\nstatement = "no.md"', "4: there is no file “no.md”"),
        (
            "slates.toml",
            'name = "Together"',
            'name = "Together"\nstatement = "../x.md"',
            "4: there is no file “../x.md”",
        ),
        ("slates.toml", 'name = "Together"', 'name = "Together"\nstatement = "a\\u0000b"', "4: there is no file “a"),
        # areas.csv
        (
            "areas.csv",
            "north,North,home",
            "north,North,house",
            "3: the parent of north: there is no area “house” in areas.csv",
        ),
        ("areas.csv", "home,Home,", "home,Home,north", "2: the areas home → north → home are one another's parents"),
        ("areas.csv", "south,South", "NORTH,South", "4: the area “NORTH” stands in line 3 already"),
        ("areas.csv", "1200", "many", "3: voters is “many”; it should be a whole number"),
        ("areas.csv", "1200", '"1,20,0"', "3: voters is “1,20,0”; it should be a whole number up to 100,000,000, or"),
        ("areas.csv", "1200", '",200"', "3: voters is “,200”; it should be a whole number"),
        ("areas.csv", "1200", "999999999", "3: voters is “999999999”; it should be a whole number up to 100,000,000"),
        ("areas.csv", "1200", "9" * 5000, "3: voters is “99999"),
        ("areas.csv", "@overseas", "@oversees", "5: covers has “@oversees” (did you mean “@overseas”?)"),
        ("areas.csv", "@overseas", "E12000001", "5: E12000001 is covered by north (line 3) already"),
        ("areas.csv", "@overseas", "W99999999", "5: covers has “W99999999”; it should be the code of a nation"),
        ("areas.csv", "home,Home,,,", "home,Home,,2100,", "2: home has 2100 voters and the areas in it 2000"),
    ],
)
def test_a_fault_is_said_with_its_line_and_what_would_be_right(
    tmp_path: Path, file: str, old: str, new: str, wanted: str
) -> None:
    found = faults(tmp_path, file, old, new)
    assert any(wanted in each and each.startswith(file) for each in found), found


@pytest.mark.parametrize(
    ("said", "meant"), [('"1,200"', 1200), ("01200", 1200), ('"1,234,567"', 1_234_567), ("0", 0), ("100000000", 10**8)]
)
def test_voters_are_said_with_commas_between_thousands_or_without(tmp_path: Path, said: str, meant: int) -> None:
    found = read_election(folder(tmp_path, areas_csv=f"code,name,voters\nnorth,North,{said}\nsouth,South,\n")).areas
    assert [area.voters for area in found] == [meant, None]


def test_more_of_a_group_than_there_are_places_is_told_once(tmp_path: Path) -> None:
    assert faults(tmp_path, "election.toml", "women = 1", "women = 4") == [
        "election.toml:16: at least 4 of women cannot be among 3 elected; it should be fewer"
    ]


SUPPORT = '\n[[slate.supporter]]\nname = "Guild"\nkind = "body"\n'


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('supports = ["Cy Cedar", "Zoe"]\n', "there is no candidate “Zoe” in candidates.csv"),
        ('supports = ["Ben Birch"]\n', "Ben Birch is not on this slate"),
        ('supports = "some"\n', "“supports” is “some”; it should be “all”, “none yet”, or names of candidates.csv"),
        ('supports = "all"\nsince = "May"\n', "“since” is “May”; it should be a day without quotation marks"),
        (f'supports = "all"{SUPPORT}supports = "none yet"\n', "Guild stands above with the same day already"),
    ],
)
def test_a_supporter_supports_somebody_on_the_slate_since_some_day(tmp_path: Path, text: str, wanted: str) -> None:
    path = folder(tmp_path, slates_toml=COMMITTEE["slates.toml"] + SUPPORT + text)
    assert any(wanted in each for each in said(path, lambda: read_election(path)))


PERSON = '\n[[slate.supporter]]\nname = "Hal Hazel"\nkind = "person"\nsupports = "all"\n'


def test_a_person_is_named_only_where_their_support_is_public_or_agreed_to(tmp_path: Path) -> None:
    """Not so a body, as above: whom it supports is no personal data."""
    wanted = "Hal Hazel is a person, whose support may be published only if it is public or agreed to"
    for more in ("", 'source = " "\n'):
        refused = folder(tmp_path, slates_toml=COMMITTEE["slates.toml"] + PERSON + more)
        assert any(wanted in each for each in said(refused, lambda: read_election(tmp_path)))
    for more in ('source = "a.example.org"\n', "consent = 2027-01-25\n"):
        taken = folder(tmp_path, slates_toml=COMMITTEE["slates.toml"] + PERSON + more)
        assert read_election(taken).slate("onward").supporters[-1].name == "Hal Hazel"


def test_a_later_word_of_a_supporter_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    first = f'{SUPPORT}supports = "none yet"\nsince = 2027-01-20\n'
    later = f'{SUPPORT}supports = "all"\nsince = 2027-02-20\n'
    slate = read_election(folder(tmp_path, slates_toml=COMMITTEE["slates.toml"] + first + later)).slate("onward")
    found = {day: [each.supports for each in slate.supporters_on(date(2027, 2, day))] for day in (1, 19, 20)}
    assert found == {1: ["none yet"], 19: ["none yet"], 20: ["all"]}
    assert slate.supporters_on(date(2027, 1, 19)) == ()


FIXED = '\n[[slate.fixed]]\ncontest = "committee"\narea = "abroad"\norder = ["Di Dogwood", "Cy Cedar"]\n'


def test_a_fixed_order_has_the_slates_names_and_a_known_area(tmp_path: Path) -> None:
    def slates(fixed: str) -> Path:
        return folder(tmp_path, slates_toml=COMMITTEE["slates.toml"] + fixed)

    assert read_election(slates(FIXED)).slate("onward").fixed[0].order == ("Di Dogwood", "Cy Cedar")
    path = slates(FIXED.replace(', "Cy Cedar"', ""))
    assert said(path, lambda: read_election(path)) == [
        "slates.toml:18: this orders Di Dogwood; it should order the slate's candidates, Cy Cedar and Di Dogwood"
    ]
    path = slates(FIXED.replace("abroad", "aborad") + FIXED.replace("abroad", "aborad"))
    assert "slates.toml:17: there is no area “aborad” in areas.csv (did you mean “abroad”?)" in said(
        path, lambda: read_election(path)
    )


def test_a_fixed_order_is_for_an_area_in_which_members_vote_on_the_contest(tmp_path: Path) -> None:
    def told(election: str, area: str) -> list[str]:
        fixed = FIXED.replace("abroad", area)
        path = folder(tmp_path, election_toml=election, slates_toml=COMMITTEE["slates.toml"] + fixed)
        return said(path, lambda: read_election(path))

    everywhere = COMMITTEE["election.toml"]
    home = everywhere.replace("seats = 3", 'seats = 3\nareas = ["home"]')
    assert told(everywhere, "home") == ["slates.toml:17: nobody votes in home but in the areas within it; name those"]
    assert told(home, "abroad") == ["slates.toml:17: committee is not voted on in abroad"]


def test_a_fixed_order_may_be_for_any_area_within_those_that_the_contest_is_voted_on_in(tmp_path: Path) -> None:
    home = COMMITTEE["election.toml"].replace("seats = 3", 'seats = 3\nareas = ["home"]')
    fixed = COMMITTEE["slates.toml"] + FIXED.replace("abroad", "north")
    slate = read_election(folder(tmp_path, election_toml=home, slates_toml=fixed)).slate("onward")
    assert [each.area for each in slate.fixed] == ["north"]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ("comm,together,north,A,Ann Ash,Ben Birch", "2: there is no contest “comm” in election.toml"),
        ("committee,both,north,A,Ann Ash,Ben Birch", "2: there is no slate “both” in slates.toml"),
        ("committee,together,nowhere,A,Ann Ash,Ben Birch", "2: there is no area “nowhere” in areas.csv"),
        ("committee,together,north,A,Ann Ash,Cy Cedar", "2: there is no candidate “Cy Cedar” in the slate together"),
        ("committee,together,north,A,Ann Ash,ann ash", "2: Ann Ash has preferences 1 and 2; each name stands once"),
        ("committee,together,north,A,,Ben Birch", "2: preference 1 is empty, and a later one is not"),
        ("committee,together,north,A,,", "2: there are no preferences"),
        ("committee,together,north,,Ann Ash,Ben Birch", "2: the list has no name"),
        (
            "committee,together,north,A,Ann Ash,Ben Birch\ncommittee,together,north,A,Ann Ash,Ben Birch",
            "3: the order for north stands in line 2 already",
        ),
        (
            "committee,together,north,A,Ann Ash,Ben Birch\ncommittee,together,south,A,Ben Birch,Ann Ash",
            "3: list A has another order in line 2; one list is one order",
        ),
    ],
)
def test_a_plan_names_what_there_is_and_each_name_once(tmp_path: Path, rows: str, wanted: str) -> None:
    path = folder(tmp_path, plan_csv=f"contest,slate,area,list,1,2\n{rows}\n")
    election = read_election(path)
    assert any(each.startswith(f"plan.csv:{wanted}") for each in said(path, lambda: read_plan(election)))


def test_a_plan_gives_names_as_the_candidates_file_has_them(tmp_path: Path) -> None:
    rows = "committee,together,North,A,ben birch,Ann Ash\ncommittee,together,south,B,Ann Ash,\n"
    election = read_election(folder(tmp_path, plan_csv=f"contest,slate,area,list,1,2\n{rows}"))
    assert [(row.area, row.order) for row in read_plan(election)] == [
        ("north", ("Ben Birch", "Ann Ash")),
        ("south", ("Ann Ash",)),
    ]


def test_a_plans_columns_are_numbered_without_a_gap(tmp_path: Path) -> None:
    path = folder(tmp_path, plan_csv="contest,slate,area,list,1,3\n")
    election = read_election(path)
    assert said(path, lambda: read_plan(election)) == [
        "plan.csv:1: the columns after list should be 1, 2, 3…, one for each preference"
    ]


def test_a_folder_can_do_without_a_site(tmp_path: Path) -> None:
    path = folder(tmp_path, site_toml='title = "Together"\n')
    election = read_election(path)
    assert read_site(election).title == "Together"
    (path / "site.toml").unlink()
    assert read_site(election).title == ""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            'base_address = "javascript:alert(1)"',
            "1: “base_address” is “javascript:alert(1)”; it should be a web address",
        ),
        ('[[link]]\ntitle = "x"\naddress = "javascript:alert(1)"', "3: “address” is “javascript:alert(1)”"),
        ('logo = "logo.gif"', "1: there is no SVG or PNG file “logo.gif” in this folder"),
        ('[colours]\naccent = "red"', "2: “accent” is “red”; it should be a colour as in"),
        (
            '[[event]]\ntitle = "Rally"\nstarts = 2027-03-20T14:00:00\nends = 2027-03-20T13:00:00',
            "4: the event ends before it starts",
        ),
        (
            '[[event]]\ntitle = "Rally"\nstarts = 2027-03-28T01:30:00',
            "3: “starts” is 2027-03-28 01:30:00, and the clocks",
        ),
    ],
)
def test_faults_of_site_settings(tmp_path: Path, text: str, wanted: str) -> None:
    path = folder(tmp_path, site_toml=text)
    election = read_election(path)
    assert any(each.startswith(f"site.toml:{wanted}") for each in said(path, lambda: read_site(election)))


def test_a_base_address_ends_in_a_slash(tmp_path: Path) -> None:
    election = read_election(folder(tmp_path, site_toml='base_address = "https://example.org/campaign"\n'))
    assert read_site(election).base_address == "https://example.org/campaign/"


def test_csv_files_come_as_spreadsheets_write_them(tmp_path: Path) -> None:
    """Semicolons, a byte order mark, UTF-16, a quoted line break, and the quote that disarms formulas."""
    text = 'Name;Groups;About\r\n"Ann Ash";women;"two\r\nlines"\r\n\r\n\'=Ben;;\r\n!;;\r\n'
    path = folder(tmp_path, {"election.toml": COMMITTEE["election.toml"].replace("at_least", "# at_least")})
    for encoding in ("utf-8-sig", "utf-16"):
        (path / "candidates.csv").write_bytes(text.encode(encoding))
        assert said(path, lambda: read_election(path))[-1].startswith("candidates.csv:6: the id is “”")
        (path / "candidates.csv").write_bytes(text.replace("!;;\r\n", "").encode(encoding))
        found = read_election(path).candidates
        assert [(each.name, each.id) for each in found] == [("Ann Ash", "ann-ash"), ("=Ben", "ben")]


def test_a_name_cannot_steer_the_terminal(tmp_path: Path) -> None:
    path = folder(tmp_path, candidates_csv=COMMITTEE["candidates.csv"] + "\x1b[2J\u202eEvil,,west,\n")
    for each in said(path, lambda: read_election(path)):
        assert each.isprintable()
