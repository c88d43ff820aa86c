"""How packages were before, from one pass of `git log`: when each began, in which status it was when.

The status of an old state is read from the line `status: …` of its front matter, not parsed: there may be tens of
thousands of states. A state is parsed only where a measure needs more of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from handoff_lint.calendars.working_days import FIRST_YEAR, LAST_YEAR
from handoff_lint.config import Config
from handoff_lint.documents import load_document
from handoff_lint.git import history, revisions
from handoff_lint.git.blobs import Blobs
from handoff_lint.git.process import Git, GitError
from handoff_lint.git.trees import GitTree, Stored
from handoff_lint.model import Document, Kind

_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
_FILE = "100644"
_FRONT_END = re.compile(rb"^---[ \t]*\r?$", re.MULTILINE)
_STATUS = re.compile(rb"^status:[ \t]*[\"']?([a-z_]+)", re.MULTILINE)
_ACCEPTED = re.compile(rb"decision:[ \t]*[\"']?accepted\b")


class State(NamedTuple):
    """What a commit left of a package.

    Attributes:
        when: the author's time of the commit.
        path: where the package lay then, from the root of the handoff repository.
        oid: the blob.
        status: as written; empty when no line says it.
        is_accepted: whether an entry that accepts stands in it.

    """

    when: datetime
    path: str
    oid: str
    status: str
    is_accepted: bool


@dataclass
class Past:
    """Earlier states of packages by what stays the same in their names; see `key`.

    Attributes:
        unknown: why there is no history to look into; empty when there is.

    """

    config: Config
    unknown: str = ""
    found: Mapping[tuple[str, ...], tuple[State, ...]] = field(default_factory=dict)
    blobs: Blobs | None = None

    def states(self, document: Document) -> tuple[State, ...]:
        """The states of a package, the oldest first; none for one that was never committed."""
        return self.found.get(key(self.config, document.path), ())

    def load(self, state: State, document: Document) -> Document:
        """A package as it was, held against today's schemas and settings.

        Raises:
            GitError: this clone lacks the object.

        """
        if self.blobs is None:
            raise GitError("There is no history here.", help="Run this in a clone of the repository.")
        tree = GitTree(self.config.root, {state.path: Stored(_FILE, state.oid)}, self.blobs)
        config = replace(self.config, tree=tree)
        return load_document(config, Kind.PACKAGE, state.path, document.campaign, document.stage)


def key(config: Config, path: str) -> tuple[str, ...]:
    """What names a package through all its versions: campaign, date, type and part in its name; else its path."""
    name = config.package_name.read(path.rpartition("/")[2])
    if name is None:
        return (path,)
    campaign = path.removeprefix(config.campaigns_dir + "/").partition("/")[0]
    return (campaign, name.date, name.type, name.part)


def read(config: Config) -> Past:
    """The past of all packages; one that says why, where Git cannot tell."""
    try:
        git = Git(config.root)
        if revisions.is_shallow(git):
            return Past(config, "This clone holds only a part of the history (git fetch --unshallow brings the rest).")
        start = revisions.head(git)
        if not start:
            return Past(config, "Nothing has been committed yet.")
        blobs = Blobs(git)
        return Past(config, found=_states(config, git, start, blobs), blobs=blobs)
    except GitError as error:
        # What is said may be published, and where a folder lies on this machine concerns nobody.
        here = str(config.root)
        return Past(config, error.message.replace(f"the folder {here}", "this folder").replace(here, "This folder"))


def _states(config: Config, git: Git, start: str, blobs: Blobs) -> dict[tuple[str, ...], tuple[State, ...]]:
    folder = git.prefix + config.campaigns_dir
    found: dict[tuple[str, ...], list[State]] = {}
    looked: dict[str, tuple[str, bool]] = {}
    for logged in history.log(git, start, "--", folder):
        if not FIRST_YEAR < logged.when.year < LAST_YEAR:
            continue  # a clock that was wrong by centuries
        for one in _own_changes(logged):
            if one.oid not in looked:
                looked[one.oid] = _about(blobs.read(one.oid))
            path = one.path.removeprefix(git.prefix)
            found.setdefault(key(config, path), []).append(State(logged.when, path, one.oid, *looked[one.oid]))
    for states in found.values():
        states.reverse()  # the log goes backwards; of two commits with one time the later stays the later
        states.sort(key=lambda one: one.when)
    return {name: tuple(states) for name, states in found.items()}


class _Written(NamedTuple):
    path: str
    oid: str


def _own_changes(logged: history.Logged) -> Iterator[_Written]:
    """The Markdown that a commit itself wrote: of a merge only what differs from all of its parents."""
    if not logged.against or len(logged.against) < logged.parents:
        return
    others = [{_Written(one.path, one.new) for one in files} for files in logged.against[1:]]
    for one in logged.against[0]:
        written = _Written(one.path, one.new)
        if one.new and one.path.endswith(_MARKDOWN) and all(written in files for files in others):
            yield written


def _about(content: bytes) -> tuple[str, bool]:
    """(status, whether somebody has accepted) of a file."""
    fences = _FRONT_END.finditer(content)
    first, last = next(fences, None), next(fences, None)
    front = content[first.end() : last.start()] if first and last else b""
    status = _STATUS.search(front)
    return status[1].decode() if status else "", bool(_ACCEPTED.search(front))
