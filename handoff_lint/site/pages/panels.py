"""Where drawings go into pages: plain data in, HTML out. `site/drawings` makes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup


def drawing(kind: str, data: Mapping[str, Any]) -> Markup:  # noqa: ARG001 - what site/drawings will take
    """A drawing as inline SVG: `timeline` of a package, `chain` and `gantt` of a campaign, `rota` of a launch.

    Args:
        kind: which one.
        data: ISO days and moments, names, statuses; no documents.

    Returns:
        nothing until `site/drawings` is there; the pages say the same in tables.

    """
    return Markup()
