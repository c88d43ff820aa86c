"""`handoff accept PACKAGE`: the receiver has what they need."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import click

from handoff_lint.commands import asking, return_
from handoff_lint.errors import HandoffError
from handoff_lint.gates import FULL
from handoff_lint.signing import answering, committed, entries, writing
from handoff_lint.signing import desk as desks


@click.command(short_help="Say that you have what you need.")
@click.argument("package")
@click.option("--readback", help="The task in your own words.")
@click.option(
    "--gap", "gaps", multiple=True, metavar="FIELD|QUESTION|REASON", help="Something is missing: as handoff return."
)
@click.option("--note", help="Anything else that the sender should know.")
@asking.key_option
@asking.write_options
@asking.root_option
def accept(
    *,
    package: str,
    readback: str | None,
    gaps: tuple[str, ...],
    note: str | None,
    key: Path | None,
    yes: bool,
    no_commit: bool,
    root: Path | None,
) -> None:
    """Say “I have what I need”, as the package's receiver, backup or co-receiver.

    The status becomes accepted once everybody who receives it has said so. Is something missing? Then name it with
    --gap, and the package goes back.
    """
    desk = desks.open_package(package, root=root)
    if gaps:
        if readback:
            raise HandoffError("--readback goes with an acceptance, not with gaps.", help="Leave one of the two out.")
        return_.send_back(desk, gaps, note, asking.pen(key), yes=yes, commit=not no_commit)
        return
    answering.require_receivable(desk)
    answering.require_nothing_open(desk)
    committed.require(desk, FULL, commit=not no_commit)
    asking.say([*asking.about(desk, FULL), *entries.changes(desk, FULL)])
    asking.confirm(f"{desk.name}: {entries.STATEMENT}?", yes=yes)
    fields: dict[str, Any] = {"statement": entries.STATEMENT, "readback": readback, "note": note}
    fields = {name: text for name, text in fields.items() if text}
    made = entries.entry(desk, FULL, "accepted", fields, asking.pen(key))
    edits = [writing.Edit("append", entries.slot(FULL), made)]
    draft = writing.draft(desk, edits)
    missing: list[str] = []
    if desk.document.status == "handed_off":
        accepted = writing.draft(desk, [*edits, writing.Edit("set", "/status", "accepted")])
        missing = answering.still_to_answer(desk, accepted.document, datetime.date.fromisoformat(desk.day))
        draft = draft if missing else accepted
    message = f"Accept {desk.document.id} (version {desk.document.version})"
    commit = writing.keep(desk, draft, message, commit=not no_commit)
    status = f"The status is {draft.document.status}."
    if missing:
        status = f"The status stays handed_off for now. {' '.join(missing)}"
    asking.say([f"{desk.name}: {entries.STATEMENT}. {status}", *asking.committed(commit, desk)])
