"""The nominations of Labour's executive in 2020, as campaigners reported them.

Which branch nominated whom is not public. Public are (LabourList, 28 September 2020; Labour Outlook, 13 October 2020;
the campaigns' own pages) 3,938 nominations by 454 local parties; Pidcock 333, first and alone with a majority of all
local parties; Black 301, second; the left's six 278 on average, none below 240; the right's six 158 on average, from
224 to 108, which was 16th; the left 42 % of all, the right 24 %, together 66 %; the left six of the top seven, and all
above the best of the right. Here the public numbers are completed with made-up ones, dealt in turn to made-up branches,
so that everything that was said must follow.
"""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from election_folders import folder
from hustings.election.reading import read_branches, read_election, read_nominations
from hustings.narrative.nominations import finding, percent, remarks
from hustings.nominations.slates import Places, all_above, joint_share, slate_tallies
from hustings.nominations.tally import Tally, tallies
from hustings.reports.nominations_json import report

# Made up but for 333, 240, 301, 224, 108 and 131; the sums are 6 * 278 and 6 * 158.
LEFT = {"Pidcock": 333, "Left 2": 292, "Left 3": 275, "Left 4": 266, "Left 5": 262, "Left 6": 240}
RIGHT = {"Right 1": 224, "Right 2": 205, "Right 3": 160, "Right 4": 135, "Right 5": 116, "Right 6": 108}
OTHERS = {"Black": 301, "Jackman": 131, "Other 1": 115, "Other 2": 110}
# 26 more on the ballot, and 24 below the five that are needed: 1,668 + 948 + 657 + 605 + 60 = 3,938.
FEW = {f"Few {n}": 24 for n in range(25)} | {"Few 25": 5} | {f"Short {n}": 1 + n % 4 for n in range(24)}
BRANCHES, NOMINATING = 632, 454


@pytest.fixture(scope="module")
def tally(tmp_path_factory: pytest.TempPathFactory) -> Tally:
    counts = LEFT | RIGHT | OTHERS | FEW
    dealt = [name for name, number in counts.items() for _ in range(number)]
    rows = [f"2020-08-01,{turn % NOMINATING},{name}" for turn, name in enumerate(dealt)]
    people = "".join(f"{name}\n" for name in counts)
    path = folder(
        tmp_path_factory.mktemp("nec"),
        {
            "election.toml": """\
title = "NEC 2020"
[timetable]
time_zone = "Europe/London"
nominations_open = 2020-07-11
nominations_close = 2020-09-27
[[contest]]
id = "nec"
title = "NEC"
seats = 9
nominations_needed = 5
nominations_per_branch = 9
""",
            "candidates.csv": f"name\n{people}",
            "slates.toml": f"""\
[[slate]]
id = "left"
name = "Left"
candidates.nec = {list(LEFT)}
[[slate]]
id = "right"
name = "Right"
candidates.nec = {list(RIGHT)}
""",
            "branches.csv": "name\n" + "".join(f"{n}\n" for n in range(BRANCHES)),
            "nominations.csv": "date,branch,candidate\n" + "\n".join(rows) + "\n",
        },
    )
    election = read_election(path)
    branches = read_branches(election)
    return tallies(election, branches, read_nominations(election, branches))[0]


def test_the_constructed_numbers_are_the_published_ones(tally: Tally) -> None:
    assert not tally.not_counted
    assert (len(tally.counted), tally.nominating, len(tally.standings), tally.reached) == (3938, 454, 66, 42)


def test_what_the_campaigns_said_follows(tally: Tally) -> None:
    left, right = slate_tallies(tally)
    assert (left.average, right.average) == (Fraction(278), Fraction(158))
    assert [round(100 * share) for share in (left.share, right.share, joint_share(tally, ["left", "right"]))] == [
        42,
        24,
        66,
    ]
    assert (right.highest.nominations, right.lowest.nominations, right.lowest.rank) == (224, 108, 16)
    assert (left.among_top(tally, 7), left.among_top(tally, 9)) == (Places(6, 6), Places(6, 6))
    assert right.among_top(tally, 9) == Places(2, 2)
    assert all_above(left, right)
    assert [(s.name, s.rank) for s in tally.standings[:2]] == [("Pidcock", 1), ("Black", 2)]
    assert [s.name for s in tally.standings if s.majority] == ["Pidcock"]


def test_it_is_said_in_sentences(tally: Tally) -> None:
    assert finding(tally) == "Left holds 6 of the top 7 places"
    assert list(remarks(tally)) == [
        "Left holds 6 of the top 7 places.",
        "Every candidate of Left stands above the best of Right.",
        "Left and Right together have 66.4 % of all nominations.",
        "Nominated by a majority of the branches: Pidcock.",
    ]
    assert percent(Fraction(1668, 3938)) == "42.4 %"


def test_the_report_has_the_same(tally: Tally) -> None:
    (contest,) = json.loads(json.dumps(report([tally])))["contests"]
    left, right = contest["slates"]
    assert (left["average"], left["all_above"], right["lowest"]) == (
        278,
        ["right"],
        {"name": "Right 6", "nominations": 108, "rank": 16},
    )
    assert contest["joint_shares"] == [{"slates": ["left", "right"], "share": 0.664297}]
