"""How long a plan takes: the fictional election with 42 candidates as a user plans it, and how time grows.

There is no peer to name: no other program plans orders by area. What each count costs beside other programs is in the
part on the compiled counter.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import altair as alt
import vl_convert
from contests import ROOT
from measuring import table

from hustings.forecast.beliefs import (
    ALPHABETICAL,
    AreaBelief,
    Belief,
    Following,
    Forecast,
    default_onward,
    usual_recognition,
)
from hustings.planning.objective import Objective
from hustings.planning.recommend import recommend
from hustings.planning.recommendation import Settings
from hustings.rules.library import rule_book
from hustings.rules.question import Question

LEAGUE = ROOT / "examples" / "hedgerow-league"
CORES = {0, 1}
# What is planned, and how often, since a machine's hours differ.
RUNS = (
    ("six names, at most six lists", ["--lists", "6", "--draws", "2000"], 3),
    ("the same, sizes 4, 5 and 6 compared", ["--lists", "6", "--draws", "2000", "--sizes", "4,5,6"], 1),
)


def report() -> str:
    """The section of docs/benchmarks.md."""
    rows = []
    for words, options, times in RUNS:
        seconds, megabytes, found = zip(*(planned(options) for _ in range(times)), strict=True)
        if any(each["plan"] != found[0]["plan"] for each in found):
            raise RuntimeError("the same seed found different plans")
        found = found[0]
        best = found["plans"][found["recommended"]]
        ceiling = found["ceiling"]
        rows.append(
            [
                words,
                ", ".join(f"{each:.0f}" for each in sorted(seconds)),
                f"{max(megabytes):.0f}",
                f"{best['seats']:.2f} ± {best['error']:.2f}",
                f"{best['more']:+.2f} ± {best['more_error']:.2f}",
                f"{ceiling['value']:.2f} ± {ceiling['error']:.2f}",
            ]
        )
    growth()
    return (
        "## Planning\n\n`hustings plan examples/hedgerow-league --draws 2000` as a whole process on two cores: 42 "
        "candidates, nine places of which four for women at least, thirteen areas, 2,000 scenarios in each stream, "
        "four rounds; with bound, ceiling, sensitivity and votes to move. There is no peer: no other program "
        "does this.\n\n"
        + table(["", "seconds", "peak memory, MB", "expected seats", "more than no advice", "ceiling"], rows)
        + "\nTime of a recommendation without sensitivity, two cores, a made forecast; each alone is varied, the "
        "others are 1,000 scenarios, 13 areas and 6 names:\n\n"
        "![Seconds against scenarios, areas and names](benchmarks-planning-growth.svg)\n"
    )


def planned(options: list[str]) -> tuple[float, float, dict[str, object]]:
    """Seconds, megabytes and figures of one run of the command on two cores."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "plan.json"
        command = [sys.executable, "-c", "from hustings.cli.main import main; main()", "plan", str(LEAGUE)]
        begun = time.perf_counter()
        done = subprocess.Popen(
            [*command, *options, "--json", str(out)],
            stdout=subprocess.DEVNULL,
            preexec_fn=lambda: os.sched_setaffinity(0, CORES),
        )
        _, status, usage = os.wait4(done.pid, 0)
        seconds = time.perf_counter() - begun
        if status:
            raise RuntimeError(f"hustings plan ended with {status}")
        return seconds, usage.ru_maxrss / 1024, json.loads(out.read_text())


def made(names: int, areas: int) -> Forecast:
    """A forecast like the fictional election's: the slate against three of six names and ten independents."""
    sizes = (names, 6, 6, 6, 10)
    numbers = iter(range(1, sum(sizes) + 1))
    followings = []
    for slate, size in zip(("ours", "second", "third", "fourth", "independents"), sizes, strict=True):
        mine = tuple(next(numbers) for _ in range(size))
        known = usual_recognition(tuple(f"Name {number:03}" for number in mine), ALPHABETICAL)
        followings.append(Following(slate, mine, known, default_onward(size)))
    voters = [1 / (1 + i) for i in range(areas)]
    return Forecast(
        contest="made",
        slate="ours",
        names=tuple(f"Name {number:03}" for number in range(1, sum(sizes) + 1)),
        followings=tuple(followings),
        areas=tuple(
            AreaBelief(f"a{i}", round(50_000 * v / sum(voters)) + 1, (0.4, 0.27, 0.14, 0.08, 0.11), Belief(0.35, 0.3))
            for i, v in enumerate(voters)
        ),
        national_shock=0.12,
        area_shock=0.15,
        recognition_shock=0.2,
    )


def growth() -> None:
    """Draw seconds of a recommendation against scenarios, areas and names, each alone."""
    points = []
    series = {
        "scenarios": [(n, 13, 6) for n in (250, 500, 1000, 2000, 4000)],
        "areas": [(1000, n, 6) for n in (2, 5, 13, 40, 120)],
        "names": [(1000, 13, n) for n in (2, 3, 4, 6, 9)],
    }
    ask = Question(rule_book("ers97"), 9, lot_seed="benchmark")
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, CORES)
    try:
        for what, shapes in series.items():
            for scenarios, areas, names in shapes:
                settings = Settings(Objective("seats"), lists=6, scenarios=scenarios, evidence=False)
                begun = time.perf_counter()
                recommend(made(names, areas), ask, settings)
                taken = time.perf_counter() - begun
                value = {"scenarios": scenarios, "areas": areas, "names": names}[what]
                points.append({"what": what, "value": value, "seconds": taken})
    finally:
        os.sched_setaffinity(0, before)
    chart = (
        alt.Chart(alt.InlineData(values=points))
        .mark_line(point=True)
        .encode(
            x=alt.X("value:Q", scale=alt.Scale(type="log"), title=None),
            y=alt.Y("seconds:Q", title="seconds"),
        )
        .properties(width=210, height=180)
        .facet(alt.Facet("what:N", title=None, sort=["scenarios", "areas", "names"]))
        .resolve_scale(x="independent")
    )
    picture = vl_convert.vegalite_to_svg(chart.to_dict())
    (ROOT / "docs" / "benchmarks-planning-growth.svg").write_text(picture)


if __name__ == "__main__":
    print(report())
