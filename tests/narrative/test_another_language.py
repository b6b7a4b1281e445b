"""Another language reaches everything that a person meets of a count, of nominations and of a plan.

The language is the English catalogue in other letters (tests/made_up_language.py): a word that is still in Latin
letters would be English in a Welsh count.
"""

from __future__ import annotations

import dataclasses
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

import hustings
from election_folders import COMMITTEE, folder
from elections import at_least, election, question
from hustings.cli.main import app
from hustings.cli.nomination_tables import print_tally
from hustings.cli.plan_tables import print_recommendation
from hustings.cli.tables import print_comparison, print_record
from hustings.counting.count import count
from hustings.election.reading import read_branches, read_election, read_nominations
from hustings.narrative import catalogue
from hustings.narrative.rule_book import answers_in_words
from hustings.nominations.tally import tallies
from hustings.record.record import CountRecord, record_of
from hustings.reports.count_sheet import count_sheet
from hustings.reports.frame import Frame
from hustings.reports.plan_report import plan_report
from hustings.reports.progress_chart import progress_chart
from hustings.reports.ranking_chart import ranking_chart
from hustings.rules.library import names, rule_book
from made_up_language import LANGUAGE, Page, latin, spoken
from small_plan import planned

NAMES = ("Ω1", "Ω2", "Ω3", "Ω4", "Ω5", "Ω6", "Ω7")
# What stands in every language: digests, the program's name, a format's name, one letter of a list.
EVERYWHERE = ("SHA-256", "Hustings", "sha256", "json", "CSV", "csv", "toml", "forecast", "areas", "plan")


@pytest.fixture(autouse=True)
def made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The catalogue with the made-up language."""
    yield from spoken(tmp_path / "words", monkeypatch)


def record(papers: dict[str, int], rules: str, seats: int, **asked: object) -> CountRecord:
    cast = dataclasses.replace(election(papers), title="Ω")
    cast = dataclasses.replace(cast, names=NAMES[: len(cast.names)])
    ask = question(rules, seats, **asked)
    without = count(cast, dataclasses.replace(ask, constraints=())).elected if ask.constraints else None
    return record_of(
        cast, ask, count(cast, ask), ["statute counter", "compiled counter"], without_constraints=without, file="Ω.blt"
    )


# A surplus and an exclusion; a tie by lot; a constraint that bites; keep values; one stage; nobody stands against.
COUNTS = [
    ({"ABC": 30, "B": 16, "CB": 14, "D": 3, "EB": 2}, "ers97", 2, {}),
    ({"ABC": 12, "BC": 12, "CD": 9, "DA": 8, "EF": 8, "FE": 8, "GA": 7}, "scottish", 3, {}),
    ({"A": 30, "B": 20, "C": 10, "D": 9}, "scottish", 2, {"constraints": (at_least(1, {3, 4}, "Ω"),)}),
    ({"ABC": 30, "B": 16, "CB": 14, "D": 3}, "meek", 2, {}),
    ({"A": 3, "B": 2, "C": 1}, "plurality", 2, {}),
    ({"A": 3, "B": 2}, "scottish", 2, {}),
    ({"ABC": 30, "B": 16, "CB": 14, "D": 3}, "minneapolis", 1, {}),
]


@pytest.mark.parametrize(("papers", "rules", "seats", "asked"), COUNTS)
def test_a_count_in_the_terminal_and_on_its_sheet(
    papers: dict[str, int], rules: str, seats: int, asked: dict[str, object]
) -> None:
    counted = record(papers, rules, seats, **asked)
    book = counted.question.rules
    shown = io.StringIO()
    print_record(counted, Console(file=shown, width=100, highlight=False), language=LANGUAGE)
    outside = (book.title, book.source, "Ω.blt", counted.question.lot_seed or "no seed", *EVERYWHERE)
    assert latin(shown.getvalue(), outside) == set()
    page = count_sheet(counted, Frame(trusted=True, imprint="Ω", home="x", home_title="Ω"), LANGUAGE)
    assert latin(Page(page).text(), outside) == set()
    assert f'<html lang="{LANGUAGE}">' in page
    assert {"Elected", "Candidate", "Source"} <= latin(count_sheet(counted)), "English stays English"


@pytest.mark.parametrize("name", names())
def test_the_questions_and_answers_of_a_rule_book(name: str) -> None:
    asked = answers_in_words(rule_book(name), LANGUAGE)
    assert latin("\n".join(map(" ".join, asked))) == set()
    assert len(asked) == len(answers_in_words(rule_book(name)))


def test_a_comparison() -> None:
    cast = dataclasses.replace(election({"ABC": 30, "B": 16, "CB": 14, "D": 3}), names=NAMES[:4])
    found = hustings.compare(cast, ["scottish", "plurality"], 2)
    shown = io.StringIO()
    print_comparison(found.ballots, found.results, Console(file=shown, width=100), LANGUAGE)
    assert latin(shown.getvalue(), ("scottish", "plurality")) == set()


@pytest.mark.parametrize("rows", ["", "AB A BC ABD E", "A A A", "ABCD ABCD ABCD A A A A A"])
@pytest.mark.parametrize("example", ["", 'example = "fictional"\n'])
def test_nominations_in_the_terminal_and_in_both_pictures(tmp_path: Path, rows: str, example: str) -> None:
    text = example + COMMITTEE["election.toml"]
    branches = "code,name,area\n" + "".join(f"{n},{n},north\n" for n in range(1, 9))
    people = {"A": "Ann Ash", "B": "Ben Birch", "C": "Cy Cedar", "D": "Di Dogwood", "E": "Ed Elm"}
    late = "date,branch,candidate\n" + "".join(
        f"2027-01-{20 + i},{i},{people[who]}\n" for i, word in enumerate(rows.split(), 1) for who in word
    )
    late += "2028-01-01,1,Ann Ash\n2027-01-01,1,Ann Ash\n2027-01-21,9,Ann Ash\n2027-01-21,1,Flo Fir\n"
    files = {"election_toml": text, "branches_csv": branches, "nominations_csv": late}
    of = read_election(folder(tmp_path / "folder", None, **files))
    (tally,) = tallies(of, read_branches(of), read_nominations(of, read_branches(of)))
    data = set(re.findall(r"[A-Za-z]{2,}", "".join([*COMMITTEE.values(), branches]))) - {"title", "of", "at", "least"}
    shown = io.StringIO()
    print_tally([tally], Console(file=shown, width=100, highlight=False), LANGUAGE)
    assert latin(shown.getvalue(), (*data, *EVERYWHERE, "branches.csv")) == set()
    say = catalogue.words(LANGUAGE, file="nominations")
    for picture in (ranking_chart(tally, say), progress_chart(tally, say)):
        # The drawing library names its own parts, within a picture that has one name for all (role="img").
        assert latin(Page(picture or "").text(), (*data, "Title text", "Subtitle text")) == set()


def test_a_plan_in_the_terminal_and_its_report(tmp_path: Path) -> None:
    found, sizes, of = planned(tmp_path / "folder", sizes=(1, 3))
    of = dataclasses.replace(of, example="historical")
    outside = {
        "Ann Ash",
        "Ben Birch",
        "Together",
        "Onward",
        of.title,
        "Committee",
        "The Orchard Society",
        found.forecast.note,
    }
    outside |= {
        "Cy Cedar",
        "Di Dogwood",
        "Ed Elm",
        "Decided abroad",
        "women",
        *(area.name for area in of.areas),
        *EVERYWHERE,
    }
    shown = io.StringIO()
    print_recommendation(found, sizes, of, Console(file=shown, width=100, highlight=False), LANGUAGE)
    assert latin(shown.getvalue(), outside) == set()
    page = plan_report(found, sizes, of, language=LANGUAGE)
    assert latin(Page(page).text(), outside) == set()


ELECTION = """\
title = "Ω"
language = "zz"

