"""Every leaf of a record is compared with a count made again, or named among those that ballots cannot tell."""

from __future__ import annotations

import copy
import dataclasses
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from elections import at_least, election, question
from hustings.ballots.ballots import Ballots
from hustings.ballots.reading import read_ballots
from hustings.election.problems import HustingsError
from hustings.narrative.record_files import to_json
from hustings.narrative.vacancy import vacancy_json
from hustings.record.body import Body
from hustings.record.json_writer import data_digest
from hustings.record.record import Heading
from hustings.rules.question import Decision
from hustings.witness.declaring import declare
from hustings.witness.replaying import verify_body
from hustings.witness.vacancies import Counting, VacancyQuestion, fill_vacancy
from hustings.witness.verifying import key_differences, verify

HERE = Path(__file__).parents[1] / "record/format_1"
ALONE = Counting(one_witness=True)
MODEL = Path(__file__).parents[2] / "examples/ers97-model-election.blt"


def council() -> Ballots:
    return read_ballots(HERE / "council.blt")


def three_records() -> dict[str, tuple[str, Ballots]]:
    """An ERS97 count with batches; one with constraints, lots and somebody withdrawn; Meek's, of weighted papers."""
    model = read_ballots(MODEL)
    ask = question("ers97", 6)
    heading = Heading("The Society", "Model election", "1997-01-01")
    ers97 = declare(model, ask, one_witness=True, file="model.blt", heading=heading).record
    women = question("scottish", 2, constraints=(at_least(1, {3, 4}),), withdrawn=frozenset({6}), lot_seed="May")
    scottish = declare(council(), women, one_witness=True).record
    weighted = dataclasses.replace(election({"ABC": 301, "B": 162, "CB": 143, "DA": 99}), decimals=1)
    meek = declare(weighted, question("meek", 2), one_witness=True).record
    return {
        "ers97": (to_json(ers97), model),
        "scottish": (to_json(scottish), council()),
        "meek": (to_json(meek), weighted),
    }


RECORDS = three_records()


