"""Schema violations in the words of the person who has to mend them, each with the code of the rule that names it.

One fault gives one violation: a misspelt field silences the missing one that it was meant to be, and of several
complaints about one value the most telling is kept. For alternatives only the branch that the author evidently
meant is explained.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from handoff_lint.model import EACH, Problem, Violation, join
from handoff_lint.reading import scalars
from handoff_lint.validation import store
from handoff_lint.validation.refusal import Refusal
from handoff_lint.validation.store import Schema
from handoff_lint.words import did_you_mean, listed, nearest, plural, shown

MISSING, UNKNOWN, WRONG = "HF106", "HF103", "HF102"
LOCKED = ("signoffs", "acceptance", "status", "waivers")
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


def violations(variant: store.Variant, refusals: Iterable[Refusal]) -> list[Violation]:
    """Refusals in words, in their order."""
    return _one_per_fault(
        [found for refusal in _leaves(variant, refusals) for found in _explain(variant.name, refusal)]
    )


def _leaves(variant: store.Variant, refusals: Iterable[Refusal]) -> Iterator[Refusal]:
    """The refusals to explain: of alternatives, those of the branch that was meant."""
    for refusal in refusals:
        branch = _meant_branch(variant, refusal) if refusal.inner else None
        if branch is None:
            yield refusal
        else:
            yield from _leaves(variant, [inner for inner in refusal.inner if inner.branch == branch])


def _meant_branch(variant: store.Variant, refusal: Refusal) -> int | None:
    """Index of the branch that shares the value's type and most of its fields; None when no branch stands out."""
    best, best_score = None, -1
    for index, branch in enumerate(refusal.limit):
        schema = store.resolve(branch, variant.schema)
        if not _has_type(refusal.value, schema.get("type")):
            continue
        known = schema.get("properties", {})
        score = sum(1 for key in refusal.value if key in known) if isinstance(refusal.value, dict) else 0
        if score > best_score:
            best, best_score = index, score
    return None if best_score == 0 and isinstance(refusal.value, dict) else best


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


def _explain(name: str, refusal: Refusal) -> Iterator[_Found]:
    """What to say about one refusal."""
    if refusal.keyword == "required":
        yield _missing(name, refusal)
    elif refusal.keyword == "additionalProperties":
        for key in _extra(refusal):
            yield _unknown(name, refusal, key)
    else:
        schema = store.subschema(name, refusal.path)
        code = _code(schema, "missing" if _is_empty(refusal.keyword, refusal.value) else "wrong", WRONG)
        pointer = join("", *refusal.path)
        advice = _about_quotes(refusal) + _advice(schema, refusal.path)
        yield _Found(code, Problem(_wrong(refusal, schema), pointer, advice), refusal.keyword)


def _code(schema: Schema, fault: str, general: str) -> str:
    """The rule that names a fault of this value: `x-code` for what is missing or empty, as a mapping also for wrong."""
    own = schema.get("x-code", {})
    return str((own if isinstance(own, dict) else {"missing": own}).get(fault, general))


def _is_empty(keyword: str, value: Any) -> bool:
    if isinstance(value, str):
        return keyword in ("pattern", "minLength") and not value.strip()
    return keyword in _COUNTS and not value


def _missing(name: str, refusal: Refusal) -> _Found:
    field, path = refusal.missing, refusal.path
    schema = store.subschema(name, (*path, field))
    where = f" in {_dotted(path)}" if path else ""
    status = schema.get("x-required-from")
    needed = "; this status needs it" if status and status != "draft" else ""
    problem = Problem(
        f"{field} is missing{where}{needed}.", join("", *path, field), _advice(schema, (field,)), at="key"
    )
    return _Found(_code(schema, "missing", MISSING), problem, "required")


def _extra(refusal: Refusal) -> list[str]:
    known = refusal.schema.get("properties", {})
    open_patterns = [re.compile(pattern) for pattern in refusal.schema.get("patternProperties", {})]
    return [key for key in refusal.value if key not in known and not any(p.search(key) for p in open_patterns)]


def _unknown(name: str, refusal: Refusal, key: str) -> _Found:
    known = refusal.schema.get("properties", {})
    meant = nearest(key, [field for field in known if field not in refusal.value])
    present = nearest(key, [field for field in known if field in refusal.value])
    where = f" in {_dotted(refusal.path)}" if refusal.path else ""
    if meant:
        advice = f"Rename it to {meant}."
    elif elsewhere := _elsewhere(name, key):
        advice = f"{key} belongs under {elsewhere}; move it there."
    elif present:
        advice = f"If you mean {present}: that is there already, so delete this line."
    else:
        advice = f"Known here: {listed(known, conjunction='and')}. A field of your own begins with x_."
    hint = f" Did you mean {meant}?" if meant else ""
    problem = Problem(f"There is no field {shown(key)}{where}.{hint}", join("", *refusal.path, key), advice, at="key")
    return _Found(UNKNOWN, problem, "additionalProperties", meant)


def _elsewhere(name: str, key: str) -> str:
    """Where a field of this name really lives, when there is just one such place."""
    places = [path[:-1] for path, _ in store.patterns(name) if path[-1] == key and EACH not in path]
    return ".".join(places[0]) if len(places) == 1 and places[0] else ""


def _wrong(refusal: Refusal, schema: Schema) -> str:
    """What is wrong with one value, one sentence."""
    keyword, value, name = refusal.keyword, refusal.value, _subject(refusal.path)
    if _is_empty(keyword, value):
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
    value, choices = refusal.value, [str(one) for one in refusal.limit]
    return f"{name} is {shown(value)}; it can be {listed(choices)}.{did_you_mean(value, choices)}"


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


def _about_quotes(refusal: Refusal) -> str:
    """The remedy when quotes are all that is wrong."""
    if refusal.keyword != "type":
        return ""
    if isinstance(refusal.value, str) and _has_type(scalars.resolve(refusal.value or "-"), refusal.limit):
        return "Write it without quotes. "
    if isinstance(refusal.value, str) and _has_type(0, refusal.limit):
        if found := re.fullmatch(r"\D{0,3}(\d+),(\d{1,2})\D{0,3}", refusal.value):
            return f"Decimals are written with a point: {found[1]}.{found[2]}. "
        if found := re.fullmatch(r"\D{0,3}(\d+(?:\.\d+)?)\s*\D{0,3}", refusal.value):
            return f"Write the number alone: {found[1]}. "
    if isinstance(refusal.value, (bool, int, float)) and _has_type("", refusal.limit):
        return "Put it in quotes. "
    return ""


def _advice(schema: Schema, path: tuple[str | int, ...]) -> str:
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
        return f"Entry {path[-1] + 1} of {_dotted(path[:-1])}"
    return str(path[-1])


def _dotted(path: tuple[str | int, ...]) -> str:
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
        locked = item.problem.pointer.partition("/")[2].partition("/")[0] in LOCKED
        violation = Violation(item.code, replace(item.problem, locked=True) if locked else item.problem)
        if key not in kept or weight < kept[key][0]:
            kept[key] = (weight, violation)
    return [violation for _, violation in kept.values()]
