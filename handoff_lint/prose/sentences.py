"""Sentences and words. A full stop after an abbreviation, in a number or in an address ends no sentence."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from handoff_lint.prose.lists import Lists

_END = re.compile(r"""[.!?…]+["'”’»)\]]*(?=\s|\Z)|\n[ \t]*\n""")
_LAST_WORD = re.compile(r"[\w.]*\Z")
_INITIAL = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]\Z")
_OPENING = "\"'“‘«([*_"
_WORD = re.compile(r"\S*\w\S*")
_SMALL = frozenset(
    "a an and are as at be been but by can do for from has have if in is it its may not of on or our so that the their "
    "there they this to was we were will with you your".split()
)


class Sentence(NamedTuple):
    """A sentence and its place in the text it was taken from, `end` exclusive."""

    start: int
    end: int
    text: str


def words(text: str) -> int:
    """How many words: stretches without blanks that hold a letter or a digit.

    >>> words("A 20-minute demo — at £140 each.")
    6
    """
    return sum(1 for _ in _WORD.finditer(text))


def folded(text: str) -> str:
    """The words of a text in one spelling, without case and punctuation: two texts that read the same are equal.

    >>> folded("The template.") == folded("the  template")
    True
    """
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold()))


def meaning(text: str) -> frozenset[str]:
    """The words that carry meaning, folded, plural and singular alike; numbers are left out."""
    found = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", text).casefold())
    return frozenset(word.removesuffix("s") if len(word) > 3 else word for word in found if word not in _SMALL)


def sentences(text: str, lists: Lists) -> list[Sentence]:
    """The sentences of a text; a blank line ends one too.

    Args:
        text: prose; line ends count as blanks.
        lists: the word lists of its language, for abbreviations.

    """
    found: list[Sentence] = []
    start = 0
    for end in _END.finditer(text):
        if end[0].strip() and not _ends(text, end, lists):
            continue
        _add(found, text, start, end.end())
        start = end.end()
    _add(found, text, start, len(text))
    return found


def sentence_at(text: str, index: int, lists: Lists) -> Sentence:
    """The sentence that a place of the text lies in; all of the text when there is none."""
    for sentence in sentences(text, lists):
        if sentence.start <= index < sentence.end:
            return sentence
    return Sentence(0, len(text), text)


def has_number(text: str, lists: Lists) -> bool:
    """Whether a text holds a digit or a word for a number."""
    if any(character.isdigit() for character in text):
        return True
    return not meaning(text).isdisjoint(lists.claims["numbers"])


def _add(found: list[Sentence], text: str, start: int, end: int) -> None:
    part = text[start:end]
    if any(character.isalnum() for character in part):
        begin = start + len(part) - len(part.lstrip())
        found.append(Sentence(begin, start + len(part.rstrip()), part.strip()))


def _ends(text: str, end: re.Match[str], lists: Lists) -> bool:
    """Whether a mark ends a sentence, by the word before it and the first letter after it."""
    rest = text[end.end() :].lstrip()
    following = rest.lstrip(_OPENING)[:1]
    if not rest:
        return True
    if end[0][0] == "…" or end[0].startswith("..."):
        return not following.islower()
    if end[0][0] != ".":
        return not following.islower() or end[0][-1] not in "\"'”’»"
    written = _LAST_WORD.search(text, 0, end.start())
    last = written[0] if written else ""
    word = last.casefold()
    if word in lists.abbreviations:
        return False
    if word in lists.numbered_abbreviations:
        return not following.isdigit()
    if word in lists.closing_abbreviations:
        return following.isupper()
    if last != "I" and last[:1].isupper() and _INITIAL.fullmatch(last):  # J. K. Rowling
        return not following.isupper()
    return not following.islower()
