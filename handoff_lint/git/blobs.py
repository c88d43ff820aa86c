"""Contents by object id, from one `git cat-file --batch` that goes on running."""

from __future__ import annotations

import os
import subprocess
import weakref
from typing import IO

from handoff_lint.git.process import Git, GitError


class Blobs:
    """Reads objects; the process starts with the first one, anew in each process of ours."""

    def __init__(self, git: Git) -> None:
        """Read from the repository of `git`."""
        self._git = git
        self._process: subprocess.Popen[bytes] | None = None
        self._pid = 0

    def __getstate__(self) -> Git:
        """Without the running process."""
        return self._git

    def __setstate__(self, git: Git) -> None:
        """Start anew when asked."""
        self.__init__(git)  # type: ignore[misc]

    def read(self, oid: str) -> bytes:
        """The content of an object.

        Raises:
            GitError: the repository does not have it.

        """
        write, read = self._pipes()
        write.write(oid.encode() + b"\n")
        write.flush()
        header = read.readline().split()
        if len(header) != 3:
            raise GitError(
                f"The object {oid[:12]} is not in this clone.",
                help="Clone the repository again, whole: without --depth and --filter "
                "(in a GitHub job: fetch-depth: 0).",
            )
        content = read.read(int(header[2]))
        read.read(1)
        return content

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        # A forked process of ours would share the pipes with its siblings, and read their answers.
        if self._process is None or self._pid != os.getpid() or self._process.poll() is not None:
            self._process, self._pid = self._git.start("cat-file", "--batch"), os.getpid()
            weakref.finalize(self, _end, self._process, self._pid)
        if self._process.stdin is None or self._process.stdout is None:
            raise GitError("git cat-file did not start.", help="Try again.")
        return self._process.stdin, self._process.stdout

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            _end(self._process, self._pid)
            self._process = None


def _end(process: subprocess.Popen[bytes], pid: int) -> None:
    """Close the pipes, at which git ends; in a forked process git is not its own child."""
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream:
            stream.close()
    if pid == os.getpid():
        process.wait()
