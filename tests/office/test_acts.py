"""An act, its new version and its line in the chain of acts come together or not at all; alterations show."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hustings.office.home import Home
from office.databases import as_owner, new_database


def test_an_act_is_recorded_in_its_transaction_and_nowhere_else(home: Home, committee: dict[str, bytes]) -> None:
    from django.db import transaction

    from hustings.office import acts, audit
    from hustings.office.models import Event, Version

    with pytest.raises(RuntimeError, match="transaction of the act"):
        audit.record("the officer", "changed")
    election = acts.create("Transaction", committee, "made")
    before, base = audit.head(), election.current
    with pytest.raises(ZeroDivisionError):
        acts.change(election.key, base, committee, "again", also=lambda _: [][1 // 0])
    election.refresh_from_db()
    assert (audit.head(), election.current) == (before, base)
    assert [path.name for path in home.versions(election.key).iterdir()] == [base]
    with transaction.atomic():
        audit.record("the officer", "lost")
        transaction.set_rollback(True)
    assert not Event.objects.filter(act="lost").exists()
    assert Version.objects.filter(election=election).count() == 1


def test_of_two_changes_to_one_version_the_second_is_refused_and_loses_nothing(
    home: Home, committee: dict[str, bytes]
) -> None:
    from hustings.office import acts, versions

    election = acts.create("Two at once", committee, "made")
    base = election.current
    one = acts.change(election.key, base, committee | {"areas.csv": b"code,name\nn,North\n"}, "areas")
    with pytest.raises(acts.Moved):
        acts.change(election.key, base, committee, "from the same page")
    back = acts.restore(one, 1, one.current)
    assert versions.files(home.versions(back.key), back.current) == committee
    assert "areas.csv" in versions.files(home.versions(back.key), one.current)


def test_the_chain_tells_an_altered_act_a_missing_one_and_a_chain_made_anew(home: Home) -> None:
    assert home.mark.is_file()
    from django.db import DatabaseError, transaction

    from hustings.office import audit
    from hustings.office.models import Event

    with transaction.atomic():
        for n in range(3):
            middle = audit.record("the officer", f"act {n}", said="=1+1")
    assert list(audit.faults()) == []
    last = audit.head()
    assert list(audit.faults({last: "a declaration"})) == []
    with pytest.raises(DatabaseError, match="acts are not changed"):
        Event.objects.filter(pk=middle.pk).update(who="another")
    with pytest.raises(DatabaseError, match="acts are not removed"):
        Event.objects.filter(pk=middle.pk).delete()
    # Whoever owns the database can take the guards away; then the digests tell.
    row = Event.objects.filter(number=middle.number - 1)
    kept = row.get()
    with as_owner() as database:
        database.execute("UPDATE office_event SET who = 'another' WHERE number = %s", [kept.number])
        assert any(f"act {kept.number} (act 1) has been altered" in fault for fault in audit.faults())
        database.execute("DELETE FROM office_event WHERE number = %s", [kept.number])
        assert f"act {kept.number} is missing" in list(audit.faults())
        kept.save(force_insert=True)
    assert list(audit.faults()) == []
    assert list(audit.faults({"f" * 64: "the declaration of chair"})) == [
        "the chain does not have the act that the declaration of chair names: it was shortened, or made anew"
    ]


def test_check_finds_a_version_and_an_upload_that_were_touched(home: Home, committee: dict[str, bytes]) -> None:
    from hustings.office import acts, checking, uploads, versions
    from hustings.office.models import Election, Version

    election = acts.create("Touched", committee, "made")
    upload = uploads.place(uploads.keep(election, "chair", "votes.csv", b"a,b\n1,2\n").digest)
    assert [fault for fault in checking.faults(home) if "touched" in fault] == []
    path = versions.folder(home.versions(election.key), election.current) / "candidates.csv"
    path.write_bytes(path.read_bytes() + b"Dan,chair\n")
    upload.write_bytes(b"a,b\n2,1\n")
    Election.objects.filter(pk=election.pk).update(current="0" * 64)
    found = [fault for fault in checking.faults(home) if "touched" in fault]
    assert found == [
        "touched, version 1: candidates.csv has been altered",
        "touched: its current version is none of its versions",
        "the upload votes.csv of touched has been altered",
    ]
    upload.unlink()
    Election.objects.filter(pk=election.pk).update(current=Version.objects.get(election=election).name)
    path.write_bytes(committee["candidates.csv"])


# Every act says its number once it is done; then the process is killed.
ACTS = """
import sys
from pathlib import Path
from hustings.office.door import Door
from hustings.office.home import Home
from hustings.office.settings import configure, migrate
configure(Door(Home.at(Path(sys.argv[1])), "127.0.0.1", "/"), sys.argv[2])
migrate()
from hustings.office import acts
from hustings.office.models import Election
files = {"election.toml": b'title = "A"\\n[[contest]]\\nid = "c"\\ntitle = "C"\\nseats = 1\\n'}
election = Election.objects.first() or acts.create("A", files, "made")
print(election.current, flush=True)
for n in range(10_000):
    election = acts.change(election.key, election.current, files | {"notes.md": str(n).encode()}, f"change {n}")
    print(election.current, flush=True)
"""


@pytest.mark.parametrize("kills", [2, pytest.param(100, marks=pytest.mark.long)])
def test_no_kill_loses_an_act_that_was_done_or_tears_one(kills: int, tmp_path: Path) -> None:
    moments, done, url = random.Random(2), [], new_database()
    for _ in range(kills):
        process = subprocess.Popen(
            [sys.executable, "-c", ACTS, str(tmp_path / "home"), url], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        done.append(process.stdout.readline().strip())
        time.sleep(moments.uniform(0, 0.15))
        os.kill(process.pid, signal.SIGKILL)
        done += [line.strip() for line in process.stdout if line.endswith("\n")]
        process.wait()
    check = """
import sys
from pathlib import Path
from hustings.office.door import Door
from hustings.office.home import Home
from hustings.office.settings import configure
home = Home.at(Path(sys.argv[1]))
configure(Door(home, "127.0.0.1", "/"), sys.argv[2])
from hustings.office import checking
from hustings.office.models import Version
print(list(checking.faults(home)), *Version.objects.values_list("name", flat=True), sep="\\n")
"""
    found = subprocess.run(
        [sys.executable, "-c", check, str(tmp_path / "home"), url], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert found[0] == "[]"
    assert set(done) <= set(found[1:])
