"""Renders new YAML: what an edit adds, never what is there. Scalars come out as the reference reader understands them.

ruamel.yaml decides about quotes; the resolver here replaces its idea of types by ours, so that dates, times and
fingerprints stay plain and `yes`, which other tools take for true, is quoted.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import LiteralScalarString

from handoff_lint.reading import scalars

_ONE_LINE = 10**9
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""Characters that are written as a code between double quotes, not as they are."""

_TAGS = {str: "str", bool: "bool", int: "int", float: "float", type(None): "null"}


@dataclass(frozen=True, slots=True)
class Indent:
    """How a block is indented, in blanks: a nested mapping, a dash below its key, a dash to its content."""

    mapping: int = 2
    offset: int = 2
    gap: int = 2


DEFAULT = Indent()


def entry(key: str, value: Any, indent: Indent = DEFAULT) -> str:
    r"""`key: value` in block style from the first column, without a line end.

    >>> entry("tags", ["a"])
    'tags:\n  - a'
    """
    return _dump(CommentedMap({key: _prepared(value)}), indent)


def tail(value: Any, indent: Indent = DEFAULT) -> tuple[str, str]:
    """What stands behind a key's colon on its line, and the lines below it relative to the key.

    >>> tail("draft"), tail(["a"]), tail(None)
    ((' draft', ''), ('', '  - a'), ('', ''))
    """
    head, _, below = entry("k", value, indent).partition("\n")
    return head[2:], below


def item(value: Any, indent: Indent = DEFAULT) -> str:
    """`- value` in block style from the first column, without a line end."""
    lines = tail([value], indent)[1].split("\n")
    return "\n".join(line[indent.offset :] for line in lines)


def flow(value: Any) -> str:
    """A value on one line, as it stands inside `[…]` or `{…}`.

    >>> flow({"by": "maya.holt", "at": "2026-08-05T10:12:00Z"})
    '{by: maya.holt, at: 2026-08-05T10:12:00Z}'
    """
    return _flow([value])[1:-1]


def flow_entry(key: str, value: Any) -> str:
    """`key: value` on one line, as it stands inside `{…}`."""
    return _flow({key: value})[1:-1]


def shifted(text: str, columns: int) -> str:
    """The lines of a block moved to the right; blank lines stay blank."""
    return "\n".join(" " * columns + line if line else line for line in text.split("\n"))


def _flow(value: Any) -> str:
    prepared = _prepared(value)
    prepared.fa.set_flow_style()
    return _dump(CommentedMap({"k": prepared}), DEFAULT)[3:]


def _prepared(value: Any) -> Any:
    if isinstance(value, dict):
        if not all(isinstance(key, str) for key in value):
            raise TypeError("a field name must be text")
        return CommentedMap({key: _prepared(inner) for key, inner in value.items()})
    if isinstance(value, (list, tuple)):
        return CommentedSeq([_prepared(inner) for inner in value])
    if isinstance(value, str):  # of an enumeration, too
        return LiteralScalarString(value) if _is_literal(value) else str(value)
    return value


def _is_literal(text: str) -> bool:
    """Whether text can stand below a `|`: several lines, without anything that would need care there."""
    return "\n" in text and text[0] not in " \n" and not text.endswith("\n\n") and not _ODD.search(text)


class _Resolver(VersionedResolver):
    """Types of plain scalars as `reading.scalars` sees them."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        if kind is not ScalarNode or not implicit[0]:
            return super().resolve(kind, value, implicit)
        word = value in scalars.YAML_1_1_BOOLEANS or value == "<<"
        return f"tag:yaml.org,2002:{'bool' if word else _TAGS[type(scalars.resolve(str(value)))]}"


def _dump(value: CommentedMap, indent: Indent) -> str:
    yaml = YAML()
    yaml.Resolver = _Resolver
    yaml.width = _ONE_LINE
    yaml.brace_single_entry_mapping_in_flow_sequence = True
    yaml.indent(mapping=indent.mapping, sequence=indent.offset + indent.gap, offset=indent.offset)
    out = io.StringIO()
    yaml.dump(value, out)
    return out.getvalue().removesuffix("\n")
