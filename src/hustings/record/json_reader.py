"""Reads a count record: checks its shape, says all that is wrong with it, makes the facts of it again."""

from __future__ import annotations

import dataclasses
import json
import re
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from hustings.election.problems import BadInput, Problem, nearest, shown
from hustings.record.facts import Facts, Number, Stage, Step, Tie
from hustings.record.figures import FigureStyle, read_exact
from hustings.record.json_shape import RecordPart, StagePart, StepPart, TiePart
from hustings.record.record import BallotsAbout, CountRecord, Heading, Version
from hustings.rules.book import Rules
from hustings.rules.question import Constraint, Decision, Question

FORMATS: dict[str, Version] = {"hustings-count/1": 1, "hustings-count/2": 2}
MOST_PROBLEMS = 20


def loaded(text: str, name: str) -> Any:
    """The JSON in the text. name: of the file, for messages. Raises BadInput for what is none, and where a key stands
    twice in one object."""
    try:
        return json.loads(text, object_pairs_hook=_without_repeats)
    except json.JSONDecodeError as error:
        raise BadInput(Problem(name, f"this is not JSON: {error.msg}", error.lineno)) from None
    except _Repeated as repeated:
        said = f"the key {shown(str(repeated))} stands twice in one object; it should stand once"
        raise BadInput(Problem(name, said)) from None
    except (RecursionError, ValueError):
        raise BadInput(
            Problem(name, "this is not JSON that can be read: nested too deep, or a number too long")
        ) from None


def from_json(text: str, name: str) -> CountRecord:
    """The record in the text. name: of the file, for messages. Raises BadInput with all that is wrong."""
    data = loaded(text, name)
    kind = data.get("format") if isinstance(data, dict) else None
    if not isinstance(kind, str) or kind not in FORMATS:
        found = "it names no format" if kind is None else f"its format is {shown(kind)}"
        raise BadInput(Problem(name, f"this is not a count record: {found}; “{max(FORMATS)}” is wanted"))
    try:
        part = RecordPart.model_validate(data)
    except ValidationError as error:
        raise BadInput(problems_of(error, name)) from None
    return _Reader(part, name).record()


class _Repeated(Exception):
    """A key that stands twice in one object, of which readers would take different ones."""


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _Repeated(key)
        found[key] = value
    return found


def problems_of(error: ValidationError, name: str) -> list[Problem]:
    """What is wrong with the shape of a record, key by key."""
    return _limited([Problem(name, f"{_path(e['loc'])}: {_said(e)}") for e in error.errors()])


def _said(error: Any) -> str:
    if error["type"] == "missing":
        return "this key is missing"
    message = error["msg"][0].lower() + error["msg"][1:]
    return message if isinstance(error["input"], dict | list) else f"{shown(error['input'])} is wrong: {message}"


def _path(location: tuple[int | str, ...]) -> str:
    """«stages[2].votes[0]», counted from 0 as programs do.

    >>> _path(("stages", 2, "votes", 0))
    'stages[2].votes[0]'
    """
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in location).lstrip(".")


def _limited(problems: list[Problem]) -> list[Problem]:
    more = len(problems) - MOST_PROBLEMS
    if more <= 0:
        return problems
    return [*problems[:MOST_PROBLEMS], Problem(problems[0].file, f"and {more} more of the kind")]


