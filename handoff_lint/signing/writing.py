"""Writes what was decided into the package, and commits that file alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from handoff_lint.editing import writing
from handoff_lint.editing.editor import Editor
from handoff_lint.errors import HandoffError
from handoff_lint.git import revisions
from handoff_lint.model import Document
from handoff_lint.reading import fast, frontmatter
from handoff_lint.signing.desk import Desk
from handoff_lint.validation import explain, shortforms, store


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: `append` an item to a list, or `set` a value."""

    verb: str
    pointer: str
    value: Any


@dataclass(frozen=True, slots=True)
class Draft:
    """A package as it is about to be written, found to be of the right shape."""

    raw: bytes
    document: Document


def draft(desk: Desk, edits: Sequence[Edit]) -> Draft:
    """The package with the changes.

    Raises:
        EditError: the file is written in a way that cannot be changed safely; says what to write by hand.
        HandoffError: its schema would refuse the package.

    """
    editor = Editor(desk.document.path, desk.raw, schema=desk.document.schema, limits=desk.settings.limits)
    for edit in edits:
        if edit.verb == "append":
            editor.append(edit.pointer, edit.value)
        else:
            editor.set(edit.pointer, edit.value)
    return Draft(editor.raw, _document(desk, editor.raw))


def _document(desk: Desk, raw: bytes) -> Document:
    """The document that the new bytes make."""
    schema = desk.document.schema
    source = frontmatter.split(frontmatter.decode(raw))
    data = fast.load(source.front, desk.settings.limits, first_line=source.front_line)
    status = str(data.get("status"))
    status = status if status in store.ranks(schema) else "draft"
    rank = store.ranks(schema)[status]
    variant = store.variant(schema, rank, desk.settings.profile)
    known = {one.problem.message for one in desk.document.violations}
    found = [] if variant.is_valid(data) else explain.violations(variant, variant.refusals(data))
    for problem in (one.problem for one in found if one.problem.message not in known):
        raise HandoffError(
            f"The package would not be right with that: {problem.message}", help=problem.help, place=desk.document.path
        )
    data, moved = shortforms.write_out(schema, data)
    return replace(desk.document, data=data, written=moved, status=status, rank=rank, source=source)


def keep(desk: Desk, made: Draft, message: str, *, commit: bool) -> str:
    """Write a draft, and commit it alone when asked to; the new commit's id, empty without one.

    Whatever stops the commit, a hook or an interrupt, the file is as it was afterwards.

    Raises:
        HandoffError: the file changed meanwhile, cannot be written, or a hook refused the commit.

    """
    before = revisions.head(desk.git)
    writing.write(desk.settings.root, desk.document.path, desk.raw, made.raw)
    if not commit:
        return ""
    try:
        status, said = desk.git.commit(f"{desk.git.prefix}{desk.document.path}", message)
    except BaseException:
        if revisions.head(desk.git) == before:
            writing.write(desk.settings.root, desk.document.path, made.raw, desk.raw)
        raise
    if status:
        words = "\n".join(line.rstrip() for line in said.splitlines() if line.strip()) or "Git gave no reason."
        raise HandoffError(_taken_back(desk, made), help=words)
    return revisions.head(desk.git)


def _taken_back(desk: Desk, made: Draft) -> str:
    """Put the file back; what became of it, in words."""
    try:
        writing.write(desk.settings.root, desk.document.path, made.raw, desk.raw)
    except HandoffError:
        # What a hook rewrote could as well be what somebody saved just now, so it is not overwritten.
        return (
            "The commit was refused, and the file was changed meanwhile, so it was left as it is now. To put it back:  "
            f"git checkout -- {desk.document.path}"
        )
    return "The commit was refused, so nothing was changed."
