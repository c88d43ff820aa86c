"""Text in drawings: made safe, measured without a font, cut to a width.

Widths are in ems, after the Helvetica that browsers fall back to (Adobe's AFM tables, rounded up to a few classes):
wider than the text turns out on most screens, so what fits here fits there.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from functools import lru_cache
from html import escape
from typing import Final

import regex

ELLIPSIS: Final = "…"
_LONGEST = 400
_KEPT: Final = 1024
"""So many answers are remembered: each drawing is made twice, and the drawings of a site share their words."""
_CLASSES: Final = {"ijl|'.,:;! ": 0.29, 'ft()[]{}I/\\-·r"': 0.37, "cksvxyz": 0.52, "w": 0.75, "mMW@%—…→": 0.96}
_WIDTHS: Final = {letter: width for letters, width in _CLASSES.items() for letter in letters}
_CAPITAL, _SMALL, _WIDE = 0.74, 0.57, 1.05
# What XML 1.0 allows (production 2), without the C1 controls, line ends and what turns the direction of writing.
_UNWANTED: Final = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u061b\u061d-\u200d\u2010-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)


def day(date: datetime.date) -> str:
    """A day as people in several countries read it alike.

    >>> day(datetime.date(2026, 9, 5))
    '5 Sep 2026'
    """
    return f"{date.day} {date:%b %Y}"


@lru_cache(_KEPT)
def clean(text: str) -> str:
    """Text without what XML forbids (a U+FFFD stands instead), and with single spaces only."""
    return " ".join(_UNWANTED.sub("\ufffd", text).split())


@lru_cache(_KEPT)
def escaped(text: str) -> str:
    """Text as it may stand between tags and in quoted attributes."""
    return escape(clean(text), quote=True)


@lru_cache(_KEPT)
def width(text: str, size: float) -> float:
    """How wide a line of text is at most, in the unit of `size`, on a usual sans-serif font.

    >>> width("Due", 10)
    18.8
    """
    return round(sum(map(_letter, text)) * size, 1)


def cut(text: str, size: float, limit: float) -> str:
    """The text, or as much of its start as fits into `limit` with an ellipsis; never within a visible character."""
    text = clean(text)
    if len(text) <= _LONGEST and width(text, size) <= limit:
        return text
    kept = ""
    room = limit - width(ELLIPSIS, size)
    for cluster in regex.findall(r"\X", text[:_LONGEST]):
        if width(kept + cluster, size) > room:
            break
        kept += cluster
    return kept.rstrip() + ELLIPSIS


@lru_cache(_KEPT)
def _letter(letter: str) -> float:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return _WIDE
    return _CAPITAL if letter.isupper() or not letter.isascii() else _SMALL
