"""A file's bytes and its text side by side: an edit of the text becomes an edit of the bytes, no other byte moves."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from handoff_lint.editing.layout import Splice
from handoff_lint.reading import frontmatter

_BYTE_ORDER_MARK = "\ufeff"


class Encoded:
    """Bytes as they are on disk and `text` without byte order mark and with LF, as the readers see it."""

    def __init__(self, raw: bytes) -> None:
        """Decode the bytes.

        Raises:
            ReadFault: not UTF-8, or control characters.

        """
        self.raw = raw
        self.text = frontmatter.decode(raw)
        self._written = raw.decode("utf-8")
        self._lead = int(self._written.startswith(_BYTE_ORDER_MARK))
        self._pairs: list[int] = []
        """Offsets in `text` of the line feeds that are CR LF on disk."""
        found = self._written.find("\r\n")
        while found >= 0:
            self._pairs.append(found - self._lead - len(self._pairs))
            found = self._written.find("\r\n", found + 2)

    def spliced(self, splices: Sequence[Splice]) -> bytes:
        """The bytes with the splices (offsets in `text`, not overlapping) made; new lines end as those around them."""
        result = self._written
        in_order = sorted(splices, key=lambda one: (one.start, one.end))
        for splice in reversed(in_order):  # not reverse=True: of two at the same place the first comes first
            new = splice.text.replace("\n", self._line_break(splice.start))
            result = result[: self._place(splice.start)] + new + result[self._place(splice.end) :]
        return result.encode("utf-8")

    def _place(self, offset: int) -> int:
        return offset + self._lead + bisect_left(self._pairs, offset)

    def _line_break(self, offset: int) -> str:
        """How the line at an offset ends; the last line, which may have no end, ends as the one above."""
        end = self.text.find("\n", offset)
        if end < 0:
            end = self.text.rfind("\n")
        if end < 0:
            return "\n"
        place = self._place(end)
        return "\r\n" if self._written.startswith("\r\n", place) else self._written[place]
