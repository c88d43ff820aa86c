"""What the editor will not do: it says why, where, and what to write by hand; the bytes stay the same."""

from __future__ import annotations

from typing import Any

import pytest

from handoff_lint.editing import planning
from handoff_lint.editing.changes import Change, applied, same
from handoff_lint.editing.editor import Editor
from handoff_lint.editing.faults import EditError, Refusal
from handoff_lint.editing.layout import Layout, Splice
from handoff_lint.errors import EXIT_CANNOT_CHECK
from handoff_lint.reading.limits import Limits
from tests.editing_files.making import make

ENTRY = {"by": "maya.holt", "at": "2026-08-05T10:12:00Z"}


def _refused(front: str, verb: str, pointer: str, value: Any = None) -> EditError:
    raw = f"---\n{front}---\nText\n".encode()
    editor = Editor("docs/a.md", raw)
    with pytest.raises(EditError) as caught:
        make(editor, verb, pointer, value)
    assert editor.raw is raw
    assert caught.value.exit_code == EXIT_CANNOT_CHECK
    return caught.value


NOT_CHANGED = ", so the tool did not change the file."


@pytest.mark.parametrize(
    ("front", "verb", "pointer", "value", "line", "reason", "advice"),
    [
        (
            "type: t\ntags: a\n",
            *("append", "/tags", "b", 3, "tags is not written as a list"),
            "Write tags (line 3) as a list by hand, and add this to it:\n\n  - b\n",
        ),
        (
            "signoffs:\n  legal:\n    by: x\n",
            *("append", "/signoffs/legal", ENTRY, 3, "signoffs.legal is not written as a list"),
            "Write signoffs.legal (line 3) as a list by hand, and add this to it:\n\n"
            "    - by: maya.holt\n      at: 2026-08-05T10:12:00Z\n",
        ),
        (
            "signoffs: text\n",
            *("append", "/signoffs/legal", ENTRY, 2, "There is no group of fields that could hold legal"),
            "Add this by hand to signoffs (line 2):\n\n  legal:\n    - by: maya.holt\n      at: 2026-08-05T10:12:00Z\n",
        ),
        (
            "type: t\n? legal\n: x\n",
            *("set", "/legal", ["a"], 3, "legal is written in an unusual way"),
            "Change legal (line 3) by hand, so that it says:\n\n  legal:\n    - a\n",
        ),
        (
            "type: t\n? legal\n: x\n",
            *("remove", "/legal", None, 3, "legal is written in an unusual way"),
            "Delete legal by hand (lines 3 to 4).",
        ),
        (
            "tags:\n  - a  # why\n  - b\n",
            *("set", "/tags", ["c"], 2, "A comment inside tags would be lost"),
            "Change tags (line 2) by hand, so that it says:\n\ntags:\n  - c\n",
        ),
        (
            "tags:\n  - a:  # why\n      b\n  - b\n",
            *("set", "/tags/0", "c", 3, "A comment inside entry 1 of tags would be lost"),
            "Change entry 1 of tags (line 3) by hand, so that it says:\n\n  - c\n",
        ),
        (
            "a: {tags: [\n  x, # why\n  y]}\n",
            *("set", "/a/tags", ["c"], 2, "A comment inside a.tags would be lost"),
            "Change a.tags (line 2) by hand, so that it says:\n\n  tags: [c]\n",
        ),
        (
            "tags: [[\n  x, # why\n  y]]\n",
            *("set", "/tags/0", ["c"], 2, "A comment inside entry 1 of tags would be lost"),
            "Change entry 1 of tags (line 2) by hand, so that it says:\n\n  [c]\n",
        ),
        (
            "tags: [\n  x, # why\n  y]\n",
            *("remove", "/tags/0", None, 3, "A comment beside entry 1 of tags would be lost"),
            "Delete entry 1 of tags by hand (line 3).",
        ),
        (
            "acceptance:\n  - by: x\n    # why\n    at: y\n",
            *("remove", "/acceptance/0/by", None, 3, "A comment beside by of entry 1 of acceptance would be lost"),
            "Delete by of entry 1 of acceptance by hand (line 3).",
        ),
        (
            "tags: [a: 1]\n",
            *("set", "/tags/0/b", 1, 2, "entry 1 of tags has no braces of its own"),
            "Add this by hand to entry 1 of tags (line 2):\n\n  b: 1\n",
        ),
        (
            "tags: [a: 1]\n",
            *("remove", "/tags/0/a", None, 2, "entry 1 of tags has no braces of its own"),
            "Delete a of entry 1 of tags by hand (line 2).",
        ),
        (
            "acceptance:\n  - x\n",
            *("set", "/acceptance/0/by", "x", 3, "There is no group of fields that could hold by"),
            "Add this by hand to entry 1 of acceptance (line 3):\n\n    by: x\n",
        ),
        (
            "~\n",
            *("set", "/x", 1, 2, "The fields are written in an unusual way"),
            "Add this by hand to the fields (line 2):\n\nx: 1\n",
        ),
        ("type: t\n", "remove", "/type", None, 2, "type is all that the file holds", "Delete type by hand (line 2)."),
        ("tags: [a]\n", "set", "/tags/1", "b", 2, "There is no entry 2 of tags", ""),
        ("tags: [a]\n", "set", "/tags/x", "b", 2, "There is no tags.x", ""),
        ("tags:\n", "set", "/tags/0", "b", 2, "There is no entry 1 of tags", ""),
        ("type: t\n", "remove", "/status", None, 2, "There is no status to remove", ""),
        ("", "remove", "/status", None, 2, "There is no status to remove", ""),
    ],
)
def test_refused(front: str, verb: str, pointer: str, value: Any, line: int, reason: str, advice: str) -> None:
    error = _refused(front, verb, pointer, value)
    assert (error.place, error.message, error.help) == (f"docs/a.md:{line}", reason + NOT_CHANGED, advice)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (2**60, "The new value of version cannot be written. This number is too large or no number at all."),
        (float("inf"), "The new value of version cannot be written. This number is too large or no number at all."),
        (
            "\ud800",
            "The new value of version cannot be written. It holds bytes that are no UTF-8 text.",
        ),
    ],
)
def test_a_value_that_no_file_can_hold(value: Any, message: str) -> None:
    error = _refused("type: t\n", "set", "/version", value)
    assert (error.place, error.message) == ("docs/a.md", message)


