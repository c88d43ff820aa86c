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
from handoff_lint.gates import Gate
from handoff_lint.signing.desk import Desk
from handoff_lint.signing.entries import Pen
from handoff_lint.words import listed, visible


def say(lines: Iterable[str], indent: str = "", hang: int = 2) -> None:
    """Print lines, wrapped to the terminal; continuation lines of a list hang below its words, paths stay whole."""
    width = min(shutil.get_terminal_size().columns, 100) - 1
    for line in lines:
        below = indent + (" " * hang if line.startswith(("- ", "> ", "  ")) else "")
        for part in textwrap.wrap(
            visible(line),
            width,
            initial_indent=indent,
            subsequent_indent=below,
            break_long_words=False,
            break_on_hyphens=False,
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


def pen(key: Path | None) -> Pen:
    """What entries are signed with; what ssh-keygen asks for goes to standard error."""
    return Pen(key, lambda line: click.echo(visible(line), err=True))


def about(desk: Desk, gate: Gate) -> list[str]:
    """What is about to be decided, and about what, in lines."""
    title = desk.document.data.get("title")
    named = f"{desk.document.id}, version {desk.document.version}" + (f": {title}" if title else "")
    scope = f"It answers for {listed(gate.scope, conjunction='and', most=99)}." if gate.scope else _EVERYTHING
    if gate.covers:
        scope += f" With it {listed(gate.covers, conjunction='and', most=99)} as it stands now."
    return [named, path(desk.document.path), f"Gate: {gate.name}. {scope}"]


def path(full: str) -> str:
    """A path on one line of the terminal, cut at the left if need be."""
    shown, room = visible(full), min(shutil.get_terminal_size().columns, 100) - 1
    return shown if len(shown) <= room else "…" + shown[1 - room :]


_EVERYTHING = "It answers for the whole package."


def committed(commit: str, desk: Desk) -> list[str]:
    """Where what was written is now."""
    if not commit:
        return ["Written, and not committed yet. It counts once you commit it:", f"git commit -- {desk.document.path}"]
    lines = [f"Committed as {commit[:7]}."]
    if desk.git.ask("symbolic-ref", "--quiet", "HEAD")[0]:
        lines.append("You are on no branch. To keep the commit:  git switch --create NAME")
    return lines


def key_option(function: Any) -> Any:
    """`--key`, of every verb that signs."""
    return click.option(
        "--key", type=click.Path(path_type=Path, dir_okay=False), help="The file of your SSH key; else ssh-agent."
    )(function)


def root_option(function: Any) -> Any:
    """`--root`, for repositories that are not here or above."""
    return click.option(
        "--root", type=click.Path(path_type=Path), help="The repository, when it is not here or above."
    )(function)


def write_options(function: Any) -> Any:
    """`--yes` and `--no-commit`, of every verb that writes."""
    function = click.option("--no-commit", is_flag=True, help="Write it and leave the commit to you.")(function)
    return click.option("--yes", is_flag=True, help="Do not ask.")(function)
