"""The front door: every example on its page is true, it loads nothing early, and its errors speak Python."""

from __future__ import annotations

import doctest
import inspect
import json
import re
import shutil
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

import hustings
from hustings import front

ROOT = Path(__file__).parent.parent.parent
MODEL = ROOT / "examples/ers97-model-election.blt"
VACANCY = """5 3
5 4 0
8 1 5 0
1 5 3 1 4 0
9 3 2 1 0
5 1 3 0
5 2 3 0
0
"Ann"
"Bob"
"Cyd"
"Dee"
"Eve"
"second vacancy"
"""


@pytest.mark.kernel
@pytest.mark.parametrize(
    "name", ["hustings", *(f"hustings.front.{each.name}" for each in iter_modules(front.__path__))]
)
def test_every_example_is_true(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    module = import_module(name)
    results = doctest.testmod(module, extraglobs={"hustings": hustings}, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert results.failed == 0


def test_importing_the_package_loads_none_of_its_rooms() -> None:
    program = "import sys; import hustings; print([m for m in sys.modules if m.startswith('hustings.')])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", hustings.__all__)
def test_every_name_is_there_and_documented(name: str) -> None:
    assert getattr(hustings, name).__doc__
    assert name in dir(hustings)


@pytest.mark.parametrize("name", [name for name in hustings.__all__ if name.islower()])
def test_every_function_has_an_example(name: str) -> None:
    assert ">>> " in (inspect.getdoc(getattr(hustings, name)) or "")


def test_the_page_says_every_function() -> None:
    assert hustings.__doc__
    functions = [name for name in hustings.__all__ if name.islower()]
    assert [name for name in functions if not re.search(rf"\b{name}\b", hustings.__doc__)] == []


def test_a_folder_with_slips_says_them_all_and_gives_no_election(tmp_path: Path) -> None:
    folder = tmp_path / "election"
    shutil.copytree(ROOT / "examples/hedgerow-league", folder)
    people = folder / "candidates.csv"
    people.write_text(people.read_text("utf-8").replace("name,", "nam,", 1), "utf-8")
    found = hustings.read_election(folder)
    assert [Path(problem.file).name for problem in found.problems][:1] == ["candidates.csv"]
    with pytest.raises(hustings.BadInput):
        _ = found.election


def test_an_error_of_a_parameter_names_it_as_python_does() -> None:
    ballots = hustings.from_rankings([("Ann", "Bob")])
    with pytest.raises(hustings.BadInput) as bad:
        hustings.count(ballots, "scottish")
    (problem,) = bad.value.problems
    assert (problem.field, problem.file, problem.line) == ("seats", "", None)
    assert "--" not in str(bad.value)
    with pytest.raises(hustings.BadInput, match="did you mean “scottish”"):
        hustings.count(ballots, "scotish", 1)
    with pytest.raises(hustings.HustingsError, match="there is no such file"):
        hustings.read_ballots("no/such/file.blt")


def test_a_tie_without_seed_or_decision_says_what_is_needed() -> None:
    """One place, one paper each: under irv a tie for exclusion at stage 2."""
    ballots = hustings.from_rankings([("Ann",), ("Bob",), ("Cyd",)], seats=1)
    with pytest.raises(hustings.LotNeeded) as needed:
        hustings.count(ballots, "irv", one_witness=True)
    assert (needed.value.stage, needed.value.purpose) == (2, "exclusion")
    assert "--" not in str(needed.value)
    decided = hustings.count(
        hustings.from_rankings([("Ann",), ("Ann",), ("Bob",), ("Cyd", "Ann")], seats=1),
        "irv",
        decisions=[(2, "exclusion", "Cyd")],
        one_witness=True,
    )
    assert decided.elected == ("Ann",)


@pytest.mark.kernel
def test_votes_are_exact_numbers_of_votes() -> None:
    """ERS97 model election: 753 papers, 6 places: quota 753/7 = 107.571…, so 107.58; under wigm votes are fractions."""
    assert hustings.count(MODEL, "ers97").quota == Decimal("107.58")
    count = hustings.count(MODEL, "wigm", lot_seed="x")
    assert all(isinstance(held, Fraction) for stage in count.stages for held in stage.votes.values())
    last = count.stages[-1]
    assert sum(Fraction(votes) for votes in (*last.votes.values(), last.non_transferable)) == 753


@pytest.mark.kernel
def test_frames_are_tidy_and_exact() -> None:
    count = hustings.count(MODEL, "ers97")
    frame = count.to_pandas()
    assert len(frame) == len(count.stages) * 11
    assert frame.loc[0, "votes"] == Decimal("134.00")
    assert frame.groupby("stage")["votes"].sum()[1] == 753
    assert count.to_polars().shape == frame.shape


@pytest.mark.kernel
def test_a_count_shows_itself_in_a_notebook() -> None:
    count = hustings.count(MODEL, "ers97")
    html = count._repr_html_()
    assert "<ol><li>Smith</li>" in html
    assert 'src="data:image/svg+xml;base64,' in html
    assert count.chart().svg.startswith("<svg xmlns=")


def test_why_tells_of_every_candidate() -> None:
    count = hustings.count(MODEL, "ers97", one_witness=True)
    assert count.one_witness
    assert all(count.why(name).startswith(name) for name in count.candidates)
    with pytest.raises(hustings.BadInput, match="did you mean “Smith”"):
        count.why("Smyth")


@pytest.mark.kernel
def test_many_files_are_counted_alike_by_any_number_of_workers(tmp_path: Path) -> None:
    bad = tmp_path / "bad.blt"
    bad.write_text("2 1\n1 3 0\n0\n", "utf-8")
    files = [MODEL, bad, MODEL]
    told: list[float] = []
    rows = list(hustings.count_many(files, ["ers97", "scottish"], progress=lambda part, _: told.append(part)))
    assert rows == list(hustings.count_many(files, ["ers97", "scottish"], workers=1))
    assert [bool(row.error) for row in rows] == [False, False, True, True, False, False]
    assert told[-1] == 1.0


def test_papers_in_python_are_the_papers_of_a_file(tmp_path: Path) -> None:
    """Equal and skipped preferences and numbers of papers, as in the CSV below."""
    file = tmp_path / "papers.csv"
    file.write_text("Ann,Bob,Cyd,papers\n1,1,2,2\n1,,3,4\n,1,,1\n", "utf-8")
    ours = hustings.from_rankings(
        {(("Ann", "Bob"), "Cyd"): 2, ("Ann", None, "Cyd"): 4, ("Bob",): 1}, candidates=["Ann", "Bob", "Cyd"]
    )
    assert ours.sha256 == hustings.read_ballots(file, cells="ranks").sha256
    with pytest.raises(hustings.BadInput, match="“Dee” is not a candidate"):
        hustings.from_rankings([("Dee",)], candidates=["Ann"])


def test_a_data_frame_is_read_as_a_file_would_be() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"Preference 1": ["Ann", "Bob"], "Preference 2": ["Bob", None], "papers": [3, 2]})
    ballots = hustings.from_dataframe(frame, seats=1)
    assert (ballots.names, ballots.total, ballots.seats) == (("Ann", "Bob"), Decimal(5), 1)
    with pytest.raises(hustings.BadInput, match="“list” is not a pandas or Polars data frame"):
        hustings.from_dataframe([1, 2])


