"""The rooms and their arrows: a room imports only from rooms above it, and the two witnesses never from each other."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "hustings"
ROOMS = [
    "election",
    "ballots",
    "rules",
    "record",
    "counting",
    "kernel",
    "witness",
    "margins",
    "many",
    "nominations",
    "forecast",
    "planning",
]
ROOMS += ["places", "narrative", "look", "reports", "site", "print", "front", "office", "cli"]
# An office writes down when acts are done, and passes PATH on to the commands that it runs.
CLOCK_AND_PATH = ("office/clock.py", "office/runs.py")
# Of other rooms the office uses what every room does (problems, files) and how things look; the rest by the front door.
OFFICE_USES = {"election", "look", "office"}
# A command uses the front door; the nouns, files and problems of elections; and the catalogue, for what it shows.
COMMAND_USES = {"election", "narrative", "front", "cli"}
SHOWING = {path.stem for path in (SOURCE / "cli").glob("*_tables.py")} | {"tables", "as_json", "forecast_json"}
# What commands reach beside the front door, and why. What is a server's is none of a Python program's.
BESIDE_THE_DOOR = {
    # An office is a web application: a command opens it, and the demo brings an election into it.
    "demo": {"office"},
    "office": {"office"},
    # The server of a published site gives each page the headers that the site has for it.
    "site_server": {"site"},
}
LONGEST_MODULE, LONGEST_FUNCTION = 300, 60
HEAVY = ("numpy", "pydantic", "scipy", "altair", "jinja2", "joblib", "distributed", "polars")


def imported_rooms(file: Path) -> set[str]:
    """The rooms that a file imports from, wherever in it the import stands."""
    modules: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            modules.add(node.module)
            modules |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
    found = (re.match(r"hustings\.(\w+)", module) for module in modules)
    return {match[1] for match in found if match} & set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_from_rooms_above_it(room: str) -> None:
    above = set(ROOMS[: ROOMS.index(room) + 1])
    if room == "kernel":
        above.remove("counting")
    for file in (SOURCE / room).rglob("*.py"):
        assert imported_rooms(file) <= above, file


def test_a_module_and_a_function_fit_in_the_head() -> None:
    for file in SOURCE.rglob("*.py"):
        lines = file.read_text("utf-8").splitlines()
        assert len(lines) <= LONGEST_MODULE, file
        for node in ast.walk(ast.parse("\n".join(lines))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert (node.end_lineno or 0) - node.lineno < LONGEST_FUNCTION, (file, node.name)


def test_a_command_reaches_the_rooms_through_the_front_door() -> None:
    """What shows values (tables, JSON) may name their types; a command parses, calls the front door, and shows."""
    for file in (SOURCE / "cli").glob("*.py"):
        if file.stem in SHOWING:
            continue
        assert imported_rooms(file) <= COMMAND_USES | BESIDE_THE_DOOR.get(command_of(file), set()), file
    assert {"count", "compare", "vacancy", "verify", "rules", "nominations", "plan", "evaluate"}.isdisjoint(
        BESIDE_THE_DOOR
    )


def test_the_rooms_beside_the_door_are_still_used() -> None:
    """An allowance that nothing needs any more goes."""
    for name, rooms in BESIDE_THE_DOOR.items():
        files = [file for file in (SOURCE / "cli").glob("*.py") if command_of(file) == name]
        assert rooms <= {room for file in files for room in imported_rooms(file)}, name


def command_of(file: Path) -> str:
    """The command that a file is of: those of forecasts are several files."""
    return "forecast" if file.stem.startswith("forecast_") else file.stem


def test_the_office_has_no_election_logic_and_only_its_command_and_the_demo_know_it() -> None:
    for file in (SOURCE / "office").rglob("*.py"):
        assert imported_rooms(file) <= OFFICE_USES, file
    knowing = {file for file in (SOURCE / "cli").rglob("*.py") if "office" in imported_rooms(file)}
    assert {file.name for file in knowing} <= {"office.py", "demo.py"}


def test_every_folder_is_a_room_on_the_list() -> None:
    assert {path.parent.name for path in SOURCE.glob("*/*.py")} == set(ROOMS)


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "cli"])
def test_nothing_below_the_commands_prints_or_reads_clock_or_environment(room: str) -> None:
    for file in (SOURCE / room).rglob("*.py"):
        if file.relative_to(SOURCE).as_posix() in CLOCK_AND_PATH:
            continue
        found = re.findall(
            r"^\s*print\(|os\.environ|getenv|datetime\.now|time\.time\(|date\.today", file.read_text(), re.M
        )
        assert not found, file


def test_help_loads_nothing_heavy() -> None:
    program = f"import sys; import hustings.cli.main; print([m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_count_loads_no_arrays_forms_or_templates(tmp_path: Path) -> None:
    (tmp_path / "papers.blt").write_text('3 1\n2 1 2 0\n1 2 0\n0\n"Ann"\n"Bob"\n"Cyd"\n""\n')
    program = (
        "import sys; from hustings.cli import program; sys.argv[1:] = ['count', 'papers.blt', '--rules', 'scottish']\n"
        f"try: program()\nexcept SystemExit: pass\nprint([m for m in {HEAVY} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "Ann" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"


# What the field, and this house, means by a word is one thing in every room.
NOUNS = "Election Contest Candidate Slate Branch Area Ballots Papers Reading Question Rules Count Stage Record Outcome"
NOUNS += " Figures Body Vacancy Tally Standing Forecast Scenario Plan Worth Margin Result Supporter"
# Other kinds of the same thing: what a program is given, with names for numbers; what a page shows; rows of a database.
SAME_THING = ("front/body.py", "front/count.py", "site/bodies.py", "office/models.py")


def test_a_noun_of_the_field_names_one_class() -> None:
    homes: dict[str, list[str]] = {}
    for file in SOURCE.rglob("*.py"):
        room = file.relative_to(SOURCE).as_posix()
        for node in ast.parse(file.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and node.name in NOUNS.split() and room not in SAME_THING:
                homes.setdefault(node.name, []).append(room)
    assert {name: rooms for name, rooms in homes.items() if len(rooms) > 1} == {}
