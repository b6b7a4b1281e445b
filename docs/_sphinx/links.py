"""Every link of the built site that stays within it leads to a file, and to a place in it. Prints what does not.

python docs/_sphinx/links.py build/docs
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

# Written by Sphinx's own scripts, at the moment of a search.
NOT_READ = ("_static/",)


class Page(HTMLParser):
    """What a page links to, and the places in it that can be linked to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.places: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        for name, value in attributes:
            if name in ("href", "src", "action") and value:
                self.links.append(value)
            elif name == "id" and value:
                self.places.add(value)


def broken(folder: Path) -> Iterator[str]:
    """Every broken link, as «page: link: why»."""
    pages = {
        path.resolve(): Page(path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*.html"))
        if not path.relative_to(folder).as_posix().startswith(NOT_READ)
    }
    for path, page in pages.items():
        for link in page.links:
            address = urlsplit(link)
            if address.scheme or address.netloc:
                continue
            target = (path.parent / unquote(address.path)).resolve() if address.path else path
            why = ""
            if not target.is_relative_to(folder.resolve()):
                why = "leads out of the site"
            elif not target.exists():
                why = "there is no such file"
            elif address.fragment and target in pages and unquote(address.fragment) not in pages[target].places:
                why = "there is no such place on the page"
            if why:
                yield f"{path.relative_to(folder.resolve())}: {link}: {why}"


def main() -> int:
    faults = list(broken(Path(sys.argv[1])))
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
