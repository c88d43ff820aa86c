"""The reference reader: libyaml's parser events → plain data and the position of every key and value.

Working on events, not on composed nodes, is what lets a limit stop the run before memory or the C stack is
used up: composing 100,000 nested lists ends the process with a segmentation fault.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from handoff_lint.model import Span, join
from handoff_lint.reading import hints, scalars
from handoff_lint.reading.faults import ReadFault
from handoff_lint.reading.limits import LARGEST_NUMBER, Limits


@dataclass(slots=True)
class Positions:
    """Where each key and value of a front matter stands in its file, by pointer."""

    keys: dict[str, Span] = field(default_factory=dict)
    values: dict[str, Span] = field(default_factory=dict)
    collections: set[str] = field(default_factory=set)

    def find(self, pointer: str, *, at_key: bool) -> Span | None:
        """The place to underline for a pointer: its key or its value.

        A mapping or list spans many lines, so its key stands for it; a pointer that is not in the file
        (a short form written out, a missing field) falls back to the nearest level above that is.
        """
        asked = pointer
        while pointer not in self.values:
            if not pointer:
                return None
            pointer = pointer.rpartition("/")[0]
        if pointer in self.keys and (at_key or pointer != asked or pointer in self.collections):
            return self.keys[pointer]
        if not pointer:
            return None
        return self._first_line(pointer) if pointer in self.collections else self.values[pointer]

    def _first_line(self, pointer: str) -> Span:
        """A list item without a key: its first key if it is a mapping, else the item's beginning."""
        start = self.values[pointer]
        inner = (span for key, span in self.keys.items() if key.startswith(pointer + "/"))
        return next(inner, Span(start.line, start.column, start.line, start.column + 1))


@dataclass(slots=True)
class _Open:
    """A collection whose end has not come yet."""

    data: Any
    pointer: str
    start: Any
    key: str | None = None
    lines: dict[str, int] = field(default_factory=dict)


def parse(text: str, limits: Limits, *, first_line: int = 1) -> tuple[Any, Positions]:
    """Plain data and positions of one YAML document; `first_line` is the file's line of its first line.

    Raises:
        ReadFault: not YAML, or YAML that front matter may not hold (see `robustness` in the docs).

    """
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415 - 30 ms that a clean run does not need

    if found := _HIDDEN_BREAK.search(text):
        raise _hidden_break(text, found, first_line)
    try:
        return _Builder(text, limits, first_line).run()
    except YAMLError as error:
        masked = _masked(text)
        if masked == text:
            raise hints.explain(text, error, first_line) from error
    try:
        return _Builder(text, limits, first_line, masked).run()
    except YAMLError as error:
        raise hints.explain(text, error, first_line) from error


_INNER = re.compile(r"""(?<!["'\]}]):(?=[^ \n,\[\]{}])|(?<=[^ \n\[{,:])\?|(?<=[^ \n\[{,:-] )\?""")
_COLON, _QUESTION = "\ue000", "\ue001"


def _masked(text: str) -> str:
    """The text without the `:` and `?` that YAML 1.2 takes for text in `[12:30, Why?]` and this libyaml does not.

    Characters for private use stand for them, so that every place stays what it is.
    """
    if _COLON in text or _QUESTION in text:
        return text
    return _INNER.sub(lambda found: _COLON if found[0] == ":" else _QUESTION, text)


_HIDDEN_BREAK = re.compile("[\x85\u2028\u2029]")
"""Line ends in YAML 1.1, which libyaml speaks, but neither in YAML 1.2 nor in editors: lines would be miscounted."""

_COLON_IN_FLOW = "found unexpected ':'"
"""What this libyaml says of `{at: 12:30}` and `[https://…]`, which YAML 1.2 allows: then the slower parser reads."""


def _hidden_break(text: str, found: re.Match[str], first_line: int) -> ReadFault:
    line = text.count("\n", 0, found.start())
    column = found.start() - text.rfind("\n", 0, found.start())
    return ReadFault(
        f"The invisible character U+{ord(found[0]):04X} stands here, which some tools take for a line end.",
        help="Delete it; it often comes along when text is pasted.",
        span=Span(line + first_line, column, line + first_line, column + 1),
    )


