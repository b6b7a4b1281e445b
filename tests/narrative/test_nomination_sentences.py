"""What is said of nominations, where they are few, one, level or none."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from election_folders import COMMITTEE, folder
from hustings.cli.nomination_tables import print_tally
from hustings.election.reading import read_branches, read_election, read_nominations
from hustings.narrative.nominations import (
    about_slates,
    finding,
    in_the_top,
    not_counted,
    opening,
    progress,
    remarks,
    said_places,
)
from hustings.nominations.slates import Places, slate_tallies
from hustings.nominations.tally import Tally, tallies


def made(path: Path, rows: str, seats: int = 3, allowance: int = 3, **files: str) -> Tally:
    """The committee's nominations: one candidate a letter, one branch a word, so «AB A» is Ann and Ben by 1, Ann by 2.

    Together: Ann, Ben. Onward: Cy, Di. Ed is on no slate. Two are needed.
    """
    names = {"A": "Ann Ash", "B": "Ben Birch", "C": "Cy Cedar", "D": "Di Dogwood", "E": "Ed Elm"}
    lines = [f"2027-01-{20 + i},{i},{names[who]}\n" for i, word in enumerate(rows.split(), 1) for who in word]
    text = COMMITTEE["election.toml"].replace("seats = 3", f"seats = {seats}")
    text = text.replace("per_branch = 3", f"per_branch = {allowance}")
    written = {"election_toml": text, "nominations_csv": "date,branch,candidate\n" + "".join(lines)} | files
    election = read_election(folder(path, None, **written))
    branches = read_branches(election)
    return tallies(election, branches, read_nominations(election, branches))[0]


def said(tally: Tally) -> str:
    """Everything that is said of a tally."""
    out = Console(file=io.StringIO(), width=100, highlight=False)
    print_tally([tally], out)
    told = [finding(tally), opening(tally), progress(tally), *about_slates(tally), *remarks(tally)]
    return "\n".join([*told, out.file.getvalue()])  # type: ignore[attr-defined]


def test_without_nominations_nothing_is_said_but_that(tmp_path: Path) -> None:
    tally = made(tmp_path, "")
    assert finding(tally) == "Nobody has been nominated yet"
    assert [*about_slates(tally), *remarks(tally)] == []
    assert "of all nominations" not in said(tally)
    assert "holds" not in said(tally)
    assert [said_places(tally, each) for each in slate_tallies(tally)] == ["–", "–"]


def test_a_slate_that_nobody_nominated_holds_nothing(tmp_path: Path) -> None:
    """Cy has two, Di one; Ann and Ben none."""
    tally = made(tmp_path, "CD C")
    assert finding(tally) == "Onward holds the top 2 places"
    assert "Together holds" not in said(tally)
    assert next(about_slates(tally)) == (
        "Together: no nominations, 0.0 % of all; 0 on average, from 0 (Ann Ash) to 0 (Ben Birch, 3rd); "
        "none of the top 3."
    )


def test_a_top_that_takes_in_all_who_stand_is_no_top(tmp_path: Path) -> None:
    """All five who stand are nominated, Ann and Ben by one branch each: Together has the fourth place and the fifth.

    Cy, Di and Ed have two each, and of these three, two are Onward's.
    """
    tally = made(tmp_path, "CDE CDE AB", seats=5)
    assert "Together holds" not in said(tally)
    assert "Onward holds 2 of the top 3 places." in remarks(tally)
    assert "of the top 5" not in said(tally)


def test_candidates_who_are_level_for_the_last_places_are_said_to_be(tmp_path: Path) -> None:
    """Four have one each, two of either slate, for two places: either may hold none, one or both."""
    tally = made(tmp_path, "AB CD", seats=2)
    assert [said_places(tally, each) for each in slate_tallies(tally)] == ["0–2", "0–2"]
    assert next(about_slates(tally)).endswith("; 0 to 2 of the top 2.")
    assert "Ann Ash, Ben Birch, Cy Cedar and Di Dogwood are level for the top 2 places." in remarks(tally)


def test_one_of_those_who_are_level_can_be_sure_of_a_place(tmp_path: Path) -> None:
    """Ann has two; Ben, Cy and Di one each, for the two places left: Together has one or two, Onward as well."""
    tally = made(tmp_path, "AB ACD")
    assert [said_places(tally, each) for each in slate_tallies(tally)] == ["1–2", "1–2"]
    assert "Ben Birch, Cy Cedar and Di Dogwood are level for the last 2 of the top 3 places." in remarks(tally)


def test_it_is_not_said_who_are_level_where_that_matters_to_no_slate(tmp_path: Path) -> None:
    """Ann and Ben, of one slate, are level for the one place: it has the place, whoever of the two."""
    tally = made(tmp_path, "AB", seats=1)
    assert [said_places(tally, each) for each in slate_tallies(tally)] == ["1", "0"]
    assert "are level" not in said(tally).replace("lead together", "")


def test_the_first_who_are_level_are_named_as_long_as_they_are_few(tmp_path: Path) -> None:
    assert finding(made(tmp_path, "AC")) == "Ann Ash and Cy Cedar lead together, with one nomination each"
    assert finding(made(tmp_path, "ABCDE", allowance=5)) == "5 candidates lead together, with one nomination each"


@pytest.mark.parametrize(
    ("places", "top", "words"),
    [
        (Places(6, 6), 9, "6 of the top 9"),
        (Places(1, 1), 2, "one of the top 2"),
        (Places(0, 0), 2, "none of the top 2"),
        (Places(2, 2), 2, "all of the top 2"),
        (Places(0, 1), 2, "none or one of the top 2"),
        (Places(1, 2), 2, "1 or 2 of the top 2"),
        (Places(1, 1), 1, "the top place"),
        (Places(0, 1), 1, "level for the top place"),
        (Places(0, 0), 1, "not the top place"),
    ],
)
def test_places_are_told_in_words_that_go_with_their_number(places: Places, top: int, words: str) -> None:
    assert in_the_top(places, top) == words


WITHOUT_WOMEN = COMMITTEE["election.toml"].replace("at_least = {women = 1}\n", "").replace("seats = 3", "seats = 1")
ALONE = '[[slate]]\nid = "alone"\nname = "Alone"\ncandidates.committee = ["Ann Ash"]\n'
ONE_EACH = """\
[[slate]]
id = "together"
name = "Together"
candidates.committee = ["Ann Ash"]
[[slate]]
id = "onward"
name = "Onward"
candidates.committee = ["Cy Cedar"]
"""


def test_one_is_not_told_as_several(tmp_path: Path) -> None:
    """Ann and Ed have two each, Cy one: Cy's slate stands third, which is no hold on a top of three."""
    tally = made(tmp_path, "AE AEC", slates_toml=ONE_EACH)
    assert list(about_slates(tally)) == [
        "Together: 2 nominations, 40.0 % of all; one of the top 3.",
        "Onward: one nomination, 20.0 % of all; one of the top 3.",
    ]
    assert list(remarks(tally))[:2] == [
        "The one candidate of Together stands above all of Onward.",
        "Together and Onward together have 60.0 % of all nominations.",
    ]


