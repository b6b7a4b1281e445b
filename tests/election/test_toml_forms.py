"""What is said of a TOML file that does not fit its form."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pytest
from pydantic import Field

from hustings.election.folder.toml_forms import Form, Words, read_form
from hustings.election.problems import Problem

Share = Annotated[float, Field(ge=0, le=1)]


class Leaf(Form):
    stay: Share = Field(description="a share between 0 and 1")


class Tree(Form):
    leaves: dict[Words, Leaf] = Field({}, description="a table of tables")
    shares: dict[Words, dict[Words, Share]] = Field({}, description="a table of tables of shares")
    one: Leaf | None = Field(None, description="a table")
    either: list[Words] | Words = Field("", description="a name or several")
    many: list[Leaf] = Field([], description="one table for each")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("[leaves.a]\nstay = 2", "x.toml:2: “stay” is “2”; it should be a share between 0 and 1"),
        ("[leaves.a]\nstai = 1", "x.toml:2: there is no key “stai” here (did you mean “stay”?); there are stay"),
        ("[leaves]\n\na = 3", "x.toml:3: “a” is “3”; it should be a table of tables"),
        ("[shares.a]\nb = 0.5\nc = 5", "x.toml:3: “c” is “5”; it should be a table of tables of shares"),
        ("[shares]\na = 5", "x.toml:2: “a” is “5”; it should be a table of tables of shares"),
        ("\none = 1", "x.toml:2: “one” is “1”; it should be a table"),
        ("either = 3", "x.toml:1: “either” is “3”; it should be a name or several"),
        ('either = ["a",\n 3]', "x.toml:2: “either” is “3”; it should be a name or several"),
        ("[[many]]\nstay = 0\n[[many]]\n", "x.toml:3: “stay” is missing; it should be a share between 0 and 1"),
        ("one = {stay = true}", "x.toml:1: “stay” is “true”; it should be a share between 0 and 1"),
    ],
)
def test_a_fault_names_its_key_its_line_and_what_would_be_right(tmp_path: Path, text: str, wanted: str) -> None:
    (tmp_path / "x.toml").write_text(text)
    problems: list[Problem] = []
    assert read_form(tmp_path / "x.toml", Tree, problems) is None
    assert wanted in [str(problem).removeprefix(f"{tmp_path}/") for problem in problems]
