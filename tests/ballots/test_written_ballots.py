"""What `convert` writes is read back equal, whatever the names that readers accept."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.ballots.ballots import OVERVOTE, Ballots
from hustings.ballots.reading import read, read_source
from hustings.ballots.registry import writer_of
from hustings.ballots.source import Source
from hustings.ballots.writing import write_ballots
from hustings.counting.count import count
from hustings.election.names import folded, unfit_names
from hustings.election.problems import BadInput
from hustings.rules.library import rule_book
from hustings.rules.question import Question
from strategies import ballots as small_ballots

# Names that a reader could take for something else: headers, words, numbers, formulas, marks of formats.
ODD = [
    "Votes", "Weight", "papers", "Preference 1", "1", "Choice 2", "overvote", "blank", "Write-in", "ID", "Timestamp",
    "a,b", "a;b", "a > b", "=1+1", "'=1+1", "-1", "'-1", "+x", "@x", '"quoted"', 'Lab "Ann"', "RON (Re-open)", "yes",
    "שלום", "Siân O’Hara", "name", "candidate", "hustings-ballots/1", "'", "''", "(Green)", "Ann [x]", "#1", "0",
]  # fmt: skip
LETTERS = st.characters(exclude_categories=("C", "Z"), include_characters=" ").filter(str.isprintable)
NAMES = st.sampled_from(ODD) | st.text(LETTERS, min_size=1, max_size=12).map(lambda name: " ".join(name.split()))


@st.composite
def named_ballots(draw: st.DrawFn) -> Ballots:
    """Small ballots whose candidates, parties and title are called anything."""
    cast = draw(small_ballots())
    size = len(cast.names)
    names = draw(st.lists(NAMES.filter(folded), min_size=size, max_size=size, unique_by=folded))
    parties = tuple(draw(st.lists(NAMES | st.just(""), min_size=size, max_size=size)))
    numbers = st.integers(1, size)
    return Ballots.of(
        names,
        dict(cast),
        parties=parties if any(parties) else (),
        title=draw(NAMES | st.just("")),
        seats=draw(st.none() | st.integers(1, 9)),
        withdrawn=tuple(sorted(draw(st.sets(numbers, max_size=1)))),
        undeclared=tuple(sorted(draw(st.sets(numbers, max_size=1)))),
        tie_order=tuple(draw(st.permutations(range(1, size + 1)))) if draw(st.booleans()) else (),
        decimals=draw(st.sampled_from([0, 2])),
        spoilt=draw(st.integers(0, 3)),
    )


def fields(ballots: Ballots) -> dict[str, object]:
    """Everything about the ballots; papers as they weigh, in any unit."""
    about = {each.name: getattr(ballots, each.name) for each in dataclasses.fields(ballots)}
    for own in ("tokens", "starts", "papers", "decimals", "lost"):
        del about[own]
    scale = 10**ballots.decimals
    return {**about, "cast": {ranking: papers / scale for ranking, papers in ballots}, "sha256": ballots.sha256}


@given(named_ballots())
def test_csv_is_read_back_equal_in_everything(cast: Ballots) -> None:
    if list(unfit_names(cast.names)):
        return
    text, lost = writer_of("csv", "x.csv")(cast, "csv", "x.csv")
    assert lost == []
    for data in (text.encode(), ("\ufeff" + text.replace("\n", "\r\n")).encode()):
        assert fields(read_source(Source("x.csv", data)).ballots) == fields(cast)


@pytest.mark.parametrize("name", ODD)
def test_a_candidate_of_any_name_is_elected_after_conversion(name: str, tmp_path: Path) -> None:
    cast = Ballots.of([name, "Ann", "Bob"], {(1, 2): 2, (0, 3): 1, (OVERVOTE, 1): 1, (2, 1, 2): 1})
    text, _ = writer_of("csv", "x.csv")(cast, "csv", "x.csv")
    (tmp_path / "x").write_text(text, "utf-8")
    found = read(tmp_path / "x").ballots
    assert (found.names, dict(found), found.sha256) == (cast.names, dict(cast), cast.sha256)


def test_candidates_called_as_preferences_are_elected_after_conversion_too(tmp_path: Path) -> None:
    """Choice 1 has 4 papers, Choice 2 has 3, Choice 3 has 2, which go on to Choice 2: 5 of 9, a quota."""
    source = tmp_path / "choice.blt"
    source.write_text(
        '3 1\n4 1 2 0\n3 2 3 0\n2 3 2 1 0\n0\n"Choice 1"\n"Choice 2"\n"Choice 3"\n"Which name for the hall"\n'
    )
    for target in ("choice.csv", "choice.toi", "again.blt"):
        write_ballots(read(source).ballots, tmp_path / target)
        found = read(tmp_path / target).ballots
        asked = Question(rule_book("scottish"), 1, lot_seed="1")
        assert [found.names[number - 1] for number in count(found, asked).elected] == ["Choice 2"], target


DECLARED = "hustings-ballots/1,candidate,candidate\nname,Ann,Bob\npapers\n5,1,2\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (DECLARED.replace("papers\n5,1,2\n", ""), ":2: the file ends before its papers"),
        (DECLARED.replace("name,Ann,Bob\n", ""), ":1: no line «name» says who the candidates are"),
        (DECLARED.replace(",candidate\n", ",candidates\n"), ":1: “candidates” is not a kind of column (did you mean"),
        (
            DECLARED.replace("papers\n", "seat,2\npapers\n"),
            ":3: “seat” is not a line of this file (did you mean “seats”?)",
        ),
        (DECLARED.replace("papers\n", "seats,two\npapers\n"), ":3: seats: “two” should be a whole number"),
        (DECLARED.replace("papers\n", "withdrawn,no,\npapers\n"), ":3: withdrawn: “no” should be yes, or empty"),
        (DECLARED.replace("papers\n", "tie order,1,1\npapers\n"), ":3: tie order: the places should be 1, 2, 3…"),
        (DECLARED.replace("papers\n", "tie order,1,3\npapers\n"), ":3: tie order: the places should be 1, 2, 3…"),
        (DECLARED.replace("5,1,2", "0,1,2"), ":4: the number of papers is “0”"),
        (DECLARED.replace("5,1,2", "5,1"), ":4: there are 2 cells; there should be 3"),
        (DECLARED.replace("5,1,2", "5,1,x"), ":4: “x” is not a place on a paper"),
        (DECLARED.replace("5,1,2", "5,1,1001"), ":4: the paper has 1,001 preferences; 1,000 are possible"),
        (DECLARED.replace("5,1,2", '5,1,"2'), ":4: this is not CSV"),
    ],
)
def test_a_declared_file_that_was_changed_by_hand_is_told_by_line(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(text)
    with pytest.raises(BadInput) as bad:
        read(tmp_path / "x.csv")
    assert str(bad.value).startswith(f"{tmp_path}/x.csv{said}")


def test_the_canonical_text_says_that_it_has_neither_title_nor_parties() -> None:
    for title, parties, without in (("", (), []), ("Ward", ("Red", ""), ["the title", "the parties"])):
        cast = Ballots.of(["Ann", "Bob"], [((1, 2), 3)], title=title, parties=parties)
        assert writer_of("ballots", "x.ballots")(cast, "ballots", "x.ballots")[1] == without
