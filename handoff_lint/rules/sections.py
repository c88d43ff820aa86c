"""The sections that a type's schema asks for in the body (`x-sections`), and what the body has of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handoff_lint.model import Document, Span
from handoff_lint.validation import store


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
    asked = store.load(document.type).get("x-sections", []) if document.type else []
    for item in asked:
        span, words = document.headings.get(item["heading"].casefold(), (None, 0))
        yield Section(
            item["heading"],
            span is not None,
            words,
            item.get("max_words", 0),
            item.get("x-required-from", {}),
            span or _end(document),
        )


def _end(document: Document) -> Span:
    """The closing fence: below it a missing section belongs."""
    line = document.source.body_line - 1 if document.source else 1
    return Span(line, 1, line, 4)
