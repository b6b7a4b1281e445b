"""A version of an election folder is there whole or not at all, is never changed, and tells when it was."""

from __future__ import annotations

import io
import os
import random
import signal
import stat
import subprocess
import sys
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from hustings.election.problems import BadInput
from hustings.office import versions, zips
from hustings.office.comparing import differences
from hustings.office.versions import Note, NotKept

NOTE = Note("the officer", "2027-01-01T12:00:00+00:00", "a first version")
FILES = {"election.toml": b'title = "A"\n', "statements/ann.md": b"Hello\n"}


def test_a_version_holds_the_files_and_says_who_made_it_when_why_and_from_what(tmp_path: Path) -> None:
    first = versions.write(tmp_path / "store", FILES, NOTE)
    note = Note("the officer", "2027-01-02T12:00:00+00:00", "another title", first)
    second = versions.write(tmp_path / "store", FILES | {"election.toml": b'title = "B"\n'}, note)
    assert versions.files(tmp_path / "store", first) == FILES
    assert versions.note(tmp_path / "store", second) == note
    assert list(versions.faults(tmp_path / "store", second)) == []


def test_an_altered_added_or_missing_file_and_an_altered_manifest_are_found(tmp_path: Path) -> None:
    name = versions.write(tmp_path, FILES, NOTE)
    folder = versions.folder(tmp_path, name)
    (folder / "election.toml").write_text('title = "B"\n')
    (folder / "extra.csv").write_text("")
    (folder / "statements/ann.md").unlink()
    assert list(versions.faults(tmp_path, name)) == [
        "election.toml has been altered",
        "extra.csv has been added",
        "statements/ann.md is missing",
    ]
    manifest = tmp_path / name / "manifest.json"
    manifest.write_text(manifest.read_text().replace("the officer", "somebody"))
    assert "its manifest has been altered" in list(versions.faults(tmp_path, name))


@pytest.mark.parametrize("path", ["../out", "/etc/passwd", "a/../../b", ".hidden", "a\\b", "C:\\x", "a//b", "a\nb"])
def test_no_file_leaves_its_folder(path: str, tmp_path: Path) -> None:
    with pytest.raises(NotKept, match="cannot be the name of a file"):
        versions.write(tmp_path / "store", {path: b""}, NOTE)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("election.toml", "")
        made.writestr(zipfile.ZipInfo(path), "planted")
    with pytest.raises(BadInput):
        zips.unpacked(archive.getvalue(), "up.zip")


def test_a_disk_that_takes_no_more_leaves_the_versions_as_they_were(tmp_path: Path) -> None:
    # The system's limit on the size of a file stands for the full disk: a write fails in the middle.
    program = f"""
import resource, signal
from pathlib import Path
from hustings.office import versions
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    files = {{"a.csv": b"x" * 15_000, "b.csv": b"x" * 50_000}}
    versions.write(Path({str(tmp_path)!r}), files, versions.Note("o", "t", "w"))
except versions.NotKept as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "nothing was changed" in done.stdout
    assert list(tmp_path.iterdir()) == []


def killed_while_writing(store: Path, kills: int, seed: int) -> list[str]:
    """Versions that a process has named before it was killed, of so many processes killed at random moments."""
    program = f"""
import sys
from pathlib import Path
from hustings.office import versions
for n in range(10_000):
    files = {{f"file-{{i}}.csv": (f"{{n}}-{{sys.argv[1]}}-{{i}}" * 50).encode() for i in range(8)}}
    print(versions.write(Path({str(store)!r}), files, versions.Note("o", str(n), "w")), flush=True)
"""
    moments, named = random.Random(seed), []
    for number in range(kills):
        process = subprocess.Popen([sys.executable, "-c", program, str(number)], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        named.append(process.stdout.readline().strip())
        time.sleep(moments.uniform(0, 0.03))
        os.kill(process.pid, signal.SIGKILL)
        named += [line.strip() for line in process.stdout if line.endswith("\n")]
        process.wait()
    return named


@pytest.mark.parametrize("kills", [4, pytest.param(200, marks=pytest.mark.long)])
def test_no_kill_loses_a_version_that_was_named_or_leaves_half_a_one(kills: int, tmp_path: Path) -> None:
    store = tmp_path / "store"
    named = killed_while_writing(store, kills, seed=1)
    there = [path.name for path in store.iterdir() if not path.name.startswith(".new-")]
    assert set(named) <= set(there)
    assert [fault for name in there for fault in versions.faults(store, name)] == []
    versions.remove_unfinished(store, set(named))
    assert {path.name for path in store.iterdir()} == set(named)


def test_a_zip_file_of_a_version_unpacks_to_the_same_version() -> None:
    assert zips.unpacked(zips.packed(FILES), "up.zip") == FILES
    assert zips.unpacked(zips.packed({f"my-election/{path}": each for path, each in FILES.items()}), "up.zip") == FILES


def test_an_archive_with_any_byte_damaged_is_read_or_refused_in_one_line() -> None:
    """Planted: what a broken stream of compressed bytes raises is forgotten; eleven of these ended in a traceback."""
    whole = zips.packed({"a.txt": b"hello world " * 20, "b/c.csv": b"x,y\n1,2\n" * 30})
    for place in range(len(whole)):
        for flipped in (0x01, 0x40, 0xFF):
            damaged = bytearray(whole)
            damaged[place] ^= flipped
            zips.too_large(bytes(damaged))
            with suppress(BadInput):
                zips.unpacked(bytes(damaged), "up.zip")


def test_an_archive_that_unpacks_without_end_and_a_link_in_one_are_refused() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made:
        for n in range(3):
            made.writestr(f"{n}.csv", bytes(80 << 20))
    assert len(bomb.getvalue()) < 1 << 20
    assert zips.too_large(bomb.getvalue())
    with pytest.raises(BadInput, match="200 MB"):
        zips.unpacked(bomb.getvalue(), "bomb.zip")
    link = io.BytesIO()
    with zipfile.ZipFile(link, "w") as made:
        info = zipfile.ZipInfo("election.toml")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(info, "/etc/passwd")
    with pytest.raises(BadInput, match="symbolic link"):
        zips.unpacked(link.getvalue(), "link.zip")
    with pytest.raises(BadInput, match="not a ZIP file"):
        zips.unpacked(b"PK\x03\x04 and so on", "broken.zip")


def test_two_versions_differ_in_the_lines_that_differ() -> None:
    (found,) = differences(FILES, FILES | {"election.toml": b'title = "B"\n'})
    assert (found.path, found.what) == ("election.toml", "changed")
    assert [(line.kind, line.text) for line in found.lines] == [
        ("place", "from line 1"),
        ("old", 'title = "A"'),
        ("new", 'title = "B"'),
    ]
    assert [each.what for each in differences(FILES, {"new.csv": b"\xff"})] == ["removed", "added", "removed"]
