"""What the commands that count or read ballots write as JSON: enough of it that every key of its schema is there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from election_folders import folder
from schemas.running import run, said

MODEL = Path(__file__).parents[2] / "examples/ers97-model-election.blt"
# Four women of whom none has a first preference, and papers enough for two men: a woman is guarded at the end.
COMMITTEE = """6 3
[withdrawn 6]
10 2 3 0
9 3 2 0
8 5 2 0
1 1 4 0
1 4 1 0
1 - 0
0
"Ann Ash" "Ash"
"Ben Birch" ""
"Cy Cedar" ""
"Di Dogwood" ""
"Ed Elm" ""
"Flo Fir" ""
"Committee"
"""
# tests/counting/test_ties.py: B, C and D have 20 each at stage 4, and C and D were equal before.
TIED = {"A": 90, "B": 20, "C": 18, "D": 18, "FC": 2, "FD": 2, "F": 2}
# One place, and the two runners-up have equal votes.
LEVEL = {"A": 10, "B": 3, "C": 3}
CANONICAL = """hustings-ballots/2
decimals 0
seats 1
withdrawn
undeclared 4
tie-order 1 2 3 4
issued 20
returned 16
spoilt 1
candidate 1 "Ash"
candidate 2 "Birch"
candidate 3 "Cedar"
candidate 4 "Others"
6 1
4 2
4 3
1 4
"""


def blt(path: Path, papers: Mapping[str, int], seats: int) -> Path:
    """A ballots file of papers such as «AB», for candidates called by letters."""
    letters = sorted({letter for ranking in papers for letter in ranking})
    lines = [f"{len(letters)} {seats}"]
    lines += [
        f"{number} {' '.join(str(letters.index(each) + 1) for each in ranking)} 0" for ranking, number in papers.items()
    ]
    path.write_text("\n".join([*lines, "0", *(f'"{letter}"' for letter in letters), '""', ""]))
    return path


def _decisions(path: Path, row: str) -> Path:
    path.write_text(f"stage,for,chosen\n{row}\n")
    return path


def committee_folder(path: Path) -> Path:
    """An election folder with the committee's ballots and a constraint."""
    (folder(path / "committee") / "ballots").mkdir(exist_ok=True)
    (path / "committee/ballots/committee.blt").write_text(COMMITTEE)
    return path / "committee"


def count(path: Path) -> Iterator[str]:
    yield said("count", MODEL, "--rules", "ers97")
    yield said("count", MODEL, "--rules", "meek")
    yield said("count", committee_folder(path), "--lot-seed", "a seed")
    tied = blt(path / "tied.blt", TIED, 2)
    yield said("count", tied, "--rules", "scottish", "--lot-seed", "a seed")
    yield said("count", tied, "--rules", "scottish", "--decisions", _decisions(path / "d.csv", "4,exclusion,C"))
    (path / "all.ballots").write_text(CANONICAL)
    yield said("count", path / "all.ballots", "--rules", "scottish", "--lot", "file")
    reopening = blt(path / "reopening.blt", {"A": 5, "B": 3, "C": 12}, 2)
    yield said("count", reopening, "--rules", "scottish", "--ron", "C", "--further-ron")
    for record in vacancy(path):
        # A countback's own record has keys that no other has.
        yield from (json.dumps(each["countback"]) for each in json.loads(record)["vacancies"] if "countback" in each)


def _record(path: Path, *words: object) -> Path:
    path.write_text(said("count", *words))
    return path


