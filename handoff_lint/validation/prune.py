"""Takes out what the schema refused, so that a rule never meets a value of the wrong shape."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from handoff_lint.validation import store

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_SHAPE_KEPT = frozenset(
    (
        "minItems",
        "maxItems",
        "uniqueItems",
        "contains",
        "maxLength",
        "minProperties",
        "maxProperties",
        "dependentRequired",
    )
)
_OPTIONAL_PARENTS = 2
"""Depth (root, package) at which a missing field never takes its parent away: rules ask with `get` there."""


def prune(variant: store.Variant, data: dict[str, Any], errors: Iterable[ValidationError]) -> None:
    """Take refused values out of the data: a key goes, a list item becomes None (so indexes still hold)."""
    for error in errors:
        path = list(error.absolute_path)
        if error.validator == "additionalProperties":
            known = error.schema.get("properties", {})
            for key in [key for key in error.instance if key not in known and not key.startswith("x_")]:
                _drop(data, [*path, key])
        elif error.validator == "required":
            if len(path) >= _OPTIONAL_PARENTS and _is_structural(variant, path, error):
                _drop(data, path)
        elif error.validator not in _SHAPE_KEPT:
            _drop(data, path)


def _is_structural(variant: store.Variant, path: list[str | int], error: ValidationError) -> bool:
    """Whether the missing field is one that the item cannot be without, rather than one a status asks for."""
    own = store.subschema(variant.name, path).get("required", [])
    return any(name in own and name not in error.instance for name in error.validator_value)


def _drop(data: Any, path: list[str | int]) -> None:
    if not path:
        data.clear()
        return
    for step in path[:-1]:
        data = data[step] if isinstance(data, list) and isinstance(step, int) else (data or {}).get(step)
        if data is None:
            return
    last = path[-1]
    if isinstance(data, list) and isinstance(last, int):
        data[last] = None
    elif isinstance(data, dict):
        data.pop(last, None)