@pytest.mark.parametrize(
    ("raw", "place", "message"),
    [
        (b"---\na: &x 1\n---\n", "docs/a.md:2", "&x names a value for use elsewhere, which front matter may not do."),
        (
            b"---\na: 1\nb: *x\n---\n",
            "docs/a.md:3",
            "*x refers to another value, which front matter may not do.",
        ),
        (b"---\na:\n  <<: {b: 1}\n---\n", "docs/a.md:3", "<< merges another mapping, which front matter may not do."),
        (b"---\na: !!str 1\n---\n", "docs/a.md:2", "!!str is a type mark, which front matter may not hold."),
        (b"---\na: 1\n", "docs/a.md:1", "The front matter opens here and is never closed."),
        (b"---\na: \xff\n---\n", "docs/a.md:2", "The file is not UTF-8 text: byte 7 (0xFF) does not belong there."),
        (b"x" * 2000, "docs/a.md", "The file is 2,000 bytes; at most 1,000 are read."),
        (b"---\n" + b"#" * 500 + b"\n---\n", "docs/a.md", "The front matter is 501 bytes; at most 400 are read."),
    ],
)
def test_a_file_that_cannot_be_read(raw: bytes, place: str, message: str) -> None:
    with pytest.raises(EditError) as caught:
        Editor("docs/a.md", raw, limits=Limits(file=1000, front=400))
    assert caught.value.place == place
    assert caught.value.message == f"The file cannot be changed, because it cannot be read. {message}"
    assert caught.value.help


