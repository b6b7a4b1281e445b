"""The recipe for nginx in docs/publishing.md, run as it stands there; and what makes long caching safe."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hustings.site.fingerprints import fingerprinted, with_earlier
from journeys.program import ROOT
from journeys.sites import VOTING, asset, published

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(tmp_path_factory.mktemp("site"), "site", VOTING)


@pytest.fixture(scope="module")
def port(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The site on a port of this computer, by nginx, with the recipe of the documentation."""
    if NGINX is None:
        pytest.skip("needs nginx (Debian, Ubuntu: sudo apt-get install nginx-light)")
    folder = tmp_path_factory.mktemp("nginx")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    recipe = re.search(r"```nginx\n(.*?)```", (ROOT / "docs/publishing.md").read_text("utf-8"), re.DOTALL)
    assert recipe
    server = recipe[1].replace("listen 80;", f"listen 127.0.0.1:{port};").replace("/srv/election/site", str(site))
    temporary = "".join(f"{each}_temp_path {folder};" for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    conf = folder / "nginx.conf"
    # The master runs as whoever runs the tests, so that it may read their folders.
    user = "user root;" if os.getuid() == 0 else ""
    types = "include /etc/nginx/mime.types;" if Path("/etc/nginx/mime.types").exists() else ""
    main = f"{user} daemon off; pid {folder}/pid; error_log {folder}/error;\nevents {{}}\n"
    conf.write_text(f"{main}http {{ {types} {temporary}\n{server}}}\n")
    running = subprocess.Popen([NGINX, "-c", conf, "-e", folder / "error"], stderr=subprocess.PIPE)
    try:
        for _ in range(100):
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert running.poll() is None, running.stderr and running.stderr.read()
            time.sleep(0.1)
        yield port
    finally:
        running.terminate()
        running.wait(10)


def ask(port: int, path: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.body = answer.read()  # type: ignore[attr-defined]
    return answer


def test_nginx_sends_what_only_headers_can_say(port: int, site: Path) -> None:
    assets = [f"/assets/{asset(site, name).name}" for name in ("site.css", "finder.js", "areas.json")]
    for path in ("/", "/index.html", "/areas/london.html", "/embed/", *assets):
        answer = ask(port, path)
        assert answer.status == 200, path
        assert answer.headers["X-Content-Type-Options"] == "nosniff", path
        assert answer.headers["Referrer-Policy"] == "no-referrer", path
        long = "public, max-age=31536000, immutable"
        assert answer.headers.get_all("Cache-Control") == [long if path in assets else "no-cache"], path
    assert ask(port, "/index.html").headers["Content-Security-Policy"] == "frame-ancestors 'none'"
    assert ask(port, "/embed/").headers["Content-Security-Policy"] == "frame-ancestors *"


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
