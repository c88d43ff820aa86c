"""libyaml's error messages in the words of somebody who just wanted to write a brief.

The four mistakes that authors really make get a hint of their own: an @ at the start of a value, a colon
inside a value, a # that turns the rest into a comment, a tab.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from handoff_lint.model import Span
from handoff_lint.reading.faults import ReadFault

_QUOTE_IT = 'Put the whole value in quotes, for example name: "…".'
_TAB = ("A tab stands where blanks are needed.", "Replace it with two blanks for each level of indentation.")
_FORGOTTEN_FENCE = " If the text below the fields begins here, the closing --- line is missing above it."


def explain(text: str, error: Any, offset: int) -> ReadFault:
    """A fault with place, words and remedy for one of libyaml's exceptions."""
    problem = str(getattr(error, "problem", "") or error)
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    context_mark = getattr(error, "context_mark", None)
    if mark is None:
        return ReadFault(f"The fields cannot be read: {problem}.", help="Check the line before and after.")
    lines = text.split("\n")
    message, advice, mark = _words(lines, problem, str(getattr(error, "context", "") or ""), mark, context_mark)
    if _is_prose(lines, mark.line):
        advice += _FORGOTTEN_FENCE
    line = min(mark.line, max(len(lines) - 1, 0))
    column = min(mark.column, len(lines[line]))
    return ReadFault(message, help=advice, span=Span(line + offset, column + 1, line + offset, column + 2))


def _words(lines: list[str], problem: str, context: str, mark: Any, context_mark: Any) -> tuple[str, str, Any]:
    line = lines[mark.line] if mark.line < len(lines) else ""
    if "cannot start any token" in problem:
        return (*_bad_start(line, mark), mark)
    if "found a tab character" in problem:
        return (*_TAB, mark)
    if "alphabetic or numeric character" in problem and context_mark is not None:  # **bold**, & more
        return (*_bad_start(line, context_mark), context_mark)
    if problem == "found unexpected ':'":
        return (
            "A blank is missing behind this colon.",
            "Write name: value; if the colon belongs to the text, put the text in quotes.",
            mark,
        )
    if "mapping values are not allowed" in problem:
        return _colon(lines, mark)
    if "quoted scalar" in context and context_mark is not None:
        return (*_quoted(problem), context_mark if problem in _UNCLOSED else mark)
    if "flow sequence" in context and context_mark is not None:
        return (
            "The list that opens with [ here is not closed properly.",
            "Check the commas and the closing ].",
            context_mark,
        )
    if "flow mapping" in context and context_mark is not None:
        return (
            "The group that opens with { here is not closed properly.",
            "Check the commas and the closing }.",
            context_mark,
        )
    if "could not find expected ':'" in problem:
        at = context_mark or mark
        return (
            "This line is neither a field (name: value) nor a list item (- value).",
            "Write a colon and a blank after the name, or indent the line if it continues the value above.",
            at,
        )
    if "sequence entries are not allowed" in problem:
        return "A list item cannot stand here.", "Begin the list on the line below its field name.", mark
    if line[: mark.column].rstrip().endswith(("'", '"')):
        return (
            "The value goes on after its closing quote.",
            "Put all of it between the quotes; a quote mark inside the value is written twice ('').",
            mark,
        )
    if "expected" in problem:
        return (
            "This line does not fit the lines above it.",
            "Check its indentation, and the quotes and brackets of the line before.",
            mark,
        )
    return f"The fields cannot be read here: {problem}.", "Check this line and the one before.", mark


_UNCLOSED = (
    "found unexpected end of stream",
    "found unexpected document indicator",
    "found unexpected document separator",
)


def _quoted(problem: str) -> tuple[str, str]:
    if problem in _UNCLOSED:
        return (
            "The quote that opens here is never closed.",
            "Write the same quote mark at the end of the value. A quote mark inside the value is written twice ('').",
        )
    return (
        "A backslash inside double quotes begins a code, and this one is unknown.",
        "Use single quotes, or write the backslash twice.",
    )


def _bad_start(line: str, mark: Any) -> tuple[str, str]:
    character = line[mark.column : mark.column + 1]
    if character == "\t":
        return _TAB
    if character == "@":
        return (
            "A value cannot begin with @.",
            'Write people without it (maya.holt), or put the whole value in quotes ("@maya").',
        )
    return f"A value cannot begin with {character}.", _QUOTE_IT


def _colon(lines: list[str], mark: Any) -> tuple[str, str, Any]:
    before = lines[mark.line][: mark.column]
    if ": " in before or before.rstrip().endswith(":"):
        return "The value holds a colon and a blank, which looks like another field.", _QUOTE_IT, mark
    return (
        "This field does not fit the line above it.",
        "Line it up with the other fields; or mend the line above: a blank after its colon, quotes around its value.",
        mark,
    )


def _is_prose(lines: list[str], number: int) -> bool:
    """Whether a Markdown heading stands at or shortly above the line: front matter holds none."""
    return any(re.match(r"#{1,6} \S", line) for line in lines[max(number - 3, 0) : number + 1])


_HASH = re.compile(r"(?<=\s)#")


def swallowed(text: str, offset: int, values: Iterable[Span]) -> list[tuple[Span, str, str]]:
    """Values that a ` #` directly followed by text cut short: (place of the #, value read, what was lost).

    Comments are written with a blank after the #, so `Win the #1 spot` is a slip and `maya.holt  # owner` is not.

    Args:
        text: the YAML.
        offset: the file's line of its first line.
        values: where the scalar values stand in the file; a # inside one of them is text.

    """
    by_line: dict[int, list[Span]] = {}
    for span in values:
        for number in range(span.line, span.end_line + 1):
            by_line.setdefault(number, []).append(span)
    found = []
    for number, line in enumerate(text.split("\n"), offset):
        if " #" not in line or not line.strip() or line.lstrip().startswith("#"):
            continue
        inside = by_line.get(number, [])
        start = next((m.start() for m in _HASH.finditer(line) if not _within(inside, number, m.start() + 1)), None)
        if start is not None and line[start + 1 : start + 2].strip() and line[start + 1] != "#":
            read = re.sub(r"^[ \t-]*(?:[\w.-]+:(?: |$))?[ \t]*", "", line[:start]).rstrip()
            found.append((Span(number, start + 1, number, len(line) + 1), read, line[start + 1 :]))
    return found


def _within(spans: list[Span], line: int, column: int) -> bool:
    return any((span.line, span.column) <= (line, column) < (span.end_line, span.end_column) for span in spans)
