"""The schemas of docs/schemas: what a text has against one, and which of its keys no text has."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

FOLDER = Path(__file__).parents[2] / "docs/schemas"
ENDING = ".schema.json"
NAMES = sorted(path.name.removesuffix(ENDING) for path in FOLDER.glob(f"*{ENDING}"))
Schema = dict[str, Any]


def load(name: str) -> Schema:
    found: Schema = json.loads((FOLDER / f"{name}{ENDING}").read_text("utf-8"))
    return found


def validator(schema: Schema) -> Draft202012Validator:
    """Of the schema, which may refer to others by the names of their files."""
    others = [(f"{name}{ENDING}", Resource[Any].from_contents(load(name))) for name in NAMES]
    return Draft202012Validator(schema, registry=Registry[Any]().with_resources(others))


def faults(schema: Schema, texts: Iterable[str]) -> list[str]:
    """What the texts have against the schema."""
    valid = validator(schema)
    return [f"{error.json_path}: {error.message}" for text in texts for error in valid.iter_errors(json.loads(text))]


def declared(schema: Schema) -> set[str]:
    """Every key that the file declares, as «/$defs/stage/quota»."""
    return {f"{where}/{key}" for where, each in _objects(schema, "") for key in each["properties"]}


def never_written(schema: Schema, texts: Iterable[str]) -> list[str]:
    """The keys that the file declares and none of the texts has. A key counts where its value is more than null."""
    seen = {key for text in texts for key in _seen(validator(schema), schema, json.loads(text), "")}
    return sorted(declared(schema) - seen)


def loose(schema: Schema) -> list[str]:
    """Where the file lets other keys through than it declares, or declares one without describing it."""
    found = [where for where, each in _objects(schema, "") if "additionalProperties" not in each]
    found += [where for where, each in _objects(schema, "") if "required" not in each]
    return found + [
        f"{where}/{key}"
        for where, each in _objects(schema, "")
        for key, value in each["properties"].items()
        if not value.get("description", "").endswith(".")
    ]


def _objects(schema: Any, where: str) -> Iterator[tuple[str, Schema]]:
    """Every part of the file that declares keys, and where it is."""
    if isinstance(schema, dict) and isinstance(schema.get("properties"), dict):
        yield where, schema
        for key, value in schema["properties"].items():
            yield from _objects(value, f"{where}/{key}")
    for key, value in _parts(schema):
        yield from _objects(value, f"{where}/{key}")


def _parts(schema: Any) -> Iterator[tuple[str, Any]]:
    for key in ("items", "additionalProperties"):
        if isinstance(schema, dict) and isinstance(schema.get(key), dict):
            yield key, schema[key]
    if isinstance(schema, dict):
        yield from ((f"anyOf/{i}", each) for i, each in enumerate(schema.get("anyOf", ())))
        yield from ((f"$defs/{name}", each) for name, each in schema.get("$defs", {}).items())


def _seen(valid: Draft202012Validator, schema: Schema, value: Any, where: str) -> Iterator[str]:
    """The keys of the file that the value has, in the file's own parts."""
    reference = schema.get("$ref", "")
    if reference.startswith("#/"):
        whole = definitions(valid)
        for step in reference.removeprefix("#/").split("/"):
            whole = whole[step]
        yield from _seen(valid, whole, value, reference.removeprefix("#"))
    for i, each in enumerate(schema.get("anyOf", ())):
        if valid.evolve(schema={**each, "$defs": definitions(valid)["$defs"]}).is_valid(value):
            yield from _seen(valid, each, value, f"{where}/anyOf/{i}")
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        for key, inner in value.items():
            if key in properties:
                if inner is not None:
                    yield f"{where}/{key}"
                yield from _seen(valid, properties[key], inner, f"{where}/{key}")
            elif isinstance(schema.get("additionalProperties"), dict):
                yield from _seen(valid, schema["additionalProperties"], inner, f"{where}/additionalProperties")
    if isinstance(value, list) and "items" in schema:
        for inner in value:
            yield from _seen(valid, schema["items"], inner, f"{where}/items")


def definitions(valid: Draft202012Validator) -> Any:
    """The whole file that the validator is of."""
    return valid.schema
