"""How a report may look where it is going: width, colours, what to add."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import click

from handoff_lint.model import Severity

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}


@dataclass(frozen=True, slots=True)
class Style:
    """Where a report goes.

    Attributes:
        width: columns.
        colour: ANSI colours and links.
        statistics: add how often each rule found something.

    """

    width: int = 80
    colour: bool = False
    statistics: bool = False

    def severity(self, severity: Severity) -> str:
        """The word, in its colour."""
        return self._styled(severity.value, fg=_COLOURS[severity], bold=True)

    def bold(self, text: str) -> str:
        """What is to be seen first."""
        return self._styled(text, bold=True)

    def dim(self, text: str) -> str:
        """What may be overlooked."""
        return self._styled(text, dim=True)

    def caret(self, text: str, severity: Severity) -> str:
        """The marks under an excerpt."""
        return self._styled(text, fg=_COLOURS[severity], bold=True)

    def link(self, text: str, url: str) -> str:
        """Text that opens a page when it is clicked, in terminals that can (OSC 8)."""
        return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\" if self.colour and url else text

    def _styled(self, text: str, *, fg: str | None = None, bold: bool = False, dim: bool = False) -> str:
        return click.style(text, fg=fg, bold=bold or None, dim=dim or None) if self.colour else text


def columns(text: str) -> int:
    """How many columns a terminal gives to a text: two for wide characters, none for combining ones."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )
