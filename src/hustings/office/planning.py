"""A campaign's plan: the run of `hustings plan` that makes one, and the plan taken into the folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from hustings.election.csv_cells import read_cells
from hustings.election.files import csv_text, decoded
from hustings.election.problems import BadInput, Problem
from hustings.office import acts, believing, runs, versions
from hustings.office.models import Election, Run

KIND = "plan"
JSON, CSV, REPORT = "plan.json", "plan.csv", "report.html"
# What a plan is made from: while these are as they were, the plan is not of an earlier version.
MADE_FROM = ("election.toml", "candidates.csv", "slates.toml", "areas.csv", believing.NAME)
OBJECTIVES = ("guarded", "seats", "worst-decile")
MOST_MINUTES = 120


@dataclass(frozen=True, slots=True)
class Asked:
    """What a plan is asked for. lists: at most so many; "" for any number. minutes: to end with what fits in these.
    draws: scenarios; "" for as many as the command draws.
    keep: the plan that is out stays unless another is clearly better. printed: codes of areas where nothing can change.
    """

    objective: str = "guarded"
    lists: str = ""
    same_list: bool = False
    minutes: str = ""
    draws: str = ""
    keep: bool = False
    printed: tuple[str, ...] = ()

    def problems(self) -> list[Problem]:
        """Everything that cannot be asked for."""
        found = []
        if self.objective not in OBJECTIVES:
            found.append(Problem("objective", "choose what the plan is for"))
        limits = (("lists", self.lists, 1, 1000), ("minutes", self.minutes, 1, MOST_MINUTES))
        for name, said, least, most in (*limits, ("draws", self.draws, 10, 100_000)):
            if said and not (said.isascii() and said.isdecimal() and least <= int(said[:9]) <= most):
                found.append(Problem(name, f"this should be a whole number from {least} to {most:,}, or empty"))
        if self.printed and not self.keep:
            found.append(Problem("printed", "printed lists belong to the plan that is out; keep it"))
        return found


def begin(campaign: Election, contest: str, slate: str, asked: Asked) -> Run:
    """Begin to plan. Raises BadInput."""
    folder, problems = acts.current_folder(campaign), asked.problems()
    if asked.keep and not (folder / CSV).is_file():
        problems.append(Problem("keep", "no plan is out that could be kept"))
    if not (folder / believing.NAME).is_file():
        problems.append(Problem("beliefs", "a plan is made from beliefs; begin with those"))
    if problems:
        raise BadInput(problems)
    words = ["plan", str(folder), "--contest", contest, "--slate", slate, "--objective", asked.objective]
    words += ["--lists", asked.lists] if asked.lists else []
    words += ["--draws", asked.draws] if asked.draws else []
    words += ["--same-list"] if asked.same_list else []
    words += ["--time", str(60 * int(asked.minutes))] if asked.minutes else []
    words += ["--keep", str(folder / CSV)] if asked.keep else []
    words += ["--printed", ",".join(asked.printed)] if asked.printed else []
    return runs.begin(campaign, KIND, [*words, "--json", JSON, "--out", CSV, "--html", REPORT], contest)


def found(run: Run) -> dict[str, Any]:
    """What a run has found, as `hustings plan --json` tells it; {} where it has nothing."""
    text = runs.output(run, JSON) if run.kind == KIND and run.status == 0 else ""
    return dict(json.loads(text)) if text else {}


def stale(run: Run, campaign: Election) -> list[str]:
    """The files that the plan was made from and that have changed since; [] of a plan that is as new as they are."""
    store = acts.home_of(campaign.key)
    then, now = versions.folder(store, run.version), acts.current_folder(campaign)
    return [name for name in MADE_FROM if _content(then / name) != _content(now / name)]


def take(run: Run, campaign: Election, base: str, *, main: bool) -> Election:
    """Take a plan into the folder, in place of an earlier one of its contest. main: of the contest that the site leads
    with, so that its figures are the folder's plan.json. Raises BadInput and Moved."""
    told = found(run)
    if not told:
        raise BadInput(Problem("plan", "this run has found no plan"))
    files = acts.current_files(campaign)
    new = (runs.place(run) / CSV).read_bytes()
    files[CSV] = _merged(files.get(CSV, b""), new, str(told["contest"]), str(told["slate"]))
    if main:
        files[JSON] = (runs.place(run) / JSON).read_bytes()
    why = f"Plan: {told['recommended']}"
    return acts.change(campaign.key, base, files, why, "took a plan", run=run.pk, made_from=run.version)


def without(files: dict[str, bytes], contest: str, slate: str, name: str) -> dict[str, bytes]:
    """The files of a plan and of beliefs without a name that is on the slate no more: who comes after it moves up."""
    changed = {}
    if CSV in files:
        rows = _rows(files[CSV])
        places = sorted((column for column in (rows[0] if rows else ()) if column.isdecimal()), key=int)
        for row in rows:
            if (row.get("contest", contest), row.get("slate", slate)) == (contest, slate):
                order = [row[place] for place in places if row[place] not in ("", name)]
                row.update(dict(zip_longest(places, order, fillvalue="")))
        changed[CSV] = csv_text(list(rows[0]), [list(row.values()) for row in rows]).encode() if rows else files[CSV]
    if believing.NAME in files:
        changed[believing.NAME] = believing.without(files[believing.NAME], contest, slate, name)
    return changed


def _merged(before: bytes, new: bytes, contest: str, slate: str) -> bytes:
    """plan.csv with the rows of one contest and slate replaced."""
    kept = [row for row in _rows(before) if (row.get("contest", contest), row.get("slate", slate)) != (contest, slate)]
    if not kept:
        return new
    rows = [*kept, *_rows(new)]
    names = dict.fromkeys(name for row in rows for name in row)
    columns = [*(n for n in names if not n.isdecimal() and n != "source")]
    columns += sorted((n for n in names if n.isdecimal()), key=int)
    columns += ["source"] if "source" in names else []
    return csv_text(columns, [[row.get(name, "") for name in columns] for row in rows]).encode()


def _rows(text: bytes) -> list[dict[str, str]]:
    if not text:
        return []
    (_, header), *rows = read_cells(decoded(text, CSV), CSV)
    return [dict(zip(header, cells, strict=False)) for _, cells in rows]


def _content(path: Any) -> bytes:
    content: bytes = path.read_bytes() if path.is_file() else b""
    return content
