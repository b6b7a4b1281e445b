"""An office's rows: in a file or in PostgreSQL, backed up, restored, moved, and never taken for another office's."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tarfile
import threading
from contextlib import closing
from pathlib import Path

import pytest

from hustings.election.problems import BadInput
from hustings.office.home import Home
from office.databases import environment, new_database


def hustings(url: str, *words: str) -> subprocess.CompletedProcess[str]:
    """A command of an office whose database this is."""
    command = [sys.executable, "-m", "hustings", "office", *words]
    return subprocess.run(command, capture_output=True, text=True, env=environment(url))


def database_url() -> str:
    """The database of the tests' own office."""
    from django.db import connection

    from office.databases import url_of

    return url_of(connection.settings_dict["NAME"]) if connection.vendor == "postgresql" else ""


def test_a_backup_is_a_whole_office_again_and_what_was_altered_in_it_shows(
    home: Home, committee: dict[str, bytes], tmp_path: Path
) -> None:
    from hustings.office import acts, backup, checking, uploads

    election = acts.create("Backed up", committee, "made")
    uploads.keep(election, "chair", "votes.csv", b"Ann,Bob\n")
    file, again, url = tmp_path / "office.tar.gz", tmp_path / "again", new_database()
    backup.write(home, file, database_url())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
    acts.create("After the backup", committee, "made")
    restored = hustings(url, "restore", str(file), "--folder", str(again))
    # What other tests have done to this office behind its back is in the copy, and nothing else.
    before = list(checking.faults(home))
    assert restored.stdout.splitlines()[: len(before)] == before
    assert before or "Nothing was altered" in restored.stdout, restored.stderr
    assert stat.S_IMODE(again.stat().st_mode) == 0o700
    there = sorted(path.name for path in (again / "elections").iterdir())
    assert election.key in there
    assert "after-the-backup" not in there
    candidates = again / "elections" / election.key / election.current / "folder" / "candidates.csv"
    os.chmod(candidates, 0o600)
    candidates.write_text("name,contest\nEve,chair\n")
    checked = hustings(url, "check", "--folder", str(again))
    assert (checked.returncode, "backed-up, version 1" in checked.stdout) == (1, True)


@pytest.mark.postgresql
def test_an_office_moves_from_one_kind_of_database_to_the_other_and_back(
    home: Home, committee: dict[str, bytes], tmp_path: Path
) -> None:
    """The chain of acts is the same to the last digest; the office can be used, so numbers go on where they were."""
    from hustings.office import acts, audit, backup
    from office.accounts import person

    person("Mona Mover", administrator=True)
    acts.create("Moved", committee, "made")
    head, first = audit.head(), tmp_path / "1.tar.gz"
    backup.write(home, first, database_url())
    moves = {"2": "", "3": new_database()}
    for number, url in moves.items():
        folder = str(tmp_path / number)
        moved = hustings(url, "restore", str(tmp_path / f"{int(number) - 1}.tar.gz"), "--folder", folder)
        assert f"The office is in {folder}" in moved.stderr, moved.stderr
        assert hustings(url, "check", "--folder", folder, "--head", head).stdout == moved.stdout
        packed = hustings(url, "backup", str(tmp_path / f"{number}.tar.gz"), "--folder", folder)
        assert packed.returncode == 0, packed.stderr
    assert not (tmp_path / "3" / "office.sqlite3").exists()
    # The other kind is refused before anything of it is made.
    refused = hustings("", "check", "--folder", str(tmp_path / "3"))
    assert (refused.returncode, "keeps its rows in the PostgreSQL database" in refused.stderr) == (2, True)
    again = hustings(moves["3"], "restore", str(tmp_path / "3.tar.gz"), "--folder", str(tmp_path / "4"))
    assert (again.returncode, "there is an office in this database already" in again.stderr) == (2, True)
    link = ["administrator", "Mona Mover", "mona@example.org", "--folder", str(tmp_path / "3")]
    assert "/join/" in hustings(moves["3"], *link, "--origin", "http://localhost:1").stdout


# Backups of offices as earlier versions made them, without their keys: with the first tables in SQLite, and with those
# of the seventh change in PostgreSQL. In each an election was declared, and changed after that.
EARLIER = Path(__file__).parent / "earlier"


@pytest.mark.parametrize("name", ["first-tables", "seventh-tables"])
def test_an_office_of_an_earlier_version_is_opened_restored_checked_and_moved(name: str, tmp_path: Path) -> None:
    """Into whichever database the tests use, and from there once more by a backup of today."""
    for number, file in enumerate([EARLIER / f"{name}.tar.gz", tmp_path / "today.tar.gz"]):
        url, folder = new_database(), str(tmp_path / f"restored-{number}")
        restored = hustings(url, "restore", str(file), "--folder", folder)
        assert "Nothing was altered" in restored.stdout, restored.stderr
        assert hustings(url, "check", "--folder", folder).stdout == restored.stdout
        packed = hustings(url, "backup", str(tmp_path / "today.tar.gz"), "--folder", folder)
        assert packed.returncode == 0, packed.stderr
    notes = [path for path in (tmp_path / "restored-1").rglob("notes.md") if "After the decl" in path.read_text()]
    assert len(notes) == 1
    notes[0].chmod(0o600)
    notes[0].write_text("Before\n")
    checked = hustings(url, "check", "--folder", folder)
    assert (checked.returncode, "notes.md has been altered" in checked.stdout) == (1, True)


