"""The examples in docstrings are true, in every module of the program and of the documentation's own machinery."""

from __future__ import annotations

import doctest
import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from journeys.program import ROOT

SOURCE, SPHINX = ROOT / "src", ROOT / "docs/_sphinx"


def modules() -> Iterator[str]:
    """The modules that have an example."""
    for path in sorted((SOURCE / "hustings").rglob("*.py")):
        name = ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
        # The front door's are run in tests/front, and the kernel's stub is compiled.
        if name != "hustings" and not name.startswith("hustings.front.") and ">>> " in path.read_text(encoding="utf-8"):
            yield name
    yield "parameters"


@pytest.mark.parametrize("name", [*modules()])
def test_every_example_of_a_docstring_is_true(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys, "path", [str(SPHINX), *sys.path])
    if name.startswith("hustings.office."):
        # Django is set up once in a process, and there for an office of its own.
        assert examples_of_the_office(name) == "(0, True)"
        return
    results = doctest.testmod(importlib.import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert results.attempted > 0
    assert results.failed == 0


def examples_of_the_office(name: str) -> str:
    """How many examples of a module failed, and whether there are any."""
    program = (
        "import doctest, importlib, django; django.setup(); "
        f"done = doctest.testmod(importlib.import_module({name!r}), optionflags=doctest.NORMALIZE_WHITESPACE); "
        "print((done.failed, done.attempted > 0))"
    )
    setting = {"DJANGO_SETTINGS_MODULE": "office_settings", "PYTHONPATH": str(ROOT / "tests")}
    command = [sys.executable, "-c", program]
    return subprocess.run(command, env=os.environ | setting, capture_output=True, text=True, check=True).stdout.strip()


def test_there_are_modules_with_examples() -> None:
    assert len(list(modules())) >= 5
    assert Path(SOURCE / "hustings/ballots/ballots.py").is_file()
