"""The script beside the examples publishes each of them in every phase of its season."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from journeys.program import ROOT

SEASON = ["before", "nominations", "between", "orders", "voting", "last_days", "counting", "result"]


@pytest.mark.parametrize(
    "name",
    [
        "labour-nec-2024",
        *(pytest.param(each, marks=pytest.mark.long) for each in ("labour-nec-2020", "labour-nec-2022")),
    ],
)
def test_every_phase_of_an_example_is_published(name: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "examples/every_phase.py", tmp_path, name], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    made = [Path(line) for line in done.stdout.splitlines()]
    shown = [re.search(r' data-phase="(\w+)"', (site / "index.html").read_text("utf-8")) for site in made]
    assert [phase and phase[1] for phase in shown] == [site.name for site in made]
    assert {"before", "nominations", "voting", "counting", "result"} <= {site.name for site in made} <= {*SEASON}
    for site in made:
        page = (site / "index.html").read_text("utf-8")
        # Nobody knows publicly what was recommended there; that is not to say that nothing was.
        areas = "".join(each.read_text("utf-8") for each in (site / "areas").glob("*.html"))
        assert not re.search("No order for [^<]* was published", areas)
        assert "historical example" in page.lower()
        assert 'content="noindex, nofollow"' in page
