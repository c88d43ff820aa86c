"""Banned words and phrases in a text: whole words in any case and spelling, with plurals, possessives and hyphens.

“cure” is found in “Cures!”, “the cure's” and “cure-all”, not in “secure”, “cured” or “curé”. Forms such as -ed and -ing
are words of their own: whoever wants them banned lists them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from handoff_lint.prose.passages import clean

_HYPHENS = "-‐‑‒–_"
_APOSTROPHE = "['’ʼ＇]"
_BLANK = r"[\s" + re.escape(_HYPHENS) + "]+"
_JOIN = r"[\s" + re.escape(_HYPHENS) + "]*"
_PART = re.compile(rf"[^\s{re.escape(_HYPHENS)}]+|[\s{re.escape(_HYPHENS)}]+")
_SHORTEST_INFLECTED = 3


class Banned(NamedTuple):
    """A banned phrase found: its place in the text, `end` exclusive, the words there, the phrase as it is listed."""

    start: int
    end: int
    text: str
    phrase: str


def banned(text: str, phrases: Iterable[str]) -> list[Banned]:
    """Every banned phrase in a text, from left to right; where two begin at one place, the longer one.

    Addresses, placeholders such as `{{first_name}}`, HTML tags and code are not looked at; quotations are.

    Args:
        text: copy as it will be published.
        phrases: words or phrases as the brief lists them. A blank in one stands for blanks or hyphens, a hyphen also
            for nothing: “game-changer” finds “game changer” and “gamechanger”. A single word that is a plural stands
            for itself (“goods” is not “good”); the last word of a longer phrase also for its singular.

    """
    wanted = tuple(dict.fromkeys(phrases))
    pattern = _compiled(wanted)
    if pattern is None:
        return []
    folded, places = _folded(clean(text, quotations=True))
    found = []
    for one in pattern.finditer(folded):
        start, end = places[one.start()], places[one.end() - 1] + 1
        while end < len(text) and _belongs(text[end]):
            end += 1
        found.append(Banned(start, end, text[start:end], _phrases(wanted)[(one.lastindex or 0) - 1]))
    return found


@lru_cache(maxsize=64)
def _phrases(wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Those that hold a letter or digit, the longest first: the order of the pattern's groups."""
    return tuple(sorted((one for one in wanted if any(map(str.isalnum, one))), key=lambda one: -len(one)))


@lru_cache(maxsize=64)
def _compiled(wanted: tuple[str, ...]) -> re.Pattern[str] | None:
    alternatives = "|".join(f"({_phrase(phrase)})" for phrase in _phrases(wanted))
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)") if alternatives else None


def _phrase(phrase: str) -> str:
    """The pattern of one phrase in folded text."""
    parts = _PART.findall(_folded(phrase.strip())[0].strip(_HYPHENS + " "))
    words = [part for part in parts if not re.fullmatch(_BLANK, part)]
    made = []
    for index, part in enumerate(parts):
        if re.fullmatch(_BLANK, part):
            made.append(_JOIN if any(mark in part for mark in _HYPHENS) else _BLANK)
        else:
            made.append(_inflected(part, as_singular=len(words) > 1 and index == len(parts) - 1))
    return "".join(made)


def _inflected(word: str, *, as_singular: bool) -> str:
    """A word, its plural and its possessives; a listed plural also in the singular where that is wanted."""
    stem = word
    if as_singular and len(word) > _SHORTEST_INFLECTED and re.search(r"[^\W\d_][^su\W]s\Z", word):
        stem = f"{word[:-3]}y" if word.endswith("ies") and len(word) > 4 else word[:-1]
    letters = sum(map(str.isalpha, stem))
    forms = re.escape(stem)
    if letters >= _SHORTEST_INFLECTED:
        forms = f"{forms}(?:e?s)?"
        if re.search(r"[^\W\d_aeiou]y\Z", stem):
            forms = f"(?:{forms}|{re.escape(stem[:-1])}ies)"
    either = f"(?:{forms}|{re.escape(word)})" if stem != word else forms
    return rf"{either}(?:{_APOSTROPHE}s?)?" if letters else either


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """A text in one spelling (NFC, case folded, without invisible marks), and the place of each letter in it.

    A letter and its combining marks are one: “e” with an accent on it is never an “e”.
    """
    if text.isascii():
        return text.casefold(), range(len(text))
    letters: list[str] = []
    places: list[int] = []
    for start, cluster in _clusters(text):
        folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", cluster).casefold())
        spelt = "".join(character for character in folded if not _is_unseen(character))
        # What has no composed form keeps a mark that is no letter for `re`; the mark is made one, so that a word ends
        # behind it and not before it.
        letters.append("".join("\u02d1" if _belongs(character) else character for character in spelt))
        places += [start] * len(spelt)
    return "".join(letters), places


def _clusters(text: str) -> Iterable[tuple[int, str]]:
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or not _belongs(text[index]):
            if text:
                yield start, text[start:index]
            start = index


def _belongs(character: str) -> bool:
    """A mark on the letter before it."""
    return unicodedata.category(character) in ("Mn", "Me", "Mc")


def _is_unseen(character: str) -> bool:
    """Soft hyphens, zero-width blanks and joiners: nobody sees them, so they part no word."""
    return unicodedata.category(character) == "Cf"
