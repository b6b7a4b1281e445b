"""The notebook is true: its cells run, in order, on the wards that it makes up and on a folder that a reader names."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from journeys.program import ROOT

pytestmark = pytest.mark.kernel
NOTEBOOK = ROOT / "docs/notebooks/wards.ipynb"
RULES = ["scottish", "ers97", "minneapolis", "meek", "plurality"]


def cells() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    return found


def run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the notebook's names are when all its cells have run in the folder."""
    monkeypatch.chdir(folder)
    names: dict[str, Any] = {"__name__": "notebook"}
    for cell in cells():
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), f"{NOTEBOOK.name}, cell {cell['id']}", "exec"), names)
    return names


def test_it_counts_a_hundred_wards_under_five_rule_books_and_plots_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WARDS", raising=False)
    names = run(tmp_path, monkeypatch)
    assert names["elected"].shape == (100, 5)
    assert list(names["elected"].columns) == RULES
    assert set(map(len, names["elected"]["meek"])) == {3, 4}
    assert len(names["differ"]) == 10
    assert "rect" in names["chart"].to_json()
    # Every square, counted again from the sets of those elected.
    for _, pair in names["differ"].iterrows():
        one, other = names["elected"][pair["one"]], names["elected"][pair["other"]]
        assert pair["wards"] == sum(first != second for first, second in zip(one, other, strict=True))


@pytest.mark.data
def test_it_reads_the_folder_that_a_reader_names(tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wards = tmp_path / "real"
    wards.mkdir()
    for file in sorted((data / "scotland/2017").glob("*.blt"))[:5]:
        shutil.copy(file, wards)
    monkeypatch.setenv("WARDS", str(wards))
    names = run(tmp_path, monkeypatch)
    assert names["elected"].shape == (5, 5)
    assert not (tmp_path / "wards").exists()


def test_it_is_kept_without_outputs() -> None:
    for cell in cells():
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None
    assert NOTEBOOK.stat().st_size < 20_000
