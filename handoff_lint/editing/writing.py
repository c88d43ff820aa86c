"""Puts changed files on disk: whole or not at all, and never over what somebody else saved meanwhile.

The new bytes go to a temporary file in the same folder, are forced to the disk, and take the file's place in one step.
So a crash, a full disk or `kill -9` leaves the old file or the new one. What a killed run leaves behind besides is a
temporary file that the next run removes. Runs that write in the same repository wait for each other.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from handoff_lint.editing.locking import locked
from handoff_lint.errors import HandoffError
from handoff_lint.reading import files
from handoff_lint.reading.faults import ReadFault

_PREFIX, _SUFFIX = ".handoff-", ".tmp~"
TEMPORARY = f"{_PREFIX}*{_SUFFIX}"
"""The names of temporary files, as a pattern for .gitignore; the checks skip them because they begin with a dot."""

_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_NO_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS)
"""What a file system answers that cannot sync a folder."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """A file (`path` from the repository's root, with `/`), the bytes that must be in it now, and the new ones."""

    path: str
    old: bytes
    new: bytes


def write(root: Path, path: str, old: bytes, new: bytes) -> None:
    """Replace one file's content.

    Args:
        root: the repository.
        path: the file, from the root, with `/`.
        old: what the file holds; when it holds something else by now, nothing is written.
        new: what it will hold.

    Raises:
        HandoffError: nothing was written (or, named so, written but not yet safe on the disk).

    """
    write_all(root, [Replacement(path, old, new)])


def write_all(root: Path, replacements: Sequence[Replacement]) -> None:
    """Replace the content of several files: all are prepared before the first one is replaced.

    Raises:
        HandoffError: as for `write`; if some files were replaced before one failed, the help names both groups.

    """
    root = root.resolve()
    names = [one.path for one in replacements]
    if len(set(names)) != len(names):
        raise ValueError("the same file twice")
    with locked(root) as alone, contextlib.ExitStack() as leftovers:
        waiting = [_Waiting(root, one) for one in replacements if one.new != one.old]
        if alone:
            for folder in {one.full.parent for one in waiting}:
                _remove_orphans(folder)
        for one in waiting:
            leftovers.callback(one.discard)
            one.prepare()
        for one in waiting:
            one.check()
        for number, one in enumerate(waiting):
            try:
                one.replace()
            except HandoffError as error:
                raise _partial(error, waiting, number) from error


class _Waiting:
    """One file on its way to its new content."""

    def __init__(self, root: Path, replacement: Replacement) -> None:
        self.root = root
        self.path = replacement.path
        self.old = replacement.old
        self.new = replacement.new
        self.full = root / replacement.path
        self.temporary = self.full.parent / f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}"
        self.replaced = False
        self._refuse_outside()
        self.status = self.check()

    def check(self) -> os.stat_result:
        """Refuse a file that is not what the change was made for."""
        try:
            status = os.lstat(self.full)
        except OSError as error:
            raise self._error(error) from error
        if not stat.S_ISREG(status.st_mode):
            link = stat.S_ISLNK(status.st_mode)
            raise HandoffError(
                f"This is {'a symbolic link' if link else 'no regular file'}, so it is not written to.",
                help="Put the file itself here instead of the link." if link else "Put a file in its place.",
                place=self.path,
            )
        if not status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
            raise HandoffError(
                "The file is read-only, so it is not written to.", help="Make it writable first.", place=self.path
            )
        if status.st_size != len(self.old) or self._content() != self.old:
            raise HandoffError(
                "Somebody saved this file while the change was being made; the file was left as it is now.",
                help="Look at it, then run the command again.",
                place=self.path,
            )
        return status

    def prepare(self) -> None:
        """Write the temporary file, with the permissions of the one that it will replace, and force it to the disk."""
        try:
            handle = os.open(self.temporary, _CREATE, 0o600)
            try:
                rest = memoryview(self.new)
                while rest:
                    rest = rest[os.write(handle, rest) :]
                self._take_over_owner()
                os.chmod(self.temporary, stat.S_IMODE(self.status.st_mode))  # noqa: PTH101 - as the other calls here
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            raise self._error(error) from error

    def replace(self) -> None:
        """Put the temporary file in the file's place."""
        self.check()
        try:
            os.replace(self.temporary, self.full)  # noqa: PTH105
        except OSError as error:
            raise self._error(error) from error
        self.replaced = True
        try:
            _sync_folder(self.full.parent)
        except OSError as error:
            raise HandoffError(
                f"The file holds the change, but the disk reports a fault: {error.strerror or error}.",
                help="Look at the file, and have the disk checked.",
                place=self.path,
            ) from error

    def discard(self) -> None:
        """Remove the temporary file if it is still there."""
        if not self.replaced:
            with contextlib.suppress(OSError):  # the fault that led here is reported; the next run removes the file
                os.unlink(self.temporary)  # noqa: PTH108

    def _refuse_outside(self) -> None:
        try:
            folder = self.full.parent.resolve(strict=True)
        except (OSError, RuntimeError) as error:  # RuntimeError: a loop of links, before Python 3.13
            raise HandoffError(
                "The folder of this file is not there.", help="Check the path.", place=self.path
            ) from error
        if not folder.is_relative_to(self.root) or self.full.name in ("", ".."):
            raise HandoffError(
                "This file lies outside the repository, so it is not written to.",
                help="Run the command in the repository that holds the file.",
                place=self.path,
            )

    def _content(self) -> bytes:
        try:
            return files.read(self.root, self.path, max_bytes=sys.maxsize)
        except ReadFault as fault:
            raise HandoffError(fault.message, help=fault.help, place=self.path) from fault

    def _take_over_owner(self) -> None:
        """Leave the file with its owner and group where we may (an administrator, a shared folder)."""
        made = os.stat(self.temporary)  # noqa: PTH116
        wanted = (self.status.st_uid, self.status.st_gid)
        if (made.st_uid, made.st_gid) != wanted:
            with contextlib.suppress(PermissionError):  # then it is ours, as with every editor that saves this way
                os.chown(self.temporary, *wanted)

    def _error(self, error: OSError) -> HandoffError:
        return HandoffError(
            f"The file cannot be written: {error.strerror or error}. It was left as it is.",
            help=_REMEDIES.get(error.errno or 0, "Check the folder and its permissions, then run the command again."),
            place=self.path,
        )


