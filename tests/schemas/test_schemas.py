"""docs/schemas says what commands write with --json: no more, and no less."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from hustings.cli.main import app
from hustings.record import body_json, json_shape
from hustings.record.json_shape import Part
from schemas.outputs import OUTPUTS, check, rule_books
from schemas.running import run
from schemas.schemas import FOLDER, NAMES, declared, faults, load, loose, never_written, validator

README = (FOLDER / "README.md").read_text("utf-8")
SOURCES = Path(__file__).parents[2] / "src/hustings"
# They show nothing of their own that a program could read: a site served, other commands run, a key or signature made.
# Servers, and what writes files of which nobody reads a part.
NOTHING_TO_SHOW = {"serve", "demo", "new-key", "sign"}
NOTHING_TO_SHOW |= {f"office {name}" for name in ("serve", "backup", "restore", "administrator")}
# Formats of files that no command shows.
OTHER_FORMATS = {"hustings-postcodes", "hustings-ballots", "hustings-version"}


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_is_what_the_schema_says_and_every_key_of_it_is_written(name: str, tmp_path: Path) -> None:
    texts = list(OUTPUTS[name](tmp_path))
    assert faults(load(name), texts) == []
    assert never_written(load(name), texts) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_strict_and_describes_every_key(name: str) -> None:
    schema = load(name)
    validator(schema).check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert loose(schema) == []


def test_a_key_of_a_schema_that_is_not_written_is_found(tmp_path: Path) -> None:
    schema, texts = load("rule-books"), list(rule_books(tmp_path))
    schema["properties"]["planted"] = {"type": "string"}
    schema["$defs"]["rule_book"]["properties"]["planted"] = {"type": "string"}
    assert never_written(schema, texts) == ["/$defs/rule_book/planted", "/planted"]
    schema["required"].append("planted")
    assert faults(schema, texts) == ["$: 'planted' is a required property"]


def test_a_key_that_is_only_ever_null_counts_as_not_written(tmp_path: Path) -> None:
    sound = next(text for text in check(tmp_path) if json.loads(text)["sound"])
    assert "/summary" not in never_written(load("check"), [sound])
    assert "/$defs/problem/line" in never_written(load("check"), [sound])


@pytest.mark.parametrize("name", ["rule-books", "check"])
def test_every_key_that_a_schema_lacks_is_found_where_it_is_written(name: str, tmp_path: Path) -> None:
    texts = list(OUTPUTS[name](tmp_path))
    for key in declared(load(name)):
        schema = copy.deepcopy(load(name))
        part: dict[str, Any] = schema
        for step in key.split("/")[1:-1]:
            part = part[step]
        last = key.rpartition("/")[2]
        del part["properties"][last]
        part["required"].remove(last)
        assert any(f"'{last}' was unexpected" in fault for fault in faults(schema, texts)), key


def test_every_command_that_shows_something_writes_json_and_its_schema_is_listed() -> None:
    for command, help_text in commands():
        if command in NOTHING_TO_SHOW:
            assert "--json" not in help_text, command
        else:
            assert "--json" in help_text, f"{command} has no --json; add it, and a schema"
            assert f"`hustings {command}" in README, f"docs/schemas/README.md does not list {command}"


def test_every_format_has_a_schema_and_the_readme_lists_it() -> None:
    constants = {load(name)["properties"]["format"]["const"] for name in NAMES}
    assert len(constants) == len(NAMES)
    for name in NAMES:
        assert f"[{name}.schema.json]({name}.schema.json)" in README
        assert f"`{load(name)['properties']['format']['const']}`" in README
    sources = "".join(path.read_text("utf-8") for path in SOURCES.rglob("*.py"))
    named = set(re.findall(r'"(hustings-[a-z-]+)/\d+"', sources))
    assert named - OTHER_FORMATS - {constant.partition("/")[0] for constant in constants} == set()


@pytest.mark.parametrize(
    ("part", "kind", "where"),
    [
        (json_shape.RecordPart, "count", "/"),
        (json_shape.InputPart, "count", "/$defs/input/"),
        (json_shape.ConstraintPart, "count", "/$defs/input/constraints/items/"),
        (json_shape.DecisionPart, "count", "/$defs/input/decisions/items/"),
        (json_shape.BallotsPart, "count", "/ballots/"),
        (json_shape.CandidatePart, "count", "/$defs/candidate/"),
        (json_shape.StagePart, "count", "/$defs/stage/"),
        (json_shape.StepPart, "count", "/$defs/step/"),
        (json_shape.TiePart, "count", "/$defs/tie/"),
        (body_json.BodyPart, "vacancy", "/"),
        (body_json.VacancyPart, "vacancy", "/$defs/vacancy/"),
    ],
)
def test_the_schema_of_a_record_has_every_key_that_is_read_back(part: type[Part], kind: str, where: str) -> None:
    """And beside these only what is written for people, and worked out again from the rest."""
    read = {field.alias or name for name, field in part.model_fields.items()}
    there = {key.removeprefix(where) for key in declared(load(kind)) if key.rpartition("/")[0] + "/" == where}
    assert there >= read
    assert there - read <= {"action", "paragraphs", "reason", "outcome", "stage", "format", "groups", "reopened"}


def commands() -> Iterator[tuple[str, str]]:
    """Every command of the program, and its help."""
    program: Any = get_command(app)
    for name, command in program.commands.items():
        inner = getattr(command, "commands", None)
        for words in [[name, each] for each in inner] if inner else [[name]]:
            yield " ".join(words), run(*words, "--help")