def test_tables_of_an_earlier_version_are_copied_before_they_are_changed_and_the_copy_is_not_kept(
    tmp_path: Path,
) -> None:
    root = tmp_path / "office"
    with tarfile.open(EARLIER / "first-tables.tar.gz") as packed:
        packed.extractall(root, filter="data")
    for _ in range(2):
        checked = hustings("", "check", "--folder", str(root))
        assert "Nothing was altered" in checked.stdout, checked.stderr
    (copy,) = root.glob("office.sqlite3.*")
    assert (copy.name, stat.S_IMODE(copy.stat().st_mode)) == ("office.sqlite3.before-0001_first", 0o600)
    with closing(sqlite3.connect(copy)) as before, closing(sqlite3.connect(root / "office.sqlite3")) as after:
        ours = "SELECT count(*) FROM django_migrations WHERE app = 'office'"
        assert before.execute(ours).fetchone() == (1,)
        assert after.execute(ours).fetchone() > (7,)
        events = "SELECT * FROM office_event ORDER BY number"
        assert before.execute(events).fetchall() == after.execute(events).fetchall()
        # A later version has been here.
        after.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('office', '9999_later', '2099-01-01')"
        )
        after.commit()
    refused = hustings("", "check", "--folder", str(root))
    assert (refused.returncode, "a later version of Hustings" in refused.stderr) == (2, True)
    # It is in no backup, and goes after 30 days.
    from hustings.office import upgrading

    upgrading.forget_copies(Home.at(root))
    assert copy.is_file()
    days = copy.stat().st_mtime - 31 * 86_400
    os.utime(copy, (days, days))
    upgrading.forget_copies(Home.at(root))
    assert not copy.exists()


# Brings the tables of an office back to how an earlier version of Hustings knew them.
BACK = """
import sys
from pathlib import Path
from hustings.office.accounts.settings import Served, settings_for
from hustings.office.home import Home
import django
from django.conf import settings
settings.configure(**settings_for(Served(Home.at(Path(sys.argv[1])), "http://localhost", database=sys.argv[2])))
django.setup()
from django.core.management import call_command
call_command("migrate", "office", sys.argv[3], verbosity=0)
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT count(*) FROM django_migrations WHERE app = 'office'")
    print(*cursor.fetchone())
"""


def as_it_was(root: Path, url: str, name: str) -> int:
    """How many changes the tables have seen once all after this one are undone."""
    done = subprocess.run(
        [sys.executable, "-c", BACK, str(root), url, name], check=True, capture_output=True, text=True
    )
    return int(done.stdout)


@pytest.mark.postgresql
def test_tables_in_postgresql_are_copied_before_they_are_changed_and_the_copy_is_restored(tmp_path: Path) -> None:
    root, url = tmp_path / "office", new_database()
    restored = hustings(url, "restore", str(EARLIER / "seventh-tables.tar.gz"), "--folder", str(root))
    assert "Nothing was altered" in restored.stdout, restored.stderr
    assert as_it_was(root, url, "0007") == 7
    # Without pg_dump nothing is changed, and one line says what to do.
    bare = subprocess.run(
        [sys.executable, "-m", "hustings", "office", "check", "--folder", str(root)],
        capture_output=True,
        text=True,
        env=environment(url) | {"PATH": str(Path(sys.executable).parent)},
    )
    assert (bare.returncode, bare.stderr.count("\n")) == (2, 1), bare.stderr
    assert "there is no pg_dump on this computer" in bare.stderr
    assert "--without-copy" in bare.stderr
    assert not list(root.glob("office.postgresql.*"))
    checked = hustings(url, "check", "--folder", str(root))
    assert checked.stdout == restored.stdout, checked.stderr
    (copy,) = root.glob("office.postgresql.*")
    assert (copy.name, stat.S_IMODE(copy.stat().st_mode)) == ("office.postgresql.before-0007_office", 0o600)
    # Back in an empty database, with the tables as they were; the program of today brings them up to date once more.
    again = new_database()
    back = hustings(again, "restore", str(copy), "--folder", str(root))
    assert back.stdout == restored.stdout, back.stderr
    assert as_it_was(root, again, "0007") == 7
    twice = hustings(again, "restore", str(copy), "--folder", str(root))
    assert (twice.returncode, "there is something in this database already" in twice.stderr) == (2, True)
    nowhere = hustings(new_database(), "restore", str(copy), "--folder", str(tmp_path / "none"))
    assert (nowhere.returncode, "there is no office in this folder" in nowhere.stderr) == (2, True)
    unnamed = hustings("", "restore", str(copy), "--folder", str(root))
    assert (unnamed.returncode, "name an empty database there" in unnamed.stderr) == (2, True)
    # With a backup at hand one can go on without a copy. No backup has a copy in it.
    copy.unlink()
    known = hustings(again, "check", "--folder", str(root), "--without-copy")
    assert (known.stdout, list(root.glob("office.postgresql.*"))) == (restored.stdout, []), known.stderr
    copy.write_bytes(b"PGDMP")
    assert hustings(again, "backup", str(tmp_path / "b.tar.gz"), "--folder", str(root)).returncode == 0
    with tarfile.open(tmp_path / "b.tar.gz") as packed:
        assert not [name for name in packed.getnames() if "before-" in name]


