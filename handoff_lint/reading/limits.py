"""How much a file may hold before reading it is refused (`limits` in handoff.yml)."""

from __future__ import annotations

from dataclasses import dataclass

LARGEST_NUMBER = 2**53
"""Beyond it JSON and spreadsheets lose digits."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds: `file` and `front` in bytes, `nodes` counts keys, values and list items, `depth` nested levels."""

    file: int = 1024 * 1024
    front: int = 256 * 1024
    nodes: int = 20_000
    depth: int = 32
