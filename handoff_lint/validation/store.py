"""The only module that knows where the schemas lie and how they compile.

`schemas/` holds draft 2020-12 with a few annotations of our own (docs/architecture.md lists them). Here a schema and
what it refers to become one self-contained schema; `requirements` adds what a status demands; jsonschema-rs says
valid or not in microseconds; jsonschema, which is slower and says why, is loaded only for what is not valid.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handoff_lint.model import EACH
from handoff_lint.validation import requirements
from handoff_lint.validation.refusal import Refusal, from_jsonschema

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
COMMON = "common.schema.json"
SUFFIX = ".schema.json"


@lru_cache(maxsize=1)
def folder() -> Path:
    """`schemas/` inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "schemas"
    return inside if inside.is_dir() else package.parent / "schemas"


@cache
def load(name: str) -> Schema:
    """One schema file as it is, by name without suffix (`campaign`); KeyError when there is none."""
    path = folder() / (name + SUFFIX)
    if not re.fullmatch(r"[a-z][a-z0-9-]*", name) or not path.is_file():
        raise KeyError(name)
    loaded: Schema = json.loads(path.read_text(encoding="utf-8"))
    return loaded


@lru_cache(maxsize=1)
def handoff_types() -> tuple[str, ...]:
    """The handoff types that have a schema, in the order of a campaign."""
    names = [path.name.removesuffix(SUFFIX) for path in folder().glob("*" + SUFFIX)]
    return tuple(sorted((name for name in names if "x-digit" in load(name)), key=lambda name: load(name)["x-digit"]))


@lru_cache(maxsize=1)
def document_types() -> tuple[str, ...]:
    """Everything that `handoff schema` can print: the handoff types, then the other documents."""
    others = sorted(path.name.removesuffix(SUFFIX) for path in folder().glob("*" + SUFFIX))
    return handoff_types() + tuple(name for name in others if name not in handoff_types() and name != "common")


@cache
def bundle(name: str) -> Schema:
    """A schema with every definition that it needs under its own `$defs`; nothing points outside."""
    schema: Schema = _inside(load(name))
    definitions: Schema = dict(schema.get("$defs", {}))
    waiting = list(_references(schema))
    while waiting:
        wanted = waiting.pop()
        if wanted not in definitions:
            definitions[wanted] = _inside(load("common")["$defs"][wanted])
            waiting.extend(_references(definitions[wanted]))
    schema["$defs"] = dict(sorted(definitions.items()))
    return schema


def _inside(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: inner.removeprefix(COMMON) if key == "$ref" and isinstance(inner, str) else _inside(inner)
            for key, inner in value.items()
        }
    return [_inside(inner) for inner in value] if isinstance(value, list) else value


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        target = value.get("$ref")
        if isinstance(target, str):
            yield target.removeprefix("#/$defs/")
        for inner in value.values():
            yield from _references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _references(inner)


def resolve(schema: Schema, root: Schema) -> Schema:
    """A subschema with what it refers to written in; what stands beside the reference wins."""
    seen = 0
    while "$ref" in schema:
        seen += 1
        target: Schema = root["$defs"][schema["$ref"].removeprefix("#/$defs/")]
        schema = {**target, **{key: value for key, value in schema.items() if key != "$ref"}}
        if "$ref" in target:
            schema["$ref"] = target["$ref"]
        if seen > 20:
            raise RecursionError(f"$ref loop at {target.get('title')}")
    return schema


def children(schema: Schema, root: Schema) -> Iterator[tuple[str, Schema]]:
    """(step, subschema) one level down: property names, `*` for list items, through the short forms' `then`."""
    for name, inner in schema.get("properties", {}).items():
        yield name, resolve(inner, root)
    if isinstance(schema.get("items"), dict):
        yield EACH, resolve(schema["items"], root)
    if isinstance(schema.get("then"), dict):
        yield from children(resolve(schema["then"], root), root)


@cache
def patterns(name: str) -> tuple[tuple[tuple[str, ...], Schema], ...]:
    """(path with `*` for list items, subschema) of every property and item, parents first."""
    root = bundle(name)

    def walk(path: tuple[str, ...], schema: Schema) -> Iterator[tuple[tuple[str, ...], Schema]]:
        for step, inner in children(schema, root):
            yield (*path, step), inner
            yield from walk((*path, step), inner)

    found: dict[tuple[str, ...], Schema] = {}
    for path, schema in walk((), root):
        found.setdefault(path, schema)
    return tuple(found.items())


@cache
def annotated(name: str, keyword: str) -> tuple[tuple[tuple[str, ...], Any], ...]:
    """(path, value) wherever a schema carries one of our annotations."""
    return tuple((path, schema[keyword]) for path, schema in patterns(name) if schema.get(keyword) is not None)


def subschema(name: str, path: Sequence[str | int]) -> Schema:
    """The schema of the value at an instance path; empty when the path leads nowhere known."""
    root = bundle(name)
    current = root
    for step in path:
        found = [inner for key, inner in children(current, root) if key == (EACH if isinstance(step, int) else step)]
        if not found and isinstance(current.get("additionalProperties"), dict):
            found = [resolve(current["additionalProperties"], root)]
        if not found:
            found = _in_branches(current, root, step)
        if not found:
            return {}
        current = found[0]
    return current


