"""`handoff site generate OUT/`: the playbook as plain Markdown, for a generator other than MkDocs."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from handoff_lint import config
from handoff_lint.commands import asking
from handoff_lint.errors import EXIT_CLEAN, HandoffError
from handoff_lint.signing import finding
from handoff_lint.words import plural

_EXTRA = "pip install 'handoff-lint[site]'"


@click.group(short_help="Write the playbook for a site generator.")
def site() -> None:
    """Publish the handoffs of this repository.

    With MkDocs, name the plugin `handoff` in mkdocs.yml instead; it makes the same pages.
    """


@site.command(short_help="Write pages as plain Markdown.")
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--publish",
    type=click.Choice(["team", "company", "public"]),
    default="team",
    show_default=True,
    help="Who reads this site.",
)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day that “late” goes by; the real one otherwise.")
@click.option("--edit", default="", metavar="ADDRESS", help="What the address for editing a file begins with.")
@click.option("--html-addresses", is_flag=True, help="Let addresses end in .html, for sites read from file://.")
@asking.root_option
def generate(
    *, out: Path, publish: str, today: datetime.datetime | None, edit: str, html_addresses: bool, root: Path | None
) -> int:
    """Write pages, pictures, style sheet and script into the folder OUT.

    OUT must be empty or not there yet. Each page is a Markdown file whose article is HTML; load
    `handoff.css`, `drawings.css` and `handoff.js` of `assets/handoff/` on every page.

    Exit code: 0 written, 2 could not write.
    """
    try:
        from handoff_lint.site import build, gather, markdown_files, safety, visibility  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise HandoffError(
            f"{error.name} is not installed, which the site needs.", help=f"Install it: {_EXTRA}"
        ) from error
    if out.exists() and any(out.iterdir()):
        raise HandoffError("This folder is not empty, so nothing was written.", help="Name a new one.", place=str(out))
    if edit and not safety.is_web_address(edit):
        raise HandoffError(f"--edit is {edit!r}, which is no address.", help="Begin it with https://")
    here = finding.root_of(root)
    day = today.date() if today else None
    graph = gather.gather(config.load(here), publish=visibility.Level(publish), today=day)
    options = build.Options(directory_urls=not html_addresses, edit=edit, home="index.md")
    count = markdown_files.write(graph, options, out)
    asking.say([f"Wrote {plural(count, 'page')} to {out}."])
    return EXIT_CLEAN
