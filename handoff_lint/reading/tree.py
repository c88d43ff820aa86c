"""Where files come from: the disk, what is staged in Git, or a commit. Everything that is checked is read through this.

Paths are relative to the root, with `/`; bytes that are no UTF-8 are surrogate escapes, as Python gives them.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from handoff_lint.reading import files, images, videos

_LFS = re.compile(rb"version https://git-lfs[^\n]*\n(?:ext-[^\n]*\n)*oid sha256:([0-9a-f]{64})\n")
_LFS_SIZE = 1024
_LFS_LENGTH = re.compile(rb"^size (\d{1,18})$", re.MULTILINE)
_LOOKED_AT = 8000
"""Bytes in which Git looks for a NUL that makes a file binary."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One name in a folder.

    Attributes:
        is_folder: also for a link that leads to a folder.
        not_followed: what it is instead (`a symbolic link`), where nobody looks behind it; empty for plain ones.
        is_broken: a link that leads nowhere.

    """

    name: str
    is_folder: bool
    not_followed: str = ""
    is_broken: bool = False


class Tree(Protocol):
    """A repository's files, read only."""

    @property
    def root(self) -> Path:
        """The folder on the disk that it is, or is a state of; resolved."""

    def holds(self, path: str) -> bool:
        """Whether a folder is there, reached through links or not."""

    def is_inside(self, path: str) -> bool:
        """Whether a folder that is there does not lead out of the repository."""

    def entries(self, path: str) -> list[Entry]:
        """What a folder holds, by name; hidden names are left out.

        Raises:
            OSError: it cannot be listed.

        """

    def read(self, path: str, *, max_bytes: int) -> bytes:
        """The bytes of a file.

        Raises:
            ReadFault: it is no regular file inside the repository, too large, or cannot be read.

        """

    def exists(self, path: str) -> bool:
        """Whether a normalised path leads to something inside the repository."""

    def digest(self, path: str) -> str | None:
        """SHA-256 (hex) of the bytes that Git stores for a file (an LFS pointer's own oid); None when there is none."""

    def size(self, path: str) -> int | None:
        """Bytes of a file (for an LFS pointer those of the file that it stands for); None when there is none."""

    def image(self, path: str) -> images.Image | None:
        """Pixels and format of an image; None for what is no image that Pillow knows."""

    def video(self, path: str) -> videos.Video | None:
        """Pixels, length and format of a film; None for what is no film that can be measured."""


def stored_size(raw: bytes, length: int) -> int:
    """How large a file is of which `raw` is the beginning and `length` the length; an LFS pointer says it."""
    pointer = _LFS.match(raw) if length < _LFS_SIZE else None
    said = _LFS_LENGTH.search(raw) if pointer else None
    return int(said[1]) if said else length


def stored_digest(raw: bytes) -> str:
    """SHA-256 (hex) of a file's bytes; for a Git LFS pointer the one of the file that it stands for.

    Line ends of texts count as LF, as Git stores them where `core.autocrlf` writes CRLF: an approval given on Windows
    holds elsewhere. What Git takes for a text is one here as well.
    """
    pointer = _LFS.match(raw) if len(raw) < _LFS_SIZE else None
    if pointer:
        return pointer[1].decode()
    if b"\r\n" in raw and b"\0" not in raw[:_LOOKED_AT]:
        raw = raw.replace(b"\r\n", b"\n")
    return hashlib.sha256(raw).hexdigest()


class Disk:
    """The files as they lie on the disk."""

    def __init__(self, root: Path) -> None:
        """Read below `root`, which is resolved here."""
        self._root = root.resolve()
        self._folders: dict[str, bool] = {}  # whether a folder is inside the root, links followed

    @property
    def root(self) -> Path:
        """See `Tree`."""
        return self._root

    def holds(self, path: str) -> bool:
        """See `Tree`."""
        return (self._root / path).is_dir()

    def is_inside(self, path: str) -> bool:
        """See `Tree`."""
        return (self._root / path).resolve().is_relative_to(self._root)

    def entries(self, path: str) -> list[Entry]:
        """See `Tree`."""
        with os.scandir(os.path.join(self._root, path)) as found:  # noqa: PTH118 - hot
            return sorted(self._entries(found), key=lambda entry: entry.name)

    def _entries(self, found: Iterator[os.DirEntry[str]]) -> Iterator[Entry]:
        for entry in found:
            if entry.name.startswith("."):
                continue
            if not entry.is_symlink():
                yield Entry(entry.name, entry.is_dir())
                continue
            try:
                entry.stat()
                is_folder, is_broken = entry.is_dir(), False
            except OSError:  # leads nowhere, or in a circle
                is_folder, is_broken = False, True
            yield Entry(entry.name, is_folder, "a symbolic link to a folder or to nothing", is_broken)

    def read(self, path: str, *, max_bytes: int) -> bytes:
        """See `Tree`."""
        return files.read(self._root, path, max_bytes=max_bytes)

    def exists(self, path: str) -> bool:
        """See `Tree`."""
        folder, name = os.path.split(path)
        inside = self._folders.get(folder)
        if inside is None:  # most files share a folder: its links are followed once
            inside = self._folders[folder] = self._leads_inside(folder)
        if not inside or name in ("", ".", ".."):
            return inside and self._leads_inside(path)
        try:
            is_link = stat.S_ISLNK(os.lstat(os.path.join(self._root, path)).st_mode)  # noqa: PTH118 - hot
        except (OSError, ValueError):
            return False
        return not is_link or self._leads_inside(path)

    def _leads_inside(self, path: str) -> bool:
        try:
            return (self._root / path).resolve(strict=True).is_relative_to(self._root)
        except (OSError, RuntimeError, ValueError):
            return False

    def digest(self, path: str) -> str | None:
        """See `Tree`."""
        full = self._root / path
        return stored_digest(full.read_bytes()) if full.is_file() else None

    def size(self, path: str) -> int | None:
        """See `Tree`."""
        full = self._root / path
        if not full.is_file():
            return None
        with full.open("rb") as file:
            return stored_size(file.read(_LFS_SIZE), full.stat().st_size)

    def image(self, path: str) -> images.Image | None:
        """See `Tree`."""
        full = self._root / path
        if not images.is_image(path) or full.is_symlink() or not full.is_file():
            return None
        return images.measure(full)

    def video(self, path: str) -> videos.Video | None:
        """See `Tree`."""
        full = self._root / path
        if not videos.is_video(path) or full.is_symlink() or not full.is_file():
            return None
        return videos.measure(full)
