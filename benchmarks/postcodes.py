"""How long the postcode index takes to build, how big it is, how fast it answers; beside a dict and SQLite."""

from __future__ import annotations

import gzip
import json
import pickle
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from contests import DATA, ROOT
from measuring import best, table

from hustings.places.build import Built
from hustings.places.finder import Finder

DIRECTORY = DATA / "postcodes/onspd_shaped_gb.csv.gz"
ASKED = 200_000

# Builds in a process of its own, so that its peak of memory is the building's alone.
BUILD = """
import dataclasses, json, resource, sys, time
from hustings.places.build import build
began = time.perf_counter()
built = build(sys.argv[1], sys.argv[2])
seconds = time.perf_counter() - began
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(json.dumps([seconds, peak, dataclasses.asdict(built)]))
"""


def measured_build(index: Path) -> tuple[float, int, Built]:
    """(seconds, bytes of memory at the peak, what was built)."""
    done = subprocess.run([sys.executable, "-c", BUILD, DIRECTORY, index], capture_output=True, text=True, check=True)
    seconds, peak, built = json.loads(done.stdout)
    return seconds, peak, Built(**built)


def per_second(look_up: Callable[[str], object], postcodes: list[str]) -> str:
    def all_of_them() -> None:
        for postcode in postcodes:
            look_up(postcode)

    return f"{len(postcodes) / best(all_of_them, 3):,.0f}"


def packed(data: bytes) -> str:
    return f"{len(gzip.compress(data, 9)) / 1000:,.0f}"


def with_dict(places: dict[str, tuple[str, str]], asked: list[str]) -> list[str]:
    data = pickle.dumps(places, pickle.HIGHEST_PROTOCOL)
    loading = best(lambda: pickle.loads(data), 3)
    return ["dict (pickled)", packed(data), f"{loading * 1000:,.0f}", per_second(places.__getitem__, asked)]


def with_sqlite(places: dict[str, tuple[str, str]], asked: list[str], path: Path) -> list[str]:
    database = sqlite3.connect(path)
    database.execute("create table place (postcode text primary key, constituency text, region text) without rowid")
    database.executemany("insert into place values (?, ?, ?)", ((key, *place) for key, place in places.items()))
    database.commit()
    database.execute("vacuum")
    question = "select constituency, region from place where postcode = ?"

    def look_up(postcode: str) -> object:
        return database.execute(question, (postcode,)).fetchone()

    opening = best(lambda: sqlite3.connect(path).execute(question, (asked[0],)).fetchone(), 3)
    row = ["SQLite", packed(path.read_bytes()), f"{opening * 1000:,.0f}", per_second(look_up, asked)]
    database.close()
    return row


def with_javascript(index: Path, size: str, asked: list[str]) -> tuple[list[str], str]:
    """The row of the table, and a sentence on single look-ups."""
    node = shutil.which("node")
    if node is None:
        return ["Hustings, JavaScript", size, "no Node here", ""], ""
    program, modules = Path(__file__).with_name("places_lookup.mjs"), ROOT / "src/hustings/places"
    done = subprocess.run(
        [node, program, modules, index], input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    told = json.loads(done.stdout)
    row = ["Hustings, JavaScript", size, f"{told['open'] * 1000:,.0f}", f"{len(asked) / told['all']:,.0f}"]
    return row, (
        f" In JavaScript the very first look-up took {told['first'] * 1000:.2f} ms, and of the first"
        f" 10,000 all but ten at most {told['usual'] * 1000:.3f} ms."
    )


def report() -> str:
    """The section of the benchmarks' page."""
    if not DIRECTORY.exists():
        return "## Postcodes\n\nNot measured: the postcode directory is not here.\n"
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "postcodes.idx"
        seconds, peak, built = measured_build(index)
        finder = Finder.load(index)
        live = finder.live
        assert live is not None
        known = {f"{district} {unit}": live.get(district, unit) for district, unit in live.all()}
        located = {postcode: entry.place for postcode, entry in known.items() if entry and entry.place[0]}
        places = {postcode: (place.constituency, place.region) for postcode, place in located.items()}
        asked = random.Random(1).sample(sorted(places), ASKED)
        assert all(finder.find(postcode)[2:4] == places[postcode] for postcode in asked)
        size = f"{index.stat().st_size / 1000:,.0f}"
        loading = best(lambda: Finder.load(index), 3)
        javascript, single = with_javascript(index, size, asked)
        rows = [
            ["Hustings, Python", size, f"{loading * 1000:,.0f}", per_second(finder.find, asked)],
            javascript,
            with_dict(places, asked),
            with_sqlite(places, asked, Path(folder) / "places.sqlite"),
        ]
    return (
        "## Postcodes\n\n"
        f"Building the index from {built.live:,} live postcodes took {seconds:.1f} s and {peak / 1e6:,.0f} MB of memory"
        f" at the peak; {built.on_boundary:,} postcodes lie within 100 m of another constituency.\n\n"
        f"{ASKED:,} known postcodes in random order, typed as they should be. Hustings parses what was typed, and"
        " knows the neighbouring constituencies; the peers look up a string and know constituency and region."
        f" Size is what travels to a browser, the peers' compressed with gzip.{single}\n\n"
        + table(["", "size, kB", "opening, ms", "look-ups a second"], rows)
    )


if __name__ == "__main__":
    print(report())
