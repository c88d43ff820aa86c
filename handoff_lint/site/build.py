"""Everything that a site gets from a graph: pages, pictures, and the style sheet and script that belong to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from handoff_lint.site.graph import Graph
from handoff_lint.site.pages import package
from handoff_lint.site.pages.page import Page
from handoff_lint.site.pages.pen import Pen

_ASSETS = Path(__file__).resolve().parent / "assets"
STYLE, SCRIPT, SHIM = "handoff.css", "handoff.js", "iframe-worker-shim.js"
FOLDER = "assets/handoff"
"""Where our own files lie on the site."""


@dataclass(frozen=True, slots=True)
class Options:
    """How pages are written.

    Attributes:
        directory_urls: addresses end in `/`; False for sites that are read from `file://`.
        edit: what the addresses for editing a file begin with; empty for no such link.
        home: the source path of the page “today”: `index.md` where the site has no start page of its own.

    """

    directory_urls: bool = True
    edit: str = ""
    home: str = "today.md"


def pages(graph: Graph, options: Options) -> Iterator[Page]:
    """All pages of a site, in a fixed order."""

    def pen(source: str) -> Pen:
        return Pen(graph, source, directory_urls=options.directory_urls, edit=options.edit)

    for one in graph.packages.values():
        yield package.page(graph, one, pen(one.page))


def files(graph: Graph) -> Iterator[tuple[str, Path]]:
    """(path on the site, file on the disk) of everything that is copied: shown pictures, style sheet, script."""
    for name in (STYLE, SCRIPT, SHIM):
        yield f"{FOLDER}/{name}", _ASSETS / name
    for path in sorted(graph.assets):
        yield path.removeprefix(graph.docs), graph.config.root / path
