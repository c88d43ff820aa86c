"""From Git to what is compared: what is staged, or a pull request between its base and its head."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from handoff_lint.change import Change, Introduction, PolicyChange
from handoff_lint.config import FILE, Config, load_from
from handoff_lint.errors import SettingsError
from handoff_lint.evidence import policy
from handoff_lint.evidence.compare import Comparison
from handoff_lint.evidence.written import Entries
from handoff_lint.forge.model import PullRequest
from handoff_lint.git import history, revisions
from handoff_lint.git.blobs import Blobs
from handoff_lint.git.process import Git, GitError
from handoff_lint.git.trees import of_commit
from handoff_lint.git.trees import staged as staged_tree


def of_staged(root: Path) -> tuple[Config, Change]:
    """What is about to be committed, and how it differs from the last commit.

    Raises:
        GitError: git cannot say.
        SettingsError: the staged settings cannot be used.

    """
    git = Git(root, inherit=True)
    tree = staged_tree(git, root)
    if FILE not in tree.files:
        raise GitError(f"{FILE} is not staged or committed yet.", help=f"git add {FILE}")
    config = load_from(tree)
    last = revisions.head(git)
    clock = datetime.datetime.now(datetime.UTC)
    merged = _merged(git)
    before = _read_as(config, git, root, last)
    touched = frozenset(_below(git, [one.path for one in revisions.staged(git)]))
    author, when = revisions.next_commit(git)

    def introduced(wanted: Mapping[str, bytes]) -> dict[str, Introduction]:
        return dict.fromkeys(wanted, Introduction(author, history.moment(when) if when else clock))

    comparison = Comparison(
        since="the last commit",
        before=before,
        tips=tuple(found for commit in merged if (found := _read_as(config, git, root, commit))),
        now=config,
        touched=touched,
        introduced=introduced,
        policy=PolicyChange(adopts=before is None),
        clock=clock,
        is_staged=True,
    )
    return config, comparison.change()


def last_commit(root: Path) -> Config | None:
    """The settings and files of HEAD; None before the first commit, or when nothing there can be checked."""
    git = Git(root)
    try:
        found = _config(git, root, revisions.head(git))
    except SettingsError:
        return None  # the commit that mends the settings must be possible
    return found if found and found.tree.holds(found.campaigns_dir) else None


def _merged(git: Git) -> list[str]:
    """The commits that a merge in progress brings in."""
    status, output, _ = git.ask("rev-parse", "--git-path", "MERGE_HEAD")
    path = git.top / output.decode().strip()
    return path.read_text(encoding="ascii").split() if not status and path.is_file() else []


def of_range(
    root: Path,
    base: str,
    head: str = "HEAD",
    *,
    branch: str = "",
    before: str = "",
    pull_request: PullRequest | None = None,
) -> tuple[Config, Change]:
    """A pull request: the settings to judge it by, and what it changes.

    Args:
        root: the handoff repository.
        base: where it is to be merged; a branch, or a commit id.
        head: its newest commit.
        branch: the branch of the server that `base` belongs to; its tip counts where it has gone on since.
        before: its newest commit when it was pushed last; shows what a force-push took away.
        pull_request: the reviews on the forge.

    Raises:
        GitError: a commit is missing, the clone is shallow, or git cannot say.
        SettingsError: the settings of the base or the head cannot be used.

    """
    git = Git(root)
    revisions.require_history(git)
    if branch:
        base = revisions.newest(git, base, branch)
    tip, newest = revisions.resolve(git, base), revisions.resolve(git, head)
    parted = revisions.merge_base(git, tip, newest)
    if tip and not parted:
        raise GitError(
            f"{base} and {head} share no history, so there is nothing to compare.", help="Check the name of the base."
        )
    blobs = Blobs(git)
    settings = load_from(of_commit(git, root, newest, blobs))
    trusted = _base_settings(git, root, tip, base)
    now = policy.held(trusted, settings) if trusted else settings
    altered = policy.changes(trusted, settings) if trusted else PolicyChange(is_new=True, adopts=bool(tip))
    start = replace(now, tree=trusted.tree) if trusted and parted == tip else _read_as(now, git, root, parted)

    def introduced(wanted: Mapping[str, bytes]) -> dict[str, Introduction]:
        reach = f"{tip}..{newest}" if tip else newest
        return history.introductions(git, blobs, reach, wanted, Entries(now.limits).in_file)

    comparison = Comparison(
        since=_called(base, tip),
        before=start,
        tips=(trusted,) if trusted else (),
        now=now,
        touched=frozenset(_below(git, [one.path for one in revisions.between(git, parted, newest)])),
        introduced=introduced,
        policy=altered,
        clock=datetime.datetime.now(datetime.UTC),
        trusted=trusted.tree if trusted else None,
        pull_request=pull_request,
        at=lambda commit: _reviewed(now, git, root, commit),
        pushed=_pushed(now, git, root, before, newest),
    )
    return now, comparison.change()


def _called(name: str, commit: str) -> str:
    """`main (1a2b3c4)`; an id alone is only shortened."""
    if not commit:
        return "an empty repository"
    return commit[:7] if commit.startswith(name) else f"{name} ({commit[:7]})"


def _base_settings(git: Git, root: Path, tip: str, name: str) -> Config | None:
    try:
        return _config(git, root, tip)
    except SettingsError as error:
        raise SettingsError(
            f"The settings of {_called(name, tip)} cannot be used, so nobody knows who may sign. {error.message}",
            help=f"Mend them there first, in a change that the owners of the settings let through. {error.help}",
            place=error.place,
        ) from error


def _reviewed(now: Config, git: Git, root: Path, commit: str) -> Config | None:
    """The files that somebody reviewed; None when a force-push took them away and nobody fetched them."""
    status, output, _ = git.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}^{{commit}}")
    return None if status else _read_as(now, git, root, output.decode().strip())


def _pushed(now: Config, git: Git, root: Path, before: str, newest: str) -> tuple[Config, frozenset[str]] | None:
    """The state that was pushed before, when the new history does not contain it."""
    old = revisions.resolve(git, before) if before else ""
    if not old or revisions.is_ancestor(git, old, newest):
        return None
    config = _read_as(now, git, root, old)
    touched = frozenset(_below(git, [one.path for one in revisions.between(git, old, newest)]))
    return (config, touched) if config else None


def _read_as(settings: Config, git: Git, root: Path, commit: str) -> Config | None:
    """The files of a commit, read by other settings than its own, which may be faulty; None without handoff.yml."""
    if not commit:
        return None
    tree = of_commit(git, root, commit)
    return replace(settings, tree=tree) if FILE in tree.files else None


def _config(git: Git, root: Path, commit: str) -> Config | None:
    """The settings of a commit, None when it has none."""
    if not commit:
        return None
    tree = of_commit(git, root, commit)
    return load_from(tree) if FILE in tree.files else None


def _below(git: Git, paths: list[str]) -> list[str]:
    return [path.removeprefix(git.prefix) for path in paths if path.startswith(git.prefix)]
