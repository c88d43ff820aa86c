"""From a change to the splices that make it: which field comes where, and in block style or between brackets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from handoff_lint.editing import block, flow, render
from handoff_lint.editing.changes import Change, applied
from handoff_lint.editing.layout import Layout, Node, Place, Splice
from handoff_lint.model import join, lookup, parts
from handoff_lint.validation import store


def plan(layout: Layout, change: Change, schema: str) -> list[Splice]:
    """The splices that make a change which fits the data.

    Raises:
        Refusal: it cannot be made without touching something else.

    """
    node = layout.nodes.get(change.pointer)
    if change.verb == "remove":
        assert node is not None
        return flow.remove(layout, node) if node.in_flow else block.remove(layout, node)
    if node is None:
        return _insert(layout, change, schema)
    if change.verb == "set":
        return _replace(layout, node, change.value)
    if node.is_empty:
        return _replace(layout, node, [change.value])
    if node.style == "flow":
        return flow.insert(layout, node, render.flow(change.value), (node.children[-1], None))
    return block.append(layout, node, change.value)


def nearest(layout: Layout, pointer: str) -> tuple[Node | None, list[str]]:
    """The deepest value on the way to a pointer that is there, and the steps that are missing below it."""
    steps = parts(pointer)
    missing: list[str] = []
    while pointer and pointer not in layout.nodes:
        pointer = pointer.rpartition("/")[0]
        missing.insert(0, steps.pop())
    return layout.nodes.get(pointer), missing


def wrapped(value: Any, steps: Sequence[str]) -> Any:
    """The value inside one mapping for each step.

    >>> wrapped(["x"], ["signoffs", "legal"])
    {'signoffs': {'legal': ['x']}}
    """
    for step in reversed(steps):
        value = {step: value}
    return value


def neighbours(node: Node, key: str, schema: str) -> Place:
    """Where a new field goes: (the field above it, None), or (None, the field below it).

    It goes below the last field that the schema lists before it, whatever the order in the file; a field that the
    schema does not know goes to the end.
    """
    order = property_order(node, schema) if schema else ()
    if not node.children or key not in order:
        return (node.children[-1] if node.children else None), None
    known = [child for child in node.children if child.name in order]
    before = [child for child in known if order.index(child.name) < order.index(key)]
    if before:
        return max(before, key=lambda child: order.index(child.name)), None
    return (None, node.children[0]) if known else (node.children[-1], None)


def property_order(node: Node, schema: str) -> tuple[str, ...]:
    """The names of a mapping's fields in the order of its schema; empty when the schema names none."""
    steps: list[str | int] = []
    at: Node | None = node
    while at is not None and at.parent is not None:
        steps.insert(0, int(at.name) if isinstance(at.parent.value, list) else at.name)
        at = at.parent
    root = store.bundle(schema)
    found = store.subschema(schema, steps)
    branches = [
        store.resolve(branch, root) for keyword in ("oneOf", "anyOf", "allOf") for branch in found.get(keyword, [])
    ]
    return tuple(dict.fromkeys(name for one in (found, *branches) for name, _ in store.children(one, root)))


def _replace(layout: Layout, node: Node, value: Any) -> list[Splice]:
    if not node.in_flow:
        return block.replace(layout, node, value)
    outer = flow.outermost(node)
    if value and isinstance(value, (dict, list)) and flow.is_hollow(outer):
        return _unfold(layout, outer, Change("set", node.pointer, value))
    return flow.replace(layout, node, value)


def _insert(layout: Layout, change: Change, schema: str) -> list[Splice]:
    """Add a field that is missing, with all the levels above it that are missing too."""
    node, missing = nearest(layout, change.pointer)
    key = missing[0]
    value = wrapped([change.value] if change.verb == "append" else change.value, missing[1:])
    if node is None:
        return block.first_key(layout, key, value)
    if node.is_empty:
        return _replace(layout, node, {key: value})
    place = neighbours(node, key, schema)
    if node.style == "block":
        return block.insert_key(layout, node, key, value, place)
    outer = flow.outermost(node)
    if isinstance(value, (dict, list)) and flow.is_hollow(outer):
        return _unfold(layout, outer, Change("set", join(node.pointer, key), value))
    return flow.insert(layout, node, render.flow_entry(key, value), place)


def _unfold(layout: Layout, outer: Node, change: Change) -> list[Splice]:
    """Write a collection in brackets that holds nothing yet in block style, with the change made."""
    value = lookup(applied(layout.data, change), outer.pointer)
    return block.replace(layout, outer, value)
