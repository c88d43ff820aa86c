"""Plans edits in block style, the usual one: whole lines go in or out, indented as the neighbours are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from handoff_lint.editing import render
from handoff_lint.editing.faults import Refusal
from handoff_lint.editing.layout import Layout, Node, Place, Splice
from handoff_lint.editing.render import Indent

_DASHES = re.compile(r"[ -]*")


def indentation(layout: Layout, node: Node | None) -> Indent:
    """How what stands in or around a node is indented: the nearest list and mapping decide, else the written style."""
    mapping, offset, gap = 0, -1, 0
    while node and not (mapping and offset >= 0):
        for child in node.children:
            if child.style != "block":
                continue
            if isinstance(child.value, list):
                if offset < 0 and child.key:
                    offset = layout.column(child.start) - layout.column(child.key[0])
                gap = gap or _gap(layout, child)
            elif child.key and not mapping:
                mapping = layout.column(child.start) - layout.column(child.key[0])
        node = node.parent
    usual = render.DEFAULT
    return Indent(mapping or usual.mapping, offset if offset >= 0 else usual.offset, gap or usual.gap)


def append(layout: Layout, sequence: Node, item: Any) -> list[Splice]:
    """Add an item below the last one of a block list."""
    around = indentation(layout, sequence.children[-1])
    gap = _gap(layout, sequence) or around.gap
    text = render.item(item, Indent(around.mapping, around.offset, gap))
    end = layout.tail(sequence.children[-1], layout.owner_column(sequence))
    return [Splice(end, end, "\n" + render.shifted(text, layout.column(sequence.start)))]


def insert_key(layout: Layout, node: Node, key: str, value: Any, place: Place) -> list[Splice]:
    """Add a field to a block mapping: below the first node of `place`, else above its second."""
    behind, ahead = place
    column = layout.column(node.start)
    text = render.entry(key, value, indentation(layout, node))
    if behind:
        end = layout.tail(behind, column)
        apart = node.parent is None and "\n" in text and _stands_apart(layout, behind, end)
        return [Splice(end, end, ("\n\n" if apart else "\n") + render.shifted(text, column))]
    assert ahead is not None
    assert ahead.key is not None
    start = ahead.key[0]
    if layout.starts_line(start):
        start = _above_comments(layout, start)
        return [Splice(start, start, render.shifted(text, column) + "\n")]
    return [Splice(start, start, render.shifted(text + "\n", column).lstrip(" ") + " " * column)]


def first_key(layout: Layout, key: str, value: Any) -> list[Splice]:
    """The first field of a text that holds nothing, or comments only."""
    end = len(layout.text)
    line_break = "\n" if layout.text and not layout.text.endswith("\n") else ""
    return [Splice(end, end, f"{line_break}{render.entry(key, value)}\n")]


def replace(layout: Layout, node: Node, value: Any) -> list[Splice]:
    """Write another value in the place of one in block style.

    Raises:
        Refusal: a comment inside the old value would be lost, or the place is written in an unusual way.

    """
    if node.key is None:
        return _replace_item(layout, node, value) if node.parent else _replace_root(layout, node, value)
    head, below = render.tail(value, indentation(layout, node.parent))
    below = render.shifted(below, layout.column(node.key[0]))
    colon = layout.after_colon(node)
    if "\n" in layout.text[colon : node.start]:
        return _replace_below(layout, node, colon, head, below)
    if node.style == "literal":
        header, end = layout.header_end(node), layout.line_end(node.start)
        return [Splice(colon, header, head), Splice(end, node.end, _on_new_line(below))]
    _keep_comments(layout, node, colon, node.end)
    end = layout.line_end(node.end)
    only_blanks = node.style == "blank" and head and not layout.text[node.end : end].strip()
    first = Splice(colon, end if only_blanks else node.end, head)
    if not below:
        return [first]
    end = layout.tail(node, layout.column(node.key[0])) if node.style == "blank" and not head else end
    return [first, Splice(end, end, "\n" + below)]


def remove(layout: Layout, node: Node) -> list[Splice]:
    """Take a field or an item out of a block collection: its lines, with the comments that are indented below it.

    Raises:
        Refusal: it shares its line with something that would have to move.

    """
    assert node.parent is not None
    siblings = node.parent.children
    if len(siblings) == 1:
        if node.parent.parent is None:
            raise Refusal(f"{node.words} is all that the file holds")
        return replace(layout, node.parent, [] if isinstance(node.parent.value, list) else {})
    start = node.key[0] if node.key else layout.dash(node)
    if layout.starts_line(start):
        first, end = layout.line_start(start), layout.tail(node, layout.column(start))
        return [Splice(first, end + 1, "") if end < len(layout.text) else Splice(max(first - 1, 0), end, "")]
    if node is not siblings[0] or not _DASHES.fullmatch(layout.before(start)):
        raise Refusal(f"{node.words} is written in an unusual way")
    following = siblings[1]
    end = following.key[0] if following.key else layout.dash(following)
    if layout.has_comment(node.end, end):
        raise Refusal(f"A comment beside {node.words} would be lost")
    return [Splice(start, end, "")]


def _replace_below(layout: Layout, node: Node, colon: int, head: str, below: str) -> list[Splice]:
    """The old value begins on a line below its key."""
    start, end = layout.line_start(node.start), layout.line_end(node.end)
    if not below and node.style == "scalar" and (head or layout.text[node.end : end].strip()):
        return [Splice(node.start, node.end, head.lstrip(" "))]
    if head and below:  # blank lines in between would become part of the new text
        start = layout.line_end(colon) + 1
    _keep_comments(layout, node, start, end)
    new = [Splice(colon, colon, head)] if head else []
    return [*new, Splice(start, end, below) if below else Splice(start - 1, end, "")]


def _replace_item(layout: Layout, node: Node, value: Any) -> list[Splice]:
    """`- old` to `- new`."""
    assert node.parent is not None
    dash = layout.dash(node)
    around = indentation(layout, node)
    text = render.item(value, Indent(around.mapping, around.offset, _gap(layout, node.parent) or around.gap))
    end = layout.line_end(node.end) if node.style == "block" or "\n" in text else node.end
    _keep_comments(layout, node, dash, end)
    return [Splice(dash, end, render.shifted(text, layout.column(dash)).lstrip(" "))]


def _replace_root(layout: Layout, node: Node, value: Any) -> list[Splice]:
    """An empty `{}` or `[]` that is all of the text."""
    if node.style != "flow" or layout.column(node.start):
        raise Refusal("The fields are written in an unusual way")
    items: Sequence[str] = (
        [render.item(inner) for inner in value]
        if isinstance(value, list)
        else [render.entry(key, inner) for key, inner in value.items()]
    )
    return [Splice(node.start, node.end, "\n".join(items))]


def _keep_comments(layout: Layout, node: Node, start: int, end: int) -> None:
    if layout.has_comment(start, end):
        raise Refusal(f"A comment inside {node.words} would be lost")


def _on_new_line(text: str) -> str:
    return "\n" + text if text else ""


def _gap(layout: Layout, sequence: Node) -> int:
    """From a dash to its content, 0 when no item shows it."""
    for item in sequence.children:
        if item.style != "blank" and layout.before(item.start).rstrip().endswith("-"):
            return item.start - layout.dash(item)
    return 0


def _stands_apart(layout: Layout, node: Node, end: int) -> bool:
    """Whether a blank line separates a field from its neighbours."""
    assert node.key is not None
    above = layout.line_start(node.key[0])
    has_above = above > 0 and not layout.before(above - 1).strip()
    has_below = end < len(layout.text) and layout.text[end + 1 : layout.line_end(end + 1) + 1].strip(" \t") == "\n"
    return has_below or has_above


def _above_comments(layout: Layout, offset: int) -> int:
    """The start of the comment lines directly above a line: they belong to it."""
    start = layout.line_start(offset)
    while start and layout.before(start - 1).lstrip(" ").startswith("#"):
        start = layout.line_start(start - 1)
    return start