def test_a_file_that_is_no_backup_and_a_folder_that_is_not_empty_are_refused(tmp_path: Path) -> None:
    from hustings.office.backup import restore

    (tmp_path / "text").write_text("no backup")
    with pytest.raises(BadInput, match="damaged, or no backup"):
        restore(tmp_path / "text", tmp_path / "new")
    with tarfile.open(tmp_path / "bad.tar.gz", "w:gz") as packed:
        packed.add(tmp_path / "text", "office.sqlite3")
        packed.add(tmp_path / "text", "../planted")
    with pytest.raises(BadInput, match="damaged, or no backup"):
        restore(tmp_path / "bad.tar.gz", tmp_path / "a" / "new")
    assert not (tmp_path / "a" / "planted").exists()
    with pytest.raises(BadInput, match="there is something in this folder"):
        restore(tmp_path / "bad.tar.gz", tmp_path)


def test_a_folder_and_a_database_of_two_offices_are_refused_and_nothing_is_removed(
    home: Home, committee: dict[str, bytes], tmp_path: Path
) -> None:
    """At its start an office removes versions that no row names: with a database that knows none, that would be all."""
    from hustings.office import acts, belonging

    election = acts.create("Here", committee, "made")
    belonging.check(home)
    other = Home.at(tmp_path / "other")
    with pytest.raises(BadInput, match="is not that of the office in this folder"):
        belonging.check(other)
    # An office of before there were marks is known by its versions.
    for path in home.elections.iterdir():
        shutil.copytree(path, other.elections / path.name)
    belonging.check(other)
    assert other.mark.read_text() == home.mark.read_text()
    folder, url = tmp_path / "copy", new_database()
    shutil.copytree(home.elections, folder / "elections")
    assert list((folder / "elections" / election.key).glob("*/manifest.json"))
    refused = hustings(url, "serve", "--folder", str(folder), "--origin", "http://localhost:1", "--bind", "127.0.0.1:0")
    assert refused.returncode == 2
    assert "is not that of the office in this folder; nothing was changed" in refused.stderr
    assert list((folder / "elections" / election.key).glob("*/manifest.json"))


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://u:secret@h/d", "it should be like postgresql://user:password@localhost:5432/hustings"),
        ("postgresql://u:secret@h", "it names no database"),
        ("postgresql://u:secret@h:x y/d%zz", "it should be like"),
        ("postgresql://u:secret@127.0.0.1:1/d", "the office's database cannot be used: connection failed"),
    ],
)
def test_a_database_that_cannot_be_used_is_named_without_its_password(url: str, said: str, tmp_path: Path) -> None:
    words = ["--folder", str(tmp_path / "office"), "--origin", "http://localhost:1", "--bind", "127.0.0.1:0"]
    refused = hustings(url, "serve", *words)
    assert refused.returncode == 2
    assert said in refused.stderr, refused.stderr
    assert "secret" not in refused.stderr + refused.stdout


def test_of_many_acts_at_once_each_follows_the_one_before(home: Home) -> None:
    """Eight people act at the same time, twenty times each: 160 links, and none is lost or refused."""
    from django.db import connection, transaction

    from hustings.office import audit
    from hustings.office.models import Event

    assert home.mark.is_file()
    before, refused = Event.objects.count(), list[BaseException]()
    start = threading.Barrier(8)

    def act(name: str) -> None:
        start.wait()
        try:
            for n in range(20):
                with transaction.atomic():
                    audit.record(name, f"act {n}")
        except BaseException as error:
            refused.append(error)
        finally:
            connection.close()

    people = [threading.Thread(target=act, args=(f"person {n}",)) for n in range(8)]
    for each in people:
        each.start()
    for each in people:
        each.join()
    assert refused == []
    assert Event.objects.count() == before + 160
    assert [fault for fault in audit.faults() if "does not follow" in fault or "missing" in fault] == []


def test_a_folder_with_accounts_is_not_opened_without_them(served: Home) -> None:
    from hustings.office.server import has_accounts
    from office.accounts import person

    person()
    refused = hustings("", "--folder", str(served.root), "--no-browser")
    said = "keeps its rows in the PostgreSQL database" if database_url() else "open it with “hustings office serve”"
    assert (refused.returncode, said in refused.stderr) == (2, True)
    assert has_accounts(served) is not bool(database_url())
