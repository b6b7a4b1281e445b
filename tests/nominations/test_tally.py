"""Which nominations count, where the candidates stand, and what it says of slates."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from election_folders import COMMITTEE, folder
from hustings.election.problems import BadInput
from hustings.election.reading import read_branches, read_election, read_nominations
from hustings.narrative.nominations import not_counted, opening
from hustings.nominations.breakdowns import by_area, reached_on, running
from hustings.nominations.slates import Places, all_above, branches_by_slate, joint_share, slate_tallies
from hustings.nominations.tally import Tally, tallies

# Ten branches: five in the north, four in the south, one with no area. Nominations need two, a branch may make three.
BRANCHES = "code,name,area\n" + "".join(
    f"{n},Branch {n},{'north' if n <= 5 else 'south' if n <= 9 else ''}\n" for n in range(1, 11)
)
# By hand (C = counts): Ann 1 2 3 4 5 6 (6), Ben 1 2 3 7 (4), Cy 1 4 7 (3), Di 2 8 (2), Ed 9 (1).
ROWS = [
    ("2027-01-12", "1", "Ann Ash", ""),
    ("2027-01-12", "1", "Ben Birch", ""),
    ("2027-01-12", "1", "Cy Cedar", ""),
    ("2027-01-12", "1", "Di Dogwood", "beyond the 3 that a branch may make"),
    ("2027-01-20", "2", "Ann Ash", ""),
    ("2027-01-20", "2", "Ben Birch", ""),
    ("2027-01-20", "2", "Di Dogwood", ""),
    ("2027-01-21", "2", "Ben Birch", "a second one by this branch (the first is in line 7)"),
    ("2027-01-25", "3", "Ann Ash", ""),
    ("2027-01-25", "3", "Ben Birch", ""),
    ("2027-01-25", "4", "Ann Ash", ""),
    ("2027-01-25", "4", "Cy Cedar", ""),
    ("2027-01-11", "5", "Cy Cedar", "before nominations opened on 12 January 2027"),
    ("2027-02-01", "5", "Ann Ash", ""),
    ("2027-02-01", "6", "Ann Ash", ""),
    ("2027-02-02", "7", "Ben Birch", ""),
    ("2027-02-02", "7", "Cy Cedar", ""),
    ("2027-02-26 17:00", "8", "Di Dogwood", ""),
    ("2027-02-26 17:01", "8", "Cy Cedar", "after nominations closed on 26 February 2027 at 17:00"),
    ("2027-02-26", "9", "Ed Elm", ""),
    ("2027-02-27", "9", "Cy Cedar", "after nominations closed on 26 February 2027 at 17:00"),
    ("2027-02-03", "9", "Flo Fir", "Flo Fir has withdrawn"),
    ("2027-02-03", "9", "Zoe Zelkova", "no candidate Zoe Zelkova is known"),
    ("2027-02-03", "11", "Ed Elm", "no branch 11 is known"),
]
NOMINATIONS = "date,branch,candidate\n" + "".join(f"{day},{branch},{name}\n" for day, branch, name, _ in ROWS)


def made(path: Path, **files: str) -> Tally:
    election = read_election(folder(path, None, **files))
    branches = read_branches(election)
    return tallies(election, branches, read_nominations(election, branches))[0]


@pytest.fixture
def tally(tmp_path: Path) -> Tally:
    return made(tmp_path, branches_csv=BRANCHES, nominations_csv=NOMINATIONS)


def test_every_nomination_that_does_not_count_is_reported_with_its_reason(tally: Tally) -> None:
    refused = {each.nomination.line: not_counted(each) for each in tally.not_counted}
    assert refused == {line: why for line, (_, _, _, why) in enumerate(ROWS, 2) if why}
    assert len(tally.counted) == 16


def test_a_challenge_holds_a_nomination_back_until_it_is_dismissed(tmp_path: Path) -> None:
    """The branch may make three: what was upheld leaves room for another, and so does what is still open."""
    rows = "".join(
        f"2027-01-12,1,{name},{challenged},{decision}\n"
        for name, challenged, decision in [
            ("Ann Ash", "no quorum", ""),
            ("Ben Birch", "no quorum", "Upheld"),
            ("Cy Cedar", "no quorum", "dismissed"),
            ("Di Dogwood", "", ""),
            ("Ed Elm", "", ""),
        ]
    )
    found = made(tmp_path, branches_csv=BRANCHES, nominations_csv=f"date,branch,candidate,challenged,decision\n{rows}")
    assert [row.candidate for row in found.counted] == ["Cy Cedar", "Di Dogwood", "Ed Elm"]
    assert [(each.nomination.line, not_counted(each)) for each in found.not_counted] == [
        (2, "challenged, and not decided yet (no quorum)"),
        (3, "the challenge was upheld (no quorum)"),
    ]


def test_a_decision_is_one_of_two_and_of_a_challenge(tmp_path: Path) -> None:
    rows = "2027-01-12,1,Ann Ash,no quorum,maybe\n2027-01-12,1,Ann Ash,,upheld\n"
    with pytest.raises(BadInput) as wrong:
        made(tmp_path, nominations_csv=f"date,branch,candidate,challenged,decision\n{rows}")
    assert [(each.line, each.message.split(";")[0]) for each in wrong.value.problems] == [
        (2, "the decision is “maybe”"),
        (3, "the decision is upheld where nothing is challenged"),
    ]


def test_candidates_stand_by_their_nominations_with_share_rank_majority_and_what_they_lack(tally: Tally) -> None:
    """16 count; a majority of ten branches is six."""
    found = [(s.name, s.nominations, s.rank, s.share, s.majority, s.short) for s in tally.standings]
    assert found == [
        ("Ann Ash", 6, 1, Fraction(6, 16), True, 0),
        ("Ben Birch", 4, 2, Fraction(4, 16), False, 0),
        ("Cy Cedar", 3, 3, Fraction(3, 16), False, 0),
        ("Di Dogwood", 2, 4, Fraction(2, 16), False, 0),
        ("Ed Elm", 1, 5, Fraction(1, 16), False, 1),
    ]
    assert (tally.nominating, tally.reached) == (9, 4)


def test_slates_have_totals_averages_extremes_and_joint_shares(tally: Tally) -> None:
    """Together: 6 + 4 = 10 of 16; Onward: 3 + 2 = 5 of 16; the four names are the four with most."""
    together, onward = slate_tallies(tally)
    assert (together.total, together.average, together.highest.nominations) == (10, Fraction(5), 6)
    assert (together.lowest.name, together.lowest.nominations, together.lowest.rank) == ("Ben Birch", 4, 2)
    assert (onward.total, onward.average, onward.share) == (5, Fraction(5, 2), Fraction(5, 16))
    assert joint_share(tally, ["together", "onward"]) == Fraction(15, 16)
    assert [together.among_top(tally, top) for top in (1, 2, 3)] == [Places(1, 1), Places(2, 2), Places(2, 2)]
    assert [onward.among_top(tally, top).fewest for top in (1, 2, 3, 4)] == [0, 0, 1, 2]
    assert all_above(together, onward)
    assert not all_above(onward, together)


def test_branches_nominated_none_part_or_all_of_a_slate(tally: Tally) -> None:
    """Ann and Ben: both by 1, 2, 3; one of them by 4, 5, 6, 7; neither by 8, 9, 10."""
    found = branches_by_slate(tally, slate_tallies(tally)[0])
    assert [branch.code for branch in found.all] == ["1", "2", "3"]
    assert [branch.code for branch in found.part] == ["4", "5", "6", "7"]
    assert [branch.code for branch in found.none] == ["8", "9", "10"]


def test_running_totals_by_date(tally: Tally) -> None:
    found = running(tally)
    assert [f"{day:%m-%d}" for day in found.days] == ["01-12", "01-20", "01-25", "02-01", "02-02", "02-26"]
    assert found.totals["Ann Ash"] == (1, 2, 4, 6, 6, 6)
    assert found.totals["Di Dogwood"] == (0, 1, 1, 1, 1, 2)
    assert {name: f"{day:%m-%d}" for name, day in reached_on(tally).items()} == {
        "Ann Ash": "01-20",
        "Ben Birch": "01-20",
        "Cy Cedar": "01-25",
        "Di Dogwood": "02-26",
    }


def test_nominations_by_area_hold_for_the_areas_within(tally: Tally) -> None:
    found = {area.area: (area.branches, area.nominating, area.by_name) for area in by_area(tally)}
    assert found == {
        "home": (9, 9, {"Ann Ash": 6, "Ben Birch": 4, "Cy Cedar": 3, "Di Dogwood": 2, "Ed Elm": 1}),
        "north": (5, 5, {"Ann Ash": 5, "Ben Birch": 3, "Cy Cedar": 2, "Di Dogwood": 1}),
        "south": (4, 4, {"Ann Ash": 1, "Ben Birch": 1, "Cy Cedar": 1, "Di Dogwood": 1, "Ed Elm": 1}),
        "": (1, 0, {}),
    }


def test_of_too_many_nominations_the_earliest_count_wherever_they_stand_in_the_file(tmp_path: Path) -> None:
    rows = "2027-02-01,1,Ed Elm\n2027-01-20,1,Ann Ash\n2027-01-20,1,Ben Birch\n2027-01-20,1,Cy Cedar\n"
    tally = made(tmp_path, branches_csv=BRANCHES, nominations_csv=f"date,branch,candidate\n{rows}")
    assert [each.nomination.candidate for each in tally.not_counted] == ["Ed Elm"]


def test_without_a_list_of_branches_those_that_nominate_are_the_branches(tmp_path: Path) -> None:
    rows = "2027-01-20,Ashford,Ann Ash\n2027-01-20,Birchwood,Ben Birch\n2027-01-20,Birchwood,Ann Ash\n"
    tally = made(tmp_path, nominations_csv=f"date,branch,candidate\n{rows}")
    assert not tally.not_counted
    assert [standing.majority for standing in tally.standings[:2]] == [True, False]


def test_equal_numbers_share_a_rank_and_a_slate_may_hold_fewer_places_than_it_has_names_level_for_them(
    tmp_path: Path,
) -> None:
    """Cy and Di, one slate, have one each, as has Ann; Ben has none: ranks 1, 1, 1, 4, 4.

    Of two places Cy and Di hold both, or one of them if Ann has the other; of three they hold two.
    """
    rows = "2027-01-20,1,Ann Ash\n2027-01-20,1,Cy Cedar\n2027-01-20,1,Di Dogwood\n"
    tally = made(tmp_path, nominations_csv=f"date,branch,candidate\n{rows}")
    assert [standing.rank for standing in tally.standings] == [1, 1, 1, 4, 4]
    together, onward = slate_tallies(tally)
    assert [onward.among_top(tally, top) for top in (1, 2, 3)] == [Places(0, 1), Places(1, 2), Places(2, 2)]
    assert [together.among_top(tally, top) for top in (1, 2, 3)] == [Places(0, 1), Places(0, 1), Places(1, 1)]


def test_who_has_no_nominations_holds_no_place(tmp_path: Path) -> None:
    """Only Ann is nominated: she holds the first place, and nobody the second to the fifth."""
    tally = made(tmp_path, nominations_csv="date,branch,candidate\n2027-01-20,1,Ann Ash\n")
    together, onward = slate_tallies(tally)
    assert [together.among_top(tally, top) for top in range(1, 6)] == [Places(1, 1)] * 5
    assert [onward.among_top(tally, top) for top in range(1, 6)] == [Places(0, 0)] * 5


DAY_OF_FOUR = ("Ann Ash", "Ben Birch", "Cy Cedar", "Di Dogwood")


@pytest.mark.parametrize(
    ("times", "refused"),
    [
        (("", "", "", ""), "Di Dogwood"),
        ((" 16:00", " 15:00", " 14:00", " 13:00"), "Ann Ash"),  # all have a time: the latest is beyond the three
        ((" 16:00", " 15:00", " 14:00", ""), "Di Dogwood"),  # one has none: the file's order
        (("", " 16:00", " 15:00", " 14:00"), "Di Dogwood"),
    ],
)
def test_on_a_day_without_all_its_times_a_branchs_nominations_are_in_the_order_of_the_file(
    tmp_path: Path, times: tuple[str, ...], refused: str
) -> None:
    """A branch may make three. Another branch's nomination without a time that day changes nothing."""
    rows = "".join(f"2027-01-20{time},1,{name}\n" for time, name in zip(times, DAY_OF_FOUR, strict=True))
    tally = made(tmp_path, nominations_csv=f"date,branch,candidate\n2027-01-20,2,Ed Elm\n{rows}")
    assert [each.nomination.candidate for each in tally.not_counted] == [refused]


