"""What the verbs of signing print and ask on the terminal."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from handoff_lint.errors import HandoffError
from handoff_lint.words import visible


def say(lines: Iterable[str], indent: str = "", hang: int = 2) -> None:
    """Print lines, wrapped to the terminal; continuation lines of a list hang below its words."""
    width = min(shutil.get_terminal_size().columns, 100) - 1
    for line in lines:
        below = indent + (" " * hang if line.startswith("- ") else "")
        for part in textwrap.wrap(
            visible(line), width, initial_indent=indent, subsequent_indent=below, break_long_words=False
        ):
            click.echo(part)


def confirm(question: str, *, yes: bool) -> None:
    """Ask before something is written.

    Raises:
        HandoffError: there is no terminal to ask on.
        click.Abort: the answer is no.

    """
    if yes:
        return
    if not sys.stdin.isatty():
        raise HandoffError("There is no terminal to ask on, so nothing was written.", help="Confirm it with --yes.")
    click.confirm(question, abort=True)


def root_option(function: Any) -> Any:
    """`--root`, for repositories that are not here or above."""
    return click.option(
        "--root", type=click.Path(path_type=Path), help="The repository, when it is not here or above."
    )(function)


def write_options(function: Any) -> Any:
    """`--yes` and `--no-commit`, of every verb that writes."""
    function = click.option("--no-commit", is_flag=True, help="Write the entry and leave the commit to you.")(function)
    return click.option("--yes", is_flag=True, help="Do not ask.")(function)
