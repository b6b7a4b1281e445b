"""Running the program as a user does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples/ers97-model-election.blt"


def hustings(*words: object, folder: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `hustings` with these words; what it printed, and its exit status."""
    return subprocess.run(
        [sys.executable, "-c", "from hustings.cli.main import main; main()", *map(str, words)],
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, "COLUMNS": "100", **environment},
        timeout=300,
    )
