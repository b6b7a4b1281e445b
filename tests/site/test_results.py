"""A record is counted again before it is published, or the page says that it was not."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from election_folders import folder as committee
from hustings.ballots.reading import read_ballots
from hustings.record.json_writer import data_digest
from journeys.program import hustings

AFTER = "2027-04-20T12:00:00+01:00"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A committee's election, its ballots and its record."""
    folder = committee(tmp_path / "folder")
    (folder / "areas.csv").write_text("code,name,parent,voters,covers\nnorth,North,,,\nsouth,South,,,\n", "utf-8")
    (folder / "site.toml").write_text('imprint = "Published by A. Ash, 1 High Street"\n', "utf-8")
    people = [line.split(",")[0] for line in (folder / "candidates.csv").read_text("utf-8").splitlines()[1:]]
    (folder / "ballots").mkdir()
    papers = "".join(f"{40 - 7 * n} {n + 1} {(n + 1) % len(people) + 1} 0\n" for n in range(len(people)))
    text = f"{len(people)} 3\n{papers}0\n" + "".join(f"{name}\n" for name in people) + "Committee\n"
    (folder / "ballots/committee.blt").write_text(text, "utf-8")
    done = hustings("count", folder, "--contest", "committee", "--lot-seed", "a", "--json", tmp_path / "committee.json")
    assert done.returncode == 0, done.stderr
    return folder


def publish(folder: Path, *more: object) -> tuple[int, str]:
    words = ("--out", folder.parent / "site", "--as-of", AFTER, "--record", folder.parent / "committee.json")
    done = hustings("publish", folder, *words, *more)
    return done.returncode, done.stderr


def page(folder: Path, name: str = "result.html") -> str:
    return (folder.parent / "site" / name).read_text("utf-8")


def forge(folder: Path) -> None:
    """A loser in the place of the last of the elected: the stages, the outcomes, the digest are all made to fit."""
    path = folder.parent / "committee.json"
    data = json.loads(path.read_text("utf-8"))
    lost = next(each for each in data["candidates"] if each["outcome"] not in ("elected", "withdrawn"))
    won = data["candidates"][data["elected"][-1] - 1]
    lost["name"], won["name"] = won["name"], lost["name"]
    data["sha256"] = data_digest(data)
    path.write_text(json.dumps(data), "utf-8")


def test_a_record_is_counted_again_before_it_is_published(folder: Path) -> None:
    assert publish(folder)[0] == 0
    assert "two independent programs counted the ballots again" in page(folder)
    assert "The ballots are not published" in page(folder)
    there = (folder.parent / "site/results/committee.json").read_bytes()
    assert there == (folder.parent / "committee.json").read_bytes(), "the record itself, so that its signature fits"


def test_a_forged_record_is_published_by_no_command_line_without_the_words_that_say_so(folder: Path) -> None:
    forge(folder)
    for more in ((), ("--ballots",)):
        status, said = publish(folder, *more)
        assert status == 2
        assert "--trust-record publishes it all the same" in said
        assert not (folder.parent / "site").exists()
    shutil.rmtree(folder / "ballots")
    status, said = publish(folder)
    assert (status, "cannot be counted again" in said) == (2, True)
    assert publish(folder, "--trust-record")[0] == 0
    assert "This record was not counted again before this page was published" in page(folder)
    assert "not counted again before it was published" in page(folder, "results/committee.html")


def test_a_record_that_contradicts_itself_is_refused_even_where_it_is_trusted(folder: Path) -> None:
    path = folder.parent / "committee.json"
    data = json.loads(path.read_text("utf-8"))
    data["elected"] = data["elected"][::-1]
    data["sha256"] = data_digest(data)
    path.write_text(json.dumps(data), "utf-8")
    status, said = publish(folder, "--trust-record")
    assert (status, "contradicts itself" in said) == (2, True), said


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--seats", "2"), "it fills 2 places; election.toml says"),
        (("--rules", "meek"), "it is counted under meek; election.toml says"),
        (("--withdraw", "1"), "by the record has withdrawn"),
    ],
)
def test_a_record_of_another_question_is_refused(folder: Path, options: tuple[str, str], said: str) -> None:
    """It would verify: but it is not the contest that election.toml describes."""
    record = folder.parent / "committee.json"
    words = ("--contest", "committee", "--lot-seed", "a", "--json", record)
    assert hustings("count", folder, *words, *options).returncode == 0
    status, why = publish(folder)
    assert (status, said in why) == (2, True), why


def test_published_ballots_have_the_digest_and_a_page_that_says_how_to_check(folder: Path) -> None:
    status, said = publish(folder, "--ballots")
    assert status == 0, said
    assert "About one ranking in ten" in said
    results = folder.parent / "site/results"
    digest = json.loads((results / "committee.json").read_text("utf-8"))["ballots"]["sha256"]
    assert hashlib.sha256((results / "committee.ballots").read_bytes()).hexdigest() == digest
    check = page(folder, "results/committee-check.html")
    for words in (digest, "hustings verify committee.json committee.ballots", "About one ranking in ten"):
        assert words in check, words
    assert 'href="results/committee-check.html"' in page(folder)
    assert "The ballots are not published" not in page(folder)
    done = hustings("verify", results / "committee.json", results / "committee.ballots")
    assert done.returncode == 0, done.stderr
    original = read_ballots(folder / "ballots/committee.blt")
    assert dict(read_ballots(results / "committee.ballots")) == dict(original)


def test_how_close_it_was_stands_beside_the_result_it_is_of(folder: Path) -> None:
    margin = folder.parent / "margin.json"
    done = hustings("margin", folder, "--contest", "committee", "--lot-seed", "a", "--json", margin)
    assert done.returncode == 0, done.stderr
    numbers = json.loads(margin.read_text("utf-8"))
    assert publish(folder, "--margin", margin) == (0, "")
    for name in ("result.html", "results/committee.html"):
        assert "How close was it?" in page(folder, name)
        assert "had been different; no smaller number is enough." in page(folder, name) or not numbers["exact"]
        assert f"{numbers['at_most']} paper" in page(folder, name)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("ballots", "0" * 64, "it is of other ballots, rules or results than the records that are published"),
        ("elected", [], "it is of other ballots, rules or results than the records that are published"),
        ("at_least", 10**6, "at_most: this is not what `hustings margin` writes; write it again"),
        ("format", "hustings-count/2", "this is no margin; `hustings margin --json FILE` writes one"),
    ],
)
def test_a_margin_of_something_else_is_not_published(folder: Path, key: str, value: object, said: str) -> None:
    margin = folder.parent / "margin.json"
    hustings("margin", folder, "--contest", "committee", "--lot-seed", "a", "--json", margin)
    margin.write_text(json.dumps({**json.loads(margin.read_text("utf-8")), key: value}), "utf-8")
    status, error = publish(folder, "--margin", margin)
    assert status == 2
    assert f"{margin}: {said}" in error
    assert not (folder.parent / "site").exists()
