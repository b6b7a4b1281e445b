"""Text without marks that turn the direction of what stands around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

# What is shown is isolated by its element instead.
TURNING = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


def straight(value: Any) -> Any:
    """The same content without marks that turn the direction of text, in whatever it is made of."""
    if isinstance(value, str):
        return value.translate(TURNING)
    if isinstance(value, tuple):
        return tuple(straight(each) for each in value)
    if isinstance(value, Mapping):
        return {key: straight(each) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: straight(getattr(value, each.name)) for each in fields(value)})
    return value