def test_days_come_before_the_order_of_the_file(tmp_path: Path) -> None:
    """The fourth by day, 21 January at nine, is beyond the three, though it is first in the file."""
    rows = "2027-01-21 09:00,1,Ann Ash\n2027-01-20,1,Ben Birch\n2027-01-20 18:00,1,Cy Cedar\n2027-01-20,1,Ed Elm\n"
    tally = made(tmp_path, nominations_csv=f"date,branch,candidate\n{rows}")
    assert [each.nomination.candidate for each in tally.not_counted] == ["Ann Ash"]
    assert [each.candidate for each in tally.counted] == ["Ben Birch", "Cy Cedar", "Ed Elm"]


def test_a_branch_outside_a_contests_areas_has_no_part_in_it(tmp_path: Path) -> None:
    election = COMMITTEE["election.toml"] + 'areas = ["north"]\n'
    rows = "2027-01-20,1,Ann Ash\n2027-01-20,6,Ann Ash\n2027-01-20,10,Ann Ash\n"
    tally = made(
        tmp_path, election_toml=election, branches_csv=BRANCHES, nominations_csv=f"date,branch,candidate\n{rows}"
    )
    assert [(each.nomination.branch, not_counted(each)) for each in tally.not_counted] == [
        ("6", "Branch 6 has no part in this contest")
    ]


