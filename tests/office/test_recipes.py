"""The recipes in docs/how-to/office-for-an-organisation.md as they stand there: web servers, systemd, mail."""

from __future__ import annotations

import http.client
import re
import shutil
import socket
import socketserver
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_string
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from hustings.office.home import Home
from journeys.program import ROOT
from office.accounts import PASSWORD, SERVED, Visitor, person
from office.serving import Server
from waiting import LONGEST, until
from web_servers import caddy, free_port, nginx, program_of, recipe, served

DOCUMENT = ROOT / "docs/how-to/office-for-an-organisation.md"
OFFICE, SITES = "office.example.org", "elections.example.org"
SERVERS = {"nginx": "nginx-light", "caddy": "caddy"}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("behind") / "office"
    server = Server(folder, people=2, origin=f"https://{OFFICE}", sites=f"https://{SITES}")
    server.start()
    pages = folder / "sites" / f"{server.key}.1"
    pages.mkdir()
    (pages / "index.html").write_text("Our election")
    (pages / "_headers").write_text("/*\n  X-Content-Type-Options: nosniff\n")
    (folder / "sites" / server.key).symlink_to(pages.name)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for both names, and its key."""
    import datetime

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.datetime.now(datetime.UTC)
    names = x509.SubjectAlternativeName([x509.DNSName(OFFICE), x509.DNSName(SITES)])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1)).add_extension(names, True)
    folder = tmp_path_factory.mktemp("certificate")
    (folder / "cert").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    (folder / "key").write_bytes(key.private_bytes(pem, pkcs8, plain))
    return folder / "cert", folder / "key"


@pytest.fixture(scope="module", params=SERVERS)
def port(request: pytest.FixtureRequest, office: Server, certificate: tuple[Path, Path]) -> Iterator[int]:
    """A web server with the recipe, on a port of this computer, with TLS."""
    program, port, (cert, key) = program_of(request.param, SERVERS[request.param]), free_port(), certificate
    server = recipe(DOCUMENT, request.param).replace("127.0.0.1:8088", f"127.0.0.1:{office.port}")
    with TemporaryDirectory() as place:
        folder = Path(place)
        if request.param == "nginx":
            tls = f"listen 127.0.0.1:{port} ssl; ssl_certificate {cert}; ssl_certificate_key {key};"
            command = nginx(program, f"server {{ server_name {OFFICE} {SITES}; {tls}\n{server} }}", folder)
        else:
            sites = server.replace(f"{OFFICE}, {SITES} {{", f"https://:{port} {{\n    tls {cert} {key}")
            command = caddy(program, sites, folder)
        yield from served(command, folder, port)


class Outside:
    """A browser somewhere, over TLS."""

    def __init__(self, port: int, certificate: tuple[Path, Path], host: str = OFFICE) -> None:
        self.port, self.host = port, host
        self.context = ssl.create_default_context(cafile=str(certificate[0]))
        self.cookies: dict[str, str] = {}

    def ask(
        self, method: str, path: str, body: str | None = None, **headers: str
    ) -> tuple[int, http.client.HTTPMessage, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONGEST)
        connection.sock = self.context.wrap_socket(
            socket.create_connection(("127.0.0.1", self.port), LONGEST), server_hostname=OFFICE
        )
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        cookie = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        connection.request(method, path, body, {"Host": self.host} | cookie | given)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        for each in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = each.partition(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        return answer.status, answer.headers, text

    def token(self) -> str:
        """What a form of the office has to send back."""
        _, _, page = self.ask("GET", "/in")
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)
        assert token, page
        return token[1]

    def wrong_password(self, email: str, **headers: str) -> int:
        form = {"Content_Type": "application/x-www-form-urlencoded", "Origin": f"https://{OFFICE}"}
        said = f"csrfmiddlewaretoken={self.token()}&login={email}&password=wrong"
        return self.ask("POST", "/in", said, **form, **headers)[0]

    def file_of(self, size: int, office: Server) -> int:
        """The answer to a form with a file from somebody who has signed in, which the office reads to its end."""
        form = {"Content_Type": "multipart/form-data; boundary=end", "Origin": f"https://{OFFICE}"}
        token = "a" * 32
        self.cookies |= {office.session: office.cookies[0], office.form: token}
        parts = {'"csrfmiddlewaretoken"': token, '"file"; filename="a.csv"': "a" * size}
        said = "".join(
            f"--end\r\nContent-Disposition: form-data; name={name}\r\n\r\n{text}\r\n" for name, text in parts.items()
        )
        return self.ask("POST", "/in", f"{said}--end--\r\n", **form)[0]


def test_an_office_behind_a_web_server_has_its_cookies_and_headers_and_no_other_name(
    port: int, certificate: tuple[Path, Path]
) -> None:
    browser = Outside(port, certificate)
    status, headers, page = browser.ask("GET", "/in")
    assert (status, "Sign in" in page) == (200, True)
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
    cookies = " ".join(headers.get_all("Set-Cookie") or [])
    assert "__Host-hustings-form" in cookies
    assert "Secure" in cookies
    # Said by somebody outside, these count for nothing.
    assert browser.ask("GET", "/in", X_Forwarded_Host="evil.example", X_Forwarded_Proto="http")[0] == 200
    for name in ("evil.example", "office.example.org.evil.example"):
        status, _, page = Outside(port, certificate, name).ask("GET", "/in")
        assert (status, "Sign in" in page) == (421, False)


def test_wrong_passwords_lock_the_place_that_they_come_from_whatever_it_says_of_itself(
    port: int, certificate: tuple[Path, Path], request: pytest.FixtureRequest
) -> None:
    # An account for each of the two web servers, which are both on this computer.
    browser = Outside(port, certificate)
    email = "o0@example.org" if "nginx" in request.node.name else "o1@example.org"
    answers = [browser.wrong_password(email, X_Forwarded_For=f"203.0.113.{n}") for n in range(6)]
    assert answers[:4] == [200] * 4
    assert answers[-1] == 429


def test_files_of_the_size_that_the_office_takes_come_through_and_larger_ones_do_not(
    port: int, certificate: tuple[Path, Path], office: Server
) -> None:
    """3 MB is more than web servers let through unasked; who has signed in is led on from the page where one does."""
    browser = Outside(port, certificate)
    assert browser.file_of(3 << 20, office) == 302
    with socket.create_connection(("127.0.0.1", port), LONGEST) as plain:
        sent = browser.context.wrap_socket(plain, server_hostname=OFFICE)
        sent.sendall(f"POST /in HTTP/1.1\r\nHost: {OFFICE}\r\nContent-Length: {70 << 20}\r\n\r\n".encode())
        with suppress(OSError):  # it may close before it has all
            for _ in range(70):
                sent.sendall(bytes(1 << 20))
        # Caddy says 502: it is still sending when the office, which has seen the length, has answered and gone.
        assert re.match(rb"HTTP/1.1 (413|502) ", sent.recv(100))


def test_published_pages_have_their_own_name_and_no_cookie(
    port: int, certificate: tuple[Path, Path], office: Server
) -> None:
    browser = Outside(port, certificate, SITES)
    status, headers, page = browser.ask("GET", f"/{office.key}/")
    assert (status, page, headers.get_all("Set-Cookie")) == (200, "Our election", None)
    assert browser.ask("GET", "/in")[0] == 404
    assert Outside(port, certificate).ask("GET", f"/{office.key}/")[0] == 404


def test_the_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("needs systemd-analyze (Debian, Ubuntu: sudo apt-get install systemd)")
    unit = tmp_path / "hustings.service"
    unit.write_text(
        recipe(DOCUMENT, "ini").replace("/opt/hustings/bin/hustings", str(Path(sys.executable).with_name("hustings")))
    )
    said = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True)
    assert (said.returncode, [line for line in said.stderr.splitlines() if "hustings.service" in line]) == (0, [])
    # 10 is a service that may do everything; systemd calls what is below 5 safe enough.
    words = ["systemd-analyze", "security", "--offline=true", "--threshold=50", str(unit)]
    safe = subprocess.run(words, capture_output=True, text=True)
    assert safe.returncode == 0, safe.stdout[-300:]


class Post(socketserver.StreamRequestHandler):
    """What a mail server says (RFC 5321), as far as an office needs it."""

    def handle(self) -> None:
        self.wfile.write(b"220 mail.example.org\r\n")
        while line := self.rfile.readline().decode().strip():
            if line.upper() == "DATA":
                self.wfile.write(b"354 go on\r\n")
                text = "".join(iter(lambda: self.rfile.readline().decode(), ".\r\n"))
                self.server.letters.append(text)  # type: ignore[attr-defined]
            self.wfile.write(b"221 bye\r\n" if line.upper() == "QUIT" else b"250 well\r\n")


@pytest.fixture
def letters(served: Home) -> Iterator[list[str]]:
    """What the office has sent, as a mail server on this computer has it."""
    from django.test import override_settings

    from hustings.office.accounts.settings import Served, _mail

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Post) as server:
        got: list[str] = []
        server.letters = got  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        told = Served(served, f"https://{SERVED}", mail=f"smtp://127.0.0.1:{server.server_address[1]}")
        with override_settings(HUSTINGS_SERVED=told, **_mail(told)):
            yield got
        server.shutdown()


def letter(text: str) -> tuple[str, str, str]:
    """To whom, about what, and its words."""
    read = message_from_string(text, EmailMessage, policy=default)
    body = read.get_body()
    assert body is not None
    return str(read["To"]), str(read["Subject"]), body.get_content()


def test_an_invitation_comes_by_mail_and_is_shown_to_nobody_else(letters: list[str]) -> None:
    admin = Visitor(person("Ada Admin", administrator=True))
    given = {"name": "Bea Beginner", "email": "bea@example.org", "kind": "beginner"}
    page = admin.post("/accounts", given, form="/accounts").content.decode()
    to, about, text = letter(letters[0])
    assert (to, about) == ("bea@example.org", f"Your way into the office at {SERVED}")
    (link,) = re.findall(rf"https://{SERVED}(/join/\S+)", text)
    assert link not in page
    own = Visitor()
    assert own.post(link, {"password": PASSWORD, "again": PASSWORD}, form=link).status_code == 302


def test_a_forgotten_password_is_chosen_anew_by_mail_and_the_second_factor_stays(letters: list[str]) -> None:
    from allauth.mfa.utils import is_mfa_enabled

    from hustings.office.models import Event

    somebody, visitor = person("Fay Forgetful", may_begin=True), Visitor()
    signed_in = Visitor(somebody)
    said = visitor.post("/forgotten", {"email": somebody.email.upper()}, form="/forgotten").content
    # Whoever asks is told the same of an address without an account; a second letter waits ten minutes.
    for email in ("nobody@example.org", somebody.email):
        assert visitor.post("/forgotten", {"email": email}, form="/forgotten").content == said
    until(lambda: letters, "the letter")
    assert len(letters) == 1
    to, about, text = letter(letters[0])
    assert (to, about) == (somebody.email, f"A new password for the office at {SERVED}")
    (link,) = re.findall(rf"https://{SERVED}(/join/\S+)", text)
    new = {"password": "nine quiet herons at dusk", "again": "nine quiet herons at dusk"}
    assert visitor.post(link, new, form=link).status_code == 302
    assert Visitor().get(link).status_code == 404
    assert is_mfa_enabled(somebody)
    # Whoever was signed in by the old password is out, and the new one asks for the second factor.
    assert signed_in.get("/").status_code == 302
    assert (
        visitor.post("/in", {"login": somebody.email, "password": new["password"]})["Location"]
        == "/account/authenticate/"
    )
    acts = list(Event.objects.order_by("-number").values_list("act", flat=True)[:3])
    assert {"chose a new password by mail", "asked for a new password"} <= set(acts)


def test_an_office_without_mail_says_who_can_help(served: Home) -> None:
    assert served
    visitor = Visitor()
    assert "This office sends no mail. An administrator" in visitor.page("/forgotten")
    assert "I have forgotten my password" in visitor.page("/in")
