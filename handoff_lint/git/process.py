"""Runs git with an environment that nobody else has prepared, and turns what goes wrong into words."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from handoff_lint.errors import HandoffError

_KEPT = ("GIT_CONFIG", "GIT_AUTHOR_", "GIT_COMMITTER_", "GIT_SSH", "GIT_EXEC_PATH", "GIT_TRACE", "GIT_PYTHON_")
"""Beginnings of variables that say who acts and how git is set up, not which repository is meant."""
_OURS = {
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_PAGER": "cat",
    "GIT_LITERAL_PATHSPECS": "1",
}
_SETTINGS = ("-c", "core.quotePath=false", "-c", "log.showSignature=false", "-c", "core.commitGraph=true")


class GitError(HandoffError):
    """Git is missing, refuses, or does not have what is needed."""


class Git:
    """Git in one work tree.

    Attributes:
        top: the work tree's top folder.
        prefix: from there to the handoff repository: empty, or `marketing/`.

    """

    def __init__(self, root: Path, *, inherit: bool = False) -> None:
        """Find the work tree that holds `root`.

        Args:
            root: the folder of handoff.yml.
            inherit: keep the variables that a hook was started with: what is about to be committed may be in another
                index than the usual one.

        Raises:
            GitError: git is missing, `root` lies in no work tree, or git refuses to work there.

        """
        self.top = root
        self._inherit = False
        self.top = Path(os.fsdecode(self.run("rev-parse", "--show-toplevel").rstrip(b"\n")))
        self.prefix = os.fsdecode(self.run("rev-parse", "--show-prefix", folder=root).rstrip(b"\n"))
        self._inherit = inherit

    def run(self, *arguments: str, given: bytes | None = None, folder: Path | None = None) -> bytes:
        """What git prints.

        Args:
            arguments: the command and its arguments.
            given: what it reads from standard input.
            folder: where it runs, the top folder when left out.

        Raises:
            GitError: git ends with an error.

        """
        status, output, words = self.ask(*arguments, given=given, folder=folder)
        if status:
            raise explained(words, folder or self.top, arguments)
        return output

    def ask(self, *arguments: str, given: bytes | None = None, folder: Path | None = None) -> tuple[int, bytes, str]:
        """(exit code, what git prints, what it says on standard error)."""
        import git  # noqa: PLC0415 - 90 ms that only Git's own verbs and options pay

        with tempfile.TemporaryFile() as source, self._environment():
            source.write(given or b"")
            source.seek(0)
            try:
                status, output, words = git.Git(str(folder or self.top)).execute(
                    ["git", *_SETTINGS, *arguments],
                    istream=source,
                    with_extended_output=True,
                    with_exceptions=False,
                    stdout_as_string=False,
                    strip_newline_in_stdout=False,
                )
            except git.GitCommandNotFound as error:
                raise _missing() from error
        return int(status), bytes(output), str(words)

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """A git that goes on running, with pipes to its input and from its output."""
        import git  # noqa: PLC0415

        with self._environment():
            try:
                running: Any = git.Git(str(self.top)).execute(
                    ["git", *_SETTINGS, *arguments], as_process=True, istream=subprocess.PIPE
                )
            except git.GitCommandNotFound as error:
                raise _missing() from error
        process: subprocess.Popen[bytes] = running.proc
        running.proc = None  # its guard would end the process when it is collected
        return process

    def commit(self, path: str, message: str) -> tuple[int, str]:
        """Commit one file alone (a path from the top), hooks and all; (exit code, everything that was said).

        Hooks get the user's own environment and settings: what ours asks of git is nothing for them.
        """
        import git  # noqa: PLC0415

        with tempfile.TemporaryFile() as source, self._environment():
            for name in _OURS:
                os.environ.pop(name, None)
            source.write(message.encode())
            source.seek(0)
            status, output, words = git.Git(str(self.top)).execute(
                ["git", "commit", "--quiet", "--file=-", "--only", "--", f":(top,literal){path}"],
                istream=source,
                with_extended_output=True,
                with_exceptions=False,
            )
        return int(status), f"{output}\n{words}"

    @contextmanager
    def _environment(self) -> Iterator[None]:
        """The process's own environment changed for a moment: GitPython hands on all of it."""
        before = dict(os.environ)
        if not self._inherit:
            for name in before:
                if name.startswith("GIT_") and not name.startswith(_KEPT):
                    del os.environ[name]
        os.environ.update(_OURS)
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)


def _missing() -> GitError:
    return GitError("Git was not found.", help="Install git (https://git-scm.com), then try again.")


def explained(words: str, folder: Path, arguments: tuple[str, ...]) -> GitError:
    """What git says on standard error, as an error with a remedy."""
    if "dubious ownership" in words:
        return GitError(
            f"Git does not trust the folder {folder}: it belongs to somebody else.",
            help=f"If you trust it:  git config --global --add safe.directory {folder}",
        )
    if "not a git repository" in words:
        return GitError(
            f"{folder} is not in a Git repository.",
            help="Run this in a clone of the repository; a plain `handoff check` needs no Git.",
        )
    if "must be run in a work tree" in words:
        return GitError(f"{folder} is a bare repository, without files.", help="Run this in a clone with files.")
    said = next((line for line in words.splitlines() if line.strip()), "it said nothing").removeprefix("fatal: ")
    return GitError(f"git {arguments[0]} failed: {said}", help="Mend what git says, then try again.")
