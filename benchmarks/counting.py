"""How fast ballots are read and counted by the statute counter, beside other Python programs, and how that grows."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import altair as alt
import vl_convert
from contests import LARGEST_WARD, ROOT, made, wards
from measuring import PEERS, best, peer_counts, table

from hustings.ballots.ballots import Ballots
from hustings.ballots.reading import read_ballots
from hustings.counting.count import count
from hustings.rules.library import names, rule_book
from hustings.rules.question import Constraint, Question

WOMEN = Constraint("at least", 4, "women", frozenset(range(2, 43, 3)))


def question(ballots: Ballots, rules: str, *constraints: Constraint) -> Question:
    assert ballots.seats is not None
    seats = 1 if rules == "irv" else ballots.seats
    return Question(rule_book(rules), seats, constraints=constraints, lot_seed="benchmark")


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:,.2f}"


def largest_ward() -> str:
    ward = read_ballots(LARGEST_WARD)
    ours = best(lambda: count(ward, question(ward, "scottish")), 20)
    winners = sorted(ward.names[c - 1] for c in count(ward, question(ward, "scottish")).elected)
    rows = [["Hustings, `scottish`", milliseconds(ours), "1", "yes"]]
    for peer in PEERS:
        counted = peer_counts(peer, ward, 300)
        if counted is None:
            rows.append([f"{peer} {PEERS[peer]}", "over 300 s or failed", "", ""])
        else:
            same = "yes" if counted[1] == winners else f"no: {', '.join(sorted(set(counted[1]) - set(winners)))}"
            rows.append([f"{peer} {PEERS[peer]}", milliseconds(counted[0]), f"{counted[0] / ours:,.0f}", same])
    reading = best(lambda: read_ballots(LARGEST_WARD), 20)
    rules = [
        [f"`{name}`", milliseconds(best(lambda name=name: count(ward, question(ward, name)), 5))]  # type: ignore[misc]
        for name in names()
    ]
    return (
        f"Reading it: {milliseconds(reading)} ms. Counting it (each program's own Scottish or nearest rule):\n\n"
        + table(["program", "ms", "times ours", "same winners"], rows)
        + "\nUnder each rule book:\n\n"
        + table(["rule book", "ms"], rules)
    )


def all_wards() -> str:
    files = wards()

    def read_and_count() -> None:
        for file in files:
            ballots = read_ballots(file)
            count(ballots, question(ballots, "scottish"))

    return f"All {len(files)} wards read and counted under `scottish`: {best(read_and_count, 3):.2f} s.\n"


def one_made_contest(papers: int) -> dict[str, float]:
    """Seconds and peak memory (MB) of one count in this process, which should do nothing else."""
    import resource

    ballots = made(papers)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds = best(lambda: count(ballots, question(ballots, "labour-nec", WOMEN)), 3 if papers < 10**6 else 1)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"papers": papers, "distinct": len(ballots), "seconds": seconds, "made": before, "memory": after}


def growth() -> str:
    rows, points = [], []
    for papers in (1_000, 10_000, 130_000, 1_000_000):
        done = subprocess.run([sys.executable, __file__, str(papers)], capture_output=True, text=True, check=True)
        found = json.loads(done.stdout)
        points.append(found)
        rows.append(
            [f"{papers:,}", f"{found['distinct']:,}", milliseconds(found["seconds"]), f"{found['memory']:,.0f}"]
        )
    draw_growth(points, ROOT / "docs/benchmarks-growth.svg")
    return table(["papers", "distinct", "ms", "peak memory, MB"], rows)


def draw_growth(points: list[dict[str, float]], file: Path) -> None:
    first, last = points[0], points[-1]
    ratio = (last["seconds"] / last["distinct"]) / (first["seconds"] / first["distinct"])
    chart = (
        alt.Chart(
            alt.InlineData(values=points), title=f"From 10³ to 10⁶ papers a paper costs {ratio:.1f} times as much"
        )
        .mark_line(point=True, color="#b3001b")
        .encode(
            x=alt.X("distinct:Q", scale=alt.Scale(type="log"), title="distinct papers"),
            y=alt.Y("seconds:Q", scale=alt.Scale(type="log"), title="seconds (labour-nec, women at least 4)"),
        )
        .properties(width=480, height=280)
    )
    file.write_text(vl_convert.vegalite_to_svg(chart.to_json()))


def report() -> str:
    """The section of docs/benchmarks.md about the statute counter."""
    return (
        "## The statute counter\n\n"
        f"### The largest ward ({LARGEST_WARD.stem}, 14,207 papers)\n\n{largest_ward()}\n"
        f"### All wards\n\n{all_wards()}\n"
        "### A made contest like the NEC's\n\n42 candidates, 9 seats, 1 to 12 preferences a paper, seed 1; "
        "`labour-nec` with at least four of 14 women. Memory is the whole process's.\n\n"
        f"{growth()}\n![growth](benchmarks-growth.svg)\n"
    )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(one_made_contest(int(sys.argv[1]))))
    else:
        print(report())
