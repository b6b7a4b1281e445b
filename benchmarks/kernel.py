"""How fast the compiled counter is: one count or many, beside other programs, against the machine, and growing."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial

import altair as alt
import numpy as np
import stv_rs
import vl_convert
from contests import ROOT, nec, wards
from measuring import PEERS, best, peer_counts, table

from hustings.ballots.reading import read_ballots
from hustings.kernel import batch, counter
from hustings.rules.library import rule_book
from hustings.rules.question import Question

RULES = ("ers97", "scottish")
# Bytes that a moving paper touches at the least: its node and its tokens, a cache line each, read; the node written.
TOUCHED = 3 * 64


def question(rules: str, seats: int) -> Question:
    return Question(rule_book(rules), seats, lot_seed="benchmark")


def seconds(call: Callable[..., object], *args: object, times: int = 5, **more: object) -> float:
    """The least processor time of several runs of call(*args, **more), on one thread."""
    return stv_rs.processor_seconds(partial(call, *args, **more, threads=1), times)


def like_the_nec() -> str:
    ballots, rows = nec(5_000), []
    weights = np.random.default_rng(2).integers(1, 50, (4_000, len(ballots)))
    single = {}
    for rules in RULES:
        asked = question(rules, 9)
        planted = batch.plant(ballots, asked)
        one = seconds(batch.count_batch, planted, weights, asked) / len(weights)
        some = [dataclasses.replace(ballots, papers=papers) for papers in weights[:20]]
        moved = np.mean([counter.count_and_moves(each, asked)[1] for each in some])
        single[rules] = seconds(batch.count_each, [(ballots, asked)])
        figures = (1 / one, one * 1e6, moved, one / moved * 1e9)
        rows.append([f"`{rules}`", *(f"{figure:,.0f}" for figure in figures[:-1]), f"{figures[-1]:.1f}"])
    bound = TOUCHED / second_level_bandwidth()
    peers = [["Hustings, `scottish`, alone", f"{single['scottish'] * 1e3:,.2f}", "1"]]
    for peer in PEERS:
        counted = peer_counts(peer, ballots, 30)
        said = [f"{counted[0] * 1e3:,.0f}", f"{counted[0] / single['scottish']:,.0f}"] if counted else ["over 30 s", ""]
        peers.append([f"{peer} {PEERS[peer]}", *said])
    return (
        "A contest like the NEC's: 42 candidates, 9 seats, 5,000 distinct weighted papers of 12 preferences, seed 1; "
        "4,000 such elections over the same rankings, winners only:\n\n"
        + table(
            [
                "rule book",
                "counts a second, one thread",
                "µs a count",
                "papers moved",
                "ns a paper moved",
            ],
            rows,
        )
        + f"\nThe physical bound: a moving paper touches {TOUCHED} bytes, which this machine copies within its second "
        f"level of cache in {bound * 1e9:.1f} ns. What lies between is the dependence of each step on the one before, "
        "and branches that cannot be foreseen; papers with a common beginning that move as one are counted singly here."
        "\n\nOne such election by itself, its rankings made ready as well:\n\n"
        + table(["program", "ms", "times ours"], peers)
    )


def second_level_bandwidth() -> float:
    """Bytes a second that one core copies where source and target fit in its second level of cache."""
    source, target = np.ones(32_000), np.empty(32_000)

    def copy() -> None:
        for _ in range(200):
            target[:] = source

    return 2 * source.nbytes * 200 / best(copy)


def real_wards() -> str:
    rows, each = [], [read_ballots(path) for path in wards()]
    for rules in ("scottish", "ers97", "meek"):
        pairs = [(ballots, question(rules, ballots.seats or 1)) for ballots in each]
        rows.append([f"`{rules}`", f"{seconds(batch.count_each, pairs) * 1e3:.0f}"])
    return f"All {len(each)} Scottish wards in one batch, ballots in memory, milliseconds:\n\n" + table(
        ["rule book", "one thread"], rows
    )


def large() -> str:
    rows = []
    for papers, candidates, preferences, seats in ((130_000, 42, 12, 9), (5_000_000, 100, 10, 6)):
        shape = (papers, candidates, preferences, seats)
        done = subprocess.run([sys.executable, __file__, *map(str, shape)], capture_output=True, text=True, check=True)
        found = json.loads(done.stdout)
        for rules in RULES:
            first, later = found[rules]
            figures = (f"{figure:,}" for figure in shape)
            rows.append(
                [f"`{rules}`", *figures, f"{first * 1e3:,.1f}", f"{later * 1e3:,.1f}", f"{found['memory']:,.0f}"]
            )
    return "One count of distinct papers, from ballots in memory to winners, on one thread:\n\n" + table(
        ["rule book", "papers", "candidates", "preferences", "seats", "first, ms", "best, ms", "peak memory, MB"], rows
    )


def one_large(papers: int, candidates: int, preferences: int, seats: int) -> dict[str, object]:
    """Seconds of a first and of the best count, and the peak of memory, in a process of its own."""
    import resource

    ballots = nec(papers, candidates, preferences)
    found: dict[str, object] = {}
    for rules in RULES:
        pair = (ballots, question(rules, seats))
        times = [seconds(batch.count_each, [pair], times=1) for _ in range(4)]
        found[rules] = (times[0], min(times))
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


def growth() -> str:
    """Time of one count against papers, candidates and seats, each alone."""
    points = []
    series = {
        "papers": [(n, 42, 9) for n in (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)],
        "candidates": [(30_000, n, 9) for n in (12, 20, 42, 80, 160, 320)],
        "seats": [(30_000, 42, n) for n in (1, 2, 4, 9, 15, 25)],
    }
    for what, shapes in series.items():
        for papers, candidates, seats in shapes:
            ballots = nec(papers, candidates)
            for rules in RULES:
                pair = (ballots, question(rules, seats))
                taken = seconds(batch.count_each, [pair])
                value = {"papers": papers, "candidates": candidates, "seats": seats}[what]
                points.append({"what": what, "value": value, "ms": taken * 1e3, "rule book": rules})
    chart = (
        alt.Chart(alt.InlineData(values=points))
        .mark_line(point=True)
        .encode(
            x=alt.X("value:Q", scale=alt.Scale(type="log"), title=None),
            y=alt.Y("ms:Q", scale=alt.Scale(type="log"), title="ms a count"),
            color=alt.Color("rule book:N", scale=alt.Scale(range=["#b3001b", "#1f5a7a"])),
        )
        .properties(width=200, height=220)
        .facet(alt.Facet("what:N", title=None, sort=list(series)))
        .resolve_scale(x="independent")
        .properties(title="42 candidates, 9 seats, 30,000 distinct papers of 12 preferences, one of these varied")
    )
    (ROOT / "docs/benchmarks-kernel-growth.svg").write_text(vl_convert.vegalite_to_svg(chart.to_json()))
    return "![Milliseconds a count, against papers, candidates and seats](benchmarks-kernel-growth.svg)\n"


def report() -> str:
    """The section of docs/benchmarks.md."""
    head = "## The compiled counter\n\nOurs are processor times on one thread, the least of several runs.\n"
    beside = partial(stv_rs.report, {"like the NEC's": nec(5_000), "like the NEC's, large": nec(130_000)})
    return "\n".join([head, *(part() for part in (like_the_nec, real_wards, beside, large, growth))])


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(one_large(*map(int, sys.argv[1:]))))
    else:
        begun = time.perf_counter()
        print(report())
        print(f"{time.perf_counter() - begun:.0f} s", file=sys.stderr)
