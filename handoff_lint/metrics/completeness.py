"""M13: how much of what a package of its type can hold is filled in.

What counts: each field that the settings' profile asks for by the time of approval, or by the package's own status
where that is later, once for each entry of a list; and each optional part of `package`. A part that is said not to
apply is filled. Fields that the process fills in, such as sign-offs of a draft, count only when their time has come.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from handoff_lint.metrics.model import Case
from handoff_lint.metrics.subject import Subject
from handoff_lint.model import EACH
from handoff_lint.validation import store

_PACKAGE, _EXCUSES, _APPROVED = "package", "not_applicable", "approved"


@dataclass
class _Node:
    """A field on the way to what counts: whether it counts itself, and what is below it."""

    asked: bool = False
    excusable: bool = False
    below: dict[str, _Node] = field(default_factory=dict)


def completeness(subject: Subject) -> Iterator[Case]:
    """M13: filled fields ÷ fields."""
    document = subject.document
    tree = _tree(
        document.type, max(document.rank, store.ranks(document.type)[_APPROVED]), subject.around.config.profile
    )
    excuses = document.get(f"/{_PACKAGE}/{_EXCUSES}") or {}
    filled, asked = _counted(tree, document.data, excuses)
    if asked:
        yield subject.case("M13", "share", filled, of=asked, day=subject.opened)


def _counted(node: _Node, value: Any, excuses: Any) -> tuple[int, int]:
    """(filled, asked) of everything below a value that is there."""
    filled = asked = 0
    if type(value) is list:
        inner = node.below.get(EACH)
        pairs = [(inner, item) for item in value if inner and type(item) is dict]
    elif type(value) is dict:
        pairs = []
        for name, below in node.below.items():
            found = value.get(name)
            if below.asked:
                asked += 1
                filled += not _is_blank(found) or (below.excusable and name in excuses)
            if found is not None:
                pairs.append((below, found))
            elif below.asked and EACH not in below.below and not (below.excusable and name in excuses):
                pairs.append((below, {}))  # all of it is missing, not only its name
    else:
        return 0, 0
    for below, found in pairs:
        more = _counted(below, found, excuses)
        filled, asked = filled + more[0], asked + more[1]
    return filled, asked


def _is_blank(value: Any) -> bool:
    """An empty list is an answer (`depends_on: []`); nothing and an empty text are none."""
    return value is None or value == ""


@cache
def _tree(kind: str, rank: int, profile: str) -> _Node:
    ranks, root = store.ranks(kind), _Node()
    for path, schema in store.patterns(kind):
        node = root
        for step in path:
            node = node.below.setdefault(step, _Node())
        node.excusable = bool(schema.get("x-not-applicable"))
        is_part = len(path) == 2 and path[0] == _PACKAGE and path[1] != _EXCUSES and not schema.get("x-progress")
        node.asked = path[-1] != EACH and (
            _is_asked(schema, ranks, rank, profile) or (is_part and _is_optional(schema))
        )
    _prune(root)
    return root


def _is_asked(schema: store.Schema, ranks: Any, rank: int, profile: str) -> bool:
    asked = schema.get("x-required-from")
    if isinstance(asked, dict):
        asked = asked.get("standard" if profile == "strict" else profile)
    return asked is not None and ranks.get(asked, 0) <= rank


def _is_optional(schema: store.Schema) -> bool:
    return schema.get("x-required-from") is None


def _prune(node: _Node) -> bool:
    """Drop branches in which nothing counts; whether anything is left."""
    node.below = {name: below for name, below in node.below.items() if _prune(below)}
    return node.asked or bool(node.below)
