"""Changes single values of a file's front matter (or of a YAML file) and leaves every other byte as it is.

A change is made twice: as text, and on the plain data. The reference reader then reads the new text, and only if it
finds exactly the changed data and the same body is the edit kept.
"""

from __future__ import annotations

import json
from typing import Any

from handoff_lint.editing import byhand, planning, render
from handoff_lint.editing.changes import Change, applied, same
from handoff_lint.editing.encoded import Encoded
from handoff_lint.editing.faults import EditError, Refusal
from handoff_lint.editing.layout import Layout, Splice
from handoff_lint.model import Source
from handoff_lint.reading import events, frontmatter
from handoff_lint.reading.faults import ReadFault
from handoff_lint.reading.limits import Limits

_YAML = (".yml", ".yaml")


class Editor:
    """One file under change; `raw` always holds the bytes with all changes so far.

    Pointers are JSON pointers into the file as it is written, not as short forms expand
    (`shortforms.as_written` translates). Values are what JSON can hold; dates are text.
    """

    def __init__(self, path: str, raw: bytes, *, schema: str = "", limits: Limits | None = None) -> None:
        """Read a file's bytes.

        Args:
            path: from the repository's root, for messages; `.yml` and `.yaml` are YAML as a whole.
            raw: the bytes as they are on disk.
            schema: the name of the schema whose order new fields follow (`Document.schema`); without one they go to
                the end.
            limits: how large the file may be, before and after.

        Raises:
            EditError: the file cannot be read.

        """
        self.path = path
        self.schema = schema
        self.limits = limits or Limits()
        self.original = raw
        try:
            self._state = _State(path, raw, self.limits)
        except ReadFault as fault:
            line = f":{fault.span.line}" if fault.span else ""
            raise EditError(
                f"The file cannot be changed, because it cannot be read. {fault.message}",
                help=fault.help,
                place=f"{path}{line}",
            ) from fault

    @property
    def raw(self) -> bytes:
        """The file's bytes with all changes so far."""
        return self._state.encoded.raw

    @property
    def data(self) -> Any:
        """The plain data as the reference reader reads it, blank fields as None; not to be changed."""
        return self._state.layout.data

    def set(self, pointer: str, value: Any) -> None:
        """Give a field (or a list item that is there) a value; a field that is missing is added, None makes it blank.

        Raises:
            EditError: nothing was changed; says what to write by hand.

        """
        self._make(Change("set", pointer, value))

    def append(self, pointer: str, item: Any) -> None:
        """Add an item to a list, which may be blank or missing.

        Raises:
            EditError: nothing was changed; says what to write by hand.

        """
        self._make(Change("append", pointer, item))

    def remove(self, pointer: str) -> None:
        """Take out a field or a list item, with the comments on its lines; the last one leaves `{}` or `[]` behind.

        Raises:
            EditError: nothing was changed; says what to delete by hand.

        """
        self._make(Change("remove", pointer))

    def _make(self, change: Change) -> None:
        state = self._state
        if change.verb != "remove":
            self._check_value(change)
        try:
            wanted = applied(state.layout.data, change)
            splices = planning.plan(state.layout, change, self.schema)
            self._state = self._proved(state, splices, wanted)
        except Refusal as refusal:
            raise self._error(change, str(refusal)) from refusal
        except ReadFault as fault:
            raise self._error(change, f"Afterwards the file could not be read ({fault.message.rstrip('.')})") from fault

    def _check_value(self, change: Change) -> None:
        """Refuse a value that no file could hold, such as a number beyond all limits."""
        try:
            json.dumps(change.value, ensure_ascii=False).encode()
            events.parse(render.entry("value", change.value), self.limits)
        except UnicodeEncodeError as error:
            raise EditError(
                f"The new value of {change.words} cannot be written. It holds bytes that are no UTF-8 text.",
                help="Set the terminal to UTF-8 and type it anew.",
                place=self.path,
            ) from error
        except ReadFault as fault:
            raise EditError(
                f"The new value of {change.words} cannot be written. {fault.message}", help=fault.help, place=self.path
            ) from fault

    def _proved(self, before: _State, splices: list[Splice], wanted: Any) -> _State:
        """The state after the splices.

        Raises:
            Refusal, ReadFault: they do not do what was wanted, or more than that.

        """
        moved = [Splice(one.start + before.base, one.end + before.base, one.text) for one in splices]
        after = _State(self.path, before.encoded.spliced(moved), self.limits)
        if not same(after.layout.data, wanted):
            raise Refusal("The fields are written in a way that the tool cannot extend")
        if after.source.body != before.source.body:
            raise Refusal("The text below the fields would change")
        return after

    def _error(self, change: Change, reason: str) -> EditError:
        line, advice = byhand.advice(self._state.layout, change)
        return EditError(f"{reason}, so the tool did not change the file.", help=advice, place=f"{self.path}:{line}")


class _State:
    """A file's bytes, read."""

    def __init__(self, path: str, raw: bytes, limits: Limits) -> None:
        if len(raw) > limits.file:
            raise ReadFault(
                f"The file is {len(raw):,} bytes; at most {limits.file:,} are read.",
                help="Keep attachments in the file share and link to them, or raise `limits: file_kib` in handoff.yml.",
            )
        self.encoded = Encoded(raw)
        text = self.encoded.text
        is_yaml = path.lower().endswith(_YAML)
        self.source = Source(text, text, 1, "", 1) if is_yaml else frontmatter.split(text)
        self.base = 0 if is_yaml else text.index("\n") + 1
        size = len(self.source.front.encode())
        if size > limits.front:
            raise ReadFault(
                f"The front matter is {size:,} bytes; at most {limits.front:,} are read.",
                help="Move long texts below the closing ---, or raise `limits: front_matter_kib` in handoff.yml.",
            )
        self.layout = Layout(self.source.front, limits, first_line=self.source.front_line)
