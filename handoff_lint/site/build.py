"""Everything that a site gets from a graph: pages, feeds, pictures, and the style sheet and script they need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from handoff_lint.site import drawings, feeds
from handoff_lint.site.graph import Graph
from handoff_lint.site.pages import calendar, campaign, hubs, knowledge, metrics, package, playbook
from handoff_lint.site.pages.page import Page
from handoff_lint.site.pages.pen import RULES, Pen
from handoff_lint.validation import store

_ASSETS = Path(__file__).resolve().parent / "assets"
STYLE, SCRIPT, SHIM = "handoff.css", "handoff.js", "iframe-worker-shim.js"
DRAWINGS = "drawings.css"
"""The colours of drawings, which are computed."""
FOLDER = "assets/handoff"
"""Where our own files lie on the site."""


@dataclass(frozen=True, slots=True)
class Options:
    """How pages are written.

    Attributes:
        directory_urls: addresses end in `/`; False for sites that are read from `file://`.
        edit: what the addresses for editing a file begin with; empty for no such link.
        home: the source path of the page “today”: `index.md` where the site has no start page of its own.
        search_archived: with more handoffs than this, the search leaves archived ones out; it runs in the browser.
        site_url: the whole address of the site, so that calendar programs link back to it; empty when it is not known.

    """

    directory_urls: bool = True
    edit: str = ""
    home: str = "today.md"
    search_archived: int = 1000
    site_url: str = ""


def pages(graph: Graph, options: Options) -> Iterator[Page]:
    """All pages of a site, in a fixed order."""

    def pen(source: str) -> Pen:
        return Pen(graph, source, directory_urls=options.directory_urls, edit=options.edit)

    is_large = len(graph.packages) > options.search_archived
    found = feeds.feeds(graph)
    yield hubs.home(graph, pen(options.home))
    yield hubs.campaigns(graph, pen("campaigns/index.md"))
    yield hubs.board(graph, pen("board.md"))
    yield hubs.work(graph, pen("my-work.md"))
    yield calendar.page(graph, pen("calendar.md"), found)
    yield knowledge.index(graph, pen("kb/index.md"))
    yield playbook.index(graph, pen("playbook/index.md"))
    for name in store.handoff_types():
        yield playbook.page(graph, name, pen(f"playbook/{name}.md"))
    yield hubs.handoff_map(graph, pen("handoff-map.md"))
    yield hubs.lessons(pen("lessons.md"))
    yield metrics.page(graph, pen("metrics.md"))
    yield hubs.people(graph, pen("people/index.md"))
    yield hubs.glossary(graph, pen("glossary.md"))
    yield hubs.tags(graph, pen("tags.md"))
    yield hubs.rules_in_force(graph, pen(RULES))
    for person in graph.people:
        yield hubs.person(graph, person, pen(person.page), found.people.get(person.handle))
    for entry in graph.knowledge:
        yield knowledge.page(entry, pen(entry.page))
    for one in graph.campaigns:
        if one.page:
            yield campaign.page(graph, one, pen(one.page))
        for each in one.packages:
            page = package.page(graph, each, pen(each.page))
            yield replace(page, boost=0) if each.status == "archived" and is_large else page


def files(graph: Graph, options: Options) -> Iterator[tuple[str, bytes | Path]]:
    """(path on the site, content) of everything that is no page; a file on the disk where it is just copied.

    Style sheets, script, shown pictures, and the feeds.
    """
    yield f"{FOLDER}/{DRAWINGS}", drawings.stylesheet().encode()
    for name in (STYLE, SCRIPT, SHIM):
        yield f"{FOLDER}/{name}", _ASSETS / name
    for path in sorted(graph.assets):
        yield path.removeprefix(graph.config.docs_prefix), graph.config.root / path
    yield from feeds.written(graph, options.site_url, directory_urls=options.directory_urls)