@pytest.mark.kernel
def test_a_newcomer_never_sits_already(tmp_path: Path) -> None:
    """Three places under scottish: Ann, Cyd, Dee. Ann leaves: Eve comes in. Then Cyd leaves: Bob, since Dee sits."""
    file = tmp_path / "vacancy.blt"
    file.write_text(VACANCY, "utf-8")
    count = hustings.count(file, "scottish", lot_seed="x")
    assert set(count.elected) == {"Ann", "Cyd", "Dee"}
    body = hustings.fill_vacancy(count, file, "Ann", "countback", because="moved away")
    assert body.newcomers == ("Eve",)
    again = hustings.fill_vacancy(body, file, "Cyd", "countback")
    assert (again.newcomers, set(again.members)) == (("Bob",), {"Dee", "Eve", "Bob"})
    assert "Bob" in again.explanation
    record = tmp_path / "body.json"
    record.write_text(body.to_json(), "utf-8")
    assert hustings.fill_vacancy(record, file, ["Cyd"], "countback").members == again.members
    assert hustings.verify(again, file) == []
    forged = json.loads(again.to_json())
    forged["vacancies"][-1]["newcomers"] = [1]
    record.write_text(json.dumps(forged), "utf-8")
    (against,) = hustings.verify(record, file)
    assert "do not follow from its vacancies" in against


@pytest.mark.kernel
def test_ballots_are_read_as_those_of_the_record_that_is_verified(tmp_path: Path) -> None:
    """Nobody ranked Cyd, so the file alone does not have her: only the record does."""
    file = tmp_path / "papers.csv"
    file.write_text("Preference 1,Preference 2\nPat Lee,Bob\nPat Lee,\nBob,\n", "utf-8")
    ballots = hustings.read_ballots(file, candidates=["Pat Lee", "Bob", "Cyd"])
    count = hustings.count(ballots, "irv", 1)
    assert (count.elected, count.candidates) == (("Pat Lee",), ("Pat Lee", "Bob", "Cyd"))
    assert hustings.verify(count, file) == []
