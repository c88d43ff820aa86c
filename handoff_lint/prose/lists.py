"""The word lists of a language, as data files with a source and a date in `words/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from handoff_lint.prose.phrases import Entry, Phrases
from handoff_lint.reading import fast
from handoff_lint.reading.limits import Limits

_FOLDER = Path(__file__).resolve().parent / "words"
_NOT_LANGUAGES = frozenset({"x"})
DEFAULT = "en"


@dataclass(frozen=True, eq=False)
class Lists:
    """The word lists of one language.

    Attributes:
        vague, assumed_knowledge, assumption: phrases to look for.
        everyday: short forms that everybody knows, and what people shout, case folded.
        shouted: ordinary words that people write in capitals.
        claims: how figures that claim something are worded: kind of word → words.
        blame: how a person's slip is worded: kind of word → words or phrases.

    """

    language: str
    vague: Phrases
    assumed_knowledge: Phrases
    assumption: Phrases
    everyday: frozenset[str]
    shouted: frozenset[str]
    abbreviations: frozenset[str]
    closing_abbreviations: frozenset[str]
    numbered_abbreviations: frozenset[str]
    claims: Mapping[str, tuple[str, ...]]
    blame: Mapping[str, tuple[str, ...]]

    @cached_property
    def vocabulary(self) -> frozenset[bytes]:
        """Every word of a phrase to look for, as in a plain text."""
        return self.vague.words | self.assumed_knowledge.words | self.assumption.words


def language(organisation: Mapping[str, Any]) -> str:
    """The language that packages are written in, without the country: `en` for `language: en-GB` and by default."""
    return str(organisation.get("language", DEFAULT)).partition("-")[0].casefold()


def of(organisation: Mapping[str, Any]) -> Lists | None:
    """The word lists of the language in the settings; None when there are none."""
    return lists(language(organisation))


@cache
def lists(name: str) -> Lists | None:
    """The word lists of a language; None when there are none, and then nothing is looked for."""
    if name in _NOT_LANGUAGES or not name.isalpha() or not (_FOLDER / f"{name}.yml").is_file():
        return None
    data = read(name)
    return Lists(
        data["language"],
        Phrases(_entry(one) for one in data["vague"]),
        _plain(data, "assumed_knowledge"),
        _plain(data, "assumption"),
        frozenset(word.casefold() for key in ("known_acronyms", "shouted") for word in data[key]),
        frozenset(data["shouted"]),
        frozenset(data["abbreviations"]),
        frozenset(data["closing_abbreviations"]),
        frozenset(data["numbered_abbreviations"]),
        _kinds(data["claims"]),
        _kinds(data["blame"]),
    )


@cache
def read(name: str) -> dict[str, Any]:
    """One data file of `words/`."""
    data: dict[str, Any] = fast.load((_FOLDER / f"{name}.yml").read_text(encoding="utf-8"), Limits())
    return data


def _kinds(written: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Kind of word → words; a text holds one word after the other."""
    return {kind: tuple(words.split() if isinstance(words, str) else words) for kind, words in written.items()}


def _plain(data: Mapping[str, Any], key: str) -> Phrases:
    return Phrases([Entry(tuple(data[key]), tuple(data[f"{key}_except"]))])


def _entry(written: Mapping[str, Any]) -> Entry:
    return Entry(
        tuple(written["find"]),
        tuple(written.get("except", ())),
        leaves_open=written["leaves_open"],
        write=written["write"],
        orders=written.get("orders", False),
        unmeasured=written.get("unmeasured", False),
    )
