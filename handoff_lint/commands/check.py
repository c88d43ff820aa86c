"""`handoff check`: hold a repository against its rules."""

from __future__ import annotations

import datetime
import os
import shutil
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from handoff_lint import config, engine
from handoff_lint.commands import choosing, comparing
from handoff_lint.commands.output import write
from handoff_lint.errors import EXIT_CLEAN, EXIT_FINDINGS, HandoffError
from handoff_lint.reports import FORMATS
from handoff_lint.reports.style import Style
from handoff_lint.rules import RULES
from handoff_lint.rules.base import Rule
from handoff_lint.words import did_you_mean

_LONG_RUN = 1.0
"""Seconds after which a run on a terminal shows how far it is."""


if TYPE_CHECKING:
    _ParamType = click.ParamType[tuple[Rule, ...]]
else:
    _ParamType = click.ParamType  # generic only since click 8.4, and older ones work as well


class RuleParameter(_ParamType):
    """A rule by code, by name, or several by the beginning of their code (`HF1`)."""

    name = "rule"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[Rule, ...]:
        """The rules that the text means."""
        if isinstance(value, tuple):
            return value
        found: list[Rule] = []
        for word in filter(None, (part.strip() for part in str(value).split(","))):
            meant = [rule for rule in RULES if rule.name == word or rule.code.startswith(word.upper() or "-")]
            if not meant:
                hint = did_you_mean(word, [name for rule in RULES for name in (rule.code, rule.name)])
                self.fail(f"there is no rule {word}.{hint} `handoff rules` lists them.", param, ctx)
            if param is not None and param.name == "ignore":
                if len(meant) == 1 and not meant[0].waivable:
                    self.fail(f"{meant[0].code} ({meant[0].name}) cannot be left out; mend what it finds.", param, ctx)
                meant = [rule for rule in meant if rule.waivable]
            found += meant
        return tuple(found)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002
        """Codes with their names, for the shell."""
        return [CompletionItem(rule.code, help=rule.name) for rule in RULES if rule.code.startswith(incomplete.upper())]


RULE = RuleParameter()


@click.command(short_help="Check the handoffs of this repository.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--root", type=click.Path(path_type=Path), help="The repository, when it is not here or above.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="How to report.",
)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the report to this file.")
@click.option("--select", type=RULE, multiple=True, metavar="RULES", help="Run only these: HF107, HF1, or a name.")
@click.option(
    "--ignore", type=RULE, multiple=True, metavar="RULES", help="Leave these out, but for those that nothing may."
)
@click.option("--today", type=choosing.DAY, metavar="DATE", help="Judge as of this day (2026-09-14).")
@click.option("--no-time", is_flag=True, help="Leave out what depends on today's date.")
@click.option("--statistics", is_flag=True, help="Add how often each rule found something.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even when there are findings.")
@click.option("--staged", is_flag=True, help="Check what is about to be committed, as Git will commit it.")
@click.option("--base", metavar="COMMIT", help="Check a pull request: where it is to be merged (origin/main).")
@click.option("--head", metavar="COMMIT", help="Its newest commit; HEAD when left out.")
@click.option("--before", metavar="COMMIT", help="Its newest commit before this push: shows what a force-push lost.")
@click.option("--reviews", type=click.Path(path_type=Path, dir_okay=False), help="The forge's reviews, as JSON.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Processes; as many as pay when left out.")
@click.option("--no-color", is_flag=True, help="No colours (or set NO_COLOR).")
def check(
    *,
    paths: tuple[Path, ...],
    root: Path | None,
    form: str,
    output: Path | None,
    select: tuple[tuple[Rule, ...], ...],
    ignore: tuple[tuple[Rule, ...], ...],
    today: datetime.date | None,
    no_time: bool,
    statistics: bool,
    exit_zero: bool,
    staged: bool,
    base: str | None,
    head: str | None,
    before: str | None,
    reviews: Path | None,
    jobs: int | None,
    no_color: bool,
) -> int:
    """Check the handoffs of this repository.

    PATHS filter the report; the rules always see the whole repository, so a change is judged in its
    context whichever files are named. With --staged or --base a change is checked: what it did to the sign-offs,
    and who made them (docs/guides/trust.md).

    Exit code: 0 clean, 1 findings, 2 could not check, 3 a bug of handoff-lint.
    """
    here = Path.cwd()
    place = _root(root) if root else config.find_root(here)
    about = comparing.subject(place, staged=staged, base=base, head=head, before=before, reviews=reviews)
    settings = about.settings
    left_out = frozenset(rule.code for group in ignore for rule in group)
    options = engine.Options(
        rules=_chosen(select, left_out),
        left_out=left_out,
        today=choosing.today(today),
        no_time=no_time,
        only=tuple(_inside(path, here, settings.root) for path in paths),
        jobs=jobs or 0,
        change=about.change,
        history=about.history,
        elsewhere=about.elsewhere,
    )
    bar = Progress() if form == "text" and sys.stderr.isatty() else None
    try:
        result = replace(engine.run(settings, options, bar), found=about.found)
    finally:
        if bar:
            bar.clear()
    colour = not (no_color or os.environ.get("NO_COLOR") or output) and sys.stdout is not None and sys.stdout.isatty()
    if output and _is_checked(output.resolve(), settings):
        raise HandoffError(
            f"The report would overwrite {output}, which is checked itself.", help="Give another --output."
        )
    style = Style(min(shutil.get_terminal_size().columns, 100), colour, statistics)
    write(FORMATS[form](result, style), output)
    fails = any(finding.severity.weight >= settings.fail_on.weight for finding in result.findings)
    return EXIT_FINDINGS if fails and not exit_zero else EXIT_CLEAN


