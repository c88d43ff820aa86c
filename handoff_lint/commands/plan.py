"""`handoff plan CAMPAIGN`: the dates of all handoffs, planned back from the launch or moved together."""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Iterator
from pathlib import Path

import click

from handoff_lint import config, gates, planning, repository, timeline
from handoff_lint.calendars.shifting import Mode
from handoff_lint.commands import asking, choosing
from handoff_lint.config import Config
from handoff_lint.editing.diff import diff
from handoff_lint.editing.editor import Editor
from handoff_lint.editing.writing import Replacement, write_all
from handoff_lint.errors import EXIT_CLEAN, EXIT_FINDINGS, HandoffError
from handoff_lint.planning import Handoffs, Proposal, Row
from handoff_lint.words import listed, visible

_WIDTH = 80
_NAME = 28


@click.command(short_help="Plan a campaign's handoffs back from its launch.")
@click.argument("campaign")
@click.option("--launch", type=choosing.DAY, metavar="DATE", help="Plan for this launch instead.")
@click.option("--shift", type=int, metavar="N", help="Move one handoff by N working days; -N: earlier.")
@click.option("--handoff", "name", default="", metavar="ID", help="Which one to move: h2. The next open one otherwise.")
@click.option(
    "--mode",
    type=click.Choice([mode.value for mode in Mode]),
    help="What moves along: what would overlap (flexible), everything after it (strict), nothing (none).",
)
@click.option("--write", is_flag=True, help="Change the dates in the files, after showing what changes.")
@click.option("--yes", is_flag=True, help="Do not ask before writing.")
@click.option("--root", type=click.Path(path_type=Path), help="The repository, when it is not here or above.")
@click.option("--today", type=choosing.DAY, metavar="DATE", help="Plan as of this day.")
def plan(
    *,
    campaign: str,
    launch: datetime.date | None,
    shift: int | None,
    name: str,
    mode: str | None,
    write: bool,
    yes: bool,
    root: Path | None,
    today: datetime.date | None,
) -> int:
    """Plan a campaign's handoffs back from its launch.

    Prints when each handoff starts, is due and is needed, and what does not fit. Holidays, days off and people's
    absences are free; what has been handed over keeps its dates.

    With --shift one handoff moves and others move along; with --launch and --mode, the launch does. --write changes
    the dates in the files and leaves every comment where it is.

    Exit code: 0 everything fits, 1 something does not, 2 it could not plan.
    """
    _refuse_contradictions(launch, shift, name, mode, write=write, yes=yes)
    settings = config.load(root or config.find_root(Path.cwd()))
    found, _ = repository.load_campaign(settings, choosing.campaign(settings, campaign))
    handoffs = Handoffs(settings, found, choosing.today(today))
    before = timeline.launch_of(handoffs.campaign)
    after = _target(handoffs, launch or before, write=write)
    how = Mode(mode) if mode else Mode.FLEXIBLE
    if shift is not None:
        proposal = planning.moved(handoffs, handoffs.named(name), shift, after, how)
    elif mode and before:
        proposal = planning.relaunched(handoffs, before, after, how)
    else:
        proposal = planning.backwards(handoffs, after)
    click.echo("\n".join(_report(handoffs, proposal)))
    if write:
        _write(settings, proposal, ask=not yes)
    return EXIT_FINDINGS if proposal.conflicts else EXIT_CLEAN


def _refuse_contradictions(
    launch: datetime.date | None, shift: int | None, name: str, mode: str | None, *, write: bool, yes: bool
) -> None:
    if launch and shift is not None:
        raise click.UsageError("Give --launch or --shift, not both.")
    if mode and not launch and shift is None:
        raise click.UsageError("--mode says what moves along: it needs --shift or --launch.")
    if name and shift is None:
        raise click.UsageError("--handoff says which one to move: it needs --shift.")
    if yes and not write:
        raise click.UsageError("--yes is about --write.")


def _target(handoffs: Handoffs, launch: datetime.date | None, *, write: bool) -> datetime.date:
    """The launch to plan for: there is one, and a page to write it on."""
    place = f"{handoffs.campaign.path}/{repository.CAMPAIGN_FILE}"
    if launch is None:
        raise HandoffError(
            "There is no launch date to plan for.",
            help="Write launch_date on the campaign page, or give --launch.",
            place=place,
        )
    if write and handoffs.campaign.document is None:
        raise HandoffError(
            "There is no campaign page to write the launch date on.",
            help="Create the file with launch_date, then plan again.",
            place=place,
        )
    return launch


