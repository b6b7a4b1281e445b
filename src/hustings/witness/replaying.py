"""Filling the vacancies of a vacancy record again, to confirm every key of the record or to name what differs."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from hustings.ballots.ballots import Ballots
from hustings.election.problems import BadInput, HustingsError, Problem
from hustings.record.body import Body, Vacancy
from hustings.record.body_json import body_contradictions, body_from_json
from hustings.record.leaves import leaves
from hustings.record.record import PROGRAM, CountRecord
from hustings.witness.declaring import Dispute, NoSecondWitness
from hustings.witness.ron import as_counted
from hustings.witness.vacancies import Counting, VacancyQuestion, fill_vacancy
from hustings.witness.verifying import compare_leaves, key_differences, other_ballots, recount, unknown_keys, verify

# Keys of a vacancy record that no ballots can confirm, and what they are.
UNKNOWABLE = {
    "program": "the program that worded it",
    "vacancies.leavers": "who left",
    "vacancies.because": "why they left",
    "vacancies.declining": "who would not take the place",
    "vacancies.method": "how the organisation fills a place",
    "vacancies.protect_sitting": "whether the organisation protects those who sit",
    "vacancies.constraint": "what the organisation decided about a constraint",
    "vacancies.lot_seed": "whether the seed of the lot was published before",
}
# What a record has of these where there is nothing to know.
NOTHING = (None, "", "[]")


@dataclass(frozen=True, slots=True)
class VerifiedBody:
    """What came of verifying a vacancy record: as `Verified`. witnesses: who counted again, () for other ballots."""

    claimed: Body
    witnesses: tuple[str, ...]
    differences: tuple[str, ...]
    unknown: dict[str, str]
    notes: tuple[str, ...] = ()


def replay(body: Body, ballots: Ballots, counting: Counting | None = None) -> list[str]:
    """Fill all vacancies of the record again; what differs from the record, in sentences. Raises as `fill_vacancy`."""
    differences: list[str] = []
    for number, vacancy in enumerate(body.vacancies, 1):
        made = _filled_again(body, number, ballots, counting)
        for field in dataclasses.fields(Vacancy):
            mine, theirs = getattr(made, field.name), getattr(vacancy, field.name)
            if field.name == "countback" and mine is not None and theirs is not None:
                mine, theirs = (mine.question, mine.facts), (theirs.question, theirs.facts)
            if mine != theirs:
                differences.append(f"Vacancy {number}: {field.name} differs from what the ballots give.")
    return differences


def recounted(body: Body, ballots: Ballots, name: str, counting: Counting) -> None:
    """Raises BadInput where the record differs from the election counted again and its vacancies filled again."""
    how = {"one_witness": counting.one_witness, "progress": counting.progress}
    _, differences = recount(body.election, ballots, **how)  # type: ignore[arg-type]
    if differences := differences or replay(body, ballots, counting):
        raise BadInput(Problem(name, difference) for difference in differences)


def verify_body(
    text: str,
    name: str,
    ballots: Ballots,
    body_written: Callable[[Body], str],
    count_written: Callable[[CountRecord], str],
    counting: Counting | None = None,
) -> VerifiedBody:
    """Count the election again, fill its vacancies again, and compare every key of the record.

    text: of the record. name: of its file. body_written, count_written: write a record as JSON text. Raises BadInput
    for what is no vacancy record; LotNeeded, Dispute and NoSecondWitness as a count does.
    """
    claimed, data, how = body_from_json(text, name), json.loads(text), counting or Counting()
    if contradicted := [f"{said}." for said in body_contradictions(text, claimed)]:
        return VerifiedBody(claimed, (), tuple(contradicted), {})
    ballots = as_counted(ballots, claimed.election.question)
    about = {"one_witness": how.one_witness, "progress": how.progress}
    found = verify(json.dumps(data["election"]), name, ballots, count_written, **about)  # type: ignore[arg-type]
    unknown = {f"election.{key}": what for key, what in found.unknown.items()}
    if found.again is None or found.differences:
        return VerifiedBody(claimed, (), found.differences, unknown, found.notes)
    made, differences = [], list[str]()
    for number, vacancy in enumerate(claimed.vacancies, 1):
        try:
            again = _filled_again(claimed, number, ballots, how)
        except (Dispute, NoSecondWitness):
            raise
        except HustingsError as error:
            differences.append(f"Vacancy {number} cannot be filled as the record says: {error}.")
            break
        made.append(again)
        if vacancy.countback is not None and again.countback is not None:
            path = f"vacancies[{number - 1}].countback"
            said = data["vacancies"][number - 1]["countback"]
            differs, more = compare_leaves(said, vacancy.countback, again.countback, ballots, count_written)
            differences += [f"{path}: {each}" for each in other_ballots(vacancy.countback, ballots)]
            differences += [f"{path}.{each}" for each in differs]
            unknown |= {f"vacancies.countback.{key}": what for key, what in more.items()}
    if not differences:
        written = json.loads(body_written(Body(claimed.election, tuple(made))))
        differences += _differences(_own(data), _own(written))
        unknown |= _unknown(_own(data), _own(written))
    return VerifiedBody(claimed, found.again.witnesses, tuple(differences), unknown, found.notes)


def _filled_again(body: Body, number: int, ballots: Ballots, counting: Counting | None) -> Vacancy:
    """Vacancy `number` filled again, after those before it as the record has them."""
    vacancy, before = body.vacancies[number - 1], Body(body.election, body.vacancies[: number - 1])
    asked = VacancyQuestion(
        **{field.name: getattr(vacancy, field.name) for field in dataclasses.fields(VacancyQuestion)}
    )
    return fill_vacancy(before, ballots, asked, counting).vacancies[-1]


def _own(data: dict[str, Any]) -> dict[str, Any]:
    """The leaves of a vacancy record but those of the count records in it."""
    vacancies = [
        {key: "a count record" if key == "countback" else value for key, value in vacancy.items()}
        for vacancy in data["vacancies"]
    ]
    return dict(leaves({**data, "election": "a count record", "vacancies": vacancies}))


def _differences(said: dict[str, Any], right: dict[str, Any]) -> Iterator[str]:
    """Where a key differs from the vacancies filled again; sentences are compared where this program wrote them."""
    ours = said.get("program") == PROGRAM
    wanted = {path: value for path, value in right.items() if path != "program" and (ours or not _is_wording(path))}
    yield from key_differences(said, wanted, "the vacancies filled again")


def _is_wording(path: str) -> bool:
    return path.endswith("].reason")


def _unknown(said: dict[str, Any], right: dict[str, Any]) -> dict[str, str]:
    """The keys that ballots cannot confirm, where the record says something."""
    there = {re.sub(r"\[\d+\]", "", path) for path, value in said.items() if value not in NOTHING}
    found = {key: what for key, what in UNKNOWABLE.items() if key in there or key == "vacancies.declining"}
    if said.get("program") != PROGRAM:
        found["vacancies.reason"] = f"sentences, which {PROGRAM} may word otherwise"
    return found | unknown_keys(said, right)
