"""The demo's seven packages and the starter: signing adds lines where they belong and changes none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from handoff_lint.editing.changes import Change, applied, same
from handoff_lint.editing.editor import Editor

ROOT = Path(__file__).resolve().parents[2]
DEMO = sorted((ROOT / "docs/campaigns/dockside-launch").glob("0*/*.md"))
STARTER = ROOT / "examples/starter/docs/campaigns/loyalty-card/01-brief/20261123_loyalty-card_strategy-to-creative.md"
ENTRY = {
    "by": "yuki.farrow",
    "decision": "approved",
    "at": "2026-08-05T10:12:00Z",
    "version": 2,
    "content": "sha256:" + "9f" * 32,
}
LINES = [f"{key}: {value}" for key, value in ENTRY.items()]


def _open(path: Path) -> Editor:
    raw = path.read_bytes()
    kind = Editor(path.name, raw).data["type"]
    return Editor(path.name, raw, schema=kind)


def _added(old: bytes, new: bytes) -> tuple[list[str], str]:
    """(The lines that were put in, the line above them); fails if anything else differs."""
    before, after = old.decode().split("\n"), new.decode().split("\n")
    start = next(index for index, line in enumerate(after) if before[index : index + 1] != [line])
    count = len(after) - len(before)
    assert before == after[:start] + after[start + count :]
    return after[start : start + count], after[start - 1]


def _block(indent: int) -> list[str]:
    first, *rest = LINES
    return [" " * indent + "- " + first, *(" " * (indent + 2) + line for line in rest)]


def test_there_are_seven() -> None:
    assert len(DEMO) == 7


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.parent.name)
def test_a_signature_at_each_gate(path: Path) -> None:
    for gate, entries in _open(path).data["signoffs"].items():
        editor = _open(path)
        editor.append(f"/signoffs/{gate}", ENTRY)
        added, above = _added(editor.original, editor.raw)
        assert added == _block(4)
        assert above.startswith("      ") if entries else above == f"  {gate}:"
        assert same(editor.data, applied(_open(path).data, Change("append", f"/signoffs/{gate}", ENTRY)))


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.parent.name)
def test_another_round_of_acceptance_and_a_new_gate(path: Path) -> None:
    editor = _open(path)
    editor.append("/acceptance", ENTRY)
    above = [] if b"\nacceptance:\n" in editor.original else ["", "acceptance:"]
    assert _added(editor.original, editor.raw)[0] == [*above, *_block(2)]
    editor = _open(path)
    editor.append("/signoffs/finance", ENTRY)
    assert _added(editor.original, editor.raw)[0] == ["  finance:", *_block(4)]


def test_the_starter_gets_its_first_signature() -> None:
    editor = _open(STARTER)
    editor.append("/signoffs/quality", ENTRY)
    added, above = _added(editor.original, editor.raw)
    assert added == ["signoffs:", "  quality:", *_block(4)]
    assert above == "  - {action: Show two looks at the counter, owner: leo.brandt, due: 2026-12-11}"
    editor.set("/status", "approved")
    assert b"\nversion: 1\nstatus: approved\nfrom: maya.holt                # wrote it, owns it\n" in editor.raw


@pytest.mark.parametrize("path", [*DEMO, STARTER], ids=lambda path: path.parent.name)
def test_each_field_can_be_set_and_taken_out(path: Path) -> None:
    data: dict[str, Any] = _open(path).data
    for key in list(data)[::3]:
        for change in (Change("set", f"/{key}", "so: it is"), Change("remove", f"/{key}")):
            editor = _open(path)
            if b"  #" in editor.raw and isinstance(data[key], (dict, list)) and change.verb == "set":
                continue  # a comment inside may be a reason to refuse; test_refusals has that
            if change.verb == "set":
                editor.set(change.pointer, change.value)
            else:
                editor.remove(change.pointer)
            assert same(editor.data, applied(data, change))