def _in_branches(schema: Schema, root: Schema, step: str | int) -> list[Schema]:
    branches = [resolve(branch, root) for key in ("oneOf", "anyOf", "allOf") for branch in schema.get(key, [])]
    wanted = EACH if isinstance(step, int) else step
    return [inner for branch in branches for key, inner in children(branch, root) if key == wanted]


@cache
def ranks(name: str) -> Mapping[str, int]:
    """How far each status of a document type is on its way (0 for a draft)."""
    status = resolve(bundle(name)["properties"].get("status", {}), bundle(name))
    found: Mapping[str, int] = status.get("x-ranks", {})
    return found


@dataclass(frozen=True, slots=True)
class Variant:
    """One schema as it applies at one rank under one profile, compiled."""

    name: str
    schema: Schema
    _compiled: tuple[Any, ...] = field(repr=False)

    def is_valid(self, data: Any) -> bool:
        """Whether the data satisfies the schema."""
        return all(part.is_valid(data) for part in self._compiled)

    def refusals(self, data: Any) -> list[Refusal]:
        """Why the data is not valid, as jsonschema sees it; empty when it is."""
        return [from_jsonschema(error) for error in _explainer(json.dumps(self.schema)).iter_errors(data)]


@cache
def variant(name: str, rank: int, profile: str) -> Variant:
    """The schema `name` with what a status of this rank demands under this profile."""
    schema = bundle(name)
    steps = requirements.steps(_requirements(name), annotated(name, "x-values-from"), ranks(name), rank, profile)
    if not steps:
        return Variant(name, schema, (_compiled(name),))
    # What one rank adds is small: compiled by itself, the schema of a type need not be compiled for each rank.
    demands = _compile({"allOf": steps})
    return Variant(name, {**schema, "allOf": [*schema.get("allOf", []), *steps]}, (_compiled(name), demands))


@cache
def _compiled(name: str) -> Any:
    return _compile(bundle(name))


def _compile(schema: Schema) -> Any:
    import jsonschema_rs  # noqa: PLC0415 - 50 ms that `handoff rules` and the like do not need

    # Its own formats accept what is_date and is_timestamp accept (a property test), at a third of the time.
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)


@cache
def _requirements(name: str) -> tuple[requirements.Requirement, ...]:
    return requirements.collect(patterns(name), ranks(name))


def for_editors(name: str, profile: str) -> Schema:
    """One self-contained schema with the requirements of every status as `if`/`then`, without our annotations."""
    schema = bundle(name)
    if name not in ("report", "settings"):
        schema = requirements.conditional(schema, _requirements(name), ranks(name), profile)
        schema = requirements.narrowed_conditionally(schema, annotated(name, "x-values-from"), ranks(name))
    plain: Schema = _without_annotations(schema)
    return plain if name in ("report", "settings") else _with_blanks(plain)


def _with_blanks(schema: Any) -> Any:
    """The schema with null allowed wherever a field may still be blank: what is blank here, editors call null."""
    if isinstance(schema, list):
        return [_with_blanks(inner) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    result = {}
    for key, value in schema.items():
        if key in ("properties", "$defs") and isinstance(value, dict):
            result[key] = {name: _blank(_with_blanks(inner)) for name, inner in value.items()}
        elif key == "additionalProperties" and isinstance(value, dict):
            result[key] = _blank(_with_blanks(value))
        else:
            result[key] = value if key in ("examples", "enum", "const", "required") else _with_blanks(value)
    return result


def _blank(schema: Any) -> Any:
    if not isinstance(schema, dict):
        return schema
    names = schema.get("type")
    if names is not None:
        schema = {**schema, "type": [*([names] if isinstance(names, str) else names), "null"]}
    if "enum" in schema:
        schema = {**schema, "enum": [*schema["enum"], None]}
    return schema


def _without_annotations(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: _without_annotations(inner)
            for key, inner in value.items()
            if not (key.startswith("x-") and isinstance(key, str))
        }
    return [_without_annotations(inner) for inner in value] if isinstance(value, list) else value


@lru_cache(maxsize=64)
def _explainer(schema: str) -> Any:
    import jsonschema  # noqa: PLC0415 - 80 ms that a clean run does not need

    checker = jsonschema.FormatChecker(formats=())
    checker.checks("date")(is_date)
    checker.checks("date-time")(is_timestamp)
    extend: Any = jsonschema.validators.extend
    validator = extend(jsonschema.Draft202012Validator, {"pattern": _pattern})
    return validator(json.loads(schema), format_checker=checker)


def _pattern(_validator: Any, pattern: str, instance: Any, _schema: Schema) -> Iterator[ValidationError]:
    """`pattern` as ECMAScript and Rust mean it: in Python `$` also matches before a final line end."""
    from jsonschema.exceptions import ValidationError  # noqa: PLC0415

    if isinstance(instance, str) and not re.search(
        pattern[:-1] + r"\Z" if pattern.endswith("$") else pattern, instance
    ):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def is_date(value: object) -> bool:
    """Whether text is a day of the calendar in the form 2026-09-15; what is no text is not judged."""
    if not isinstance(value, str):
        return True
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def is_timestamp(value: object) -> bool:
    """Whether text is an RFC 3339 time with offset that exists; what is no text is not judged."""
    if not isinstance(value, str):
        return True
    try:
        return datetime.fromisoformat(value.upper().replace("Z", "+00:00")).tzinfo is not None
    except ValueError:
        return False
