"""An organisation's office as a real server, and somebody who works in it over the wire."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from html import unescape
from pathlib import Path
from typing import IO
from urllib.parse import urlencode, urlsplit

from office.databases import environment, new_database
from waiting import LONGEST
from web_servers import free_port

# Makes elections in order, with ballots, and officers of them; says how the officers are known to the office.
BEGIN = """
import json, sys
from pathlib import Path
from hustings.office.accounts.serving import configure
from hustings.office.accounts.settings import Served
from hustings.office.home import Home
configure(Served(Home.at(Path(sys.argv[1])), sys.argv[2], database=sys.argv[3]))
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.test import Client
from hustings.office import acts
from hustings.office.accounts.models import Person, Role
from hustings.office.clock import now
toml = 'title = "Committee"\\n[[contest]]\\nid = "chair"\\ntitle = "Chair"\\nseats = 1\\nrules = "scottish"\\n'
files = {
    "election.toml": toml.encode(),
    "candidates.csv": b"name,contest\\nAnn,chair\\nBob,chair\\nCyd,chair\\n",
    "ballots/chair.blt": b'3 1\\n5 1 2 0\\n3 2 1 0\\n2 3 2 0\\n0\\n"Ann"\\n"Bob"\\n"Cyd"\\n""\\n',
}
elections = [acts.create("Committee", files, "made") for _ in range(int(sys.argv[5]))]
cookies = []
for number in range(int(sys.argv[4])):
    person = Person.objects.create(name=f"Officer {number}", email=f"o{number}@example.org", made_at=now())
    TOTP.activate(person, generate_totp_secret())
    Role.objects.create(person=person, election=elections[number % len(elections)], role="officer")
    client = Client()
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    cookies.append(client.cookies[settings.SESSION_COOKIE_NAME].value)
print(json.dumps([[each.key for each in elections], settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, cookies]))
"""


class Server:
    """`hustings office serve` on a port of this computer, over http as for localhost."""

    def __init__(
        self, folder: Path, people: int = 1, elections: int = 1, threads: int = 8, origin: str = "", sites: str = ""
    ) -> None:
        self.folder, self.url, self.port, self.threads = folder, new_database(), free_port(), threads
        self.origin, self.sites = origin or f"http://localhost:{self.port}", sites
        begun = self.python(BEGIN, self.origin, self.url, str(people), str(elections))
        self.keys, self.session, self.form, self.cookies = json.loads(begun)
        self.key = self.keys[0]
        self.log: IO[str] = (folder.parent / "log").open("a")
        self.process: subprocess.Popen[bytes] | None = None

    def python(self, program: str, *words: str) -> str:
        """What a program that knows the office's folder prints."""
        command = [sys.executable, "-c", program, str(self.folder), *words]
        return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout

    def start(self) -> None:
        """Start, and wait until it answers; where another process still has the office, wait for that."""
        words = ["serve", "--folder", str(self.folder), "--origin", self.origin, "--threads", str(self.threads)]
        words += ["--sites-origin", self.sites] if self.sites else []
        command = [sys.executable, "-m", "hustings", "office", *words, "--bind", f"127.0.0.1:{self.port}"]
        for _ in range(60):
            self.process = subprocess.Popen(
                command, stdout=self.log, stderr=self.log, env=environment(self.url), start_new_session=True
            )
            while self.process.poll() is None:
                if self.answers():
                    return
                time.sleep(0.05)
            time.sleep(0.2)
        raise AssertionError(Path(self.log.name).read_text()[-3000:])

    def answers(self) -> bool:
        try:
            # By its secure origin it sends others there.
            return Colleague(self).get("/in")[0] in (200, 301)
        except (OSError, http.client.HTTPException):
            return False

    def workers(self) -> list[int]:
        """The processes that answer."""
        return children(self.process.pid) if self.process else []

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait()


def children(process: int) -> list[int]:
    """The processes that a process has started and that still run."""
    try:
        tasks = Path(f"/proc/{process}/task").iterdir()
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []


def kill(process: int) -> None:
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return


class Colleague:
    """A browser over the wire, with the cookies of somebody who has signed in."""

    def __init__(self, server: Server, number: int | None = None) -> None:
        self.server = server
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=LONGEST)
        token = "a" * 32
        self.fields = {"csrfmiddlewaretoken": token}
        cookies = {server.form: token} | ({} if number is None else {server.session: server.cookies[number]})
        self.headers = {
            "Host": urlsplit(server.origin).netloc,
            "Origin": server.origin,
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        }

    def get(self, path: str) -> tuple[int, str]:
        """The status and the text of a page, or where it leads."""
        return self._asked("GET", path, None, {})

    def post(self, path: str, given: dict[str, str]) -> tuple[int, str]:
        """The status of a form sent, and where it leads."""
        told = urlencode(self.fields | given)
        return self._asked("POST", path, told, {"Content-Type": "application/x-www-form-urlencoded"})

    def send_file(self, path: str, given: dict[str, str], name: str, content: bytes) -> tuple[int, str]:
        """The same with a file."""
        edge = "edge-of-a-part"
        parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in given.items()]
        parts.append(f'--{edge}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{"a" * 32}\r\n')
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        body = "".join(parts).encode() + f"{head}Content-Type: text/plain\r\n\r\n".encode() + content
        body += f"\r\n--{edge}--\r\n".encode()
        return self._asked("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={edge}"})

    def base(self, path: str) -> str:
        """The version that a page's form changes."""
        status, page = self.get(path)
        found = re.search(r'name="base" value="(\w+)"', page)
        assert found, (status, page[:500])
        return found[1]

    def _asked(self, method: str, path: str, body: str | bytes | None, more: dict[str, str]) -> tuple[int, str]:
        try:
            self.connection.request(method, path, body, self.headers | more)
            answer = self.connection.getresponse()
            text = unescape(answer.read().decode("utf-8", "replace"))
        except (OSError, http.client.HTTPException):
            self.connection.close()
            raise
        return answer.status, answer.getheader("Location") or text
