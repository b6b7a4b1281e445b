"""The catalogue of a site's words: every string in one file a language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import resources

from hustings.election.problems import nearest, shown

Say = Callable[..., str]


@cache
def catalogue(language: str) -> dict[str, dict[str, str]]:
    """All strings of a language by page and key; `language` is a tag such as «en-GB», of which the first part
    counts."""
    file = resources.files("hustings.narrative") / "words" / f"{language.partition('-')[0]}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def words(language: str, own: Mapping[str, str] | None = None) -> Say:
    """A function that says a string: say("finder.found", postcode="SW1A 1AA", area="London").

    own: a campaign's own sentences, in place of the catalogue's, by the same keys.
    """
    strings, own = catalogue(language), own or {}

    def say(key: str, **values: object) -> str:
        page, _, name = key.partition(".")
        text = own.get(key) or strings[page][name]
        for value in values:
            text = text.replace("{" + value + "}", str(values[value]))
        return text

    return say


def faults_of(own: Mapping[str, str], language: str) -> Iterator[str]:
    """What is wrong with a campaign's own sentences: names that there are not, and braces that nothing fills."""
    known = {f"{page}.{name}": text for page, strings in catalogue(language).items() for name, text in strings.items()}
    for key, text in own.items():
        if key not in known:
            such = "names are such as “finder.title”"
            yield f"[words] {shown(key)} is not a sentence of the site{nearest(key, known)}; {such}"
            continue
        there = set(re.findall(r"\{\w*\}", known[key]))
        for brace in sorted(set(re.findall(r"\{[^{}]*\}", text)) - there):
            can = f"can be {', '.join(sorted(there))}" if there else "are none"
            yield f"[words] nothing fills {brace} in {shown(key)}; there {can} here"
