"""Runs the command line inside the test process, as a shell would see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from click.testing import CliRunner

from handoff_lint import cli

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Done:
    """What a command printed and its exit code."""

    exit_code: int
    stdout: str
    stderr: str


def handoff(*arguments: str, env: Mapping[str, str] | None = None) -> Done:
    """`handoff ARGUMENTS`, through the same function as the installed command."""
    import click

    @click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []})
    @click.pass_context
    def outer(ctx: click.Context) -> None:
        ctx.exit(cli.run(ctx.args))

    done = CliRunner().invoke(outer, list(arguments), env=dict(env or {}), catch_exceptions=False)
    return Done(done.exit_code, done.stdout, done.stderr)