def test_a_file_that_would_become_too_large() -> None:
    editor = Editor("docs/a.md", b"---\ntype: t\n---\n", limits=Limits(front=40))
    with pytest.raises(EditError) as caught:
        editor.set("/title", "x" * 30)
    assert caught.value.message == (
        "Afterwards the file could not be read (The front matter is 46 bytes; at most 40 are read)" + NOT_CHANGED
    )
    assert caught.value.help == "Add by hand, below line 2:\n\ntitle: " + "x" * 30 + "\n"


@pytest.mark.parametrize(
    ("splice", "reason"),
    [
        (Splice(0, 7, "type: u"), "The fields are written in a way that the tool cannot extend"),
        (Splice(8, 8, "x: 1\n---\n"), "The text below the fields would change"),
        (Splice(7, 7, ": ["), "Afterwards the file could not be read (The value holds a colon"),
    ],
)
def test_an_edit_that_does_something_else_is_never_kept(
    splice: Splice, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(layout: Layout, change: Change, schema: str) -> list[Splice]:
        return [splice]

    monkeypatch.setattr(planning, "plan", wrong)
    error = _refused("type: t\n", "set", "/x", 1)
    assert error.message.startswith(reason)
    assert error.message.endswith(NOT_CHANGED)
    assert (error.place, error.help) == ("docs/a.md:2", "Add by hand, below line 2:\n\nx: 1\n")


def test_the_lines_to_add_are_indented_as_they_must_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "plan", lambda layout, change, schema: [])
    error = _refused("signoffs:\n    quality: []\n\ntags: []\n", "append", "/signoffs/legal", ENTRY)
    assert (error.place, error.help) == (
        "docs/a.md:3",
        "Add by hand, below line 3:\n\n    legal:\n      - by: maya.holt\n        at: 2026-08-05T10:12:00Z\n",
    )


def test_a_crash_of_the_planner_is_no_user_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(layout: Layout, change: Change, schema: str) -> list[Splice]:
        raise KeyError("bug")

    monkeypatch.setattr(planning, "plan", broken)
    with pytest.raises(KeyError):
        Editor("docs/a.md", b"---\na: 1\n---\n").set("/a", 2)


@pytest.mark.parametrize("pointer", ["", "type", "#/type"])
def test_a_pointer_that_is_none_is_a_bug_of_the_caller(pointer: str) -> None:
    with pytest.raises(ValueError, match="not a pointer to a field or an item"):
        Editor("docs/a.md", b"---\na: 1\n---\n").set(pointer, 1)


@pytest.mark.parametrize("value", [b"x", {1: "x"}, {"a": {2}}, object()])
def test_a_value_that_json_cannot_hold_is_a_bug_of_the_caller(value: Any) -> None:
    editor = Editor("docs/a.md", b"---\na: 1\n---\n")
    with pytest.raises(TypeError):
        editor.append("/b", value)


def test_changed_data() -> None:
    data = {"a": [1, {"b": None}], "c": None}
    assert applied(data, Change("set", "/a/1/b/d", 2)) == {"a": [1, {"b": {"d": 2}}], "c": None}
    assert applied(data, Change("append", "/c", 2)) == {"a": [1, {"b": None}], "c": [2]}
    assert applied(data, Change("remove", "/a/0")) == {"a": [{"b": None}], "c": None}
    assert data == {"a": [1, {"b": None}], "c": None}
    with pytest.raises(Refusal):
        applied(data, Change("remove", "/c/d"))


def test_same_sees_types() -> None:
    assert same({"a": 1, "b": [None]}, {"b": [None], "a": 1})
    assert not any(same(1, other) for other in (True, 1.0, "1", None, [1]))
    assert not same({"a": None}, {})
    assert not same([1, 2], [2, 1])
