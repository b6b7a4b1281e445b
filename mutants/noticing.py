"""Which tests can notice a change: those that run its lines, measured once and kept in build/mutants.

As a plugin of pytest (`-p noticing`) this module measures: which lines of the rooms each test runs, and for how long.
`sitecustomize.py` measures the programs that tests start.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import coverage
import pytest

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "build" / "mutants"
SOURCES = [ROOT / "src" / "hustings" / room for room in ("ballots", "rules", "record", "witness")]
MEASURED = [f"tests/{room}" for room in ("ballots", "rules", "record", "witness", "counting", "narrative", "front")]
MEASURED += ["tests/cli", "tests/reports", "tests/kernel", "tests/election"]
# Those that start the program as its users do.
JOURNEYS = ("counting", "folder_count", "ties", "double_entry", "import", "outputs")
MEASURED += ["tests/schemas", *(f"tests/journeys/test_{name}_journey.py" for name in JOURNEYS)]
MEASURED += ["tests/journeys/test_one_line_of_what_is_wrong.py", "tests/journeys/test_formats_page.py"]
CHOICE = ["-m", "not long and not browser", "-p", "no:cacheprovider", "-q", "--tb=no"]


class Map:
    """For every line of a file, the tests that run it, the shortest first."""

    def __init__(self, files: list[Path]) -> None:
        """Measure, unless that is kept. files: of the rooms; where one has changed since, its lines are not known."""
        kept = KEPT / "map.json"
        if not kept.is_file():
            self._measure(kept, files)
        found = json.loads(kept.read_text())
        self.tests: list[tuple[str, float]] = [(test, seconds) for test, seconds in found["tests"]]
        self.lines: dict[str, dict[str, list[int]]] = found["lines"]
        self.known: dict[str, str] = found["files"]

    def tests_of(self, file: Path, lines: Iterable[int]) -> list[str]:
        """The tests that run one of these lines; where a line runs only on import, those that run any of the file."""
        of_file = self.lines.get(str(file.relative_to(ROOT)), {})
        known = self._unchanged(str(file.relative_to(ROOT)))
        numbers = {test for line in lines for test in of_file.get(str(line), []) if known}
        if not numbers:
            numbers = {test for tests in of_file.values() for test in tests}
        chosen = sorted((self.tests[number] for number in numbers), key=lambda each: each[1])
        return [test for test, _ in chosen if self._unchanged(test.partition("::")[0])]

    def usual(self, tests: Iterable[str]) -> float:
        """How many seconds these tests took when they were measured; a minute for a file that was not."""
        seconds = dict(self.tests)
        return sum(seconds.get(test, 60.0) for test in tests)

    def within(self, tests: list[str], budget: float) -> list[str]:
        """As many of these tests, from the first, as took so many seconds when they were measured."""
        seconds, taken = dict(self.tests), 0.0
        return [test for test in tests if (taken := taken + seconds[test]) <= budget]

    def new_tests(self) -> list[str]:
        """Files of tests that are new, or no longer what was measured."""
        return [file for file in test_files() if not self._unchanged(file)]

    def _unchanged(self, file: str) -> bool:
        return (ROOT / file).is_file() and self.known.get(file) == _digest(ROOT / file)

    def _measure(self, kept: Path, sources: list[Path]) -> None:
        print("measuring which lines each test runs", flush=True)
        KEPT.mkdir(parents=True, exist_ok=True)
        for old in KEPT.glob("*"):
            old.unlink()
        words = [sys.executable, "-m", "pytest", "-n", "2", "-p", "noticing", *CHOICE, *MEASURED]
        environment = {
            **os.environ,
            "PYTHONPATH": str(Path(__file__).parent),
            "COVERAGE_CORE": "ctrace",
            "HUSTINGS_MEASURED_INTO": str(KEPT),
            "HUSTINGS_MEASURED": os.pathsep.join(map(str, SOURCES)),
        }
        done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1):
            sys.exit(f"the tests could not run: {done.stdout[-2000:]}{done.stderr[-2000:]}")
        for failed in re.findall(r"^(?:FAILED|ERROR) (.+)", done.stdout, re.MULTILINE):
            print(f"not used, since it fails while it is measured: {failed}", flush=True)
        measured = coverage.CoverageData(KEPT / "all")
        for part in KEPT.glob("part.*"):
            data = coverage.CoverageData(part)
            data.read()
            measured.update(data)
        seconds = {}
        for part in KEPT.glob("seconds.*"):
            seconds.update(json.loads(part.read_text()))
        kept.write_text(json.dumps(_by_line(measured, seconds, sources)))


def _by_line(measured: coverage.CoverageData, seconds: dict[str, float], sources: list[Path]) -> dict[str, object]:
    """The measured lines of every file with the numbers of their tests."""
    numbers = {test: number for number, test in enumerate(seconds)}
    lines = {}
    for file in measured.measured_files():
        by_line = measured.contexts_by_lineno(file)
        lines[str(Path(file).relative_to(ROOT))] = {
            line: [numbers[test] for test in tests if test in numbers] for line, tests in by_line.items()
        }
    measured_files = [*test_files(), *(str(source.relative_to(ROOT)) for source in sources)]
    files = {file: _digest(ROOT / file) for file in measured_files}
    return {"tests": list(seconds.items()), "lines": lines, "files": files}


def test_files() -> Iterator[str]:
    """The files of the tests that are measured."""
    for measured in MEASURED:
        found = (ROOT / measured).rglob("test_*.py") if (ROOT / measured).is_dir() else [ROOT / measured]
        yield from sorted(str(path.relative_to(ROOT)) for path in found)


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


_measuring: coverage.Coverage | None = None
_seconds: dict[str, float] = {}


def pytest_sessionstart(session: pytest.Session) -> None:
    """Begin to measure, in each process that runs tests."""
    global _measuring
    if hasattr(session.config, "workerinput"):
        source, file = list(map(str, SOURCES)), str(KEPT / f"part.{os.getpid()}")
        _measuring = coverage.Coverage(data_file=file, source=source, config_file=False)
        _measuring.start()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """What runs from here on belongs to this test."""
    if _measuring is not None:
        _measuring.switch_context(item.nodeid)
    return (yield)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """How long each test took that passed."""
    if report.when == "call" and report.passed:
        _seconds[report.nodeid] = report.duration


def pytest_sessionfinish() -> None:
    """Keep what was measured."""
    if _measuring is not None:
        _measuring.stop()
        _measuring.save()
        (KEPT / f"seconds.{os.getpid()}").write_text(json.dumps(_seconds))
