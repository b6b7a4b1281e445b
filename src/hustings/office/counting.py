"""The commands that read and count a contest's ballots, and what they have found."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import hustings
from hustings.election.nouns import Contest
from hustings.election.problems import BadInput, Problem
from hustings.office import acts, runs, uploads
from hustings.office.models import Election, Run, Upload
from hustings.office.uploads import IN

NAMES, READING, PROBLEMS = f"{IN}candidates.txt", "reading.json", "problems.txt"
RECORD, SHEET, TIE = "record.json", "sheet.html", "tie.json"
DECISIONS_HEAD = "stage,for,chosen\n"
WRITABLE = (".blt", ".csv")


@dataclass(frozen=True, slots=True)
class Said:
    """What the officer says of a ballots file, each thing on a line of its own. cells: ranks, scores or ""."""

    ignore: str = ""
    word: str = ""
    same: str = ""
    cells: str = ""

    def options(self) -> list[str]:
        """The same as options of the command."""
        found = [f"--cells={self.cells}"] if self.cells else []
        for option, text in (("--ignore", self.ignore), ("--word", self.word), ("--same", self.same)):
            found += [f"{option}={line.strip()}" for line in text.splitlines() if line.strip()]
        return found


def contest_of(election: Election, contest: str) -> tuple[hustings.Election, Contest]:
    """The election as its folder tells it, and the contest. Raises BadInput where something is wrong with it."""
    read = hustings.read_election(acts.current_folder(election)).election
    return read, read.contest(contest)


def ballots_path(contest: Contest) -> str:
    """Where the contest's ballots are in the folder."""
    return contest.ballots or f"ballots/{contest.id}.blt"


def decisions_path(contest: str) -> str:
    return f"decisions/{contest}.csv"


def record_path(contest: str) -> str:
    return f"records/{contest}.json"


def sheet_path(contest: str) -> str:
    return f"records/{contest}.html"


def read(election: Election, contest: str, upload: Upload, said: Said) -> Run:
    """Begin to read an upload: `hustings convert`, as the contest's ballots."""
    told, post = contest_of(election, contest)
    names = [person.name for person in told.candidates if person.contest == contest and not person.withdrawn]
    if not names:
        raise BadInput(Problem("candidates", f"nobody stands for {post.title} yet; add the candidates first"))
    file, out = f"{IN}{upload.name}", f"ballots{_suffix(post)}"
    words = ["convert", file, out, "--candidates", NAMES, "--json", READING, "--problems", PROBLEMS, *said.options()]
    given = {NAMES: "".join(f"{name}\n" for name in names).encode(), file: uploads.place(upload.digest).read_bytes()}
    return runs.begin(election, "reading", words, contest, upload, given)


def written_ballots(run: Run, contest: Contest) -> bytes:
    """The ballots that a reading has written, for the folder."""
    return (runs.place(run) / f"ballots{_suffix(contest)}").read_bytes()


def count(election: Election, contest: str) -> Run:
    """Begin to count the contest of the election's current version: `hustings count`, with the recorded decisions."""
    folder = acts.current_folder(election)
    words = ["count", str(folder), "--contest", contest, "--json", RECORD, "--html", SHEET, "--tie", TIE, "--brief"]
    if (folder / decisions_path(contest)).is_file():
        words += ["--decisions", str(folder / decisions_path(contest))]
    return runs.begin(election, "count", words, contest)


def reading(run: Run) -> dict[str, Any]:
    """What a reading has understood, as `convert --json` tells it; {} where it has nothing."""
    text = runs.output(run, READING)
    return dict(json.loads(text)) if text else {}


def problems(run: Run) -> list[str]:
    """What was wrong, a sentence each: all that the command has told."""
    text = runs.output(run, PROBLEMS) or runs.output(run, "said")
    said = {f"{runs.place(run)}/": "", NAMES: "the list of candidates"}
    if run.upload:
        said[f"{IN}{run.upload.name}"] = run.upload.name
    for word, instead in said.items():
        text = text.replace(word, instead)
    return [line for line in text[: runs.MOST_SAID].splitlines() if line.strip()]


def record(run: Run) -> dict[str, Any]:
    """The record of a count; {} where there is none."""
    text = runs.output(run, RECORD)
    return dict(json.loads(text)) if text else {}


def tie(run: Run) -> dict[str, Any]:
    """The tie that stopped a count; {} where none did."""
    text = runs.output(run, TIE) if run.status == 4 else ""
    return dict(json.loads(text)) if text else {}


def decided(before: bytes, found: Mapping[str, Any], chosen: Mapping[str, Any]) -> bytes:
    """A file of decisions with one more: whom the lot has fallen on. before: as it is so far; b"" for the first."""
    name = str(chosen["name"])
    alike = [each for each in found["among"] if each["name"] == name]
    row = io.StringIO()
    said = name if len(alike) == 1 and not name.isdecimal() else chosen["number"]
    csv.writer(row, lineterminator="\n").writerow([found["stage"], found["for"], said])
    return (before or DECISIONS_HEAD.encode()) + row.getvalue().encode()


def elected(told: Mapping[str, Any]) -> Sequence[str]:
    """Who is elected by a record, in order of election."""
    names = {each["number"]: each["name"] for each in told.get("candidates", ())}
    return [names[number] for number in told.get("elected", ())]


def _suffix(contest: Contest) -> str:
    end = "." + ballots_path(contest).rpartition(".")[2]
    if end not in WRITABLE:
        said = f"the contest's ballots are {contest.ballots}, a file that this office does not write"
        raise BadInput(Problem("election.toml", f"{said}; take the key “ballots” out of election.toml"))
    return end
