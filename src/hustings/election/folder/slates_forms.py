"""The forms of slates.toml's tables: what each key takes."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from hustings.election.folder.toml_forms import A_CODE, Code, Form, Words

NAMES = 'names of candidates.csv, as in ["Ann Ash", "Ben Birch"]'
BY_CONTEST = f"a table of contests and {NAMES}"
TEXT = "a text in quotation marks"
A_COLOUR = "a colour as in “#1d4f91”"
A_FILE = "the name of a Markdown file in this folder"
Colour = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]
Names = Annotated[list[Words], Field(min_length=1)]


class SupporterForm(Form):
    name: Words = Field(description="the name of the body or person, in quotation marks")
    kind: Literal["body", "person"] = Field(description="“body” or “person”")
    supports: Literal["all", "none yet"] | Names = Field(description=f"“all”, “none yet”, or {NAMES}")
    since: date | None = Field(None, description="a day without quotation marks, as in 2022-05-30")
    account: str = Field("", description=f"{TEXT}: whose word it is")
    role: str = Field("", description=TEXT)
    source: str = Field("", description=TEXT)
    consent: date | None = Field(None, description="a day without quotation marks, as in 2022-05-30")


class FixedForm(Form):
    contest: Words = Field(description="the id of a contest of election.toml")
    area: Words = Field(description="the code of an area of areas.csv")
    order: Names = Field(description=NAMES)
    source: str = Field("", description=TEXT)


class ChangeForm(Form):
    on: date = Field(description="the day of the change, without quotation marks, as in 2022-08-09")
    said: Words = Field(description=f"{TEXT}: what happened and what to do")
    contest: str = Field("", description="the id of a contest of election.toml")
    areas: list[Words] = Field([], description='codes of areas.csv, as in ["wales"]')
    gone: list[Words] = Field([], description=NAMES)


class SignOffForm(Form):
    by: Words = Field(description="the name of the body that must agree, in quotation marks")
    on: date | None = Field(None, description="the day it agreed, without quotation marks, as in 2022-07-01")
    areas: list[Words] = Field([], description='codes of areas.csv, as in ["wales"]')


class SlateForm(Form):
    id: Code = Field(description=A_CODE)
    name: Words = Field(description="the name of the slate, in quotation marks")
    candidates: dict[Words, Names] = Field(min_length=1, description=f"{BY_CONTEST}, in the one order")
    nominate: dict[Words, Names] = Field({}, description=BY_CONTEST)
    after: dict[Words, Names | Words] = Field({}, description=f"a table of contests and words, or {NAMES}")
    fixed: list[FixedForm] = Field([], description="one table, [[slate.fixed]], for every order that is settled")
    colour: Colour = Field("", description=A_COLOUR)
    slogan: str = Field("", description=TEXT)
    thanks: str = Field("", description=f"{TEXT}, which the site says once the result is known")
    priorities: list[Words] = Field([], description='sentences, as in ["A vote for every member"]')
    about: str = Field("", description=TEXT)
    link: str = Field("", description="a web address", pattern="^(https?://.*)?$")
    source: str = Field("", description=TEXT)
    statement: str = Field("", description=A_FILE)
    statements: dict[Words, Words] = Field({}, description="a table of candidates and names of Markdown files")
    supporter: list[SupporterForm] = Field([], description="one table, [[slate.supporter]], for every supporter")
    change: list[ChangeForm] = Field([], description="one table, [[slate.change]], for every changed order")
    sign_off: list[SignOffForm] = Field([], description="one table, [[slate.sign_off]], for every body that must agree")


class SlatesForm(Form):
    slate: list[SlateForm] = Field(min_length=1, description="one table, [[slate]], for every slate")
