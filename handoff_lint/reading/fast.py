"""The quick reader: yaml-rs, where it is proved to read as the reference reader does.

It is four times faster, which is what lets ten thousand packages be checked on every commit; but it stops the
process on deep nesting, follows aliases and reads `1_000` as a number. So text that could hold any of that, and
whatever yaml-rs refuses, is read by `events` instead, whose answer is the one that counts. A differential test
holds both against each other.
"""

from __future__ import annotations

import re
from typing import Any

from handoff_lint.reading import events, hints
from handoff_lint.reading.faults import ReadFault
from handoff_lint.reading.limits import LARGEST_NUMBER, Limits

_LEVEL = 40
"""Indentation beyond which text goes to the reference reader: block nesting stays far below any stack."""

_SUSPECT = re.compile(
    "|".join(
        (
            r"[\t\\\x85\u2028\u2029\ufeff]",  # tabs, escapes, unusual line ends
            r"(?m:^[-%.?<])",  # top-level lists, directives, document marks, complex and merge keys
            rf"(?m:^ {{{_LEVEL}}})",  # deep nesting
            r"- +[-?] ",  # nested lists on one line, complex keys
            r"[:\[{,-] *[&*!]",  # anchors, aliases, tags
            r"[? ] *<<",  # merge keys
            r"\? ",
            r"[:\[{, -][-+]?[0-9][0-9.]*_",  # 1_000
            r"(?m:^[ -]*(?:[yYnN]|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF) *:)",
            r" #[^ #\n]",  # a comment that is perhaps none
            r"[\[{][^\n]*[\[{][^\n]*[\[{]",  # nested flow collections
        )
    )
)


def load(text: str, limits: Limits, *, first_line: int = 1) -> dict[str, Any]:
    """The mapping that a front matter holds, without null values ("not filled in yet").

    Raises:
        ReadFault: as `events.parse`, and when it is no mapping or too large.

    """
    size = len(text.encode()) if len(text) * 4 > limits.front else len(text)
    if size > limits.front:
        raise ReadFault(
            f"The front matter is {size:,} bytes; at most {limits.front:,} are read.",
            help="Move long texts below the closing ---, or raise `limits: front_matter_kib` in handoff.yml.",
        )
    data = _quick(text, limits)
    if data is None:
        data = events.parse(text, limits, first_line=first_line)[0]
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise ReadFault("The front matter is not a list of fields.", help="Write one field a line: name: value.")
    return {key: _without_nulls(value) for key, value in data.items() if value is not None}


def comments_that_cut(text: str, first_line: int) -> list[tuple[Any, str, str]]:
    """Places where a ` #` swallowed the rest of a value (see `hints.swallowed`)."""
    return hints.swallowed(text, first_line) if " #" in text else []


def _quick(text: str, limits: Limits) -> dict[str, Any] | None:
    """What yaml-rs reads, None when the reference reader must decide."""
    if _SUSPECT.search(text):
        return None
    try:
        import yaml_rs  # noqa: PLC0415 - missing on platforms without a wheel: then the reference reader reads

        data = yaml_rs.loads(text, parse_datetime=False)
    except (ImportError, ValueError):
        return None
    if not isinstance(data, dict):
        return None
    return data if _within(data, limits) else None


def _within(data: dict[str, Any], limits: Limits) -> bool:
    """Whether limits, key types and numbers are beyond doubt."""
    nodes = 0
    level: list[Any] = [data]
    for _ in range(limits.depth):
        deeper: list[Any] = []
        for item in level:
            if type(item) is dict:
                nodes += 2 * len(item)
                for key in item:
                    if type(key) is not str:
                        return False
                values: Any = item.values()
            else:
                nodes += len(item)
                values = item
            for value in values:
                kind = type(value)
                if kind is dict or kind is list:
                    deeper.append(value)
                elif ((kind is int or kind is float) and not -LARGEST_NUMBER <= value <= LARGEST_NUMBER) or (
                    kind is not str and kind is not int and kind is not float and kind is not bool and value is not None
                ):
                    return False
        if nodes > limits.nodes:
            return False
        if not deeper:
            return True
        level = deeper
    return False


def _without_nulls(value: Any) -> Any:
    kind = type(value)
    if kind is dict:
        return {key: _without_nulls(inner) for key, inner in value.items() if inner is not None}
    if kind is list:
        return [_without_nulls(inner) for inner in value]
    return value
