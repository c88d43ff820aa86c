"""`handoff doctor`: whether everything is in place for sign-offs to be believed."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import click

from handoff_lint import config
from handoff_lint.commands import asking
from handoff_lint.errors import EXIT_CLEAN, EXIT_FINDINGS
from handoff_lint.signing import doctoring
from handoff_lint.words import plural


@click.command(short_help="Look whether sign-offs can be believed here.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@asking.root_option
def doctor(*, form: str, root: Path | None) -> int:
    """Look whether everything is in place for sign-offs to be believed: git, hook, owners, keys, CI.

    Exit code: 0 well, or only warnings; 1 problems; 2 could not look. Nothing is changed.
    """
    found = doctoring.examine(config.load(root or config.find_root(Path.cwd())))
    problems = sum(one.state == "problem" for one in found)
    if form == "json":
        click.echo(json.dumps([dataclasses.asdict(one) for one in found], indent=2))
    else:
        for one in found:
            asking.say([f"- {one.state:<7}  {one.about}: {one.words}"], hang=11)
            if one.help:
                asking.say([one.help], indent=" " * 11)
        warnings = sum(one.state == "warning" for one in found)
        click.echo(f"\n{plural(problems, 'problem')}, {plural(warnings, 'warning')}.")
    return EXIT_FINDINGS if problems else EXIT_CLEAN
