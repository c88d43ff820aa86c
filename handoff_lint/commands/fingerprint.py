"""`handoff fingerprint FILE [--gate GATE]`: what a sign-off of this package binds."""

from __future__ import annotations

from pathlib import Path

import click

from handoff_lint import config, gates, repository
from handoff_lint.errors import HandoffError
from handoff_lint.model import Campaign, Document
from handoff_lint.words import did_you_mean, listed


@click.command(short_help="Print the fingerprint that a sign-off binds.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--gate", help="The gate; the whole package (quality, acceptance) when left out.")
def fingerprint(*, file: Path, gate: str | None) -> None:
    """Print the fingerprint of a package, as `content:` of a sign-off holds it.

    Formatting, the order of fields and progress fields (status, ticks, sign-offs) never change it; a word, an asset's
    bytes or the version do. In the text below the front matter everything counts but blanks at the end of a line:
    comments and new line breaks as well. At a gate with a scope only the fields of its scope count.
    """
    if not file.exists():
        raise HandoffError(
            f"There is no file {file}.", help="Name a package below docs/campaigns/, as seen from this folder."
        )
    root = config.find_root(file.resolve().parent)
    settings = config.load(root)
    path = file.resolve().relative_to(settings.root).as_posix()
    campaign, document = _package(settings, path)
    approvals = gates.Approvals(settings, campaign, repository.Files(settings.tree).digest)
    known = {one.name: one for one in approvals.required(document)}
    known[gates.ACCEPTANCE] = gates.FULL
    if gate is not None and gate not in known:
        raise HandoffError(
            f"This package has no gate {gate}.{did_you_mean(gate, known)}",
            help=f"It has {listed(known, conjunction='and')}.",
        )
    click.echo(approvals.fingerprint(document, known[gate] if gate else gates.FULL))


def _package(settings: config.Config, path: str) -> tuple[Campaign, Document]:
    for files in repository.scan(settings).campaigns:
        if path in files.packages:
            campaign, _ = repository.load_campaign(settings, files)
            for document in campaign.packages:
                if document.path == path:
                    return campaign, _sound(document)
            raise HandoffError("The type of this package is off.", help="Switch it on under `systems`.", place=path)
    raise HandoffError(
        "This is no handoff package of the repository.", help="Name a package below docs/campaigns/.", place=path
    )


def _sound(document: Document) -> Document:
    """The document, if it can have a fingerprint: what the schema refuses has none."""
    problems = document.faults or tuple(violation.problem for violation in document.violations)
    if problems:
        raise HandoffError(
            f"The package has faults, so it has no fingerprint yet: {problems[0].message}",
            help="Mend what `handoff check` finds, then ask again.",
            place=document.path,
        )
    return document
