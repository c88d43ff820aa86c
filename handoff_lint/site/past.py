"""When a package was touched and by whom: one pass over Git's history for the whole repository."""

from __future__ import annotations

from collections.abc import Mapping

from handoff_lint.config import Config
from handoff_lint.evidence import policy
from handoff_lint.git import history, revisions
from handoff_lint.git.process import Git, GitError
from handoff_lint.site.graph import Revision

_MOST = 50
"""So many commits of one package are kept."""


def revisions_of(config: Config) -> Mapping[str, tuple[Revision, ...]]:
    """Key of a package (see `key`) → the commits that touched it, the newest first; empty outside Git."""
    try:
        git = Git(config.root)
        head = revisions.head(git)
    except GitError:  # a site can be built from a folder without history; the pages then say nothing about it
        return {}
    if not head:
        return {}
    found: dict[str, list[Revision]] = {}
    for commit in history.log(git, head, "--", git.prefix + config.campaigns_dir):
        day = commit.when.date().isoformat()
        touched = {one.path[len(git.prefix) :] for against in commit.against[:1] for one in against}
        names = {key(config, path) for path in touched if path.endswith(".md")}
        author = policy.whose(config, commit.author) or commit.author.partition("@")[0]
        for name in names:
            kept = found.setdefault(name, [])
            if len(kept) < _MOST:
                kept.append(Revision(day, author, commit.commit[:10]))
    return {name: tuple(kept) for name, kept in found.items()}


def key(config: Config, path: str) -> str:
    """What stays the same when a package's file is renamed for a new version: campaign, type and part."""
    campaign = path[len(config.campaigns_dir) + 1 :].partition("/")[0]
    name = config.package_name.read(path.rpartition("/")[2])
    return f"{campaign}/{name.type}/{name.part}" if name else path
