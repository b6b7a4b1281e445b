"""A language of other letters, made from the English catalogue: what is still in Latin letters is in no catalogue."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from hustings.narrative import catalogue

LANGUAGE = "zz"
ENGLISH = Path(catalogue.__file__).parent / "words" / "en"
OTHER_LETTERS = str.maketrans(string.ascii_letters, "абвгдежзийклмнопрстуфхцчшщАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩ")
GRAMMAR = f"""\
tag = "{LANGUAGE}"
name = "Ωω"
reviewed_by = "Ω"
numbers = [[0], [1]]
between = ", "
last = [[".*", " & "]]
either = [[".*", " / "]]
ordinals = [[".*", "#."]]
"""
# Attributes whose text a person meets.
READ = ("aria-label", "title", "alt")


def spoken(words: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The catalogue with the language, in this folder, while a fixture goes on."""
    written(words)
    monkeypatch.setattr(catalogue, "_folder", lambda: words)
    caches = (catalogue.catalogue, catalogue._grammar)
    for each in caches:
        each.cache_clear()
    yield
    for each in caches:
        each.cache_clear()


def written(words: Path) -> None:
    """Write the language's folder beside a copy of the English one."""
    for language in ("en", LANGUAGE):
        (words / language).mkdir(parents=True)
    for file in ENGLISH.glob("*.toml"):
        text = file.read_text("utf-8")
        (words / "en" / file.name).write_text(text, "utf-8")
        other = GRAMMAR if file.stem == "language" else "\n".join(_pages(tomllib.loads(text)))
        (words / LANGUAGE / file.name).write_text(other, "utf-8")


def _pages(pages: dict[str, dict[str, str]]) -> Iterator[str]:
    for page, sentences in pages.items():
        yield f"[{page}]"
        yield from (f'{key} = "{_other(text)}"' for key, text in sentences.items())


def _other(text: str) -> str:
    """The text in other letters; slots keep their names, but not the forms in them."""
    parts = re.split(r"(\{\w+(?::[^{}]*)?\}|\[\w+\])", text)
    return "".join(_slot(part) if part[:1] in ("{", "[") else part.translate(OTHER_LETTERS) for part in parts)


def _slot(slot: str) -> str:
    name, colon, forms = slot.partition(":")
    return name + colon + forms.translate(OTHER_LETTERS)


def latin(text: str, known: Iterable[str] = ()) -> set[str]:
    """The words in Latin letters that are left in a text; known: text from outside (files, names, commands)."""
    for each in sorted(known, key=len, reverse=True):
        text = text.replace(each, " ")
    return {*re.findall(r"[A-Za-z]{2,}", text)}


class Page(HTMLParser):
    """What a person meets on a page: its text and the names of its parts; not its style, code and paragraphs."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._within: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.texts += [value or "" for name, value in attrs if name in READ]
        if tag in ("style", "code", "pre"):
            self._within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "code", "pre"):
            self._within.pop()

    def handle_data(self, data: str) -> None:
        if not self._within:
            self.texts.append(data)

    def text(self) -> str:
        return "\n".join(self.texts)
