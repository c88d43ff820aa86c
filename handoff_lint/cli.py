"""The command line: wires the verbs, turns errors into words and exit codes."""

from __future__ import annotations

import importlib
import io
import keyword
import shutil
import sys
import textwrap
import traceback
from typing import NoReturn

import click

from handoff_lint import __version__
from handoff_lint.errors import EXIT_BUG, EXIT_CANNOT_CHECK, EXIT_CLEAN, HandoffError

VERBS = {
    "check": "Check the handoffs of this repository.",
    "rules": "List the rules.",
    "explain": "Explain a rule, with examples.",
    "schema": "Print the JSON schema of a handoff type.",
    "plan": "Plan a campaign's handoffs back from its launch.",
    "metrics": "Measure how fast and how cleanly work is handed over.",
    "utm": "Build a tagged link, or list a campaign's links.",
    "fingerprint": "Print the fingerprint that a sign-off binds.",
    "sign": "Approve a package at a gate.",
    "accept": "Say that you have what you need.",
    "return": "Send a package back, with what is missing.",
    "withdraw": "Take back your own decision.",
    "relink": "Say that a package is up to date with what it builds on.",
    "verify": "Show who approved what, and how sure that is.",
    "site": "Write the playbook for a site generator.",
    "record": "Write down what was approved on GitHub or GitLab.",
    "doctor": "Look whether sign-offs can be believed here.",
}
_INTERRUPTED = 130


class _Verbs(click.Group):
    """Imports a verb when it is called: `handoff check` runs on every commit and waits for nothing else."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in VERBS:
            return None
        name = cmd_name + "_" if keyword.iskeyword(cmd_name) else cmd_name
        module = importlib.import_module(f"handoff_lint.commands.{name}")
        command: click.Command = getattr(module, name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="handoff-lint")
def handoff() -> None:
    """Check marketing handoff packages: complete, consistent, signed off.

    Run `handoff check` in your repository. Each finding names a rule; `handoff explain CODE` says why
    it exists and how to satisfy it.
    """


def main() -> NoReturn:
    """Run the command line and exit: 0 clean, 1 findings, 2 could not check, 3 a bug of ours."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a console that lacks a character shows its code
    sys.exit(run())


def run(arguments: list[str] | None = None) -> int:
    """Run the command line (sys.argv when no arguments are given) and return the exit code."""
    try:
        code = handoff(arguments, standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return EXIT_CANNOT_CHECK
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return _INTERRUPTED
    except HandoffError as error:
        _show(error)
        return error.exit_code
    except BrokenPipeError:
        return EXIT_CLEAN
    except OSError as error:  # the working directory is gone, standard output is full: not ours, but no pass either
        _show(HandoffError(f"{error.strerror or error}.", help="Check the folder and where the output goes."))
        return EXIT_CANNOT_CHECK
    except Exception as error:
        click.echo(f"handoff-lint failed: {type(error).__name__}: {error}", err=True)
        click.echo("This is a bug of handoff-lint. Please report it with the text below.\n", err=True)
        click.echo(traceback.format_exc(), err=True)
        return EXIT_BUG
    return code if isinstance(code, int) else EXIT_CLEAN


def _show(error: HandoffError) -> None:
    place = f"{error.place}: " if error.place else ""
    for text in (f"{place}{error.message}", error.help):
        for line in text.splitlines():
            click.echo(_wrapped(line), err=True)


def _wrapped(line: str) -> str:
    """A line of a terminal's width; in a log or a pipe it stays whole, so that it can be searched."""
    if not sys.stderr.isatty():
        return line
    width = shutil.get_terminal_size().columns
    return textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False, replace_whitespace=False) or line


if __name__ == "__main__":
    main()
