"""Timing: ours in this process, peers each in an environment of its own, both the best of several runs."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from hustings.ballots.ballots import Ballots

HERE = Path(__file__).parent
PEERS = {
    "pyrankvote": "2.0.6",
    "pref_voting": "1.18.2",
    "votekit": "3.5.0",
    "stvpoll": "0.5.6",
    "votelib": "0.4.0",
}


def best(run: Callable[[], object], times: int = 5) -> float:
    """The least of so many wall-clock times, in seconds."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        run()
        taken.append(time.perf_counter() - begun)
    return min(taken)


def peer_python(peer: str) -> Path:
    """The interpreter of a peer's own environment, made at first use with the pinned version."""
    home = HERE / ".peers" / peer
    python = home / "bin" / "python"
    if not (home / ".ready").exists():
        print(f"setting up {peer} {PEERS[peer]}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", home], check=True)
        pinned = f"{peer}=={PEERS[peer]}"
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", pinned], check=True)
        (home / ".ready").touch()
    return python


def peer_counts(peer: str, ballots: Ballots, limit: float) -> tuple[float, list[str]] | None:
    """(best seconds of a count, winners) of a peer, or None if it takes longer than `limit` seconds or fails."""
    contest = {
        "names": list(ballots.names),
        "seats": ballots.seats,
        "papers": [[papers, list(ranking)] for ranking, papers in ballots],
    }
    program = HERE / "peers" / f"count_{peer}.py"
    try:
        done = subprocess.run(
            [peer_python(peer), program], input=json.dumps(contest), capture_output=True, text=True, timeout=limit
        )
    except subprocess.TimeoutExpired:
        return None
    if done.returncode:
        print(f"{peer} failed: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return None
    answer = json.loads(done.stdout.splitlines()[-1])
    return answer["seconds"], answer["winners"]


def table(header: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    lines = [header, ["---"] + ["---:"] * (len(header) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"
