"""areas.csv: the tree of areas, how many vote in each, and which places each covers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from hustings.election.folder.csv_rows import Row, read_rows
from hustings.election.folder.toml_forms import A_CODE, is_code
from hustings.election.names import Register, folded
from hustings.election.nouns import Area
from hustings.election.problems import Problem, nearest, shown

# More than any membership has; the compiled counter counts so many exactly under most rule books.
MOST_VOTERS = 100_000_000
# Thousands may be set apart by commas: 1,200 is a number, and 1,20,0 a slip.
A_NUMBER = re.compile("[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+")
COLUMNS = ("code", "name", "parent", "voters", "covers")
SPECIAL = ("@overseas", "@ni", "@crown", "@forces")
# The Office for National Statistics' codes: nations, English regions, constituencies (N06 before 2024, N05 since).
COVERED = re.compile(r"[EWSN]92[0-9]{6}|E12[0-9]{6}|(?:E14|W07|S14|N05|N06)[0-9]{6}")


def read_areas(path: Path, problems: list[Problem]) -> tuple[Area, ...]:
    """Read areas.csv, and add to `problems` what is wrong with it. Raises BadInput if it cannot be read."""
    table = read_rows(path, COLUMNS[:2], COLUMNS[2:], problems)
    lines: dict[str, int] = {}
    areas: list[Area] = []
    for row in table.rows:
        area = _area(row, table.file, lines, problems)
        if area:
            areas.append(area)
            lines[area.code] = lines[folded(area.code)] = row.line
    problems.extend(_tree_problems(areas, table.file, lines))
    problems.extend(_covered_twice(areas, table.file, lines))
    problems.extend(_sums(areas, table.file, lines))
    return tuple(areas)


def _area(row: Row, file: str, lines: dict[str, int], problems: list[Problem]) -> Area | None:
    found: list[str] = []
    code, voters = row["code"], _number(row["voters"])
    if not is_code(code):
        found.append(f"the code is {shown(code)}; it should be {A_CODE}")
    before = lines.get(folded(code))
    if before:
        found.append(f"the area {shown(code)} stands in line {before} already; each code stands once")
    if not row["name"]:
        found.append(f"the area {shown(code)} has no name; the column name says what people call it")
    if row["voters"] and voters is None:
        right = f"a whole number up to {MOST_VOTERS:,}, or empty where it is not known"
        found.append(f"voters is {shown(row['voters'])}; it should be {right}")
    covers = tuple(re.split(r"[\s;]+", row["covers"])) if row["covers"] else ()
    for place in covers:
        if place not in SPECIAL and not COVERED.fullmatch(place):
            right = "the code of a nation, region or constituency, as E12000007, or one of " + ", ".join(SPECIAL)
            found.append(f"covers has {shown(place)}{nearest(place, SPECIAL)}; it should be {right}")
    problems.extend(Problem(file, said, row.line) for said in found)
    if not is_code(code) or before:
        return None
    return Area(code=code, name=row["name"], parent=row["parent"], voters=voters, covers=covers, line=row.line)


def _number(said: str) -> int | None:
    """The number of voters that is said; None where it is none, or one that cannot be."""
    plain = said.replace(",", "").lstrip("0")
    if not A_NUMBER.fullmatch(said) or len(plain) > len(str(MOST_VOTERS)):
        return None
    number = int(plain or "0")
    return number if number <= MOST_VOTERS else None


def _tree_problems(areas: list[Area], file: str, lines: dict[str, int]) -> Iterator[Problem]:
    parents = {area.code: area.parent for area in areas}
    register = Register("area", "areas.csv", {code: code for code in parents})
    for area in areas:
        if area.parent and area.parent not in parents:
            yield Problem(file, f"the parent of {area.code}: {register.unknown(area.parent)}", lines[area.code])
            continue
        chain = [area.code]
        while (above := parents.get(chain[-1], "")) and above not in chain:
            chain.append(above)
        if above == area.code and area.code == min(chain):
            said = f"the areas {' → '.join([*chain, above])} are one another's parents; the topmost has an empty parent"
            yield Problem(file, said, lines[area.code])


def _covered_twice(areas: list[Area], file: str, lines: dict[str, int]) -> Iterator[Problem]:
    taken: dict[str, str] = {}
    for area in areas:
        for place in area.covers:
            if place in taken:
                said = f"{place} is covered by {taken[place]} (line {lines[taken[place]]}) already; one area covers it"
                yield Problem(file, said, lines[area.code])
            taken.setdefault(place, area.code)


def _sums(areas: list[Area], file: str, lines: dict[str, int]) -> Iterator[Problem]:
    children: dict[str, list[int | None]] = {}
    for area in areas:
        children.setdefault(area.parent, []).append(area.voters)
    for area in areas:
        below = children.get(area.code, [])
        known = [voters for voters in below if voters is not None]
        if below and area.voters is not None and len(known) == len(below) and sum(known) != area.voters:
            said = (
                f"{area.code} has {area.voters} voters and the areas in it {sum(known)}; they should agree, or be empty"
            )
            yield Problem(file, said, lines[area.code])
