"""Where everything of a YAML text stands, as offsets: the reference reader's positions, made a tree.

The reader ends a block where the next thing begins; here a value ends with its own last character, so that comments
and blank lines around it are nobody's and stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from handoff_lint.editing.changes import words
from handoff_lint.editing.faults import Refusal
from handoff_lint.model import Span, join
from handoff_lint.reading import events
from handoff_lint.reading.limits import Limits

_COLON = re.compile(r"[ \t]*:")
_PLAIN_KEY = re.compile(r"[ -]*")
"""What may stand before a key on its line: blanks and the dashes of lists."""
_COMMENT = re.compile(r"(?:^|(?<=\s))#", re.MULTILINE)
_LITERAL_HEADER = re.compile(r"[|>][-+0-9]*")


@dataclass(frozen=True, slots=True)
class Splice:
    """Replaces the text from `start` to `end` (offsets, end exclusive)."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class Node:
    """One value: `start` and `end` are offsets of its own characters, `key` those of its field name.

    `style`: `blank` is a null that is not written; `pair` is the `a: 1` of `[a: 1]`, a mapping without braces.
    """

    pointer: str
    name: str
    value: Any
    style: Literal["scalar", "literal", "blank", "block", "flow", "pair"]
    start: int
    end: int
    key: tuple[int, int] | None
    parent: Node | None
    children: list[Node] = field(default_factory=list)

    @property
    def in_flow(self) -> bool:
        """Whether it stands inside brackets or braces."""
        return self.parent is not None and self.parent.style in ("flow", "pair")

    @property
    def words(self) -> str:
        """What people call it."""
        return words(self.pointer)

    @property
    def is_empty(self) -> bool:
        """Null, or a list or mapping without anything in it."""
        return self.value is None or (isinstance(self.value, (dict, list)) and not self.value)


Place = tuple[Node | None, Node | None]
"""Where a new thing goes: below the first, or else above the second."""


class Layout:
    """A YAML text with the places of all its values."""

    def __init__(self, text: str, limits: Limits, *, first_line: int = 1) -> None:
        """Read the text; `first_line` is the file's line of its first line.

        Raises:
            ReadFault: the reference reader refuses it.

        """
        self.text = text
        self.first_line = first_line
        self.data, self._positions = events.parse(text, limits, first_line=first_line)
        self._starts = [0]
        for line in text.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)
        self.nodes: dict[str, Node] = {}
        """By pointer; empty when there is nothing but comments."""
        if "" in self._positions.values:
            self._build("", "", self.data, None)

    def line(self, offset: int) -> int:
        """The file's line number of an offset."""
        return self.text.count("\n", 0, offset) + self.first_line

    def line_start(self, offset: int) -> int:
        """Where the offset's line begins."""
        return self.text.rfind("\n", 0, offset) + 1

    def line_end(self, offset: int) -> int:
        """Where the offset's line ends, its line feed not included."""
        found = self.text.find("\n", offset)
        return len(self.text) if found < 0 else found

    def column(self, offset: int) -> int:
        """Characters before the offset on its line."""
        return offset - self.line_start(offset)

    def before(self, offset: int) -> str:
        """What stands before the offset on its line."""
        return self.text[self.line_start(offset) : offset]

    def starts_line(self, offset: int) -> bool:
        """Whether only blanks stand before the offset on its line."""
        return not self.before(offset).strip()

    def after_colon(self, node: Node) -> int:
        """The offset behind the colon of a node's key.

        Raises:
            Refusal: the key is written with `?`.

        """
        found = self._colon(node)
        if found is None or (node.key and not node.in_flow and not _PLAIN_KEY.fullmatch(self.before(node.key[0]))):
            raise Refusal(f"{node.words} is written in an unusual way")
        return found

    def dash(self, node: Node) -> int:
        """The offset of a block list item's dash."""
        assert node.parent is not None
        column = self.column(node.parent.start)
        start = self.line_start(node.start)
        while not (self.text[start + column : start + column + 1] == "-" and start + column < node.start):
            assert start, "an item without a dash"
            start = self.line_start(start - 1)
        return start + column

    def owner_column(self, sequence: Node) -> int:
        """The column of what a list belongs to: its key or, in a list of lists, the outer dash."""
        return self.column(sequence.key[0] if sequence.key else self.dash(sequence))

    def tail(self, node: Node, column: int) -> int:
        """The end of a value's last line or, if deeper than `column`, of the comment lines that follow directly."""
        end = self.line_end(node.end)
        while end < len(self.text):
            following = self.text[end + 1 : self.line_end(end + 1)]
            stripped = following.lstrip(" ")
            if not stripped.startswith("#") or len(following) - len(stripped) <= column:
                break
            end = self.line_end(end + 1)
        return end

    def has_comment(self, start: int, end: int) -> bool:
        """Whether a comment begins between two offsets."""
        return any(not self._is_text(found.start()) for found in _COMMENT.finditer(self.text, start, end))

    def header_end(self, node: Node) -> int:
        """Behind the `|-` of a block scalar."""
        found = _LITERAL_HEADER.match(self.text, node.start)
        return found.end() if found else node.start

    def _is_text(self, offset: int) -> bool:
        return any(start <= offset < end for start, end in self._texts())

    def _texts(self) -> Iterator[tuple[int, int]]:
        for node in self.nodes.values():
            if node.key:
                yield node.key
            if node.style == "scalar":
                yield node.start, node.end
            elif node.style == "literal":
                yield self.line_end(node.start), node.end

    def _offset(self, line: int, column: int) -> int:
        return self._starts[line - self.first_line] + column - 1

    def _range(self, span: Span) -> tuple[int, int]:
        return self._offset(span.line, span.column), self._offset(span.end_line, span.end_column)

    def _build(self, pointer: str, name: str, value: Any, parent: Node | None) -> Node:
        start, end = self._range(self._positions.values[pointer])
        key = self._positions.keys.get(pointer)
        node = Node(pointer, name, value, "scalar", start, end, self._range(key) if key else None, parent)
        self.nodes[pointer] = node
        if isinstance(value, (dict, list)):
            self._build_collection(node, value)
        elif start == end and value is None:
            node.style = "blank"
            if node.key:  # libyaml gives it the place of the next token when it stands in braces
                node.start = node.end = self._colon(node) or node.key[1]
        elif self.text[start] in "|>":
            node.style = "literal"
            node.end = self._literal_end(node)
        return node

    def _build_collection(self, node: Node, value: dict[str, Any] | list[Any]) -> None:
        if self.text[node.start] in "[{":
            node.style = "flow"
        else:
            node.style = "pair" if node.in_flow else "block"
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for name, inner in pairs:
            node.children.append(self._build(join(node.pointer, name), str(name), inner, node))
        if node.style != "flow":
            node.end = max(child.end for child in node.children)

    def _colon(self, node: Node) -> int | None:
        found = _COLON.match(self.text, node.key[1]) if node.key else None
        return found.end() if found else None

    def _literal_end(self, node: Node) -> int:
        """With `|+` the blank lines behind belong to the value; otherwise it ends with its last text."""
        end = node.end
        if "+" in self.text[node.start : self.header_end(node)]:
            end = self.line_end(end)
            while end + 1 < len(self.text) and not self.text[end + 1 : self.line_end(end + 1)].strip():
                end = self.line_end(end + 1)
        return end
