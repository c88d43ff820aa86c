"""How claims and offers are worded, as patterns made of the word lists; only those that a text can match are tried."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from handoff_lint.prose import phrases
from handoff_lint.prose.lists import Lists

_DIGIT = re.compile(r"\d")
_NUMBER = r"(?<![\w.,])\d+(?:[.,]\d+)*"
_PERCENT = r"(?:\s?%|\s(?:percent|per\scent|percentage\spoints?)\b)"
_PRICE = r"[$£€¥]\s?\d|\d\s?[$£€¥]"
_UNIT = r"(?:\s[^\W\d_]+)"


class _Kind(NamedTuple):
    """One way to word a claim: its pattern, and words, marks or phrases of which a text must hold one."""

    pattern: str
    words: frozenset[bytes]
    marks: tuple[str, ...] = ()
    needs_number: bool = False
    fixed: phrases.Phrases | None = None


class Wording:
    """The patterns of one language.

    Attributes:
        offer: a percentage or comparison that is a price or an offer.

    """

    def __init__(self, words: Mapping[str, tuple[str, ...]]) -> None:
        """Compose the patterns; `words` are the lists under `claims`."""
        self._kinds = list(_kinds(words))
        self._numbers = _words(*words["numbers"])
        self._compiled: dict[tuple[int, ...], re.Pattern[str]] = {}
        offer, comparative = rf"{_any_of(words['offers'])}\b", rf"\b{_any_of(words['comparatives'])}\b"
        self.offer = _joined(
            (
                rf"{_NUMBER}{_PERCENT}(?:[\s-]\w+)?[\s-]{offer}",
                rf"\b{offer}(?:\s\w+){{0,2}}?\s{_NUMBER}{_PERCENT}",
                rf"\bsaves?\s(?:up\sto\s)?{_NUMBER}{_PERCENT}(?!\s(?:of|in(?!\s{_any_of(words['offered_in'])}\b))\b)",
                rf"(?:{_PRICE})[\d.,]*{_UNIT}?\s{comparative}",
            )
        )

    def claim(self, text: str) -> re.Pattern[str] | None:
        """The pattern of the claims that a text could hold; None when it cannot hold any."""
        plain = phrases.plain(text)
        there = plain.words
        has_number = _DIGIT.search(text) is not None or not self._numbers.isdisjoint(there)
        chosen = tuple(
            index
            for index, kind in enumerate(self._kinds)
            if has_number or not kind.needs_number
            if not kind.words.isdisjoint(there)
            or any(mark in text for mark in kind.marks)
            or (kind.fixed is not None and kind.fixed.may_be_in(plain))
        )
        if not chosen:
            return None
        if chosen not in self._compiled:
            self._compiled[chosen] = _joined(self._kinds[index].pattern for index in chosen)
        return self._compiled[chosen]


@cache
def wording_of(lists: Lists) -> Wording:
    """The patterns of a language's word lists."""
    return Wording(lists.claims)


def _kinds(words: Mapping[str, tuple[str, ...]]) -> Iterable[_Kind]:
    numbers, fractions = _any_of(words["numbers"]), _any_of(words["fractions"])
    number, comparative = rf"(?:{_NUMBER}|\b{numbers}\b)", rf"\b{_any_of(words['comparatives'])}\b"
    small = rf"(?:\d{{1,3}}|{numbers})"
    amount = rf"(?:{number}(?:{_PERCENT}|{_UNIT})?|(?:a\s)?{fractions}\b)"
    between = r"\b(?:\s[\w'’-]+){0,3}?\s(?:by|from)\s"
    ranks = "|".join(rf"(?<!\w){phrases.spelling(rank)}(?!\w)" for rank in words["ranks"])
    multiples, changes = _any_of(words["multiples"]), _any_of(words["changes"])
    yield _Kind(rf"{_NUMBER}{_PERCENT}", _words("percent per percentage"), ("%",))
    yield _Kind(rf"\b{changes}{between}{amount}", _words(*words["changes"]))
    yield _Kind(rf"(?:{number}\stimes|\btwice)\s(?:as\b|{comparative})", _words("times twice"))
    yield _Kind(rf"{_NUMBER}\s?[x×]\s(?:as\b|{comparative})", _words("as", *words["comparatives"]))
    yield _Kind(rf"(?:{_NUMBER}-?|\b{numbers}-?)fold\b", frozenset(), ("fold",))
    yield _Kind(rf"{number}{_UNIT}\s{comparative}", _words(*words["comparatives"]), needs_number=True)
    yield _Kind(rf"\b{multiples}\b", _words(*words["multiples"]))
    yield _Kind(
        rf"\b(?P<part>{small})\s(?:out\sof|of|in)\s(?:every\s)?(?P<whole>{small})(?!\w|[.,]\d|\s?%)",
        _words("of in"),
        needs_number=True,
    )
    yield _Kind(ranks, frozenset(), fixed=phrases.Phrases([phrases.Entry(tuple(words["ranks"]))]))


def _words(*words: str) -> frozenset[bytes]:
    return phrases.plain(" ".join(words)).words


def _joined(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in patterns), re.IGNORECASE)


def _any_of(words: Iterable[str]) -> str:
    """A pattern of several words, the longest first."""
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"
