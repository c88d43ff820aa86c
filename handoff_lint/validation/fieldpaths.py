"""Paths as settings write them, held against the schemas: one that leads nowhere makes an approval be about nothing.

`package.brand.claims`, `constraints[kind=legal]` for some entries of a list, `campaign:budget` for a field of
campaign.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from handoff_lint.model import EACH
from handoff_lint.validation import store
from handoff_lint.validation.store import Schema
from handoff_lint.words import did_you_mean, listed

_CAMPAIGN = "campaign:"
_STEP = re.compile(r"(?P<name>[^\[\]]+)(?:\[(?P<key>[^=]+)=(?P<value>.*)\])?")
_OF_THE_APPROVAL = ("status", "signoffs", "acceptance", "handovers")
"""What is written after the approval: fixing it would void each approval at once."""


class Fault(NamedTuple):
    """What is wrong with a path, and what to do about it."""

    message: str
    help: str


def in_scope(kind: str, path: str, covers: tuple[str, ...]) -> Fault | None:
    """Why an approval of a handoff type cannot be about this path; None when it can."""
    name, dotted = ("campaign", path.removeprefix(_CAMPAIGN)) if path.startswith(_CAMPAIGN) else (kind, path)
    if fault := _leads_nowhere(name, dotted):
        return fault
    plain = _plain(dotted)
    if name != "campaign" and plain == "version":
        return Fault(
            f"{path} cannot be what an approval is about.",
            "An approval without scope counts for one version only; leave scope out for that.",
        )
    free = [marked for marked in _progress(name) if f"{plain}.".startswith(f"{marked}.")]
    if name != "campaign" and free and not set(free) & set(covers):
        remedy = f"Add {free[0]} to covers as well, or take" if free[0] in _coverable(kind) else "Take"
        return Fault(
            f"{path} changes while the work goes on, so no approval can be about it.", f"{remedy} it out of scope."
        )
    return None


def in_covers(kind: str, path: str) -> Fault | None:
    """Why an approval of a handoff type cannot fix this field; None when it can."""
    known = _coverable(kind)
    if path in known:
        return None
    return Fault(
        f"There is no field {path} that an approval could fix.{did_you_mean(path, known)}",
        f"covers takes fields that change while the work goes on: {listed(known, conjunction='and')}.",
    )


@cache
def item_lists(name: str) -> tuple[tuple[str, ...], ...]:
    """The paths of all lists of a document whose entries have ids."""
    return tuple(path[:-2] for path, _ in store.patterns(name) if path[-2:] == (EACH, "id"))


def _plain(dotted: str) -> str:
    return re.sub(r"\[[^\]]*\]", "", dotted)


@cache
def _progress(name: str) -> tuple[str, ...]:
    """The fields that change freely, dotted, list items not told apart."""
    marked = [path for path, value in store.annotated(name, "x-progress") if value]
    return tuple(".".join(step for step in path if step != EACH) for path in marked)


@cache
def _coverable(name: str) -> tuple[str, ...]:
    marked = [path for path, value in store.annotated(name, "x-progress") if value and EACH not in path]
    return tuple(".".join(path) for path in marked if path[0] not in _OF_THE_APPROVAL)


def _leads_nowhere(name: str, dotted: str) -> Fault | None:
    """The first step that the schema does not know, in words."""
    root = store.bundle(name)
    reached, schemas = "", [root]
    for step in dotted.split("."):
        found = _STEP.fullmatch(step)
        word = found["name"] if found else step
        if word.startswith("x_"):
            return None  # a field of the team's own: no schema knows what is in it
        known = {key: inner for schema in schemas for key, inner in _fields(schema, root)}
        where = f" in {reached}" if reached else " in campaign.md" if name == "campaign" else f" in {name}"
        if word in known:
            schemas = [inner for schema in schemas for key, inner in _fields(schema, root) if key == word]
        elif free := [schema["additionalProperties"] for schema in schemas if _is_open(schema)]:
            schemas = [store.resolve(schema, root) for schema in free]
        else:
            return Fault(f"There is no field {word}{where}.{did_you_mean(word, known)}", _fields_there(known))
        reached = f"{reached}.{word}" if reached else word
        if found and found["key"] and (fault := _odd_choice(found["key"], found["value"], schemas, root, reached)):
            return fault
    return None


def _odd_choice(key: str, value: str, schemas: list[Schema], root: Schema, reached: str) -> Fault | None:
    """What is wrong with `[key=value]` behind a list."""
    items = [inner for schema in schemas for step, inner in store.children(schema, root) if step == EACH]
    known = {name: inner for item in items for name, inner in _fields(item, root)}
    if not known:
        return Fault(f"{reached} is no list with entries to choose from.", f"Leave [{key}={value}] out.")
    if key not in known:
        return Fault(f"The entries of {reached} have no field {key}.{did_you_mean(key, known)}", _fields_there(known))
    choices = [str(one) for one in known[key].get("enum", [])]
    if choices and value not in choices:
        return Fault(
            f"{key} of {reached} is never {value}.{did_you_mean(value, choices)}", f"It can be {listed(choices)}."
        )
    return None


def _fields_there(known: dict[str, Schema]) -> str:
    return f"There {'are' if len(known) > 1 else 'is'} {listed(known, conjunction='and')}." if known else "End it here."


def _is_open(schema: Schema) -> bool:
    return isinstance(schema.get("additionalProperties"), dict)


def _fields(schema: Schema, root: Schema) -> Iterator[tuple[str, Schema]]:
    """The fields of a group, or of a list's entries: paths go through lists without a word."""
    for key, inner in store.children(schema, root):
        if key == EACH:
            yield from _fields(inner, root)
        else:
            yield key, inner
    for keyword in ("oneOf", "anyOf"):
        for branch in schema.get(keyword, []):
            yield from _fields(store.resolve(branch, root), root)
