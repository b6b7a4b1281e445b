"""Docstrings of the house say «name: meaning. other: meaning.» in sentences; the reference shows a list of them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Sequence


def as_list(_app: object, _what: str, _name: str, value: object, _options: object, lines: list[str]) -> None:
    """Turn the paragraphs that explain parameters or attributes into a list (a Sphinx event)."""
    lines[:] = listed(lines, known_names(value))


def known_names(value: object) -> set[str]:
    """The parameters of a function, or the fields of a dataclass."""
    if inspect.isfunction(value):
        return set(inspect.signature(value).parameters)
    return set(getattr(value, "__dataclass_fields__", ()))


def listed(lines: Sequence[str], known: set[str]) -> list[str]:
    """The docstring with an entry of a definition list for every known name that it explains.

    >>> listed(["Count.", "", "seats: how many. rules, lot: as elsewhere. Raises BadInput."], {"seats", "rules", "lot"})
    ['Count.', '', '``seats``', '    how many.', '``rules``, ``lot``', '    as elsewhere.', '', 'Raises BadInput.', '']
    """
    made: list[str] = []
    for paragraph in _paragraphs(lines):
        text = " ".join(line.strip() for line in paragraph)
        if paragraph and not text.startswith(">>>") and (parts := _explained(text, known)):
            made += [*parts, ""]
        else:
            made += [*paragraph, ""]
    return made


def _paragraphs(lines: Sequence[str]) -> Iterator[list[str]]:
    paragraph: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            paragraph.append(line)
        elif paragraph:
            yield paragraph
            paragraph = []


def _explained(text: str, known: set[str]) -> list[str]:
    """A paragraph that explains names, a line a name; what is before the first, and what is raised, on their own."""
    starts = [
        match
        for match in re.finditer(r"(?:^|(?<=[.;] ))((?:\w+(?:, | and ))*\w+): ", text)
        if set(re.split(", | and ", match[1])) <= known
    ]
    if not starts:
        return []
    before, after = text[: starts[0].start()].strip(), ""
    raises = re.search(r" Raises [A-Z].*$", text)
    if raises and raises.start() > starts[-1].start():
        after, text = raises[0].strip(), text[: raises.start()]
    ends = [match.start() for match in starts[1:]] + [len(text)]
    parts = [before, ""] if before else []

    def named(match: re.Match[str]) -> str:
        return match[0] if match[0] == "and" else f"``{match[0]}``"

    for match, end in zip(starts, ends, strict=True):
        parts += [re.sub(r"\w+", named, match[1]), f"    {text[match.end() : end].strip()}"]
    return [*parts, *(("", after) if after else ())]
