"""Schema violations in the words of the person who has to mend them, each with the code of the rule that names it.

One fault gives one violation: a misspelt field silences the missing one that it was meant to be, and of several
complaints about one value the most telling is kept. For alternatives only the branch that the author evidently
meant is explained.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from handoff_lint.model import EACH, Problem, Violation, join
from handoff_lint.validation import store
from handoff_lint.words import listed, nearest, plural, shown

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

    from handoff_lint.validation.store import Schema

MISSING, UNKNOWN, WRONG = "HF106", "HF103", "HF102"
LOCKED = ("/signoffs", "/acceptance", "/status", "/waivers")
"""What nothing may switch off: who approved, and what was waived."""

_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list (one “- …” a line)",
    "object": "a group of fields (indented, one a line)",
    "null": "empty",
}
_ORDER = ("type", "enum", "const", "minLength", "pattern", "format", "oneOf", "anyOf")
_COUNTS = ("minItems", "minProperties", "minLength")


@dataclass(frozen=True, slots=True)
class _Found:
    """A problem on its way: the keyword that failed, and the field that a misspelt one was meant to be."""

    code: str
    problem: Problem
    keyword: str
    meant: str = ""


def violations(variant: store.Variant, errors: Iterable[ValidationError]) -> list[Violation]:
    """What jsonschema found, in words, in its order."""
    return _one_per_fault([item for error in _leaves(variant, errors) for item in _explain(variant, error)])


def _leaves(variant: store.Variant, errors: Iterable[ValidationError]) -> Iterator[ValidationError]:
    """The errors to explain: of alternatives, those of the branch that was meant."""
    for error in errors:
        if error.validator in ("oneOf", "anyOf") and error.context:
            branch = _meant_branch(variant, error)
            if branch is not None:
                yield from _leaves(variant, [inner for inner in error.context if inner.schema_path[0] == branch])
                continue
        yield error


def _meant_branch(variant: store.Variant, error: ValidationError) -> int | None:
    """Index of the branch that shares the value's type and most of its fields; None when no type fits."""
    best, best_score = None, -1
    for index, branch in enumerate(error.validator_value):
        schema = store.resolve(branch, variant.schema)
        if not _has_type(error.instance, schema.get("type")):
            continue
        known = schema.get("properties", {})
        score = sum(1 for key in error.instance if key in known) if isinstance(error.instance, dict) else 0
        if score > best_score:
            best, best_score = index, score
    return best


_JSON_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}


def _has_type(value: object, wanted: Any) -> bool:
    names = [wanted] if isinstance(wanted, str) else wanted or list(_JSON_TYPES)
    return any(isinstance(value, _JSON_TYPES[name]) for name in names)


def _explain(variant: store.Variant, error: ValidationError) -> Iterator[_Found]:
    """What to say about one error of jsonschema."""
    path = list(error.absolute_path)
    pointer = join("", *path)
    schema = store.subschema(variant.name, path)
    keyword = str(error.validator)
    if keyword == "required":
        for name in error.validator_value:
            if name not in error.instance and error.message.startswith(repr(name)):
                yield _missing(variant, path, name)
    elif keyword == "additionalProperties":
        for key in _extra(error):
            yield _unknown(variant, path, key, error)
    else:
        code = schema.get("x-code", WRONG) if _is_empty(keyword, error.instance) else WRONG
        yield _Found(code, Problem(_wrong(error, schema, path), pointer, _advice(schema, path)), keyword)


def _is_empty(keyword: str, value: Any) -> bool:
    if isinstance(value, str):
        return keyword in ("pattern", "minLength") and not value.strip()
    return keyword in _COUNTS and not value


def _missing(variant: store.Variant, path: list[str | int], name: str) -> _Found:
    schema = store.subschema(variant.name, [*path, name])
    where = f" in {_dotted(path)}" if path else ""
    status = schema.get("x-required-from")
    needed = "; this status needs it" if status and status != "draft" else ""
    problem = Problem(f"{name} is missing{where}{needed}.", join("", *path, name), _advice(schema, [name]), at="key")
    return _Found(schema.get("x-code", MISSING), problem, "required")


def _extra(error: ValidationError) -> list[str]:
    known = error.schema.get("properties", {})
    open_patterns = [re.compile(pattern) for pattern in error.schema.get("patternProperties", {})]
    return [key for key in error.instance if key not in known and not any(p.search(key) for p in open_patterns)]


