"""Files of keys as text: what `ssh-keygen` would read in another way than it looks is refused."""

from __future__ import annotations

import codecs

from handoff_lint.errors import HandoffError


def text_of(content: bytes, path: str) -> str:
    """The text of a file of keys.

    Raises:
        HandoffError: it is not UTF-8, begins with a byte order mark, or holds a NUL.

    """
    if content.startswith(codecs.BOM_UTF8):
        raise HandoffError(
            f"{path} begins with a byte order mark, which would become a part of the first line.",
            help="Save it as UTF-8 without byte order mark (BOM).",
            place=f"{path}:1",
        )
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise _not_text(content, error.start, path) from None
    if "\0" in text:
        raise _not_text(content, content.index(b"\0"), path)
    return text


def _not_text(content: bytes, at: int, path: str) -> HandoffError:
    line = content.count(b"\n", 0, at) + 1
    return HandoffError(
        f"{path} is not plain text.",
        help="Save it as text in UTF-8, with one key a line.",
        place=f"{path}:{line}",
    )
