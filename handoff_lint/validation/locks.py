"""Which places of a front matter nothing may make the linter overlook: who approved, who must, and for whose work."""

from __future__ import annotations

from collections.abc import Iterable

_LOCKED = (
    ("signoffs",),
    ("acceptance",),
    ("status",),
    ("waivers",),
    ("gates",),
    ("from", "owner"),
    ("to", "receiver"),
    ("to", "co_receivers"),
)
_DECIDING = (
    ("types",),
    ("campaign_types",),
    ("package", "brand", "claims"),
    ("package", "copy", "claim"),
    ("package", "source_files", "rights", "licence"),
    ("package", "lead_intelligence", "new"),
)
OPTIONAL = ("gates", "campaign_types")
"""Those that need not be there: in the wrong place, they are missing without a word."""


def is_locked(pointer: str) -> bool:
    """Whether a place is in, at or above the approvals, what was waived, the owner or the receivers."""
    return _is_near(pointer.split("/")[1:], _LOCKED)


def is_deciding(pointer: str) -> bool:
    """Whether a place is in, at or above what a gate is needed for in some cases only, such as a claim."""
    return _is_near(pointer.split("/")[1:], _DECIDING)


def _is_near(steps: Iterable[str], paths: Iterable[tuple[str, ...]]) -> bool:
    names = tuple(step for step in steps if not step.isdecimal())
    return bool(names) and any(names[: len(path)] == path[: len(names)] for path in paths)
