"""What a record says that cannot be true, whatever the ballots: its parts against each other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from hustings.election.problems import BadInput, Problem, shown
from hustings.record.json_reader import from_json
from hustings.record.json_writer import Prose, data_digest, record_data
from hustings.record.leaves import leaves
from hustings.record.record import CountRecord

PROSE = ("action", "reason", "paragraphs")


def read_record(text: str, name: str) -> CountRecord:
    """The record in the text. name: of the file, for messages. Raises BadInput where it is not one, and where it
    contradicts itself."""
    record = from_json(text, name)
    if found := list(contradictions(text, record)):
        raise BadInput(Problem(name, f"this record contradicts itself: {said}") for said in found)
    return record


def contradictions(text: str, record: CountRecord) -> Iterator[str]:
    """All in which the text says otherwise than its own stages do, each a sentence without a full stop.

    text: from which `from_json` made the record. Sentences are not compared: their wording may change.
    """
    data = json.loads(text)
    if record.version > 1 and data.get("sha256") != data_digest(data):
        said = shown(data.get("sha256", "missing"), 64)
        yield f"its digest (sha256) is {said}, but its content has {data_digest(data)}"
    yield from _derived(data, record)
    yield from _arithmetic(record)
    yield from _outcome(record)


def is_prose(path: str) -> bool:
    """Whether the leaf at this path is a sentence of the program's, or names the paragraphs of one."""
    return path.startswith("stages[") and path.partition("].")[2].partition("[")[0] in PROSE


def _derived(data: dict[str, Any], record: CountRecord) -> Iterator[str]:
    """Keys that follow from others: who became what, how figures are written, the groups of the constraints."""
    said = dict(leaves(data))
    for path, right in leaves(record_data(record, lambda _stage: Prose("", (), ""))):
        if path == "sha256" or is_prose(path) or (path not in said and record.version == 1):
            continue
        if path not in said or not _same(said[path], right):
            found = json.dumps(said[path], ensure_ascii=False) if path in said else "missing"
            yield f"{path} is {found}, but by the rest of the record it is {json.dumps(right, ensure_ascii=False)}"


def _same(one: object, other: object) -> bool:
    return type(one) is type(other) and one == other


def _arithmetic(record: CountRecord) -> Iterator[str]:
    """At every stage the votes, what is not transferable and what is lost add up to the valid papers."""
    rules, figures = record.question.rules, record.figures
    papers = record.facts.valid * (record.question.seats if rules.procedure == "plurality" else 1)
    exactly = rules.decimals is None
    right = Fraction(papers, 10**record.ballots.decimals) if exactly else papers * int(10 ** (rules.decimals or 0))
    for stage in record.facts.stages:
        total = sum(stage.votes) + stage.non_transferable + stage.loss_by_fraction
        if total != right:
            found, wanted = figures.votes(total), figures.votes(right)
            yield f"stage {stage.number} adds up to {found} votes, and the valid papers to {wanted}"


def _outcome(record: CountRecord) -> Iterator[str]:
    """Who is elected is who the stages elect, each once, as many as there are places."""
    facts, seats = record.facts, record.question.seats
    by_stages = record.elected_by(len(facts.stages))
    if by_stages != facts.elected:
        yield f"elected are {_numbers(facts.elected)}, but its stages elect {_numbers(by_stages)}"
    if len(set(by_stages)) != len(by_stages) or set(by_stages) & set(record.question.withdrawn):
        yield f"its stages elect {_numbers(by_stages)}: somebody twice, or somebody who has withdrawn"
    if len(facts.elected) > seats or len(facts.elected) + facts.unfilled < seats:
        yield f"{len(facts.elected)} elected and {facts.unfilled} places unfilled do not make {seats} places"


def _numbers(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers)) or "nobody"
