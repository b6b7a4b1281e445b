"""Names that a person could not tell apart are one name to the program, and no two candidates may share it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.election.names import folded, unfit_name, unfit_names
from hustings.election.problems import BadInput
from hustings.election.reading import read_election

# Each pair: what differs.
ALIKE = {
    "capitals": ("Ann Ash", "ANN ash"),
    "capitals of German": ("Strauß", "STRAUSS"),
    "capitals of Turkish and Greek": ("Σίσυφος", "ΣΊΣΥΦΟΣ"),
    "spaces": ("Ann Ash", " Ann\u00a0 Ash "),
    "a tab and a line end": ("Ann Ash", "Ann\tAsh\n"),
    "an accent as one letter or two": ("Si\u00e2n", "Sia\u0302n"),
    "full-width letters": ("Ann", "\uff21\uff4e\uff4e"),
    "a ligature": ("Griffin", "Gri\ufb03n"),
    "zero width space": ("Ann", "An\u200bn"),
    "soft hyphen": ("Ann", "An\u00adn"),
    "byte order mark": ("Ann", "\ufeffAnn"),
    "right-to-left mark": ("Ann", "Ann\u200f"),
    "variation selector": ("Ann", "Ann\ufe0f"),
    "grapheme joiner": ("Ann", "A\u034fnn"),
    "Hangul filler": ("Ann", "Ann\u3164"),
    "apostrophes": ("O'Hara", "O\u2019Hara"),
    "dashes": ("Ann-Marie", "Ann\u2013Marie"),
}
APART = [("Ann", "Anne"), ("Sian", "Siân"), ("J Smith (A)", "J Smith (B)"), ("1", "2"), ("Ann", "Аnn")]


@pytest.mark.parametrize("what", ALIKE)
def test_names_that_look_alike_are_one(what: str) -> None:
    one, other = ALIKE[what]
    assert folded(one) == folded(other)
    ((place, said),) = unfit_names([one, "Birch", other])
    assert place == 2
    assert "tells" in said


@pytest.mark.parametrize(("one", "other"), APART)
def test_names_that_differ_stay_two(one: str, other: str) -> None:
    assert list(unfit_names([one, other])) == []


def test_the_same_name_three_times_is_told_twice() -> None:
    assert [place for place, _ in unfit_names(["Ann", "Ann", "ann"])] == [1, 2]


@pytest.mark.parametrize("name", ["", " ", "\t\n", "\u200b", "\u3164\u2800", "\u00ad \ufe0f"])
def test_a_name_of_which_nothing_is_seen_is_none(name: str) -> None:
    assert unfit_name(name) == "a candidate has no name"


@pytest.mark.parametrize(("name", "code"), [("Ann\x1b[31m", "U+001B"), ("A\x00", "U+0000"), ("A\ud800", "U+D800")])
def test_a_name_that_cannot_be_printed_is_refused(name: str, code: str) -> None:
    assert code in unfit_name(name)


@given(st.text())
def test_folding_twice_is_folding_once(name: str) -> None:
    assert folded(folded(name)) == folded(name)


@pytest.mark.parametrize("what", ALIKE)
def test_a_folder_refuses_candidates_whose_names_look_alike(what: str, tmp_path: Path) -> None:
    one, other = (name.replace("\n", " ") for name in ALIKE[what])
    (tmp_path / "election.toml").write_text(
        'title = "Committee"\n[[contest]]\nid = "c"\ntitle = "Committee"\nseats = 1\nrules = "scottish"\n'
    )
    (tmp_path / "candidates.csv").write_text(f"name,id\n{one},a\nBirch,b\n{other},c\n", "utf-8")
    with pytest.raises(BadInput, match="stands in c in line 2 already") as bad:
        read_election(tmp_path)
    assert bad.value.problems[0].line == 4


@pytest.mark.parametrize("name", ["\u200b\u200b", "\u3164", "Ann\x1b[31m"])
def test_a_folder_refuses_names_that_nobody_can_read(name: str, tmp_path: Path) -> None:
    (tmp_path / "election.toml").write_text(
        'title = "Committee"\n[[contest]]\nid = "c"\ntitle = "Committee"\nseats = 1\nrules = "scottish"\n'
    )
    (tmp_path / "candidates.csv").write_text(f"name,id\nAsh,a\n{name},b\n", "utf-8")
    with pytest.raises(BadInput, match=r"no name|cannot be printed") as bad:
        read_election(tmp_path)
    assert bad.value.problems[0].line == 3
