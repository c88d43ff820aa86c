"""Writes what was decided into the package, and commits that file alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from handoff_lint.editing import writing
from handoff_lint.editing.editor import Editor
from handoff_lint.errors import HandoffError
from handoff_lint.signing.desk import Desk


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: `append` an item to a list, or `set` a value."""

    verb: str
    pointer: str
    value: Any


def edited(desk: Desk, edits: Sequence[Edit]) -> bytes:
    """The package's bytes with the changes.

    Raises:
        EditError: the file is written in a way that cannot be changed safely; says what to write by hand.

    """
    editor = Editor(desk.document.path, desk.raw, schema=desk.document.schema, limits=desk.settings.limits)
    for edit in edits:
        if edit.verb == "append":
            editor.append(edit.pointer, edit.value)
        else:
            editor.set(edit.pointer, edit.value)
    return editor.raw


def keep(desk: Desk, edits: Sequence[Edit], message: str, *, commit: bool) -> None:
    """Write the changes, and commit them alone when asked to; a commit that fails leaves the file as it was.

    Raises:
        HandoffError: the file changed meanwhile, cannot be written, or a hook refused the commit.

    """
    new = edited(desk, edits)
    writing.write(desk.settings.root, desk.document.path, desk.raw, new)
    if not commit:
        return
    path = f"{desk.git.prefix}{desk.document.path}"
    status, said = desk.git.commit(path, message)
    if status:
        writing.write(desk.settings.root, desk.document.path, new, desk.raw)
        words = "\n".join(line for line in said.splitlines() if line.strip())
        raise HandoffError("The commit was refused, so nothing was changed.", help=words or "Git gave no reason.")
