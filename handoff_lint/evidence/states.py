"""Earlier states of a package from Git's history: what a fingerprint that holds no longer was about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from handoff_lint import digest
from handoff_lint.config import Config
from handoff_lint.documents import load_document
from handoff_lint.gates import Gate
from handoff_lint.git import history, revisions
from handoff_lint.git.blobs import Blobs
from handoff_lint.git.process import Git, GitError
from handoff_lint.git.trees import GitTree, of_commit
from handoff_lint.model import Document, Kind
from handoff_lint.repository import CAMPAIGN_FILE, Files

_MOST_STATES = 300
"""Commits of a campaign that are looked through at most."""


class GitHistory:
    """Looks an earlier state up when a rule asks; a `change.History`."""

    def __init__(self, config: Config, start: str = "HEAD") -> None:
        """Look below `config.root`, from a commit backwards."""
        self._config = config
        self._start = start
        self._git: Git | None = None
        self._blobs: Blobs | None = None
        self._trees: dict[str, GitTree] = {}
        self._read: dict[tuple[str, str], Document] = {}

    def __reduce__(self) -> tuple[object, ...]:
        """Travel to another process without what was found or started."""
        return GitHistory, (self._config, self._start)

    def view(self, document: Document, gate: Gate, fingerprint: str) -> dict[str, Any] | None:
        """See `change.History`. A folder outside Git, or without commits, has no earlier states."""
        for state, tree in self.states(document):
            campaign = self._campaign(state, tree)
            assets = Files(tree)
            about: dict[str, Any] = {
                "assets": partial(assets.digest, beside=state.path),
                "scope": gate.scope,
                "covers": gate.covers,
                "campaign": campaign,
            }
            if digest.fingerprint(state, **about) == fingerprint:
                return digest.view(state, **about)
        return None

    def states(self, document: Document) -> Iterator[tuple[Document, GitTree]]:
        """A package in each commit that touched its campaign, the newest first; faulty states are left out."""
        try:
            git = self._git = self._git or Git(Path(self._config.root))
            start = revisions.resolve(git, self._start)
            folder = f"{self._config.campaigns_dir}/{document.campaign}"
            for logged in islice(history.log(git, start, "--", git.prefix + folder), _MOST_STATES):
                tree = self._tree(git, logged.commit)
                for path in [path for path in tree.files if path.startswith(folder + "/") and path.endswith(".md")]:
                    state = self._state(tree, path, document)
                    if state is not None:
                        yield state, tree
        except GitError:
            # A plain check works without Git; then the finding stands without its list of changes.
            return

    def _tree(self, git: Git, commit: str) -> GitTree:
        self._blobs = self._blobs or Blobs(git)
        if commit not in self._trees:
            self._trees[commit] = of_commit(git, self._config.root, commit, self._blobs)
        return self._trees[commit]

    def _state(self, tree: GitTree, path: str, document: Document) -> Document | None:
        stage = path[len(self._config.campaigns_dir) + len(document.campaign) + 2 :].rpartition("/")[0]
        config = replace(self._config, tree=tree)
        key = path, tree.files[path].oid
        found = self._read.get(key)
        if found is None:
            found = self._read[key] = load_document(config, Kind.PACKAGE, path, document.campaign, stage)
        return found if found.id == document.id and found.type else None

    def _campaign(self, state: Document, tree: GitTree) -> dict[str, Any]:
        path = f"{self._config.campaigns_dir}/{state.campaign}/{CAMPAIGN_FILE}"
        if path not in tree.files:
            return {}
        return load_document(replace(self._config, tree=tree), Kind.CAMPAIGN, path, state.campaign).data
