"""The prose of a document: its texts and the paragraphs of its body, and from a place in one to line and column.

What is no prose of the author is blanked: code, addresses, link targets, HTML, placeholders of templates, dotted
names of fields and people, quotations. Block quotes, headings and comments are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from handoff_lint.model import Document, Problem, Source, Span
from handoff_lint.prose import fields, phrases
from handoff_lint.prose.lists import Lists
from handoff_lint.reading import events
from handoff_lint.reading.faults import ReadFault
from handoff_lint.reading.limits import Limits
from handoff_lint.validation import shortforms

_NEVER_PROSE = (
    r"(?P<ticks>`+).+?(?P=ticks)",
    r"<!--.*?-->",
    r"\]\([^()]*\)",
    r"(?:https?|ftp)://\S+|mailto:\S+|\bwww\.\S+",
    r"\S+@\S+\.\w+",
    r"</?[A-Za-z][^<>]*>",
    r"\{\{.*?\}\}|\{%.*?%\}|\$?\{[\w.\- ]{1,40}\}|\*\|.*?\|\*|%%\w+%%|\[\[.*?\]\]",
    r"\b[\w-]{2,}(?:[./#][\w-]{2,})+\b",
)
_QUOTED = (
    r"“[^”]{0,400}”|„[^“”]{0,400}[“”]|«[^»]{0,400}»",
    r"(?<!\w)\"[^\"]{1,400}\"(?!\w)",
    r"(?<!\w)‘.{1,400}?’(?!\w)|(?<!\w)'[^'\n]{1,80}'(?!\w)",
)
_SKIP = re.compile("|".join(_NEVER_PROSE), re.DOTALL)
_SKIP_QUOTED = re.compile("|".join(_NEVER_PROSE + _QUOTED), re.DOTALL)
_LEFT_OUT = re.compile(r" {0,3}(?:#{1,6}(?:\s|$)|>|\[[^\]]+\]:\s)")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s")
_INDENTED = re.compile(r"(?: {4}|\t)")
_FILLER = "\x00"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of prose.

    Attributes:
        text: as the front matter's value or the body's lines have it.
        pointer: where in the data it is; empty for a paragraph of the body.
        line: the file's line on which a paragraph begins; 0 for a value.
        is_order: somebody has to act on it.

    """

    text: str
    pointer: str = ""
    line: int = 0
    is_order: bool = False


def clean(text: str, *, quotations: bool = False) -> str:
    """A text of the same length in which all that is no prose is blanked; `quotations` leaves those in."""
    return (_SKIP if quotations else _SKIP_QUOTED).sub(lambda found: _FILLER * len(found[0]), text)


def passages(document: Document) -> list[Passage]:
    """The prose of a document: first its values, then its body."""
    found = [Passage(text, at, is_order=True) for at, text in fields.placed(document.data, fields.ORDERS)]
    found += [Passage(text, at) for at, text in fields.placed(document.data, fields.BACKGROUND)]
    return found + list(paragraphs(document.source))


class _Last:
    """What `joined` gave last: the rules ask about one document after the other."""

    document: Document | None = None
    lists: Lists | None = None
    text: str = ""
    plain = phrases.plain("")


def joined(document: Document, lists: Lists) -> tuple[str, phrases.Plain]:
    """All prose of a document in one text, the body as it is, and the same made plain for `Phrases.may_be_in`."""
    if _Last.document is not document or _Last.lists is not lists:
        parts = fields.texts(document.data)
        if document.source is not None:
            parts.append(document.source.body)
        _Last.text = "\n".join(parts)
        _Last.plain = phrases.plain(_Last.text, lists.vocabulary)
        _Last.document, _Last.lists = document, lists
    return _Last.text, _Last.plain


def paragraphs(source: Source | None) -> Iterator[Passage]:
    """The paragraphs and list items of a body, without headings, block quotes, code and comments."""
    lines: list[str] = []
    start, in_list, in_comment, quoted = 0, False, False, False
    for number, line in source.prose() if source else ():
        is_item = bool(_ITEM.match(line))
        blank = not line.strip()
        opens = not in_comment and "<!--" in line and "-->" not in line
        if in_comment or opens or blank or is_item or _LEFT_OUT.match(line):
            if lines:
                yield Passage("\n".join(lines), line=start, is_order=True)
            lines = []
        in_list = is_item or (in_list and (blank or line[:1].isspace()))
        if in_comment or opens:
            in_comment = "-->" not in line
            continue
        quoted = not blank and (line.lstrip().startswith(">") or (quoted and not is_item))
        if blank or quoted or _LEFT_OUT.match(line):
            continue
        if not lines and not in_list and _INDENTED.match(line):
            continue
        if not lines:
            start = number
        lines.append(line)
    if lines:
        yield Passage("\n".join(lines), line=start, is_order=True)


def find(document: Document, lists: Lists, wanted: phrases.Phrases) -> Iterator[tuple[Passage, phrases.Hit]]:
    """Every phrase of one of the lists in the prose of a document, in its order; most cost no more than a look."""
    if wanted.may_be_in(joined(document, lists)[1]):
        for passage in passages(document):
            if wanted.may_be_in(phrases.plain(passage.text)):
                for hit in wanted.find(clean(passage.text)):
                    yield passage, hit


def problem(
    document: Document,
    passage: Passage,
    start: int,
    end: int,
    limits: Limits,
    *,
    message: str,
    help: str,  # noqa: A002
) -> Problem:
    """A problem with a stretch of a passage, at its exact place."""
    return Problem(
        message,
        passage.pointer,
        help,
        text=" ".join(passage.text[start:end].split()),
        span=place(document, passage, start, end, limits),
    )


def place(document: Document, passage: Passage, start: int, end: int, limits: Limits) -> Span | None:
    """Line and column of a stretch of a passage; None where it does not stand in the file as it reads.

    The file may write it differently: with escapes in a quoted value, for example.
    """
    source = document.source
    if passage.line:
        return _span(passage.text, start, end, passage.line, 1)
    if source is None:
        return None
    try:
        positions = _positions(source.front, source.front_line, limits)
    except ReadFault:  # whoever places the problem meets it again, and reports it
        return None
    value = positions.find(shortforms.as_written(passage.pointer, document.written), at_key=False)
    if value is None:
        return None
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, passage.text[start:end].split())) + r"(?!\w)")
    before = sum(1 for found in pattern.finditer(passage.text) if found.start() < start)
    lines = source.lines()[value.line - 1 : value.end_line]
    raw = "\n".join([lines[0][value.column - 1 :], *lines[1:]])
    for index, found in enumerate(pattern.finditer(raw)):
        if index == before:
            return _span(raw, found.start(), found.end(), value.line, value.column)
    return None


@lru_cache(maxsize=1)
def _positions(front: str, first_line: int, limits: Limits) -> events.Positions:
    return events.parse(front, limits, first_line=first_line)[1]


def _span(text: str, start: int, end: int, line: int, column: int) -> Span:
    """The span of `text[start:end]` when the text begins at a line and column."""

    def at(index: int) -> tuple[int, int]:
        row, begin = text.count("\n", 0, index), text.rfind("\n", 0, index) + 1
        return line + row, index - begin + (column if row == 0 else 1)

    return Span(*at(start), *at(end))
