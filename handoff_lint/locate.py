"""From a pointer to a line and column: positions are computed only for files that have findings.

Keeping the position of every value of ten thousand packages would take two gigabytes; reading a file with
findings a second time takes two milliseconds.
"""

from __future__ import annotations

from handoff_lint.config import Config
from handoff_lint.model import FILE_START, Document, Problem, Source, Span
from handoff_lint.reading import events, frontmatter
from handoff_lint.reading.faults import ReadFault
from handoff_lint.reading.limits import Limits
from handoff_lint.validation import shortforms


class Locator:
    """Finds the places of problems in one document; reads its positions once, when first asked."""

    def __init__(self, source: Source | None, limits: Limits, moved: dict[str, str]) -> None:
        """Take the text and (expanded pointer → pointer as written)."""
        self.source = source
        self.limits = limits
        self.moved = moved
        self._positions: events.Positions | None = None

    @classmethod
    def of(cls, document: Document, limits: Limits) -> Locator:
        """A locator for a document that has been read."""
        return cls(document.source, limits, document.written)

    @classmethod
    def of_file(cls, config: Config, path: str) -> Locator:
        """A locator for a file that is no longer in memory; without places when it cannot be read."""
        try:
            text = frontmatter.decode(config.tree.read(path, max_bytes=config.limits.file))
            is_yaml = path.lower().endswith((".yml", ".yaml"))
            source = Source(text, text, 1, "", 1) if is_yaml else frontmatter.split(text)
            locator = cls(source, config.limits, {})
            locator.span(Problem(""))
        except ReadFault:
            return cls(None, config.limits, {})
        return locator

    def span(self, problem: Problem) -> Span:
        """The place of a problem; the start of the file when it has none.

        Raises:
            ReadFault: the quick reader accepted the file and the reference reader does not.

        """
        if problem.span:
            return problem.span
        if self.source is None:
            return FILE_START
        if self._positions is None:
            source = self.source
            self._positions = events.parse(source.front, self.limits, first_line=source.front_line)[1]
        found = self._positions.find(self.pointer(problem.pointer), at_key=problem.at == "key")
        if found is None:
            return FILE_START
        return self._narrowed(found, problem.text) if problem.text else found

    def pointer(self, pointer: str) -> str:
        """The pointer as the file has it."""
        return shortforms.as_written(pointer, self.moved)

    def excerpt(self, line: int) -> str:
        """One line of the file, empty when there is none."""
        lines = self.source.lines() if self.source else []
        return lines[line - 1] if 0 < line <= len(lines) else ""

    def _narrowed(self, span: Span, text: str) -> Span:
        """The first place of `text` inside a span, the whole span when it is not there as written."""
        for number in range(span.line, span.end_line + 1):
            line = self.excerpt(number)
            start = span.column - 1 if number == span.line else 0
            column = line.find(text, start)
            if column >= 0:
                return Span(number, column + 1, number, column + 1 + len(text))
        return span
