"""The English of the project: plain and modern, without the words that a reader from another country has to look up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from journeys.program import ROOT

# What not to write, and what to write instead.
BANNED = {
    r"\bwhence\b": "source, or from which",
    r"\bthence\b": "from there",
    r"\b(there|where|here)(of|in|tofore)\b(?!\w)": "of it, in it",
    r"\bhitherto\b": "until now",
    r"\bsave that\b": "except that",
    r"\blest\b": "so that … not",
    r"\bworth beside\b": "compared with",
    r"\bthat does not do\b|\bvalue does not do\b": "the invalid value",
    r"”\}? is no \w": "is not a",
    r"\bsupports nobody on it yet\b": "has not endorsed anyone yet",
    r"\bby the account of\b": "according to",
    r"\bmore of a difference than chance\b": "no clear difference",
    r"\bas far as they go\b": "as far as possible",
}
SUFFIXES = {".md", ".py", ".toml", ".html", ".js", ".pyi"}
READ = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "docs", "src/hustings", "examples"]


def texts() -> Iterator[Path]:
    """Everything that a person may read, and the program itself."""
    for name in READ:
        place = ROOT / name
        yield from [place] if place.is_file() else sorted(p for p in place.rglob("*") if p.suffix in SUFFIXES)


@pytest.mark.parametrize("banned", BANNED)
def test_no_text_has_a_banned_phrase(banned: str) -> None:
    pattern = re.compile(banned, re.IGNORECASE)
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]} (write: {BANNED[banned]})"
        for path in texts()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
    assert found == []


def test_there_is_something_to_read() -> None:
    assert len(list(texts())) > 300
