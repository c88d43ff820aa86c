"""`handoff accept PACKAGE`: the receiver has what they need."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from handoff_lint.commands import asking
from handoff_lint.errors import HandoffError
from handoff_lint.gates import FULL
from handoff_lint.signing import desk as desks
from handoff_lint.signing import entries, writing

STATEMENT = "I have what I need"


@click.command(short_help="Say that you have what you need.")
@click.argument("package")
@click.option("--readback", help="The task in your own words.")
@click.option("--note", help="Anything else that the sender should know.")
@click.option(
    "--key", type=click.Path(path_type=Path, dir_okay=False), help="The file of your SSH key; else ssh-agent."
)
@asking.write_options
@asking.root_option
def accept(
    *,
    package: str,
    readback: str | None,
    note: str | None,
    key: Path | None,
    yes: bool,
    no_commit: bool,
    root: Path | None,
) -> None:
    """Say “I have what I need”, as the package's receiver, backup or co-receiver.

    Is something missing? Then `handoff return` with the gaps.
    """
    desk = desks.open_package(package, root=root)
    entries.require_receiver(desk)
    if desk.document.status not in ("handed_off", "accepted"):
        raise HandoffError(
            f"This package is {desk.document.status}, so it was not handed over yet.",
            help="It can be accepted once its owner has set the status to handed_off.",
            place=desk.document.path,
        )
    _require_nothing_open(desk)
    desks.require_committed(desk)
    asking.say([f"{desk.document.id}, version {desk.document.version}", *entries.changes(desk, FULL)])
    asking.confirm(f"{desk.name}: {STATEMENT}?", yes=yes)
    fields: dict[str, Any] = {"statement": STATEMENT}
    fields |= {name: text for name, text in (("readback", readback), ("note", note)) if text}
    edits = [writing.Edit("append", entries.slot(FULL), entries.entry(desk, FULL, "accepted", fields, key=key))]
    if desk.document.status == "handed_off":
        edits.append(writing.Edit("set", "/status", "accepted"))
    message = f"Accept {desk.document.id} (version {desk.document.version})"
    writing.keep(desk, edits, message, commit=not no_commit)
    asking.say([f"{desk.name} has accepted {desk.document.id}; its status is accepted."])


def _require_nothing_open(desk: desks.Desk) -> None:
    """Refuse while a gap, a condition or a blocker is open.

    Raises:
        HandoffError: one is.

    """
    document = desk.document
    for pointer, entry in document.each("/acceptance"):
        for _, gap in document.each(f"{pointer}/gaps"):
            if "resolved" not in gap and entry["version"] == document.version:
                raise HandoffError(
                    f"A question is still open: {gap['question']}",
                    help="Let the sender answer it and write  resolved:  below it.",
                    place=document.path,
                )
    for gate in document.data.get("signoffs") or {}:
        for pointer, _ in document.each(f"/signoffs/{gate}"):
            for _, condition in document.each(f"{pointer}/conditions"):
                if "closed" not in condition:
                    raise HandoffError(
                        f"A condition of {gate} is still open: {condition['text']}",
                        help="Meet it and write  closed:  below it.",
                        place=document.path,
                    )
