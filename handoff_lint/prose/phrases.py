"""A list of phrases as one regular expression, with a cheap look first that rules most texts out."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Entry:
    """Phrases that mean the same fault.

    Attributes:
        find: what to look for; words are separated by blanks, `a|b` stands for either.
        except_: longer phrases that hold one of them and are fine.
        leaves_open, write: what they leave open; what to write instead.
        orders: only where somebody has to act on the sentence.
        unmeasured: only in a sentence without a number.

    """

    find: tuple[str, ...]
    except_: tuple[str, ...] = ()
    leaves_open: str = ""
    write: str = ""
    orders: bool = False
    unmeasured: bool = False


class Hit(NamedTuple):
    """A phrase found: its place in the text, `end` exclusive, and the entry that it belongs to."""

    start: int
    end: int
    entry: Entry


class Plain:
    """A text for `Phrases.may_be_in`: its words in lower case."""

    def __init__(self, listed: list[bytes], vocabulary: frozenset[bytes] | None = None) -> None:
        """Take the words in their order; of those outside a vocabulary, if there is one, nobody will ask."""
        self._listed = listed
        self.words = frozenset(listed) if vocabulary is None else vocabulary.intersection(listed)

    @cached_property
    def text(self) -> bytes:
        """The words with one blank between them and around them all; seldom needed."""
        return b" " + b" ".join(self._listed) + b" "


class _Way(NamedTuple):
    """One way to spell a phrase.

    Attributes:
        text, words: as in a plain text.
        fine: longer phrases around it that are fine, each with the place of this one in it.

    """

    text: bytes
    words: frozenset[bytes]
    fine: tuple[tuple[int, bytes], ...]

    def is_in(self, text: bytes) -> bool:
        """Whether it stands in a text outside of what is fine."""
        at = text.find(self.text)
        while at >= 0:
            if not any(at >= before and text.startswith(longer, at - before) for before, longer in self.fine):
                return True
            at = text.find(self.text, at + 1)
        return False


class Phrases:
    """Finds phrases as whole words, in any case; of phrases that begin at the same place the longest one counts.

    Attributes:
        words: every word of every phrase, as in a plain text.

    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Take the entries; they become one pattern when a text is first searched, which clean texts never are."""
        known = list(entries)
        self._signs = _signs(known)
        self._marks = frozenset(self._signs)
        self.words = frozenset(word for ways in self._signs.values() for way in ways for word in way.words)
        spelt: list[tuple[str, Entry | None]] = [(phrase, entry) for entry in known for phrase in entry.find]
        spelt += [(phrase, None) for entry in known for phrase in entry.except_]
        self._spelt = sorted(spelt, key=lambda item: (-len(item[0].split()), -len(item[0])))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        alternatives = "|".join(f"({spelling(phrase)})" for phrase, _ in self._spelt)
        return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)

    def may_be_in(self, plain: Plain) -> bool:
        """Whether a text can hold a phrase: a no is certain, and costs a hundredth of looking for one."""
        for word in self._marks & plain.words:
            for way in self._signs[word]:
                if way.words <= plain.words and way.is_in(plain.text):
                    return True
        return False

    def find(self, text: str) -> Iterator[Hit]:
        """Every phrase in a text, from left to right."""
        for found in self._pattern.finditer(text):
            entry = self._spelt[(found.lastindex or 0) - 1][1]
            if entry is not None:
                yield Hit(found.start(), found.end(), entry)


_FOLDED = bytes(
    code if code >= 0x80 or chr(code).isalnum() or code == ord("'") else ord(" ") for code in range(256)
).lower()
_TYPOGRAPHIC = tuple((mark.encode(), plain.encode()) for mark, plain in (("’", "'"), ("‐", " "), ("‑", " ")))


def plain(text: str, vocabulary: frozenset[bytes] | None = None) -> Plain:
    """A text in the form in which `Phrases.may_be_in` takes it; punctuation and hyphens count as blanks.

    Phrases are ASCII, so other letters need no folding: bytes are quicker.
    """
    raw = text.encode("utf-8", "surrogatepass")
    if not raw.isascii():
        for mark, simple in _TYPOGRAPHIC:
            raw = raw.replace(mark, simple)
    return Plain(raw.translate(_FOLDED).split(), vocabulary)


def spelling(phrase: str) -> str:
    """The pattern of one phrase; any stretch of blanks and line ends stands between two words."""
    return r"\s+".join(
        "(?:" + "|".join(_word(word) for word in token.split("|")) + ")" if "|" in token else _word(token)
        for token in phrase.split()
    )


def _word(word: str) -> str:
    return re.escape(word).replace("'", "['’]").replace(r"\-", "[-‐‑]")


def _signs(entries: Iterable[Entry]) -> dict[bytes, list[_Way]]:
    """A word that each way to spell a phrase cannot do without → those ways."""
    found: dict[bytes, list[_Way]] = {}
    for entry in entries:
        fine: dict[bytes, list[bytes]] = {}  # by each of their words: few hold all the words of one phrase
        for longer in (way for phrase in entry.except_ for way in _spelt(phrase)):
            for word in set(longer.split()):
                fine.setdefault(word, []).append(longer)
        for phrase in entry.find:
            token = min(phrase.split(), key=lambda one: (one.count("|"), -min(map(len, one.split("|")))))
            parts = plain(token.replace("|", " ")).words
            for text in _spelt(phrase):
                words = frozenset(text.split())
                near = min((fine.get(word, []) for word in words), key=len)
                around = tuple((longer.index(text), longer) for longer in near if text in longer)
                found.setdefault(max(words & parts, key=len), []).append(_Way(text, words, around))
    return found


def _spelt(phrase: str) -> list[bytes]:
    """Each way to spell a phrase, as it stands in a plain text."""
    return [plain(" ".join(chosen)).text for chosen in itertools.product(*(one.split("|") for one in phrase.split()))]
