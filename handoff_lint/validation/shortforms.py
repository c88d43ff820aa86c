"""Writes short forms out, so that rules and fingerprints see one form only.

A short form is declared where the field is, by `x-short-form`:

* a key: a plain text stands for an object with only that key (`from: maya.holt` → `{owner: maya.holt}`);
* `[]`: a single mapping stands for a list with one entry;
* `raci`: one mapping stands for the three rows prepare, verify and accept; who does them is what the
  package itself says (owner, quality owner, receiver);
* `channel/placement`: `email/marketing` in `channel` stands for both.

The expansion is purely syntactic: it never looks into the roster or the settings.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from handoff_lint.model import EACH, join, select
from handoff_lint.validation import store


@cache
def _declared(name: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    return tuple(store.annotated(name, "x-short-form"))


def write_out(name: str, data: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """The data with short forms written out, and (expanded pointer → pointer as written) where they moved.

    `data` is changed in place and returned.
    """
    moved: dict[str, str] = {}
    for pattern, form in _declared(name):
        above, last = pattern[:-1], pattern[-1]
        expand = _FORMS.get(form, _text)
        for pointer, container in select(data, above):
            if last == EACH:
                for index in range(len(container) if type(container) is list else 0):
                    expand(data, container, index, form, join(pointer, index), moved)
            elif type(container) is dict and last in container:
                expand(data, container, last, form, join(pointer, last), moved)
    return data, moved


def as_written(pointer: str, moved: dict[str, str]) -> str:
    """The pointer in the file for a pointer into expanded data."""
    for expanded, written in moved.items():
        if pointer == expanded or pointer.startswith(expanded + "/"):
            return written + pointer[len(expanded) :]
    return pointer


def _text(_data: Any, container: Any, key: Any, form: str, pointer: str, moved: dict[str, str]) -> None:
    if isinstance(container[key], str):
        container[key] = {form: container[key]}
        moved[f"{pointer}/{form}"] = pointer


def _single(_data: Any, container: Any, key: Any, _form: str, pointer: str, moved: dict[str, str]) -> None:
    if isinstance(container[key], dict):
        container[key] = [container[key]]
        moved[join(pointer, 0)] = pointer


def _raci(data: Any, container: Any, key: Any, _form: str, pointer: str, moved: dict[str, str]) -> None:
    short = container[key]
    if not isinstance(short, dict):
        return
    doers = {
        "prepare": _person(data.get("from"), "owner"),
        "verify": data.get("quality_owner"),
        "accept": _person(data.get("to"), "receiver"),
    }
    container[key] = [
        {"activity": activity, "responsible": [doer] if doer else [], **short} for activity, doer in doers.items()
    ]
    for index in range(len(doers)):
        moved[join(pointer, index)] = pointer


def _person(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else value


def _placement(_data: Any, container: Any, key: Any, _form: str, pointer: str, moved: dict[str, str]) -> None:
    channel, slash, placement = str(container[key]).partition("/")
    if slash and isinstance(container, dict) and "placement" not in container:
        container[key] = channel
        container["placement"] = placement
        moved[pointer.rpartition("/")[0] + "/placement"] = pointer


_FORMS: dict[str, Callable[[Any, Any, Any, str, str, dict[str, str]], None]] = {
    "[]": _single,
    "raci": _raci,
    "channel/placement": _placement,
}