def _root(given: Path) -> Path:
    if not (given / config.FILE).exists():
        raise HandoffError(f"There is no {config.FILE} in {given}.", help=f"Give the folder that holds {config.FILE}.")
    return given


def _chosen(select: tuple[tuple[Rule, ...], ...], left_out: frozenset[str]) -> tuple[Rule, ...]:
    """What is left out runs all the same: nothing may leave out what it says about sign-offs."""
    wanted = {rule.code for group in select for rule in group} or {rule.code for rule in RULES}
    if not wanted - left_out:
        raise HandoffError("--select and --ignore leave no rule to run.", help="Drop one of the two.")
    return tuple(rule for rule in RULES if rule.code in wanted)


def _inside(path: Path, here: Path, root: Path) -> str:
    """A path of the command line as a path from the root."""
    full = Path(os.path.abspath(here / path))  # noqa: PTH100 - resolve() would follow the link that is to be reported
    for base in (root, Path(os.path.abspath(root))):  # noqa: PTH100
        if full.is_relative_to(base):
            return full.relative_to(base).as_posix()
    resolved = full.resolve()
    if resolved.is_relative_to(root):
        return resolved.relative_to(root).as_posix()
    raise HandoffError(f"{path} lies outside the repository {root}.", help="Name files and folders inside it.")


def _is_checked(path: Path, settings: config.Config) -> bool:
    """Whether a file is one of the repository's own: settings, or Markdown and YAML among the documents."""
    if not path.is_relative_to(settings.root):
        return False
    inside = path.relative_to(settings.root).as_posix()
    is_document = inside.startswith(settings.docs_prefix) and path.suffix.lower() in (".md", ".yml", ".yaml")
    return inside in (config.FILE, *settings.sources.values()) or is_document


class Progress:
    """A bar on standard error, shown only once a run takes long."""

    def __init__(self) -> None:
        self.started = time.monotonic()
        self.shown = False

    def __call__(self, done: int, total: int) -> None:
        if time.monotonic() - self.started < _LONG_RUN:
            return
        self.shown = True
        filled = 30 * done // max(total, 1)
        click.echo(
            f"\rChecking [{'#' * filled}{'-' * (30 - filled)}] {done:,} of {total:,} campaigns",
            nl=False,
            err=True,
        )

    def clear(self) -> None:
        """Take the bar away again."""
        if self.shown:
            click.echo(f"\r{' ' * 78}\r", nl=False, err=True)
