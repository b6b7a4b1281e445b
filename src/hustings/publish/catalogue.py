"""The catalogue of a site's words: every string in one file a language."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from importlib import resources

Say = Callable[..., str]


@cache
def catalogue(language: str) -> dict[str, dict[str, str]]:
    """All strings of a language by page and key; `language` is a tag such as «en-GB», of which the first part
    counts."""
    file = resources.files("hustings.publish") / "words" / f"{language.partition('-')[0]}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def words(language: str) -> Say:
    """A function that says a string: say("finder.found", postcode="SW1A 1AA", area="London")."""
    strings = catalogue(language)

    def say(key: str, **values: object) -> str:
        page, _, name = key.partition(".")
        text = strings[page][name]
        for value in values:
            text = text.replace("{" + value + "}", str(values[value]))
        return text

    return say
