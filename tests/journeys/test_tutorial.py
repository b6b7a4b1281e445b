"""The tutorial is true: its files are written, its commands run, and they print what it shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from journeys.played import TUTORIAL, played, words


def test_every_command_of_the_tutorial_prints_what_it_shows(tmp_path: Path) -> None:
    pytest.importorskip("hustings.kernel._kernel", reason="the compiled counter is not built here")
    blocks = list(played(TUTORIAL.read_text(encoding="utf-8"), tmp_path))
    assert len(blocks) > 8
    for block, said in blocks:
        shown = block[3]
        if block[2] == "loose":
            assert words(said) == words(shown)
        else:
            assert said == shown
    assert "Together" in (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert "recommends nobody" in (tmp_path / "official/finder.html").read_text(encoding="utf-8")
    assert len(list((tmp_path / "site.releases").glob("*/leaflets/north.pdf"))) == 1
