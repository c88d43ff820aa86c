"""Random front matter in many styles, random changes: what was asked for happens, and nothing else does."""

from __future__ import annotations

import difflib
from typing import Any, TypeVar

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from handoff_lint.editing.changes import Change, applied, same
from handoff_lint.editing.editor import Editor
from handoff_lint.editing.faults import EditError
from handoff_lint.model import join
from handoff_lint.reading import events, frontmatter
from handoff_lint.reading.limits import Limits
from tests.editing_files.making import make

NOTE = "# it's: {a, [b"
WHY = "  # why"
_Choice = TypeVar("_Choice")
KEYS = st.sampled_from(["type", "status", "signoffs", "legal", "tags", "by", "timeline", "x_a", "package", "links"])
WORDS = st.sampled_from(
    [
        "draft",
        "2026-08-05T10:12:00Z",
        "sha256:9f2c",
        "a: b",
        "yes",
        "12:30",
        "#1",
        "it's",
        "- x",
        "é 😀",
        "",
        "007",
        "~",
    ]
)
SCALARS = st.one_of(WORDS, st.integers(-5, 5), st.booleans(), st.none(), st.floats(-2, 2, allow_nan=False))
TEXTS = st.one_of(
    WORDS, st.text(st.characters(codec="utf-8"), max_size=12), st.just("one\ntwo\n"), st.just("one\n\ntwo")
)
VALUES = st.recursive(
    st.one_of(TEXTS, st.integers(-(2**53), 2**53), st.booleans(), st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=6,
)


class Writer:
    """Writes data as YAML in a style that Hypothesis draws at every turn, with comments and blank lines in between."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw

    def pick(self, *choices: _Choice) -> _Choice:
        picked: _Choice = self.draw(st.sampled_from(choices))
        return picked

    def scalar(self, value: Any) -> str:
        if value is None:
            return self.pick("null", "~")
        if isinstance(value, bool):
            return str(value).lower()
        if not isinstance(value, str):
            return repr(value)
        if value in ("draft", "2026-08-05T10:12:00Z", "sha256:9f2c") and self.pick(True, True, False):
            return value
        return f'"{value}"' if self.pick(True, False) else "'" + value.replace("'", "''") + "'"

    def flow(self, value: Any, between: str = " ") -> str:
        """A value on one line; `between` goes behind commas, so that it can be more than one."""
        if isinstance(value, dict):
            inside = [key if inner is None else f"{key}: {self.flow(inner)}" for key, inner in value.items()]
            brackets = "{}"
        elif isinstance(value, list):
            inside, brackets = [self.flow(inner) for inner in value], "[]"
        else:
            return self.scalar(value)
        end = self.pick("", ",") if inside and isinstance(value, list) else ""
        return brackets[0] + between.lstrip(",") * (len(between) > 1) + f",{between}".join(inside) + end + brackets[1]

    def noise(self, column: int) -> list[str]:
        return self.pick([], [], [], [""], [" " * column + NOTE], ["", " " * column + NOTE])

    def end(self) -> str:
        return self.pick("", "", "", WHY, " ")

    def block(self, value: Any, column: int) -> list[str]:
        """The lines of a collection that is not empty."""
        lines: list[str] = []
        step = self.pick(2, 2, 4)
        for name in value if isinstance(value, dict) else range(len(value)):
            lines += self.noise(column) if lines else []
            if isinstance(value, list):
                lines += self.item(value[int(name)], column)
            else:
                lines += self.entry(str(name), value[name], column, step)
        return lines

    def item(self, value: Any, column: int) -> list[str]:
        gap = self.pick(2, 2, 4)
        dash = " " * column + "-".ljust(gap)
        if value and isinstance(value, (dict, list)) and self.pick(True, True, False):
            first, *rest = self.block(value, column + gap)
            return [dash + first.lstrip(" "), *rest]
        return [dash + self.flow(value) + self.end()]

    def entry(self, key: str, value: Any, column: int, step: int) -> list[str]:
        head, deeper = " " * column + key + ":", " " * (column + step)
        if value is None and self.pick(True, False):
            return [head + self.end()]
        if value == "draft" and self.pick(True, False):
            return [head + self.pick(" |-", " >-") + self.end(), deeper + "draft", *self.pick([], ["", ""])]
        if isinstance(value, str) and "\n" not in value and self.pick(True, False, False):
            return [head, *self.noise(column + step), deeper + self.scalar(value) + self.end()]
        if not value or not isinstance(value, (dict, list)) or self.pick(True, False, False):
            spread = self.pick(" ", " ", f"\n{deeper}", f"{WHY}\n{deeper}")
            return [*(head + " " + self.flow(value, spread) + self.end()).split("\n")]
        step = self.pick(0, 2, step) if isinstance(value, list) else step
        return [head + self.end(), *self.block(value, column + step)]


@st.composite
def files(draw: Any) -> bytes:
    """A Markdown file with front matter."""
    writer = Writer(draw)
    data = draw(st.dictionaries(KEYS, st.recursive(SCALARS, _collections, max_leaves=8), max_size=5))
    lines = ["---" + writer.pick("", " "), *writer.noise(0)]
    lines += writer.block(data, 0) if data else writer.pick([], ["{}"])
    lines += [*writer.noise(0), "---", "## Text", *writer.pick([], ["signoffs:", NOTE])]
    text = writer.pick("\n", "\n", "\r\n").join(lines) + writer.pick("", "\n", "\n\n")
    return (writer.pick("", "", "\ufeff") + text).encode()


def _collections(inner: Any) -> Any:
    return st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=4))


def _data(raw: bytes) -> Any:
    return events.parse(frontmatter.split(frontmatter.decode(raw)).front, Limits())[0]


def _pointers(value: Any, pointer: str = "") -> list[str]:
    found = [pointer]
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        found += _pointers(inner, join(pointer, key))
    return found


@st.composite
def edits(draw: Any) -> tuple[bytes, Change]:
    """A file and a change of something in it, or of something that is not."""
    raw = draw(files())
    pointer = draw(st.sampled_from(_pointers(_data(raw) or {})))
    verb = draw(st.sampled_from(["set", "append", "append", "remove"]))
    if not pointer or (verb != "remove" and draw(st.booleans())):
        pointer = join(pointer, *draw(st.lists(KEYS, min_size=1, max_size=2)))
    return raw, Change(verb, pointer, draw(VALUES))


def _made(raw: bytes, change: Change) -> bytes | None:
    """The changed bytes; None when the editor refuses."""
    editor = Editor("docs/a.md", raw, schema="strategy-to-creative")
    try:
        make(editor, change.verb, change.pointer, change.value)
    except EditError:
        assert editor.raw is raw
        return None
    return editor.raw


def _lines_lost(old: bytes, new: bytes) -> int:
    """How many of the old lines are not in the new file, in the old order."""
    before, after = old.decode().splitlines(), new.decode().splitlines()
    blocks = difflib.SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return len(before) - sum(block.size for block in blocks)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(edits())
def test_a_change_does_what_was_asked_and_nothing_else(edit: tuple[bytes, Change]) -> None:
    raw, change = edit
    new = _made(raw, change)
    assume(new is not None)
    assert new is not None
    assert same(_data(new), applied(_data(raw), change))
    assert new.startswith(b"\xef\xbb\xbf") == raw.startswith(b"\xef\xbb\xbf")
    assert new[new.index(b"## Text") :] == raw[raw.index(b"## Text") :]
    assert (b"\n" in new.replace(b"\r\n", b"")) == (b"\n" in raw.replace(b"\r\n", b""))
    if change.verb != "remove":
        assert new.count(NOTE.encode()) == raw.count(NOTE.encode())
        assert new.count(WHY.encode()) == raw.count(WHY.encode())
    if change.verb == "append":
        assert (
            _lines_lost(raw, new) <= 2
        )  # the brackets of `legal: []`, on one line or two; or the line that gets a comma


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(files(), VALUES)
def test_what_was_appended_can_be_removed_again(raw: bytes, item: Any) -> None:
    change = Change("append", "/signoffs/quality", item)
    new = _made(raw, change)
    assume(new is not None)
    assert new is not None
    entries = applied(_data(raw), change)["signoffs"]["quality"]
    again = _made(new, Change("remove", f"/signoffs/quality/{len(entries) - 1}"))
    if again is None:  # the entry before it has a comment between brackets
        assert WHY.encode() in new
    else:
        assert same(_data(again)["signoffs"]["quality"], entries[:-1])
