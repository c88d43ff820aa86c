"""Small words that messages share: lists, nearest names, values as shown to people."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_LONGEST = 60


def shown(value: object) -> str:
    """A value as it is quoted in a message: short, on one line, control characters escaped."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    text = value if isinstance(value, str) else "a list" if isinstance(value, list) else "a group of fields"
    if not isinstance(value, str):
        return text
    text = " ".join(text.split())
    if len(text) > _LONGEST:
        text = text[: _LONGEST - 1].rstrip() + "…"
    return f"“{visible(text)}”"


def visible(text: str) -> str:
    """Text in which nothing can steer a terminal: control, bidi and other invisible characters are escaped."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(character if _harmless(character) else _escape(character) for character in text)


def _harmless(character: str) -> bool:
    return character.isprintable() or character in " \u00a0"


def _escape(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # a byte of a file name that is not UTF-8 (surrogateescape)
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def nearest(word: str, known: Iterable[str]) -> str:
    """The known name that the word was probably meant to be, empty when none is near."""
    choices = {_plain(name): name for name in known}
    found = difflib.get_close_matches(_plain(word), choices, n=1, cutoff=0.7)
    return choices[found[0]] if found else ""


def did_you_mean(word: object, known: Iterable[str]) -> str:
    """` Did you mean X?` with a leading blank, empty when no known name is near (or the word is no text)."""
    guess = nearest(word, known) if isinstance(word, str) else ""
    return f" Did you mean {guess}?" if guess else ""


def _plain(word: str) -> str:
    return word.casefold().replace("-", "_").replace(" ", "_")


def listed(names: Iterable[str], *, conjunction: str = "or", most: int = 12) -> str:
    """`a, b or c`; a long list ends in "…"."""
    items = list(names)
    if len(items) > most:
        return ", ".join(items[:most]) + ", …"
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {conjunction} {items[-1]}"


def plural(count: int, one: str, many: str = "") -> str:
    """`1 file`, `2 files`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
