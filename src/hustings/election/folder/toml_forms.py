"""TOML files against their forms: every fault with its line, its value, and what would be right.

A form is a pydantic model in which every field's description says what would be right there.
"""

from __future__ import annotations

import re
import tomllib
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic.fields import FieldInfo

from hustings.election.files import read_text
from hustings.election.folder.toml_depth import NOBODY_WROTE, too_deep
from hustings.election.folder.toml_lines import lines_of
from hustings.election.problems import Problem, nearest, shown

Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$")]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
A_CODE = "a short id of letters a-z, digits and hyphens, fit for a web address"
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")


class Form(BaseModel):
    """What a table of a TOML file may hold."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


F = TypeVar("F", bound=Form)


@dataclass(frozen=True, slots=True)
class Filled(Generic[F]):
    """A form that has been filled in. file: as messages name it. lines: of every key and element, by path."""

    form: F
    file: str
    lines: Mapping[tuple[str | int, ...], int]

    def problem(self, said: str, *path: str | int) -> Problem:
        """A problem at the line of this key or element, or of the nearest thing around it."""
        return Problem(self.file, said, _line(self.lines, path))


def is_code(said: str) -> bool:
    """Whether the text is fit for an id."""
    return _CODE.fullmatch(said) is not None


def read_form(path: Path, form: type[F], problems: list[Problem]) -> Filled[F] | None:
    """Read a TOML file into its form; None, and all that is wrong in `problems`, if it does not fit.

    Raises BadInput if the file cannot be read.
    """
    file, text = str(path), read_text(path)
    if too_deep(text):
        problems.append(Problem(file, NOBODY_WROTE))
        return None
    try:
        data, lines = tomllib.loads(text), lines_of(text)
    except tomllib.TOMLDecodeError as error:
        problems.append(_not_toml(file, text, str(error)))
        return None
    except RecursionError:
        problems.append(Problem(file, NOBODY_WROTE))
        return None
    try:
        return Filled(form.model_validate(data), file, lines)
    except ValidationError as error:
        problems.extend(sorted(_problems(error, form, file, lines), key=lambda problem: problem.line or 0))
        return None


# What people write who know another notation, and what is right.
OTHER_NOTATIONS = (
    (re.compile(r"[=[,]\s*[“”„‘’]"), 'text stands between straight quotation marks, as in title = "Committee"'),
    (re.compile(r"[=[,]\s*[0-9.]+\s*%"), "a part is written as a number, as in 0.40 for 40 %"),
    (re.compile(r"=\s*[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2}"), "a day is written year, month, day, as in 2027-06-28"),
    (
        re.compile(r"=\s*(?!true|false|inf|nan)[^\W\d]"),
        'text stands between quotation marks, as in title = "Committee"',
    ),
)


def _not_toml(file: str, text: str, message: str) -> Problem:
    place = re.search(r"\(at line (\d+), column (\d+)\)", message)
    said = message.partition(" (at ")[0]
    if "overwrite" in said or "twice" in said:
        said = "a key or table stands here a second time"
    said = said[:1].lower() + said[1:]
    if not place:
        return Problem(file, f"this is not TOML: {said}")
    line = text.replace("\r\n", "\n").split("\n")[int(place[1]) - 1]
    if impossible := _no_such_day(line):
        right = "it should be as in 2027-06-28 or 2027-06-28T12:00:00"
        return Problem(file, f"there is no day or time {shown(impossible)}; {right}", int(place[1]))
    right = next((f"; {right}" for other, right in OTHER_NOTATIONS if other.search(line)), "")
    return Problem(file, f"this is not TOML: {said} (at column {place[2]}){right}", int(place[1]))


# A day, or a day and a time, as TOML has them but for what cannot be; and what may hold others, as text and notes do.
A_DAY = re.compile(r"(?<![\w.+-])[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ][0-9]{1,2}:[0-9:.]*(?:[Zz]|[+-][0-9:]+)?)?")
QUOTED = re.compile(r"\"(?:\\.|[^\"\\])*\"|'[^']*'|#.*")


def _no_such_day(line: str) -> str:
    """The first day or time of a line of TOML that there is not; "" where there is none."""
    for said in A_DAY.findall(QUOTED.sub("", line)):
        try:
            tomllib.loads(f"day = {said}")
        except tomllib.TOMLDecodeError:
            return str(said)
    return ""


def _problems(error: ValidationError, form: type[Form], file: str, lines: Mapping[Any, int]) -> Iterator[Problem]:
    """One problem for each place: of a value that fits none of several kinds, the fault that lies deepest in it."""
    faults: dict[tuple[str | int, ...], tuple[_Place, Any]] = {}
    for fault in error.errors(include_url=False, include_context=False):
        place = _place(form, fault["loc"])
        faults.setdefault(place.path, (place, fault))
    for path, (place, fault) in faults.items():
        if not any(other != path and other[: len(path)] == path for other in faults):
            yield Problem(file, _said(fault["type"], fault["input"], place), _line(lines, path))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a fault is. path: keys as written. key: the last of them. right: what would be right. known: keys there."""

    path: tuple[str | int, ...]
    key: str
    right: str
    known: tuple[str, ...]


def _place(form: type[Form], loc: tuple[str | int, ...]) -> _Place:
    """Follow a fault's location through the forms, without pydantic's own names for the branches of unions."""
    path: list[str | int] = []
    key, right, inner, table = "", "", "", form
    model: type[Form] | None = form
    free = 0
    for part in loc:
        if isinstance(part, int):
            path.append(part)
        elif free:
            path.append(part)
            key, free = part, free - 1
            right = inner or right if not free else right
        elif model is not None:
            path.append(part)
            table, key, right = model, part, ""
            for name, field in model.model_fields.items():
                if part in (name, field.alias):
                    right, inner = field.description or "", _innermost(field.annotation)
                    model, free = _inner(field.annotation)
                    break
    known = tuple(field.alias or name for name, field in table.model_fields.items())
    return _Place(tuple(path), key, right, known)


def _inner(annotation: Any) -> tuple[type[Form] | None, int]:
    """The form inside an annotation (None if there is none), and how many keys of any name lead to it or to a value."""
    if isinstance(annotation, type) and issubclass(annotation, Form):
        return annotation, 0
    inside = [_inner(part) for part in typing.get_args(annotation)]
    form = next((found for found, _ in inside if found is not None), None)
    return form, max((keys for _, keys in inside), default=0) + (typing.get_origin(annotation) is dict)


def _innermost(annotation: Any) -> str:
    """What would be right for the values of a table whose keys are free; "" where their kind does not say."""
    if isinstance(annotation, FieldInfo):
        return annotation.description or ""
    inside = typing.get_args(annotation)
    return _innermost(inside[-1]) if inside else ""


def _said(fault: str, value: object, place: _Place) -> str:
    if fault == "extra_forbidden":
        known = ", ".join(place.known)
        return f"there is no key {shown(place.key)} here{nearest(place.key, place.known)}; there are {known}"
    if fault == "missing":
        return f"{shown(place.key)} is missing; it should be {place.right}"
    return f"{shown(place.key)} is {shown(_written(value))}; it should be {place.right}"


def _written(value: object) -> str:
    """The value about as TOML writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key} = {_written(inner)}' for key, inner in value.items())}}}"
    return str(value)


def _line(lines: Mapping[Any, int], path: tuple[str | int, ...]) -> int | None:
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return None


__all__ = ["A_CODE", "Code", "Field", "Filled", "Form", "Words", "is_code", "read_form"]
