"""docs/many.md is true: its Python answers as it says."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

from journeys.program import ROOT
from journeys.test_how_tos import OPTIONS, Fenced

pytestmark = pytest.mark.kernel


def test_every_line_of_python_answers_as_the_page_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    page: Path = ROOT / "docs/many.md"
    results = doctest.testfile(str(page), module_relative=False, optionflags=OPTIONS, parser=Fenced())
    assert (results.failed, results.attempted) == (0, 7)
