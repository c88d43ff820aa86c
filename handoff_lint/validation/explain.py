"""Schema violations in the words of the person who has to mend them, each with the code of the rule that names it.

One fault gives one violation: a misspelt field silences the missing one that it was meant to be, and of several
complaints about one value the most telling is kept. For alternatives only the branch that the author evidently
meant is explained.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from handoff_lint.model import EACH, Problem, Violation, join
from handoff_lint.validation import locks, store, wording
from handoff_lint.validation.refusal import Refusal
from handoff_lint.validation.requirements import EXCUSES
from handoff_lint.validation.store import Schema
from handoff_lint.words import listed, nearest, shown

MISSING, UNKNOWN, WRONG = "HF106", "HF103", "HF102"

_ORDER = ("type", "enum", "const", "minLength", "pattern", "format", "oneOf", "anyOf")


@dataclass(frozen=True, slots=True)
class _Found:
    """A problem on its way.

    Attributes:
        code, problem: what is reported.
        keyword: the keyword that failed.
        meant: the field that a misspelt one was meant to be.
        locked: whether it hides something that nothing may hide.
        looks_at: for a list that lacks an entry of some kind, the fields that make the kind.
        is_empty: whether all that is wrong is that nothing is there.

    """

    code: str
    problem: Problem
    keyword: str
    meant: str = ""
    locked: bool = False
    looks_at: tuple[str, ...] = ()
    is_empty: bool = False


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
        if not wording.has_type(refusal.value, schema.get("type")):
            continue
        known = schema.get("properties", {})
        score = sum(1 for key in refusal.value if key in known) if isinstance(refusal.value, dict) else 0
        if score > best_score:
            best, best_score = index, score
    return None if best_score == 0 and isinstance(refusal.value, dict) else best


def _explain(name: str, refusal: Refusal) -> Iterator[_Found]:
    """What to say about one refusal."""
    if refusal.missing:
        yield _missing(name, refusal)
    elif refusal.keyword == "additionalProperties":
        for key in _extra(refusal):
            yield _unknown(name, refusal, key)
    else:
        schema = store.subschema(name, refusal.path)
        empty = wording.is_empty(refusal.keyword, refusal.value)
        early = refusal.keyword == "enum" and "x-values-from" in schema and refusal.value in schema.get("enum", [])
        code = _code(schema, "missing" if empty else "early" if early else "wrong", WRONG)
        problem = Problem(
            wording.wrong(refusal, schema),
            join("", *refusal.path),
            wording.about_quotes(refusal, schema) + wording.advice(schema, refusal.path),
        )
        kind = refusal.schema.get("contains", {}) if "ontain" in refusal.keyword else {}
        yield _Found(code, problem, refusal.keyword, looks_at=tuple(kind.get("properties", ())), is_empty=empty)


def _code(schema: Schema, fault: str, general: str) -> str:
    """The rule that names a fault of this value: `x-code` for what is missing or empty.

    As a mapping also for what is `wrong`, and for what is `early`: allowed, but not from this status on.
    """
    own = schema.get("x-code", {})
    return str((own if isinstance(own, dict) else {"missing": own}).get(fault, general))


def _missing(name: str, refusal: Refusal) -> _Found:
    field, path = refusal.missing, refusal.path
    schema = store.subschema(name, (*path, field))
    where = f" in {wording.dotted(path)}" if path else ""
    needed = "; this status needs it" if _comes_later(name, schema) else ""
    advice = wording.advice(schema, (field,))
    if field in _reasons(refusal.value):
        advice = f"A reason under {EXCUSES} does not do for this part. {advice}"
    problem = Problem(f"{field} is missing{where}{needed}.", join("", *path, field), advice, at="key")
    return _Found(_code(schema, "missing", MISSING), problem, "required")


def _comes_later(name: str, schema: Schema) -> bool:
    """Whether a field may be missing at first, and is needed because of the status."""
    asked, ranks = schema.get("x-required-from", ""), store.ranks(name)
    return any(ranks.get(status, 0) > 0 for status in (asked.values() if isinstance(asked, dict) else [asked]))


def _reasons(value: object) -> dict[str, object]:
    """The reasons why parts of a group do not apply."""
    found = value.get(EXCUSES) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def _extra(refusal: Refusal) -> list[str]:
    known = refusal.schema.get("properties", {})
    open_patterns = [re.compile(pattern) for pattern in refusal.schema.get("patternProperties", {})]
    return [key for key in refusal.value if key not in known and not any(p.search(key) for p in open_patterns)]


def _unknown(name: str, refusal: Refusal, key: str) -> _Found:
    known = refusal.schema.get("properties", {})
    meant = nearest(key, [field for field in known if field not in refusal.value])
    present = nearest(key, [field for field in known if field in refusal.value])
    where = f" in {wording.dotted(refusal.path)}" if refusal.path else ""
    elsewhere = _elsewhere(name, key, refusal.path)
    if meant:
        advice = f"Rename it to {meant}."
    elif elsewhere:
        advice = f"{key} belongs under {elsewhere}; move it there."
    else:
        advice = f"Known here: {listed(known, conjunction='and')}. A field of your own begins with x_."
        if present:
            advice = f"{present} is there already: delete this line, or give it another name. {advice}"
    hint = f" Did you mean {meant}?" if meant else ""
    problem = Problem(f"There is no field {shown(key)}{where}.{hint}", join("", *refusal.path, key), advice, at="key")
    near = [join("", *refusal.path, field) for field in (meant, present) if field]
    near += [join("", *elsewhere.split("."), key)] if elsewhere else [f"/{key}"] if key in locks.OPTIONAL else []
    locked = any(locks.is_locked(pointer) or locks.is_deciding(pointer) for pointer in near)
    return _Found(UNKNOWN, problem, "additionalProperties", meant, locked)


def _elsewhere(name: str, key: str, path: tuple[str | int, ...]) -> str:
    """Where a field of this name really lives, when there is just one such place and it is not all around."""
    places = [found[:-1] for found, _ in store.patterns(name) if found[-1] == key and EACH not in found]
    around = len(places) == 1 and places[0] == path[: len(places[0])]
    return ".".join(places[0]) if len(places) == 1 and places[0] and not around else ""


def _one_per_fault(found: list[_Found]) -> list[Violation]:
    """Drops what only repeats another: missing fields that are misspelt, further complaints about one value."""
    kept: dict[tuple[str, bool], tuple[int, Violation]] = {}
    for item in _without_echoes(found):
        weight = _ORDER.index(item.keyword) if item.keyword in _ORDER else len(_ORDER)
        key = (item.problem.pointer, item.code == UNKNOWN)
        about_value = item.keyword not in ("required", "additionalProperties")
        locked = item.locked or locks.is_locked(item.problem.pointer)
        locked = locked or (about_value and locks.is_deciding(item.problem.pointer))
        violation = Violation(item.code, replace(item.problem, locked=True) if locked else item.problem)
        if key not in kept or weight < kept[key][0]:
            kept[key] = (weight, violation)
    return [violation for _, violation in kept.values()]


def _without_echoes(found: list[_Found]) -> Iterator[_Found]:
    """What remains when each fault has its cause reported, and not what follows from it."""
    misspelt = {join(_above(item), item.meant) for item in found if item.meant}
    empty = {item.problem.pointer for item in found if item.is_empty}
    missing = {item.problem.pointer for item in found if item.keyword == "required"}
    for item in found:
        pointer = item.problem.pointer
        if item.keyword == "required" and (pointer in misspelt or _above(item) in empty):
            continue
        if item.code == UNKNOWN and pointer.replace(f"/{EXCUSES}/", "/", 1) in missing:
            continue  # a reason for a part that needs more than a reason
        if item.looks_at and any(_is_entry_field(other, pointer, item.looks_at) for other in found):
            continue  # an entry may be of that kind once its field is mended
        yield item


def _above(item: _Found) -> str:
    return item.problem.pointer.rpartition("/")[0]


def _is_entry_field(item: _Found, above: str, names: tuple[str, ...]) -> bool:
    """Whether a problem is about one of these fields of an entry of the list at `above`."""
    entry, _, field = item.problem.pointer.rpartition("/")
    return field in names and entry.rpartition("/")[0] == above
