"""The shape of fields in words, and when they are needed, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handoff_lint.validation import store
from handoff_lint.validation.fields import NEVER, Field, Schema
from handoff_lint.words import listed
from scripts.docgen import markdown

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


def needed(field: Field, profile: str) -> str:
    """From which status a profile asks for a field, in words; `–` when it never does."""
    status = field.status(profile)
    return markdown.code(status) if status else field.demand or NEVER


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
