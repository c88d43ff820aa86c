"""Contents by object id, from one `git cat-file --batch` that goes on running."""

from __future__ import annotations

import subprocess
from typing import IO

from handoff_lint.git.process import Git, GitError


class Blobs:
    """Reads objects; the process starts with the first one, anew in each process of ours."""

    def __init__(self, git: Git) -> None:
        """Read from the repository of `git`."""
        self._git = git
        self._process: subprocess.Popen[bytes] | None = None

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
                help="Fetch the whole history:  git fetch --unshallow  (in a CI job: fetch-depth: 0, no filter).",
            )
        content = read.read(int(header[2]))
        read.read(1)
        return content

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._process is None or self._process.poll() is not None:
            self._process = self._git.start("cat-file", "--batch")
        if self._process.stdin is None or self._process.stdout is None:
            raise GitError("git cat-file did not start.", help="Try again.")
        return self._process.stdin, self._process.stdout

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
                if stream:
                    stream.close()
            self._process.wait()
            self._process = None
