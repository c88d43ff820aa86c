"""`handoff verify [PACKAGE]`: who approved what, and how sure that is."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import click

from handoff_lint.commands import asking
from handoff_lint.errors import EXIT_CLEAN, EXIT_FINDINGS
from handoff_lint.forge import reviews as forge_reviews
from handoff_lint.git.process import Git
from handoff_lint.signing import finding, verifying
from handoff_lint.signing.verifying import Row
from handoff_lint.words import plural, visible

_COLUMNS = (12, 16, 10, 10, 7, 9, 9)
"""Widths; with the marks in front and a blank between, 80."""
_TITLES = ("Gate", "Who", "Said", "On", "Text", "Asked", "Proved")
_WORDS = {"approved_with_conditions": "conditions", "changes_requested": "changes"}


@click.command(short_help="Show who approved what, and how sure that is.")
@click.argument("package", required=False)
@click.option("--base", metavar="COMMIT", help="Judge by its settings; what it holds counts as proved (origin/main).")
@click.option("--reviews", type=click.Path(path_type=Path, dir_okay=False), help="The forge's reviews, as JSON.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to report."
)
@asking.root_option
def verify(*, package: str | None, base: str | None, reviews: Path | None, form: str, root: Path | None) -> int:
    """Show who approved what, and how sure that is, over the whole history.

    PACKAGE is an id or a file; all packages when it is left out. For each decision: is it about the text that stands
    there now, how sure does the gate ask it to be, and how sure is it?

    Exit code: 0 everything holds, 1 something does not, 2 could not look.
    """
    here = finding.root_of(root, package or "").resolve()
    pull_request = forge_reviews.load(reviews, checkout=Git(here).top) if reviews else None
    rows = verifying.rows(here, package or "", base=base or "", pull_request=pull_request)
    holds = not any(row.reasons for row in rows)
    if form == "json":
        click.echo(json.dumps({"holds": holds, "decisions": [dataclasses.asdict(row) for row in rows]}, indent=2))
    else:
        _print(rows)
    return EXIT_CLEAN if holds else EXIT_FINDINGS


def _print(rows: Sequence[Row]) -> None:
    for (name, file), group in groupby(rows, key=lambda row: (row.package, row.path)):
        found = list(group)
        click.echo(visible(f"{name or 'no id'}, version {found[0].version}, {found[0].status}"))
        click.echo(asking.path(file))
        click.echo(_line("", _TITLES))
        for row in found:
            _print_row(row)
        click.echo()
    asking.say(_summary(rows))


def _print_row(row: Row) -> None:
    if row.gate:
        text = "" if row.is_fresh is None else "fresh" if row.is_fresh else "stale"
        said = _WORDS.get(row.decision, row.decision)
        cells = (row.gate, row.person, said, row.at[:10], text if row.counts else "earlier", row.asked, row.proved)
        unsigned = (row.gate, "not signed", "", "", "", row.asked, "")
        click.echo(_line("!" if row.reasons else "", cells if row.by else unsigned))
    for reason in row.reasons:
        asking.say([f"- {reason.message}", *(f"  {change}" for change in reason.changed)], indent="    ")
        asking.say([f"> {reason.help}"] if reason.help else [], indent="    ")


def _line(mark: str, cells: Sequence[str]) -> str:
    """One line of the table; what is too long for its column is cut."""
    fitted = [
        visible(cell) if len(visible(cell)) <= width else visible(cell)[: width - 1] + "…"
        for cell, width in zip(cells, _COLUMNS, strict=True)
    ]
    padded = " ".join(f"{cell:<{width}}" for cell, width in zip(fitted, _COLUMNS, strict=True))
    return f"{mark:<2}{padded}".rstrip()


def _summary(rows: Sequence[Row]) -> list[str]:
    counted = [row for row in rows if row.by and row.counts]
    packages = plural(len({row.path for row in rows}), "package")
    looked = f"{plural(len(counted), 'sign-off')} in {packages}"
    faults = sum(bool(row.reasons) for row in rows)
    if not faults:
        return [f"Everything holds: {looked}."]
    return [f"{plural(faults, 'place does', 'places do')} not hold (marked with !); looked at {looked}."]
