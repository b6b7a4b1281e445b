"""From what a person says (names, options, small files) to the question that both counters are asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from hustings.ballots.ballots import Ballots
from hustings.counting.constraints import Feasibility
from hustings.counting.papers import read_papers
from hustings.election.csv_cells import read_cells
from hustings.election.files import read_text
from hustings.election.limits import SEATS
from hustings.election.names import folded
from hustings.election.problems import BadInput, Problem, nearest, shown
from hustings.rules.book import PURPOSES, Rules
from hustings.rules.question import Constraint, Decision, Question

Groups = Mapping[str, frozenset[int]]
LOTS_BY = ("seed", "file")


def candidate_number(said: str, names: Sequence[str]) -> int | None:
    """The number of the candidate meant: by name, by name but for case and spacing, or by number; else None."""
    if said in names:
        return names.index(said) + 1
    alike = [number for number, name in enumerate(names, 1) if folded(name) == folded(said)]
    if len(alike) == 1:
        return alike[0]
    if re.fullmatch(r"[0-9]{1,5}", said.strip()) and 1 <= int(said) <= len(names):
        return int(said)
    return None


def numbers_of(said: Iterable[str], names: Sequence[str], option: str) -> frozenset[int]:
    """The numbers of all these candidates. Raises BadInput for those there are not, with the nearest name."""
    found = {text: candidate_number(text, names) for text in said}
    unknown = [text for text, number in found.items() if number is None]
    if unknown:
        raise BadInput(Problem(option, _no_such_candidate(text, names)) for text in unknown)
    return frozenset(number for number in found.values() if number is not None)


def _no_such_candidate(said: str, names: Sequence[str]) -> str:
    return f"there is no candidate {shown(said)}{nearest(said, names)}"


def read_groups(path: Path, names: Sequence[str]) -> dict[str, frozenset[int]]:
    """Groups from a CSV file of two columns, candidate and group. Raises BadInput with all that is wrong."""
    groups: dict[str, set[int]] = {}
    for _, number, group in read_members(path, names, "group"):
        groups.setdefault(group, set()).add(number)
    return {group: frozenset(members) for group, members in groups.items()}


def read_members(path: Path, names: Sequence[str], column: str) -> list[tuple[int, int, str]]:
    """The rows of a CSV file of two columns, candidate and `column` (group, slate): each with its line, the candidate's
    number, and what stands beside. Raises BadInput with all that is wrong."""
    members, problems = [], []
    for line, row in _rows(path, ("candidate", column)):
        number = candidate_number(row["candidate"], names)
        if number is None:
            problems.append(Problem(str(path), _no_such_candidate(row["candidate"], names), line))
        elif not row[column]:
            problems.append(Problem(str(path), f"{row['candidate']} has no {column}; the second column names it", line))
        else:
            members.append((line, number, row[column]))
    if problems:
        raise BadInput(problems)
    return members


def read_decisions(path: Path, names: Sequence[str]) -> tuple[Decision, ...]:
    """The returning officer's decisions from a CSV file: stage, for (surplus, exclusion, election), chosen."""
    decisions, problems = [], []
    for line, row in _rows(path, ("stage", "for", "chosen")):
        number = candidate_number(row["chosen"], names)
        if not re.fullmatch(r"[1-9][0-9]{0,5}", row["stage"]):
            said = f"the stage is {shown(row['stage'])}; it should be a number from 1"
        elif row["for"] not in PURPOSES:
            said = f"the decision is for {shown(row['for'])}; it should be for {', '.join(PURPOSES)}"
        elif number is None:
            said = _no_such_candidate(row["chosen"], names)
        else:
            decided = (p for p in PURPOSES if p == row["for"])
            decisions += [Decision(int(row["stage"]), purpose, number, str(path), line) for purpose in decided]
            continue
        problems.append(Problem(str(path), said, line))
    if problems:
        raise BadInput(problems)
    return tuple(decisions)


def _rows(path: Path, header: tuple[str, ...]) -> Iterable[tuple[int, dict[str, str]]]:
    """(line, row) of a CSV file whose first line names these columns. Raises BadInput if it does not."""
    rows = read_cells(read_text(path), str(path))
    first = [cell.casefold() for cell in rows[0][1]] if rows else []
    if [column for column in header if column not in first]:
        raise BadInput(Problem(str(path), f"the first line should name the columns {', '.join(header)}", 1))
    for line, row in rows[1:]:
        if any(row):
            cells = row + [""] * len(first)
            yield line, {column: cells[first.index(column)] for column in header}


def constraint_of(said: str, option: str, groups: Groups) -> Constraint:
    """A constraint from «4:women». option: --at-least or --at-most. Raises BadInput with what would be right."""
    match = re.fullmatch(r"([0-9]{1,4}):(.+)", said.strip())
    if not match:
        raise BadInput(Problem(option, f"{shown(said)} should be a number, a colon and a group, as in 4:women"))
    group = match[2].strip()
    if group not in groups:
        known = f"; there are {', '.join(groups)}" if groups else "; name a file of groups with --groups"
        raise BadInput(Problem(option, f"there is no group {shown(group)}{nearest(group, groups)}{known}"))
    sense = "at least" if option == "--at-least" else "at most"
    return Constraint(sense, int(match[1]), group, groups[group])  # type: ignore[arg-type]


