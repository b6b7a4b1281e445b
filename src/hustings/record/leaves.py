"""The leaves of a record's JSON: every single value with its path, as «stages[2].votes[0]»."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Leaf = str | int | float | bool | None


def leaves(data: Any, path: str = "") -> Iterator[tuple[str, Leaf]]:
    """Every value that is no list and no object, with its path; an empty list or object as the text «[]» or «{}»."""
    if isinstance(data, dict) and data:
        for key, value in data.items():
            yield from leaves(value, f"{path}.{key}" if path else key)
    elif isinstance(data, list) and data:
        for index, value in enumerate(data):
            yield from leaves(value, f"{path}[{index}]")
    else:
        yield path, "[]" if isinstance(data, list) else "{}" if isinstance(data, dict) else data
