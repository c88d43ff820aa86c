"""Runs git with an environment that nobody else has prepared, and turns what goes wrong into words."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
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
_SETTINGS = ("core.quotePath=false", "log.showSignature=false", "log.diffMerges=separate", "core.commitGraph=true")
"""What somebody's own settings could otherwise change about the output."""

FETCH = "Fetch the whole history:  git fetch --unshallow  (in a GitHub job: fetch-depth: 0; in GitLab: GIT_DEPTH: 0)."
_MISSING = ("unable to read", "could not read", "bad object", "missing", "could not fetch", "not a tree object")
"""What git says when the clone lacks an object, in lower case."""


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
        git = _gitpython()
        with tempfile.TemporaryFile() as source, self._environment():
            source.write(given or b"")
            source.seek(0)
            try:
                status, output, words = git.Git(str(folder or self.top)).execute(
                    _command(arguments),
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
        git = _gitpython()
        with self._environment():
            try:
                running: Any = git.Git(str(self.top)).execute(
                    _command(arguments), as_process=True, istream=subprocess.PIPE
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


def _gitpython() -> Any:
    """GitPython, without its own look for git when it is imported: that fails with words of its own."""
    before = os.environ.get("GIT_PYTHON_REFRESH")
    os.environ["GIT_PYTHON_REFRESH"] = "quiet"
    try:
        import git  # noqa: PLC0415 - 90 ms that only Git's own verbs and options pay
    finally:
        if before is None:
            del os.environ["GIT_PYTHON_REFRESH"]
        else:
            os.environ["GIT_PYTHON_REFRESH"] = before
    return git


def _command(arguments: Sequence[str]) -> list[str]:
    return ["git", *(word for setting in _SETTINGS for word in ("-c", setting)), *arguments]


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
    if any(mark in words.lower() for mark in _MISSING):
        return broken(words)
    return GitError(f"git {arguments[0]} failed: {_first_line(words)}", help="Mend what git says, then try again.")


def broken(words: str) -> GitError:
    """Git cannot read the history, and says why: objects are missing."""
    return GitError(f"The history cannot be read: {_first_line(words)}", help=FETCH)


def _first_line(words: str) -> str:
    found = next((line for line in words.splitlines() if line.strip()), "it said nothing")
    return found.removeprefix("fatal: ").removeprefix("error: ")