def _unknown(variant: store.Variant, path: list[str | int], key: str, error: ValidationError) -> _Found:
    known = error.schema.get("properties", {})
    meant = nearest(key, [name for name in known if name not in error.instance])
    where = f" in {_dotted(path)}" if path else ""
    if meant:
        advice = f"Rename it to {meant}."
    elif elsewhere := _elsewhere(variant.name, key):
        advice = f"{key} belongs under {elsewhere}; move it there."
    else:
        advice = f"Known here: {listed(known, conjunction='and')}. A field of your own begins with x_."
    hint = f" Did you mean {meant}?" if meant else ""
    problem = Problem(f"There is no field {shown(key)}{where}.{hint}", join("", *path, key), advice, at="key")
    return _Found(UNKNOWN, problem, "additionalProperties", meant)


def _elsewhere(name: str, key: str) -> str:
    """Where a field of this name really lives, when there is just one such place."""
    places = [path[:-1] for path, _ in store.patterns(name) if path[-1] == key and EACH not in path]
    return ".".join(places[0]) if len(places) == 1 and places[0] else ""


def _wrong(error: ValidationError, schema: Schema, path: list[str | int]) -> str:
    """What is wrong with one value, one sentence."""
    name, value, limit = _subject(path), error.instance, error.validator_value
    if error.validator in _COUNTS and not value:
        return f"{name} is empty."
    if error.validator in _MEASURES:
        return _MEASURES[str(error.validator)](name, value, limit)
    if error.validator == "type":
        return f"{name} should be {_expected(schema, limit)}, but it is {_actual(value)}."
    if error.validator == "enum":
        guess = nearest(value, [str(one) for one in limit]) if isinstance(value, str) else ""
        hint = f" Did you mean {guess}?" if guess else ""
        return f"{name} is {shown(value)}; it can be {listed(str(one) for one in limit)}.{hint}"
    if error.validator == "const":
        return f"{name} is {shown(value)}; here it must be {shown(limit)}."
    if error.validator == "pattern" and isinstance(value, str) and not value.strip():
        return f"{name} is empty."
    if error.validator == "format":
        return f"{name} is {shown(value)}, and no such {'day' if limit == 'date' else 'time'} exists."
    if error.validator == "uniqueItems":
        twice = next(item for index, item in enumerate(value) if item in value[:index])
        return f"{name} lists {shown(twice)} twice."
    if error.validator == "contains":
        wanted = limit.get("description", "a matching entry") if isinstance(limit, Mapping) else "a matching entry"
        return f"{name} needs exactly one entry that is {wanted}."
    expected = schema.get("x-expects") or schema.get("description", "").rstrip(".") or "different"
    return f"{name} should be {expected}; it is {shown(value)}."


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


def _advice(schema: Schema, path: list[str | int]) -> str:
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
    if not isinstance(example, str):
        return False
    return bool(re.search(r": | #|^[-?:,\[\]{}#&*!|>'\"%@`]|^[0-9.+-]+$|^(true|false|null|~)$", example))


def _subject(path: list[str | int]) -> str:
    if not path:
        return "The front matter"
    if isinstance(path[-1], int):
        return f"Entry {path[-1] + 1} of {_dotted(path[:-1])}"
    return str(path[-1])


def _dotted(path: list[str | int]) -> str:
    """`package.audience[1]`: counted from one, as people count."""
    words = ""
    for step in path:
        words += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if words else step
    return words


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".") + "."


def _one_per_fault(found: list[_Found]) -> list[Violation]:
    """Drops what only repeats another: missing fields that are misspelt, further complaints about one value."""
    misspelt = {join(item.problem.pointer.rpartition("/")[0], item.meant) for item in found if item.meant}
    kept: dict[tuple[str, bool], tuple[int, Violation]] = {}
    for item in found:
        if item.keyword == "required" and item.problem.pointer in misspelt:
            continue
        weight = _ORDER.index(item.keyword) if item.keyword in _ORDER else len(_ORDER)
        key = (item.problem.pointer, item.code == UNKNOWN)
        locked = item.problem.pointer.startswith(LOCKED)
        violation = Violation(item.code, replace(item.problem, locked=True) if locked else item.problem)
        if key not in kept or weight < kept[key][0]:
            kept[key] = (weight, violation)
    return [violation for _, violation in kept.values()]
