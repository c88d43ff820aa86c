"""Plans edits inside `[…]` and `{…}`: new things come behind a comma, on a line of their own if the others do."""

from __future__ import annotations

import re
from typing import Any

from handoff_lint.editing import render
from handoff_lint.editing.faults import Refusal
from handoff_lint.editing.layout import Layout, Node, Place, Splice

_LINE_OF_ITS_OWN = re.compile(r",?[ \t]*(?=\n)")


def outermost(node: Node) -> Node:
    """The collection in brackets or braces that stands in block style and holds the node."""
    while node.in_flow and node.parent:
        node = node.parent
    return node


def is_hollow(node: Node) -> bool:
    """Whether it holds only names and empty places, like `{quality: [], legal: }`: nothing written is lost then."""
    return node.style in ("flow", "blank") and (node.value is None or all(is_hollow(child) for child in node.children))


def insert(layout: Layout, node: Node, new: str, place: Place) -> list[Splice]:
    """Put new text into a flow collection that is not empty: behind the first node of `place`, or before its second."""
    behind, ahead = place
    if node.style == "pair":
        raise Refusal(f"{node.words} has no braces of its own")
    if behind:
        return _behind(layout, behind, new)
    assert ahead is not None
    start = ahead.key[0] if ahead.key else ahead.start
    return [Splice(start, start, f"{new}, ")]


def _behind(layout: Layout, node: Node, new: str) -> list[Splice]:
    first = node.key[0] if node.key else node.start
    rest = _LINE_OF_ITS_OWN.match(layout.text, node.end)
    if rest and layout.starts_line(first):
        return [Splice(node.end, node.end, f",\n{layout.before(first)}{new}")]
    return [Splice(node.end, node.end, f", {new}")]


def replace(layout: Layout, node: Node, value: Any) -> list[Splice]:
    """Write another value in a flow collection."""
    text = render.flow(value)
    if node.style != "blank":
        if layout.has_comment(node.start, node.end):
            raise Refusal(f"A comment inside {node.words} would be lost")
        return [Splice(node.start, node.end, text)]
    if node.key and node.start == node.key[1]:  # {legal}: not even a colon
        return [Splice(node.start, node.end, f": {text}")]
    return [Splice(node.start, node.start + layout.text.startswith(" ", node.start), f" {text}")]


def remove(layout: Layout, node: Node) -> list[Splice]:
    """Take an item or field out of a flow collection, with one comma."""
    assert node.parent is not None
    if node.parent.style == "pair":
        raise Refusal(f"{node.parent.words} has no braces of its own")
    siblings = node.parent.children
    index = siblings.index(node)
    start, end = node.key[0] if node.key else node.start, node.end
    if index + 1 < len(siblings):
        following = siblings[index + 1]
        end = following.key[0] if following.key else following.start
    elif index:
        start = siblings[index - 1].end
    else:
        end = node.parent.end - 1
    if layout.has_comment(start, end):
        raise Refusal(f"A comment beside {node.words} would be lost")
    return [Splice(start, end, "")]
