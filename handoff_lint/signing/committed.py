"""Holds what is on the disk against the last commit: what is signed must be what everybody can read."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Sequence

from handoff_lint import digest
from handoff_lint.config import FILE, load_from
from handoff_lint.errors import HandoffError
from handoff_lint.gates import FULL, Gate
from handoff_lint.git import revisions
from handoff_lint.git.trees import of_commit
from handoff_lint.model import Document, select
from handoff_lint.repository import CAMPAIGN_FILE
from handoff_lint.signing import finding
from handoff_lint.signing.desk import Desk
from handoff_lint.signing.finding import Found

_HELP = "Commit it first (or take the change back), then try again."


def require(desk: Desk, *about: Gate, others: Sequence[Found] = (), commit: bool) -> None:
    """Refuse a package with changes that are not committed.

    Args:
        desk: the package.
        about: the gates whose fingerprints are about to be written down.
        others: more packages whose content is.
        commit: whether a commit is to follow.

    Raises:
        HandoffError: the package, its campaign file or an asset differs from the last commit, or is not in it; a merge
            is going on.

    """
    _require_no_conflict(desk)
    if commit:
        _require_no_merge(desk)
    paths = [
        path for one in (desk.document, *(other.document for other in others)) for path in _paths(one, desk, about)
    ]
    changed = _changed(desk, paths)
    if changed:
        raise HandoffError(
            "This file has changes that are not committed, so nobody else could see what you sign.",
            help=_HELP,
            place=changed[0],
        )
    _require_same_content(desk, [(desk.found, gate) for gate in about] + [(one, FULL) for one in others])


def _require_no_merge(desk: Desk) -> None:
    """Refuse to commit one file alone while a merge is going on: Git would."""
    if desk.git.ask("rev-parse", "--verify", "--quiet", "MERGE_HEAD")[0] == 0:
        raise HandoffError(
            "A merge is going on, and nothing else can be committed before it ends.",
            help="Finish it (git commit) or give it up (git merge --abort), then try again.",
        )


def _require_no_conflict(desk: Desk) -> None:
    lines = [line for line in desk.git.run("ls-files", "-u", "-z").split(b"\0") if line]
    if lines:
        raise HandoffError(
            "This file has a conflict that is not resolved.",
            help="Resolve it and commit, then try again. In a list of sign-offs keep both entries.",
            place=_below(desk, lines[0].partition(b"\t")[2]),
        )


def _paths(document: Document, desk: Desk, about: Iterable[Gate]) -> list[str]:
    """The files that count in a package's fingerprints, from the root of the handoffs."""
    folder = f"{desk.settings.campaigns_dir}/{document.campaign}"
    names = set(document.body_images())
    for covers in {(), *(gate.covers for gate in about)}:
        patterns = digest.asset_patterns(document.schema, covers)
        names.update(value for one in patterns for _, value in select(document.data, one) if isinstance(value, str))
    assets = {posixpath.normpath(posixpath.join(posixpath.dirname(document.path), name)) for name in names}
    assets = {path for path in assets if desk.settings.tree.exists(path)}  # what is missing counts as missing
    return [document.path, f"{folder}/{CAMPAIGN_FILE}", *sorted(assets)]


def _changed(desk: Desk, paths: Iterable[str]) -> list[str]:
    """Those of some files that differ from the last commit, are staged, ignored or unknown to Git."""
    wanted = [f"{desk.git.prefix}{path}" for path in paths]
    said = desk.git.run(
        "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--ignored", "--", *wanted
    )
    return [_below(desk, line[3:]) for line in said.split(b"\0") if line]


def _below(desk: Desk, path: bytes) -> str:
    return os.fsdecode(path).removeprefix(desk.git.prefix)


def _require_same_content(desk: Desk, about: Iterable[tuple[Found, Gate]]) -> None:
    """The last commit, read by its own settings, gives the fingerprints that are about to be written.

    `git status` can be told to overlook changes (`git update-index --assume-unchanged`), says nothing about what lies
    behind a link, and knows nothing of settings.
    """
    tree = of_commit(desk.git, desk.settings.root, revisions.head(desk.git))
    settings = load_from(tree) if FILE in tree.files else None
    for package, gate in about:
        there = finding.in_state(settings, package.document) if settings else None
        known = {one.name: one for one in there.gates} if there else {}
        if there is None or gate.name not in known or there.fingerprint(known[gate.name]) != package.fingerprint(gate):
            raise HandoffError(
                f"The last commit holds something else at the gate {gate.name} than what lies on the disk.",
                help="The settings, a linked file, or a file that Git was told to overlook differs. " + _HELP,
                place=package.document.path,
            )
