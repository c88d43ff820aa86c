"""Figures that claim something: shares, changes, comparisons, ranks. Prices, offers, dates and sizes are none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from handoff_lint.prose.lists import Lists
from handoff_lint.prose.passages import clean
from handoff_lint.prose.sentences import Sentence, meaning, sentences
from handoff_lint.prose.wording import wording_of

_QUANTITY = re.compile(r"(\d+(?:[.,]\d+)*)\s?(%|percent\b|per\scent\b|[^\W\d_]+)?")


class Figure(NamedTuple):
    """A figure that claims something: its place in the text, `end` exclusive, and the sentence around it."""

    start: int
    end: int
    text: str
    sentence: Sentence


class Approved(NamedTuple):
    """A claim that the brief allows: its id (empty when it has none) and its words."""

    id: str
    text: str


class Unapproved(NamedTuple):
    """A figure that no allowed claim holds; `nearest` is the claim with the most words of its sentence, if any."""

    figure: Figure
    nearest: Approved | None


def figures(text: str, lists: Lists) -> list[Figure]:
    """The figures of a text that claim something, one for each sentence and wording, from left to right.

    Quotations are looked at; code, addresses and placeholders are not.
    """
    found = []
    wording = wording_of(lists)
    claim = wording.claim(text)
    if claim is None or not claim.search(text):
        return []
    for sentence in sentences(clean(text, quotations=True), lists):
        offered = [(one.start(), one.end()) for one in wording.offer.finditer(sentence.text)]
        for one in claim.finditer(sentence.text):
            in_offer = any(start < one.end() and one.start() < end for start, end in offered)
            if not in_offer and _is_share(one, lists):
                begin = sentence.start + one.start()
                found.append(Figure(begin, begin + len(one[0]), one[0], sentence))
    return found


def unapproved(text: str, approved: Iterable[Approved], lists: Lists) -> list[Unapproved]:
    """The claims of a copy text that the brief's list does not cover.

    A claim is covered when one allowed claim holds every number of the copy's figure, with the same unit, and at least
    half of the meaning-bearing words around it: “38 minutes less” is covered by “dwell fell by 38 minutes”, but not
    “38 % less”, and not the same number about something else.

    Args:
        text: the copy as it will be published.
        approved: the brief's claims that may be used; who approved them when is the caller's business.
        lists: the word lists of the copy's language.

    """
    known = list(approved)
    found = []
    for figure in figures(text, lists):
        if not any(_covers(one, figure) for one in known):
            words = meaning(figure.sentence.text)
            ranked = sorted(known, key=lambda one: -len(words & meaning(one.text)))
            nearest = ranked[0] if ranked and words & meaning(ranked[0].text) else None
            found.append(Unapproved(figure, nearest))
    return found


def _covers(claim: Approved, figure: Figure) -> bool:
    counted = meaning(figure.text)
    own, around = meaning(claim.text) - counted, meaning(figure.sentence.text) - counted
    same_matter = 2 * len(own & around) >= min(len(own), len(around))
    there = _quantities(claim.text)
    return same_matter and all(
        any(number == other and unit in ("", its_unit) for other, its_unit in there)
        for number, unit in _quantities(figure.text)
    )


def _is_share(found: re.Match[str], lists: Lists) -> bool:
    """Whether “2 of 5” is a part of a whole: the first smaller than the second, and no page or step so numbered.

    Figures that are worded otherwise pass.
    """
    if not found.groupdict().get("part"):
        return True
    first, second = found["part"].casefold(), found["whole"].casefold()
    numbers = lists.claims["numbers"]
    values = [int(one) if one.isdecimal() else numbers.index(one) + 1 for one in (first, second)]
    before = found.string[: found.start()].split()
    counted = before[-1].casefold().strip("(") if before else ""
    return values[0] < values[1] and counted not in lists.claims["counted"]


def _quantities(text: str) -> frozenset[tuple[str, str]]:
    """(number, unit) pairs, the unit empty where none follows; without a digit the words stand for themselves."""
    folded = unicodedata.normalize("NFC", text).casefold()
    found = frozenset((number, _unit(unit)) for number, unit in _QUANTITY.findall(folded))
    return found or frozenset((word, "") for word in re.findall(r"[^\W\d_]+", folded))


def _unit(written: str) -> str:
    if "".join(written.split()) in ("%", "percent"):
        return "%"
    return "" if written in ("of", "in", "out") else written.removesuffix("s")
