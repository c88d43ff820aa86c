"""Lets one run at a time write in a repository, where the system has locks on folders.

The lock is on the root folder itself, so no file is left behind, and the system releases it when a run is killed.
"""

from __future__ import annotations

import contextlib
import errno
import importlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from handoff_lint.errors import HandoffError

_fcntl: Any = importlib.import_module("fcntl") if os.name == "posix" else None
"""None on Windows, which has no locks on folders: comparing the old bytes is all the protection there."""

WAIT = 10.0
"""Seconds to wait for another run; writing takes milliseconds."""

_PAUSE = 0.05
_NO_LOCKS = (errno.EBADF, errno.EINVAL, errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP)
"""What network file systems answer that cannot lock a folder."""


@contextlib.contextmanager
def locked(root: Path) -> Iterator[bool]:
    """Hold the repository's lock; the value says whether there is one (False: the system cannot lock).

    Raises:
        HandoffError: another run holds it for longer than `WAIT`, or the folder cannot be opened.

    """
    if _fcntl is None:
        yield False
        return
    try:
        handle = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise HandoffError(
            f"The folder cannot be opened: {error.strerror or error}.", help="Check the path.", place=str(root)
        ) from error
    try:
        yield _acquire(handle, root)
    finally:
        os.close(handle)


def _acquire(handle: int, root: Path) -> bool:
    give_up = time.monotonic() + WAIT
    while True:
        try:
            _fcntl.flock(handle, _fcntl.LOCK_EX | _fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() > give_up:
                raise HandoffError(
                    "Another run has been writing in this repository for a while.",
                    help="Wait for it to end, or stop it, then run the command again.",
                    place=str(root),
                ) from error
            time.sleep(_PAUSE)
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise HandoffError(
                    f"The repository cannot be locked: {error.strerror or error}.",
                    help="Check the disk, then run the command again.",
                    place=str(root),
                ) from error
            return False
        else:
            return True
