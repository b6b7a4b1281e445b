"""A plan on a cluster beside the same plan on this machine: 650 areas, 10,000 scenarios in each stream.

    python benchmarks/planning_many.py [--scenarios N] [--areas N] [--here RESULT] [--there RESULT]

The forecast is the made one of planning.py. The cluster is a real one, of two worker processes on this machine. What is
recommended must be the same, figure by figure. Processor time is that of this process and of all that it has started.
With --here or --there only one of both runs, and leaves what it found in a file; with both files there, they are
compared.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

from counting_many import cluster, processors
from measuring import table

from hustings.narrative.plan_reasons import plan_json
from hustings.planning.objective import GUARDED
from hustings.planning.recommend import recommend
from hustings.planning.recommendation import Settings
from hustings.planning.spread import hired
from hustings.rules.library import rule_book
from hustings.rules.question import Question
from planning import made

LISTS = 6


def planned(areas: int, scenarios: int, workers: int | str) -> dict[str, Any]:
    """What is recommended, as JSON, and seconds: of the clock, and of processors."""
    forecast, question = made(6, areas), Question(rule_book("ers97"), 9, lot_seed="benchmark")
    settings = Settings(GUARDED, lists=LISTS, scenarios=scenarios)
    begun, before = time.perf_counter(), processors()
    with hired(workers, forecast, question) as who:
        found = recommend(forecast, question, settings, **who)
    return {
        "areas": areas,
        "scenarios": scenarios,
        "seconds": time.perf_counter() - begun,
        "processors": processors() - before,
        "found": plan_json(found, {}),
    }


def there(areas: int, scenarios: int) -> dict[str, Any]:
    """The plan on a cluster."""
    with cluster() as address:
        return planned(areas, scenarios, address)


def report(here: dict[str, Any], far: dict[str, Any]) -> str:
    """A section of the page of benchmarks. Raises ValueError where the plans differ."""
    for what in ("areas", "scenarios", "found"):
        if here[what] != far[what]:
            raise ValueError(f"what was planned differs in its {what}")
    ways = {"this machine, two threads": here, "Dask, two worker processes here": far}
    return (
        f"## A plan on a cluster\n\n{here['areas']:,} areas, six names, at most {LISTS} lists, {here['scenarios']:,} "
        "scenarios in each of three streams, with all evidence. The recommendation is the same, figure by figure.\n\n"
        + table(
            ["", "seconds", "processor, s"],
            [[way, *(f"{each[what]:.1f}" for what in ("seconds", "processors"))] for way, each in ways.items()],
        )
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--scenarios", type=int, default=10_000)
    parser.add_argument("--areas", type=int, default=650)
    parser.add_argument("--here", type=Path, help="plan on this machine alone, and write what is found into this file")
    parser.add_argument("--there", type=Path, help="plan on the cluster alone, and write what is found into this file")
    asked = parser.parse_args()
    size = asked.areas, asked.scenarios
    files = [path for path in (asked.here, asked.there) if path is not None]
    if asked.here and not asked.here.exists():
        asked.here.write_text(json.dumps(planned(*size, "threads:2")))
    if asked.there and not asked.there.exists():
        asked.there.write_text(json.dumps(there(*size)))
    if files and len(files) < 2:
        return
    found = [json.loads(path.read_text()) for path in files] or [planned(*size, "threads:2"), there(*size)]
    print(report(*found))


if __name__ == "__main__":
    main()
