"""Opens files that may be anything: only regular files inside the repository, never more than the limit.

A FIFO makes `open()` hang and a symbolic link can lead to `/etc`, so a file is opened without blocking and
looked at before it is read.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from handoff_lint.reading.faults import ReadFault

_NO_BLOCK = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def read(root: Path, path: str, *, max_bytes: int) -> bytes:
    """The bytes of `path` (relative to `root`, which must be resolved).

    Raises:
        ReadFault: it is a link out of the repository, not a regular file, too large, unreadable or gone.

    """
    full = os.path.join(root, path)  # noqa: PTH118 - ten thousand files: pathlib costs as much as reading
    try:
        if os.path.islink(full):  # noqa: PTH114
            _refuse_outside(root, full)
        handle = os.open(full, os.O_RDONLY | _NO_BLOCK)
    except OSError as error:
        raise _unreadable(error) from error
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise ReadFault(
                f"This is a {_kind(status.st_mode)}, not a file.",
                help="Put a Markdown file in its place, or move it out of the campaign folder.",
            )
        if status.st_size > max_bytes:
            raise ReadFault(
                f"The file is {status.st_size:,} bytes; at most {max_bytes:,} are read.",
                help="Keep attachments in the file share and link to them, or raise `limits: file_kib` in handoff.yml.",
            )
        parts = []
        while part := os.read(handle, status.st_size + 1):
            parts.append(part)
        return b"".join(parts)
    except OSError as error:
        raise _unreadable(error) from error
    finally:
        os.close(handle)


def _refuse_outside(root: Path, full: str) -> None:
    try:
        target = Path(full).resolve(strict=True)
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of links, before Python 3.13
        raise ReadFault(
            "This is a symbolic link that leads nowhere.",
            help="Put the file itself here instead of the link.",
        ) from error
    if not target.is_relative_to(root):
        raise ReadFault(
            "This is a symbolic link to a place outside the repository, so it is not read.",
            help="Put the file itself here instead of the link.",
        )


def _unreadable(error: OSError) -> ReadFault:
    if isinstance(error, FileNotFoundError):
        return ReadFault("The file vanished while the check was running.", help="Run the check again.")
    return ReadFault(
        f"The file cannot be read: {error.strerror or error}.",
        help="Check its permissions, then run the check again.",
    )


def _kind(mode: int) -> str:
    kinds = ((stat.S_ISDIR, "folder"), (stat.S_ISFIFO, "named pipe"), (stat.S_ISSOCK, "socket"))
    return next((name for test, name in kinds if test(mode)), "device")
