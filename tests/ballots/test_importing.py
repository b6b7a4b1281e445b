"""Names on the papers of a form that the election's list of candidates does not have."""

from __future__ import annotations

from pathlib import Path

import pytest

from hustings.ballots.importing import Mapping, read_question, strangers
from hustings.ballots.options import read_candidates
from hustings.ballots.source import Source
from hustings.election.problems import BadInput
from hustings.election.reading import read_election


def test_whom_it_is_said_of_that_nobody_can_elect_is_not_asked_about(tmp_path: Path) -> None:
    """Ann and Bob stand; Boob may be Bob; Gus has withdrawn, and Hal is said to be a write-in."""
    (tmp_path / "election.toml").write_text(
        'title = "Club"\n[[contest]]\nid = "chair"\ntitle = "Chair"\nseats = 1\nrules = "irv"\n'
    )
    (tmp_path / "candidates.csv").write_text("name,contest\nAnn,chair\nBob,chair\n")
    election = read_election(tmp_path)
    votes = b"1st choice,2nd choice\nGus,Ann\nBoob,Bob\nHal,Boob\n"
    said = Mapping(words={"gus": "withdrawn", "hal": "write-in"})
    reading = read_question(Source("form.csv", votes), "", said)
    assert strangers(reading, election, election.contest("chair"), said) == [("Boob", "Bob")]


def test_a_list_of_candidates_is_of_one_contest(tmp_path: Path) -> None:
    """A line that breaks off before the column of contests says nothing of them."""
    (tmp_path / "one.csv").write_text("name,contest,note\nAnn,chair,x\nBob\nCyd,chair\n")
    assert read_candidates(tmp_path / "one.csv") == ("Ann", "Bob", "Cyd")
    (tmp_path / "two.csv").write_text("name,contest,note\nAnn,chair,x\nBob,board,y\n")
    with pytest.raises(BadInput, match="it lists candidates for 2 contests; give a file with those of one"):
        read_candidates(tmp_path / "two.csv")
