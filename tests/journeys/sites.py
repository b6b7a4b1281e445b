"""Published sites for browser tests: the fictional slate's, at several moments, with and without a postcode index."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from directories import HACKNEY, Row, written
from journeys.program import ROOT, hustings

LEAGUE = ROOT / "examples/hedgerow-league"
NAMES = [
    "Bryony Hawthorn",
    "Alder Fieldfare",
    "Marigold Sedge",
    "Rowan Quickset",
    "Tansy Bullfinch",
    "Juniper Goldcrest",
]
# Moments of the fictional timetable, and what is known then.
NOMINATING, WAITING, VOTING, CLOSED, KNOWN = (
    f"2027-{day}T12:00:00+01:00" for day in ("04-01", "07-01", "07-20", "08-17", "08-20")
)
SOUTH_EAST, WITHOUT_PLACE = "E14001100", "E99999999"
ROWS = [
    Row("E8 1AA", HACKNEY, 534000, 184000),
    Row("E8 1AB", HACKNEY, 534010, 184000, ended="199606"),
    Row("E8 9AA", HACKNEY, 540000, 184000),
    Row("DA1 9AA", SOUTH_EAST, 540050, 184000, region="E12000008"),
    Row("PI1 1AA", HACKNEY, 534000, 190000),
    Row("PL1 1AA", HACKNEY, 534000, 191000),
    Row("E1W 9ZZ", WITHOUT_PLACE, "", "", region="E99999999"),
]


def published(folder: Path, name: str, moment: str, *more: object) -> Path:
    """The slate's site as of a moment, with an order for every area."""
    plan = folder / "plan.csv"
    areas = [line.split(",")[0] for line in (LEAGUE / "areas.csv").read_text().splitlines()[2:]]
    rows = [["council", "green-lanes", area, "A", *NAMES] for area in areas]
    plan.write_text("contest,slate,area,list,1,2,3,4,5,6\n" + "".join(",".join(row) + "\n" for row in rows))
    words = ("--slate", "green-lanes", "--plan", plan, "--as-of", moment, "--out", folder / name)
    done = hustings("publish", LEAGUE, *words, *more)
    assert done.returncode == 0, done.stderr
    return folder / name


def asset(site: Path, name: str) -> Path:
    """An asset by its plain name: «site.css» is published as «site.DIGEST.css»."""
    stem, _, kind = name.rpartition(".")
    (found,) = (site / "assets").glob(f"{stem}.*.{kind}")
    return found


def indexed(folder: Path) -> Path:
    """A postcode index of a few rows that lead to all of the finder's states."""
    directory = written(folder / "ONSPD_NOV_2025.csv", ROWS)
    built = hustings("postcodes", "build", directory, "-o", folder / "postcodes.bin", "--month", "2025-11")
    assert built.returncode == 0, built.stderr
    return folder / "postcodes.bin"


class _Handler(SimpleHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(f"{self.path} {self.headers}")
        super().do_GET()

    def log_message(self, *_: Any) -> None:
        """Tests need no log."""


@contextmanager
def serving(site: Path) -> Iterator[tuple[str, list[str]]]:
    """The address of a site on this computer, and all that is asked of its server: paths with headers."""
    asked: list[str] = []
    handler = type("Handler", (_Handler,), {"asked": asked})
    server = ThreadingHTTPServer(("127.0.0.1", 0), lambda *args: handler(*args, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        server.server_close()
