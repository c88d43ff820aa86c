"""The code blocks of hand-written pages, by the title that says which file they are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
GUIDES = ROOT / "docs" / "guides"
_FENCE = re.compile(r'^```(?P<language>\w+) title="(?P<title>[^"]+)"\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """A fenced code block with a title."""

    title: str
    text: str


def blocks(page: Path) -> list[Block]:
    """The titled blocks of a page, in order."""
    return [Block(found["title"], found["text"]) for found in _FENCE.finditer(page.read_text(encoding="utf-8"))]


def block(page: Path, title: str) -> str:
    """The text of the last block of that title."""
    return [found.text for found in blocks(page) if found.title == title][-1]


def put(folder: Path, path: str, text: str) -> Path:
    """Write a file of a repository, with the folders that lead to it."""
    full = folder / path
    full.parent.mkdir(parents=True, exist_ok=True)
    full.write_text(text, encoding="utf-8", newline="\n")
    return full
