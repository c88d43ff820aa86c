"""The second shell's hands: pages as plain Markdown files, with what they need beside them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from handoff_lint.site import build, safety
from handoff_lint.site.graph import Graph
from handoff_lint.site.pages.page import Page


def write(graph: Graph, options: build.Options, out: Path) -> int:
    """Write all pages and files of a site below a folder; gives the number of pages.

    Raises:
        OSError: a file cannot be written.

    """
    count = 0
    for page in build.pages(graph, options):
        target = out / page.source
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text(page), encoding="utf-8", newline="\n")
        count += 1
    for path, found in build.files(graph, options):
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(found, Path):
            shutil.copyfile(found, target)
        else:
            target.write_bytes(found)
    return count


def text(page: Page) -> str:
    """A page as a Markdown file: metadata, then one HTML block without a blank line, so that it stays one block."""
    meta = safety.page_meta({"title": page.title, "description": page.description, "tags": list(page.keywords)})
    return f"---\n{json.dumps(meta)}\n---\n\n{page.html}\n"
