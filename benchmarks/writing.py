"""Block-style YAML as a person writes it: short lines, blank lines between entries, a remark here and there."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Iterable, Sequence
from typing import TypeVar

from benchmarks import vocabulary as words

_Item = TypeVar("_Item")
_WIDTH = 96


class Sheet:
    """The lines of one file on their way, and the choices that make it different from the next."""

    def __init__(self, seed: str) -> None:
        """Start an empty file; the same seed makes the same choices."""
        self.random = random.Random(seed)
        self._lines: list[str] = []

    def text(self) -> str:
        """The file so far."""
        return "\n".join(self._lines) + "\n"

    def line(self, text: str = "") -> None:
        """One line as it is; a blank line without text."""
        self._lines.append(text)

    def pairs(self, indent: int, *fields: tuple[str, object]) -> None:
        """Fields with plain values, one a line; None leaves the value blank."""
        blanks = " " * indent
        for key, value in fields:
            self._lines.append(f"{blanks}{key}: {value}" if value is not None else f"{blanks}{key}:")

    def entry(self, indent: int, *fields: tuple[str, object]) -> None:
        """A list item that is a mapping: the first field after the dash."""
        (key, value), *rest = fields
        self._lines.append(f"{' ' * indent}- {key}: {value}")
        self.pairs(indent + 2, *rest)

    def listed(self, indent: int, key: str, items: Iterable[object]) -> None:
        """A list of plain values, one a line."""
        blanks = " " * indent
        self._lines.append(f"{blanks}{key}:")
        self._lines.extend(f"{blanks}  - {item}" for item in items)

    def folded(self, indent: int, key: str, text: str) -> None:
        """A long text over several lines."""
        blanks = " " * (indent + 2)
        self._lines.append(f"{' ' * indent}{key}: >-")
        self._lines.extend(blanks + line for line in textwrap.wrap(text, _WIDTH - len(blanks)))

    def comment(self, indent: int, chance: float = 0.5) -> None:
        """A comment on a line of its own, now and then."""
        if self.random.random() < chance:
            self._lines.append(" " * indent + self.random.choice(words.COMMENTS))

    def remark(self, value: object, chance: float = 0.15) -> str:
        """A value, now and then with a comment behind it."""
        return f"{value}   # {self.random.choice(words.REMARKS)}" if self.random.random() < chance else str(value)

    def some(self, items: Sequence[_Item], least: int, most: int) -> list[_Item]:
        """A few different items in their own order."""
        count = min(self.random.randint(least, most), len(items))
        return [items[index] for index in sorted(self.random.sample(range(len(items)), count))]

    def sentence(self) -> str:
        """A sentence of prose."""
        choose = self.random.choice
        return f"{choose(words.OPENINGS)}, {choose(words.MIDDLES)} {choose(words.ENDINGS)}."

    def prose(self, sentences: int) -> str:
        """Several sentences."""
        return " ".join(self.sentence() for _ in range(sentences))

    def summary(self, sentences: int, *, most_words: int = 75) -> str:
        """Several sentences that keep to the words that a strategy summary may have."""
        while len((text := self.prose(sentences)).split()) > most_words:
            pass
        return text
