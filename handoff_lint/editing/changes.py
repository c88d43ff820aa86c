"""What a change does to plain data: the other half of the proof, which knows nothing of text."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Literal

from handoff_lint.editing.faults import Refusal
from handoff_lint.model import parts


@dataclass(frozen=True, slots=True)
class Change:
    """One change at a JSON pointer into the file as written; `value` is the new value or item."""

    verb: Literal["set", "append", "remove"]
    pointer: str
    value: Any = None

    def __post_init__(self) -> None:
        """Refuse what is no pointer to a value inside the file: a bug of the caller."""
        if not self.pointer.startswith("/"):
            raise ValueError(f"not a pointer to a field or an item: {self.pointer!r}")

    @property
    def words(self) -> str:
        """The field or item as people call it."""
        return words(self.pointer)


def words(pointer: str) -> str:
    """A pointer as people would say it.

    >>> words("/signoffs/legal"), words("/acceptance/0/by")
    ('signoffs.legal', 'by of entry 1 of acceptance')
    """
    said = ""
    for step in parts(pointer):
        if step.isdecimal():
            said = f"entry {int(step) + 1} of {said}"
        elif said.startswith("entry "):
            said = f"{step} of {said}"
        else:
            said = f"{said}.{step}" if said else step
    return said


def applied(data: Any, change: Change) -> Any:
    """A copy of the data with the change made; fields on the way that are missing or null become mappings.

    Raises:
        Refusal: the change does not fit the data.

    """
    steps = parts(change.pointer)
    box: dict[str, Any] = {"": deepcopy(data)}
    holder: Any = box
    step: Any = ""
    for following in steps:
        holder, step = _down(holder, step, following, change)
    if change.verb == "remove":
        if not _has(holder, step):
            raise Refusal(f"There is no {change.words} to remove")
        del holder[step]
    elif change.verb == "set":
        holder[step] = deepcopy(change.value)
    else:
        _append(holder, step, change)
    return box[""]


def same(left: Any, right: Any) -> bool:
    """Whether two values are equal, types included (1 is neither true nor 1.0); the order of fields does not count."""
    return _canonical(left) == _canonical(right)


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def _down(holder: Any, step: Any, following: str, change: Change) -> tuple[Any, Any]:
    """One level further: the value at `step` becomes the holder, `following` the step."""
    value = holder[step] if _has(holder, step) else None
    if value is None:
        if change.verb == "remove":
            raise Refusal(f"There is no {change.words} to remove")
        if following.isdecimal():
            raise Refusal(f"There is no {change.words}")
        value = holder[step] = {}
    if isinstance(value, list):
        if not (following.isascii() and following.isdecimal() and int(following) < len(value)):
            raise Refusal(f"There is no {change.words}")
        return value, int(following)
    if not isinstance(value, dict):
        raise Refusal(f"There is no group of fields that could hold {following}")
    return value, following


def _has(holder: Any, step: Any) -> bool:
    return step < len(holder) if isinstance(holder, list) else step in holder


def _append(holder: Any, step: Any, change: Change) -> None:
    items = holder[step] if _has(holder, step) else None
    if items is None:
        items = holder[step] = []
    if not isinstance(items, list):
        raise Refusal(f"{change.words} is not written as a list")
    items.append(deepcopy(change.value))