def ask(
    ballots: Ballots,
    rules: Rules,
    seats: int | None,
    *,
    at_least: Iterable[str] = (),
    at_most: Iterable[str] = (),
    groups: Groups | None = None,
    withdraw: Iterable[str] = (),
    undeclared: Iterable[str] = (),
    ron: str | None = None,
    lot: str = "seed",
    lot_seed: str | None = None,
    decisions: tuple[Decision, ...] = (),
) -> Question:
    """The question, checked. Raises BadInput where it has no answer.

    seats: None takes the ballots file's. undeclared: besides those of the ballots file. ron: who stands for re-opening
    nominations. lot: drawn by a seed, or as the ballots file's order for breaking ties says.
    """
    if lot_seed is not None and not lot_seed.isprintable():
        raise BadInput(Problem("--lot-seed", f"{shown(lot_seed)} has a character that cannot be printed and published"))
    if lot not in LOTS_BY:
        raise BadInput(Problem("--lot", f"{shown(lot)} is no way to draw a lot; it should be {' or '.join(LOTS_BY)}"))
    seats = ballots.seats if seats is None else seats
    if seats is None:
        raise BadInput(Problem("--seats", "the ballots do not say how many places there are; say --seats N"))
    seats = SEATS.of(seats)
    said = [("--at-least", text) for text in at_least] + [("--at-most", text) for text in at_most]
    question = Question(
        rules,
        seats,
        withdrawn=frozenset(ballots.withdrawn) | numbers_of(withdraw, ballots.names, "--withdraw"),
        constraints=tuple(constraint_of(text, option, groups or {}) for option, text in said),
        lot_seed=lot_seed,
        decisions=decisions,
        undeclared=frozenset(ballots.undeclared) | numbers_of(undeclared, ballots.names, "--undeclared"),
        ron=None if ron is None else next(iter(numbers_of([ron], ballots.names, "--ron"))),
        tie_order=_tie_order(ballots, rules, lot_seed) if lot == "file" else (),
    )
    check(ballots, question)
    return question


def _tie_order(ballots: Ballots, rules: Rules, lot_seed: str | None) -> tuple[int, ...]:
    """The ballots file's order for breaking ties. Raises BadInput where there is none that can be used."""
    listed, said = set(ballots.tie_order), ""
    missing = [name for number, name in enumerate(ballots.names, 1) if number not in listed]
    if not listed:
        said = "the ballots file gives no order for breaking ties ([tie …])"
    elif missing:
        said = (
            f"the ballots file's order for breaking ties does not list {', '.join(missing)}; it should list everybody"
        )
    elif lot_seed is not None:
        said = "ties are broken by the ballots file's order or by a seed: leave out --lot-seed or --lot file"
    elif rules.lot != "seed":
        said = f"{rules.name} says itself how the lot is drawn; leave out --lot file"
    if said:
        raise BadInput(Problem("--lot", said))
    return ballots.tie_order


def check(ballots: Ballots, question: Question) -> None:
    """Raises BadInput for a question without an answer: seats, constraints, or papers that make no count."""
    rules, seats = question.rules, question.seats
    standing = [n for n in range(1, len(ballots.names) + 1) if n not in question.withdrawn | question.undeclared]
    problems = []
    if question.ron in question.withdrawn | question.undeclared:
        problems.append(Problem("--ron", "re-open nominations cannot have withdrawn, nor be undeclared"))
    if seats < 1:
        problems.append(Problem("--seats", f"there are {seats} places; a contest fills at least 1"))
    if rules.quota == "majority" and seats > 1:
        said = f"{rules.name} fills one place and there are {seats}; a rule book for several is scottish or ers97"
        problems.append(Problem("--rules", said))
    if rules.procedure == "plurality" and (question.constraints or question.guarded):
        problems.append(Problem("--rules", f"{rules.name} has no exclusions, so it knows no constraints"))
    if not standing:
        problems.append(Problem("--withdraw", "nobody is left to stand"))
    if not problems and not Feasibility(question.constraints, standing).feasible([], standing, seats):
        wanted = " and ".join(map(str, question.constraints))
        among = "; ".join(f"{len(c.members & set(standing))} of {c.group} stand" for c in question.constraints)
        said = f"{wanted}, with {seats} places: no choice of the {len(standing)} candidates meets that ({among})"
        problems.append(Problem("--at-least", said))
    if not problems and len(standing) > seats and not read_papers(ballots, question).valid:
        problems.append(Problem("the ballots", f"no paper is valid under {rules.name}; there is nothing to count"))
    if problems:
        raise BadInput(problems)
