"""`handoff return PACKAGE [GATE]`: send a package back, with what is missing."""

from __future__ import annotations

from pathlib import Path

import click

from handoff_lint.commands import asking
from handoff_lint.errors import HandoffError
from handoff_lint.gates import FULL
from handoff_lint.signing import answering, committed, entries, writing
from handoff_lint.signing import desk as desks
from handoff_lint.signing.desk import Desk
from handoff_lint.signing.entries import Pen


@click.command("return", short_help="Send a package back, with what is missing.")
@click.argument("package")
@click.argument("gate", required=False)
@click.option("--gap", "gaps", multiple=True, metavar="FIELD|QUESTION|REASON", help="What is missing; may be repeated.")
@click.option("--note", help="What has to change; at a gate it is needed.")
@asking.key_option
@asking.write_options
@asking.root_option
def return_(
    *,
    package: str,
    gate: str | None,
    gaps: tuple[str, ...],
    note: str | None,
    key: Path | None,
    yes: bool,
    no_commit: bool,
    root: Path | None,
) -> None:
    """Send a package back to its owner; its status becomes changes_requested.

    As its receiver, with what is missing: each --gap names a field, a question and a reason (missing_info, wrong_spec,
    off_brief, unclear, late, dependency, other). As somebody who signs at GATE, with a --note.
    """
    desk = desks.open_package(package, root=root)
    pen, commit = asking.pen(key), not no_commit
    if gate is None:
        send_back(desk, gaps, note, pen, yes=yes, commit=commit)
    else:
        _ask_for_changes(desk, gate, gaps, note, pen, yes=yes, commit=commit)


def send_back(desk: Desk, gaps: tuple[str, ...], note: str | None, pen: Pen, *, yes: bool, commit: bool) -> None:
    """The receiver's round “returned”, with the gaps."""
    answering.require_receivable(desk)
    if not gaps:
        raise HandoffError(
            "What is missing? A package goes back with one question at least.",
            help=f'Name it:  --gap "{answering.EXAMPLE}"',
        )
    found = [answering.gap(text, desk.document.schema, desk.day) for text in gaps]
    committed.require(desk, FULL, commit=commit)
    asking.say([*asking.about(desk, FULL), *(f"- {one['field']}: {one['question']}" for one in found)])
    asking.confirm(f"{desk.name}: send it back?", yes=yes)
    fields = {"gaps": found} | ({"note": note} if note else {})
    made = entries.entry(desk, FULL, "returned", fields, pen)
    edits = [writing.Edit("append", entries.slot(FULL), made), *answering.back(desk)]
    _write(desk, edits, f"Return {desk.document.id} (version {desk.document.version})", commit=commit)


def _ask_for_changes(
    desk: Desk, name: str, gaps: tuple[str, ...], note: str | None, pen: Pen, *, yes: bool, commit: bool
) -> None:
    """The entry `changes_requested` of somebody who may sign at a gate."""
    gate = desk.gate(name)
    entries.require_here(desk, gate, verb="Request changes")
    entries.require_right(desk, gate)
    if gaps or not note:
        raise HandoffError(
            "At a gate a package goes back with a note." if not note else "Gaps are for the receiver, not for a gate.",
            help="Say with --note what has to change.",
        )
    edits = answering.back(desk)
    committed.require(desk, gate, commit=commit)
    asking.say([*asking.about(desk, gate), *entries.changes(desk, gate)])
    asking.confirm(f"{desk.name}: ask for changes?", yes=yes)
    made = entries.entry(desk, gate, "changes_requested", {"note": note}, pen)
    message = f"Return {desk.document.id}: {gate.name} asks for changes (version {desk.document.version})"
    _write(desk, [writing.Edit("append", entries.slot(gate), made), *edits], message, commit=commit)


def _write(desk: Desk, edits: list[writing.Edit], message: str, *, commit: bool) -> None:
    made = writing.keep(desk, writing.draft(desk, edits), message, commit=commit)
    asking.say(
        [f"{desk.document.id} goes back to its owner. The status is changes_requested.", *asking.committed(made, desk)]
    )
