"""The fields of a schema as a flat list, and their shape in words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from handoff_lint.validation import store
from handoff_lint.words import listed
from scripts.docgen import markdown

Schema = dict[str, Any]
OWN_NAME = "<name>"
"""Stands in a path for a key that the author chooses."""
EACH_TYPE = "<type>"
"""Stands in a path for the handoff types, where each of them may have the same."""
ALWAYS, SOMETIMES, NEVER = "always", "in some cases", "–"
PROFILES = ("standard", "starter")

_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "`true` or `false`",
    "object": "a group of fields",
    "array": "a list",
    "null": "empty",
}
_LISTS = {
    "segment": "a name from `segments` in the settings",
    "kpi": "a name from `kpis` in the settings",
    "link": "the id of one of this file's `links`",
    "handoff": "the id of another handoff",
    "knowledge": "the id of a knowledge entry",
    "page": "the id of a knowledge entry, which must exist once the package is completed",
    "path": "a file of this repository, seen from this one",
    "item": "it must exist there",
    "tag": "a name from `tags` in the settings, if there are any",
    "campaign_type": "a name from `campaign_types` in the settings",
    "channel": "a name from `channels` in the settings",
    "placement": "one of the channel's `placements` in the settings",
    "checklist": "a name from `checklists` in the settings",
}


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

    def needed(self, profile: str) -> str:
        """From which status a profile asks for it, in words; `–` when it never does."""
        asked = self.schema.get("x-required-from")
        status = asked.get(profile) if isinstance(asked, Mapping) else asked
        return markdown.code(status) if status else self.demand or NEVER


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


def shape(schema: Schema, root: Schema) -> str:
    """What kind of value it is, as Markdown: `a date written year-month-day`, `a list of …; at least one entry`."""
    parts = [_kind(schema, root), *_limits(schema)]
    if refers := schema.get("x-refers-to"):
        parts.append(_LISTS[refers])
    return "; ".join(parts)


def _kind(schema: Schema, root: Schema) -> str:
    if "const" in schema:
        return f"always {markdown.code(str(schema['const']))}"
    if "enum" in schema:
        return listed((markdown.code(str(value)) for value in schema["enum"]), most=len(schema["enum"]))
    if "x-expects" in schema:
        expected = str(schema["x-expects"])
        quoted = re.match(r"([a-z0-9]+[:/]|off)(?=[ ,])", expected)  # stands in the file as it is here
        return markdown.prose(f"`{quoted[1]}`{expected[quoted.end() :]}" if quoted else expected)
    if "oneOf" in schema:
        return "one of two groups of fields"
    names = schema.get("type", [])
    return listed(
        _list_of(schema, root) if name == "array" else _TYPES[name]
        for name in ([names] if isinstance(names, str) else names)
    )


def _list_of(schema: Schema, root: Schema) -> str:
    items = store.resolve(schema["items"], root) if isinstance(schema.get("items"), dict) else {}
    if items.get("properties") or "type" not in items:
        return "a list of groups of fields" if items.get("type") == "object" else "a list"
    return f"a list, each entry {_kind(items, root)}"


def _limits(schema: Schema) -> Iterator[str]:
    entries = schema.get("minItems", 0), schema.get("maxItems")
    if entries[1]:
        yield f"{entries[0]} to {entries[1]} entries"
    elif entries[0] > 1:
        yield f"at least {entries[0]} entries"
    elif entries[0]:
        yield "at least one entry"
    said = schema.get("x-expects", "")
    if (least := schema.get("minLength", 0)) > 1 and str(least) not in said:
        yield f"at least {least} characters"
    if (most := schema.get("maxLength")) and str(most) not in said:
        yield f"at most {most} characters"
    if "minimum" in schema:
        yield f"{schema['minimum']} or more"
    if "maximum" in schema:
        yield f"at most {schema['maximum']:,}"
