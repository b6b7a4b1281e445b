"""The catalogue of all sentences: a folder a language, in it a file for the site, for counts, nominations and plans.

A sentence has slots: {name} is filled in, {n:is|are} takes the form that goes with the number n (the language's own
table says which), and “#” in a form is that number. So another language is another folder, and no Python.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from hustings.election.problems import BadInput, Problem, nearest, shown

Say = Callable[..., str]
ENGLISH = "en"
_SLOT = re.compile(r"\{(\w+)(?::([^{}]*))?\}")


@cache
def catalogue(language: str, file: str = "site") -> dict[str, dict[str, str]]:
    """The sentences of one file by page and key; of a tag such as «en-GB» the first part counts."""
    return _read(language, file)


@dataclass(frozen=True)
class Words:
    """The sentences of one file in one language: words("finder.found", postcode="SW1A 1AA", area="London").

    own: a campaign's own sentences, in place of the catalogue's, by the same keys.
    """

    language: str
    file: str = "site"
    own: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, key: str, **values: object) -> str:
        page, _, name = key.partition(".")
        text = self.own.get(key) or catalogue(self.language, self.file)[page][name]
        return _SLOT.sub(lambda slot: self._filled(slot, values), text)

    def has(self, key: str) -> bool:
        """Whether there is such a sentence."""
        page, _, name = key.partition(".")
        return name in catalogue(self.language, self.file)[page]

    def listed(self, items: Sequence[str]) -> str:
        """«A», «A and B», «A, B and C»."""
        return self._joined(items, _grammar(self.language).last)

    def either(self, items: Sequence[str]) -> str:
        """«A», «A or B», «A, B or C»."""
        return self._joined(items, _grammar(self.language).either)

    def _joined(self, items: Sequence[str], last: str) -> str:
        between = _grammar(self.language).between
        return last.join([between.join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)

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


def languages() -> list[str]:
    """The languages that there are: each a folder of the catalogue."""
    return sorted(folder.name for folder in _folder().iterdir() if (folder / "language.toml").is_file())


def language_of(asked: str | None, folder: str = "") -> str:
    """The language that a person asked for, else the election folder's, else English. Raises BadInput."""
    wrong = [*unknown_language(asked or "", "--language"), *unknown_language(folder, "election.toml")]
    if wrong:
        raise BadInput(wrong)
    return asked or folder or ENGLISH


def unknown_language(language: str, source: str) -> Iterator[Problem]:
    """That the catalogue has no such language, where it has not. source: the option or file that names it."""
    if language and language.partition("-")[0] not in languages():
        known = ", ".join(languages())
        yield Problem(source, f"there is no language {shown(language)} here; language can be {known}")


def tag_of(language: str) -> str:
    """The language as pages name it: «en-GB»."""
    return _grammar(language).tag


def words(language: str, own: Mapping[str, str] | None = None, file: str = "site") -> Words:
    """The sentences of a file in a language."""
    return Words(language, file, own or {})


@dataclass(frozen=True)
class _Grammar:
    """tag: of the language. numbers: for which numbers a word has a form of its own, the last form but one first from
    the end. ordinals: which numbers, as a regular expression, and their form."""

    tag: str
    numbers: Sequence[Sequence[int]]
    between: str
    last: str
    either: str
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
    return _Grammar(**_read(language, "language"))


def _read(language: str, file: str) -> dict[str, Any]:
    path = _folder() / language.partition("-")[0] / f"{file}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _folder() -> Traversable:
    return resources.files("hustings.narrative") / "words"


def faults_of(own: Mapping[str, str], language: str) -> Iterator[str]:
    """What is wrong with a campaign's own sentences: names that there are not, and braces that nothing fills."""
    known = {f"{page}.{name}": text for page, strings in catalogue(language).items() for name, text in strings.items()}
    for key, text in own.items():
        if key not in known:
            such = "names are such as “finder.title”"
            yield f"[words] {shown(key)} is not a sentence of the site{nearest(key, known)}; {such}"
            continue
        there = {slot[1] for slot in _SLOT.finditer(known[key])}
        for brace in sorted(set(re.findall(r"\{[^{}]*\}", text))):
            if brace[1:-1].partition(":")[0] not in there:
                can = f"can be {', '.join(f'{{{name}}}' for name in sorted(there))}" if there else "are none"
                yield f"[words] nothing fills {brace} in {shown(key)}; there {can} here"
