"""A state of the repository that Git knows, to be read like the disk: a commit, or what is staged."""

from __future__ import annotations

import io
import os
import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from handoff_lint.git.blobs import Blobs
from handoff_lint.git.process import Git, GitError
from handoff_lint.reading import images, videos
from handoff_lint.reading.faults import ReadFault
from handoff_lint.reading.tree import Entry, stored_digest, stored_size

_LINK, _SUBMODULE = "120000", "160000"


@dataclass(frozen=True, slots=True)
class Stored:
    """What Git stores under a path: `100644`, `120000` (a link), `160000` (a submodule); the object's id."""

    mode: str
    oid: str


@dataclass
class GitTree:
    """Files by path from the handoff repository's root; see `reading.tree.Tree`."""

    root: Path
    files: Mapping[str, Stored]
    blobs: Blobs
    _folders: dict[str, dict[str, Entry]] = field(default_factory=dict)
    _digests: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find the folders."""
        for path, stored in self.files.items():
            folder, _, name = path.rpartition("/")
            self._folder(folder)[name] = _entry(name, stored)

    def _folder(self, path: str) -> dict[str, Entry]:
        found = self._folders.get(path)
        if found is None:
            found = self._folders[path] = {}
            if path:
                above, _, name = path.rpartition("/")
                self._folder(above)[name] = Entry(name, is_folder=True)
        return found

    def holds(self, path: str) -> bool:
        """See `Tree`."""
        return ("" if path == "." else path) in self._folders

    def is_inside(self, path: str) -> bool:  # noqa: ARG002
        """See `Tree`: links are not followed, so nothing leads out."""
        return True

    def entries(self, path: str) -> list[Entry]:
        """See `Tree`."""
        above = "" if path == "." else path
        found = [one for one in self._folders.get(above, {}).values() if not one.name.startswith(".")]
        return sorted((self._looked_at(above, one) for one in found), key=lambda one: one.name)

    def _looked_at(self, folder: str, entry: Entry) -> Entry:
        """An entry as the disk gives it: of a link it says whether a folder is behind it."""
        stored = self.files.get(f"{folder}/{entry.name}" if folder else entry.name)
        if stored is None or stored.mode != _LINK:
            return entry
        target = self._followed(f"{folder}/{entry.name}" if folder else entry.name)
        is_folder = target is not None and self.holds(target)
        is_broken = target is None or not (is_folder or target in self.files)
        return Entry(entry.name, is_folder, "a symbolic link to a folder or to nothing", is_broken)

    def read(self, path: str, *, max_bytes: int) -> bytes:
        """See `Tree`."""
        stored = self.files.get(path)
        if stored is None:
            raise ReadFault("There is no such file in this state of the repository.", help="Check its name.")
        if stored.mode in (_LINK, _SUBMODULE):
            what = "symbolic link" if stored.mode == _LINK else "submodule"
            raise ReadFault(f"This is a {what}, not a file.", help="Put the file itself here instead.")
        content = self.blobs.read(stored.oid)
        if len(content) > max_bytes:
            raise ReadFault(
                f"The file is {len(content):,} bytes; at most {max_bytes:,} are read.",
                help="Keep attachments in the file share and link to them, or raise `limits: file_kib` in handoff.yml.",
            )
        return content

    def exists(self, path: str) -> bool:
        """See `Tree`; a link counts when what it names is there."""
        target = self._followed(path)
        return target is not None and (target in self.files or self.holds(target))

    def _followed(self, path: str) -> str | None:
        """Where a path leads through links, those among its folders too; None out of the repository, or in a circle."""
        for _ in range(_MOST_LINKS):
            steps = path.split("/")
            heads = ("/".join(steps[: end + 1]) for end in range(len(steps)))
            link = next((head for head in heads if head in self.files and self.files[head].mode == _LINK), None)
            if link is None:
                return path
            target = os.fsdecode(self.blobs.read(self.files[link].oid))
            path = posixpath.normpath(posixpath.join(posixpath.dirname(link), target, path[len(link) + 1 :]))
            if path.startswith(("/", "../")) or path == "..":
                return None
        return None

    def digest(self, path: str) -> str | None:
        """See `Tree`."""
        stored = self.files.get(self._followed(path) or "")
        if stored is None or stored.mode == _SUBMODULE:
            return None
        if stored.oid not in self._digests:
            self._digests[stored.oid] = stored_digest(self.blobs.read(stored.oid))
        return self._digests[stored.oid]

    def size(self, path: str) -> int | None:
        """See `Tree`."""
        stored = self.files.get(path)
        if stored is None or stored.mode in (_LINK, _SUBMODULE):
            return None
        content = self.blobs.read(stored.oid)
        return stored_size(content, len(content))

    def image(self, path: str) -> images.Image | None:
        """See `Tree`."""
        stored = self.files.get(path)
        if stored is None or stored.mode in (_LINK, _SUBMODULE) or not images.is_image(path):
            return None
        return images.measure(io.BytesIO(self.blobs.read(stored.oid)))

    def video(self, path: str) -> videos.Video | None:
        """See `Tree`."""
        stored = self.files.get(path)
        if stored is None or stored.mode in (_LINK, _SUBMODULE) or not videos.is_video(path):
            return None
        return videos.measure(io.BytesIO(self.blobs.read(stored.oid)))


_MOST_LINKS = 8


def _entry(name: str, stored: Stored) -> Entry:
    if stored.mode == _SUBMODULE:
        return Entry(name, is_folder=True, not_followed="a submodule")
    return Entry(name, is_folder=False)


def of_commit(git: Git, root: Path, commit: str, blobs: Blobs | None = None) -> GitTree:
    """The files of a commit (a full id), or of the empty tree when there is none yet."""
    lines = git.run("ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0") if commit else []
    return GitTree(root, _below(git.prefix, map(_of_tree, filter(None, lines))), blobs or Blobs(git))


def staged(git: Git, root: Path) -> GitTree:
    """The files as they are about to be committed.

    Raises:
        GitError: a conflict is not resolved yet.

    """
    files: dict[str, Stored] = {}
    for line in filter(None, git.run("ls-files", "-s", "-z").split(b"\0")):
        about, _, path = line.partition(b"\t")
        mode, oid, stage = about.decode().split()
        if stage != "0":
            raise GitError(
                f"{os.fsdecode(path)} has a conflict that is not resolved.",
                help="Resolve it, `git add` the file, then commit again. In a list of sign-offs keep both entries.",
            )
        files[os.fsdecode(path)] = Stored(mode, oid)
    for announced in _only_intended(git, files):
        del files[announced]
    return GitTree(root, _below(git.prefix, files.items()), Blobs(git))


def _only_intended(git: Git, files: Mapping[str, Stored]) -> list[str]:
    """Paths that `git add -N` only announced: they are not committed yet."""
    empty = git.run("hash-object", "-t", "blob", "--stdin", given=b"").decode().strip()
    if not any(stored.oid == empty for stored in files.values()):
        return []
    parts = git.run("diff-files", "--raw", "-z", "--no-renames", "--diff-filter=A").split(b"\0")
    return [os.fsdecode(path) for path in parts[1::2] if os.fsdecode(path) in files]


def _of_tree(line: bytes) -> tuple[str, Stored]:
    about, _, path = line.partition(b"\t")
    mode, _, oid = about.decode().split()
    return os.fsdecode(path), Stored(mode, oid)


def _below(prefix: str, files: Iterable[tuple[str, Stored]]) -> dict[str, Stored]:
    return {path.removeprefix(prefix): stored for path, stored in files if path.startswith(prefix)}
