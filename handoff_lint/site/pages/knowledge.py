"""The knowledge base: its entries, and the page on which they are found by facets."""

from __future__ import annotations

from collections.abc import Iterable

from handoff_lint.site.graph import Graph, Knowledge, words
from handoff_lint.site.pages import hubs
from handoff_lint.site.pages.page import Page
from handoff_lint.site.pages.pen import Pen

TONES = {"draft": "quiet", "not_validated": "busy", "validated": "good", "archived": "quiet"}


def page(one: Knowledge, pen: Pen) -> Page:
    """One entry with what shows it and what uses it."""
    source = one.document.source
    body = pen.body(one.document.path, source.body) if source and not one.document.faults else ""
    html = pen.render("entry.html", one=one, body=body, tone=TONES.get(str(one.data.get("confidence")), "quiet"))
    keywords = ("Knowledge base", *(str(one.data[name]) for name in ("kind",) if one.data.get(name)))
    return Page(one.page, one.title, str(one.data.get("summary", "")), html, keywords, one.document.path)


def index(graph: Graph, pen: Pen) -> Page:
    """All entries, those that are trusted most first; a script narrows them by facets."""
    order = ("validated", "not_validated", "draft", "archived")
    rank = {name: number for number, name in enumerate(order)}
    entries = sorted(graph.knowledge, key=lambda one: (rank.get(str(one.data.get("confidence")), 9), one.title))
    about = [one.data.get("applies_to") or {} for one in graph.knowledge]
    facets = [
        ("kind", "Kind", _choices(one.data.get("kind", "") for one in entries)),
        ("confidence", "Confidence", _choices(one.data.get("confidence", "") for one in entries)),
    ]
    for name, title, kind, key in (
        ("channel", "Channel", "channels", "channels"),
        ("segment", "Segment", "segments", "segments"),
        ("type", "Campaign type", "campaign_types", "campaign_types"),
    ):
        used = sorted({str(value) for found in about for value in found.get(key) or ()})
        facets.append((name, title, [(value, pen.label(kind, value)) for value in used]))
    content = pen.render("kb.html", entries=entries, facets=facets, tones=TONES)
    return hubs.hub(pen, "Knowledge base", content, note="What we have learnt, and how sure we are of it.")


def _choices(values: Iterable[object]) -> list[tuple[str, str]]:
    return [(value, words(value)) for value in sorted({str(one) for one in values if one})]
