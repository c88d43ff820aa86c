"""`handoff withdraw PACKAGE GATE`: take back your own decision."""

from __future__ import annotations

from pathlib import Path

import click

from handoff_lint.commands import asking
from handoff_lint.errors import HandoffError
from handoff_lint.signing import answering, committed, entries, writing
from handoff_lint.signing import desk as desks


@click.command(short_help="Take back your own decision.")
@click.argument("package")
@click.argument("gate")
@click.option("--note", help="Why.")
@asking.key_option
@asking.write_options
@asking.root_option
def withdraw(
    *, package: str, gate: str, note: str | None, key: Path | None, yes: bool, no_commit: bool, root: Path | None
) -> None:
    """Take back your own decision at a gate: an entry that says so is added, the old one stays.

    Where the package had passed the gate on it, the status becomes changes_requested.
    """
    desk = desks.open_package(package, root=root)
    wanted = desk.gate(gate)
    entries.require_here(desk, wanted, verb="Take your review back")
    last = desk.approvals.latest(desk.document, wanted.name).get(desk.person)
    if last is None:
        raise HandoffError(
            f"{desk.name} has no decision at {gate} that could be taken back.",
            help=f"handoff verify {desk.document.id}  shows who decided what.",
            place=desk.document.path,
        )
    committed.require(desk, wanted, commit=not no_commit)
    asking.say(
        [
            *asking.about(desk, wanted),
            f"{desk.name} said “{last.decision.replace('_', ' ')}” on {last.day}, to version {last.version}.",
        ]
    )
    asking.confirm("Take it back?", yes=yes)
    made = entries.entry(desk, wanted, "withdrawn", {"note": note} if note else {}, asking.pen(key))
    edits = [writing.Edit("append", entries.slot(wanted), made)]
    edits += answering.after_withdrawal(desk, wanted, last)
    message = f"Withdraw from {desk.document.id}: {wanted.name} (version {desk.document.version})"
    commit = writing.keep(desk, writing.draft(desk, edits), message, commit=not no_commit)
    status = " The status is changes_requested." if len(edits) > 1 else ""
    asking.say([f"{desk.name}'s decision at {wanted.name} counts no more.{status}", *asking.committed(commit, desk)])
