"""The recipes for servers in docs/publishing.md, run as they stand there; and what makes long caching safe."""

from __future__ import annotations

import http.client
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import web_servers
from hustings.site.fingerprints import fingerprinted, with_earlier
from journeys.program import ROOT
from journeys.sites import VOTING, asset, published
from waiting import LONGEST
from web_servers import free_port, program_of, recipe, served

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
    program, port = program_of(name, package), free_port()
    # Servers that are begun by root give up its rights, and cannot see into the tests' own folders then.
    with TemporaryDirectory() as place:
        folder = Path(place)
        folder.chmod(0o755)
        shutil.copytree(site.resolve(), folder / "release")
        # As a site in several languages has it.
        shutil.copytree(folder / "release/embed", folder / "release/cy/embed")
        (folder / "site").symlink_to("release")
        server = recipe(ROOT / "docs/publishing.md", language).replace("/srv/election/site", str(folder / "site"))
        yield from served(STARTS[request.param](program, server, folder, port), folder, port)


def nginx(program: str, server: str, folder: Path, port: int) -> list[str]:
    return web_servers.nginx(program, server.replace("listen 80;", f"listen 127.0.0.1:{port};"), folder)


def caddy(program: str, server: str, folder: Path, port: int) -> list[str]:
    return web_servers.caddy(program, server.replace("votes.example.org {", f"http://127.0.0.1:{port} {{"), folder)


def apache(program: str, server: str, folder: Path, port: int) -> list[str]:
    wanted = ("mpm_event", "authz_core", "headers", "filter", "deflate", "alias", "mime", "dir")
    loads = "".join(f"LoadModule {each}_module {MODULES}/mod_{each}.so\n" for each in wanted)
    user = "User www-data\nGroup www-data\n" if os.getuid() == 0 else ""
    main = (
        f"{loads}{user}ServerName localhost\nListen 127.0.0.1:{port}\nPidFile {folder}/pid\nErrorLog {folder}/error\n"
    )
    main += f"Mutex file:{folder}\nTypesConfig /etc/mime.types\n"
    (folder / "conf").write_text(f"{main}<VirtualHost 127.0.0.1:{port}>\n{server}</VirtualHost>\n")
    return [program, "-f", str(folder / "conf"), "-DFOREGROUND"]


STARTS = {"nginx": nginx, "caddy": caddy, "apache": apache}


def ask(port: int, path: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)
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
