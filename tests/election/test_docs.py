"""The reference of the election folder names every key and every column."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hustings.election.folder import areas_csv, branches_csv, candidates_csv, nominations_csv, plan_csv
from hustings.election.folder.election_toml import ContestForm, ElectionForm, MovedForm, RetentionForm, TimetableForm
from hustings.election.folder.missing import MINIMAL
from hustings.election.folder.site_forms import ColoursForm, DocumentForm, EventForm, LinkForm, PrivacyForm, SiteForm
from hustings.election.folder.slates_forms import ChangeForm, FixedForm, SignOffForm, SlateForm, SupporterForm
from hustings.election.folder.toml_forms import Form

PAGE = (Path(__file__).parents[2] / "docs" / "election-folder.md").read_text(encoding="utf-8")
FORMS = {
    "election.toml": (ElectionForm, TimetableForm, MovedForm, RetentionForm, ContestForm),
    "slates.toml": (SlateForm, FixedForm, SupporterForm, ChangeForm, SignOffForm),
    "site.toml": (SiteForm, ColoursForm, EventForm, LinkForm, PrivacyForm, DocumentForm),
}
TABLES = {
    "areas.csv": areas_csv.COLUMNS,
    "branches.csv": branches_csv.COLUMNS,
    "candidates.csv": candidates_csv.COLUMNS,
    "nominations.csv": nominations_csv.COLUMNS,
    "plan.csv": plan_csv.COLUMNS,
}


def section(file: str) -> str:
    """The text under the heading that names the file."""
    found = re.search(rf"^## [^\n]*{re.escape(file)}[^\n]*\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, file
    return found[1]


@pytest.mark.parametrize(("file", "form"), [(file, form) for file, forms in FORMS.items() for form in forms])
def test_every_key_is_explained(file: str, form: type[Form]) -> None:
    text = section(file)
    keys = [field.alias or name for name, field in form.model_fields.items()]
    tables = {
        "contest": "[[contest]]",
        "slate": "[[slate]]",
        "timetable": "[timetable]",
        "colours": "[colours]",
        "voting": "[voting]",
        "retention": "[retention]",
        "evidence": "[evidence]",
        "privacy": "[privacy]",
    }
    tables |= {"words": "[words]", "event": "[[event]]", "fixed": "[[slate.fixed]]", "supporter": "[[slate.supporter]]"}
    tables |= {
        "document": "[[document]]",
        "change": "[[slate.change]]",
        "sign_off": "[[slate.sign_off]]",
        "moved": "[[timetable.moved]]",
    }
    for key in keys:
        assert f"`{key}`" in text or tables.get(key, "?") in text or f"[[{key}]]" in text, key


@pytest.mark.parametrize("file", TABLES)
def test_every_column_is_explained(file: str) -> None:
    for column in TABLES[file]:
        assert f"`{column}`" in section(file)


def test_every_file_that_a_message_can_show_is_listed() -> None:
    for name in MINIMAL:
        assert f"| `{name}` |" in PAGE
