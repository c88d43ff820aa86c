"""`handoff relink PACKAGE`: this package is up to date with what it builds on."""

from __future__ import annotations

from pathlib import Path

import click

from handoff_lint import differences
from handoff_lint.commands import asking
from handoff_lint.errors import HandoffError
from handoff_lint.gates import FULL
from handoff_lint.signing import desk as desks
from handoff_lint.signing import writing


@click.command(short_help="Say that a package is up to date with what it builds on.")
@click.argument("package")
@click.argument("upstream", required=False)
@asking.write_options
@asking.root_option
def relink(*, package: str, upstream: str | None, yes: bool, no_commit: bool, root: Path | None) -> None:
    """Say that a package is up to date with the packages that it builds on.

    Shows what changed there since, asks, and writes their fingerprints as they are now. UPSTREAM names one of them; all
    are meant when it is left out.
    """
    desk = desks.open_package(package, root=root, sound=False)
    desks.require_committed(desk)
    edits = []
    for name, old in _upstream(desk, upstream).items():
        other = next((one for one in desk.campaign.packages if one.id == name), None)
        if other is None or other.faults or other.violations:
            raise HandoffError(
                f"{name} cannot be read, or is no package of this campaign.", help="Mend it first: handoff check"
            )
        now = desk.approvals.fingerprint(other, FULL)
        if now == old:
            continue
        before = desk.history.view(other, FULL, old) if old else None
        found = differences.between(before, desk.approvals.view(other, FULL)) if before else []
        asking.say([f"{name} has changed:" if old else f"{name} is new here.", *(f"- {one}" for one in found)])
        edits.append(writing.Edit("set", f"/built_on/{name}", now))
    if not edits:
        asking.say([f"{desk.document.id} is up to date already."])
        return
    asking.confirm(f"Is {desk.document.id} up to date with that?", yes=yes)
    message = f"{desk.document.id} is up to date with what it builds on"
    writing.keep(desk, edits, message, commit=not no_commit)
    asking.say([f"{desk.document.id} is built on what stands there now."])


def _upstream(desk: desks.Desk, wanted: str | None) -> dict[str, str]:
    """Package id → the fingerprint that is written now, empty for none."""
    known = {name: "" for name in desk.document.data.get("depends_on", ()) if name}
    known |= desk.document.data.get("built_on", {})
    if wanted is None:
        return known
    if wanted not in known:
        raise HandoffError(f"{desk.document.id} does not build on {wanted}.", help="Add it to depends_on if it should.")
    return {wanted: known[wanted]}
