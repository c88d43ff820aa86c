"""`handoff verify [PACKAGE]`: who approved what, and how sure that is."""

from __future__ import annotations

import dataclasses
import json
from itertools import groupby
from pathlib import Path

import click

from handoff_lint import config
from handoff_lint.commands import asking
from handoff_lint.errors import EXIT_CLEAN, EXIT_FINDINGS, HandoffError
from handoff_lint.evidence import verifying
from handoff_lint.forge import reviews as forge_reviews
from handoff_lint.git.process import Git
from handoff_lint.words import plural


@click.command(short_help="Show who approved what, and how sure that is.")
@click.argument("package", required=False)
@click.option("--reviews", type=click.Path(path_type=Path, dir_okay=False), help="The forge's reviews, as JSON.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@asking.root_option
def verify(*, package: str | None, reviews: Path | None, form: str, root: Path | None) -> int:
    """Show who approved what, and how sure that is, over the whole history.

    Each gate with its last decisions: is it about what stands there now, how sure does the gate ask it to be, and how
    sure is it? Exit code: 0 everything holds, 1 something does not, 2 could not look.
    """
    settings = config.load(root or config.find_root(Path.cwd()))
    wanted = package or ""
    if package and (full := Path(package).resolve()).is_relative_to(settings.root) and full.is_file():
        wanted = full.relative_to(settings.root).as_posix()
    pull_request = forge_reviews.load(reviews, checkout=Git(settings.root).top) if reviews else None
    rows = verifying.rows(settings, wanted, pull_request)
    if package and not rows:
        raise HandoffError(f"There is no handoff package {package} with gates.", help="Give its id or its file.")
    if form == "json":
        click.echo(json.dumps([dataclasses.asdict(row) for row in rows], indent=2))
    else:
        _table(rows)
    return EXIT_FINDINGS if any(row.why for row in rows) else EXIT_CLEAN


def _table(rows: list[verifying.Row]) -> None:
    for package, group in groupby(rows, key=lambda row: (row.package, row.path)):
        click.echo(f"{package[0]}  {package[1].rpartition('/')[2]}")
        for row in group:
            said = f"{row.decision.replace('_', ' ')} on {row.at[:10]}" if row.person else ""
            fresh = "" if row.is_fresh is None else "as it stands" if row.is_fresh else "another text"
            proof = f"{row.reached or 'nothing'}/{row.asked}"
            mark = "!" if row.why else " "
            line = f"{mark} {row.gate:<13} {row.person or 'not signed':<18} {said:<24} {fresh:<13} {proof}"
            click.echo(line.rstrip())
            if row.why:
                asking.say([f"- {row.why}"], indent="    ")
        click.echo()
    faults = sum(bool(row.why) for row in rows)
    looked = plural(len(rows), "decision")
    click.echo(f"{looked}; {plural(faults, 'does', 'do')} not hold." if faults else f"{looked}; everything holds.")
    click.echo("The last column says what is proved and what the gate asks for (docs/guides/trust.md).")