def _report(handoffs: Handoffs, proposal: Proposal) -> Iterator[str]:
    page = handoffs.campaign.document
    title = (page.data.get("title") if page else None) or handoffs.campaign.slug
    yield from _wrapped(f"{visible(title)}: launch on {proposal.launch:%A}, {proposal.launch}")
    if proposal.rows:
        yield ""
        yield f"{'handoff':{_NAME}}  {'start':10}  {'due':10}  {'needed by':10}  slack".rstrip()
        yield from (_line(handoffs, proposal, row) for row in proposal.rows)
    yield ""
    if proposal.conflicts:
        yield "What does not fit:"
        for conflict in proposal.conflicts:
            yield from _wrapped(_shortened(conflict.message, handoffs), first="- ", rest="  ")
    else:
        yield "Everything fits."
    yield from _hints(handoffs, proposal)


def _line(handoffs: Handoffs, proposal: Proposal, row: Row) -> str:
    name = f"{handoffs.short(row.id)} {row.type}" if row.package else row.type
    shown = name if len(name) <= _NAME else name[: _NAME - 1] + "…"
    if row.id in handoffs.fixed:
        note = "done"
    elif row.package is None:
        note = "unwritten"
    else:
        note = "new" if row.package.path in proposal.edits else ""
    slack = "" if row.slack is None else str(row.slack)
    start, due, needed_by = row.dates
    return f"{shown:{_NAME}}  {start}  {due}  {needed_by}  {slack:>3}  {note}".rstrip()


def _shortened(message: str, handoffs: Handoffs) -> str:
    """A message with `h2` in the place of the whole id."""
    for name in sorted(handoffs.packages, key=len, reverse=True):
        message = message.replace(name, handoffs.short(name))
    return message


def _hints(handoffs: Handoffs, proposal: Proposal) -> Iterator[str]:
    """A launch on a day off, and what new dates mean for what has been signed and for what is not moved."""
    if off := handoffs.off(proposal.launch):
        who = listed(off, conjunction="and", most=3)
        yield from _wrapped(
            f"{proposal.launch} is a day off for {who}. Ask who will be there for the launch.", before=""
        )
    signed = [
        handoffs.short(row.id)
        for row in proposal.rows
        if row.package and row.package.path in proposal.edits and gates.all_entries(row.package)
    ]
    if signed:
        names = f"{listed(signed, conjunction='and')} {'is' if len(signed) == 1 else 'are'}"
        yield from _wrapped(f"{names} signed already. New dates need a new version and new sign-offs.", before="")
    page = handoffs.campaign.document
    if page is None or page.path not in proposal.edits:
        return
    if bound := planning.bound_to_launch(handoffs, proposal):
        names = listed([f"{handoffs.short(name)} ({gate})" for name, gate in bound], conjunction="and")
        yield from _wrapped(f"The launch date is part of what was approved: {names} must be signed again.", before="")
    if handoffs.packages:
        yield from _wrapped(
            "Launch steps, calendar entries and tasks keep their times: `handoff check` names those that do not fit.",
            before="",
        )


def _wrapped(text: str, *, first: str = "", rest: str = "", before: str | None = None) -> Iterator[str]:
    if before is not None:
        yield before
    yield from textwrap.wrap(text, _WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


def _write(settings: Config, proposal: Proposal, *, ask: bool) -> None:
    """Show what changes in the files, ask, and change it."""
    replacements = []
    for path, edits in proposal.edits.items():
        raw = settings.tree.read(path, max_bytes=settings.limits.file)
        editor = Editor(path, raw, schema=_schema(proposal, path), limits=settings.limits)
        for pointer, value in edits:
            editor.set(pointer, value)
        replacements.append(Replacement(path, raw, editor.raw))
    if not replacements:
        click.echo("\nThe files say so already.")
        return
    for one in replacements:
        click.echo(f"\n{diff(one.path, one.old, one.new, width=_WIDTH)}", nl=False)
    click.echo("")
    if ask:
        asking.confirm(f"Write {'this change' if len(replacements) == 1 else 'these changes'}?", yes=False)
    write_all(settings.root, replacements)
    for one in replacements:
        click.echo(f"Written: {one.path}")


def _schema(proposal: Proposal, path: str) -> str:
    return next((row.type for row in proposal.rows if row.package and row.package.path == path), "campaign")
