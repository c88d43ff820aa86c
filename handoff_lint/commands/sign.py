"""`handoff sign PACKAGE GATE`: approve a package at a gate, or ask for changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from handoff_lint.commands import asking
from handoff_lint.errors import HandoffError
from handoff_lint.evidence import proofs
from handoff_lint.signing import desk as desks
from handoff_lint.signing import entries, writing

_DECISIONS = ("approved", "approved_with_conditions", "changes_requested")


@click.command(short_help="Approve a package at a gate.")
@click.argument("package")
@click.argument("gate")
@click.option("--decision", type=click.Choice(_DECISIONS), default="approved", show_default=True, help="What you say.")
@click.option("--note", help="What has to change, or what the yes hangs on.")
@click.option(
    "--condition", "conditions", multiple=True, metavar="TEXT|PERSON|DAY", help="Must be met; may be repeated."
)
@click.option("--link", help="Where it was decided in writing, with --as.")
@click.option("--as", "person", metavar="PERSON", help="Write down what somebody decided elsewhere; needs --link.")
@click.option(
    "--key", type=click.Path(path_type=Path, dir_okay=False), help="The file of your SSH key; else ssh-agent."
)
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
    level = proofs.asked(desk.settings, desk.document, wanted.name)
    _require_level(level, person, link, wanted.name)
    entries.require_right(desk, wanted)
    desks.require_committed(desk)
    fields = _fields(decision, note, conditions, link)
    verb = decision.replace("_", " ")
    asking.say(
        [
            f"{desk.document.id}, version {desk.document.version}: {wanted.name}",
            f"It is about {', '.join(wanted.scope) or 'the whole package'}.",
            *entries.changes(desk, wanted),
        ]
    )
    asking.confirm(f"{desk.name}: {verb}?", yes=yes)
    made = entries.entry(desk, wanted, decision, fields, key=key)
    message = f"Sign off {desk.document.id}: {wanted.name} {verb} (version {desk.document.version})"
    writing.keep(desk, [writing.Edit("append", entries.slot(wanted), made)], message, commit=not no_commit)
    asking.say(
        [f"{desk.name} {verb} {desk.document.id} at {wanted.name}." + (" Not committed yet." if no_commit else "")]
    )


def _require_level(level: str, person: str | None, link: str | None, gate: str) -> None:
    if person and (level != "recorded" or not link):
        raise HandoffError(
            f"At {gate} nobody can sign for somebody else."
            if level != "recorded"
            else "A decision that was made elsewhere needs its link.",
            help="Let them sign themselves: handoff sign" if level != "recorded" else "Add --link with its address.",
        )
    if level == "forge" and not link:
        raise HandoffError(
            f"The gate {gate} is approved on GitHub or GitLab, not here.",
            help="Approve the pull request there; after the merge, `handoff record` writes it down.",
        )


def _fields(decision: str, note: str | None, conditions: tuple[str, ...], link: str | None) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if decision in entries.NEEDS_NOTE and not note:
        raise HandoffError("This decision needs a note.", help="Say with --note what has to change.")
    if (decision == "approved_with_conditions") != bool(conditions):
        raise HandoffError(
            "Conditions and the decision do not fit.",
            help="Give --decision approved_with_conditions together with one --condition or more.",
        )
    if note:
        fields["note"] = note
    if conditions:
        fields["conditions"] = [_condition(text) for text in conditions]
    if link:
        fields["link"] = link
    return fields


def _condition(text: str) -> dict[str, str]:
    parts = [part.strip() for part in text.split("|")]
    if len(parts) != 3 or not all(parts):
        raise HandoffError(f"“{text}” is no condition.", help="Write it as: Swap the photo|leo.brandt|2027-01-08")
    return dict(zip(("text", "owner", "due"), parts, strict=True))