def test_of_a_slate_of_one_that_leads_only_that_is_said(tmp_path: Path) -> None:
    tally = made(tmp_path, "A AC", slates_toml=ONE_EACH)
    assert finding(tally) == "Together holds the top place"
    assert next(remarks(tally)) == "Together holds the top place."
    assert "stands above" not in said(tally)


def test_an_allowance_of_one_is_told_so(tmp_path: Path) -> None:
    (refused,) = made(tmp_path, "AB", allowance=1).not_counted
    assert not_counted(refused) == "beyond the one that a branch may make"


@pytest.mark.parametrize(
    ("rows", "there", "words"),
    [
        ("A", "Ann Ash", "Ann Ash is 1 short of the 2 nominations needed"),
        ("A A", "Ann Ash", "Ann Ash has reached the 2 nominations needed, on 22 January 2027"),
        ("AB AB", "Ann Ash,Ben Birch", "Both candidates have reached the 2 nominations needed, the last on 22 January"),
        ("AB A", "Ann Ash,Ben Birch", "1 of 2 candidates has reached the 2 nominations needed; Ben Birch is 1 short"),
        ("A B", "Ann Ash,Ben Birch", "None of 2 candidates has reached the 2 nominations needed"),
    ],
)
def test_progress_is_told_of_one_of_two_and_of_none(tmp_path: Path, rows: str, there: str, words: str) -> None:
    people = "name\n" + "".join(f"{name}\n" for name in there.split(","))
    tally = made(tmp_path, rows, seats=1, candidates_csv=people, slates_toml=ALONE, election_toml=WITHOUT_WOMEN)
    assert progress(tally).startswith(words)
