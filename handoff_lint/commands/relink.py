"""`handoff relink PACKAGE`: this package is up to date with what it builds on."""

from __future__ import annotations

from pathlib import Path

import click

from handoff_lint.commands import asking
from handoff_lint.model import join
from handoff_lint.signing import committed, relinking, writing
from handoff_lint.signing import desk as desks
from handoff_lint.words import listed


@click.command(short_help="Say that a package is up to date with what it builds on.")
@click.argument("package")
@click.argument("upstream", required=False)
@asking.write_options
@asking.root_option
def relink(*, package: str, upstream: str | None, yes: bool, no_commit: bool, root: Path | None) -> None:
    """Say that a package is up to date with the packages that it builds on.

    Shows what changed there since, asks, and writes their fingerprints as they are now. UPSTREAM names one of them; all
    of depends_on are meant when it is left out.
    """
    desk = desks.open_package(package, root=root, decides=False)
    links = relinking.outdated(desk, upstream)
    if not links:
        asking.say([f"{desk.document.id} is up to date already."])
        return
    committed.require(desk, others=[link.package for link in links], commit=not no_commit)
    asking.say([line for link in links for line in link.words])
    asking.confirm(f"Is {desk.document.id} up to date with that?", yes=yes)
    edits = [writing.Edit("set", join("/built_on", link.package.document.id), link.content) for link in links]
    named = [f"{link.package.document.id} (version {link.package.document.version})" for link in links]
    to = listed(named, conjunction="and")
    message = f"Relink {desk.document.id} to {to}"
    commit = writing.keep(desk, writing.draft(desk, edits), message, commit=not no_commit)
    asking.say([f"{desk.document.id} is built on what stands there now.", *asking.committed(commit, desk)])
