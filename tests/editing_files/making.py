"""Makes a change that is given by its verb's name."""

from __future__ import annotations

from typing import Any

from handoff_lint.editing.editor import Editor


def make(editor: Editor, verb: str, pointer: str, value: Any = None) -> None:
    """`editor.verb(pointer, value)`."""
    if verb == "remove":
        editor.remove(pointer)
    elif verb == "append":
        editor.append(pointer, value)
    else:
        editor.set(pointer, value)
