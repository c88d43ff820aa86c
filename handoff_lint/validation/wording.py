"""What is wrong with one value, and what to write instead: the sentences that explain a schema's refusal."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from handoff_lint.reading import scalars
from handoff_lint.validation.refusal import Refusal
from handoff_lint.validation.store import Schema
from handoff_lint.words import did_you_mean, listed, plural, shown

_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list (one “- …” a line)",
    "object": "a group of fields (indented, one a line)",
    "null": "empty",
}
_COUNTS = ("minItems", "minProperties", "minLength")

_JSON_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}


def has_type(value: object, wanted: Any) -> bool:
    names = [wanted] if isinstance(wanted, str) else wanted or list(_JSON_TYPES)
    return any(isinstance(value, _JSON_TYPES[name]) for name in names)


def is_empty(keyword: str, value: Any) -> bool:
    if isinstance(value, str):
        return keyword in ("pattern", "minLength") and not value.strip()
    return keyword in _COUNTS and not value


def wrong(refusal: Refusal, schema: Schema) -> str:
    """What is wrong with one value, one sentence."""
    keyword, value, name = refusal.keyword, refusal.value, _subject(refusal.path)
    if is_empty(keyword, value):
        return f"{name} is empty."
    if keyword in _MEASURES:
        return str(_MEASURES[keyword](name, value, refusal.limit))
    if keyword in _SENTENCES:
        return _SENTENCES[keyword](name, refusal, schema)
    description = schema.get("description", "").rstrip(".")
    expected = schema.get("x-expects") or description[:1].lower() + description[1:] or "different"
    return f"{name} should be {expected}; it is {shown(value) if value != {} else 'empty'}."


def _wrong_type(name: str, refusal: Refusal, schema: Schema) -> str:
    return f"{name} should be {_expected(schema, refusal.limit)}, but it is {_actual(refusal.value)}."


def _not_a_choice(name: str, refusal: Refusal, _schema: Schema) -> str:
    if len(refusal.limit) == 1:
        return f"{name} is {shown(refusal.value)}; it must be {_plain(refusal.limit[0])}."
    value, choices = refusal.value, [_plain(one) for one in refusal.limit]
    quoted = [one if one[:1].isalnum() else f"“{one}”" for one in choices]
    return f"{name} is {shown(value)}; it can be {listed(quoted)}.{did_you_mean(value, choices)}"


def _plain(choice: object) -> str:
    """A choice as it is written in a file: `true`, not `True`."""
    return choice if isinstance(choice, str) else shown(choice)


def _not_the_one(name: str, refusal: Refusal, _schema: Schema) -> str:
    return f"{name} is {shown(refusal.value)}; here it must be {shown(refusal.limit)}."


def _no_such_time(name: str, refusal: Refusal, _schema: Schema) -> str:
    return f"{name} is {shown(refusal.value)}, and no such {'day' if refusal.limit == 'date' else 'time'} exists."


def _twice(name: str, refusal: Refusal, _schema: Schema) -> str:
    repeated = next(item for index, item in enumerate(refusal.value) if item in refusal.value[:index])
    return f"{name} lists {shown(repeated)} twice."


def _not_exactly_one(name: str, refusal: Refusal, _schema: Schema) -> str:
    return f"{name} needs exactly one entry {refusal.schema['contains']['description']}."


_SENTENCES: dict[str, Callable[[str, Refusal, Schema], str]] = {
    "type": _wrong_type,
    "enum": _not_a_choice,
    "const": _not_the_one,
    "format": _no_such_time,
    "uniqueItems": _twice,
    "contains": _not_exactly_one,
    "minContains": _not_exactly_one,
    "maxContains": _not_exactly_one,
}


_MEASURES: dict[str, Any] = {
    "maxLength": lambda name, value, limit: f"{name} is {plural(len(value), 'character')} long; at most {limit} fit.",
    "minLength": lambda name, value, limit: (
        f"{name} is {plural(len(value), 'character')} long; at least {limit} are needed."
    ),
    "minItems": lambda name, value, limit: (
        f"{name} has {plural(len(value), 'entry', 'entries')}; at least {limit} are needed."
    ),
    "maxItems": lambda name, value, limit: f"{name} has {plural(len(value), 'entry', 'entries')}; at most {limit} fit.",
    "minProperties": lambda name, value, limit: (
        f"{name} has {plural(len(value), 'field')}; at least {limit} are needed."
    ),
    "maxProperties": lambda name, value, limit: f"{name} has {plural(len(value), 'field')}; at most {limit} fit.",
    "minimum": lambda name, value, limit: f"{name} is {value}; the smallest allowed is {limit}.",
    "maximum": lambda name, value, limit: f"{name} is {value}; the largest allowed is {limit}.",
    "exclusiveMinimum": lambda name, value, limit: f"{name} is {value}; it must be above {limit}.",
    "exclusiveMaximum": lambda name, value, limit: f"{name} is {value}; it must be below {limit}.",
    "multipleOf": lambda name, value, limit: f"{name} is {value}; it must be a multiple of {limit}.",
}


def _expected(schema: Schema, wanted: str | list[str]) -> str:
    if schema.get("x-expects"):
        return str(schema["x-expects"])
    return listed(_TYPES[name] for name in ([wanted] if isinstance(wanted, str) else wanted))


def _actual(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, str):
        return f"text ({shown(value)})"
    if isinstance(value, bool):
        return shown(value)
    return f"the number {value}" if isinstance(value, (int, float)) else shown(value)


def about_quotes(refusal: Refusal, schema: Schema) -> str:
    """The remedy when quotes are all that is wrong."""
    if refusal.keyword != "type":
        return ""
    if isinstance(refusal.value, str) and has_type(scalars.resolve(refusal.value or "-"), refusal.limit):
        return "Write it without quotes. "
    if isinstance(refusal.value, str) and has_type(0, refusal.limit):
        if found := re.fullmatch(r"\D{0,3}(\d+),(\d{1,2})\D{0,3}", refusal.value):
            return f"Decimals are written with a point: {found[1]}.{found[2]}. "
        if found := re.fullmatch(r"\D{0,3}(\d+(?:\.\d+)?)\s*\D{0,3}", refusal.value):
            return f"Write the number alone: {found[1]}. "
    if isinstance(refusal.value, (bool, int, float)) and has_type("", refusal.limit) and _fits(refusal.value, schema):
        return "Put it in quotes. "
    return ""


def _fits(value: bool | float, schema: Schema) -> bool:  # noqa: FBT001 - a value from a file
    """Whether the value would be right as a text."""
    text = shown(value)
    return text in schema.get("enum", [text]) and bool(re.search(schema.get("pattern", ""), text))


def advice(schema: Schema, path: tuple[str | int, ...]) -> str:
    """What to write: the field's description and its first example."""
    description = schema.get("description", "")
    example = next(iter(schema.get("examples", [])), None)
    if example is None or isinstance(example, (dict, list)):
        return str(description)
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    quoted = _needs_quotes(example) or not isinstance(example, str)
    written = json.dumps(example, ensure_ascii=False) if quoted else example
    bullet = f"- {written}" if path and isinstance(path[-1], int) else f"{key}: {written}"
    return f"{description} Example: {bullet}".strip()


def _needs_quotes(example: object) -> bool:
    """Whether YAML would read the text as something else when it stands there without quotes."""
    if not isinstance(example, str):
        return False
    return bool(re.search(r": | #|^[-?:,\[\]{}#&*!|>'\"%@`]", example)) or scalars.resolve(example) != example


def _subject(path: tuple[str | int, ...]) -> str:
    if not path:
        return "The front matter"
    if isinstance(path[-1], int):
        return f"Entry {path[-1] + 1} of {dotted(path[:-1])}"
    return str(path[-1])


def dotted(path: tuple[str | int, ...]) -> str:
    """`package.audience[1]`: counted from one, as people count."""
    words = ""
    for step in path:
        words += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if words else step
    return words
