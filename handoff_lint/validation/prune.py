"""Takes out what the schema refused, so that a rule never meets a value of the wrong shape."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from handoff_lint.validation import store
from handoff_lint.validation.refusal import Refusal

_SHAPE_KEPT = frozenset(
    (
        "minItems",
        "maxItems",
        "uniqueItems",
        "contains",
        "minContains",
        "maxContains",
        "maxLength",
        "minProperties",
        "maxProperties",
    )
)
"""Keywords about how much there is: too many entries are still entries."""


def prune(name: str, data: dict[str, Any], refusals: Iterable[Refusal]) -> None:
    """Take refused values out of the data: a key goes, a list item becomes None (so indexes still hold)."""
    for refusal in refusals:
        if refusal.keyword == "additionalProperties":
            known = refusal.schema.get("properties", {})
            for key in [key for key in refusal.value if key not in known and not key.startswith("x_")]:
                _drop(data, (*refusal.path, key))
        elif refusal.keyword == "required":
            # What a status asks for may be absent, rules know that; what an item cannot be without may not.
            if refusal.path and refusal.missing in _indispensable(name, refusal.path):
                _drop(data, _whole(name, refusal.path))
        elif refusal.keyword not in _SHAPE_KEPT:
            _drop(data, _whole(name, refusal.path))


def _indispensable(name: str, path: tuple[str | int, ...]) -> list[str]:
    """The fields that the object at a path cannot be without, whatever its status."""
    found: list[str] = store.subschema(name, path).get("required", [])
    return found


def _whole(name: str, path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """The path of what must go: an item goes with a field that it cannot be without."""
    while len(path) > 1 and path[-1] in _indispensable(name, path[:-1]):
        path = path[:-1]
    return path


def _drop(data: Any, path: tuple[str | int, ...]) -> None:
    if not path:
        data.clear()
        return
    for step in path[:-1]:
        inside = isinstance(data, dict) and step in data
        data = data[step] if inside or (isinstance(data, list) and isinstance(step, int)) else None
        if data is None:
            return
    last = path[-1]
    if isinstance(data, list) and isinstance(last, int):
        data[last] = None
    elif isinstance(data, dict):
        data.pop(last, None)
