"""People at work in an organisation's office: answers, errors, and what each kind of page costs the server.

`python benchmarks/office_load.py` has 50 people at work for 5 minutes; `--people` and `--seconds` say otherwise. Each
clicks every few seconds, as a person does. `python tests/postgres.py python benchmarks/office_load.py` does it on
PostgreSQL. Run it on a machine that does nothing else: the people take processor time too.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from office.serving import Colleague, Server, children

# Seconds between two clicks of a person, on average; how many people there are to an election.
PAUSE, TO_AN_ELECTION = 4.0, 5
# Of a hundred clicks. The others are conflicts of two who change one thing, which a page tells them.
READS = {
    "where it stands": (25, "/e/{key}/"),
    "set up": (10, "/e/{key}/set-up"),
    "candidates": (10, "/e/{key}/set-up/candidates/chair"),
    "a contest's result": (15, "/e/{key}/count/chair"),
    "versions": (5, "/e/{key}/versions"),
    "what was done": (5, "/e/{key}/acts"),
    "list of elections": (5, "/"),
}
ACTS = {"a file as text saved": 15, "ballots brought": 5, "a count begun": 5}


class Person(threading.Thread):
    """Somebody who clicks. taken: by the kind of a click, the seconds of each answer."""

    def __init__(self, server: Server, number: int, until: float) -> None:
        super().__init__(daemon=True)
        self.me, self.key = Colleague(server, number), server.keys[number % len(server.keys)]
        self.chance, self.until = random.Random(number), until
        self.taken: dict[str, list[float]] = defaultdict(list)
        self.errors: list[str] = []
        self.conflicts = 0

    def run(self) -> None:
        kinds = {name: share for name, (share, _) in READS.items()} | ACTS
        time.sleep(self.chance.uniform(0, PAUSE))
        while time.monotonic() < self.until:
            (kind,) = self.chance.choices(list(kinds), list(kinds.values()))
            try:
                self.click(kind)
            except (OSError, http.client.HTTPException, AssertionError) as error:
                self.errors.append(f"{kind}: {error!r}"[:300])
            time.sleep(self.chance.expovariate(1 / PAUSE))

    def click(self, kind: str) -> None:
        at = f"/e/{self.key}"
        if kind in READS:
            path = READS[kind][1].format(key=self.key)
            self.timed(kind, lambda: self.me.get(path))
        elif kind == "a file as text saved":
            form = f"{at}/set-up/text?name=notes.md"
            status, page = self.timed("a form opened", lambda: self.me.get(form))
            base = re.search(r'name="base" value="(\w+)"', page)
            if status == 200 and base:
                given = {"name": "notes.md", "text": f"{self.chance.random()}\n", "base": base[1]}
                self.timed(kind, lambda: self.me.post(f"{at}/set-up/text", given))
        elif kind == "ballots brought":
            rows = self.chance.choices(["Ann,Bob", "Bob,Cyd", "Cyd,Ann", "Ann,"], k=300)
            content = "\n".join(["First preference,Second preference", *rows, ""]).encode()
            self.follow(kind, lambda: self.me.send_file(f"{at}/count/chair/ballots", {}, "votes.csv", content))
        else:
            self.follow(kind, lambda: self.me.post(f"{at}/count/chair/count", {}))

    def follow(self, kind: str, ask: Callable[[], tuple[int, str]]) -> None:
        """Begin a run, and look how far it is until it is over."""
        status, where = self.timed(kind, ask)
        while status == 302 and time.monotonic() < self.until:
            if self.timed("how far a run is", lambda: self.me.get(f"{where}/progress"))[0] != 200:
                return
            time.sleep(1)

    def timed(self, kind: str, ask: Callable[[], tuple[int, str]]) -> tuple[int, str]:
        begun = time.monotonic()
        status, text = ask()
        self.taken[kind].append(time.monotonic() - begun)
        conflict = status == 409 or (status == 422 and "in another window" in text)
        self.conflicts += conflict
        if status not in (200, 204, 302) and not conflict:
            said = " ".join(re.sub(r"<[^>]*>", " ", text.partition("<main")[2]).split())
            self.errors.append(f"{kind}: {status} {said[:300]}")
        return status, text


def processor(process: int) -> float:
    """The processor seconds of a process, without the runs that it started."""
    ticks = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def costs(server: Server, times: int) -> str:
    """What one page of each kind costs the server, in milliseconds of processor time, asked one after another."""
    (worker,) = server.workers()
    person = Person(server, 0, time.monotonic() + 3600)
    rows = []
    for kind in (*READS, "a file as text saved"):
        person.click(kind)
        before = processor(worker)
        for _ in range(times):
            person.click(kind)
        rows.append(f"| {kind} | {(processor(worker) - before) / times * 1000:.1f} |")
    return "\n".join(["| Page | Processor, ms |", "|---|---:|", *rows])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--costs", type=int, default=0, metavar="TIMES", help="What each page costs; nobody else asks.")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "office", asked.people, max(1, asked.people // TO_AN_ELECTION), threads=16)
        server.start()
        try:
            if asked.costs:
                print(costs(server, asked.costs))
                return 0
            return told(server, work(server, asked.people, asked.seconds))
        finally:
            server.stop()


def work(server: Server, people: int, seconds: int) -> list[Person]:
    """Everybody at work, until the time is over."""
    until = time.monotonic() + seconds
    working = [Person(server, number, until) for number in range(people)]
    for each in working:
        each.start()
    for each in working:
        each.join()
    return working


def told(server: Server, people: list[Person]) -> int:
    """Print what was measured; 1 where there was an error, or 95 % took more than 300 ms."""
    (worker,) = server.workers()
    used, runs = processor(worker), len(children(worker))
    taken: dict[str, list[float]] = defaultdict(list)
    for person in people:
        for kind, seconds in person.taken.items():
            taken[kind] += seconds
    every = sorted(second for seconds in taken.values() for second in seconds)
    errors = [error for person in people for error in person.errors]
    print("| What | Answers | Median, ms | 95 %, ms | Most, ms |\n|---|---:|---:|---:|---:|")
    for kind, seconds in [*sorted(taken.items()), ("all", every)]:
        seconds.sort()
        places = (seconds[int(share * (len(seconds) - 1))] * 1000 for share in (0.5, 0.95, 1))
        print(f"| {kind} | {len(seconds)} | {' | '.join(f'{each:.0f}' for each in places)} |")
    print(f"\n{len(errors)} errors, {sum(each.conflicts for each in people)} conflicts told; {runs} runs go on still;")
    print(f"{used:.1f} s of processor time of the server, {used / len(every) * 1000:.1f} ms an answer.")
    print(*errors[:10], sep="\n")
    return int(bool(errors) or every[int(0.95 * (len(every) - 1))] > 0.3)


if __name__ == "__main__":
    sys.exit(main())
