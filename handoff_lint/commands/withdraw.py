"""`handoff withdraw PACKAGE GATE`: take back your own decision."""

from __future__ import annotations

from pathlib import Path

import click

from handoff_lint.commands import asking
from handoff_lint.errors import HandoffError
from handoff_lint.signing import desk as desks
from handoff_lint.signing import entries, writing


@click.command(short_help="Take back your own decision.")
@click.argument("package")
@click.argument("gate")
@click.option("--note", help="Why.")
@asking.write_options
@asking.root_option
def withdraw(*, package: str, gate: str, note: str | None, yes: bool, no_commit: bool, root: Path | None) -> None:
    """Take back your own decision at a gate: an entry that says so is added, the old one stays."""
    desk = desks.open_package(package, root=root)
    wanted = desk.gate(gate)
    last = desk.approvals.latest(desk.document, wanted.name).get(desk.person)
    if last is None or wanted.name == "acceptance":
        raise HandoffError(
            f"{desk.name} has no decision at {gate} that could be taken back.",
            help="handoff verify shows what was decided. A receiver who changes their mind uses `handoff return`.",
        )
    desks.require_committed(desk)
    asking.say([f"{desk.document.id}: {desk.name} takes back “{last.decision.replace('_', ' ')}” of {last.day}."])
    asking.confirm("Take it back?", yes=yes)
    made = entries.entry(desk, wanted, "withdrawn", {"note": note} if note else {})
    message = f"Withdraw from {desk.document.id}: {wanted.name}"
    writing.keep(desk, [writing.Edit("append", entries.slot(wanted), made)], message, commit=not no_commit)
    asking.say([f"{desk.name}'s decision at {wanted.name} counts no more."])
