"""Every page of a release, read as a browser reads it: nothing inline, nothing from elsewhere, no link that leads
nowhere, and on each the policy, the referrer policy, the imprint and an example's notice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from posixpath import normpath
from urllib.parse import urlsplit

import pytest

from hustings.site.headers import headers_for
from hustings.site.page import POLICY
from journeys.program import ROOT, hustings
from journeys.sites import LEAGUE
from whole_site import whole_site

NEC = ROOT / "examples/labour-nec-2022"
# Attributes whose value is an address (HTML Living Standard, «Attributes» index, and SVG's links).
ADDRESSES = {
    "href",
    "src",
    "srcset",
    "action",
    "formaction",
    "poster",
    "data",
    "cite",
    "ping",
    "background",
    "xlink:href",
}
LOADED = {"link", "script", "img", "image", "use", "source", "video", "audio", "track"}
NEVER = {"style", "iframe", "frame", "object", "embed", "applet", "base", "form", "portal", "foreignobject"}


class Read(HTMLParser):
    """A page's tags with their attributes in order, all ids, and the text within script tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.scripted = ""
        self.last = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.last = tag
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self.last = ""

    def handle_data(self, data: str) -> None:
        self.scripted += data if self.last == "script" and self.tags[-1][1] != {"type": "application/ld+json"} else ""

    def metas(self, key: str) -> dict[str, str]:
        return {attrs[key].lower(): attrs["content"] for tag, attrs in self.tags if tag == "meta" and key in attrs}

    def addresses(self) -> Iterator[tuple[str, str]]:
        for tag, attrs in self.tags:
            # A canonical address is read by search engines; a browser loads nothing from it.
            if attrs.get("rel") != "canonical":
                yield from ((tag, value) for name, value in attrs.items() if name in ADDRESSES)

    def ids(self) -> list[str]:
        return [attrs["id"] for _, attrs in self.tags if "id" in attrs]


def faults_of(text: str) -> list[str]:
    """What in a page could run, style or send something that its policy should not have to stop."""
    page, faults = Read(text), []
    for tag, attrs in page.tags:
        faults += [f"<{tag}>"] if tag in NEVER else []
        faults += [f"<{tag} {name}>" for name in attrs if name == "style" or name.startswith("on")]
        data = attrs == {"type": "application/ld+json"}
        faults += ["<script> without src"] if tag == "script" and not attrs.get("src") and not data else []
        faults += ["refresh"] if attrs.get("http-equiv", "").lower() == "refresh" else []
    for tag, address in page.addresses():
        scheme, host = urlsplit(address.strip())[:2]
        if scheme not in (("http", "https", "mailto", "") if tag == "a" else ("",)) or (host and not scheme):
            faults.append(f"<{tag}> leads to {address}")
    return faults + ([f"script: {page.scripted}"] if page.scripted.strip() else [])


@pytest.mark.parametrize(
    "hostile",
    [
        '<p style="color:red">',
        "<style>p{}</style>",
        "<script>1</script>",
        '<script src="a.js">1</script>',
        "<p ONCLICK=x>",
        "<a href=' javascript:x'>",
        "<a href='data:text/html,x'>",
        "<a href='//example.org/'>",
        "<img src='https://example.org/x.png'>",
        "<link rel=stylesheet href='//example.org/x.css'>",
        "<iframe src=x>",
        "<form>",
        "<base href='/'>",
        "<meta http-equiv=Refresh content='0'>",
        "<svg><use xlink:href='https://example.org/#x'/></svg>",
    ],
)
def test_the_reader_sees_what_it_looks_for(hostile: str) -> None:
    assert faults_of(f"<!doctype html><title>x</title>{hostile}") != []


