"""The fields of a schema as a flat list: what the reference and the playbook are made of."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from handoff_lint.validation import store

Schema = dict[str, Any]
OWN_NAME = "<name>"
"""Stands in a path for a key that the author chooses."""
EACH_TYPE = "<type>"
"""Stands in a path for the handoff types, where each of them may have the same."""
ALWAYS, SOMETIMES, NEVER = "always", "in some cases", "–"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: where it stands, what its schema says, and when its group cannot do without it.

    Attributes:
        path: its steps; a list's entries are marked on the list's own step, as in `links[]`.
        demand: `always` or `in some cases` when plain JSON Schema asks for it, else empty.

    """

    path: tuple[str, ...]
    schema: Schema
    demand: str = ""

    @property
    def name(self) -> str:
        """As people write it: `package.audience[].segment`."""
        return ".".join(self.path)

    @property
    def goals(self) -> tuple[str, ...]:
        """The ids of the goals that the field serves."""
        return tuple(self.schema.get("x-mission", ()))

    def status(self, profile: str) -> str:
        """The status from which a profile asks for it; empty when none does. `strict` follows `standard`."""
        asked = self.schema.get("x-required-from")
        found = asked.get("standard" if profile == "strict" else profile) if isinstance(asked, Mapping) else asked
        return str(found or "")


def fields(name: str) -> tuple[Field, ...]:
    """Every field of the schema `name`, in its order, each group before what it holds."""
    root = store.bundle(name)
    return tuple(_below(root, root, ()))


def _below(schema: Schema, root: Schema, path: tuple[str, ...]) -> Iterator[Field]:
    for key, inner in _properties(schema):
        yield from _field(Field((*path, key), store.resolve(inner, root), demand(schema, key)), root)
    if isinstance(schema.get("items"), dict):
        entry = (*path[:-1], path[-1] + "[]")
        yield from _below(store.resolve(schema["items"], root), root, entry)
    if isinstance(schema.get("additionalProperties"), dict):
        yield from _field(Field((*path, OWN_NAME), store.resolve(schema["additionalProperties"], root)), root)
    if isinstance(then := schema.get("then"), dict) and then != schema.get("items"):
        yield from _below(store.resolve(then, root), root, path)
    for branch in (*schema.get("oneOf", ()), *schema.get("anyOf", ())):
        for field in _below(store.resolve(branch, root), root, path):
            yield replace(field, demand=SOMETIMES) if field.demand else field


def _properties(schema: Schema) -> Iterator[tuple[str, Schema]]:
    """The properties; one for all handoff types where a group has one for each."""
    found: Schema = schema.get("properties", {})
    plain = {json.dumps({**inner, "title": ""}) for inner in found.values()}
    if tuple(found) == store.handoff_types() and len(plain) == 1:
        yield EACH_TYPE, found[store.handoff_types()[0]]
    else:
        yield from found.items()


def _field(field: Field, root: Schema) -> Iterator[Field]:
    yield field
    yield from _below(field.schema, root, field.path)


def demand(schema: Schema, key: str) -> str:
    """`always` or `in some cases` when plain JSON Schema asks for a property of a group, else empty."""
    if key in schema.get("required", ()):
        return ALWAYS
    conditional = [schema, *schema.get("allOf", ())]
    asked = any(key in part.get("then", {}).get("required", ()) for part in conditional if isinstance(part, dict))
    return SOMETIMES if asked else ""
