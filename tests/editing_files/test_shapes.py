"""The bytes that come of a change, for every shape of front matter that people write (shapes.txt has most of them)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from handoff_lint.editing.editor import Editor
from tests.editing_files.making import make

ENTRY = {"by": "maya.holt", "at": "2026-08-05T10:12:00Z", "content": "sha256:9f2c"}
LINES = "    - by: maya.holt\n      at: 2026-08-05T10:12:00Z\n      content: sha256:9f2c\n"


@dataclass(frozen=True)
class Shape:
    """A front matter, a change, and the front matter that must come of it."""

    name: str
    verb: str
    pointer: str
    value: Any
    before: str
    after: str


def _shapes() -> list[Shape]:
    text = (Path(__file__).parent / "shapes.txt").read_text(encoding="utf-8").replace("·", " ")
    found = []
    for section in text.split("\n### ")[1:]:
        name, change, shape = section.split("\n", 2)
        verb, pointer, *value = change.split(" ", 2)
        before, after = shape.split("-->\n")
        written = None if not value else ENTRY if value[0] == "ENTRY" else json.loads(value[0])
        found.append(Shape(name, verb, pointer, written, before, after))
    return found


SHAPES = _shapes()


def changed(raw: bytes, verb: str, pointer: str, value: Any = None, path: str = "docs/a.md") -> bytes:
    """The bytes after one change."""
    editor = Editor(path, raw, schema="strategy-to-creative")
    make(editor, verb, pointer, value)
    return editor.raw


def test_the_table_is_long() -> None:
    assert len(SHAPES) >= 75
    assert len({shape.name for shape in SHAPES}) == len(SHAPES)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_shape(shape: Shape) -> None:
    before, after = (f"---\n{front}---\nText\n".encode() for front in (shape.before, shape.after))
    assert changed(before, shape.verb, shape.pointer, shape.value) == after


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_shape_with_other_line_ends_a_mark_and_no_end(shape: Shape) -> None:
    before, after = (
        f"\ufeff---\n{front}---\n---\nText".replace("\n", "\r\n").encode() for front in (shape.before, shape.after)
    )
    assert changed(before, shape.verb, shape.pointer, shape.value) == after


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_shape_as_yaml_file(shape: Shape) -> None:
    before, after = shape.before.encode(), shape.after.encode()
    assert changed(before, shape.verb, shape.pointer, shape.value, "config/a.yml") == after


FILES = {
    "line ends mixed": ("---\r\nsignoffs:\r\n  legal: ~\r\n---\r\nText\nMore\n", LINES.replace("\n", "\r\n")),
    "blanks behind the fences": ("---  \nsignoffs:   \n  legal: ~\n---\t\nText  \n", LINES),
    "nothing behind the fence": ("---\nsignoffs:\n  legal: ~\n---", LINES),
    "the same fields in the text": ("---\nsignoffs:\n  legal: ~\n---\n---\nsignoffs:\n  legal: ~\n---\n", LINES),
    "CR as line end": ("---\rsignoffs:\r  legal: ~\r---\rText\r", LINES.replace("\n", "\r")),
    "a mark inside the text": ("---\nsignoffs:\n  legal: ~\n---\n\ufeffText\n", LINES),
}


@pytest.mark.parametrize("name", FILES)
def test_file(name: str) -> None:
    before, lines = FILES[name]
    head, tail = before.split("legal: ~", 1)
    line_break = "\r\n" if tail.startswith("\r\n") else tail[0]
    wanted = head + "legal:" + line_break + lines + tail.removeprefix(line_break)
    assert changed(before.encode(), "append", "/signoffs/legal", ENTRY) == wanted.encode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("entries:\n  - id: a", "entries:\n  - id: a\n  - id: b"),
        ("entries:\n", "entries:\n  - id: b\n"),
        ("# empty", "# empty\nentries:\n  - id: b\n"),
        ("", "entries:\n  - id: b\n"),
        ("---\nentries:\n- id: a\n", "---\nentries:\n- id: a\n- id: b\n"),
        ("entries: [a]\r\n", "entries: [a, {id: b}]\r\n"),
        ("a: 1\r\nb: 2", "a: 1\r\nb: 2\r\nentries:\r\n  - id: b"),
    ],
)
def test_yaml_file(before: str, after: str) -> None:
    assert changed(before.encode(), "append", "/entries", {"id": "b"}, "docs/calendar/2026.yaml") == after.encode()


def test_many_changes_in_a_row() -> None:
    raw = b"---\ntype: strategy-to-creative\nsignoffs:\n  quality:\n  legal:\n---\n"
    editor = Editor("docs/a.md", raw, schema="strategy-to-creative")
    editor.append("/signoffs/legal", {"by": "a"})
    editor.append("/signoffs/legal", {"by": "b"})
    editor.set("/status", "approved")
    editor.set("/status", "accepted")
    editor.append("/signoffs/quality", {"by": "c", "conditions": [{"what": "x", "owner": "d"}], "note": None})
    editor.set("/signoffs/legal/0/note", "one\ntwo")
    editor.remove("/signoffs/legal/1")
    assert editor.original is raw
    assert editor.data["status"] == "accepted"
    assert editor.raw.decode() == (
        "---\ntype: strategy-to-creative\nstatus: accepted\nsignoffs:\n"
        "  quality:\n    - by: c\n      conditions:\n        - what: x\n          owner: d\n      note:\n"
        "  legal:\n    - by: a\n      note: |-\n        one\n        two\n---\n"
    )


def test_without_a_schema_a_new_field_goes_to_the_end() -> None:
    editor = Editor("docs/a.md", b"---\ntitle: x\ntags: [a]\n---\n")
    editor.set("/type", "t")
    assert editor.raw == b"---\ntitle: x\ntags: [a]\ntype: t\n---\n"


def test_the_given_value_is_not_kept() -> None:
    editor, entry = Editor("docs/a.md", b"---\ntags:\n---\n"), {"id": "a"}
    editor.append("/tags", entry)
    entry["id"] = "b"
    assert editor.data == {"tags": [{"id": "a"}]}
