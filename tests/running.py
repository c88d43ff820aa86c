"""Runs the command line inside the test process, as a shell would see it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from unittest import mock

from handoff_lint import cli


@dataclass(frozen=True)
class Done:
    """What a command printed and its exit code."""

    exit_code: int
    stdout: str
    stderr: str


def handoff(*arguments: str, env: Mapping[str, str] | None = None) -> Done:
    """`handoff ARGUMENTS`, through the function that the installed command calls."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), mock.patch.dict("os.environ", env or {}):
        code = cli.run(list(arguments))
    return Done(code, out.getvalue(), err.getvalue())
