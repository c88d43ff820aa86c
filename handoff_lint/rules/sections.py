"""The sections that a type's schema asks for in the body (`x-sections`), and what the body has of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handoff_lint.model import Document, Span
from handoff_lint.validation import store

_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*$")


@dataclass(frozen=True, slots=True)
class Section:
    """A section that the schema names; `words` is 0 when it is missing or empty, `span` where its heading belongs."""

    heading: str
    found: bool
    words: int
    max_words: int
    required_from: dict[str, str]
    span: Span


def sections(document: Document) -> Iterator[Section]:
    """The sections that the document's type names, in the schema's order."""
    asked = store.load(document.type).get("x-sections", []) if document.type and document.source else []
    if not asked:
        return
    present = dict(_present(document))
    for item in asked:
        span, words = present.get(item["heading"].casefold(), (None, 0))
        yield Section(
            item["heading"],
            span is not None,
            words,
            item.get("max_words", 0),
            item.get("x-required-from", {}),
            span or _end(document),
        )


def _present(document: Document) -> Iterator[tuple[str, tuple[Span, int]]]:
    """(heading, (its place, words below it up to the next heading))."""
    source = document.source
    if source is None:
        return
    current: tuple[str, Span] | None = None
    words = 0
    for number, line in source.prose():
        heading = _HEADING.fullmatch(line) if line.startswith("#") else None
        if heading is None:
            words += len(line.split())
            continue
        if current:
            yield current[0].casefold(), (current[1], words)
        current, words = (heading[2], Span(number, 1, number, len(line) + 1)), 0
    if current:
        yield current[0].casefold(), (current[1], words)


def _end(document: Document) -> Span:
    """The closing fence: below it a missing section belongs."""
    line = document.source.body_line - 1 if document.source else 1
    return Span(line, 1, line, 4)