_FREE_SPACE = "Free some space on the disk, then run the command again."
_REMEDIES = {
    errno.ENOSPC: _FREE_SPACE,
    errno.EDQUOT: _FREE_SPACE,
    errno.EFBIG: _FREE_SPACE,
    errno.ENOENT: "It was moved or deleted meanwhile; run the command again.",
}


def _remove_orphans(folder: Path) -> None:
    """Delete what killed runs left behind; nobody else is writing, since the repository is locked."""
    try:
        for orphan in folder.glob(TEMPORARY):
            orphan.unlink(missing_ok=True)
    except OSError as error:
        raise HandoffError(
            f"A leftover of an earlier run cannot be deleted: {error.strerror or error}.",
            help=f"Delete the files {TEMPORARY} there, or make the folder writable.",
            place=str(folder),
        ) from error


def _sync_folder(folder: Path) -> None:
    """Force the new directory entry to the disk, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
    finally:
        os.close(handle)


def _partial(error: HandoffError, waiting: Sequence[_Waiting], failed: int) -> HandoffError:
    """The error of one of several files, with what has been replaced and what has not."""
    if len(waiting) == 1:
        return error
    done = [one.path for one in waiting if one.replaced]
    open_ = [one.path for one in waiting if not one.replaced]
    lines = [error.help]
    if done:
        lines += ["Changed:", *(f"  {path}" for path in done)]
    if open_:
        lines += ["Not changed:", *(f"  {path}" for path in open_)]
    return HandoffError(error.message, help="\n".join(lines), place=waiting[failed].path)
