"""`handoff sign PACKAGE GATE`: approve a package at a gate, or ask for changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from handoff_lint.commands import asking
from handoff_lint.errors import HandoffError
from handoff_lint.evidence import proofs
from handoff_lint.gates import Gate
from handoff_lint.signing import committed, entries, writing
from handoff_lint.signing import desk as desks
from handoff_lint.signing.desk import Desk
from handoff_lint.validation import store

_DECISIONS = ("approved", "approved_with_conditions", "changes_requested")
_CONDITION = "Swap the photo|leo.brandt|2027-01-08"


@click.command(short_help="Approve a package at a gate.")
@click.argument("package")
@click.argument("gate")
@click.option("--decision", type=click.Choice(_DECISIONS), default="approved", show_default=True, help="What you say.")
@click.option("--note", help="What has to change, or what the yes hangs on.")
@click.option(
    "--condition", "conditions", multiple=True, metavar="TEXT|PERSON|DAY", help="What must be met; may be repeated."
)
@click.option("--link", help="The address of the message in which it was decided.")
@click.option("--as", "person", metavar="PERSON", help="Write down what somebody decided elsewhere; needs --link.")
@asking.key_option
@asking.write_options
@asking.root_option
def sign(
    *,
    package: str,
    gate: str,
    decision: str,
    note: str | None,
    conditions: tuple[str, ...],
    link: str | None,
    person: str | None,
    key: Path | None,
    yes: bool,
    no_commit: bool,
    root: Path | None,
) -> None:
    """Approve a package at a gate, or ask for changes.

    PACKAGE is an id, such as dockside-launch-h1, or a file. Shows what changed since the last approval, asks, then adds
    your entry to the gate's slot and commits that file alone. Who you are comes from Git's e-mail address.
    """
    desk = desks.open_package(package, root=root, person=person or "")
    wanted = desk.gate(gate)
    _require_level(desk, wanted, person, link)
    entries.require_right(desk, wanted)
    fields = _fields(desk, decision, note, conditions, link)
    _require_not_passed(desk, wanted, decision)
    committed.require(desk, wanted, commit=not no_commit)
    verb = decision.replace("_", " ")
    asking.say([*asking.about(desk, wanted), *entries.changes(desk, wanted), *entries.objections(desk, wanted)])
    asking.confirm(f"{desk.name}: {verb}?", yes=yes)
    made = entries.entry(desk, wanted, decision, fields, asking.pen(key))
    draft = writing.draft(desk, [writing.Edit("append", entries.slot(wanted), made)])
    message = f"Sign off {desk.document.id}: {wanted.name} {verb} (version {desk.document.version})"
    commit = writing.keep(desk, draft, message, commit=not no_commit)
    asking.say([f"{desk.name}: {verb}.", *asking.committed(commit, desk)])


def _require_level(desk: Desk, gate: Gate, person: str | None, link: str | None) -> None:
    """Refuse a decision for somebody else, or one that belongs on the forge."""
    level = proofs.asked(desk.settings, desk.document, gate.name)
    if person and level != "recorded":
        raise HandoffError(
            f"At {gate.name} nobody can sign for somebody else: the gate asks for more than a written-down decision.",
            help=f"Let them sign themselves:  handoff sign {desk.document.id} {gate.name}",
        )
    if person and not link:
        raise HandoffError("A decision that was made elsewhere needs its link.", help="Add --link with its address.")
    if not link:
        entries.require_here(desk, gate, verb="Approve the pull request")


def _require_not_passed(desk: Desk, gate: Gate, decision: str) -> None:
    """A package beyond the gate goes back with its status, and that is another verb's work."""
    ranks = store.ranks(desk.document.type)
    if decision == "changes_requested" and desk.document.rank >= ranks[gate.before]:
        raise HandoffError(
            f"This package is {desk.document.status}, so asking for changes sends it back.",
            help=f"Use  handoff return {desk.document.id} {gate.name} --note …  which sets the status as well.",
            place=desk.document.path,
        )


def _fields(
    desk: Desk, decision: str, note: str | None, conditions: tuple[str, ...], link: str | None
) -> dict[str, Any]:
    """The entry's further fields, in the schema's order."""
    if decision in entries.NEEDS_NOTE and not note:
        raise HandoffError("This decision needs a note.", help="Say with --note what has to change.")
    if (decision == "approved_with_conditions") != bool(conditions):
        raise HandoffError(
            "Conditions and the decision do not fit.",
            help="Give --decision approved_with_conditions together with one --condition or more.",
        )
    found = [entries.parted(text, ("text", "owner", "due"), _CONDITION) for text in conditions]
    for one in found:
        desks.require_known(desk.settings, one["owner"])
    fields = {"note": note, "conditions": found, "link": link}
    return {name: value for name, value in fields.items() if value}
