"""The quick reader: yaml-rs, where it is proved to read as the reference reader does.

It is four times faster, which is what lets ten thousand packages be checked on every commit; but it stops the
process on deep nesting, follows aliases and reads `1_000` as a number. So text that could hold any of that, and
whatever yaml-rs refuses, is read by `events` instead, whose answer is the one that counts. A differential test
holds both against each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from handoff_lint.model import Span
from handoff_lint.reading import events, hints, scalars
from handoff_lint.reading.faults import ReadFault
from handoff_lint.reading.limits import LARGEST_NUMBER, Limits

_ODD_KEYS = scalars.YAML_1_1_BOOLEANS | {"<<"}
_NEVER = ("\t", "\\", "\x85", "\u2028", "\u2029", "\ufeff", " " * 40)
"""Tabs, escapes, line ends that only some readers see, and deep nesting (it stays far below any stack)."""

_BEGINS = r"(?<![^\s\[{,:-].)"
"""Looks behind a character: a value could begin with it."""
_ODD_HEADER = rf"{_BEGINS}(?:(?<![:-] .)|(?![-+0-9]* *(?:#[^\n]*)?\n\s*\S))"
"""Looks behind | or >: not the usual place of a block scalar, more behind it, or only blank lines up to the end."""

_SUSPECT = tuple(
    (first, re.compile(re.escape(first) + rest))
    for first, rest in (
        ("<", "<"),  # merge keys
        ("-", r" +-[ \n]"),  # nested lists on one line: deep ones end the process
        ("?", _BEGINS),  # complex keys
        ("&", rf"{_BEGINS}\S"),  # anchors
        ("*", rf"{_BEGINS}\S"),  # aliases
        ("!", _BEGINS),  # tags
        ("|", _ODD_HEADER),
        (">", _ODD_HEADER),
        (".", r"(?<![^\n].)\.\."),  # the mark that ends a document
        ("%", r"(?<![^\n].)"),  # directives
        (":", r"[,\[\]{}]"),  # [a:], which libyaml refuses
        ("{", r"(?![^{}\n]*\})"),  # a field name over two lines, which libyaml refuses
        ("0", r"(?<![0-9A-Za-z.].)(?<![0-9A-Za-z]:.)[xXoObB]"),  # 0x1F, and what YAML 1.1 took for numbers: 0b1, +0x1
        ("_", r"(?<![^\s0-9._,\[{:+-].)(?=[0-9._\s,\]}:]|[eE][-+_0-9])"),  # 1_000, _1
        ("_", r"(?<=[0-9.][eE].)"),  # 1e_5
    )
)
"""(first character, pattern): one given character is found forty times faster than one of a set."""


_NO_COMMENT = re.compile(r" #[^\s#]")
"""Only where this matches can a # have cut a value short; it begins with fixed text, so looking for it is cheap."""


SLOTS = "signoffs"
"""The one place where a blank value says something: a gate that nobody has signed yet."""


def is_suspect(text: str) -> bool:
    """Whether the reference reader must read this text: yaml-rs could read it otherwise, or end the process."""
    return (
        not text.endswith("\n")
        or any(mark in text for mark in _NEVER)
        or any(first in text and pattern.search(text) for first, pattern in _SUSPECT)
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
    data, blank = _quick(text, limits)
    if data is None:
        data = events.parse(text, limits, first_line=first_line)[0]
        blank = list(_mappings(data))
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise ReadFault(
            "The front matter is not a list of fields.",
            help="Write one field a line: name: value.",
            span=Span(first_line, 1, first_line, text.index("\n") + 1 if "\n" in text else len(text) + 1),
        )
    slots = data.get(SLOTS)
    if type(slots) is dict:
        data[SLOTS] = {gate: [] if entries is None else entries for gate, entries in slots.items()}
    for item in blank:
        for key in [key for key, value in item.items() if value is None]:
            del item[key]
    return data


def comments_that_cut(text: str, data: Any, first_line: int, limits: Limits) -> list[tuple[Span, str, str]]:
    """Places where a ` #` swallowed the rest of a value (see `hints.swallowed`); `data` is what was read."""
    signs = len(_NO_COMMENT.findall(text))
    if not signs or signs == sum(len(_NO_COMMENT.findall(value)) for value in _texts(data)):
        return []  # all of them arrived, as the #tags of a post do
    positions = events.parse(text, limits, first_line=first_line)[1]
    scalars_only = (span for pointer, span in positions.values.items() if pointer not in positions.collections)
    return hints.swallowed(text, first_line, scalars_only)


def _quick(text: str, limits: Limits) -> tuple[dict[str, Any] | None, list[dict[str, Any]]]:
    """What yaml-rs reads and its mappings with a null value; None when the reference reader must decide."""
    if is_suspect(text):
        return None, []
    try:
        import yaml_rs  # noqa: PLC0415 - missing on platforms without a wheel: then the reference reader reads

        data = yaml_rs.loads(text, parse_datetime=False)
    except (ImportError, ValueError, TypeError):  # TypeError: a key that holds a list
        return None, []
    blank: list[dict[str, Any]] = []
    if not isinstance(data, dict) or not _within(data, limits, blank):
        return None, []
    return data, blank


def _within(data: dict[str, Any], limits: Limits, blank: list[dict[str, Any]]) -> bool:
    """Whether limits, key types and numbers are beyond doubt; mappings with a null value are added to `blank`."""
    nodes = 1
    level: list[Any] = [data]
    for _ in range(limits.depth):
        deeper: list[Any] = []
        for item in level:
            values = item
            if type(item) is dict:
                nodes += len(item)
                if not _ODD_KEYS.isdisjoint(item) or not _TEXT.issuperset(map(type, item)):
                    return False
                values = item.values()
            nodes += len(item)
            has_blank = False
            for value in values:
                kind = type(value)
                if kind is str:
                    continue
                if kind is dict or kind is list:
                    deeper.append(value)
                elif value is None:
                    has_blank = True
                elif not _is_plain(value, kind):
                    return False
            if has_blank and values is not item:
                blank.append(item)
        if nodes > limits.nodes:
            return False
        if not deeper:
            return True
        level = deeper
    return False


_TEXT = frozenset((str,))


def _is_plain(value: Any, kind: type) -> bool:
    if kind is int or kind is float:
        return bool(-LARGEST_NUMBER <= value <= LARGEST_NUMBER)
    return kind is bool


def _texts(data: Any) -> Iterator[str]:
    """Every text in a value."""
    waiting: list[Any] = [data]
    while waiting:
        item = waiting.pop()
        if type(item) is str:
            yield item
        elif type(item) is dict:
            waiting += item.values()
        elif type(item) is list:
            waiting += item


def _mappings(data: Any) -> Iterator[dict[str, Any]]:
    """Every mapping in a value."""
    waiting: list[Any] = [data]
    while waiting:
        item = waiting.pop()
        if type(item) is dict:
            yield item
            waiting += item.values()
        elif type(item) is list:
            waiting += item
