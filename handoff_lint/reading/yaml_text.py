"""Example values as YAML that a person would write: block style, quotes only where they are needed."""

from __future__ import annotations

import json
import re
from typing import Any

from handoff_lint.reading import scalars

_RISKY = re.compile(r": |:$| #|^[-?:,\[\]{}#&*!|>'\"%@`\s]|\s$|\n")
_RISKY_IN_FLOW = re.compile(r"[,\[\]{}?]")
"""libyaml takes a question mark before a comma for the mark of a complex key."""


def block(key: str, value: Any) -> str:
    """`key: value`, over several lines where the value is a group or a list of groups."""
    return "\n".join(_entry(key, value))


def under(path: tuple[str, ...], value: Any) -> str:
    """A value below the fields that lead to it."""
    for step in reversed(path[1:]):
        value = {step: value}
    return block(path[0], value)


def flow(value: Any) -> str:
    """On one line: `{owner: maya.holt, tags: [a, b]}`."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    text = scalar(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) and _RISKY_IN_FLOW.search(text) else text


def _entry(key: str, value: Any) -> list[str]:
    name = _key(key)
    if isinstance(value, dict) and value:
        return [f"{name}:", *(f"  {line}" for inner, item in value.items() for line in _entry(inner, item))]
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return [f"{name}:", *(line for item in value for line in _item(item))]
    return [f"{name}: {flow(value) if isinstance(value, (dict, list)) else scalar(value)}"]


def _item(value: Any) -> list[str]:
    """An entry of a list, indented below its name."""
    if not isinstance(value, dict):
        return [f"  - {flow(value) if isinstance(value, list) else scalar(value)}"]
    lines = [line for key, inner in value.items() for line in _entry(key, inner)]
    return [f"  - {lines[0]}", *(f"    {line}" for line in lines[1:])]


def _key(name: str) -> str:
    return f'"{name}"' if name in scalars.YAML_1_1_BOOLEANS else scalar(name)


def scalar(value: Any) -> str:
    """A value that is no group and no list, quoted if it needs it."""
    if not isinstance(value, str):
        return json.dumps(value)
    plain = not _RISKY.search(value) and isinstance(scalars.resolve(value), str)
    return value if plain else json.dumps(value, ensure_ascii=False)
