"""Runs a Python command and kills its process group at a chosen system call that changes files.

`python dying.py count REPORT -m module …` writes the names of those calls, in order, as JSON to REPORT;
`python dying.py 3:before|half|after - script.py …` dies at the fourth one. Nothing but the standard library is
imported, so that the command finds its process as it would be without this.
"""

from __future__ import annotations

import json
import os
import runpy
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

CALLS = (
    "open",
    "write",
    "chmod",
    "fchmod",
    "chown",
    "fsync",
    "replace",
    "rename",
    "link",
    "unlink",
    "remove",
    "truncate",
)
_CHANGES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


class Calls:
    """Counts the calls and dies at one of them."""

    def __init__(self, moment: str) -> None:
        number, _, self.when = moment.partition(":")
        self.fatal = int(number) if self.when else -1
        self.names: list[str] = []

    def watch(self, name: str) -> None:
        """Put a counting call in the place of `os.NAME`."""
        real: Callable[..., Any] = getattr(os, name)

        def call(*arguments: Any, **options: Any) -> Any:
            if name == "open" and not arguments[1] & _CHANGES:
                return real(*arguments, **options)
            fatal = len(self.names) == self.fatal
            self.names.append(name)
            if fatal and self.when == "before":
                die()
            if fatal and self.when == "half" and name == "write":
                real(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
                die()
            result = real(*arguments, **options)
            if fatal:
                die()
            return result

        setattr(os, name, call)


def die() -> None:
    """As `kill -9` of everything that the command started; the parent gave it a process group of its own."""
    os.killpg(0, signal.SIGKILL)


def main(moment: str, report: str, command: list[str]) -> None:
    """Run the command with the watched calls."""
    calls = Calls(moment)
    for name in CALLS:
        calls.watch(name)
    try:
        if command[0] == "-m":
            sys.argv = command[1:]
            sys.path[0] = ""
            runpy.run_module(command[1], run_name="__main__", alter_sys=True)
        else:
            sys.argv = command
            sys.path[0] = str(Path(command[0]).parent)
            runpy.run_path(command[0], run_name="__main__")
    finally:
        if moment == "count":
            Path(report).write_text(json.dumps(calls.names), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
