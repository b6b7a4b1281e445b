"""The forms of site.toml's tables: what each key takes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from hustings.election.folder.election_toml import A_TIME, AN_ADDRESS, Address, Language
from hustings.election.folder.slates_forms import A_COLOUR, TEXT, Colour
from hustings.election.folder.toml_forms import Form, Words


class ColoursForm(Form):
    accent: Colour = Field("", description=A_COLOUR)
    paper: Colour = Field("", description=A_COLOUR)
    ink: Colour = Field("", description=A_COLOUR)


class EventForm(Form):
    title: Words = Field(description=TEXT)
    starts: datetime | date = Field(description=A_TIME)
    ends: datetime | date | None = Field(None, description=A_TIME)
    place: str = Field("", description=TEXT)
    link: Address | None = Field(None, description=f"{AN_ADDRESS}, where one registers")
    join: Address | None = Field(None, description=f"{AN_ADDRESS}, where one joins online once it is time")
    join_from: datetime | date | None = Field(None, description=A_TIME)
    about: str = Field("", description=TEXT)


class LinkForm(Form):
    title: Words = Field(description=TEXT)
    address: Address = Field(description=AN_ADDRESS)


class DocumentForm(Form):
    title: Words = Field(description=TEXT)
    file: Words = Field(description="the name of a PDF file in this folder")
    about: str = Field("", description=TEXT)


class EvidenceForm(Form):
    show: list[Literal["worth", "reasons"]] = Field(description='["worth"], ["reasons"], or both')


class PrivacyForm(Form):
    controller: Words | None = Field(None, description=f"{TEXT}: who is responsible for the site's personal data")
    contact: Address | None = Field(None, description="as in “mailto:data@example.org”, or a web address")
    host: str = Field("", description=f"{TEXT}: the company whose computers send the pages")
    logs: str = Field("", description="a sentence in quotation marks: what the host keeps, and for how long")


class SiteForm(Form):
    base_address: Annotated[str, Field(pattern=r"^https?://[^\s\"<>?#]+$")] | None = Field(None, description=AN_ADDRESS)
    imprint: str = Field("", description=f"{TEXT}: who publishes, for whom, with a postal address")
    title: str = Field("", description=TEXT)
    logo: str = Field("", description="the name of an SVG or PNG file in this folder")
    noindex: bool = Field(False, description="true or false, without quotation marks")
    news: Address | None = Field(None, description=AN_ADDRESS)
    colours: ColoursForm | None = Field(None, description="a table of accent, paper and ink")
    evidence: EvidenceForm | None = Field(None, description="a table with show")
    privacy: PrivacyForm | None = Field(None, description="a table of controller, contact, host and logs")
    languages: list[Language] = Field([], description="codes of languages, the first one first: [“en”, “cy”]")
    words: dict[Words, Words] = Field({}, description="a table of sentences to be replaced, by their names")
    event: list[EventForm] = Field([], description="one table, [[event]], for every event")
    document: list[DocumentForm] = Field([], description="one table, [[document]], for every document")
    link: list[LinkForm] = Field([], description="one table, [[link]], for every link")
