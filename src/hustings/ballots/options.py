"""What a user says of a ballots file, from words and files to `Options`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from hustings.ballots.source import MEANINGS, Cells, Meaning
from hustings.election.csv_cells import read_cells
from hustings.election.files import read_text
from hustings.election.names import folded
from hustings.election.problems import BadInput, Problem, nearest, shown


def words_of(said: Iterable[str]) -> dict[str, Meaning]:
    """Words and their meanings, from «TEXT=MEANING». Raises BadInput."""
    found: dict[str, Meaning] = {}
    for each in said:
        text, _, meaning = each.rpartition("=")
        known = next((one for one in MEANINGS if one == meaning.strip().casefold()), None)
        if not text.strip() or known is None:
            right = f"it should be TEXT=MEANING, with a meaning of {', '.join(MEANINGS)}{nearest(meaning, MEANINGS)}"
            raise BadInput(Problem("--word", f"{shown(each)} says no meaning; {right}"))
        found[folded(text)] = known
    return found


def cells_of(said: str | None) -> Cells | None:
    """What numbers under candidates are. Raises BadInput for another word."""
    if said is None or said == "ranks" or said == "scores":
        return said  # type: ignore[return-value]
    raise BadInput(Problem("--cells", f"{shown(said)} should be ranks or scores{nearest(said, ('ranks', 'scores'))}"))


def same_of(said: Iterable[str]) -> dict[str, str]:
    """Names as a file writes them and the candidates they are, from «NAME=CANDIDATE». Raises BadInput."""
    found: dict[str, str] = {}
    for each in said:
        written, _, candidate = each.rpartition("=")
        if not written.strip() or not candidate.strip():
            raise BadInput(Problem("--same", f'{shown(each)} should be NAME=CANDIDATE, as in "ASH, Ann=Ann Ash"'))
        found[written.strip()] = candidate.strip()
    return found


def read_candidates(path: Path) -> tuple[str, ...]:
    """The names in a file of candidates: the column `name` of a CSV file, or a name a line.

    Raises BadInput for names that fold alike, and for a CSV file of several contests.
    """
    text = read_text(path)
    rows = read_cells(text, str(path))
    header = [cell.casefold() for cell in rows[0][1]] if rows else []
    if "name" in header:
        at, contest = header.index("name"), header.index("contest") if "contest" in header else None
        listed = [(line, cells[at] if at < len(cells) else "") for line, cells in rows[1:]]
        contests = {cells[contest] for _, cells in rows[1:] if contest is not None and contest < len(cells)}
        if len(contests) > 1:
            said = f"it lists candidates for {len(contests)} contests; give a file with those of one"
            raise BadInput(Problem(str(path), said))
    else:
        listed = [(line, name.strip()) for line, name in enumerate(text.splitlines(), 1)]
    problems, seen = [], dict[str, int]()
    for line, name in listed:
        key = folded(name)
        if key in seen and name:
            problems.append(Problem(str(path), f"{shown(name)} stands in line {seen[key]} already", line))
        seen.setdefault(key, line)
    if problems:
        raise BadInput(problems)
    names = tuple(" ".join(name.split()) for _, name in listed if folded(name))
    if not names:
        raise BadInput(Problem(str(path), "it names no candidates; write a name a line"))
    return names
