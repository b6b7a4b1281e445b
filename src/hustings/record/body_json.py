"""The vacancy record as JSON, format «hustings-vacancy/1»: the count records in it are whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from hustings.election.problems import BadInput, Problem
from hustings.record.body import Body, Method, OnConstraint, Vacancy
from hustings.record.contradictions import contradictions, read_record
from hustings.record.facts import Tie
from hustings.record.json_reader import from_json, loaded, problems_of
from hustings.record.json_shape import DecisionPart, Numbers, Part, TiePart
from hustings.record.record import PROGRAM, CountRecord
from hustings.rules.question import Constraint, Decision

FORMAT = "hustings-vacancy/1"


def body_json(body: Body, count_json: Callable[[CountRecord], str], said: Callable[[Body, Vacancy], str]) -> str:
    """The record as JSON text. count_json: a count record as JSON text. said: how a vacancy was filled, in words."""
    vacancies = []
    for index, vacancy in enumerate(body.vacancies):
        data = _vacancy(vacancy, said(Body(body.election, body.vacancies[: index + 1]), vacancy))
        if vacancy.countback is not None:
            data["countback"] = json.loads(count_json(vacancy.countback))
        vacancies.append(data)
    whole = {
        "format": FORMAT,
        "program": PROGRAM,
        "sitting": [{"number": number, "name": body.names[number - 1]} for number in body.sitting],
        "gone": [
            {"number": number, "name": body.names[number - 1], "because": vacancy.because}
            for vacancy in body.vacancies
            for number in vacancy.leavers
        ],
        "vacant": body.vacant,
        "vacancies": vacancies,
        "election": json.loads(count_json(body.election)),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _vacancy(vacancy: Vacancy, said: str) -> dict[str, Any]:
    return {
        "leavers": list(vacancy.leavers),
        "because": vacancy.because,
        "method": vacancy.method,
        "protect_sitting": vacancy.protect_sitting,
        "declining": list(vacancy.declining),
        "constraint": vacancy.constraint,
        "broken": [str(constraint) for constraint in vacancy.broken],
        "otherwise": list(vacancy.otherwise),
        "passed_over": list(vacancy.passed_over),
        "lot_seed": vacancy.lot_seed,
        "decisions": [{"stage": d.stage, "purpose": d.purpose, "chosen": d.chosen} for d in vacancy.decisions],
        "ties": [
            {"for": tie.purpose, "among": list(tie.among), "by": tie.by, "chosen": tie.chosen} for tie in vacancy.ties
        ],
        "newcomers": list(vacancy.newcomers),
        "reason": said,
    }


class VacancyPart(Part):
    leavers: Annotated[Numbers, Field(min_length=1)]
    because: str = ""
    method: Method
    protect_sitting: bool
    declining: Numbers
    constraint: OnConstraint | None
    broken: list[str]
    otherwise: Numbers
    passed_over: Numbers
    lot_seed: str | None
    decisions: list[DecisionPart]
    ties: list[TiePart]
    newcomers: Numbers
    countback: dict[str, Any] | None = None


class MemberPart(Part):
    number: int
    name: str


class BodyPart(Part):
    format: Literal["hustings-vacancy/1"]
    program: str = ""
    sitting: list[MemberPart]
    gone: list[MemberPart]
    vacant: int
    vacancies: list[VacancyPart]
    election: dict[str, Any]


def is_vacancy_record(text: str) -> bool:
    """Whether this is the text of a vacancy record, whatever is wrong with it."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(data, dict) and data.get("format") == FORMAT


def read_body(text: str, name: str) -> Body:
    """The body that a vacancy record tells of, or the one that a count record has elected.

    name: of the file, for messages. Raises BadInput with what is wrong, and where the record contradicts itself.
    """
    if not is_vacancy_record(text):
        return Body(read_record(text, name))
    body = body_from_json(text, name)
    if found := list(body_contradictions(text, body)):
        raise BadInput(Problem(name, f"this record contradicts itself: {said}") for said in found)
    return body


def body_from_json(text: str, name: str) -> Body:
    """The body that a vacancy record tells of, though the record may contradict itself. Raises BadInput."""
    try:
        part = BodyPart.model_validate(loaded(text, name))
    except ValidationError as error:
        raise BadInput(problems_of(error, name)) from None
    election = from_json(json.dumps(part.election), f"{name}, election")
    vacancies = (
        _read_vacancy(vacancy, election, f"{name}, vacancies[{index}]") for index, vacancy in enumerate(part.vacancies)
    )
    return Body(election, tuple(vacancies))


def body_contradictions(text: str, body: Body) -> Iterator[str]:
    """All in which the text says otherwise than the rest of it does, each a sentence without a full stop.

    text: from which `body_from_json` made the body.
    """
    data = json.loads(text)
    counts = [("election", data["election"], body.election)]
    for index, vacancy in enumerate(body.vacancies):
        if vacancy.countback is not None:
            counts.append((f"vacancies[{index}].countback", data["vacancies"][index]["countback"], vacancy.countback))
    for path, said, record in counts:
        yield from (f"{path}: {each}" for each in contradictions(json.dumps(said), record))
    found = {"sitting": body.sitting, "gone": body.gone}
    named = {key: [(number, body.names[number - 1]) for number in numbers] for key, numbers in found.items()}
    told = {key: [(member["number"], member["name"]) for member in data[key]] for key in found}
    if (told, data["vacant"]) != (named, body.vacant):
        yield "who sits, who has gone and what is vacant do not follow from its vacancies"


def _read_vacancy(part: VacancyPart, election: CountRecord, name: str) -> Vacancy:
    named = {*part.leavers, *part.declining, *part.newcomers, *part.otherwise, *part.passed_over}
    named |= {number for tie in part.ties for number in tie.among} | {d.chosen for d in part.decisions}
    if unknown := sorted(number for number in named if not 0 < number <= len(election.names)):
        raise BadInput(Problem(name, f"candidate {unknown[0]} is wrong; there are {len(election.names)} candidates"))
    constraints = {str(constraint): constraint for constraint in election.question.constraints}
    return Vacancy(
        leavers=tuple(part.leavers),
        method=part.method,
        newcomers=tuple(part.newcomers),
        because=part.because,
        declining=tuple(part.declining),
        protect_sitting=part.protect_sitting,
        constraint=part.constraint,
        broken=tuple(_constraint(said, constraints, name) for said in part.broken),
        otherwise=tuple(part.otherwise),
        ties=tuple(
            Tie(tie.purpose, tuple(tie.among), "decision" if tie.by == "decision" else "lot", tie.chosen)
            for tie in part.ties
        ),
        passed_over=tuple(part.passed_over),
        lot_seed=part.lot_seed,
        decisions=tuple(
            Decision(d.stage, d.purpose, d.chosen, f"{name}, decisions[{index}]")
            for index, d in enumerate(part.decisions)
        ),
        countback=None if part.countback is None else from_json(json.dumps(part.countback), f"{name}, countback"),
    )


def _constraint(said: str, constraints: dict[str, Constraint], name: str) -> Constraint:
    if said not in constraints:
        raise BadInput(Problem(name, f"“{said}” is not a constraint of the election"))
    return constraints[said]
