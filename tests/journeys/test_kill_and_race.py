"""Kills at random moments and two publications at once: files are whole, mixtures are recognised, sites stay sound.

A sample runs in the ordinary tests, all of it in the long ones.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from hustings.record.json_writer import data_digest
from hustings.site.release import digest, is_sound, release
from journeys.program import ROOT, hustings
from waiting import LONGEST

PROGRAM = [sys.executable, "-c", "from hustings.cli.main import main; main()"]
PUBLISHER = """\
import sys
from pathlib import Path
from hustings.site.release import release
marker, out, size = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
files = {f"areas/{n}.html": f"{marker} <a href='{(n + 1) % size}.html'>next</a>".encode() for n in range(size)}
files["index.html"] = f"{marker} <a href='areas/0.html'>areas</a>".encode()
print("ready", flush=True)
sys.stdin.readline()
print(release(files, out).name)
"""
BALLOTS = "6 2\n40 1 2 0\n26 2 3 0\n20 3 1 0\n8 4 5 0\n6 5 6 0\n0\nA\nB\nC\nD\nE\nF\nCouncil\n"
OTHER = BALLOTS.replace("26 2 3", "27 2 3")


def all_of(sample: int, whole: int) -> list[object]:
    """How many times: a sample, and the whole as a long test."""
    return [pytest.param(sample, id="sample"), pytest.param(whole, id="whole", marks=pytest.mark.long)]


def kill_after(words: list[str], seconds: float, folder: Path) -> int:
    """Run the program and kill it after a time; its exit status, below 0 where it was killed."""
    with subprocess.Popen(
        [*PROGRAM, *words], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as running:
        time.sleep(seconds)
        running.send_signal(signal.SIGKILL)
        return running.wait()


def killed_often(commands: Sequence[list[str]], kills: int, seconds: float, folder: Path) -> Iterator[bool]:
    """Run the commands in turn and kill each, mostly near its end; whether that was in time. So often as is asked, and
    on until a quarter were in time.

    seconds: how long one takes. The machine may be busier or idler than when that was measured, so it is followed: a
    run that was over first shortens the next ones, one that was killed lengthens them a little.
    """
    chance, in_time = random.Random(7), 0
    for number in itertools.count():
        if number >= kills and in_time > kills / 4:
            return
        killed = kill_after(commands[number % len(commands)], seconds * chance.uniform(0.6, 1.05), folder) < 0
        seconds *= 1.05 if killed else 0.6
        in_time += killed
        yield killed


@pytest.mark.parametrize("kills", all_of(6, 100))
def test_a_count_killed_at_any_moment_leaves_whole_files(kills: int, tmp_path: Path) -> None:
    """Two counts take turns over the same three outputs. Each file is one of theirs whole, and says of which count."""
    (tmp_path / "one.blt").write_text(BALLOTS)
    (tmp_path / "two.blt").write_text(OTHER)
    outputs = ["--json", "record.json", "--csv", "votes.csv", "--html", "sheet.html"]
    rest = ["--rules", "scottish", "--one-witness", *outputs]
    versions: dict[str, list[bytes]] = {"record.json": [], "votes.csv": [], "sheet.html": []}
    started = time.monotonic()
    for name in ("one.blt", "two.blt"):
        assert hustings("count", name, *rest, folder=tmp_path).returncode == 0
        for file, found in versions.items():
            found.append((tmp_path / file).read_bytes())
    each, killed, mixtures = (time.monotonic() - started) / 2, 0, 0
    commands = [["count", name, *rest] for name in ("one.blt", "two.blt")]
    for number, in_time in enumerate(killed_often(commands, kills, each, tmp_path)):
        killed += in_time
        content = {file: (tmp_path / file).read_bytes() for file in versions}
        assert all(content[file] in versions[file] for file in versions), number
        data = json.loads(content["record.json"])
        assert data["sha256"] == data_digest(data)
        # The digest of the record stands in the other two exactly where they are of the same count.
        of = {file: [content[file] == version for version in versions[file]].index(True) for file in versions}
        for file in ("votes.csv", "sheet.html"):
            assert (data["sha256"].encode() in content[file]) == (of[file] == of["record.json"]), number
        mixtures += len(set(of.values())) > 1
    print(f"{killed} of {number + 1} were killed in time, {mixtures} mixtures of two counts were left and recognised")
    assert hustings("count", "one.blt", *rest, folder=tmp_path).returncode == 0
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"one.blt", "two.blt", *versions}, "the next run has cleared up"


@pytest.mark.parametrize("kills", all_of(3, 100))
def test_a_publication_killed_at_any_moment_leaves_a_sound_site(kills: int, tmp_path: Path) -> None:
    """The whole command, killed at random; the site is the old one or the new one, and the next run is not hindered."""
    league = ROOT / "examples/hedgerow-league"
    moments = ("2027-04-01T12:00", "2027-07-01T12:00")
    words = ["publish", str(league), "--slate", "green-lanes", "--out", "site", "--as-of"]
    started = time.monotonic()
    for moment in moments:
        assert hustings(*words, moment, folder=tmp_path).returncode == 0
    each = (time.monotonic() - started) / 2
    commands = [[*words, moment] for moment in moments]
    for number, _ in enumerate(killed_often(commands, kills, each, tmp_path)):
        assert is_sound((tmp_path / "site").resolve()), number
    for moment in moments:
        assert hustings(*words, moment, folder=tmp_path).returncode == 0
    there = [path for path in (tmp_path / "site.releases").iterdir() if path.name != ".lock"]
    assert all(is_sound(path) for path in there)
    assert not [path for path in there if path.name.startswith(".")]


def publisher(marker: str, out: Path, size: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", PUBLISHER, marker, str(out), str(size)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def let_go(running: subprocess.Popen[str]) -> None:
    assert running.stdin is not None
    running.stdin.write("\n")
    running.stdin.flush()


def assert_whole(out: Path, markers: set[str]) -> None:
    """The site is one of these, of a digest that fits, and every link of it leads to a page of the same site."""
    site = out.resolve()
    assert is_sound(site)
    pages = {path: path.read_text("utf-8") for path in site.rglob("*.html")}
    found = {text.split()[0] for text in pages.values()}
    assert len(found) == 1
    assert found <= markers
    for path, text in pages.items():
        for link in re.findall(r"href='([^']+)'", text):
            assert (path.parent / link).resolve() in pages, link


@pytest.mark.parametrize(
    ("pairs", "size"), [pytest.param(2, 200, id="sample"), pytest.param(20, 1000, id="whole", marks=pytest.mark.long)]
)
def test_two_publications_at_once_leave_one_whole_site(pairs: int, size: int, tmp_path: Path) -> None:
    out = tmp_path / "site"
    for number in range(pairs):
        same = number % 4 == 3  # two runs of the same content, too
        markers = [f"run-{number}-a", f"run-{number}-a" if same else f"run-{number}-b"]
        running = [publisher(marker, out, size) for marker in markers]
        for each in running:
            assert each.stdout is not None
            assert each.stdout.readline() == "ready\n"
        for each in running:
            let_go(each)
        for each in running:
            said = each.communicate(timeout=LONGEST)[1]
            assert each.returncode == 0, said
        assert_whole(out, set(markers))
    assert all(is_sound(path) for path in (tmp_path / "site.releases").iterdir() if path.name != ".lock")


@pytest.mark.parametrize("kills", all_of(4, 100))
def test_a_release_killed_at_any_moment_leaves_a_whole_site(kills: int, tmp_path: Path) -> None:
    """Killed while its files are written, flushed, named or shown; then a damaged release is made again."""
    out, size, chance = tmp_path / "site", 300, random.Random(9)
    started = time.monotonic()
    first = publisher("old", out, size)
    assert first.communicate("\n", timeout=LONGEST)[0].startswith("ready")
    each = time.monotonic() - started
    markers = {"old"}
    for number in range(kills):
        markers.add(f"new-{number}")
        running = publisher(f"new-{number}", out, size)
        assert running.stdout is not None
        assert running.stdout.readline() == "ready\n"
        let_go(running)
        time.sleep(chance.uniform(0, each))
        os.kill(running.pid, signal.SIGKILL)
        running.communicate(timeout=LONGEST)
        assert_whole(out, markers)
    files = {"index.html": b"last"}
    release(files, out)
    (out.resolve() / "index.html").write_bytes(b"damaged")
    release(files, out)
    assert out.resolve().name.partition("-")[0] == digest(files)
    assert (out / "index.html").read_bytes() == b"last"
    left = [path.name for path in (tmp_path / "site.releases").iterdir() if path.name.startswith(".")]
    assert left == [".lock"]
