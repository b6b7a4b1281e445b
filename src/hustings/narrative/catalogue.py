"""The catalogue of all sentences: a folder a language, in it a file for the site, for counts, nominations and plans.

A sentence has slots: {name} is filled in, {n:is|are} takes the form that goes with the number n (the language's own
table says which), and “#” in a form is that number. So another language is another folder, and no Python.

A language is named by its code, as in «cy», or by the path of a folder such as «election/words/cy», which adds to the
catalogue's own: its sentences take the place of those here, and a language that is not here has all of its own there.
It is shown once somebody who speaks it has reviewed it, and is named in `reviewed_by` of its language.toml.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from hustings.election.problems import BadInput, Problem, shown

Say = Callable[..., str]
ENGLISH = "en"
GRAMMAR = "language"
SLOT = re.compile(r"\{(\w+)(?::([^{}]*))?\}")


@cache
def catalogue(language: str, file: str = "site") -> dict[str, dict[str, str]]:
    """The sentences of one file by page and key; of a tag such as «en-GB» the first part counts."""
    return read(language, file)


@dataclass(frozen=True)
class Words:
    """The sentences of one file in one language: words("finder.found", postcode="SW1A 1AA", area="London").

    own: a campaign's own sentences, in place of the catalogue's, by the same keys.
    """

    language: str
    file: str = "site"
    own: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, key: str, **values: object) -> str:
        text = self.own.get(key) or self._sentence(key)
        return SLOT.sub(lambda slot: self._filled(slot, values), text)

    def _sentence(self, key: str) -> str:
        page, _, name = key.partition(".")
        try:
            return catalogue(self.language, self.file)[page][name]
        except KeyError:
            if not is_folder(self.language):
                raise
            lacking = f"there is no sentence {shown(name)} below [{page}]"
            raise BadInput(Problem(str(Path(self.language, f"{self.file}.toml")), lacking)) from None

    def has(self, key: str) -> bool:
        """Whether there is such a sentence."""
        page, _, name = key.partition(".")
        return name in catalogue(self.language, self.file).get(page, {})

    def listed(self, items: Sequence[str]) -> str:
        """«A», «A and B», «A, B and C»."""
        return self._joined(items, _grammar(self.language).last)

    def either(self, items: Sequence[str]) -> str:
        """«A», «A or B», «A, B or C»."""
        return self._joined(items, _grammar(self.language).either)

    def _joined(self, items: Sequence[str], last: Sequence[tuple[str, str]]) -> str:
        if len(items) < 2:
            return "".join(items)
        between = _grammar(self.language).between
        name = re.sub(r"^(<[^>]*>|\W)+", "", items[-1])
        word = next(word for which, word in last if re.fullmatch(which, name, re.DOTALL))
        return between.join(items[:-1]) + word + items[-1]

    def _filled(self, slot: re.Match[str], values: Mapping[str, object]) -> str:
        name, forms = slot[1], slot[2]
        if name not in values:
            return slot[0]
        value = values[name]
        if forms is None:
            return str(value)
        assert isinstance(value, int), slot[0]
        return _grammar(self.language).form(forms.split("|"), value).replace("#", f"{value:,}")

    def ordinal(self, number: int) -> str:
        """«1st», «12th», «23rd»."""
        return _grammar(self.language).ordinal(number)


def all_languages() -> list[str]:
    """The languages of the catalogue, whether anybody has reviewed them or not."""
    return sorted(folder.name for folder in _folder().iterdir() if (folder / f"{GRAMMAR}.toml").is_file())


def is_folder(language: str) -> bool:
    """Whether a language is named by a folder of its sentences, and not by its code."""
    return "/" in language or os.sep in language


def tag_of(language: str) -> str:
    """The language as pages name it: «en-GB»."""
    return _grammar(language).tag


def code_of(language: str) -> str:
    """The language's code, as in «cy», by which addresses and folders name it."""
    return Path(language).name if is_folder(language) else language.partition("-")[0]


def name_of(language: str) -> str:
    """The language's own name: «Cymraeg»."""
    return _grammar(language).name


def reviewer_of(language: str) -> str:
    """Who that speaks the language has reviewed its sentences; "" where nobody has."""
    return _grammar(language).reviewed_by


def words(language: str, own: Mapping[str, str] | None = None, file: str = "site") -> Words:
    """The sentences of a file in a language."""
    return Words(language, file, own or {})


@dataclass(frozen=True)
class _Grammar:
    """tag, name: of the language. reviewed_by: a person who speaks it, or "". numbers: for which numbers a word has a
    form of its own, the last form but one first from the end. last, either: what stands before the last of a list, by
    a regular expression for that one. ordinals: which numbers, as a regular expression, and their form."""

    tag: str
    name: str
    reviewed_by: str
    numbers: Sequence[Sequence[int]]
    between: str
    last: Sequence[tuple[str, str]]
    either: Sequence[tuple[str, str]]
    ordinals: Sequence[tuple[str, str]]

    def form(self, forms: Sequence[str], number: int) -> str:
        own = [row for row in range(len(self.numbers)) if number in self.numbers[row]]
        from_end = len(self.numbers) - own[0] if own else 0
        return forms[-1 - from_end] if from_end < len(forms) else forms[-1]

    def ordinal(self, number: int) -> str:
        form = next(form for which, form in self.ordinals if re.fullmatch(which, str(number)))
        return form.replace("#", str(number))


@cache
def _grammar(language: str) -> _Grammar:
    return _Grammar(**read(language, GRAMMAR))


def forget() -> None:
    """Read files again from here on: those of a folder may have changed while a program runs."""
    catalogue.cache_clear()
    _grammar.cache_clear()


def read(language: str, file: str) -> dict[str, Any]:
    """A file of the catalogue, with what a folder of sentences adds. Raises FileNotFoundError where neither has it."""
    own = Path(language) if is_folder(language) else None
    places = [_folder() / code_of(language) / f"{file}.toml", *([own / f"{file}.toml"] if own else ())]
    there = [place for place in places if place.is_file()]
    if not there and own:
        raise BadInput(Problem(str(own), f"there is no {file}.toml with its sentences"))
    if not there:
        raise FileNotFoundError(str(places[0]))
    found = dict[str, Any]()
    for place in there:
        for key, value in tomllib.loads(place.read_text(encoding="utf-8")).items():
            found[key] = {**found.get(key, {}), **value} if isinstance(value, dict) else value
    return found


def _folder() -> Traversable:
    return resources.files("hustings.narrative") / "words"
