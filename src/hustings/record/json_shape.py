"""The shape of a count record's JSON: its keys and the types of their values, for reading."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from hustings.record.facts import Kind
from hustings.rules.book import Purpose

Count = Annotated[int, Field(ge=0)]
Numbers = list[Annotated[int, Field(ge=1)]]


class Part(BaseModel):
    """A part of the record. Keys that are not known are passed over: later versions may add some."""

    model_config = ConfigDict(strict=True, extra="ignore")


class ConstraintPart(Part):
    sense: Literal["at least", "at most"]
    number: Count
    group: str
    members: Numbers


class DecisionPart(Part):
    stage: int
    purpose: Purpose
    chosen: int


class InputPart(Part):
    rule_book: dict[str, Any]
    rule_book_text: str
    rule_book_paragraphs: dict[str, str]
    seats: Annotated[int, Field(ge=1)]
    withdrawn: Numbers
    constraints: list[ConstraintPart]
    guarded: Numbers = []
    undeclared: Numbers = []
    ron: Annotated[int, Field(ge=1)] | None = None
    further_ron: Numbers = []
    lot_seed: str | None
    tie_order: Numbers = []
    decisions: list[DecisionPart]


class BallotsPart(Part):
    issued: Count | None
    returned: Count | None
    valid: str
    invalid: str
    spoilt: Count = 0
    decimals: Annotated[int, Field(ge=0, le=18)]
    file: str = ""
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class CandidatePart(Part):
    number: int
    name: str
    party: str | None = None


class StepPart(Part):
    value: str
    papers: str
    votes: list[str]
    non_transferable: str
    loss_by_fraction: str
    elected: Numbers


class TiePart(Part):
    purpose: Purpose = Field(alias="for")
    among: Numbers
    by: Annotated[str, Field(pattern=r"^(look-back to stage [1-9][0-9]{0,5}(, batch [1-9][0-9]{0,5})?|lot|decision)$")]
    chosen: int
    narrowed: Numbers = []


class StagePart(Part):
    number: int
    kind: Kind
    of: Numbers
    quota: str | None = None
    required: str | None = None
    transfer_value: str | None = None
    keep: list[str] = []
    iterations: Count | None = None
    surpluses_waiting: str | None = None
    votes_before: list[str] = []
    votes: list[str]
    non_transferable: str
    loss_by_fraction: str
    steps: list[StepPart] = []
    ties: list[TiePart]
    guarded: Numbers = []
    doomed: Numbers = []
    elected: Numbers
    excluded: Numbers


class RecordPart(Part):
    format: str
    title: str = ""
    organisation: str = ""
    contest: str = ""
    date: Annotated[str, Field(pattern="^([0-9]{4}-[0-9]{2}-[0-9]{2})?$")] = ""
    rules: str
    input: InputPart
    seats: int
    ballots: BallotsPart
    candidates: Annotated[list[CandidatePart], Field(min_length=1)]
    stages: Annotated[list[StagePart], Field(min_length=1)]
    elected: Numbers
    unfilled: Count
    without_constraints: Numbers | None = None
    witnesses: list[str]
    program: str = ""
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] = ""
