"""The command line as a page: click's own help of every command."""

from __future__ import annotations

from collections.abc import Iterator

import click

from handoff_lint.cli import handoff
from scripts.docgen import markdown

WIDTH = 80
_EXIT_CODES = (
    ("0", "nothing found that fails the check"),
    ("1", "findings"),
    ("2", "it could not check: a wrong option, a broken setting, no repository"),
    ("3", "a bug of handoff-lint"),
)


def commands() -> Iterator[click.Context]:
    """A context for the program and for each of its commands, with the name under which it is called."""
    top = click.Context(handoff, info_name="handoff", terminal_width=WIDTH, **handoff.context_settings)
    yield top
    for name in handoff.list_commands(top):
        command = handoff.get_command(top, name)
        if command is not None:
            yield click.Context(command, parent=top, info_name=name, terminal_width=WIDTH)


def pages() -> Iterator[tuple[str, str]]:
    """The page of the command line."""
    blocks = ["`handoff` and `handoff-lint` are the same program."]
    for context in commands():
        blocks += [f"## `{context.command_path}`", markdown.fence(context.get_help(), "text")]
    blocks += ["## Exit codes", markdown.table(("Code", "Meaning"), _EXIT_CODES)]
    yield "reference/cli.md", markdown.page("Command line", *blocks)
