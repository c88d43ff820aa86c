"""What has changed between two states of a package, field by field: what a stale sign-off is told.

Two views (`digest.view`) are compared, so what shows up is exactly what a fingerprint notices: no formatting, no
progress fields, nothing outside the gate's scope. Items of lists are matched by their ids where all of them have one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from handoff_lint.model import join
from handoff_lint.words import shown, visible

GONE = object()
"""Stands for a value that one of the two sides does not have."""
_LONG = 60
_CONTEXT = 16
"""Characters shown before the place where two texts begin to differ."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that changed.

    Attributes:
        field: dotted, as people write it: `package.copy[cp-li-a-h].text`; `the text below the fields` for the body.
        pointer: where it stands in the new state; empty where there is no such place.
        old, new: the values; `GONE` where there is none.

    """

    field: str
    old: Any
    new: Any
    pointer: str = ""

    def __str__(self) -> str:
        """`objective: “Book 200 …” → “Book 220 …”`."""
        if self.field == BODY:
            return f"{BODY} changed"
        old, new = _around(self.old, self.new)
        return f"{visible(self.field)}: {_words(old)} → {_words(new)}"


BODY = "the text below the fields"


def between(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    """What differs between two views of the same scope, in the order of the new one."""
    found: list[Difference] = []
    for key in [*new["front"], *(key for key in old["front"] if key not in new["front"])]:
        steps = () if _SPECIAL.search(key) else key.split(".")
        found += _compared(old["front"].get(key, GONE), new["front"].get(key, GONE), key, join("", *steps))
    if old["body"] != new["body"]:
        found.append(Difference(BODY, old["body"], new["body"]))
    before, after = dict(old["assets"]), dict(new["assets"])
    for path in [*after, *(path for path in before if path not in after)]:
        if before.get(path, GONE) != after.get(path, GONE):
            found.append(Difference(f"the file {path}", _file(before, path), _file(after, path)))
    return found


def _file(known: Mapping[str, str | None], path: str) -> Any:
    digest = known.get(path)
    return digest[:12] if digest else GONE


_SPECIAL = re.compile(r"[:\[]")
"""A path of a scope that is no plain way through the file: `campaign:launch_date`, `constraints[kind=legal]`."""


def _compared(old: Any, new: Any, field: str, pointer: str) -> Iterator[Difference]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*new, *(key for key in old if key not in new)]:
            below = join(pointer, key) if key in new and pointer else ""
            yield from _compared(old.get(key, GONE), new.get(key, GONE), f"{field}.{key}", below)
    elif isinstance(old, list) and isinstance(new, list) and old != new:
        yield from _items(old, new, field, pointer)
    elif old is GONE or new is GONE or old != new or type(old) is not type(new):
        yield Difference(field, old, new, pointer)


def _items(old: list[Any], new: list[Any], field: str, pointer: str) -> Iterator[Difference]:
    before, after = _by_id(old), _by_id(new)
    if before is not None and after is not None:
        for name in [*after, *(name for name in before if name not in after)]:
            below = join(pointer, list(after).index(name)) if name in after and pointer else ""
            yield from _compared(before.get(name, GONE), after.get(name, GONE), f"{field}[{name}]", below)
        if before.keys() == after.keys() and list(before) != list(after):
            yield Difference(f"the order of {field}", list(before), list(after), pointer)
        return
    for index in range(max(len(old), len(new))):
        one = old[index] if index < len(old) else GONE
        other = new[index] if index < len(new) else GONE
        below = join(pointer, index) if other is not GONE and pointer else ""
        yield from _compared(one, other, f"{field}[{index + 1}]", below)


def _by_id(items: list[Any]) -> dict[str, Any] | None:
    """The items by their id; None when one has none, or two have the same."""
    found = {item["id"]: item for item in items if isinstance(item, dict) and isinstance(item.get("id"), str)}
    return found if len(found) == len(items) else None


def _around(old: Any, new: Any) -> tuple[Any, Any]:
    """Two texts cut to where they begin to differ; anything else as it is."""
    if not isinstance(old, str) or not isinstance(new, str):
        return old, new
    old, new = " ".join(old.split()), " ".join(new.split())
    same = next(
        (at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), min(len(old), len(new))
    )
    if same <= _CONTEXT + 2 or max(len(old), len(new)) <= _LONG:
        return old, new
    start = old.rfind(" ", 0, same - _CONTEXT) + 1 or same - _CONTEXT
    return "…" + old[start:], "…" + new[start:]


def _words(value: Any) -> str:
    if value is GONE:
        return "nothing"
    if not isinstance(value, (list, dict)):
        return shown(value)
    text = visible(json.dumps(value, ensure_ascii=False))
    return text if len(text) <= _LONG else text[: _LONG - 1] + "…"
