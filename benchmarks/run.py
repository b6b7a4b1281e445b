"""All benchmarks, one after another; the results replace docs/benchmarks.md."""

from __future__ import annotations

import importlib
import os
import platform
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
PARTS = ("starting", "ballots_files", "counting", "kernel", "postcodes", "planning", "publishing", "finder")


def main() -> None:
    here = Path(__file__).parent
    wanted = sys.argv[1:] or [part for part in PARTS if (here / f"{part}.py").exists()]
    header = (
        "# Benchmarks\n\n`make bench` makes this page: every figure of one run on one machine "
        f"({os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}). "
        "Times are the best of several runs; what matters are the ratios.\n"
    )
    sections = [importlib.import_module(part).report() for part in wanted]
    text = "\n".join([header, *sections])
    if sys.argv[1:]:
        print(text)
    else:
        (here.parent / "docs/benchmarks.md").write_text(text)


if __name__ == "__main__":
    main()
