"""candidates.csv: who stands in which contest."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from hustings.election.folder.csv_rows import Row, Rows, read_rows
from hustings.election.folder.toml_forms import A_CODE, is_code
from hustings.election.names import Register, folded, unfit_name
from hustings.election.nouns import Area, Candidate, Contest
from hustings.election.problems import Problem, shown

COLUMNS = (
    *("name", "contest", "id", "groups", "area", "withdrawn", "undeclared", "ron", "about", "statement"),
    *("photo", "alt", "links", "pronoun"),
)
YES, NO = ("yes", "y", "true", "1", "withdrawn"), ("", "no", "n", "false", "0")
FURTHER = "further"


def read_candidates(
    path: Path, contests: Sequence[Contest] | None, areas: Sequence[Area] | None, problems: list[Problem]
) -> tuple[Candidate, ...]:
    """Read candidates.csv against the contests and areas (None: not known), and add to `problems` what is wrong.

    Raises BadInput if the file cannot be read.
    """
    table = read_rows(path, COLUMNS[:1], COLUMNS[1:], problems)
    known = None if areas is None else Register("area", "areas.csv", {area.code: area for area in areas})
    candidates: list[Candidate] = []
    lines: dict[tuple[str, str], int] = {}
    for row in table.rows:
        candidate = _candidate(row, table, contests, known, problems)
        if candidate is None:
            continue
        keys = {(candidate.contest, folded(candidate.name)), (candidate.contest, folded(candidate.id))}
        before = min((lines[key] for key in keys if key in lines), default=None)
        if before:
            said = f"{candidate.name} stands in {candidate.contest or 'this contest'} in line {before} already"
            right = "two people of one name need something that tells them apart in name and id"
            problems.append(Problem(table.file, f"{said}; {right}", row.line))
        lines |= dict.fromkeys(keys, row.line)
        if not before:
            candidates.append(candidate)
    return tuple(candidates)


def _candidate(
    row: Row,
    table: Rows,
    contests: Sequence[Contest] | None,
    areas: Register[Area] | None,
    problems: list[Problem],
) -> Candidate | None:
    found: list[str] = []
    name, contest = row["name"], row["contest"]
    area = areas.find(row["area"]) if areas else None
    if said := unfit_name(name):
        found.append(said)
    if contests is not None:
        if not contest and len(contests) == 1:
            contest = contests[0].id
        elif not contest:
            found.append(f"{name} stands in no contest; the column contest should have one of {_ids(contests)}")
        elif contest not in [each.id for each in contests]:
            found.append(Register("contest", "election.toml", {each.id: each for each in contests}).unknown(contest))
    if areas is not None and row["area"] and area is None:
        found.append(areas.unknown(row["area"]))
    withdrawn = row["withdrawn"].casefold()
    if withdrawn not in YES + NO:
        found.append(f"withdrawn is {shown(row['withdrawn'])}; it should be yes, no or empty")
    undeclared, ron = row["undeclared"].casefold(), row["ron"].casefold()
    if undeclared not in YES + NO:
        found.append(f"undeclared is {shown(row['undeclared'])}; it should be yes, no or empty")
    if ron not in (*YES, *NO, FURTHER):
        found.append(f"ron is {shown(row['ron'])}; it should be yes, further, no or empty")
    # A name without a Latin letter makes no id; its line in the file tells it apart.
    code = row["id"] or slug(name) or (f"candidate-{row.line}" if any(c.isalpha() for c in name) else "")
    if not is_code(code):
        found.append(f"the id is {shown(code)}; it should be {A_CODE}")
    if row["statement"] and not inside(Path(table.file).parent, row["statement"]):
        found.append(f"there is no file {shown(row['statement'])} in this folder; the statement is a Markdown file")
    found += _about_the_person(row, Path(table.file).parent)
    problems.extend(Problem(table.file, said, row.line) for said in found)
    if not folded(name):
        return None
    return Candidate(
        contest=contest,
        name=name,
        id=code,
        groups=row.words("groups"),
        area=area.code if area else "",
        withdrawn=withdrawn in YES,
        undeclared=undeclared in YES,
        ron=FURTHER if ron == FURTHER else "yes" if ron in YES else "",
        about=row["about"],
        statement=row["statement"],
        photo=row["photo"],
        alt=row["alt"],
        links=tuple(row["links"].split()),
        pronoun=row["pronoun"],
    )


def _about_the_person(row: Row, folder: Path) -> Iterator[str]:
    """What is wrong with a candidate's photograph and links."""
    if row["photo"] and not inside(folder, row["photo"]):
        yield f"there is no file {shown(row['photo'])} in this folder; the photo is a JPEG, PNG or WebP file"
    if row["photo"] and not row["alt"]:
        yield "the photo has no alt; it should say in a few words what the photo shows, for people who cannot see it"
    for link in row["links"].split():
        if not re.fullmatch(r"https?://[^\s\"<>]+|mailto:[^\s\"<>]+@[^\s\"<>]+", link):
            yield f"{shown(link)} is not a web address; links are such as https://example.org/ann, with spaces between"


def _ids(contests: Sequence[Contest]) -> str:
    return ", ".join(contest.id for contest in contests)


def slug(name: str) -> str:
    """The name as an id: «Siân O'Hara» is sian-o-hara."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")[:60]


def inside(folder: Path, said: str) -> bool:
    """Whether this is a file in the folder, and not outside it by dots, links or an absolute path."""
    try:
        path = (folder / said).resolve()
        return path.is_relative_to(folder.resolve()) and path.is_file()
    except (OSError, ValueError, RuntimeError):  # what no file can be called, or a circle of links
        return False
