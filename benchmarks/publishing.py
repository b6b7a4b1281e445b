"""How long `hustings publish` takes as a whole process, files written, for a site of 650 areas; on two cores.

The folder is synthetic: its areas are the 650 constituencies, everything else in it is made up.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from measuring import table

from hustings.places.regions import constituencies, name_of

NAMES = ("Alder Vale", "Beech Warren", "Cedar Combe", "Dogwood Marsh", "Elm Hollow", "Fir Beacon")
LISTS = 6
BRANCHES = 454
AS_OF = "2030-05-15T12:00"
CORES = 2
PROGRAM = "from hustings.cli.main import main; main()"


def write_folder(folder: Path) -> Path:
    """A synthetic election of 650 areas and a slate of six, with an order for every area in six lists."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "election.toml").write_text(
        'title = "Synthetic election of 650 areas"\norganisation = "A synthetic organisation"\n'
        'example = "fictional"\n\n'
        '[timetable]\ntime_zone = "Europe/London"\nballots_out = 2030-05-01\nvoting_closes = 2030-05-31T12:00:00\n\n'
        '[[contest]]\nid = "board"\ntitle = "Board"\nseats = 5\nrules = "scottish"\n',
        "utf-8",
    )
    (folder / "candidates.csv").write_text("name\n" + "".join(f"{name}\n" for name in NAMES), "utf-8")
    quoted = ", ".join(f'"{name}"' for name in NAMES)
    (folder / "slates.toml").write_text(
        f'[[slate]]\nid = "made-up"\nname = "Made Up"\n\n[slate.candidates]\nboard = [{quoted}]\n', "utf-8"
    )
    areas = ["code,name,parent,voters,covers", *(f'{code},"{name_of(code)}",,,{code}' for code in constituencies())]
    (folder / "areas.csv").write_text("\n".join(areas) + "\n", "utf-8")
    turned = [NAMES[n:] + NAMES[:n] for n in range(LISTS)]
    rows = [
        f"board,made-up,{code},{chr(65 + i % LISTS)},{','.join(turned[i % LISTS])}"
        for i, code in enumerate(constituencies())
    ]
    header = "contest,slate,area,list," + ",".join(str(n) for n in range(1, len(NAMES) + 1))
    (folder / "plan.csv").write_text("\n".join([header, *rows]) + "\n", "utf-8")
    (folder / "site.toml").write_text(
        'imprint = "Synthetic: published by nobody on behalf of nobody."\nbase_address = "https://synthetic.example.org/"\n',
        "utf-8",
    )
    return folder


def with_welsh(folder: Path) -> Path:
    """The same in English and Welsh. Nobody has reviewed the Welsh: it is only timed here."""
    with (folder / "site.toml").open("a", encoding="utf-8") as settings:
        settings.write('languages = ["en", "cy"]\n')
    (folder / "words/cy").mkdir(parents=True)
    (folder / "words/cy/language.toml").write_text('reviewed_by = "nobody: a benchmark"\n', "utf-8")
    return folder


def with_branches(folder: Path) -> Path:
    """The same with 454 branches, one in each of the first 454 areas."""
    rows = [f'"{name_of(code)} branch",{code}' for code in constituencies()]
    (folder / "branches.csv").write_text("name,area\n" + "\n".join(rows[:BRANCHES]) + "\n", "utf-8")
    return folder


class Run(NamedTuple):
    """One whole `hustings publish`. taken: seconds by the clock. processor: of all its processes; 0 on Windows."""

    taken: float
    processor: float
    files: int
    size: int

    @property
    def cells(self) -> list[str]:
        return [f"{self.taken:.1f}", f"{self.processor:.1f}", f"{self.files:,}", f"{self.size / 1e6:,.1f}"]


def publish(folder: Path, out: Path, *options: str) -> Run:
    """A run on two cores, where the system can say so."""
    cores = {*range(CORES)} if hasattr(os, "sched_setaffinity") else None
    begun, used = time.perf_counter(), os.times()
    subprocess.run(
        [
            sys.executable,
            "-c",
            PROGRAM,
            "publish",
            folder,
            "--slate",
            "made-up",
            "--out",
            out,
            "--as-of",
            AS_OF,
            *options,
        ],
        check=True,
        capture_output=True,
        preexec_fn=(lambda: os.sched_setaffinity(0, cores)) if cores else None,
    )
    taken, now = time.perf_counter() - begun, os.times()
    processor = now.children_user + now.children_system - used.children_user - used.children_system
    files = [path for path in out.resolve().rglob("*") if path.is_file()]
    return Run(taken, processor, len(files), sum(path.stat().st_size for path in files))


def report() -> str:
    kinds = (("pages", ()), ("and leaflets", ("--leaflets",)), ("and cards", ("--leaflets", "--cards")))
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = write_folder(Path(name) / "folder")
        for kind, options in kinds:
            runs = [publish(folder, Path(name) / f"site-{kind.replace(' ', '-')}-{n}", *options) for n in range(3)]
            rows.append([kind, *min(runs).cells])
        branches = with_branches(write_folder(Path(name) / "branches"))
        both = with_branches(with_welsh(write_folder(Path(name) / "both")))
        everything = ("--leaflets", "--branch-leaflets", "--cards")
        more = (
            (f"pages and a leaflet for each of {BRANCHES} branches", branches, ("--branch-leaflets",)),
            ("everything", branches, everything),
            ("everything, in two languages", both, everything),
        )
        for number, (kind, made, asked) in enumerate(more):
            rows.append([kind, *publish(made, Path(name) / f"{made.name}-{number}", *asked).cells])
    return (
        "## Publishing a site of 650 areas\n\n"
        "A synthetic election whose areas are the 650 constituencies, six candidates in six lists. The whole "
        f"command, from starting Python to the last file written, on {CORES} cores:\n\n"
        + table(["what is published", "seconds", "of processor time", "files", "MB"], rows)
    )


if __name__ == "__main__":
    print(report())
