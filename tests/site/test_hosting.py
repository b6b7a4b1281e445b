"""The recipes for servers in docs/publishing.md, run as they stand there; and what makes long caching safe."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from hustings.site.fingerprints import fingerprinted, with_earlier
from journeys.program import ROOT
from journeys.sites import VOTING, asset, published

MODULES = Path("/usr/lib/apache2/modules")
# Each server: its program, how to get it, and the language under which its recipe stands in the documentation.
SERVERS = {
    "nginx": ("nginx", "nginx-light", "nginx"),
    "caddy": ("caddy", "caddy", "caddy"),
    "apache": ("apache2", "apache2", "apache"),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(tmp_path_factory.mktemp("site"), "site", VOTING)


@pytest.fixture(scope="module", params=SERVERS)
def port(request: pytest.FixtureRequest, site: Path) -> Iterator[int]:
    """The site on a port of this computer, by each server, with the recipe of the documentation."""
    name, package, language = SERVERS[request.param]
    program = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if program is None:
        lacking = pytest.fail if os.environ.get("HUSTINGS_SERVERS_REQUIRED") else pytest.skip
        lacking(f"needs {name} (Debian, Ubuntu: sudo apt-get install {package})")
    recipe = re.search(rf"```{language}\n(.*?)```", (ROOT / "docs/publishing.md").read_text("utf-8"), re.DOTALL)
    assert recipe
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    # Servers that are begun by root give up its rights, and cannot see into the tests' own folders then.
    with TemporaryDirectory() as place:
        folder = Path(place)
        folder.chmod(0o755)
        shutil.copytree(site.resolve(), folder / "release")
        # As a site in several languages has it.
        shutil.copytree(folder / "release/embed", folder / "release/cy/embed")
        (folder / "site").symlink_to("release")
        server = recipe[1].replace("/srv/election/site", str(folder / "site"))
        yield from served(STARTS[request.param](program, server, folder, port), folder, port)


def served(command: Sequence[object], folder: Path, port: int) -> Iterator[int]:
    """The port, once the server answers; at the end the server ends."""
    own = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with (folder / "said").open("wb") as said:
        running = subprocess.Popen([str(word) for word in command], stdout=said, stderr=said, env=own)
        try:
            for _ in range(100):
                with socket.socket() as tried:
                    if tried.connect_ex(("127.0.0.1", port)) == 0:
                        break
                assert running.poll() is None, (folder / "said").read_text()
                time.sleep(0.1)
            yield port
        finally:
            running.terminate()
            running.wait(10)


def nginx(program: str, server: str, folder: Path, port: int) -> list[object]:
    server = server.replace("listen 80;", f"listen 127.0.0.1:{port};")
    temporary = "".join(f"{each}_temp_path {folder};" for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    user = "user root;" if os.getuid() == 0 else ""
    types = "include /etc/nginx/mime.types;" if Path("/etc/nginx/mime.types").exists() else ""
    main = f"{user} daemon off; pid {folder}/pid; error_log {folder}/error;\nevents {{}}\n"
    (folder / "conf").write_text(f"{main}http {{ {types} {temporary}\n{server}}}\n")
    return [program, "-c", folder / "conf", "-e", folder / "error"]


def caddy(program: str, server: str, folder: Path, port: int) -> list[object]:
    server = server.replace("votes.example.org {", f"http://127.0.0.1:{port} {{")
    (folder / "conf").write_text(f"{{\n    admin off\n    auto_https off\n}}\n{server}")
    return [program, "run", "--config", folder / "conf", "--adapter", "caddyfile"]


def apache(program: str, server: str, folder: Path, port: int) -> list[object]:
    wanted = ("mpm_event", "authz_core", "headers", "filter", "deflate", "alias", "mime", "dir")
    loads = "".join(f"LoadModule {each}_module {MODULES}/mod_{each}.so\n" for each in wanted)
    user = "User www-data\nGroup www-data\n" if os.getuid() == 0 else ""
    main = (
        f"{loads}{user}ServerName localhost\nListen 127.0.0.1:{port}\nPidFile {folder}/pid\nErrorLog {folder}/error\n"
    )
    main += f"Mutex file:{folder}\nTypesConfig /etc/mime.types\n"
    (folder / "conf").write_text(f"{main}<VirtualHost 127.0.0.1:{port}>\n{server}</VirtualHost>\n")
    return [program, "-f", folder / "conf", "-DFOREGROUND"]


STARTS = {"nginx": nginx, "caddy": caddy, "apache": apache}


def ask(port: int, path: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.body = answer.read()  # type: ignore[attr-defined]
    return answer


def test_each_recipe_sends_what_only_headers_can_say(port: int, site: Path) -> None:
    assets = [f"/assets/{asset(site, name).name}" for name in ("site.css", "finder.js", "areas.json")]
    for path in ("/", "/index.html", "/areas/london.html", "/embed/", "/cy/embed/", *assets):
        answer = ask(port, path)
        assert answer.status == 200, path
        assert answer.headers["X-Content-Type-Options"] == "nosniff", path
        assert answer.headers["Referrer-Policy"] == "no-referrer", path
        long = "public, max-age=31536000, immutable"
        assert answer.headers.get_all("Cache-Control") == [long if path in assets else "no-cache"], path
    assert ask(port, "/index.html").headers["Content-Security-Policy"] == "frame-ancestors 'none'"
    for path in ("/embed/", "/cy/embed/"):
        assert ask(port, path).headers["Content-Security-Policy"] == "frame-ancestors *", path


def test_an_address_that_there_is_not_has_the_sites_own_page(port: int) -> None:
    for path in ("/nothing.html", "/areas/nowhere/at/all", "/_headers"):
        answer = ask(port, path)
        assert answer.status == 404, path
        assert b"There is no such page" in answer.body, path  # type: ignore[attr-defined]
        assert b'href="/index.html"' in answer.body, path  # type: ignore[attr-defined]


def test_every_asset_is_named_after_its_content_and_asked_for_by_that_name(site: Path) -> None:
    there = {path.name for path in (site / "assets").iterdir()}
    assert all(re.fullmatch(r"[\w-]+\.[0-9a-f]{10}\.\w+", name) for name in there), there
    asked = set[str]()
    for page in site.rglob("*.html"):
        asked |= set(re.findall(r"assets/([^\"]+)", page.read_text("utf-8")))
    for script in (site / "assets").glob("*.js"):
        asked |= set(re.findall(r'(?:from |import\()"\./([^"]+)"', script.read_text("utf-8")))
    for style in (site / "assets").glob("*.css"):
        asked |= set(re.findall(r'url\("([^"]+)"\)', style.read_text("utf-8")))
    assert asked <= there
    assert {name for name in there if name.endswith((".js", ".css", ".woff2"))} - asked <= {
        asset(site, "chart.css").name
    }


def test_scripts_that_import_each_other_are_renamed_together() -> None:
    files = {
        "index.html": b'<script src="assets/a.js"></script>',
        "assets/a.js": b'import("./b.js");\n',
        "assets/b.js": b'import { x } from "./a.js";\n',
    }
    one, other = fingerprinted(files), fingerprinted({**files, "assets/b.js": b'import { y } from "./a.js";\n'})
    (a,) = (path for path in one if path.startswith("assets/a."))
    assert one["index.html"] == f'<script src="{a}"></script>'.encode()
    assert not {*one} & {*other} - {"index.html"}, "a change in one of them is a change in all"


def test_a_page_that_stays_open_finds_its_assets_after_one_change(tmp_path: Path) -> None:
    """Three sites one after another: each brings along its predecessor's assets, and not those of the one before."""

    def put(files: dict[str, bytes], name: str) -> Path:
        for path, content in files.items():
            (tmp_path / name / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name / path).write_bytes(content)
        return tmp_path / name

    sites = [{"assets/x.js": b"x", f"assets/{n}.css": n.encode()} for n in ("one", "two", "three")]
    first = put(with_earlier(sites[0], tmp_path / "none"), "first")
    assert not (first / "assets/earlier.txt").exists()
    second = put(with_earlier(sites[1], first), "second")
    assert {path.name for path in (second / "assets").iterdir()} == {"x.js", "one.css", "two.css", "earlier.txt"}
    assert with_earlier(sites[1], second) == {
        str(path.relative_to(second)): path.read_bytes() for path in second.rglob("*") if path.is_file()
    }, "published again as it was, it is the same site"
    third = with_earlier(sites[2], second)
    assert {*third} == {"assets/x.js", "assets/two.css", "assets/three.css", "assets/earlier.txt"}