class _Builder:
    def __init__(self, text: str, limits: Limits, first_line: int, masked: str = "") -> None:
        self.text = text
        self.masked = masked
        self.limits = limits
        self.offset = first_line
        self.positions = Positions()
        self.stack: list[_Open] = []
        self.root: Any = None
        self.nodes = 0
        self.documents = 0

    def run(self) -> tuple[Any, Positions]:
        from _ruamel_yaml import CParser  # noqa: PLC0415

        parser = CParser(self.masked or self.text)
        while (event := parser.get_event()) is not None:
            if handler := self._HANDLERS.get(type(event).__name__):
                handler(self, event)
        return self.root, self.positions

    def _text(self, event: Any) -> str:
        value: str = event.value
        return value.replace(_COLON, ":").replace(_QUESTION, "?") if self.masked else value

    def _span(self, start: Any, end: Any) -> Span:
        return Span(start.line + self.offset, start.column + 1, end.line + self.offset, end.column + 1)

    def _refuse(self, event: Any, message: str, advice: str) -> ReadFault:
        start, end = event.start_mark, event.end_mark
        if end.line != start.line or end.column == start.column:
            return ReadFault(message, help=advice, span=_one(self._span(start, start)))
        return ReadFault(message, help=advice, span=self._span(start, end))

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            raise self._refuse(
                event, "A second YAML document begins here.", "Keep one block of fields; delete this line."
            )

    def _alias(self, event: Any) -> None:
        raise self._refuse(
            event,
            f"*{event.anchor} refers to another value, which front matter may not do.",
            "Write the value itself; if the text begins with a star, put it in quotes.",
        )

    def _common(self, event: Any) -> None:
        self.nodes += 1
        if self.nodes > self.limits.nodes:
            raise self._refuse(
                event,
                f"The front matter holds more than {self.limits.nodes:,} values.",
                "Split the package, or raise `limits: nodes` in handoff.yml.",
            )
        if event.anchor is not None:
            raise self._refuse(
                event,
                f"&{event.anchor} names a value for use elsewhere, which front matter may not do.",
                "Write each value out; if the text begins with &, put it in quotes.",
            )
        if event.tag is not None and (event.tag != "!" or not isinstance(getattr(event, "value", None), str)):
            raise self._tag(event)

    def _tag(self, event: Any) -> ReadFault:
        """A tag as it is written: libyaml writes `!!str` out."""
        start = self._span(event.start_mark, event.start_mark)
        line = self.text.split("\n")[event.start_mark.line]
        written = re.split(r"[\s,\[\]{}]", line[event.start_mark.column :], maxsplit=1)[0]
        return ReadFault(
            f"{written} is a type mark, which front matter may not hold.",
            help="Delete the mark; if the text begins with an exclamation mark, put it in quotes.",
            span=start._replace(end_column=start.column + len(written)),
        )

    def _scalar(self, event: Any) -> None:
        self._common(event)
        plain = event.implicit[0]
        top = self.stack[-1] if self.stack else None
        if top is not None and top.key is None and isinstance(top.data, dict):
            self._key(top, event, plain=plain)
            return
        text = self._text(event)
        value = scalars.resolve(text) if plain else text
        if isinstance(value, (int, float)):
            self._check_number(event, value)
        pointer = self._attach(value, event)
        self.positions.values[pointer] = self._scalar_span(event)

    def _scalar_span(self, event: Any) -> Span:
        """Libyaml ends a block scalar at the start of the line after it: end it with its last text."""
        start, end = event.start_mark, event.end_mark
        if event.style not in ("|", ">") or end.column != 0 or end.line <= start.line:
            return self._span(start, end)
        lines = self.text.split("\n")[start.line : end.line]
        last = max((number for number, line in enumerate(lines) if line.strip()), default=0)
        return Span(
            start.line + self.offset,
            start.column + 1,
            start.line + last + self.offset,
            len(lines[last].rstrip()) + 1,
        )

    def _check_number(self, event: Any, value: float) -> None:
        if not -LARGEST_NUMBER <= value <= LARGEST_NUMBER:  # so is .nan
            raise self._refuse(
                event,
                "This number is too large or no number at all.",
                f"Write a number up to {LARGEST_NUMBER:,}, or put it in quotes if it is an identifier.",
            )

    def _key(self, top: _Open, event: Any, *, plain: bool) -> None:
        key = self._text(event)
        if plain and key == "<<":
            raise self._refuse(
                event, "<< merges another mapping, which front matter may not do.", "Write the fields out."
            )
        if plain and not isinstance(scalars.resolve(key), str):
            shown = f"“{key}”" if key else "an empty key"
            raise self._refuse(event, f"A field name must be text; this is {shown}.", "Put the name in quotes.")
        if plain and key in scalars.YAML_1_1_BOOLEANS:
            raise self._refuse(
                event,
                f"The field name {key} means true or false to many tools.",
                "Choose another name, or put it in quotes.",
            )
        if key in top.lines:
            raise self._refuse(
                event,
                f"The field {key} stands here twice; it is already on line {top.lines[key]}.",
                "Keep one of the two.",
            )
        top.key = key
        top.lines[key] = event.start_mark.line + self.offset
        self.positions.keys[join(top.pointer, key)] = self._span(event.start_mark, event.end_mark)

    def _open(self, event: Any, data: Any) -> None:
        self._common(event)
        top = self.stack[-1] if self.stack else None
        if top is not None and top.key is None and isinstance(top.data, dict):
            raise self._refuse(
                event,
                "A field name must be plain text, not a list or mapping.",
                "If the value begins with { or [, put it in quotes.",
            )
        if len(self.stack) >= self.limits.depth:
            raise self._refuse(
                event,
                f"The fields are nested more than {self.limits.depth} levels deep.",
                "Check the indentation of this line.",
            )
        pointer = self._attach(data, event)
        self.positions.collections.add(pointer)
        self.stack.append(_Open(data, pointer, event.start_mark))

    def _mapping(self, event: Any) -> None:
        self._open(event, {})

    def _sequence(self, event: Any) -> None:
        self._open(event, [])

    def _close(self, event: Any) -> None:
        done = self.stack.pop()
        self.positions.values[done.pointer] = self._span(done.start, event.end_mark)

    def _attach(self, value: Any, event: Any) -> str:
        if not self.stack:
            self.root = value
            return ""
        top = self.stack[-1]
        if isinstance(top.data, list):
            top.data.append(value)
            return join(top.pointer, len(top.data) - 1)
        key, top.key = top.key, None
        if key is None:  # a value without its key: libyaml never sends that
            raise self._refuse(event, "A value without a field name.", "Write name: value.")
        top.data[key] = value
        return join(top.pointer, key)

    _HANDLERS = {  # noqa: RUF012
        "ScalarEvent": _scalar,
        "MappingStartEvent": _mapping,
        "SequenceStartEvent": _sequence,
        "MappingEndEvent": _close,
        "SequenceEndEvent": _close,
        "AliasEvent": _alias,
        "DocumentStartEvent": _document,
    }


def _one(span: Span) -> Span:
    return Span(span.line, span.column, span.line, span.column + 1)