def test_a_contest_that_is_asked_for_must_exist(tmp_path: Path) -> None:
    election = read_election(folder(tmp_path))
    with pytest.raises(BadInput, match="there is no contest “comittee” \\(did you mean “committee”\\?\\)"):
        tallies(election, (), (), "comittee")


def test_a_branch_that_is_spelt_in_two_ways_is_one_branch(tmp_path: Path) -> None:
    rows = "2027-01-20,Ashford,Ann Ash\n2027-01-21,ashford ,Ann Ash\n"
    tally = made(tmp_path, nominations_csv=f"date,branch,candidate\n{rows}")
    assert (tally.nominating, len(tally.not_counted)) == (1, 1)


def test_rows_of_no_known_contest_are_reported_once(tmp_path: Path) -> None:
    """Under the first contest with nominations; the other contest's report does not repeat them."""
    election = COMMITTEE["election.toml"] + '\n[[contest]]\nid = "chair"\ntitle = "Chair"\nseats = 1\n'
    people = "name,contest,groups\nAnn Ash,committee,women\nBen Birch,committee,\nCy Cedar,committee,\n"
    people += "Di Dogwood,committee,women\nEd Elm,chair,\n"
    rows = "date,branch,candidate,contest\n2027-01-20,1,Zoe,\n2027-01-20,1,Ed Elm,\n2027-01-20,1,Ann Ash,committe\n"
    path = folder(
        tmp_path, election_toml=election, candidates_csv=people, nominations_csv=rows + "2027-01-21,1,Ann Ash,\n"
    )
    read = read_election(path)
    found = {tally.contest.id: tally for tally in tallies(read, (), read_nominations(read, ()))}
    assert [each.nomination.line for each in found["committee"].not_counted] == [2, 4]
    assert not found["chair"].not_counted
    assert found["chair"].standings[0].nominations == 1


def test_where_nothing_counts_it_says_whether_anything_came(tmp_path: Path) -> None:
    """The committee's nominations close on 26 February 2027."""
    header = "date,branch,candidate\n"
    assert opening(made(tmp_path, nominations_csv=header)) == "No nominations yet."
    assert opening(made(tmp_path, nominations_csv=header + "2027-03-01,1,Ann Ash\n")) == "No nomination counts yet."