[[contest]]
id = "c"
title = "Ω"
seats = 1
rules = "scottish"
ballots = "c.csv"
"""


def election_folder(path: Path, text: str = ELECTION) -> Path:
    path.mkdir()
    (path / "election.toml").write_text(text, "utf-8")
    (path / "c.csv").write_text("Ω1,Ω2,Ω3\n1,2,\n1,2,3\n1,2,\n1,3,2\n2,1,\n,1,2\n2,1,\n3,,1\n", "utf-8")
    return path


def ran(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What a command prints."""
    assert app([*map(str, words)], prog_name="hustings", standalone_mode=False) in (None, 0)
    return capsys.readouterr().out


def test_the_commands_are_told_a_language_or_take_the_folders(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = election_folder(tmp_path / "folder")
    book = rule_book("scottish")
    outside = (str(place), book.title, book.source, *EVERYWHERE)
    by_folder = ran(capsys, "count", str(place), "--html", str(place / "sheet.html"), "--json", str(place / "c.json"))
    by_option = ran(
        capsys, "count", str(place / "c.csv"), "--rules", "scottish", "--seats", "1", "--language", LANGUAGE
    )
    assert latin(by_folder, outside) == latin(by_option, outside) == set()
    assert latin(Page((place / "sheet.html").read_text("utf-8")).text(), outside) == set()
    assert "Elected, in this order:" in ran(capsys, "count", str(place), "--language", "en")
    # What other programs read is in English, whatever a person reads.
    assert "first preferences" in json.loads((place / "c.json").read_text("utf-8"))["stages"][0]["reason"]
    files = (str(place / "c.json"), str(place / "c.csv"))
    said = ran(capsys, "verify", *files, "--language", LANGUAGE)
    assert latin(said.partition("\n")[0]) == set()
    filled = ran(capsys, "vacancy", *files, "--leaver", "Ω1", "--method", "countback", "--language", LANGUAGE)
    assert latin(filled, outside) == set()


def test_a_language_that_there_is_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = election_folder(tmp_path / "folder", ELECTION.replace('"zz"', '"xx"'))
    with pytest.raises(
        hustings.BadInput, match=r"election\.toml: there is no language “xx” here; language can be en, zz"
    ):
        ran(capsys, "count", str(place))
    with pytest.raises(hustings.BadInput, match="language: there is no language “yy” here"):
        ran(capsys, "rules", "scottish", "--language", "yy")
    (problem,) = hustings.read_election(place).problems
    assert "there is no language “xx”" in problem.message
    (place / "election.toml").write_text(ELECTION.replace('"zz"', '"Welsh"'), "utf-8")
    (problem,) = hustings.read_election(place).problems
    assert "the code of a language, as in “en”" in problem.message
