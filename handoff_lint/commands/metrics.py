"""`handoff metrics [CAMPAIGN]`: how fast and how cleanly work is handed over."""

from __future__ import annotations

import datetime
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from handoff_lint import config, engine
from handoff_lint.commands import choosing
from handoff_lint.commands.output import write
from handoff_lint.config import Config
from handoff_lint.errors import EXIT_CLEAN, HandoffError
from handoff_lint.metrics import data_reports, measuring, text_report
from handoff_lint.model import Finding
from handoff_lint.reports.style import Style

_SOURCES = (".md", ".yml", ".yaml")
"""Endings of files that people write: settings, packages, pages."""


@click.command(short_help="Measure how fast and how cleanly work is handed over.")
@click.argument("campaign", required=False, default="")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="How to report.",
)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the report to this file.")
@click.option("--findings", is_flag=True, help="Run the check as well, and count what it finds (M24).")
@click.option("--root", type=click.Path(path_type=Path), help="The repository, when it is not here or above.")
@click.option("--today", type=choosing.DAY, metavar="DATE", help="Measure as of this day (2026-09-14).")
@click.option("--no-color", is_flag=True, help="No colours (or set NO_COLOR).")
def metrics(
    *,
    campaign: str,
    form: str,
    output: Path | None,
    findings: bool,
    root: Path | None,
    today: datetime.date | None,
    no_color: bool,
) -> int:
    """Measure how fast and how cleanly work is handed over.

    Prints the measures M1 to M24 of all campaigns, or of one CAMPAIGN (its name or its folder), from the packages and
    from Git's history. What each says and what to do about it: docs/guides/metrics.md.

    Exit code: 0 measured, whatever came of it; 2 it could not measure.
    """
    if output and output.exists() and output.suffix.lower() in _SOURCES:
        raise HandoffError(
            f"The report would overwrite {output}, which is no report.",
            help="Give another --output, such as metrics.csv.",
        )
    settings = config.load(root or config.find_root(Path.cwd()))
    day = choosing.today(today)
    only = choosing.campaign(settings, campaign).slug if campaign else ""
    found = _findings(settings, day, only) if findings else None
    survey = measuring.survey(settings, today=day, only=only, findings=found)
    if form == "text":
        colour = not (no_color or os.environ.get("NO_COLOR") or output) and sys.stdout.isatty()
        report = text_report.render(survey, Style(min(shutil.get_terminal_size().columns, 100), colour))
    else:
        report = data_reports.as_json(survey) if form == "json" else data_reports.as_csv(survey)
    write(report, output)
    return EXIT_CLEAN


def _findings(settings: Config, day: datetime.date, only: str) -> Sequence[Finding]:
    """What a check finds, in one campaign or everywhere."""
    folder = f"{settings.campaigns_dir}/{only}"
    found = engine.run(settings, engine.Options(today=day)).findings
    return [one for one in found if not only or one.path == folder or one.path.startswith(f"{folder}/")]
