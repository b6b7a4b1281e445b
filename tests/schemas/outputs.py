"""What every command writes with --json: enough of it that every key of its schema is there."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree

from directories import HACKNEY, ISLINGTON, Row, written
from election_folders import COMMITTEE
from election_folders import folder as folder_of
from schemas import count_outputs
from schemas.running import said
from small_plan import FORECAST, SLATES

EXAMPLES = Path(__file__).parents[2] / "examples"
LEAGUE, MODEL = EXAMPLES / "hedgerow-league", EXAMPLES / "ers97-model-election.blt"
NEC = EXAMPLES / "labour-nec-2024"
POSTCODES = [
    Row("E8 1AA", HACKNEY, 534000, 184000),
    Row("N1 1AA", ISLINGTON, 530000, 184000),
    Row("N1 1AB", HACKNEY, 530050, 184000),
    Row("N1 1AD", ISLINGTON, 531000, 184000, ended="201503"),
]


def rule_books(_: Path) -> Iterator[str]:
    yield said("rules")


def rule_book(_: Path) -> Iterator[str]:
    from hustings.rules.library import names

    for name in names():
        yield said("rules", name)


def comparison(_: Path) -> Iterator[str]:
    yield said("compare", MODEL, "--rules", "ers97,scottish,meek,irv")
    yield said("compare", MODEL, "--rules", "plurality,irv", "--margin")


def check(path: Path) -> Iterator[str]:
    for folder in sorted(EXAMPLES.iterdir()):
        if folder.is_dir():
            yield said("check", folder)
    said("new", path / "wrong")
    (path / "wrong/candidates.csv").write_text("name,contest\nAnn Ash,nothing\n")
    yield said("check", path / "wrong")


def new(path: Path) -> Iterator[str]:
    yield said("new", path / "mine")


def nominations(_: Path) -> Iterator[str]:
    yield said("nominations", LEAGUE)


def fit(path: Path) -> Iterator[str]:
    slates = path / "slates.csv"
    slates.write_text("candidate,slate\nSmith,one\nCarpenter,one\nWright,one\nDuke,two\nPrince,two\n")
    yield said("forecast", "fit", MODEL, "--slates", slates)
    yield said("forecast", "fit", MODEL, MODEL, "--slates", slates)


def first_forecast(_: Path) -> Iterator[str]:
    yield said("forecast", "from-nominations", LEAGUE, "--contest", "council", "--slate", "green-lanes")


def result_forecast(path: Path) -> Iterator[str]:
    result = path / "result.csv"
    rows = "Bryony Hawthorn,,1,400\nAlder Fieldfare,,1,100\nBryony Hawthorn,wales,1,60\n"
    stages = "Bryony Hawthorn,,2,470\nAlder Fieldfare,,2,0\nSomebody Else,,1,90\nSomebody Else,,2,110\n"
    result.write_text(f"candidate,area,stage,votes\n{rows}{stages}")
    yield said("forecast", "from-result", LEAGUE, result, "--contest", "council", "--slate", "green-lanes")


def beliefs(_: Path) -> Iterator[str]:
    yield said("forecast", "show", LEAGUE)
    yield said("forecast", "show", LEAGUE, "--calls", 10)


def canvass(path: Path) -> Iterator[str]:
    returns = path / "returns.csv"
    answers = ("Bryony Hawthorn,24", "our order,12", "open-gate,34", "undecided,20", "will not vote,2")
    rows = "".join(f"london,2027-02-01,phone,{answer}\n" for answer in answers)
    returns.write_text(f"area,date,asked,answer,count\n{rows}wales,2027-02-01,door,open-gate,9\n")
    yield said("forecast", "update", LEAGUE, "--canvass", returns)


def turnout(path: Path) -> Iterator[str]:
    rows = path / "turnout.csv"
    rows.write_text("area,date,voted\nlondon,2027-03-20,900\nwales,2027-03-20,400\n")
    folder = path / "league"
    copytree(LEAGUE, folder)
    text = (folder / "forecast.toml").read_text()
    (folder / "forecast.toml").write_text(text.replace("area_shock", "turnout_shock = 0.2\narea_shock", 1))
    yield said("forecast", "turnout", folder, rows)


def simulation(path: Path) -> Iterator[str]:
    yield said("simulate", NEC, "--draws", 2, "--out", path / "drawn", "--plan", _plan(path))
    yield said("simulate", NEC, "--out", path / "alone")


def evaluation(path: Path) -> Iterator[str]:
    yield said("evaluate", NEC, "--draws", 20, "--plan", _plan(path))


def plan(path: Path) -> Iterator[str]:
    words = ("--draws", 10, "--rounds", 1, "--lists", 2)
    files = COMMITTEE | {"slates.toml": SLATES, "forecast.toml": FORECAST}
    small = folder_of(path / "small", files)
    # No advice is recommended so, and votes that would gain a seat are among what is told.
    yield said("plan", small, *words, "--objective", "guarded", "--no-cautious", "--choices", 100)
    further = SLATES.replace("[[slate.fixed]]", '[slate.after]\ncommittee = ["Di Dogwood"]\n\n[[slate.fixed]]', 1)
    small = folder_of(path / "further", files | {"slates.toml": further})
    yield said("plan", small, *words, "--objective", "seats", "--sizes", "2,3")


def _plan(path: Path) -> Path:
    """The slate in its own order everywhere."""
    from hustings.election.reading import read_election

    election = read_election(NEC)
    slate = next(each for each in election.slates if each.candidates.get("nec-clp"))
    order = slate.candidates["nec-clp"]
    rows = [f"nec-clp,{slate.id},{area.code},A,{','.join(order)}" for area in election.areas]
    header = ",".join(["contest", "slate", "area", "list", *(str(n) for n in range(1, len(order) + 1))])
    (path / "plan.csv").write_text("\n".join([header, *rows]) + "\n")
    return path / "plan.csv"


def postcode_index(path: Path) -> Iterator[str]:
    directory = written(path / "ONSPD_NOV_2025_UK.csv", POSTCODES)
    yield said("postcodes", "build", directory, "-o", path / "index.bin")


def postcode(path: Path) -> Iterator[str]:
    list(postcode_index(path))
    for typed in ("E8 1AA", "n1 1ab", "N1 1AD", "E8 1A", "nonsense", "SW1A 1AA", "E8 IAA", "BT1 1AA"):
        yield said("postcodes", "find", typed, "--index", path / "index.bin", "--folder", LEAGUE)
        yield said("postcodes", "find", typed)


def publication(path: Path) -> Iterator[str]:
    yield said("publish", LEAGUE, "--out", path / "site", "--as-of", "2027-06-01T12:00")


def office_check(path: Path) -> Iterator[str]:
    # An office is a process of its own: Django is set up once in each.
    program = (
        "import sys; from pathlib import Path; from hustings.office.door import Door; "
        "from hustings.office.home import Home; from hustings.office.settings import configure, migrate; "
        "configure(Door(Home.at(Path(sys.argv[1])), '127.0.0.1', '/')); migrate(); "
        "from hustings.office import acts; acts.create('A', {'election.toml': b''}, 'made')"
    )
    subprocess.run([sys.executable, "-c", program, str(path / "office")], check=True)
    words = [sys.executable, "-m", "hustings", "office", "--folder", str(path / "office"), "check", "--json", "-"]
    yield subprocess.run(words, check=True, capture_output=True, text=True).stdout
    for manifest in (path / "office/elections").rglob("manifest.json"):
        manifest.write_text("{}")
    yield subprocess.run(words, check=False, capture_output=True, text=True).stdout


def reconciliation(path: Path) -> Iterator[str]:
    (path / "a.csv").write_text("ballot,1,2\n1,Ash,Birch\n2,Birch,\n3,Ash,\n")
    (path / "b.csv").write_text("ballot,1,2\n1,Ash,Birch\n2,Birch,Ash\n3,Ash,\n4,Birch,\n")
    words = ("reconcile", path / "a.csv", path / "b.csv", "--decisions", path / "d.csv", "-o", path / "agreed.csv")
    yield said(*words)
    yield said("reconcile", path / "a.csv", path / "b.csv")
    (header, cell, ballot) = (path / "d.csv").read_text().splitlines()
    (path / "d.csv").write_text(f"{header}\n{cell}Ash\n{ballot}keep\n")
    yield said(*words)


def margin(path: Path) -> Iterator[str]:
    # A lot decides the first once five papers are altered; the second has no contest.
    (path / "level.csv").write_text("ballot,1\n" + "".join(f"{n},{'Ash' if n < 60 else 'Birch'}\n" for n in range(110)))
    yield said("margin", path / "level.csv", "--rules", "scottish", "--seats", 1)
    yield said("margin", path / "level.csv", "--rules", "scottish", "--seats", 2)
    yield said("margin", path / "level.csv", "--rules", "scottish", "--seats", 1, "--candidate", "Ash")


def margins(path: Path) -> Iterator[str]:
    (path / "wrong.csv").write_text("ballot,1\n1,Ash\n1,Ash,,,Birch\n")
    yield said(
        "margin", path / "wrong.csv", count_outputs.committee_folder(path), "--lot-seed", "a seed", "--nodes", 50
    )


OUTPUTS: dict[str, Callable[[Path], Iterator[str]]] = {
    "rule-books": rule_books,
    "rule-book": rule_book,
    "comparison": comparison,
    "check": check,
    "new": new,
    "nominations": nominations,
    "fit": fit,
    "first-forecast": first_forecast,
    "result-forecast": result_forecast,
    "beliefs": beliefs,
    "canvass": canvass,
    "turnout": turnout,
    "simulation": simulation,
    "evaluation": evaluation,
    "plan": plan,
    "postcode": postcode,
    "postcode-index": postcode_index,
    "publication": publication,
    "office-check": office_check,
    "reconciliation": reconciliation,
    "count": count_outputs.count,
    "count-many": count_outputs.count_many,
    "tie": count_outputs.tie,
    "margin": margin,
    "margins": margins,
    "vacancy": count_outputs.vacancy,
    "verification": count_outputs.verification,
    "signature": count_outputs.signature,
    "reading": count_outputs.reading,
    "conversion": count_outputs.conversion,
    "import": count_outputs.imported,
}