class _Reader:
    """Makes the record of its parts, collecting what is wrong with the figures."""

    def __init__(self, part: RecordPart, name: str) -> None:
        self.part, self.name = part, name
        self.problems: list[Problem] = []
        self.candidates = len(part.candidates)

    def record(self) -> CountRecord:
        part = self.part
        rules = self.rules()
        self.figures = FigureStyle(rules.decimals, part.ballots.decimals)
        for where, parts in (("candidates", part.candidates), ("stages", part.stages)):
            in_order = [one.number for one in parts] == [*range(1, len(parts) + 1)]
            self.expect(in_order, where, "the numbering", "1, 2, 3 …")
        self.expect(part.rules == rules.name, "rules", shown(part.rules), f"{shown(rules.name)}, as in input.rule_book")
        self.expect(part.seats == part.input.seats, "seats", str(part.seats), f"{part.input.seats}, as in input.seats")
        parties = [candidate.party for candidate in part.candidates]
        self.expect(
            len({party is None for party in parties}) == 1,
            "candidates",
            "the party of some",
            "given for all or for none",
        )
        record = CountRecord(
            question=self.question(rules),
            ballots=BallotsAbout(
                sha256=part.ballots.sha256,
                decimals=part.ballots.decimals,
                issued=part.ballots.issued,
                returned=part.ballots.returned,
                spoilt=part.ballots.spoilt,
                title=part.title,
                file=part.ballots.file,
            ),
            names=tuple(candidate.name for candidate in part.candidates),
            facts=self.facts(),
            witnesses=tuple(part.witnesses),
            without_constraints=(
                None if part.without_constraints is None else self.who(part.without_constraints, "without_constraints")
            ),
            parties=tuple(party or "" for party in parties) if parties[0] is not None else (),
            heading=Heading(part.organisation, part.contest, part.date),
            program=part.program,
            version=FORMATS[part.format],
        )
        if self.problems:
            raise BadInput(_limited(self.problems))
        return record

    # Checks

    def expect(self, right: bool, where: str, found: str, wanted: str) -> None:
        if not right:
            self.problems.append(Problem(self.name, f"{where}: {found} is wrong; it should be {wanted}"))

    def number(self, text: str, places: int | None, where: str) -> Number:
        try:
            return read_exact(text, places)
        except ValueError as error:
            self.problems.append(Problem(self.name, f"{where}: {shown(text)} is wrong; {error}"))
            return 0

    def votes(self, text: str, where: str) -> Number:
        return self.number(text, self.figures.vote_places, where)

    def perhaps(self, text: str | None, where: str) -> Number | None:
        return None if text is None else self.votes(text, where)

    def papers(self, text: str, where: str) -> int:
        return int(self.number(text, self.part.ballots.decimals, where))

    def of_each(self, texts: list[str], where: str, places: int | None) -> tuple[Number, ...]:
        self.expect(
            len(texts) in (0, self.candidates),
            where,
            f"a list of {len(texts)}",
            f"one figure a candidate, {self.candidates}",
        )
        return tuple(self.number(text, places, f"{where}[{index}]") for index, text in enumerate(texts))

    def who(self, numbers: list[int], where: str) -> tuple[int, ...]:
        for number in numbers:
            self.expect(
                0 < number <= self.candidates, where, f"candidate {number}", f"a number from 1 to {self.candidates}"
            )
        self.expect(len(set(numbers)) == len(numbers), where, "the same candidate twice", "each once")
        return tuple(numbers)

    # Parts

    def rules(self) -> Rules:
        part = self.part.input
        known = {field.name for field in dataclasses.fields(Rules)} - {"text", "paragraphs"}
        unknown = [
            Problem(self.name, f"input.rule_book: {shown(key)} is not a question of a rule book{nearest(key, known)}")
            for key in part.rule_book
            if key not in known
        ]
        try:
            answers = {**part.rule_book, "text": part.rule_book_text, "paragraphs": part.rule_book_paragraphs}
            rules = TypeAdapter(Rules).validate_json(json.dumps(answers), strict=True)
        except ValidationError as error:
            wrong = [Problem(self.name, f"input.rule_book.{_path(e['loc'])}: {_said(e)}") for e in error.errors()]
            raise BadInput(_limited([*wrong, *unknown])) from None
        if unknown:
            raise BadInput(_limited(unknown))
        return rules

    def question(self, rules: Rules) -> Question:
        part = self.part.input
        return Question(
            rules=rules,
            seats=part.seats,
            withdrawn=frozenset(self.who(part.withdrawn, "input.withdrawn")),
            constraints=tuple(
                Constraint(
                    c.sense, c.number, c.group, frozenset(self.who(c.members, f"input.constraints[{index}].members"))
                )
                for index, c in enumerate(part.constraints)
            ),
            lot_seed=part.lot_seed,
            decisions=tuple(
                Decision(d.stage, d.purpose, d.chosen, f"{self.name}: input.decisions[{index}]")
                for index, d in enumerate(part.decisions)
            ),
            tie_order=self.who(part.tie_order, "input.tie_order"),
            ron=None if part.ron is None else self.who([part.ron], "input.ron")[0],
            further_ron=self.who(part.further_ron, "input.further_ron"),
            guarded=frozenset(self.who(part.guarded, "input.guarded")),
            undeclared=frozenset(self.who(part.undeclared, "input.undeclared")),
        )

    def facts(self) -> Facts:
        part, ballots = self.part, self.part.ballots
        invalid = self.papers(ballots.invalid, "ballots.invalid") - ballots.spoilt * 10**ballots.decimals
        self.expect(invalid >= 0, "ballots.invalid", shown(ballots.invalid), "at least as many as were spoilt")
        return Facts(
            valid=self.papers(ballots.valid, "ballots.valid"),
            invalid=invalid,
            stages=tuple(self.stage(stage, f"stages[{index}]") for index, stage in enumerate(part.stages)),
            elected=self.who(part.elected, "elected"),
            unfilled=part.unfilled,
        )

    def stage(self, part: StagePart, at: str) -> Stage:
        places, decimals = self.figures.vote_places, self.figures.decimals
        self.expect(bool(part.votes), f"{at}.votes", "an empty list", "one figure a candidate")
        return Stage(
            number=part.number,
            kind=part.kind,
            of=self.who(part.of, f"{at}.of"),
            quota=self.perhaps(part.quota, f"{at}.quota"),
            votes=self.of_each(part.votes, f"{at}.votes", places),
            non_transferable=self.votes(part.non_transferable, f"{at}.non_transferable"),
            loss_by_fraction=self.votes(part.loss_by_fraction, f"{at}.loss_by_fraction"),
            elected=self.who(part.elected, f"{at}.elected"),
            excluded=self.who(part.excluded, f"{at}.excluded"),
            steps=tuple(self.step(step, f"{at}.steps[{index}]") for index, step in enumerate(part.steps)),
            ties=tuple(self.tie(tie, f"{at}.ties[{index}]") for index, tie in enumerate(part.ties)),
            guarded=self.who(part.guarded, f"{at}.guarded"),
            doomed=self.who(part.doomed, f"{at}.doomed"),
            required=self.perhaps(part.required, f"{at}.required"),
            transfer_value=(
                None
                if part.transfer_value is None
                else self.number(part.transfer_value, decimals, f"{at}.transfer_value")
            ),
            keep=self.of_each(part.keep, f"{at}.keep", decimals),
            iterations=part.iterations,
            before=self.of_each(part.votes_before, f"{at}.votes_before", places),
            waits=self.perhaps(part.surpluses_waiting, f"{at}.surpluses_waiting"),
        )

    def step(self, part: StepPart, at: str) -> Step:
        return Step(
            value=self.number(part.value, self.figures.decimals, f"{at}.value"),
            papers=self.papers(part.papers, f"{at}.papers"),
            votes=self.of_each(part.votes, f"{at}.votes", self.figures.vote_places),
            non_transferable=self.votes(part.non_transferable, f"{at}.non_transferable"),
            loss_by_fraction=self.votes(part.loss_by_fraction, f"{at}.loss_by_fraction"),
            elected=self.who(part.elected, f"{at}.elected"),
        )

    def tie(self, part: TiePart, at: str) -> Tie:
        self.expect(part.chosen in part.among, f"{at}.chosen", f"candidate {part.chosen}", "one of the tied")
        by: Literal["look-back", "lot", "decision"] = (
            "lot" if part.by == "lot" else "decision" if part.by == "decision" else "look-back"
        )
        stage, step = (*(int(number) for number in re.findall(r"[0-9]+", part.by)), 0, 0)[:2]
        return Tie(
            purpose=part.purpose,
            among=self.who(part.among, f"{at}.among"),
            by=by,
            chosen=part.chosen,
            stage=stage,
            step=step,
            narrowed=self.who(part.narrowed, f"{at}.narrowed"),
        )
