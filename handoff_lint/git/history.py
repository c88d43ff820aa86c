"""Who brought an entry into the history, and how files were before: one pass of `git log`.

Not `git blame`: it takes 25 ms and more a file, and believes a `.mailmap` and an ignore list that the same pull request
adds. Here the raw address of the author counts, and what a commit adds is what none of its parents has.
"""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from handoff_lint.change import Introduction
from handoff_lint.git.blobs import Blobs
from handoff_lint.git.process import Git, broken
from handoff_lint.git.revisions import Touched, touched

_FORMAT = "%x01%H %P%x02%ad%x02%ae"
_SECONDS = (-62_000_000_000, 253_000_000_000)
"""Moments that Python knows, in seconds since 1970: from the year 5 to 9987. A commit can say any number."""
_MOST_MINUTES = 24 * 60 - 1


@dataclass
class Logged:
    """One commit of the log: against each of its parents, what it touches."""

    commit: str
    author: str
    when: datetime.datetime
    parents: int = 0
    against: list[list[Touched]] = field(default_factory=list)


def log(git: Git, *range_and_paths: str) -> Iterator[Logged]:
    """The commits of a range, the newest first; a merge with its differences to every parent."""
    process = git.start(
        "log",
        "--raw",
        "-z",
        "-m",
        "--root",
        "--no-renames",
        "--no-abbrev",
        "--topo-order",
        "--no-mailmap",
        "--no-ext-diff",
        "--no-textconv",
        "--encoding=none",
        "--date=raw",
        f"--format={_FORMAT}",
        *range_and_paths,
    )
    words = b""
    try:
        yield from _parsed(_tokens(process.stdout))
        words = process.stderr.read() if process.stderr else b""
    finally:
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream:
                stream.close()
        process.wait()
    if process.returncode:
        raise broken(words.decode(errors="replace"))


def _tokens(stream: object) -> Iterator[bytes]:
    rest = b""
    while part := stream.read(1 << 16):  # type: ignore[attr-defined]
        *whole, rest = (rest + part).split(b"\0")
        yield from whole
    if rest:
        yield rest


def _parsed(tokens: Iterator[bytes]) -> Iterator[Logged]:
    now: Logged | None = None
    for token in tokens:
        about = token.lstrip(b"\n")
        if about.startswith(b"\x01"):
            ids, when, author = os.fsdecode(about[1:]).split("\x02", 2)
            commit, *parents = ids.split()
            if now is None or now.commit != commit:
                if now:
                    yield now
                now = Logged(commit, author, moment(when), len(parents))
            now.against.append([])
        elif about.startswith(b":") and now:
            now.against[-1].append(touched(about.decode(), next(tokens)))
    if now:
        yield now


def moment(raw: str) -> datetime.datetime:
    """The moment that Git writes as `1610445600 +0100`; one that cannot be is moved to the nearest that can."""
    seconds, _, offset = raw.strip().partition(" ")
    stamp = min(max(int(seconds or 0), _SECONDS[0]), _SECONDS[1])
    minutes = int(offset[-4:-2] or 0) * 60 + int(offset[-2:] or 0)
    minutes = -minutes if offset.startswith("-") else minutes
    zone = datetime.timezone(datetime.timedelta(minutes=minutes if abs(minutes) <= _MOST_MINUTES else 0))
    return datetime.datetime.fromtimestamp(stamp, zone)


def introductions(
    git: Git,
    blobs: Blobs,
    revisions: str,
    wanted: Mapping[str, bytes],
    ids_of: Callable[[bytes], Iterable[str]],
) -> dict[str, Introduction]:
    """Who brought each of some entries in, the last time that it was brought in.

    Args:
        git: the work tree.
        blobs: where contents are read.
        revisions: `base..head`, or a commit for all of its history.
        wanted: id of an entry → the fingerprint in it, `sha256:…`: a file without it need not be read closely.
        ids_of: the ids of the entries in a file's bytes.

    """
    search = _Search(blobs, dict(wanted), ids_of, frozenset(wanted.values()))
    for logged in log(git, revisions, "--"):
        search.look(logged)
        if not search.wanted:
            break
    return search.found


_FINGERPRINT = re.compile(rb"sha256:[0-9a-f]{64}")


@dataclass
class _Search:
    blobs: Blobs
    wanted: dict[str, bytes]
    ids_of: Callable[[bytes], Iterable[str]]
    marks: frozenset[bytes] = frozenset()
    found: dict[str, Introduction] = field(default_factory=dict)
    _known: dict[str, frozenset[str]] = field(default_factory=dict)

    def look(self, logged: Logged) -> None:
        """Take the wanted entries that a commit adds against each of its parents."""
        if len(logged.against) < logged.parents:
            return  # git leaves out a parent from which the merge does not differ: all of it comes from there
        added: set[str] | None = None
        for files in logged.against:
            here = self._added(files)
            added = here if added is None else added & here
            if not added:
                return
        for name in added or ():
            del self.wanted[name]
            self.found[name] = Introduction(logged.author, logged.when, logged.commit)

    def _added(self, files: list[Touched]) -> set[str]:
        added: set[str] = set()
        for one in files:
            if one.new and one.path.endswith((".md", ".markdown", ".mdown", ".mkd")):
                added |= self._ids(one.new)
        if added:
            for one in files:
                if one.old:
                    added -= self._ids(one.old)
        return added

    def _ids(self, oid: str) -> frozenset[str]:
        """The wanted ones among the entries of a file."""
        if oid not in self._known:
            content = self.blobs.read(oid)
            likely = not self.marks.isdisjoint(_FINGERPRINT.findall(content))
            self._known[oid] = frozenset(self.ids_of(content)) if likely else frozenset()
        return self._known[oid] & self.wanted.keys()
