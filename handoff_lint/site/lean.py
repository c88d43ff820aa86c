"""Documents that stay in memory together, thousands at once: without what only a check needs of them."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

from handoff_lint.model import Campaign, Document

_SHORT = 40
"""Strings up to this length repeat: keys, handles, statuses, days."""


def document(found: Document) -> Document:
    """The same document without the text of its front matter, and with one copy of each word that repeats."""
    source = replace(found.source, text="", front="") if found.source else None
    return replace(found, source=source, data=_shared(found.data))


def campaign(found: Campaign) -> Campaign:
    """The same campaign with lean documents."""
    about = document(found.document) if found.document else None
    return replace(found, document=about, packages=tuple(map(document, found.packages)))


def _shared(value: Any) -> Any:
    if isinstance(value, dict):
        return {sys.intern(name): _shared(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_shared(one) for one in value]
    return sys.intern(value) if type(value) is str and len(value) <= _SHORT else value