def paths(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    if isinstance(data, dict | list) and data:
        for key, value in inside:
            yield from paths(value, (*path, key))
    else:
        yield path


def altered(value: Any) -> Any:
    """Another value of the same kind, as like it as can be."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1 if value != 2 else 1
    if isinstance(value, list):
        return [1]
    if isinstance(value, dict):
        return {"women": [1]}
    if value is None:
        return 3
    return value[:-1] + ("1" if value[-1] != "1" else "2") if value[-1:].isdigit() else value + "x"


def forged(text: str, path: tuple[str | int, ...]) -> str:
    """The record with this leaf altered, and its digest made again to fit."""
    data = json.loads(text)
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = altered(place[path[-1]])
    for record in [data, data.get("election"), *(vacancy.get("countback") for vacancy in data.get("vacancies", []))]:
        if record and "sha256" in record and path[-1] != "sha256":
            record["sha256"] = data_digest(record)
    return json.dumps(data)


def named(path: tuple[str | int, ...]) -> str:
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path).lstrip(".")


@pytest.mark.parametrize("name", RECORDS)
def test_every_leaf_is_compared_or_named_among_those_that_cannot_be_known(name: str) -> None:
    text, ballots = RECORDS[name]
    sound = verify(text, "record.json", ballots, to_json, one_witness=True)
    assert sound.differences == ()
    silent, unknown, leaves = [], set(), list(paths(json.loads(text)))
    for path in leaves:
        try:
            found = verify(forged(text, path), "record.json", ballots, to_json, one_witness=True)
        except HustingsError:
            continue
        if not found.differences:
            key = next((key for key in found.unknown if named(path).startswith(key)), None)
            if key is None:
                silent.append(named(path))
            else:
                unknown.add(key)
    assert silent == []
    assert len(leaves) > 90
    assert unknown <= {
        "organisation",
        "contest",
        "date",
        "witnesses",
        "program",
        "ballots.file",
        "ballots.issued",
        "ballots.returned",
        "input.lot_seed",
        "input.constraints",
    }


def vacancy_records() -> dict[str, tuple[str, Ballots]]:
    """A countback that keeps a constraint, with a decision and two leavers before; runners-up with a lot."""
    # As in test_vacancies: the newcomer D would leave no woman; if that is kept, E and F are equal at stage 4.
    papers = election({"A": 10, "AF": 1, "AD": 1, "B": 10, "C": 11, "D": 9, "E": 3, "F": 2})
    ask = question("scottish", 3, constraints=(at_least(1, {1, 5, 6}),), lot_seed=None)
    body = Body(declare(papers, ask, one_witness=True).record)
    decision = (Decision(4, "exclusion", 5),)
    kept = VacancyQuestion(leavers=(1,), method="countback", because="resigned", constraint="keep", decisions=decision)
    body = fill_vacancy(body, papers, kept, ALONE)
    body = fill_vacancy(body, papers, VacancyQuestion(leavers=(3,), method="countback", declining=(5,)), ALONE)
    equal = election({"A": 40, "B": 40, "C": 10, "D": 10})
    other = Body(declare(equal, question("scottish", 2), one_witness=True).record)
    drawn = VacancyQuestion(leavers=(1,), method="runner-up", lot_seed="May", declining=())
    other = fill_vacancy(other, equal, drawn, ALONE)
    return {"countback": (vacancy_json(body), papers), "runner-up": (vacancy_json(other), equal)}


VACANCIES = vacancy_records()


@pytest.mark.parametrize("name", VACANCIES)
def test_every_leaf_of_a_vacancy_record_is_compared_or_named(name: str) -> None:
    """The digests of the count records within are made again to fit, as a forger would."""
    text, ballots = VACANCIES[name]
    sound = verify_body(text, "vacancy.json", ballots, vacancy_json, to_json, ALONE)
    assert sound.differences == ()
    silent, unknown, found = [], set(), list(paths(json.loads(text)))
    for path in found:
        try:
            again = verify_body(forged(text, path), "vacancy.json", ballots, vacancy_json, to_json, ALONE)
        except HustingsError:
            continue
        if not again.differences:
            bare = re.sub(r"\[\d+\]", "", named(path))
            key = next((key for key in again.unknown if bare.startswith(re.sub(r"\[\d+\]", "", key))), None)
            if key is None:
                silent.append(named(path))
            else:
                unknown.add(key.replace("vacancies.countback.", "election."))
    assert silent == []
    assert len(found) > 90
    assert unknown <= {
        "program",
        "vacancies.declining",
        "vacancies.lot_seed",
        "vacancies.protect_sitting",
        "election.organisation",
        "election.contest",
        "election.date",
        "election.witnesses",
        "election.program",
        "election.ballots.file",
        "election.title",
        "election.ballots.issued",
        "election.ballots.returned",
        "election.input.lot_seed",
        "election.input.constraints",
        "election.input.guarded",
    }


@pytest.mark.parametrize("path", [("election",), ("vacancies", 0, "countback"), ("sitting", 0, "number")])
def test_a_vacancy_record_that_contradicts_itself_differs_as_a_count_record_does(path: tuple[Any, ...]) -> None:
    """Neither is bad input: a verifier is told that the record is not confirmed."""
    text, ballots = VACANCIES["countback"]
    data = json.loads(text)
    place = data
    for key in path[:-1]:
        place = place[key]
    if path[-1] == "number":
        place["number"], said = 1, "who sits, who has gone and what is vacant do not follow from its vacancies."
    else:
        place[path[-1]]["sha256"], said = 64 * "0", "its digest (sha256) is “000"
    (difference,) = verify_body(json.dumps(data), "vacancy.json", ballots, vacancy_json, to_json, ALONE).differences
    assert said in difference
    assert difference.startswith("who" if path[-1] == "number" else "election: " if len(path) == 1 else "vacancies[0].")
    count = json.loads(RECORDS["scottish"][0])
    count["sha256"] = 64 * "0"
    found = verify(json.dumps(count), "count.json", RECORDS["scottish"][1], to_json, one_witness=True).differences
    assert [each.partition(",")[0] for each in found] == [f"its digest (sha256) is “{64 * '0'}”"]


def test_why_somebody_left_is_named_among_what_cannot_be_known() -> None:
    text, ballots = VACANCIES["countback"]
    other = text.replace('"resigned"', '"died"').replace("(resigned)", "(died)")
    found = verify_body(other, "vacancy.json", ballots, vacancy_json, to_json, ALONE)
    assert (found.differences, found.unknown["vacancies.because"]) == ((), "why they left")
    contradicted = text.replace('"resigned"', '"died"', 1)
    assert verify_body(contradicted, "vacancy.json", ballots, vacancy_json, to_json, ALONE).differences


def test_sentences_of_another_program_are_not_compared_and_that_is_named() -> None:
    text, ballots = VACANCIES["countback"]
    data = json.loads(text)
    del data["program"]
    data["vacancies"][0]["reason"] = "In other words."
    found = verify_body(json.dumps(data), "vacancy.json", ballots, vacancy_json, to_json, ALONE)
    assert (found.differences, "vacancies.reason" in found.unknown) == ((), True)


def test_another_version_may_word_its_rule_book_otherwise() -> None:
    text, ballots = RECORDS["ers97"]
    data = json.loads(text)
    data["program"] = "hustings 0.0.1"
    data["input"]["rule_book_text"] = "In other words."
    data["sha256"] = data_digest(data)
    found = verify(json.dumps(data), "record.json", ballots, to_json, one_witness=True)
    assert (found.differences, "action, reason, paragraphs, rule_book_text" in found.unknown) == ((), True)
    data["program"] = json.loads(text)["program"]
    data["sha256"] = data_digest(data)
    assert verify(json.dumps(data), "record.json", ballots, to_json, one_witness=True).differences


def test_a_loser_swapped_in_is_found() -> None:
    """Everything that follows is made to fit, as a forger would: outcomes, lists, sentences, digest."""
    text, ballots = RECORDS["scottish"]
    forged_text = text.replace("Cedar", "\0").replace("Dogwood", "Cedar").replace("\0", "Dogwood")
    data = json.loads(forged_text)
    data["candidates"] = copy.deepcopy(json.loads(text)["candidates"])
    for one, other in zip(data["candidates"], json.loads(forged_text)["candidates"], strict=True):
        one |= {"outcome": other["outcome"], "stage": other["stage"]}
    three, four = data["candidates"][2], data["candidates"][3]
    three["outcome"], four["outcome"] = four["outcome"], three["outcome"]
    three["stage"], four["stage"] = four["stage"], three["stage"]
    data["elected"] = [4 if number == 3 else number for number in data["elected"]]
    data["sha256"] = data_digest(data)
    found = verify(json.dumps(data), "record.json", ballots, to_json, one_witness=True)
    assert found.differences


@pytest.mark.parametrize(
    ("name", "ballots"), [("ers97", MODEL), ("scottish", HERE / "council.blt"), ("meek", HERE / "council.blt")]
)
def test_records_of_the_first_format_still_verify(name: str, ballots: Path) -> None:
    """As Hustings wrote them before November 2026."""
    text = (HERE / f"{name}.json").read_text("utf-8")
    found = verify(text, f"{name}.json", read_ballots(ballots), to_json, one_witness=True)
    assert found.differences == ()
    assert "witnesses" in found.unknown
    other = text.replace('"elected": [1', '"elected": [2', 1)
    assert other != text


def test_other_ballots_are_told_by_their_digest() -> None:
    """Ten papers for one, and the same papers for candidates of other names."""
    text, _ = RECORDS["meek"]
    more = dataclasses.replace(election({"ABC": 3010, "B": 162, "CB": 143, "DA": 99}), decimals=1)
    assert "These are not the record's ballots" in " ".join(
        verify(text, "x", more, to_json, one_witness=True).differences
    )
    ours = RECORDS["meek"][1]
    renamed = Ballots.of(("Z", *ours.names[1:]), dict(ours), decimals=1)
    assert "for other candidates" in verify(text, "x", renamed, to_json, one_witness=True).differences[0]
    coarse = Ballots.of(ours.names, dict(ours), decimals=0)
    assert "their digest is" in " ".join(verify(text, "x", coarse, to_json, one_witness=True).differences)


def test_parties_are_compared_where_the_ballots_file_has_them() -> None:
    ballots = dataclasses.replace(election({"AB": 5, "B": 2}), parties=("Oak", "Elm"))
    text = to_json(declare(ballots, question("scottish", 1), one_witness=True).record)
    assert verify(text, "x", ballots, to_json, one_witness=True).differences == ()
    data = json.loads(text)
    data["candidates"][0]["party"] = "Ash"
    data["sha256"] = data_digest(data)
    assert any(
        "party" in said for said in verify(json.dumps(data), "x", ballots, to_json, one_witness=True).differences
    )
    silent = dataclasses.replace(ballots, parties=())
    assert verify(text, "x", silent, to_json, one_witness=True).differences == ()


def test_the_order_for_breaking_ties_is_compared_with_the_ballots_file() -> None:
    """B and C are tied for exclusion, and the record's order excludes B."""
    ballots = dataclasses.replace(election({"A": 3, "BC": 2, "CB": 2}), tie_order=(2, 3, 1))
    asked = dataclasses.replace(question("scottish", 1, lot_seed=None), tie_order=(2, 3, 1))
    text = to_json(declare(ballots, asked, one_witness=True).record)
    assert verify(text, "x", ballots, to_json, one_witness=True).differences == ()
    for order in ((1, 2, 3), (3, 2, 1)):
        other = dataclasses.replace(ballots, tie_order=order)
        said = " ".join(verify(text, "x", other, to_json, one_witness=True).differences)
        assert "The record's order for breaking ties is not that of the ballots file." in said


def test_what_the_maker_settled_otherwise_than_the_ballots_file_is_noted() -> None:
    cast = council()
    record = declare(cast, question("meek", 3, withdrawn=frozenset({5, 6}), lot_seed="a"), one_witness=True).record
    found = verify(to_json(record), "x", cast, to_json, one_witness=True)
    assert found.differences == ()
    assert found.notes == (
        "The record fills 3 places; the ballots file says 2.",
        "By the record these are withdrawn: Elm, Fir; by the ballots file: Fir.",
    )


def test_another_rule_book_under_the_same_name_is_found() -> None:
    """The record is consistent, and its count follows from its own answers; but they are not ERS97's."""
    model = read_ballots(MODEL)
    ask = question("ers97", 6)
    ours = ask.rules
    other = dataclasses.replace(ask, rules=dataclasses.replace(ours, look_back="most recent"))
    found = verify(to_json(declare(model, other, one_witness=True).record), "x", model, to_json, one_witness=True)
    assert any("look_back" in said for said in found.differences)


def test_what_differs_is_shown_in_its_own_letters() -> None:
    assert list(key_differences({"name": "Łucja"}, {"name": "Zoë"}, "the count")) == [
        'name is "Łucja" in the record, "Zoë" in the count.'
    ]