@pytest.fixture(scope="module", params=["slate", "neutral"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fictional slate's site with everything there is, leaflets and cards too; and the neutral one of 2022."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "slate":
        return whole_site(folder, "--leaflets", "--cards")
    done = hustings("publish", NEC, "--out", folder / "site", "--as-of", "2022-08-01T12:00")
    assert done.returncode == 0, done.stderr
    return folder / "site"


def pages_of(site: Path) -> dict[str, str]:
    pages = {str(path.relative_to(site)): path.read_text("utf-8") for path in sorted(site.rglob("*.html"))}
    assert {"index.html", "finder.html", "how-to-vote.html", "embed/index.html"} <= set(pages)
    return pages


def test_no_page_has_anything_inline_or_from_elsewhere(site: Path) -> None:
    assert {path: faults for path, text in pages_of(site).items() if (faults := faults_of(text))} == {}


def test_every_page_has_the_policies_before_anything_that_is_loaded(site: Path) -> None:
    """A policy in a meta tag governs only what comes after it (CSP 3, 3.3)."""
    for path, text in pages_of(site).items():
        page = Read(text)
        assert page.metas("http-equiv") == {"content-security-policy": POLICY}, path
        assert page.metas("name")["referrer"] == "no-referrer", path
        order = [attrs.get("http-equiv", tag) for tag, attrs in page.tags]
        assert order.index("Content-Security-Policy") < min(n for n, tag in enumerate(order) if tag in LOADED), path
        header = headers_for(f"/{path}", (site / "_headers").read_text("utf-8"))
        assert header["Content-Security-Policy"].startswith(POLICY), path
        assert header["Referrer-Policy"] == "no-referrer", path
        framed = header["Content-Security-Policy"].rpartition("frame-ancestors ")[2]
        assert framed == ("*" if path.startswith("embed/") else "'none'"), path


def test_every_page_has_its_language_its_title_the_imprint_and_the_notice(site: Path) -> None:
    fictional = (site / "evidence.html").exists()
    imprint = re.search(r'^imprint = "(.*)"', ((LEAGUE if fictional else NEC) / "site.toml").read_text("utf-8"), re.M)
    notice = "Fictional example: nobody in it is real" if fictional else "Historical example, not advice"
    assert imprint
    for path, text in pages_of(site).items():
        page = Read(text)
        seen = re.sub(r"<template.*?</template>", "", text, flags=re.S).split("<body", 1)[1]
        assert imprint[1] in seen, path
        assert notice in seen, path
        assert dict(page.tags)["html"]["lang"] == "en-GB", path
        assert [tag for tag, _ in page.tags].count("h1") == 1, path
        assert page.metas("name")["robots"].startswith("noindex"), path
        assert len(page.ids()) == len(set(page.ids())), path


def test_every_link_within_the_site_leads_somewhere(site: Path) -> None:
    pages = {path: Read(text) for path, text in pages_of(site).items()}
    for path, page in pages.items():
        for tag, address in page.addresses():
            scheme, _, there, _, part = urlsplit(address)
            if scheme:
                continue
            target = normpath(f"{path}/../{there}") if there else path
            assert (site / target).is_file(), (path, tag, address)
            assert not part or part in pages[target].ids(), (path, tag, address)


def test_styles_scripts_and_pictures_load_nothing_but_the_sites_own(site: Path) -> None:
    files = set()
    for file in (path for kind in ("css", "js", "svg") for path in site.rglob(f"*.{kind}")):
        text = file.read_text("utf-8")
        bare = text.replace("http://www.w3.org/2000/svg", "").replace("http://www.w3.org/1999/xlink", "")
        assert not re.search(r"https?:|@import|javascript:|expression\(", bare), file
        for address in re.findall(r"url\(\s*[\"']?([^)\"']+)", text) + re.findall(r'from "([^"]+)"', text):
            assert (file.parent / address).is_file(), (file, address)
        files.add(file.suffix)
    assert files == {".css", ".js", ".svg"}


def test_no_script_can_run_text_keep_anything_or_send_anything(site: Path) -> None:
    """Words of the platform that turn text into code or HTML, store, or send; `fetch` stands once."""
    fingerprint = re.compile(r"\.[0-9a-f]{10}(?=\.js)")
    scripts = {
        fingerprint.sub("", path.name): fingerprint.sub("", path.read_text("utf-8")) for path in site.rglob("*.js")
    }
    words = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|setHTMLUnsafe|\beval\b|\bFunction\(|"
        r"localStorage|sessionStorage|indexedDB|caches\b|cookie|sendBeacon|XMLHttpRequest|WebSocket|EventSource|"
        r"pushState|replaceState|location\.(?:href|hash|search|assign|replace)|serviceWorker|postMessage|import\("
    )
    # Scripts load others of the site itself, under names that stand in them.
    scripts = {name: re.sub(r'import\("\./[a-z]+\.js"\)', "", text) for name, text in scripts.items()}
    assert {name: found for name, text in scripts.items() if (found := re.findall(words, text))} == {}
    assert {name: text.count("fetch(") for name, text in scripts.items() if "fetch(" in text} == {"box.js": 1}
