"""One schema violation as plain data: what jsonschema found, without its types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError


@dataclass(frozen=True, slots=True)
class Refusal:
    """One keyword that a value does not satisfy.

    Attributes:
        keyword: the JSON Schema keyword (`type`, `required`, …).
        path: steps to the value; a number is a list index.
        value: the value itself.
        limit: the keyword's own value (the pattern, the allowed values, …).
        schema: the subschema that the keyword stands in.
        missing: for `required` and `dependentRequired`, the name of the missing property.
        branch: which alternative of `oneOf`/`anyOf` this belongs to, None outside of one.
        inner: for `oneOf`/`anyOf`, the refusals of all alternatives.

    """

    keyword: str
    path: tuple[str | int, ...]
    value: Any
    limit: Any
    schema: dict[str, Any]
    missing: str = ""
    branch: int | None = None
    inner: tuple[Refusal, ...] = ()


def from_jsonschema(error: ValidationError, branch: int | None = None) -> Refusal:
    """The refusal for an error of jsonschema."""
    keyword, limit, value = str(error.validator), error.validator_value, error.instance
    missing = ""
    # jsonschema raises one error per missing property and names it only in the message.
    if keyword == "required" and isinstance(limit, list):
        missing = next(name for name in limit if error.message.startswith(repr(name)))
    elif keyword == "dependentRequired" and isinstance(limit, dict):
        missing = next(name for names in limit.values() for name in names if error.message.startswith(repr(name)))
    return Refusal(
        keyword,
        tuple(error.absolute_path),
        value,
        limit,
        dict(error.schema) if isinstance(error.schema, dict) else {},
        missing,
        branch,
        tuple(from_jsonschema(inner, int(inner.schema_path[0])) for inner in error.context or ())
        if keyword in ("oneOf", "anyOf")
        else (),
    )
