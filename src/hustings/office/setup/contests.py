"""Contests by form: name, places, rule book, constraints."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import tomlkit

import hustings
from hustings.election.folder.candidates_csv import slug
from hustings.election.problems import Problem, shown
from hustings.office.setup import toml

LIMIT = re.compile(r"(.+?)\s*[:=,\s]\s*(\d{1,4})")


@dataclass(frozen=True, slots=True)
class Book:
    """A rule book as a choice. text: its paragraphs, in our words."""

    name: str
    title: str
    source: str
    text: str


def books() -> list[Book]:
    """The rule books that a contest can be counted by."""
    found = hustings.rule_books().items()
    return [Book(name, book.title, book.source, book.text.strip()) for name, book in found]


def problems_of(filled: Mapping[str, str]) -> list[Problem]:
    """What is wrong with places, rule book and constraints as they were filled in."""
    found = []
    if not re.fullmatch(r"[1-9]\d{0,3}", filled["seats"]):
        found.append(Problem("seats", "write how many places there are: a whole number from 1"))
    if filled["rules"] not in hustings.rule_books():
        found.append(Problem("rules", "choose the rule book that your rules name"))
    for name in ("at_least", "at_most"):
        found += [
            Problem(name, f"{shown(line)} should be a group and a number, as in “women 2”")
            for line in filled.get(name, "").splitlines()
            if line.strip() and not LIMIT.fullmatch(line.strip())
        ]
    return found


def with_contest(text: str, at: int | None, filled: Mapping[str, str]) -> str:
    """election.toml with a contest changed, the one at this place, or a further one where `at` is None."""
    document = toml.read(text)
    values: dict[str, Any] = {"title": filled["name"], "seats": int(filled["seats"]), "rules": filled["rules"]}
    for name in ("at_least", "at_most"):
        if name in filled:
            values[name] = limits(filled[name])
    for key, name in (("if", "condition"), ("about", "about")):
        if name in filled:
            values[key] = filled[name]
    if at is None:
        taken = {str(table.get("id", "")) for table in toml.tables(document, "contest")}
        toml.add(document, "contest", {"id": free_id(filled["name"], taken), **values})
    else:
        for key, value in values.items():
            toml.put(toml.tables(document, "contest")[at], key, value)
    return tomlkit.dumps(document)


def without_contest(text: str, at: int) -> str:
    """election.toml without the contest at this place."""
    document = toml.read(text)
    del document["contest"][at]
    return tomlkit.dumps(document)


def limits(said: str) -> dict[str, int]:
    """Groups and numbers, one a line: «women 2»."""
    lines = (LIMIT.fullmatch(line.strip()) for line in said.splitlines() if line.strip())
    return {match[1].rstrip(" :=,"): int(match[2]) for match in lines if match}


def free_id(name: str, taken: set[str]) -> str:
    """A short name for addresses and files, made from a name, that is not taken yet."""
    stem = slug(name)[:40].strip("-") or "contest"
    return next(each for n in range(1, 10_000) if (each := stem if n == 1 else f"{stem}-{n}") not in taken)
