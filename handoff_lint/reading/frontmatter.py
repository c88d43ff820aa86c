"""Decodes a file and splits it into front matter and body.

What editors do by themselves is accepted: a byte order mark, CRLF line ends, blanks after a fence. What
would make text vanish is refused with its place: no front matter, a fence that is never closed.
"""

from __future__ import annotations

import re

from handoff_lint.model import Source, Span
from handoff_lint.reading.faults import ReadFault

FENCE = "---"
_BYTE_ORDER_MARK = "\ufeff"
# YAML 1.2 §5.1, printable characters: everything else has no business in a handoff.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
_ORDINARY = bytes(code for code in range(256) if code in b"\t\n\r" or (code >= 0x20 and code != 0x7F))
_CONTROL_BYTES = (re.compile(rb"\xc2[\x80-\x84\x86-\x9f]"), re.compile(rb"\xef[\xbf][\xbe\xbf]"))
_CODE_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")


def decode(raw: bytes) -> str:
    """Text of a file: strict UTF-8, without byte order mark, line ends made LF.

    Raises:
        ReadFault: not UTF-8, or control characters (a binary file), with line and column.

    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ReadFault("The file is saved as UTF-16.", help=_SAVE_AS_UTF8, span=Span(1, 1, 1, 1))
    try:
        text = raw.decode("utf-8").removeprefix(_BYTE_ORDER_MARK)
    except UnicodeDecodeError as error:
        raise _not_utf8(raw, error.start) from error
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _holds_control(raw) and (found := _CONTROL.search(text)):
        line, column = _line_column(text, found.start())
        raise ReadFault(
            f"The file holds the control character U+{ord(found[0]):04X}, so it is not plain text.",
            help="Delete the character; if this is not a Markdown file, move it out of the campaign folder.",
            span=Span(line, column, line, column + 1),
        )
    return text


def split(text: str) -> Source:
    """A Markdown file's text cut into front matter (between the first two `---` lines) and body.

    Raises:
        ReadFault: no front matter, or its fence or a code block of the body is never closed.

    """
    first = text.partition("\n")[0]
    if first.rstrip(" \t") != FENCE:
        raise _no_front_matter(text)
    found = _CLOSING.search(text, len(first))
    if not found:
        raise ReadFault(
            "The front matter opens here and is never closed.",
            help="Write a line with only --- below the last field.",
            span=Span(1, 1, 1, 4),
        )
    front, body = text[len(first) + 1 : found.start() + 1], text[found.end() :].removeprefix("\n")
    source = Source(text, front, 2, body, 3 + front.count("\n"))
    if "```" in body or "~~~" in body:
        _refuse_open_code_block(source)
    return source


def _holds_control(raw: bytes) -> bool:
    """Whether `_CONTROL` would find something; asked of the bytes, that takes a tenth of the time."""
    return bool(raw.translate(None, _ORDINARY)) or any(pattern.search(raw) for pattern in _CONTROL_BYTES)


def headings(source: Source) -> dict[str, tuple[Span, int]]:
    """The sections of the body: heading in lower case → (place of its line, words below it up to the next heading)."""
    found: dict[str, tuple[Span, int]] = {}
    current, span, words = "", Span(1, 1, 1, 1), 0
    for number, line in source.prose():
        heading = _HEADING.fullmatch(line) if line.startswith("#") else None
        if heading is None:
            words += len(line.split())
            continue
        found[current] = (span, words)
        current, span, words = heading[1].casefold(), Span(number, 1, number, len(line) + 1), 0
    found[current] = (span, words)
    found.pop("", None)
    return found


_HEADING = re.compile(r"#{1,6}[ \t]+(.*?)[ \t]*#*")
_CLOSING = re.compile(r"\n---[ \t]*(?=\n|\Z)")
_SAVE_AS_UTF8 = "Save it as UTF-8: most editors offer the encoding under “Save as”."


def _not_utf8(raw: bytes, offset: int) -> ReadFault:
    before = raw[:offset].decode("utf-8").removeprefix(_BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")
    line, column = _line_column(before, len(before))
    return ReadFault(
        f"The file is not UTF-8 text: byte {offset} (0x{raw[offset]:02X}) does not belong there.",
        help=_SAVE_AS_UTF8,
        span=Span(line, column, line, column + 1),
    )


def _line_column(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _no_front_matter(text: str) -> ReadFault:
    if not text.strip():
        return ReadFault("The file is empty.", help="Start from the template of its handoff type.")
    if re.match(r"\s+---[ \t]*\n", text):
        return ReadFault(
            "The front matter must start on the very first line, in the first column.",
            help="Delete the blank lines and blanks before the first ---.",
            span=Span(1, 1, 1, 2),
        )
    return ReadFault(
        "The file has no front matter: its first line is not ---.",
        help="Begin the file with a line ---, then the fields, then another line ---. "
        "For Markdown that is no handoff, add its path to `exclude` in handoff.yml.",
        span=Span(1, 1, 1, 2),
    )


def _refuse_open_code_block(source: Source) -> None:
    opened: tuple[int, str] | None = None
    for number, line in enumerate(source.body.split("\n"), source.body_line):
        found = _CODE_FENCE.fullmatch(line)
        if not found:
            continue
        mark, info = found[1], found[2]
        if opened is None:
            if mark[0] == "~" or "`" not in info:
                opened = number, mark
        elif mark[0] == opened[1][0] and len(mark) >= len(opened[1]) and not info.strip():
            opened = None
    if opened:
        number, mark = opened
        raise ReadFault(
            f"The code block that opens here with {mark} is never closed.",
            help=f"Write a line with only {mark} below the code, or delete this line.",
            span=Span(number, 1, number, len(mark) + 1),
        )
