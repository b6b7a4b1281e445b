"""The line for cron in docs/publishing.md: it publishes, and a run that finds nothing new leaves the release."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from journeys.program import ROOT
from journeys.sites import LEAGUE


def test_the_line_for_cron_publishes_and_leaves_what_is_the_same(tmp_path: Path) -> None:
    text = (ROOT / "docs/publishing.md").read_text("utf-8")
    (command,) = re.findall(r"^    (?:\S+ ){5}cd /srv/election && (.+)$", text, re.MULTILINE)
    shutil.copytree(LEAGUE, tmp_path / "folder")
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    releases = []
    for _ in range(2):
        subprocess.run(["sh", "-c", command], cwd=tmp_path, env=environment, check=True)
        assert (tmp_path / "site/index.html").exists(), (tmp_path / "publish.log").read_text("utf-8")
        releases.append((tmp_path / "site").resolve().name)
    assert releases[0] == releases[1]
