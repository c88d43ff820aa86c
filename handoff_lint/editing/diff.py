"""Shows what an edit does, for a terminal: a unified diff in which no line is wider than the window."""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Iterator

from handoff_lint.words import visible

_CONTINUES = "… "
_NO_LINE_END = " (no line end)"


def diff(path: str, old: bytes, new: bytes, *, width: int = 80, context: int = 2) -> str:
    """A unified diff of two versions of a file, to be read by people; empty when they are the same.

    A changed line that is too long goes on in the next line, behind "…", because people must see all that they sign;
    an unchanged one is cut. What could steer a terminal is shown escaped; so are CRs, unless every line has one.

    Args:
        path: shown above the diff, cut at the left if need be.
        old: the bytes as they are on disk.
        new: the bytes that will be written.
        width: columns of the window, at least 20.
        context: unchanged lines to show around each change.

    """
    before, after = _lines(old), _lines(new)
    if all(line.endswith("\r") for line in before + after):
        before, after = [line[:-1] for line in before], [line[:-1] for line in after]
    lines = list(difflib.unified_diff(before, after, n=context, lineterm=""))[2:]
    if not lines:
        return ""
    shown = [f"--- {_right_end(path, width - 4)}", "+++ after the change"]
    for line in lines:
        shown += _fitted(line[0], visible(line[1:]), width)
    return "\n".join(shown) + "\n"


def _lines(raw: bytes) -> list[str]:
    """Lines without LF; a last one without LF says so, since that is a difference too."""
    lines = raw.decode("utf-8", "backslashreplace").split("\n")
    last = lines.pop()
    return [*lines, last + _NO_LINE_END] if last else lines


def _fitted(sign: str, text: str, width: int) -> Iterator[str]:
    """A line of the diff, cut or broken to fit."""
    if len(text) < width:
        yield sign + text
    elif sign in " @":
        yield sign + text[: width - 2] + "…"
    else:
        words = text.lstrip(" ")
        indent = " " * min(len(text) - len(words), width // 2)
        room = width - 1 - len(indent) - len(_CONTINUES)
        chunks = textwrap.wrap(words, room, break_on_hyphens=False, drop_whitespace=False, replace_whitespace=False)
        for number, chunk in enumerate(chunks):
            shown = (chunk.lstrip(" ") if number else chunk).rstrip(" " if number < len(chunks) - 1 else "")
            yield f"{sign}{indent}{_CONTINUES if number else ''}{shown}"


def _right_end(path: str, width: int) -> str:
    shown = visible(path)
    return shown if len(shown) <= width else "…" + shown[1 - width :]