def vacancy(path: Path) -> Iterator[str]:
    record = _record(path / "model.json", MODEL, "--rules", "ers97")
    again = said("vacancy", record, MODEL, "--leaver", "Smith", "--method", "countback", "--because", "moved away")
    yield again
    (path / "after.json").write_text(again)
    yield said(
        "vacancy", path / "after.json", MODEL, "--leaver", "Duke", "--method", "runner-up", "--declining", "Baron"
    )
    ballots = blt(path / "level.blt", LEVEL, 1)
    words = ("vacancy", _record(path / "level.json", ballots, "--rules", "scottish"), ballots, "--leaver", "A")
    yield said(*words, "--method", "runner-up", "--lot-seed", "a seed")
    yield said(*words, "--method", "runner-up", "--decisions", _decisions(path / "e.csv", "2,election,B"))
    committee = committee_folder(path)
    record = _record(path / "committee.json", committee, "--lot-seed", "a seed")
    refilled = (
        "vacancy",
        record,
        committee / "ballots/committee.blt",
        "--leaver",
        "Di Dogwood",
        "--method",
        "countback",
        "--lot-seed",
        "a seed",
    )
    yield said(*refilled, "--constraint", "keep")


def verification(path: Path) -> Iterator[str]:
    record = _record(path / "model.json", MODEL, "--rules", "ers97", "--lot-seed", "a seed")
    yield said("verify", record, MODEL)
    key = path / "key"
    run("new-key", key)
    run("sign", record, "--key", key)
    yield said("verify", record, MODEL, "--signed-by", f"{key}.pub")
    yield said("verify", record, blt(path / "level.blt", LEVEL, 1))


def signature(path: Path) -> Iterator[str]:
    list(verification(path))
    yield (path / "model.json.sig").read_text()


EXPORT = """Timestamp,Name,Committee [Ann],Committee [Ben],Committee [Cy]
2026/11/03 9:14:02 am GMT,x,1st,2nd,
2026/11/03 9:20:41 am GMT,y,2nd,1st,
"""


def count_many(path: Path) -> Iterator[str]:
    (path / "one-place.hustings").write_text(CANONICAL)
    words = ("--rules", "ers97,irv", "--lot-seed", "seed", "--workers", 1)
    yield said("count-many", MODEL, path / "one-place.hustings", *words)


def tie(path: Path) -> Iterator[str]:
    # Ann has 3 of 7 first preferences; Bob and Cyd have 2 each and are tied for exclusion from the beginning.
    (path / "tied.blt").write_text('3 1\n3 1 0\n2 2 0\n2 3 0\n0\n"Ann"\n"Bob"\n"Cyd"\n""\n')
    yield run("count", path / "tied.blt", "--rules", "scottish", "--tie", "-")
    # When Ann, who is elected, leaves, Bob and Cyd are equal and Dee's paper names neither.
    (path / "left.blt").write_text('4 1\n10 1 0\n4 2 0\n4 3 0\n1 4 0\n0\n"Ann"\n"Bob"\n"Cyd"\n"Dee"\n""\n')
    run("count", path / "left.blt", "--rules", "scottish", "--json", path / "left.json")
    leaving = ("vacancy", path / "left.json", path / "left.blt", "--leaver", "Ann", "--method", "countback")
    yield run(*leaving, "--tie", "-")


def reading(path: Path) -> Iterator[str]:
    (path / "all.ballots").write_text(CANONICAL)
    run("convert", MODEL, path / "model.soi")
    for source in (MODEL, path / "model.soi", path / "all.ballots", committee_folder(path) / "ballots/committee.blt"):
        yield run("convert", source, path / "out.csv", "--reading", "-")


def conversion(path: Path) -> Iterator[str]:
    yield said("convert", MODEL, path / "model.csv")
    yield said("convert", committee_folder(path) / "ballots/committee.blt", path / "out.toi")


CLUB = {
    "election.toml": 'title = "Club"\n[[contest]]\nid = "committee"\ntitle = "Committee"\nseats = 1\nrules = "irv"\n',
    "candidates.csv": "name,contest\nAnn,committee\nBen,committee\nCy,committee\n",
}


def imported(path: Path) -> Iterator[str]:
    (path / "export.csv").write_text(EXPORT)
    yield said("import", path / "export.csv", folder(path / "club", CLUB))
