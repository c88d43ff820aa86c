"""`handoff return PACKAGE`: the receiver sends a package back, with what is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from handoff_lint.commands import asking
from handoff_lint.errors import HandoffError
from handoff_lint.gates import FULL
from handoff_lint.signing import desk as desks
from handoff_lint.signing import entries, writing

REASONS = ("missing_info", "wrong_spec", "off_brief", "unclear", "late", "dependency", "other")


@click.command("return", short_help="Send a package back, with what is missing.")
@click.argument("package")
@click.option("--gap", "gaps", multiple=True, required=True, metavar="FIELD|QUESTION|REASON", help="May be repeated.")
@click.option("--note", help="Anything else that the sender should know.")
@asking.write_options
@asking.root_option
def return_(
    *, package: str, gaps: tuple[str, ...], note: str | None, yes: bool, no_commit: bool, root: Path | None
) -> None:
    """Send a package back to its sender, as its receiver: each gap names a field, a question and a reason.

    Reasons: missing_info, wrong_spec, off_brief, unclear, late, dependency, other. An approver who wants changes uses
    `handoff sign PACKAGE GATE --decision changes_requested`.
    """
    desk = desks.open_package(package, root=root)
    entries.require_receiver(desk)
    if desk.document.status not in ("handed_off", "accepted"):
        raise HandoffError(
            f"This package is {desk.document.status}, so there is nothing to send back.",
            help="It can be returned once it was handed over.",
            place=desk.document.path,
        )
    desks.require_committed(desk)
    found = [_gap(text, desk.at[:10]) for text in gaps]
    asking.say([f"{desk.document.id}, version {desk.document.version}", *(f"- {one['question']}" for one in found)])
    asking.confirm("Send it back?", yes=yes)
    fields: dict[str, Any] = {"gaps": found} | ({"note": note} if note else {})
    edits = [
        writing.Edit("append", entries.slot(FULL), entries.entry(desk, FULL, "returned", fields)),
        writing.Edit("set", "/status", "changes_requested"),
    ]
    message = f"Return {desk.document.id} (version {desk.document.version})"
    writing.keep(desk, edits, message, commit=not no_commit)
    asking.say([f"{desk.document.id} goes back to its sender; its status is changes_requested."])


def _gap(text: str, day: str) -> dict[str, str]:
    parts = [part.strip() for part in text.split("|")]
    if len(parts) != 3 or not all(parts) or parts[2] not in REASONS:
        raise HandoffError(
            f"“{text}” is no gap.",
            help=f"Write it as: objective|Which month?|unclear; reasons are {', '.join(REASONS)}.",
        )
    return {"field": parts[0], "question": parts[1], "reason": parts[2], "raised": day}
