"""What to write by hand when the tool refuses: the line and the YAML."""

from __future__ import annotations

from handoff_lint.editing import render
from handoff_lint.editing.changes import Change
from handoff_lint.editing.layout import Layout, Node
from handoff_lint.editing.planning import nearest, wrapped


def advice(layout: Layout, change: Change) -> tuple[int, str]:
    """(The file's line to look at, what to do there with the exact YAML; empty when the change is none)."""
    node, missing = nearest(layout, change.pointer)
    if node is None:
        return layout.first_line, ""
    line = layout.line(node.key[0] if node.key else node.start)
    if missing and (change.verb == "remove" or isinstance(node.value, list) or any(map(str.isdecimal, missing))):
        return line, ""  # there is nothing to take away, or no such entry to write to
    if missing:
        return _add_field(layout, change, node, missing)
    if change.verb == "remove":
        last = layout.line(node.end)
        where = f"lines {line} to {last}" if last > line else f"line {line}"
        return line, f"Delete {change.words} by hand ({where})."
    return line, _change_value(layout, change, node, line)


def _change_value(layout: Layout, change: Change, node: Node, line: int) -> str:
    key = layout.column(node.key[0]) if node.key else None
    if change.verb == "append":
        column = layout.column(node.start) if node.style == "block" else (key or 0) + 2
        words = f"Write {change.words} (line {line}) as a list by hand, and add this to it:"
        return _lines(words, render.item(change.value), column)
    words = f"Change {change.words} (line {line}) by hand, so that it says:"
    if node.in_flow:
        return _lines(words, render.flow_entry(node.name, change.value) if node.key else render.flow(change.value), 2)
    if key is not None:
        return _lines(words, render.entry(node.name, change.value), key)
    return _lines(words, render.item(change.value), layout.column(layout.dash(node)))


def _add_field(layout: Layout, change: Change, node: Node, missing: list[str]) -> tuple[int, str]:
    """A field that is not there yet, below its neighbours or with the name of what it belongs to."""
    value = wrapped([change.value] if change.verb == "append" else change.value, missing[1:])
    if node.style == "block" and isinstance(node.value, dict):
        line = layout.line(node.end)
        return line, _lines(
            f"Add by hand, below line {line}:", render.entry(missing[0], value), layout.column(node.start)
        )
    line = layout.line(node.key[0] if node.key else node.start)
    words = f"Add this by hand to {node.words or 'the fields'} (line {line}):"
    if node.in_flow or node.style == "flow":
        return line, _lines(words, render.flow_entry(missing[0], value), 2)
    column = layout.column(node.key[0]) + 2 if node.key else layout.column(node.start)
    return line, _lines(words, render.entry(missing[0], value), column)


def _lines(words: str, text: str, column: int) -> str:
    return f"{words}\n\n{render.shifted(text, column)}\n"
